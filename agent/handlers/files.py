"""A file before it is sent: is it there, may it be read, is its type taken, is its size right. Blocks; call it in a thread."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from agent.context import TYPES
from agent.errands.disk import VIDEO
from agent.errors import BadInput, FileTooLarge

EXTENSIONS = frozenset(TYPES.split()) | {"jpeg"}
SUBTITLES = frozenset({"srt", "vtt"})
"""Types that the local editor takes beside a clip."""

SIDECAR_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be sent: absolute path, size in bytes, time of change."""

    path: Path
    size: int
    mtime_ns: int

    @property
    def extension(self) -> str:
        """Lower case, without the dot."""
        return self.path.suffix.lower().removeprefix(".")


def check(path: Path, limit: int, *, local: bool) -> Candidate:
    """The file, or BadInput / FileTooLarge with the reason. Links that a person typed are followed."""
    try:
        absolute = Path(path).expanduser().absolute()
        facts = absolute.stat()
    except (OSError, RuntimeError, ValueError) as error:
        reason = "file_unreadable" if isinstance(error, PermissionError) else "file_missing"
        raise BadInput(reason, name=str(path)) from error
    if stat.S_ISDIR(facts.st_mode):
        raise BadInput("file_folder", name=str(path))
    if not stat.S_ISREG(facts.st_mode):
        raise BadInput("file_irregular", name=str(path))
    candidate = Candidate(absolute, facts.st_size, facts.st_mtime_ns)
    if candidate.extension not in (EXTENSIONS | SUBTITLES if local else EXTENSIONS):
        raise BadInput("file_type", name=absolute.name)
    if not os.access(absolute, os.R_OK):
        raise BadInput("file_unreadable", name=str(path))
    if candidate.size == 0:
        raise BadInput("file_empty", name=absolute.name)
    if candidate.size > limit:
        raise FileTooLarge(sent="no", name=absolute.name, limit_mb=limit // (1024 * 1024))
    return candidate


def sidecar(clip: Candidate) -> Path | None:
    """The subtitle file beside a clip: the same name with .srt or .vtt."""
    if clip.extension not in VIDEO:
        return None
    for extension in ("srt", "vtt"):
        beside = clip.path.with_suffix(f".{extension}")
        if beside.is_file() and 0 < beside.stat().st_size <= SIDECAR_BYTES:
            return beside
    return None
