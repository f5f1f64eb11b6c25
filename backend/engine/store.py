"""Finished parts of renders, kept by what decided their content: an export after a small change takes most of them from here."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

KEPT_BYTES = 4 << 30
"""Parts beyond this are given up, those longest unused first."""


FINISHED = (".mp4", ".m4a", ".s16")


def key_of(*facts: object) -> str:
    """A name for whatever these facts decide; their repr must tell them apart."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def identity(path: Path) -> tuple[str, int, int]:
    """What tells one stored file from another, and from itself after a change."""
    facts = path.stat()
    return str(path.resolve()), facts.st_size, facts.st_mtime_ns


def is_kept(path: Path) -> bool:
    """Whether a part is there; it counts as used now."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def sweep(work: Path) -> None:
    """Clear what a killed process left half-done in the work folder of renders. To be called while none runs in it."""
    shutil.rmtree(work / "jobs", ignore_errors=True)
    for pattern in ("*.part", "*.list", "*.trf"):
        for path in work.glob(f"*/{pattern}"):
            path.unlink(missing_ok=True)


def forget(folder: Path, keep: Iterable[Path], limit: int = KEPT_BYTES) -> None:
    """Delete the longest unused parts of `folder` until the rest takes less than `limit` bytes; never those of `keep`."""
    needed = set(keep)
    parts = [(path.stat(), path) for path in folder.iterdir() if path.suffix in FINISHED and path not in needed]
    total = sum(facts.st_size for facts, _ in parts)
    for facts, path in sorted(parts, key=lambda part: part[0].st_mtime):
        if total <= limit:
            return
        path.unlink(missing_ok=True)
        total -= facts.st_size
