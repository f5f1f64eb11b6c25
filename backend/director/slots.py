"""What an edit takes from its clause: a stretch of time, an amount, a place, a size."""

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


def span(c: Clause, talk: Talk, *, take: bool = True) -> tuple[float, float] | None:
    """The stretch of time the clause names, also by "that part" or "there"."""
    for kind in ("range", "head", "tail", "part", "until", "mid"):
        token = c.find(kind)
        if token and (found := bounds(token, talk.end_s)):
            if (other := _other_end(c, token)) is not None:
                found = (found[0], other) if token.kind == "range" else (other, found[1])
            if take:
                c.claim(token)
            if token.name == "except":
                found, talk.other_span = _around(found, talk.end_s)
            talk.span = found
            return found
    same = c.find("noun", "same_range")
    if same and talk.span:
        c.claim(same)
        return talk.span
    if (clip := _clip_meant(c, talk)) is not None:
        return clip
    point, length = c.find("point") or c.find("clock") or c.find("onset"), c.find("dur")
    if point and length:
        c.claim(point, length)
        talk.span = (tidy(point.value), tidy(point.value + length.value))
        return talk.span
    return None


def _clip_meant(c: Clause, talk: Talk) -> tuple[float, float] | None:
    """The stretch of the one clip that is numbered: "mute the second clip"."""
    spans = talk.scene.spans
    numbered = [t for t in c.tokens if t.kind == "ord"]
    noun = next((t for t in c.tokens if t.kind == "noun" and t.name == "clip"), None)
    if len(spans) < 2 or len(numbered) > 1 or (noun is None and not numbered):
        return None
    if not numbered and noun is not None:
        place = c.tokens.index(noun)
        edge = next((t for t in c.tokens[max(0, place - 1) : place] if t.kind == "rel" and t.name in ("first", "last")), None)
        after = c.tokens[place + 1] if place + 1 < len(c.tokens) and c.tokens[place + 1].kind == "num" else None
        value = (1 if edge.name == "first" else -1) if edge else after.value if after else 0
    else:
        value = numbered[0].value
    index = int(value) - 1 if value > 0 else len(spans) + int(value)
    if value == 0 or not 0 <= index < len(spans):
        return None
    c.claim(noun, *numbered)
    talk.span = (tidy(spans[index][0]), tidy(spans[index][1]))
    return talk.span


def _around(stretch: tuple[float, float], end_s: float) -> tuple[tuple[float, float], tuple[float, float] | None]:
    """What is left on both sides of a stretch, the first to be named first."""
    sides = [(a, b) for a, b in ((0, stretch[0]), (stretch[1], tidy(end_s))) if b > a]
    return (sides[0] if sides else stretch), (sides[1] if len(sides) > 1 else None)


def _other_end(c: Clause, token: Token) -> float | None:
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


def size(c: Clause) -> str | None:
    token = c.take("size")
    if token:
        return token.name
    if c.verb("move"):
        return None
    up, down = c.find("verb", "zoom_in", "increase"), c.find("verb", "decrease")
    return "large" if up else "small" if down else None
