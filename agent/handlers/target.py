"""Where a finished file goes: what `-o` or the words name, else `<first clip>-edited.mp4` in the output folder; never over another file."""

import os
import re
import tempfile
from collections.abc import Collection
from pathlib import Path

from agent.context import TurnContext
from agent.errors import OutputError

FALLBACK = "video"
SHOWN = 200
STEM_BYTES = 180
"""A file name has 255 bytes at most; a Chinese letter takes three."""


def place(turn: TurnContext, named: Path | None, suffix: str, taken: Collection[Path] = (), ending: str = "edited") -> Path:
    """The absolute path of the result, none of those that are `taken` where no name was asked for: `<clip>-<ending>`. Blocks.

    OutputError where it cannot be made, or a file of that name was asked for and exists.
    """
    try:
        return _place(turn, named, suffix, taken, ending)
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        raise OutputError(path=str(turn.target or named)[:SHOWN], log=str(error)) from error


def _place(turn: TurnContext, named: Path | None, suffix: str, taken: Collection[Path], ending: str) -> Path:
    asked = turn.target or named
    folder = turn.settings.output_dir.expanduser()
    if asked is None:
        return _free(_writable(folder), f"{_stem(turn)}-{ending}", suffix, taken)
    asked = asked.expanduser()
    path = asked if turn.target or asked.is_absolute() else folder / asked
    if path.is_dir() or str(asked).endswith(os.sep):
        return _free(_writable(path), f"{_stem(turn)}-{ending}", suffix, taken)
    path = path.with_suffix(suffix) if path.suffix.lower() != suffix else path
    target = _writable(path.parent) / path.name
    if target.exists():
        raise OutputError("output_exists", path=str(target))
    return target


def _writable(folder: Path) -> Path:
    """The folder, made if need be. A file without a name is made in it: rights alone do not tell (read-only and special disks)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(path=str(folder), log=str(error)) from error
    return folder.absolute()


def _free(folder: Path, stem: str, suffix: str, taken: Collection[Path]) -> Path:
    """The first name that no file has or will have: `a-edited.mp4`, `a-edited-2.mp4` …"""
    path, number = folder / f"{stem}{suffix}", 1
    while path in taken or os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def _stem(turn: TurnContext) -> str:
    return safe_stem(Path(turn.session.files[0].name).stem if turn.session.files else FALLBACK)


def safe_stem(name: str) -> str:
    """The name of a clip, safe as that of a result: at most 80 letters, no leading dot or dash."""
    safe = re.sub(r"[^\w .()+-]", "_", name).strip(" .-")[:80]
    return safe.encode()[:STEM_BYTES].decode(errors="ignore") or FALLBACK
