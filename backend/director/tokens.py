"""A token: one thing the sentence says, in the director's own terms and with its place in the text."""

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True, eq=False)
class Token:
    """`kind` is a table of the lexicon ("verb", "noun", "place", …) or a sort of quantity:

    num · dur (value seconds, name the unit in seconds) · clock (seconds) · pct · frac (0..1) · db · lufs · factor · times ·
    ratio (name "9:16") · fps · height (pixels) · deg · ord (1-based, -1 = last) · range (value (from, to|None)) · head, tail (seconds
    from an end) · part (a relative range 0..1) · mid (seconds around the middle) · point, until (seconds) · quote, file, handle (value
    the text itself) · sep · word (not in the lexicon).
    """

    kind: str
    name: str
    start: int
    end: int
    value: Any = None
    fuzzy: bool = False
