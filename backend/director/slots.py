"""What an edit takes from its clause: a stretch of time, an amount, a place, a size."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.talk import Params, Talk
from backend.director.tokens import Token


def tidy(seconds: float) -> float:
    """Rounded to the millisecond; whole numbers stay whole."""
    rounded = round(float(seconds), 3)
    return int(rounded) if rounded == int(rounded) else rounded


def bounds(token: Token, end_s: float) -> tuple[float, float] | None:
    """The stretch a token names, in seconds of a timeline of `end_s` seconds."""
    value = token.value
    if token.kind == "range":
        a, b = value
        return tidy(a), tidy(end_s if b is None else b)
    if token.kind == "until":
        return 0, tidy(value)
    if token.kind in ("head", "head?"):
        return 0, tidy(value)
    if token.kind in ("tail", "tail?"):
        return tidy(max(0.0, end_s - value)), tidy(end_s)
    if token.kind == "mid":
        return tidy(max(0.0, (end_s - value) / 2)), tidy(min(end_s, (end_s + value) / 2))
    if token.kind == "part":
        return tidy(value[0] * end_s), tidy(value[1] * end_s)
    return None


_TOLD = re.compile(
    r"(?: here| there)?(?:,? (?:i|we|he|she|they|you|nobody|nothing|someone)\b|'s\b| (?:is|are|was|were|has|had|just|only)\b)"
    r"(?! (?:enough|fine|plenty|ok|okay|all|good|great|perfect|when|where it|what i want)\b)"
)


_THERE_IS = re.compile(r"\b(?:there(?:'s|s| is| are| was| were)|you can (?:see|hear))\b[^,.;:!?\n]*$")


def tells_of_a_stretch(c: Clause, talk: Talk) -> bool:
    """ "The part from 0:14 to 0:40 is a break", "the ending is so abrupt": a stretch told of is no detail of the edit before."""
    first = next((t for t in c.tokens if t.kind in ("range", "head", "tail", "mid") or t.name in ("start", "end")), None)
    if first is None:
        return False
    if talk.telling and _THERE_IS.search(talk.normal, max(0, c.start - 24), first.start):
        return True
    if first not in c.tokens[:2] or (first is not c.tokens[0] and c.tokens[0].name not in ("clip", "same_range", "video")):
        return False
    return _TOLD.match(talk.normal, first.end) is not None


def span(c: Clause, talk: Talk, *, take: bool = True) -> tuple[float, float] | None:
    """The stretch of time the clause names, also by "that part" or "there"."""
    for kind in ("range", "head", "tail", "part", "until", "mid"):
        token = c.find(kind)
        if token and (found := bounds(token, talk.end_s)):
            if (other := other_end(c, token)) is not None:
                found = (found[0], other) if token.kind == "range" else (other, found[1])
            if take:
                c.claim(token)
            if token.name == "except":
                found, *talk.other_spans = _around(found, talk.end_s)
            talk.span = found
            return found
    same = c.find("noun", "same_range") or _told_again(c, talk)
    if same and talk.span:
        c.claim(same)
        if talk.span[0] == talk.span[1] and (length := c.take("dur")):
            talk.span = (talk.span[0], tidy(talk.span[0] + length.value))
        return talk.span
    if clips := c.take("clips"):
        meant: list[tuple[float, float]] = clips.value
        talk.span, talk.other_spans, talk.clips_span = meant[0], meant[1:], (talk.clause_index, meant)
        return meant[0]
    loose = c.find("head?") or c.find("tail?")
    if loose and loose.value >= 2 and take and (found := bounds(loose, talk.end_s)):
        c.claim(loose)
        talk.span = found
        return found
    point, length = c.find("point") or c.find("clock") or c.find("onset"), c.find("dur")
    if point and length:
        c.claim(point, length)
        talk.span = (tidy(point.value), tidy(point.value + length.value))
        return talk.span
    return _of_the_rest(c, talk)


def _of_the_rest(c: Clause, talk: Talk) -> tuple[float, float] | None:
    """ "Leave the first ten seconds alone, blur the rest": the other side of what stays; of a stretch inside, both sides."""
    told, stays = talk.stays
    rest = c.noun("rest") or (c.find("rel", "after") if c.noun("pronoun") else None)
    if told < talk.clause_index - 2 or rest is None:
        return None
    c.claim(rest)
    first, *talk.other_spans = _around(stays, talk.end_s)
    return first


def other_side(stretch: tuple[float, float], end_s: float) -> tuple[float, float] | None:
    """What is left of the whole where a stretch at one of its ends is taken."""
    sides = _around(stretch, end_s)
    return sides[0] if len(sides) == 1 and sides[0] != stretch else None


def _around(stretch: tuple[float, float], end_s: float) -> list[tuple[float, float]]:
    """What is left on both sides of a stretch, the first to be named first."""
    return [(a, b) for a, b in ((0, stretch[0]), (stretch[1], tidy(end_s))) if b > a] or [stretch]


def other_end(c: Clause, token: Token) -> float | None:
    """The end that was said apart: "at 0:30, zoom in until 0:35", 30秒开始放大到35秒."""
    start = c.find("point") or c.find("clock") or c.find("onset")
    if token.kind == "until":
        return tidy(start.value) if start and start.value < token.value else None
    if token.kind != "range" or token.value[1] is not None:
        return None
    behind = c.tokens[c.tokens.index(token) + 1 :]
    length = next((t for t in behind if t.kind == "dur"), None)
    if length and token.name == "onset" and not any(t.name == "to" for t in behind):
        c.claim(length)
        return tidy(token.value[0] + float(length.value))
    ends = (b for a, b in pairwise(behind) if a.name == "to" and b.kind in ("dur", "clock", "point"))
    end = next((t for t in ends if t.value > token.value[0]), None)
    if end:
        c.claim(end)
    return tidy(end.value) if end else None


def times(c: Clause, talk: Talk) -> Params:
    """`span` as parameters."""
    found = span(c, talk)
    return {"from": found[0], "to": found[1]} if found else {}


def times_onward(c: Clause, talk: Talk) -> Params:
    """`times`, or from a moment to the end: "4x from 1:00"."""
    found = times(c, talk)
    if not found and (onset := c.find("onset")) and onset.value < talk.end_s:
        c.claim(onset)
        return {"from": tidy(onset.value), "to": tidy(talk.end_s)}
    return found


def times_meant(c: Clause, talk: Talk) -> Params:
    """`times`, also of the clips that the clause before was about: "the last clip is too dark, brighten it"."""
    said = times_onward(c, talk)
    told, spans = talk.clips_span
    last = talk.latest()
    left_out = last is not None and last.weak and last.clause == told and not c.has("video", "all", "picture", "clip")  # 太亮了，调暗
    if said or told != talk.clause_index - 1 or not (c.noun("pronoun") or left_out or _of_the_same(c, talk)):
        return said
    c.claim(c.noun("pronoun"))
    talk.clips_span = (talk.clause_index, spans)
    talk.other_spans = spans[1:]
    return {"from": spans[0][0], "to": spans[0][1]}


def _told_again(c: Clause, talk: Talk) -> Token | None:
    """这两秒: the stretch named before, by how long it is."""
    length = c.find("dur")
    if length is None or talk.span is None or not talk.normal[: length.start].endswith(("这", "那")):
        return None
    return length if abs(talk.span[1] - talk.span[0] - float(length.value)) < 0.05 else None


_AND_ALSO = ("再", "并", "并且", "同时", "顺便", "还要")


def same_stretch(c: Clause, talk: Talk, joined: tuple[str, ...] = _AND_ALSO) -> Params:
    """ "12到15秒放大，再放慢": what is added to a stretch in the same breath is for that stretch, unless the whole is named."""
    last = talk.latest()
    if (
        last is None
        or last.clause != talk.clause_index - 1
        or last.op not in ("zoom", "speed", "reverse", "blur")
        or "to" not in last.params
    ):
        return {}
    if c.noun("pronoun") and c.joiner in ("then", "and") and last.op in ("reverse", "speed") and not c.kinds & {"range", "head", "tail"}:
        return {key: last.params[key] for key in ("from", "to")}
    if c.joiner == "with" and len(c.tokens) <= 2 and "from" in last.params:  # "… in slow motion with no sound"
        return {key: last.params[key] for key in ("from", "to")}
    lead = re.split("[,，、。；;]", talk.normal[max(0, c.start - 3) : c.start + 2])[-1].strip()
    if not any(word in lead for word in joined) or c.find("noun", "video", "all", "rest"):
        return {}
    return {key: last.params[key] for key in ("from", "to")}


def the_rest(c: Clause, talk: Talk) -> Params:
    """ "Freeze at 0:52 for 3 seconds, then slow motion for the rest": from where the edit before ends."""
    last, rest = talk.latest(), c.noun("rest")
    if last is None or rest is None or last.clause != talk.clause_index - 1:
        return {}
    held = last.params.get("duration", 0) if last.op == "freeze" else 0
    start = last.params["at"] + held if last.op == "freeze" else last.params.get("to", 0)
    if not 0 < start < talk.end_s or last.op not in ("freeze", "speed", "zoom", "reverse", "mute", "blur"):
        return {}
    c.claim(rest)
    return {"from": tidy(start), "to": tidy(talk.end_s + held)}


def _of_the_same(c: Clause, talk: Talk) -> bool:
    """ "Clip 3 should be brighter and a bit louder", 第二段调亮，再大声点: a property alone is of the subject before."""
    further = c.joiner in ("comma", "then") and re.search("[再也还又]", talk.normal[max(0, c.start - 2) : c.start + 1]) is not None
    if c.joiner != "and" and not further:
        return False
    return not c.kinds & {"verb", "clips", "ord", "quote", "file"} and not any(t.name in _SUBJECTS for t in c.tokens)


_SUBJECTS = ("video", "all", "rest", "picture", "music", "clip", "caption", "title", "logo", "sound", "voice", "transition", "silence")
_WHOLE = ("video", "all", "rest", "picture", "music")


def same_clips(c: Clause, talk: Talk) -> Params:
    """ "Speed up the last clip, then reverse it", 给最后一段加速，然后倒放: what follows is for those clips, unless the whole is named."""
    told, spans = talk.clips_span
    last = talk.latest()
    if told != talk.clause_index - 1 or not spans or last is None or last.clause != told or c.named(*_WHOLE):
        return {}
    it = c.joiner in ("and", "comma") and (c.noun("pronoun") is not None or _of_the_same(c, talk))
    follows = it or c.joiner == "then" or c.tokens[0].name == "even" or "再" in talk.normal[max(0, c.start - 2) : c.start + 1]
    if not follows or last.params.get("from") not in [a for a, _ in spans]:
        return {}
    c.claim(c.noun("pronoun"))
    talk.clips_span = (talk.clause_index, spans)
    talk.other_spans = spans[1:]
    return {"from": spans[0][0], "to": spans[0][1]}


def percent(c: Clause) -> float | None:
    """A percentage, also as "half" or "a third"."""
    token = c.take("pct")
    if token:
        return tidy(token.value)
    part = c.take("frac")
    return tidy(round(part.value * 100, 2)) if part else None


def place(c: Clause) -> str | None:
    """The place on the screen; two sides make a corner, a side alone is the corner below the usual."""
    corner = c.take("place", "top_left", "top_right", "bottom_left", "bottom_right")
    if corner:
        return corner.name
    names = [t.name for t in c.all("place")]
    c.claim(*c.all("place"))
    vertical = next((n for n in names if n in ("top", "bottom")), None)
    side = next((n for n in names if n in ("left", "right")), None)
    if side is None and any(t.kind == "rel" and t.name in ("clockwise", "counter") for t in c.tokens) and not names:
        return None
    if vertical and side:
        return f"{vertical}_{side}"
    return vertical or ("center" if "center" in names else None)


def colour(c: Clause) -> str | None:
    token = c.take("colour")
    return token.name if token else None


def carried(c: Clause) -> str | None:
    """ "Move the captions up", "a bit lower": the third of the picture that a bare way leads to."""
    way = next((t for t in c.all("verb") if t.value == "way"), None)
    if way is None or c.kinds & {"pct", "dur", "db"}:
        return None
    c.claim(way)
    return "bottom" if way.name == "decrease" else "top"


def size(c: Clause) -> str | None:
    token = c.take("size")
    if token:
        return token.name
    if c.verb("move"):
        return None
    if c.verb("lengthen", "shorten"):
        return None
    grown = next((t for t in c.all("verb") if t.name in ("zoom_in", "increase", "decrease") and t.value != "way"), None)
    return None if grown is None else "small" if grown.name == "decrease" else "large"


def leaves_at(c: Clause) -> float | None:
    """When a thing that is to go away does: "it should disappear after 3 seconds", "at 0:08"."""
    after = next((t for t in c.tokens if t.kind == "range" and t.value[1] is None), None)
    moment = c.find("point") or c.find("clock")
    return float(after.value[0]) if after else float(moment.value) if moment else None
