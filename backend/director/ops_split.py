"""Splitting: at moments, in half, into equal parts."""

import re

from backend.director.clauses import Clause
from backend.director.numbers import number_at
from backend.director.ops_cut import spans
from backend.director.ops_text import wanted
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

_PIECES = re.compile(r"(?<![第\d])(\d+|[二两三四五六七八九十])\s?(?:个|等|小)?(?:段|份|等份|部分|块|截)")


_PIECES_NAMED = {"thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10}
_NAMED_PIECES = re.compile(r"\b(?:into|in) (?:equal )?(thirds|quarters|fifths|tenths)\b")


def _counts_parts(c: Clause, token: Token) -> bool:
    """Whether a number is followed by what it counts: 2 parts."""
    index = c.tokens.index(token) + 1
    return token.kind == "num" and index < len(c.tokens) and c.tokens[index].name in ("into", "clip")


def _into_pieces(c: Clause, talk: Talk) -> Token | None:
    """ "剪成三段": the verb, where what is cut comes out as several pieces."""
    verb = c.find("verb", "cut", "make")
    if verb is None or talk.word(verb)[:1] not in "剪切裁拆分" or not talk.word(verb).endswith("成"):
        return None
    return verb if _PIECES.match(talk.normal, verb.end) else None


def _points(c: Clause, talk: Talk, verb: Token) -> tuple[list[Token], Token | None, Token | None, Token | None]:
    """Where to split; else the words that say into how many parts: halves, into, a number."""
    pointed = c.kinds & {"point", "clock", "point?"}
    points = [
        t
        for t in c.tokens
        if t.kind in ("point", "clock", "point?", "onset") or (t.kind in ("num", "dur") and pointed and not _counts_parts(c, t))
    ]
    halves, into, number = c.find("rel", "halves") or c.find("place", "center"), c.find("rel", "into"), c.find("num") or c.find("times")
    if not points and c.find("dur") and not (into or number):
        points = c.all("dur")
    if len(points) == 1 and points[0].kind == "dur" and (c.find("rel", "each") or "每" in talk.normal[c.start : points[0].start]):
        step = max(float(points[0].value), talk.end_s / 20, 0.1)
        points = [Token("dur", "dur", points[0].start + i, points[0].end, step * i) for i in range(1, 21) if step * i < talk.end_s - 0.01]
    if not points and (after := next((t for t in c.all("range") if t.value[1] is None or t.value[0] == 0), None)):
        c.claim(after)
        points = [Token("point", "point", after.start, after.end, after.value[0] or after.value[1])]
    if not points and talk.span and c.find("noun", "same_range"):
        points = [Token("point", "point", verb.start, verb.end, talk.span[0])]
    return points, halves, into, number


def pieces(c: Clause, talk: Talk, verb: Token) -> int:
    """Into how many equal parts `verb` parts something; 0 where that is not said."""
    word = talk.word(verb)
    if counted := _PIECES.search(talk.normal[c.start : c.end]):
        return int((number_at(counted[1], 0) or (0.0, 0))[0])
    if named := _NAMED_PIECES.search(talk.normal, c.start, c.end):
        return _PIECES_NAMED[named[1]]
    if c.find("rel", "halves") or c.find("place", "center") or "half" in word or "two" in word or word in ("一分为二", "对半切"):
        return 2
    number = next((t for t in c.all("num") if _counts_parts(c, t)), None) or c.find("num") or c.find("times")
    return int(number.value) if number else 0


def split(c: Clause, talk: Talk) -> None:
    """Split at one or more times, in half, or into equal parts."""
    verb = c.find("verb", "split") or (c.find("verb", "cut") if c.kinds & {"point", "point?"} and not spans(c) else None)
    verb = verb or _into_pieces(c, talk)
    if verb is None or not wanted(c) or c.verb("remove"):
        return
    points, halves, into, number = _points(c, talk, verb)
    for token in points:
        talk.emit("split", token, at=tidy(token.value))
    if not points:
        count = 2 if halves and "part" in c.kinds else pieces(c, talk, verb)
        if not 2 <= count <= 20:
            if not halves:
                return
            count = 2
        last = talk.latest()
        if last is not None and last.op == "split" and last.clause == talk.clause_index - 1 and count == 2:
            c.claim(*c.tokens)  # 在1分40切一刀，切成两段
            return
        for i in range(1, count):
            talk.emit("split", verb.start + i, at=tidy(talk.end_s * i / count))
    c.claim(verb, *points, halves, into, number, *c.all("verb"), *c.all("noun", "clip", "video"), *c.all("rel"))
