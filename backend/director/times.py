"""Times in relation: from A to B, the first ten seconds, everything after 1:30, at 0:12, the last third.

Works on tokens and replaces the words of a relation by one token: range (value (from, to|None)), head, tail, part, point.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from backend.director.chinese_times import between_behind, chinese_stretch, parted_by_and
from backend.director.edges import at_an_end, edge, edge_named, first_and_last
from backend.director.ends import all_but, both_ends, from_the_end
from backend.director.folding import NUMBER, TIME, Fold, link, touching
from backend.director.lists import clock_from_ratio, joined_lists, listed_points
from backend.director.next_stretches import dotted, in_and_out, next_seconds, part_of_speed, unit_again
from backend.director.stretches import (
    beside_a_time,
    counted_unit,
    from_start_to_end,
    middle_part,
    moments_of_the_whole,
    pair,
    spared_inside,
    start_and_end,
)
from backend.director.tokens import Token

_TO = ("to", "dash", "end_at", "make")


def _from_to(fold: Fold) -> bool:
    """[from] A to B · between A and B · A-B."""
    opened = 1 if fold.is_(0, "from", "between", "start_at", "at") and not fold.kind(0, {"particle"}) else 0
    between = opened == 1 and fold.is_(0, "between")
    from_point = 1 if opened and fold.is_(opened, "at") else 0
    first = fold.time(opened + from_point) or _ordinal_second(fold, opened + from_point)
    if first is None:
        return False
    middle = opened + from_point + 1
    if fold.word(middle) == "in" and link(fold, middle + 1):
        middle += 1
    marked = fold.is_(middle, "at", "mark") or (opened and fold.is_(middle, "start_at", "first"))
    if marked and link(fold, middle + 1):
        middle += 1
    if (between and (fold.is_(middle, "and", "with") or fold.kind(middle, {"sep"}))) or parted_by_and(fold, middle):
        linked = 1
    else:
        linked = link(fold, middle)
    if not linked or (first.kind == "num" and fold.kind(middle + linked, TIME) and _numbers_a_clip(fold, opened)):
        return False
    at_second = 1 if fold.is_(middle + linked, "at", "mark", "from") else 0
    second = fold.time(middle + linked + at_second)
    if second is None:
        return _to_the_end(fold, first, middle + linked)
    if not (opened or {first.kind, second.kind} & TIME or _taken(fold)):
        return False
    used = middle + linked + at_second + 1
    if fold.is_(used, "mark"):
        used += 1
    return fold.put("range", dotted(fold, first, second) or pair(first, second), between_behind(fold, used))


_THIS_CLIP = re.compile(r"(?:the|this|that|my|our|a|entire|whole) (?:clip|video|shot|scene|segment|part|piece)\s*$")


def _numbers_a_clip(fold: Fold, opened: int) -> bool:
    """ "Trim clip 2 to 10 seconds", unlike "trim this clip 2 to 10 seconds": the number is that of the clip."""
    noun = fold.out[-1] if fold.out else None
    singular = noun is not None and noun.kind == "noun" and noun.name == "clip" and not fold.normal[noun.start : noun.end].endswith("s")
    return not opened and singular and noun is not None and not _THIS_CLIP.search(fold.normal, max(0, noun.start - 8), noun.end)


def _taken(fold: Fold) -> bool:
    """Whether bare numbers follow a verb that takes a stretch: keep 10 to 40."""
    before = fold.out[-1] if fold.out else None
    if before is not None and before.kind == "sep" and len(fold.out) > 1 and fold.out[-2].kind == "range":
        return True
    takes = ("keep", "remove", "cut", "trim", "blur", "mute", "reverse", "slow_down")
    return before is not None and (before.name == "except" or (before.kind == "verb" and before.name in takes))


def _to_the_end(fold: Fold, first: Token, ahead: int) -> bool:
    numbered = first.kind == "num" and bool(fold.out) and fold.out[-1].name == "clip"
    ends = fold.is_(ahead, "end") or (fold.word(ahead) in _TO_THE_LAST and fold.peek(ahead + 1) is None)
    return ends and first.kind in NUMBER and not numbered and fold.put("range", (float(first.value), None), ahead + 1)


_TO_THE_LAST = ("结束", "最后", "完", "末尾", "片尾")


def _start_to(fold: Fold) -> bool:
    """From the start to B · up to B · until B."""
    at = 0
    if fold.is_(0, "from_start"):
        at = 1
    elif fold.is_(0, "from", "start_at") and fold.is_(1, "start"):
        at = 2
    elif fold.is_(0, "start") and link(fold, 1):
        at = 1
    if not at or not link(fold, at):
        return False
    second = fold.time(at + 1)
    return second is not None and second.kind in NUMBER and fold.put("range", (0.0, float(second.value)), at + 2)


_COUNTED_FROM = ("开始的", "起的", "后的", "之后的", "以后的")


def _so_long_from(fold: Fold) -> bool:
    """1分20秒开始的15秒: where it begins and how long it is."""
    lead = 1 if fold.is_(0, "from") else 0
    time, length = fold.peek(lead), fold.peek(lead + 2)
    if time is None or time.kind not in TIME or length is None or length.kind != "dur" or fold.word(lead + 1) not in _COUNTED_FROM:
        return False
    return fold.put("range", (float(time.value), float(time.value) + float(length.value)), lead + 3)


def _onward(fold: Fold) -> bool:
    """From A on · after A · A 之后 · from A."""
    if (
        fold.is_(0, "from", "after", "start_at")
        and not _follows_its_time(fold)
        and (time := fold.time(2 if fold.is_(1, "at", "mark") else 1))
    ):
        used = 3 if fold.is_(1, "at", "mark") else 2
        if fold.is_(used, "mark"):
            used += 1
        if fold.is_(used, "start_at"):
            to_the_last = fold.is_(used + 1, "to") and fold.word(used + 2) in _TO_THE_LAST and not fold.kind(used + 3, NUMBER)
            fold.put("range", (float(time.value), None), used + (3 if to_the_last else 1))
            fold.out[-1].name = "range" if to_the_last else "onset"
            return True
        if fold.is_(used, "onward", "after", "on", "forward") or fold.word(used) in ("开始的", "后面", "后边", "后头"):
            return fold.put("range", (float(time.value), None), used + 1)
        if fold.is_(0, "after") and time.kind in TIME:
            return fold.put("range", (float(time.value), None), used)
        if fold.is_(0, "from", "start_at") and (time.kind in ("clock", "point") or fold.is_(0, "start_at")):
            return fold.put("onset", float(time.value), used)
        if fold.is_(0, "from") and time.kind == "dur" and fold.out and fold.out[-1].kind == "dur" and not link(fold, used):
            return fold.put("onset", float(time.value), used)
        if fold.is_(0, "from") and time.kind == "dur" and fold.kind(used, {"sep"}) and (not fold.out or fold.out[-1].kind == "sep"):
            return fold.put("onset", float(time.value), used)
    if fold.kind(0, TIME) and fold.is_(1, "onward") and fold.word(1).isascii():
        return fold.put("range", (float(fold.tokens[fold.at].value), None), 2)
    later = fold.is_(1, "after", "onward", "last") or fold.word(1) in ("后面", "后边", "后头")
    if fold.kind(0, TIME) and later and touching(fold, 1):
        return fold.put("range", (float(fold.tokens[fold.at].value), None), 2)
    if fold.kind(0, TIME) and fold.is_(1, "start_at") and touching(fold, 1):
        fold.put("range", (float(fold.tokens[fold.at].value), None), 2)
        fold.out[-1].name = "onset"
        return True
    return False


def _follows_its_time(fold: Fold) -> bool:
    """Whether the word is the Chinese "after", which stands behind what it is after: 铃响了以后那八秒."""
    return fold.is_(0, "after") and not fold.word(0).isascii() and bool(fold.out) and fold.out[-1].kind not in ("sep", "verb")


def _until(fold: Fold) -> bool:
    """Until B, where no beginning was named."""
    if fold.is_(0, "to") and fold.word(0) in _UNTIL and (time := fold.time(1)) and time.kind in TIME:
        if " it" in fold.normal[fold.tokens[fold.at].end : time.start] and any(t.name in ("speed_up", "slow_down") for t in fold.out):
            return False  # speed it up until it's 45 seconds
        return fold.put("until", float(time.value), 2)
    return False


_UNTIL = {"until", "till", "til", "up until", "up to", "直到", "一直到", "all the way to"}


def _before(fold: Fold) -> bool:
    """Before B · until B · B 之前."""
    if fold.is_(0, "before") and (time := fold.time(1)) and time.kind in TIME:
        return fold.put("range", (0.0, float(time.value)), 3 if fold.is_(2, "mark") else 2)
    if fold.kind(0, TIME) and (fold.is_(1, "before") or (fold.is_(1, "first") and fold.kind(0, {"clock", "point"}))) and touching(fold, 1):
        return fold.put("range", (0.0, float(fold.tokens[fold.at].value)), 2)
    return False


def _point(fold: Fold) -> bool:
    """At 0:12 · 12秒处 · second 3."""
    if fold.is_(0, "at") and fold.kind(1, TIME):
        fold.put("point", float(fold.tokens[fold.at + 1].value), 3 if fold.is_(2, "mark") or _at_behind(fold, 2) else 2)
        fold.out[-1].name = "led"
        return True
    if fold.is_(1, "mark") and fold.is_(0, "at") and fold.word(1) == "minute mark":
        return fold.put("point", 60.0, 2)
    if fold.is_(0, "at", "mark") and fold.kind(1, {"num"}) and not fold.is_(2, "speed_noun"):
        return fold.put("point?", float(fold.tokens[fold.at + 1].value), 2)
    if fold.kind(0, TIME) and (fold.is_(1, "mark") or _at_behind(fold, 1)) and not fold.is_(-1, "longer_than", "under"):
        return fold.put("point", float(fold.tokens[fold.at].value), 2)
    if fold.kind(0, TIME) and fold.is_(1, "same_range") and touching(fold, 1):
        return fold.put("point", float(fold.tokens[fold.at].value), 2)
    return False


def _ordinal_second(fold: Fold, ahead: int) -> Token | None:
    """ "From the 3rd to the 9th second": an ordinal whose unit is said behind the other."""
    counted = ahead > 0 and fold.kind(ahead, {"ord"}) and link(fold, ahead + 1)
    return fold.peek(ahead) if counted and fold.kind(ahead + 2, {"clock", "dur", "point"}) else None


def _in(fold: Fold) -> bool:
    """ "An hour and two minutes in", "ten seconds in": a moment."""
    after = fold.peek(2)
    ends = after is None or after.kind in ("sep", "verb") or after.name in ("freeze", "point", "for")
    if fold.kind(0, {"dur"}) and fold.word(1) == "in" and ends and not fold.is_(-1, "first", "last"):
        if fold.out and fold.out[-1].name in ("at", "exactly"):
            fold.out.pop()
        if fold.out and fold.out[-1].name == "start" and fold.normal[fold.out[-1].start : fold.out[-1].end] in ("start", "begin"):
            return fold.put("onset", float(fold.tokens[fold.at].value), 2)
        return fold.put("point", float(fold.tokens[fold.at].value), 2)
    return False


def _at_behind(fold: Fold, ahead: int) -> bool:
    return fold.is_(ahead, "at") and touching(fold, ahead) and len(fold.word(ahead)) < 6 and fold.tokens[fold.at + ahead - 1].name != "at"


Rule = Callable[[Fold], bool]
RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset({"first", "ord"}), first_and_last),
    (frozenset({"dur", "num", "after"}), next_seconds),
    (frozenset({"dur"}), beside_a_time),
    (frozenset({"ord"}), unit_again),
    (frozenset({"frac"}), part_of_speed),
    (frozenset({"in", "word", "start", "start_at", "from", "first"}), from_start_to_end),
    (frozenset({"ord", "clock"}), counted_unit),
    (frozenset({"center", "middle", "ord"}), middle_part),
    (frozenset({"in"}) | NUMBER, in_and_out),
    (frozenset({"start_at", "from"}), start_and_end),
    (frozenset({"comma", "after", "start", "start_at", "first", "from", "last", "at", "exactly"}) | NUMBER, chinese_stretch),
    (frozenset({"from_start", "from", "start_at", "start"}), _start_to),
    (frozenset({"from", "between", "start_at", "at"}) | NUMBER, _from_to),
    (frozenset({"from"}) | TIME, _so_long_from),
    (frozenset({"from", "after", "start_at"}) | TIME, _onward),
    (frozenset({"before"}) | TIME, _before),
    (frozenset({"to"}), _until),
    (frozenset({"center", "middle", "first", "start", "last", "end", "after", "num"}), edge),
    (frozenset({"from_start", "from_end"}), at_an_end),
    (frozenset({"dur"}), _in),
    (frozenset({"at", "mark"}) | TIME, _point),
)
"""What the first token of a relation may be, by name or kind, and the rule that reads it; no other token is shown to it."""


_INERT = frozenset(
    ("word", "quote", "file", "handle", "genre", "mood", "look", "style", "size", "colour", "motion", "language", "aspect", "cmp", "neg")
)
"""Kinds of tokens that begin no time."""


@lru_cache(maxsize=2048)
def _begun_by(kind: str, name: str) -> tuple[Rule, ...]:
    return tuple(rule for first, rule in RULES if kind in first or name in first)


def _folded(done: Fold) -> bool:
    if done.tokens[done.at].name in ("end", "from_end"):
        edge_named(done)  # puts another token there
    token = done.tokens[done.at]
    for rule in _begun_by(token.kind, token.name):  # noqa: SIM110 - a plain loop takes half the time of any()
        if rule(done):
            return True
    return False


def fold(normal: str, tokens: list[Token], end_s: float) -> list[Token]:
    """The tokens with every time in relation as one token. `end_s`: where the timeline ends, for times reckoned from there."""
    clock_from_ratio(tokens)
    from_the_end(normal, tokens, end_s)
    both_ends(normal, tokens)
    moments_of_the_whole(normal, tokens, end_s)
    done = Fold(normal, tokens)
    while done.at < len(done.tokens):
        if done.tokens[done.at].kind not in _INERT and _folded(done):
            continue
        done.out.append(done.tokens[done.at])
        done.at += 1
    listed_points(done.out)
    spared_inside(done.out, end_s)
    return all_but(joined_lists(done.out))
