"""One value named only to be set aside: "not at the bottom, at the top", "yellow rather than white", 不要白的要黄的.

Also a bare number right behind "volume", which is a percentage.
"""

import re

from backend.director.tokens import Token

_TASTE = ("genre", "mood")
_SORTS = ("place", "colour", "size", "style", "language", "look", "aspect", "ratio", *_TASTE)
_EXCHANGED = ("place", "colour", "size", "motion", "look", "aspect", "ratio", "style")
_LEVELS = ("volume", "音量", "level", "vol", "loudness", "sound level", "music volume", "opacity")
_BESIDE = {"comma", "but", "and"}


def without_alternatives(normal: str, tokens: list[Token]) -> list[Token]:
    """The tokens without values that were denied beside one of their sort that is wanted."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind == "neg":
            _only_there(tokens, at)
        if tokens[at].kind == "neg":
            _set_aside(tokens, at)
        elif normal[tokens[at].start : tokens[at].end] == "不要":
            _not_that(tokens, at)
        _trailing(normal, tokens, at)
        if at < len(tokens) and tokens[at].kind in _EXCHANGED:
            _exchanged(tokens, at)
        _level(normal, tokens, at)
        _less(normal, tokens, at)
        _told(normal, tokens, at)
        at += 1
    return tokens


def _set_aside(tokens: list[Token], at: int) -> None:
    """Drops the denial at `at` with its value, where the wanted one stands right before it or right behind."""
    verbal = at + 2 < len(tokens) and tokens[at + 1].kind == "verb" and tokens[at + 1].name in ("add", "make")
    place = at + 2 if verbal else at + 1
    denied = tokens[place] if place < len(tokens) else None
    measured = next((t for t in reversed(tokens[:at]) if t.kind in ("fps", "height", "factor", "num", "pct", "deg")), None)
    if denied is not None and measured is not None and denied.kind in ("num", measured.kind) and _ends(tokens, place + 1):
        del tokens[at : place + 1]
        return
    if denied is None or denied.kind not in _SORTS:
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind != "polite" and t.name not in _BESIDE), None)
    if before is not None and (before.kind == denied.kind or {before.kind, denied.kind} <= set(_TASTE)):
        del tokens[at : place + 1]
        return
    if verbal:
        return
    behind = [i for i in range(at + 2, min(len(tokens), at + 6)) if tokens[i].kind not in ("polite", "only", "rel")]
    beside = [i for i in behind if tokens[i].name != "make" and not (tokens[i].kind == "sep" and tokens[i].name in _BESIDE)]
    wanted = tokens[beside[0]].kind if beside else ""
    if wanted == denied.kind or {wanted, denied.kind} <= set(_TASTE):
        del tokens[at : beside[0]]


def _only_there(tokens: list[Token], at: int) -> None:
    """ "Don't mute the whole thing, just 0:08-0:10": the verb is for that."""
    said = [i for i in range(at, min(len(tokens), at + 9)) if tokens[i].kind not in ("polite", "stop") and tokens[i].name != "comma"]
    kinds = [tokens[i] for i in said[:5]]
    if len(kinds) < 5 or kinds[1].kind != "verb" or kinds[2].name not in ("video", "all", "pronoun") or kinds[3].kind != "only":
        return
    if kinds[4].kind in ("clock", "dur", "num") or kinds[4].name in ("first", "last", "from", "start_at"):
        for i in reversed([said[0], *range(said[2], said[4])]):
            del tokens[i]


def _ends(tokens: list[Token], at: int) -> bool:
    after = next((t for t in tokens[at:] if t.kind != "polite"), None)
    return after is None or after.kind == "sep"


def _not_that(tokens: list[Token], at: int) -> None:
    """改成2倍速，不要1.5倍速: of two measures the denied one is dropped."""
    denied = tokens[at + 1] if at + 1 < len(tokens) else None
    if denied is not None and denied.kind in ("factor", "height", "fps") and any(t.kind == denied.kind and t is not denied for t in tokens):
        del tokens[at : at + 2]


def _trailing(normal: str, tokens: list[Token], at: int) -> None:
    """ "Have it fade in instead of just appearing": behind a wish, what is not to be done asks for nothing."""
    if at >= len(tokens) or tokens[at].kind != "neg" or normal[tokens[at].start : tokens[at].end] not in ("instead of", "rather than"):
        return
    begin = max((i + 1 for i in range(at) if tokens[i].kind == "sep"), default=0)
    lead = [t for t in tokens[begin:at] if t.kind not in ("polite", "stop", "only")]
    end = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind == "sep"), len(tokens))
    denied = [t for t in tokens[at + 1 : end] if t.kind not in ("polite", "stop", "only", "degree")]
    shaped = any(t.kind in ("aspect", "ratio", "aspect_mode") or t.name in ("bars", "crop") for t in tokens)
    if shaped and all(t.kind == "colour" or t.name == "bars" for t in denied) and any(t.name == "blur" for t in lead):
        shaped = False
    if shaped or not any(t.kind in ("verb", "noun", "genre", "mood", "file") for t in lead):
        return
    sounding = next((t for t in denied if t.name in ("sound", "voice")), None)
    if sounding is None and (len(denied) < 4 or any(t.kind == "verb" for t in denied)):
        del tokens[at:end]
    elif sounding is not None and any(t.kind in ("genre", "mood", "file") or t.name == "music" for t in lead):
        muted = [Token("verb", "mute", tokens[at].start, tokens[at].end), Token("noun", "voice", sounding.start, sounding.end)]
        tokens[begin:end] = [*muted, Token("sep", "and", sounding.end, sounding.end), *tokens[begin:at]]


def _exchanged(tokens: list[Token], at: int) -> None:
    """ "那个叠化改成闪白": what is there only says which one is meant; the value behind 改成 is the wish."""
    behind = [t for t in tokens[at + 1 : at + 7] if t.kind not in ("polite", "degree", "quote") and t.name not in ("title", "caption")][:2]
    if len(behind) < 2 or behind[0].kind != "verb" or behind[0].name not in ("make", "replace") or behind[0].end - behind[0].start < 2:
        return
    if behind[1].kind == tokens[at].kind and behind[1].name != tokens[at].name:
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _level(normal: str, tokens: list[Token], at: int) -> None:
    if at >= len(tokens) or normal[tokens[at].start : tokens[at].end] not in _LEVELS:
        return
    link = at + 2 if at + 1 < len(tokens) and tokens[at + 1].kind == "verb" and not normal[tokens[at].start].isascii() else at + 1
    after = tokens[link] if link < len(tokens) else None
    if after is None or after.kind != "num":
        return
    behind = next((t for t in tokens[link + 1 :] if t.kind != "polite"), None)
    last = behind is None or behind.kind == "sep"
    if last and 0 < float(after.value) <= 200:
        part = after.value < 2 and "." in normal[after.start : after.end]
        after.kind, after.name, after.value = "pct", "pct", float(after.value) * (100 if part else 1)


def _less(normal: str, tokens: list[Token], at: int) -> None:
    """ "Less big" is smaller."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.kind == "size" and normal[tokens[at].start : tokens[at].end] == "less":
        after.name = {"large": "small", "small": "large"}.get(after.name, after.name)
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


_OPPOSITE = {"small": "large", "tiny": "large", "little": "large", "big": "small", "large": "small", "huge": "small"}
_TOLD_SIZE = re.compile(
    r"(?:\b(?:is|are|looks?|seems?|feels?|find (?:it|them)|came out|turned out)|'s|'re) (?:way |still |just )?"
    r"(?:a bit|a little(?: bit)?|too|so|really|very|pretty|quite|rather|kind of|kinda|somewhat|slightly|awfully) $"
)
"""A size that is told of, "the title is a bit small", is complained of and asks for the other."""


def _told(normal: str, tokens: list[Token], at: int) -> None:
    """Turns a size that is complained of into the one that is wished for."""
    token = tokens[at] if at < len(tokens) else None
    if token is not None and token.kind == "size" and _TOLD_SIZE.search(normal, max(0, token.start - 28), token.start):
        token.name = _OPPOSITE.get(normal[token.start : token.end], token.name)
