"""Multiples and parts in one word: double, twice, halved, 翻倍, 一半."""

import re

from backend.director.numbers import ZH_DIGITS
from backend.director.tokens import Token

FOLD = {
    "double": ("factor", 2.0),
    "doubled": ("factor", 2.0),
    "triple": ("factor", 3.0),
    "treble": ("factor", 3.0),
    "quadruple": ("factor", 4.0),
    "halve": ("frac", 0.5),
    "halved": ("frac", 0.5),
    "twice": ("times", 2.0),
    "thrice": ("times", 3.0),
    "once": ("times", 1.0),
    "doubles": ("factor", 2.0),
    "twofold": ("factor", 2.0),
    "threefold": ("factor", 3.0),
    "fourfold": ("factor", 4.0),
    "fivefold": ("factor", 5.0),
    "tenfold": ("factor", 10.0),
    "half again": ("factor", 1.5),
}
_ZH_FOLD = {
    "翻倍": ("factor", 2.0),
    "双倍": ("factor", 2.0),
    "双倍速": ("factor", 2.0),
    "加倍": ("factor", 2.0),
    "翻一倍": ("factor", 2.0),
    "减半": ("frac", 0.5),
    "一半": ("frac", 0.5),
    "翻番": ("factor", 2.0),
    "对折": ("frac", 0.5),
    "半速": ("factor", 0.5),
}
_FOLDED = re.compile(
    r"(doubled?|doubles|triple|treble|quadruple|halved?|twice|thrice|(?:two|three|four|five|ten)fold|half again(?= as [a-z]))(?![a-z])"
    r"|(翻倍|双倍速|双倍|加倍|翻一倍|减半|一半|翻番|对折|半速)"
)


def folded(text: str, at: int) -> list[Token] | None:
    """Double, twice, 翻倍, 一半."""
    found = _FOLDED.match(text, at)
    if not found:
        return None
    kind, value = FOLD[found[1]] if found[1] else _ZH_FOLD[found[2]]
    return [Token(kind, "folded", at, found.end(), value)]


_TENTHS = re.compile(r"\s?成(?!一(?!下)|[为个了这品功])")
_BELOW_TENTHS = re.compile(r"[二三四五六七八九](?![一二三四五六七八九十秒分个段倍成])")
_TENTHS_SAID = frozenset(range(1, 10))


def tenths(text: str, start: int, value: float, end: int) -> Token | None:
    """三成, 3成, 一成半, 两成五: so many tenths as percent; `value` is the number that stands from `start` to `end`."""
    found = _TENTHS.match(text, end)
    if not found or value not in _TENTHS_SAID:
        return None
    if text.startswith("半", found.end()):
        return Token("pct", "pct", start, found.end() + 1, value * 10 + 5)
    if below := _BELOW_TENTHS.match(text, found.end()):
        return Token("pct", "pct", start, below.end(), value * 10 + ZH_DIGITS[below[0]])
    return Token("pct", "pct", start, found.end(), value * 10)
