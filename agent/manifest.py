"""The skill manifest: the header of SKILL.md as attribution. Read line by line, since the header is a small, fixed subset of YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from agent import __version__

SOURCE = "ai-video-jobs-remote"
"""Name of the skill and of the distribution; the value of X-Skill-Source (contract 1)."""

INSTALL_PLACES = ((".clawhub", "clawhub"), (".cursor/skills", "cursor"))
"""Folders under the home that tell which host installed the skill (contract 1)."""

_LINE = re.compile(r"""(?P<indent>[ ]*)(?P<key>[A-Za-z_][\w-]*):(?:[ ]+(?P<value>"[^"]*"|'[^']*'|[^#]*?))?[ ]*(?:\#.*)?""")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who we are, for the attribution headers. Neither is ever empty."""

    source: str = SOURCE
    version: str = __version__


def read(text: str) -> Manifest:
    """The manifest in the header of `text`: `name`, and `metadata.version` or a top-level `version`; constants for what is missing."""
    header = dict(_header(text))
    return Manifest(header.get("name") or SOURCE, header.get("metadata.version") or header.get("version") or __version__)


def _header(text: str) -> Iterator[tuple[str, str]]:
    """The scalar entries of the header by their dotted names; list items and what they hold are passed over."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        return
    path: list[tuple[int, str]] = []
    for line in lines[1:]:
        if line.strip() == "---":
            return
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        indent = len(match["indent"])
        path = [(depth, key) for depth, key in path if depth < indent] + [(indent, match["key"])]
        if value := (match["value"] or "").strip().strip("\"'"):
            yield ".".join(key for _, key in path), value


def location() -> Path:
    """Where the installed SKILL.md stands."""
    return Path(str(resources.files("skills"))) / SOURCE / "SKILL.md"


def installed() -> Manifest:
    """The manifest that travels inside the package; the constants where it cannot be read."""
    try:
        return read(location().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Manifest()


def platform(*said: str, place: Path | None = None, home: Path | None = None) -> str:
    """The host program: the first non-empty of `said`, else by the install path (as it is, then links resolved), else `unknown`."""
    explicit = next((value for value in said if value), None)
    if explicit is not None:
        return explicit
    path, base = place or location(), home or Path("~").expanduser()
    for candidate, root in ((path, base), (path.resolve(), base.resolve())):
        for folder, name in INSTALL_PLACES:
            if candidate.is_relative_to(root / folder):
                return name
    return "unknown"
