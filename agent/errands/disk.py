"""What lies at a path that a message names."""

from pathlib import Path

from agent.errands.places import Kind

VIDEO = frozenset({"mp4", "mov", "avi", "webm", "mkv"})


def look(path: Path) -> Kind | None:
    """What lies there: a video, a folder, or nothing that counts. Blocks."""
    try:
        return "folder" if path.is_dir() else "clip" if path.is_file() and is_clip(path) else None
    except (OSError, ValueError):
        return None


def is_clip(path: Path) -> bool:
    """Whether the name is that of a video."""
    return path.suffix.lower().removeprefix(".") in VIDEO
