"""What the state folder may do without: sound that was decoded from a project's files, and second copies of the same file.

The files of a project themselves are never removed: nobody here knows whether their originals are still where they came from.
"""

import os
from contextlib import suppress
from pathlib import Path

CACHE = "cache"
UNUSED_S = 30 * 86_400.0
"""What was decoded from a file that nobody used for so long goes; it is decoded anew when it is needed."""

SHORT_BYTES, SHORT_UNUSED_S = 2 * 1024**3, 3600.0
"""With less free space than this, all of it goes that was not used within the last hour."""


def used(folder: Path) -> Path:
    """The cache folder of a stored file, made if need be, and marked as used now."""
    folder.mkdir(exist_ok=True)
    os.utime(folder)
    return folder


def forget(media: Path, now_s: float, free_bytes: int) -> None:
    """Removes decoded sound under `media` that was not used for a long time, or for an hour where the disk is nearly full.

    Transcripts stay: they are small, and a service may have been paid for them.
    """
    kept_s = SHORT_UNUSED_S if free_bytes < SHORT_BYTES else UNUSED_S
    for folder in media.glob(f"*/*/{CACHE}"):
        with suppress(OSError):
            if now_s - folder.stat().st_mtime > kept_s:
                for sound in folder.glob("*.s16"):
                    sound.unlink()


def share(path: Path, twin: Path) -> None:
    """Makes `path` the same file on the disk as `twin`, which has the same bytes. Where that is not possible both stay."""
    link = path.with_name(path.name + ".link")
    with suppress(OSError):
        os.link(twin, link)
        link.replace(path)
