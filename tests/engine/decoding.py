"""What is in a finished video, by decoding it."""

import os
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray


@dataclass
class Watched:
    """Luma planes and RGB pictures of all frames, their times in seconds, the sound as floats (samples, 2)."""

    luma: list[NDArray[np.uint8]]
    rgb: list[NDArray[np.uint8]]
    times: list[Fraction]
    sound: NDArray[np.float32]
    rate: Fraction

    @property
    def numbers(self) -> list[int]:
        """For each frame the number of the counting frame it shows, read from the middle of its halves."""
        return [step(plane, 1) + 16 * step(plane, 3) for plane in self.luma]

    def color(self, frame: int, x: float, y: float) -> tuple[int, int, int]:
        """RGB at a place given in shares of width and height."""
        picture = self.rgb[frame]
        red, green, blue = picture[int(y * picture.shape[0]), int(x * picture.shape[1])]
        return int(red), int(green), int(blue)

    def level_db(self, start_s: float, end_s: float) -> float:
        """RMS in dBFS of a stretch of the sound."""
        part = self.sound[round(start_s * 48000) : round(end_s * 48000)]
        return float(20 * np.log10(max(1e-9, float(np.sqrt(np.mean(np.square(part)))))))


def step(plane: NDArray[np.uint8], quarter: int) -> int:
    """The digit at a quarter of the width."""
    height, width = plane.shape
    spot = plane[height // 2 - 3 : height // 2 + 3, quarter * width // 4 - 3 : quarter * width // 4 + 3]
    return round((float(np.median(spot)) - 24) / 12)


def watch(path: Path) -> Watched:
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        frames = list(container.decode(video))
        luma = [np.frombuffer(f.planes[0], np.uint8).reshape(f.height, f.planes[0].line_size)[:, : f.width] for f in frames]
        times = [Fraction(frame.pts or 0) * (video.time_base or 1) for frame in frames]
        rate = Fraction(video.average_rate or 0)
    return Watched([plane.copy() for plane in luma], [frame.to_ndarray(format="rgb24") for frame in frames], times, hear(path), rate)


def hear(path: Path) -> NDArray[np.float32]:
    """The sound as a player gives it: from time zero on."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return np.zeros((0, 2), np.float32)
        frames = list(container.decode(container.streams.audio[0]))
        return np.concatenate([frame.to_ndarray().T for frame in frames if (frame.pts or 0) >= 0]).astype(np.float32)


def is_red(color: tuple[int, int, int]) -> bool:
    return color[0] > 180 and color[1] < 70 and color[2] < 70


def is_blue(color: tuple[int, int, int]) -> bool:
    return color[2] > 180 and color[0] < 70 and color[1] < 70


def is_black(color: tuple[int, int, int]) -> bool:
    return max(color) < 30


def is_white(color: tuple[int, int, int]) -> bool:
    return min(color) > 220


def pids_left(folder: Path) -> list[int]:
    """Processes other than this one whose command line names a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                found += [int(entry.name)] if os.fsencode(folder) in (entry / "cmdline").read_bytes() else []
    return found


def jobs_left(folder: Path) -> bool:
    return bool(pids_left(folder))
