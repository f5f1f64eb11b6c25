"""Edges cut away from the picture, in percent of its sides."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_SIDES = {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}


def _sides(c: Clause, talk: Talk) -> tuple[list[Token], list[str]]:
    """The words that name sides, and the sides."""
    sides = [
        t
        for t in c.tokens
        if (t.kind == "place" and t.name in _SIDES)
        or (t.kind == "rel" and t.name in ("clockwise", "counter") and "right" in talk.word(t) + "left")
    ]
    names = [("right" if t.name == "clockwise" else "left" if t.name == "counter" else t.name) for t in sides]
    corner = c.find("place", "top_left", "top_right", "bottom_left", "bottom_right")
    if corner:
        names += corner.name.split("_")
        c.claim(corner)
    if any(talk.word(t) == "off the top" for t in c.all("rel", "from_start")) and "top" not in names:
        names = ["top", *names]
    pairs = {"horizontal": ("left", "right"), "vertical_axis": ("top", "bottom")}
    for rel in ("horizontal", "vertical_axis"):
        if c.find("rel", rel):
            names += pairs[rel]
    if not names and any("side" in talk.word(t) for t in c.all("rel", "each")):
        names = ["left", "right"]
    if not names and c.find("particle", "around") and c.noun("video", "all"):
        names = ["left", "top", "right", "bottom"]
    edge = c.noun("edge")
    if not names and edge and talk.word(edge) in ("sides", "the sides") and not _EVERY.search(talk.normal[c.start : c.end]):
        names = ["left", "right"]
    if not names and (c.noun("edge") or c.find("rel", "each")):
        names = ["left", "top", "right", "bottom"]
    return sides, names


_EVERY = re.compile(r"\b(?:all|every|each|four|4)\b")


def _cropping(c: Clause, talk: Talk) -> Token | None:
    """ "How about cropping 10 % off the left?": with an amount and a side it is no way to fill a shape."""
    mode = next((t for t in c.all("aspect_mode", "crop") if talk.word(t) in ("cropping", "cropped")), None)
    return mode if "pct" in c.kinds and "place" in c.kinds and not c.kinds & {"aspect", "ratio"} else None


def _part(c: Clause, talk: Talk) -> list[Token]:
    """ "The left third": of a side, an ordinal is a part."""
    beside = ((a, b) for a, b in pairwise(c.tokens) if a.kind == "place" and a.name in _SIDES and b.kind == "ord" and b.value > 2)
    part = next((b for _, b in beside if not talk.word(b)[0].isdigit()), None)
    if part is None:
        return []
    c.claim(part)
    return [Token("frac", "part", part.start, part.end, round(1 / float(part.value), 4))]


def crop(c: Clause, talk: Talk) -> None:
    """Percent off one or more sides."""
    verb = (
        c.find("verb", "crop")
        or _cropping(c, talk)
        or (
            c.find("verb", "cut", "remove", "trim")
            if "place" in c.kinds
            or c.noun("edge")
            or (c.find("rel", "from_start") and c.noun("picture", "size_noun"))
            or c.find("rel", "horizontal", "vertical_axis")
            else None
        )
    )
    if verb is None and c.noun("edge", "picture") and "place" in c.kinds and " off " in talk.normal[c.start : c.end]:
        verb = next((t for t in c.all("verb", "make") if talk.word(t) in ("take", "knock", "get")), None)
    if verb is not None and verb.name == "crop" and not c.kinds & {"pct", "frac"} and "place" in c.kinds and not c.noun("start", "end"):
        for number in c.all("num"):
            number.kind, number.name = "pct", "pct"
        c.refresh()
    shares = c.all("pct") + c.all("frac") or _part(c, talk)
    framed = c.noun("picture", "edge") or c.find("rel", "horizontal", "vertical_axis") or len(c.all("place", *_SIDES)) > 1
    vague = verb is not None and not shares and c.kinds & {"degree"} and (verb.name == "crop" or framed)
    if verb is None or not (shares or vague) or not wanted(c) or c.kinds & {"quote", "file"}:
        return
    if c.noun("sound", "music", "caption", "title"):
        return
    sides, names = _sides(c, talk)
    if not names:
        return
    amounts = [tidy(s.value if s.kind == "pct" else s.value * 100) for s in shares] or [20 if c.has("much") else 5]
    params: Params = {name: amounts[min(i, len(amounts) - 1)] for i, name in enumerate(dict.fromkeys(names))}
    if c.noun("edge") and len(set(names)) == 1 and talk.word(c.noun("edge") or verb) in ("sides",):
        params = dict.fromkeys(("left", "right"), amounts[0])
    c.claim(verb, *shares, *sides, *c.all("noun"), *c.all("verb"), *c.all("rel"))
    talk.emit("crop", verb, **params).guessed = not shares


def absorb_crop(c: Clause, talk: Talk, edit: Found) -> Params:
    side = next((t for t in c.tokens if t.kind == "place" and t.name in _SIDES), None)
    above = next((t for t in c.all("rel", "from_start") if talk.word(t) == "off the top"), None)
    side = side or (Token("place", "top", above.start, above.end) if above else None)
    share = c.find("pct") or c.find("frac") or c.find("num")
    params = edit.params
    if side is None and share and edit.guessed:
        c.claim(share)
        return dict.fromkeys(params, tidy(share.value * (100 if share.kind == "frac" else 1)))
    if side is None:
        return {}
    value = share.value * (100 if share.kind == "frac" else 1) if share else next(iter(params.values()), None)
    c.claim(side, share)
    return {side.name: tidy(value)} if value is not None else {}
