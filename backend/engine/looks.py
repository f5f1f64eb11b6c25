"""What a picture is like over time, measured: how much of it moves, how sharp it is, how light, and where a new scene begins.

Looks are 0.5 s apart, grey, at 320x180. Movement is the share of the picture that changed by more than 12 of 255 levels since the look
before; sharpness the mean step between neighbouring pixels, in levels; a new scene begins where more than half of the picture changed and
the distribution of its levels as well. Of a file of over ten minutes only key frames are decoded, which takes about a tenth of the time;
its looks are then as far apart as those frames.
"""

import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from backend.engine.container import opened
from backend.engine.looked import looked
from backend.engine.store import identity, key_of

WIDTH, HEIGHT = 320, 180
LOOK_S, LEVELS = 0.5, 12
SCENE_AREA, SCENE_LEVELS = 0.5, 0.25
"""Shares of the picture: changed pixel by pixel, and changed in how many pixels have which level (of 16)."""
LONG_S = 600.0
VERSION = 1

Grey = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Look:
    """One look. `moved` 0..1; `sharp` and `light` in levels of 255; `scene`: another one begins here."""

    at_s: float
    moved: float
    sharp: float
    light: float
    scene: bool


async def looks(path: Path, cache: Path, span: tuple[float, float] | None = None) -> list[Look]:
    """The looks at a file, or at a stretch of it in seconds, in order; known ones come from `cache`.

    Empty where no picture can be decoded.
    """
    kept = cache / f"{key_of(identity(path), span, VERSION)}.looks.json"
    seen = await looked(kept, lambda stop: [asdict(one) for one in _seen(path, span, stop)])
    return [Look(**one) for one in seen or ()]


def _seen(path: Path, span: tuple[float, float] | None, stop: threading.Event) -> list[Look]:
    found = list[Look]()
    with opened(path) as container:
        if not container.streams.video:
            return found
        before: Grey | None = None
        for at_s, picture in _pictures(container, span):
            if stop.is_set():
                break
            moved = 0.0 if before is None else float((np.abs(picture - before) > LEVELS).mean())
            new = before is not None and moved > SCENE_AREA and _spread(picture, before) > SCENE_LEVELS
            found.append(Look(round(at_s, 3), round(moved, 4), round(sharpness(picture), 3), round(float(picture.mean()), 2), new))
            before = picture
    return found


def sharpness(picture: Grey) -> float:
    """The mean step between neighbouring pixels, in levels."""
    across, down = np.abs(np.diff(picture, axis=1)), np.abs(np.diff(picture, axis=0))
    return float(across.mean() + down.mean())


def _spread(one: Grey, other: Grey) -> float:
    """The share of pixels that would have to change their level (of 16) for the two to have as many of each."""
    first, second = (np.bincount((picture >> 4).ravel(), minlength=16) for picture in (one, other))
    return float(np.abs(first - second).sum() / 2 / one.size)


def _pictures(container: InputContainer, span: tuple[float, float] | None) -> Iterator[tuple[float, Grey]]:
    """Pictures at least 0.5 s apart, with their times in seconds from the start of the file."""
    stream: Any = container.streams.video[0]
    stream.thread_type = "AUTO"
    begin_s = (container.start_time or 0) / 1_000_000
    first_s, last_s = span or (0.0, float("inf"))
    long = min(last_s, (container.duration or 0) / 1_000_000) - first_s > LONG_S
    stream.codec_context.skip_frame = "NONKEY" if long else "NONREF"
    if first_s > 0:
        container.seek(round((first_s + begin_s) * 1_000_000), backward=True, any_frame=False)
    due_s = first_s
    for frame in container.decode(stream):
        at_s = (frame.time or 0.0) - begin_s
        if at_s >= last_s:
            return
        if at_s >= due_s - 1e-6:
            yield at_s, frame.reformat(width=WIDTH, height=HEIGHT, format="gray").to_ndarray().astype(np.int16)
            due_s = at_s + LOOK_S
