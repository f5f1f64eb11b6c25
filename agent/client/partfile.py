"""The unfinished file of a download: one for each render, resumed by a later process, and given its name once (contract 7.4)."""

import errno
import hashlib
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from agent import errors
from agent.client.privatefile import sync_folder
from agent.client.wire import whole_of

Note = Callable[[dict[str, Any]], Awaitable[None]]


async def forgotten(facts: dict[str, Any]) -> None:
    """Notes nothing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier process noted of this download (`facts`), and where new facts are noted before they matter."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    note: Note = forgotten


@dataclass(slots=True)
class Part:
    """What has come so far. `size` is the announced length of the whole, `mark` the ETag or date that a resume must match."""

    path: Path
    got: int = 0
    size: int | None = None
    mark: str = ""

    @property
    def whole(self) -> bool:
        """Whether every announced byte is there."""
        return self.size is not None and 0 < self.size == self.got

    def restart(self) -> None:
        """The next body begins at 0."""
        self.got, self.size, self.mark = 0, None, ""

    @property
    def facts(self) -> dict[str, Any]:
        """What a later process needs to go on."""
        return {"part": str(self.path), "size": self.size, "mark": self.mark}


def part_for(target: Path, render_id: str, facts: Mapping[str, Any]) -> Part:
    """The part file beside the target, with what an earlier process left in it. A part that was left elsewhere goes. Blocks."""
    key = hashlib.sha256((render_id or str(target)).encode()).hexdigest()[:16]
    part = Part(target.with_name(f".video-jobs-{key}.part"))
    before = Path(facts.get("part") or part.path)
    if before != part.path:
        with suppress(OSError):
            before.unlink()
        return part
    size, mark = whole_of(facts.get("size")), str(facts.get("mark") or "")
    there = _regular_size(part.path)
    if mark and size and 0 < there <= size:
        part.got, part.size, part.mark = there, size, mark
    return part


def _regular_size(path: Path) -> int:
    """Bytes of a file that is no link; 0 where there is none."""
    try:
        return path.stat().st_size if path.is_file() and not path.is_symlink() else 0
    except OSError:
        return 0


def open_part(part: Part) -> BinaryIO:
    """The part file, ready for its next byte. OSError as it comes, also for a link in its place."""
    part.path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | (0 if part.got else os.O_TRUNC)
    file = os.fdopen(os.open(part.path, flags, 0o644), "wb", buffering=0)
    file.seek(part.got)
    file.truncate()
    return file


def identity(path: Path) -> list[int]:
    """What tells a file from all others, under any name in its folder. Blocks."""
    facts = path.stat()
    return [facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns]


def landed(target: Path, facts: Mapping[str, Any]) -> Path | None:
    """The finished file, where a process that died had given it its name already; its part file is then gone. Blocks."""
    wanted, part = facts.get("whole"), Path(facts.get("part") or target)
    if not wanted:
        return None
    with suppress(OSError):
        for path in sorted(part.parent.iterdir()):
            if path != part and path.is_file() and not path.is_symlink() and identity(path) == wanted:
                part.unlink(missing_ok=True)
                return path
    return None


def put(part: Path, target: Path) -> Path:
    """Gives the part file its name; a taken name gets a number, since a link, unlike a rename, replaces nothing."""
    number = 1
    place = target
    while True:
        try:
            os.link(part, place)
        except FileExistsError:
            number += 1
            place = target.with_name(f"{target.stem}-{number}{target.suffix}")
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK) or place.exists():
                raise errors.OutputError(path=str(place), reason=error.strerror or "", log=str(error)) from error
            part.rename(place)
            break
        else:
            part.unlink()
            break
    sync_folder(place.parent)
    return place
