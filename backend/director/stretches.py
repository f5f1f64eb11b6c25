"""English stretches and moments reckoned from another time or from the whole.

The 10 seconds before 1:20 · starting 0:08 ending 0:15 · in 0:08, out 0:15 · the second minute · halfway · a third of the way in · the last
10 seconds but not the final 2.
"""

from backend.director.folding import NUMBER, TIME, Fold, link
from backend.director.tokens import Token


def pair(first: Token, second: Token) -> tuple[float, float]:
    """Both ends in seconds: a bare number has the unit of the other end, and 1:30 beside "2 minutes" none."""
    a, b = float(first.value), float(second.value)
    if first.kind == "num" and second.kind == "dur" and second.name != "1.0":
        a *= float(second.name)
    if second.kind == "num" and first.kind == "dur" and first.name != "1.0":
        b = b * float(first.name) if b * float(first.name) > a else b
    return (a, b) if a <= b else (b, a)


_POINTS_AT = {"split", "freeze", "start_at", "end_at", "cut_point"}
"""Verbs for which "10 seconds before 1:20" is the moment 1:10."""


def beside_a_time(fold: Fold) -> bool:
    """ "(The) 10 seconds before|after|leading up to 1:20": a stretch; for a split or a held frame the moment where it begins."""
    length = fold.peek()
    if length is None or length.kind != "dur" or not fold.normal[length.start].isascii():
        return False
    if fold.is_(1, "each") and fold.word(1).endswith(("side", "sides")) and fold.kind(2, TIME):
        middle, around = float(fold.tokens[fold.at + 2].value), float(length.value)
        return fold.put("range", (max(0.0, middle - around), middle + around), 3)
    at = 2 if fold.word(1) in ("right", "just", "immediately", "leading") else 1
    before, after = fold.is_(at, "before"), fold.is_(at, "after") and fold.word(at) != "after that"
    if fold.word(1) == "leading" and link(fold, 2):
        before = True
    if not (before or after):
        return False
    behind = at + 1 + (1 if fold.is_(at + 1, "at", "mark") else 0)
    time = fold.peek(behind)
    if time is None or time.kind not in TIME or link(fold, behind + 1):
        return False
    bound, long = float(time.value), float(length.value)
    used = behind + 1 + (1 if fold.is_(behind + 1, "mark") else 0)
    if before and long > bound:
        return False
    if any(t.kind == "verb" and t.name in _POINTS_AT for t in fold.out[-4:]):
        return fold.put("point", bound - long if before else bound + long, used)
    return fold.put("range", (bound - long, bound) if before else (bound, bound + long), used)


def start_and_end(fold: Fold) -> bool:
    """Starting at A and ending at B · from A and up to B."""
    if not fold.is_(0, "start_at", "from"):
        return False
    lead = 2 if fold.is_(1, "at", "mark") else 1
    first = fold.time(lead)
    after = lead + 2 if fold.is_(lead + 1, "mark") else lead + 1
    joined = fold.peek(after)
    if first is None or joined is None or joined.kind != "sep" or joined.name not in ("and", "comma"):
        return False
    if not (fold.is_(after + 1, "end_at", "to") or (fold.is_(after + 1, "end") and fold.is_(after + 2, "at"))):
        return False
    last = after + (3 if fold.is_(after + 2, "at", "mark") else 2)
    second = fold.time(last)
    if second is None or not ({first.kind, second.kind} & TIME):
        return False
    fold.put("range", pair(first, second), last + 1)
    fold.out[-1].name = "spelled"
    return True


_BEGINS = ("start", "starts", "starting", "begin", "begins", "beginning")
_STOPS = ("end", "ends", "ending", "stop", "stops", "stopping", "finish", "finishing", "gone")
_OPENS = frozenset(f"{word}{at}" for word in _BEGINS for at in ("", " at"))
_CLOSES = frozenset(f"{word}{at}" for word in _STOPS for at in ("", " at", " by"))


def from_start_to_end(fold: Fold) -> bool:
    """ "Starting 0:08 ending 0:15", "start: 0:08, end: 0:15", "in 0:08 out 0:15"."""
    entering, opening = fold.word(0) == "in", fold.word(0)
    if not entering and fold.word(0) not in _OPENS:
        return False
    at = _past(fold, 1, "at", "colon", "mark")
    first = fold.peek(at)
    if first is None or first.kind not in NUMBER:
        return False
    at = _past(fold, at + 1, "mark", "comma", "and", "stop")
    if fold.word(at) not in (("out", "out at") if entering else _CLOSES):
        return False
    at = _past(fold, at + 1, "at", "by", "colon", "mark")
    last = fold.peek(at)
    if last is None or last.kind not in NUMBER or not {first.kind, last.kind} & TIME or float(last.value) <= float(first.value):
        return False
    if first.kind == last.kind == "dur" and fold.word(0) in ("in", "start"):
        return False
    fold.put("range", (float(first.value), float(last.value)), at + 1)
    told = opening in ("starts", "begins") and len(fold.out) > 1 and fold.out[-2].kind != "sep"  # the descent starts 18:05, ends 18:50
    fold.out[-1].name = "range" if told else "spelled"
    return True


def _past(fold: Fold, at: int, *names: str) -> int:
    while fold.is_(at, *names):
        at += 1
    return at


_STOPS_LISTING = {
    "cut",
    "remove",
    "trim",
    "mute",
    "keep",
    "blur",
    "reverse",
    "speed_up",
    "slow_down",
    "only",
    "in",
    "for",
    "except",
    "make",
}
UNITS = {"minute": 60.0, "hour": 3600.0}


def counted_unit(fold: Fold) -> bool:
    """ "Cut the second minute": from 1:00 to 2:00; "at the second minute" is a moment."""
    number = fold.peek()
    before = fold.out[-1] if fold.out else None
    acted = before is None or before.name in _STOPS_LISTING or before.kind == "sep"
    if number is None or not acted or link(fold, 2):
        return False
    length = fold.peek(1)
    if number.kind == "ord" and number.value > 1 and length is not None and length.kind == "dur":
        unit, used, place = float(length.value), 2, int(number.value)
    elif number.kind == "ord" and fold.word(1) in UNITS and number.value > 1:
        unit, used, place = UNITS[fold.word(1)], 2, int(number.value)
    elif number.kind == "clock" and fold.word(0).endswith(" minute") and not fold.word(0).startswith("minute"):
        unit, used, place = 60.0, 1, round(float(number.value) / 60)
    else:
        return False
    return fold.put("range", (unit * (place - 1), unit * place), used)


def middle_part(fold: Fold) -> bool:
    """ "The middle third", "the middle half", "the middle minute", "the second third"."""
    if fold.is_(0, "center", "middle"):
        share = fold.peek(1)
        if share is not None and share.kind == "word" and fold.word(1) in UNITS:
            return fold.put("mid", UNITS[fold.word(1)], 2)
        part = _share(fold, 1)
        return part is not None and fold.put("part", ((1 - part) / 2, (1 + part) / 2), 2)
    if fold.kind(0, {"ord"}) and (part := _share(fold, 1)) is not None and fold.word(1) != "half" and fold.tokens[fold.at].value > 0:
        place = float(fold.tokens[fold.at].value)
        return place * part <= 1.001 and fold.put("part", ((place - 1) * part, min(1.0, place * part)), 2)
    return False


_ORDINAL_PARTS = {"third": 1 / 3, "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "tenth": 0.1, "half": 0.5}


def _share(fold: Fold, ahead: int) -> float | None:
    return _ORDINAL_PARTS.get(fold.word(ahead)) if fold.kind(ahead, {"ord", "frac", "word"}) else None


_MIDWAY = {"halfway", "half way", "at the halfway point", "midway", "at the midpoint", "in the exact middle", "the halfway point"}
_LEVELS = {"sound", "music", "voice", "brightness", "contrast", "saturation", "opacity", "speed_noun"}


def moments_of_the_whole(normal: str, tokens: list[Token], end_s: float) -> None:
    """ "Halfway (through)", "a third of the way in": moments; "turn the music down halfway" is a level."""
    if "way" not in normal and "mid" not in normal:
        return
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        end, share = at + 1, 0.5
        if token.kind == "rel" and token.name == "halves" and normal[token.start : token.end] in _MIDWAY:
            bound = at and tokens[at - 1].kind == "rel"
            verb = next((t for t in reversed(tokens[:at]) if t.kind == "verb"), None)
            levels = any(t.name in _LEVELS for t in tokens[:at]) and verb is not None and verb.name in ("increase", "decrease")
            if (levels or (verb is not None and verb.name in ("split", "cut"))) and not bound:
                continue
        elif _from_the_middle(normal, tokens, at):
            pass
        elif token.kind in ("frac", "num") and _of_the_way(normal, tokens, at):
            share = float(token.value) if token.kind == "frac" else 0.0
            end = next(i for i in range(at + 1, len(tokens)) if normal[tokens[i].start : tokens[i].end] == "way") + 1
            if not 0 < share < 1:
                continue
        else:
            continue
        if end < len(tokens) and normal[tokens[end].start : tokens[end].end] in ("through", "in", "mark", "point", "into", "thru"):
            end += 1
        if at and tokens[at - 1].name == "at":
            at -= 1
        tokens[at:end] = [Token("point", "point", tokens[at].start, tokens[end - 1].end, round(end_s * share, 3))]


def _from_the_middle(normal: str, tokens: list[Token], at: int) -> bool:
    """ "From the middle on", "until the middle"."""
    bound = tokens[at - 1] if at else None
    return (
        normal[tokens[at].start : tokens[at].end] == "middle"
        and bound is not None
        and bound.kind == "rel"
        and bound.name in ("from", "to", "start_at")
    )


def _of_the_way(normal: str, tokens: list[Token], at: int) -> bool:
    return normal.startswith((" of the way", " the way"), tokens[at].end)


def spared_inside(tokens: list[Token], end_s: float) -> None:
    """ "The last 10 seconds but not the final 2", "the first 20 seconds except the first 5": what is left of the longer."""
    for at in range(len(tokens) - 2, -1, -1):
        kind = tokens[at].kind.removesuffix("?")
        if kind not in ("head", "tail"):
            continue
        then = at + 1
        while then < len(tokens) and (
            tokens[then].name in ("but", "comma", "except", "stop", "not") or tokens[then].kind in ("neg", "polite")
        ):
            then += 1
        between = tokens[at + 1 : then]
        if then >= len(tokens) or tokens[then].kind.removesuffix("?") != kind:
            continue
        if not any(t.kind == "neg" or t.name == "except" for t in between) or float(tokens[then].value) >= float(tokens[at].value):
            continue
        long, short = float(tokens[at].value), float(tokens[then].value)
        if tokens[then].kind.endswith("?") and long >= 120 and long % 60 == 0 and short * 60 < long:
            short *= 60  # the last 90 minutes minus the final 10
        value = (short, long) if kind == "head" else (max(0.0, end_s - long), end_s - short)
        tokens[at : then + 1] = [Token("range", "range" if kind == "head" else "end_range", tokens[at].start, tokens[then].end, value)]
