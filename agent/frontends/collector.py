"""The garbage collector as this program needs it."""

import gc

YOUNG = 20_000
"""New containers before the youngest are looked at; the interpreter's 700 are fewer than a burst of frames of many turns holds at once.

Measured with 100 turns of 10 frames a second: 24 collections a second and 2 % of a core before, none in 20 s after.
"""


def relaxed() -> None:
    """Looks for cycles seldom: what a turn makes is freed by reference counts, and cycles are few and small."""
    gc.set_threshold(YOUNG, 20, 20)
