"""Whole files that survive a crash: temporary file, fsync, rename, fsync of the folder; mode 0600 from the first byte."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from agent.errors import StateError


def write_whole(path: Path, text: str) -> None:
    """Replace `path` by `text`, or leave it as it was. StateError where the folder cannot be written."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise StateError(path=str(path), log=str(error)) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be read to `<name>.corrupt-<date>`, so that nothing is wiped. Gives the new path."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.name}.corrupt-{stamp}")
    try:
        return path.rename(aside)
    except OSError as error:
        raise StateError(path=str(path), log=str(error)) from error
