"""How large the numbers of a planned edit may be: the draft takes from a person who means it what nobody should plan for them. Pure."""

from collections.abc import Iterator
from typing import Any

MOST = 1e6
"""Of any number: far over everything that an edit can use."""

RANGES: dict[tuple[str, str], tuple[float, float]] = {
    **{(op, "min_silence"): (0.05, 600.0) for op in ("trim_silence", "preview_cuts")},
    **{(op, "margin"): (0.0, 10.0) for op in ("trim_silence", "preview_cuts")},
    **{(op, "threshold"): (-90.0, 0.0) for op in ("trim_silence", "preview_cuts")},
    ("trim", "start"): (0.0, MOST), ("trim", "end"): (0.0, MOST), ("duration", "to"): (0.04, 21_600.0),
    ("best_moments", "to"): (0.04, 21_600.0),
    ("transition", "duration"): (0.04, 60.0), ("freeze", "duration"): (0.04, 3600.0),
    **{("crop", side): (0.0, 95.0) for side in ("left", "top", "right", "bottom")},
    ("volume", "db"): (-90.0, 20.0), ("fade", "in"): (0.0, 600.0), ("fade", "out"): (0.0, 600.0),
    **{("color", name): (-100.0, 100.0) for name in ("brightness", "contrast", "saturation")},
    ("undo", "steps"): (1, 1000), ("redo", "steps"): (1, 1000),
}
"""Least and most by op and parameter; seconds, percent, dB as the vocabulary has them."""

TIMES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cut", "keep", "speed", "reverse", "zoom", "title", "mute", "overlay", "blur", "bleep", "volume", "color", "sharpen",
                     "stabilize", "flip", "rotate", "denoise"), ("from", "to")),
    "split": ("at",), "freeze": ("at",), "trim": ("start", "end"),
}
"""The parameters that are a place or a length on the timeline, and so end where it ends."""


def outside(op: str, params: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Parameters whose number is out of range, with their values."""
    for name, value in params.items():
        for number in value if isinstance(value, list) else (value,):
            if isinstance(number, bool) or not isinstance(number, int | float):
                continue
            least, most = RANGES.get((op, name), (-MOST, MOST))
            if not least <= number <= most:  # also for what is no number at all
                yield name, number
