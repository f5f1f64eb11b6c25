"""How fast: the factor that is said, or the usual one of a word."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

_FASTER, _SLOWER = (1.25, 1.5, 2.0), (0.8, 0.5, 0.5)
_MOTION_WORDS = (
    "slow motion",
    "slow mo",
    "slomo",
    "slowmo",
    "in slow motion",
    "慢动作",
    "慢镜头",
    "升格",
    "super slow mo",
    "super slow motion",
)
_LAPSE = ("time lapse", "timelapse", "hyperlapse", "延时", "延时摄影", "缩时")


def _graded(c: Clause, amounts: tuple[float, float, float]) -> float:
    return amounts[2 if c.has("much") else 0 if c.has("bit") else 1]


def way_of(c: Clause) -> int:
    """+1 faster, -1 slower, 0 not said."""
    if c.verb("speed_up") and (c.verb("decrease") or not wanted(c)) and not c.noun("speed_noun"):
        return -1
    if c.verb("slow_down") or c.has("too_fast"):
        return -1 if not (c.verb("speed_up") and c.has("too_slow")) else 1
    if c.verb("speed_up") or c.has("too_slow"):
        return 1
    if c.noun("speed_noun") and c.verb("increase"):
        return 1
    return -1 if c.noun("speed_noun") and c.verb("decrease") else 0


_AS_FAST = re.compile(r"\bas (?:fast|quick|quickly)\b")


def factor_said(c: Clause, talk: Talk, way: int) -> float | None:
    """The factor said or usual; None when the clause names none."""
    token = c.take("factor") or c.take("times")
    if token:
        value = float(token.value)
        return _factor_of(talk.word(token), value, way)
    share = c.take("pct")
    if share:
        value = float(share.value) / 100
        relative = way and (
            (_compared(c, share) and not _in_slow_motion(c, talk))
            or not (
                _in_slow_motion(c, talk)
                or c.has("to", "at")
                or c.verb("make")
                or (c.noun("speed_noun") and not c.has("by") and not c.verb("increase", "decrease"))
            )
        )
        return (1 + way * value if way > 0 or value < 1 else value) if relative else value
    part = c.take("frac")
    if part:
        as_fast = _AS_FAST.search(talk.normal, part.start, c.end) is not None
        if way < 0 and c.has("by") and part.value < 1:
            return 1 - float(part.value)
        return float(part.value) if way <= 0 or as_fast else 1 + float(part.value)
    number = c.find("num") if c.noun("speed_noun") or c.has("to", "by") or c.verb("speed_up", "slow_down") else None
    if number and 0 < number.value <= 100:
        c.claim(number)
        value = float(number.value)
        return 1 / value if way < 0 and value > 1 else value
    return None


def _in_slow_motion(c: Clause, talk: Talk) -> bool:
    """ "Slow motion 40 %": how fast it plays, unless it is slowed by that."""
    return not c.has("by") and any(talk.word(t).replace("-", " ") in _MOTION_WORDS for t in c.all("verb", "slow_down"))


def _compared(c: Clause, share: Token) -> bool:
    """ "25 % faster": the comparison right behind the share."""
    index = c.tokens.index(share) + 1
    return index < len(c.tokens) and c.tokens[index].name in ("speed_up", "slow_down", "too_fast", "too_slow") and not c.find("rel", "to")


def _factor_of(word: str, value: float, way: int) -> float | None:
    """快一倍 is twice as fast; slower by 2 is a half."""
    if value <= 0:
        return None
    if way and value == 1 and word.startswith(("一倍", "1倍")):
        return 2.0 if way > 0 else 0.5
    return 1 / value if way < 0 and value > 1 else value


def tidy_factor(value: float) -> float:
    """A factor within 0.01 and 100, to three places."""
    return tidy(min(max(round(value, 3), 0.01), 100))


def usual_factor(c: Clause, talk: Talk, way: int) -> float:
    """The factor of a word without a figure: faster, slow motion, time lapse; of a speed that is there a further step."""
    words = [talk.word(t) for t in c.all("verb")]
    if way > 0 and any(w in _LAPSE for w in words):
        return 8.0
    if way < 0 and any(w in _MOTION_WORDS for w in words):
        return 0.5
    factor = _graded(c, _FASTER if way > 0 else _SLOWER)
    known = talk.on_timeline.get("speed", {}).get("factor")
    compared = c.has("even", "same") or bool(known)
    return float(known) * factor if known and compared else factor
