"""Files that only their owner reads: written whole or not at all, never through a link."""

import os
import stat
import uuid
from pathlib import Path

from agent.errors import StateError


def write_private(path: Path, data: bytes) -> None:
    """Replaces `path` by a new 0600 file that is on disk before it has the name. OSError as it comes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def read_private(path: Path, *, mend: bool = True) -> str:
    """The text of a private file, "" if there is none or it is unreadable. StateError for a link, a foreign owner or anything but a file.

    A mode that lets others read is narrowed to 0600 where `mend` is set.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink() and mend:
            raise StateError(path=str(path), log="a link") from error
        return ""
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode) or (mend and facts.st_uid != os.geteuid()):
        os.close(handle)
        raise StateError(path=str(path), log="not a regular file of this user")
    with os.fdopen(handle, "rb") as file:
        if mend and facts.st_mode & 0o077:
            os.fchmod(file.fileno(), 0o600)
        return file.read(1_000_000).decode("utf-8", "replace")


def sync_folder(folder: Path) -> None:
    """Puts a rename on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
