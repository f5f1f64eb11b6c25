"""Words whose sense is where something goes: "drop the badge in the corner", "move the captions up", the colour of an outline."""

import re
from itertools import pairwise

from backend.director.tokens import Token

_WORDS = {"an", "drop", "chuck", "toss", "stick", "up", "down", "higher", "lower", "low", "silent", "soundless", "without", "slide"}
PLACING = frozenset(_WORDS | {"on top", "under it", "underneath it"})
"""Words that may have such a sense."""
_SHOWN = {"caption", "title", "logo", "pip", "image", "pronoun"}


def placed(normal: str, tokens: list[Token], at: int) -> None:
    """Gives the token at `at` the sense that the words beside it ask for."""
    word = normal[tokens[at].start : tokens[at].end]
    if tokens[at].kind == "colour":
        _around_letters(normal, tokens, at)
    elif word in ("silent", "soundless"):
        _made_silent(normal, tokens, at)
    elif word in _OF_A_TEXT:
        _stands(normal, tokens, at, _OF_A_TEXT[word])
    elif word == "slide":
        _a_slide(normal, tokens, at)
    elif word == "without":
        _left_out(normal, tokens, at)
    elif word == "an":
        _slipped_and(normal, tokens, at)
    elif word == "low":
        _kept_low(tokens, at)
    elif word in ("up", "down", "higher", "lower"):
        _moved_up(normal, tokens, at)
    else:
        _dropped_in(normal, tokens, at)


_AROUND = re.compile(r"\s*(?:(?:outlined?|stroke|shadow|drop shadow|border|edging|background|backdrop|box)\b|描|边框|阴影|底色|背景)")


def _around_letters(normal: str, tokens: list[Token], at: int) -> None:
    """ "White letters with a black outline", 白字黑描边: that colour is not the letters'."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and _AROUND.match(normal, after.start):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


_MEASURED = {"opacity", "brightness", "contrast", "saturation", "sound", "music", "voice", "speed_noun", "size_noun", "fps_noun"}
_SOME = re.compile(r" (?:in )?(?:a|an|some|in)\b")
_NEW = {"music", "genre", "mood", "logo", "title", "image"}


def _dropped_in(normal: str, tokens: list[Token], at: int) -> None:
    """ "Drop some lofi under it", "drop the badge.png in at the bottom right": what is new or has a place is put, not taken away."""
    rest = [t for t in tokens[at + 1 : at + 5] if t.kind not in ("stop", "polite")]
    if tokens[at].name == "remove" and len(rest) > 1 and rest[0].name in ("caption", "music", "title") and rest[1].name == "on":
        tokens[at].kind, tokens[at].name = "verb", "add"  # "chuck subtitles on"
        return
    if tokens[at].name == "remove" and any(a.name in _MEASURED and b.name == "to" for a, b in pairwise(rest)):
        tokens[at].kind, tokens[at].name = "verb", "decrease"  # drop the logo opacity to 40
        return
    named = next((t for t in tokens[at + 1 : at + 5] if t.name in _NEW or t.kind in _NEW), None)
    if tokens[at].name == "remove" and named is not None and _SOME.match(normal, tokens[at].end):
        tokens[at].kind, tokens[at].name = "verb", "add"
        return
    if tokens[at].name != "remove" or len(rest) < 2 or rest[0].kind != "file":
        return
    if rest[1].kind == "place" or rest[1].name in ("in", "on", "at", "region"):
        tokens[at].kind, tokens[at].name = "verb", "add"


def _kept_low(tokens: list[Token], at: int) -> None:
    """ "Spooky music but low": how loud the music is to be."""
    alone = at and tokens[at - 1].kind == "sep" and (at + 1 == len(tokens) or tokens[at + 1].kind == "sep")
    if alone and any(t.name == "music" for t in tokens[:at]):
        tokens[at].kind, tokens[at].name = "cmp", "quieter"


def _moved_up(normal: str, tokens: list[Token], at: int) -> None:
    """ "Move them up", "put the captions higher": a place on the screen, not a level."""
    said = [t for t in tokens[max(0, at - 4) : at] if t.kind not in ("stop", "polite", "degree")]
    if _leads_to_a_place(normal, tokens, at):
        return
    carried = len(said) > 1 and said[-1].name in _SHOWN and said[-2].kind == "verb" and said[-2].name in ("move", "add")
    ends = at + 1 == len(tokens) or tokens[at + 1].kind in ("sep", "polite", "degree")
    written = any(t.name in ("caption", "title") for t in tokens[:at])
    if carried and ends and written:
        up = normal[tokens[at].start : tokens[at].end] in ("up", "higher")
        tokens[at].kind, tokens[at].name, tokens[at].value = "place", "top" if up else "bottom", None


_SIDES, _WITHIN = {"left", "right"}, {"at", "in", "on"}


def _leads_to_a_place(normal: str, tokens: list[Token], at: int) -> bool:
    """ "Up at the top", "down in the left corner": which place it is, not a size."""
    word = normal[tokens[at].start : tokens[at].end]
    near = [t for t in tokens[at + 1 : at + 5] if t.kind != "polite" and t.name not in _WITHIN]
    if word not in ("up", "down") or not near or near[0].kind not in ("place", "rel") or near[0].start - tokens[at].end > len(" on the "):
        return False
    side = {"clockwise": "right", "counter": "left"}.get(near[0].name, near[0].name)
    if near[0].kind == "place" and near[0].name not in _SIDES:
        tokens[at].kind, tokens[at].name, tokens[at].value = "polite", "polite", None
        return True
    if side not in _SIDES or tokens[at].end + 1 == near[0].start:
        return False
    tokens[at].kind, tokens[at].name, tokens[at].value = "place", "top" if word == "up" else "bottom", None
    return True


_THERE = {"is", "it's", "are", "was", "where", "when", "all", "that's", "goes", "falls"}


def _made_silent(normal: str, tokens: list[Token], at: int) -> None:
    """ "The first 3 seconds silent", "make it silent": how it is to be; "where it's silent" tells of what is there."""
    ends = at + 1 == len(tokens) or tokens[at + 1].kind in ("sep", "polite")
    if not ends or not at or tokens[at].kind != "word":
        return
    start = next((i for i in range(at - 1, -1, -1) if tokens[i].kind == "sep"), -1) + 1
    said = tokens[start:at]
    told = normal[said[-1].start : said[-1].end] in _THERE if said else True
    takes = any(t.kind == "verb" and t.name not in ("make", "keep", "add") for t in said)
    if not told and not takes:
        tokens[at].kind, tokens[at].name, tokens[at].value = "verb", "mute", None


def _left_out(normal: str, tokens: list[Token], at: int) -> None:
    """ "A version without the last 8 seconds": an end of a length that is to go."""
    rest = [t for t in tokens[at + 1 : at + 5] if t.kind not in ("stop", "polite")]
    wished = any(
        (t.kind == "verb" and t.name not in ("add", "make", "export", "write"))
        or (t.kind == "noun" and t.name not in ("video", "clip", "length", "pronoun"))
        for t in tokens[:at]
    )
    if len(rest) > 1 and rest[0].name in ("first", "last") and rest[1].kind == "dur" and not wished:
        tokens[at].kind, tokens[at].name, tokens[at].value = "verb", "remove", None


def _a_slide(normal: str, tokens: list[Token], at: int) -> None:
    """ "A title slide that says …": a thing, not how it moves."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    titled = before is not None and before.name == "title" and before.end == tokens[at].start - 1
    if titled and tokens[at].kind == "motion" and (after is None or normal[after.start : after.end] != "in"):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


_WRITTEN = ("quote", "handle", "file")


_OF_A_TEXT = {"on top": "top", "under it": "bottom", "underneath it": "bottom"}


_PUT_IT = re.compile(r"\b(?:put|move|place|show|get|have|set) (?:it|them) $")


def _stands(normal: str, tokens: list[Token], at: int, where: str) -> None:
    """ "The text on top in orange": where it stands; "music on top" lies over, "on top of that" adds."""
    start = next((i for i in range(at - 1, -1, -1) if tokens[i].kind == "sep"), -1) + 1
    said, after = tokens[start:at], normal[tokens[at].end : tokens[at].end + 3]
    put = _PUT_IT.search(normal, max(0, tokens[at].start - 12), tokens[at].start) is not None
    if after != " of" and (put or any(t.kind in _WRITTEN or t.name in ("title", "caption", "logo") for t in said)):
        tokens[at] = Token("place", where, tokens[at].start, tokens[at].end)


_DONE = {"add", "make", "put", "cut", "trim", "remove", "mute", "fade", "crop", "turn", "speed", "slow", "give", "set", "delete"}


def _slipped_and(normal: str, tokens: list[Token], at: int) -> None:
    """ "Make it black and white an add music": no article stands before a verb."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if at and after is not None and after.kind == "verb" and normal[after.start : after.end].split()[0] in _DONE:
        tokens[at] = Token("sep", "and", tokens[at].start, tokens[at].end)
