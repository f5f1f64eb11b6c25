"""Animated WebP read by its chunks: PyAV carries no demuxer for it, ffmpeg has one from 8 on."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Animation:
    """Canvas size in pixels, number of frames, length in milliseconds."""

    width: int
    height: int
    frames: int
    duration_ms: int


def animation(path: Path) -> Animation | None:
    """The animation in a WebP file; None when its chunks do not add up (damaged, cut short)."""
    size = path.stat().st_size
    width = height = frames = duration_ms = 0
    with path.open("rb") as file:
        position = 12
        while position + 8 <= size:
            file.seek(position)
            chunk = file.read(8 + 16)
            length = int.from_bytes(chunk[4:8], "little")
            if position + 8 + length > size:
                return None
            if chunk[:4] == b"VP8X":
                width, height = _number(chunk[12:15]) + 1, _number(chunk[15:18]) + 1
            elif chunk[:4] == b"ANMF":
                frames, duration_ms = frames + 1, duration_ms + max(10, _number(chunk[20:23]))
            position += 8 + length + length % 2
    return Animation(width, height, frames, duration_ms) if width and frames else None


def _number(three: bytes) -> int:
    return int.from_bytes(three, "little")
