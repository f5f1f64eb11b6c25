"""Local files on their way up: checked before anything is sent, and held open from the check to the last byte."""

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.client.clean import clean_line
from agent.client.clock import Limits
from agent.errors import BadInput

MEDIA_TYPES = {
    ".mp4": "video/mp4", ".mov": "video/quicktime", ".avi": "video/x-msvideo", ".webm": "video/webm", ".mkv": "video/x-matroska",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp",
    ".mp3": "audio/mpeg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".aac": "audio/aac",
}  # fmt: skip
"""What the backends take (contract 2.4), by extension."""
SIDECAR_TYPES = {".srt": "application/x-subrip", ".vtt": "text/vtt"}
"""Subtitle files, which only the local backend takes."""
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """An open file to be sent. `name` and `media_type` are what the backend is told."""

    handle: int
    path: Path
    name: str
    media_type: str
    size: int
    mtime_ns: int

    def read(self, offset: int) -> bytes:
        """Up to 1 MiB from `offset`. BadInput("file_changed") where the file is no longer what was checked."""
        data = os.pread(self.handle, min(_READ_BYTES, self.size - offset), offset)
        facts = os.fstat(self.handle)
        if not data or (facts.st_size, facts.st_mtime_ns) != (self.size, self.mtime_ns):
            raise BadInput("file_changed", name=clean_line(self.path.name), sent="unknown")
        return data

    def close(self) -> None:
        """Gives the descriptor back."""
        os.close(self.handle)


def open_sources(paths: Sequence[Path], limits: Limits, *, sidecars: bool) -> list[Source]:
    """All files, checked and open.

    BadInput: `file_missing`, `file_unreadable`, `file_irregular`, `file_empty`, `file_type` or `file_too_large`.
    """
    opened: list[Source] = []
    try:
        for path in paths:
            opened.append(_open(path, limits, MEDIA_TYPES | SIDECAR_TYPES if sidecars else MEDIA_TYPES))
    except BaseException:
        for source in opened:
            source.close()
        raise
    return opened


def _open(path: Path, limits: Limits, types: dict[str, str]) -> Source:
    shown = clean_line(path.name)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a FIFO without a writer would block
    except OSError as error:
        reasons = {errno.ENOENT: "file_missing", errno.ENOTDIR: "file_missing", errno.ENXIO: "file_irregular"}
        raise BadInput(reasons.get(error.errno or 0, "file_unreadable"), name=shown, log=str(error)) from error
    try:
        facts = os.fstat(handle)
        _check(shown, facts, path.suffix.lower() in types, limits.upload_bytes)
        name = path.with_suffix(".jpg").name if path.suffix.lower() == ".jpeg" else path.name
        return Source(handle, path, name, types[path.suffix.lower()], facts.st_size, facts.st_mtime_ns)
    except BaseException:
        os.close(handle)
        raise


def _check(name: str, facts: os.stat_result, known_type: bool, limit: int) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise BadInput("file_irregular", name=name)
    if not known_type:
        raise BadInput("file_type", name=name, types=" ".join(sorted(kind[1:] for kind in MEDIA_TYPES)))
    if not facts.st_size:
        raise BadInput("file_empty", name=name)
    if facts.st_size > limit:
        raise BadInput("file_too_large", name=name, size=facts.st_size, limit=limit, limit_mb=limit // 1024**2)
