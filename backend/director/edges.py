"""Stretches at an end: the first ten seconds, the last third, the opening minute, the middle five seconds."""

import re

from backend.director.folding import Fold, link, touching
from backend.director.tokens import Token


def first_and_last(fold: Fold) -> bool:
    """ "The first and (the) last 3 seconds": the length is said once and holds for both."""
    if not fold.is_(1, "and") or not fold.is_(2, "last", "end"):
        return False
    if not (fold.is_(0, "first") or (fold.kind(0, {"ord"}) and fold.word(0) in ("first", "1st"))):
        return False
    length, unit = fold.peek(3), _UNITS.get(fold.word(3).removesuffix("s"))
    counted = length is not None and length.kind == "num" and not _counted(fold, 4)
    if length is None or not (length.kind == "dur" or unit or counted):
        return False
    value, doubt, first = unit or float(length.value), "?" if counted else "", fold.tokens[fold.at]
    fold.out.append(Token("head" + doubt, "head" + doubt, first.start, first.end, value))
    fold.at += 2
    return fold.put("tail" + doubt, value, 2)


def edge_named(fold: Fold) -> bool:
    """ "(From) the end of the first minute": a moment, in its place for the rules that follow."""
    opened = fold.is_(0, "from_end")
    if not (opened or fold.is_(0, "end")) or not fold.is_(1, "first") or not fold.word(0).isascii():
        return False
    length, unit = fold.peek(2), _UNITS.get(fold.word(2))
    if length is None or not (length.kind == "dur" or unit):
        return False
    word = fold.tokens[fold.at]
    moment = Token("point", "point", word.start, length.end, unit or float(length.value))
    lead = [Token("rel", "from", word.start, word.start + 4)] if opened and fold.word(0).startswith("from") else []
    fold.tokens[fold.at : fold.at + 3] = [*lead, moment]
    return False


_PARTS = ("third", "fourth", "fifth", "tenth")
_UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def _number_before(fold: Fold) -> bool:
    """ "The 5 last seconds", "the 2 first minutes"."""
    number, unit = fold.peek(), _UNITS.get(fold.word(2).removesuffix("s"))
    if number is None or number.kind != "num" or unit is None or not fold.is_(1, "first", "last"):
        return False
    return fold.put("head" if fold.is_(1, "first") else "tail", float(number.value) * unit, 3)


def edge(fold: Fold) -> bool:
    """The first ten seconds · last 5 · 开头五秒 · the final third."""
    if fold.kind(0, {"num"}):
        return _number_before(fold)
    if fold.is_(0, "center", "middle") and fold.kind(1, {"dur"}) and not link(fold, 2) and not fold.kind(2, {"motion"}):
        return fold.put("mid", fold.tokens[fold.at + 1].value, 2)
    first = fold.is_(0, "first", "start")
    last = fold.is_(0, "last", "end", "after")
    if not (first or last):
        return False
    ahead = 1
    if fold.is_(1, "first", "last", "exactly", "at", "start", "end") and fold.tokens[fold.at + 1].kind == "rel":
        ahead = 2
    if fold.tokens[fold.at].kind == "noun" and not fold.ascii:
        while ahead < 4 and fold.is_(ahead, "pronoun", "black", "exactly"):
            ahead += 1
    token = fold.peek(ahead)
    timed = token is not None and (token.kind == "dur" or fold.word(ahead).removesuffix("s") in _UNITS)
    attributive = timed and fold.word(0) in ("opening", "closing", "ending", "final")
    if token is None or (fold.tokens[fold.at].kind == "noun" and not (attributive or _named_in_chinese(fold, ahead))):
        return False
    unit = _UNITS.get(fold.word(ahead)) if token.kind in ("word", "ord", "rel", "noun") else None
    if unit and not (token.kind == "ord" and fold.is_(0, "after")):
        value, used = _whole_unit(fold, ahead, unit)
        return fold.put("head" if first else "tail", value, used)
    if token.kind == "dur" or (token.kind == "clock" and fold.tokens[fold.at].kind == "rel" and not link(fold, ahead + 1)):
        if fold.tokens[fold.at].name == "after" and not touching(fold, ahead):
            return False
        return fold.put("head" if first else "tail", token.value, ahead + 1)
    if token.kind == "ord" and fold.word(ahead) in _PARTS and not fold.is_(0, "after") and not fold.kind(ahead + 1, {"noun"}):
        share = 1.0 / float(token.value)
        return fold.put("part", (0.0, share) if first else (1.0 - share, 1.0), ahead + 1)
    if token.kind == "frac":
        return fold.put("part", (0.0, token.value) if first else (1.0 - token.value, 1.0), ahead + 1)
    if fold.word(ahead) == "one" and any(t.name == "clip" or t.kind == "ord" for t in fold.out):
        return fold.put("ord", 1 if first else -1, ahead + 1)
    if token.kind == "num" and not _counted(fold, ahead + 1) and fold.tokens[fold.at].name in ("first", "last") and 0 < token.value <= 600:
        return fold.put("head?" if first else "tail?", token.value, ahead + 1)
    return False


_LENGTHS_OF_THEIR_OWN = {"fade", "freeze", "trim", "cut", "remove", "shorten", "end_at", "start_at", "add", "make"}


def at_an_end(fold: Fold) -> bool:
    """ "Blur only at the beginning 5 seconds": that end, where the verb has no length of its own."""
    end, length = fold.tokens[fold.at], fold.peek(1)
    if not fold.is_(0, "from_start", "from_end") or not fold.word(0).startswith(("at ", "in ", "on ", "during ")):
        return False
    if length is None or length.kind != "dur" or length.start - end.end > 1:
        return False
    if any(t.kind == "verb" and t.name in _LENGTHS_OF_THEIR_OWN for t in fold.out):
        return False
    return fold.put("head" if end.name == "from_start" else "tail", length.value, 2)


def _whole_unit(fold: Fold, ahead: int, unit: float) -> tuple[float, int]:
    """ "The first minute", with what goes on: "and a half", "and ten seconds", "twenty". Seconds, and the tokens used."""
    half = fold.is_(ahead + 1, "and") and fold.kind(ahead + 2, {"frac"}) and float(fold.tokens[fold.at + ahead + 2].value) < 1
    if half:
        return unit * (1 + float(fold.tokens[fold.at + ahead + 2].value)), ahead + 3
    if more := _and_more(fold, ahead, unit):
        return unit + more, ahead + 3
    bare = fold.peek(ahead + 1)
    if unit == _UNITS["minute"] and bare is not None and bare.kind == "num" and 0 < bare.value < 60 and not _counted(fold, ahead + 2):
        return unit + float(bare.value), ahead + 2
    return unit, ahead + 1


def _and_more(fold: Fold, ahead: int, unit: float) -> float:
    """The seconds of "the first minute and ten seconds"; 0 where what follows is apart."""
    rest = fold.peek(ahead + 2)
    if not fold.is_(ahead + 1, "and") or rest is None or rest.kind != "dur" or float(rest.value) >= unit:
        return 0.0
    return 0.0 if fold.is_(ahead + 3, "from_end", "from_start", "at", "for") or link(fold, ahead + 3) else float(rest.value)


_TOO_MANY = re.compile(
    r"(?:那个?|那段|的)?(?:黑屏|黑场|黑幕|空镜|空白|废话|广告|定格|白屏)?"
    r"(?:还|都)?(?:多(?:录|拍|出|余)?(?:了|出来?)?|有|大概|大约|差不多|约|那|这|的)+\s?"
)


def _named_in_chinese(fold: Fold, ahead: int) -> bool:
    """Whether a Chinese word for an end stands right before the token `ahead`: 前面7秒."""
    end, token = fold.tokens[fold.at], fold.peek(ahead)
    if token is None or fold.normal[end.start].isascii():
        return False
    return token.start - end.end <= 1 or _TOO_MANY.fullmatch(fold.normal[end.end : token.start]) is not None


def _counted(fold: Fold, ahead: int) -> bool:
    """Whether something countable follows a bare number: the last two clips, edits, chapters."""
    token = fold.peek(ahead)
    return token is not None and (token.name in ("clip", "step", "title", "undo", "picture", "caption", "word") or token.kind == "word")
