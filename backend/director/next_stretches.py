"""Stretches told by the one before them, and by signs that stand for them.

The next 5 seconds · the 5 seconds after that · the first minute and the second · 10秒进15秒出 · cut 1.05 to 1.20.
"""

import re

from backend.director.folding import TIME, Fold
from backend.director.stretches import UNITS, pair
from backend.director.tokens import Token

_MINUTES = re.compile(r"(\d{1,2})\.([0-5]\d)")
_LASTING = ("cut", "remove", "keep", "mute", "trim", "blur", "reverse", "slow_down", "speed_up")


def dotted(fold: Fold, first: Token, second: Token) -> tuple[float, float] | None:
    """ "Cut from 1.05 to 1.20": minutes and seconds, where both are written so and something is done to a stretch."""
    verb = next((t for t in reversed(fold.out) if t.kind == "verb"), None)
    if first.kind != "num" or second.kind != "num" or verb is None or verb.name not in _LASTING:
        return None
    said = [_MINUTES.fullmatch(fold.normal, token.start, token.end) for token in (first, second)]
    a, b = (float(one[1]) * 60 + float(one[2]) if one else 0.0 for one in said)
    return (a, b) if all(said) and b > a else None


def unit_again(fold: Fold) -> bool:
    """ "… for the first minute and … for the second": the unit is that of the stretch before."""
    number, after = fold.peek(), fold.peek(1)
    if number is None or number.kind != "ord" or not isinstance(number.value, int) or number.value < 2:
        return False
    if after is not None and after.kind != "sep":
        return False
    before = next((t for t in reversed(fold.out) if t.kind in ("head", "part", "range", "ord")), None)
    words = fold.normal[before.start : before.end] if before else ""
    place = int(number.value)
    if before is None or not words.startswith("first "):
        return False
    if before.kind == "head" and (unit := UNITS.get(words.removeprefix("first "))):
        return fold.put("range", (unit * (place - 1), unit * place), 1)
    if before.kind == "part" and place * before.value[1] <= 1.001:
        return fold.put("part", ((place - 1) * before.value[1], place * before.value[1]), 1)
    return False


_NEXT = re.compile(r"(?:\b(?:next|following) |(?:接下来|之后|随后|接着|[再往]后面?|后面)(?:的|那)?)$")
_BEHIND = re.compile(r" (?:after (?:that|those|them|it)|that follow|following (?:that|those))\b")


def next_seconds(fold: Fold) -> bool:
    """ "The first 5 seconds … and the next 5", "… the 10 seconds after that", 前10秒…，接下来5秒: it begins where the one before ends."""
    said = 1 if fold.is_(0, "after") and fold.word(0) in ("之后", "之后的") and fold.kind(1, {"dur"}) else 0
    length, after = fold.peek(said), fold.peek(said + 1)
    if length is None or length.kind not in ("dur", "num"):
        return False
    if length.kind == "num" and after is not None and after.kind not in ("sep", "verb"):
        return False
    led = _NEXT.search(fold.normal, max(0, length.start - 14), length.start)
    behind = None if led else _BEHIND.match(fold.normal, length.end)
    start = _end_of_the_last(fold) if led or behind else None
    if start is None:
        unknown = led is not None and length.kind == "dur" and led[0].startswith(("next", "following", "接下来"))
        return unknown and fold.put("word", None, 1)
    while led and fold.out and fold.out[-1].start >= led.start():
        fold.out.pop()
    if fold.out and fold.out[-1].kind not in ("sep", "verb", "rel", "particle", "neg", "noun", "quote"):
        fold.out.append(Token("sep", "comma", length.start, length.start))
    used = said + 1
    while behind and (token := fold.peek(used)) is not None and token.end <= behind.end():
        used += 1
    return fold.put("range", (start, start + float(length.value)), used)


def _end_of_the_last(fold: Fold) -> float | None:
    """Where the stretch named last ends, seconds; of one that is taken out where it began."""
    for place in range(len(fold.out) - 1, -1, -1):
        token = fold.out[place]
        bounds = (0.0, token.value) if token.kind == "head" else token.value if token.kind == "range" else None
        if bounds is not None and bounds[1] is not None:
            gone = place and fold.out[place - 1].kind == "verb" and fold.out[place - 1].name in ("remove", "cut", "trim")
            return float(bounds[0] if gone else bounds[1])
    return None


def part_of_speed(fold: Fold) -> bool:
    """ "Half speed", "a third of the speed"."""
    return fold.kind(0, {"frac"}) and fold.is_(1, "speed_noun") and fold.put("factor", fold.tokens[fold.at].value, 2)


def in_and_out(fold: Fold) -> bool:
    """10秒进15秒出 · in at 0:10, out at 0:15."""
    first = fold.time(0)
    if first is not None and fold.word(1) in ("进", "进来", "进场", "出现", "出来", "显示", "开始"):
        later = 3 if fold.kind(2, {"sep"}) else 2
        second = fold.time(later)
        if (
            second is not None
            and fold.word(later + 1) in ("出", "出去", "消失", "退场", "离开", "走", "没", "结束", "隐藏")
            and second.kind in TIME
        ):
            return fold.put("range", pair(first, second), later + 2)
    if fold.is_(0, "in") and fold.is_(1, "at") and (first := fold.time(2)):
        later = 4 if fold.kind(3, {"sep"}) else 3
        if fold.is_(later, "out") and fold.is_(later + 1, "at") and (second := fold.time(later + 2)):
            return fold.put("range", pair(first, second), later + 3)
    return False
