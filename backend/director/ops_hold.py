"""Held frames and repetition."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import span, tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

_HOLD_S = 2.0
"""How long the draft holds a frame where no length was said."""


def _title_stays(talk: Talk, verb: Token) -> bool:
    """ "… 停三秒" right after a title: how long the title stays."""
    latest = talk.latest()
    told = latest is not None and latest.op == "title" and latest.clause == talk.clause_index - 1
    return told and talk.word(verb) in ("停", "停留", "停住")


def _about_silence(c: Clause, talk: Talk) -> bool:
    """Whether it is silence that is spoken of; 第20秒停顿一秒 is a held frame."""
    silence = c.noun("silence")
    if silence is None or c.noun("last_frame"):
        return False
    return not (talk.word(silence) == "停顿" and c.kinds & {"point", "clock"})


def stays_on(c: Clause, talk: Talk) -> bool:
    """定格在第9秒，停两秒: how long the frame just held stays."""
    held, length = talk.latest(), c.find("dur") or (c.find("num") if c.find("rel", "for") else None)
    if held is None or held.op != "freeze" or held.clause != talk.clause_index - 1 or "duration" in held.params or length is None:
        return False
    if c.kinds & {"point", "clock", "range", "head", "tail"} or c.noun("last_frame", "first_frame", "end", "start"):
        return False
    c.claim(*c.tokens)
    held.params["duration"] = tidy(length.value)
    return True


_LONGEST_HOLD_S = 15.0


def lasts(c: Clause, talk: Talk) -> bool:
    """ "Freeze at 0:40. It should last 4 seconds": a short time is that of the frame just held."""
    length = c.find("dur")
    told = all(t.name in ("make", "keep", "freeze") for t in c.all("verb")) and not c.noun("video")
    return told and length is not None and float(length.value) <= _LONGEST_HOLD_S and stays_on(c, talk)


def _moment(c: Clause, talk: Talk, verb: Token, time: Token) -> bool:
    """Whether the one time said is where the frame is: "at 3 s", 1分30停一下; 定格3秒 is how long it is held."""
    place = c.tokens.index(time)
    before = c.tokens[place - 1] if place else None
    if not talk.normal[verb.start].isascii() and time.end <= verb.start:
        return time.value >= 60 or talk.word(verb).endswith("一下") or (before is not None and before.name == "at")
    if before is None or c.has("for"):
        return False
    return before.name == "at" or (before.name == "freeze" and (talk.normal[before.start].isascii() or talk.word(before).endswith("在")))


_ENDS_WITH = re.compile(r"(?:end|finish|close|conclude|wrap)")


def _held_last(c: Clause, talk: Talk, verb: Token) -> Token | None:
    """The word that says it is the last frame that is held: the last frame, the end, "end with a freeze frame", 最后定格."""
    if (noun := c.noun("last_frame")) or c.kinds & {"point", "clock"}:
        return noun
    if end := c.find("noun", "end"):
        return end
    if closing := next((t for t in c.all("verb", "add", "end_at") if _ENDS_WITH.match(talk.word(t)) and t.end <= verb.start), None):
        return closing
    if (last := c.find("rel", "last")) and c.noun("clip") and verb.end <= last.start and "ord" not in c.kinds:
        return last  # hold on the last shot
    behind = (t for t in c.all("rel", "last") if c.tokens.index(t) + 1 == c.tokens.index(verb))
    return next(behind, None) if "range" not in c.kinds else None


def _where_it_ended(c: Clause, talk: Talk) -> float | None:
    """ "Zoom in from 0:20 to 0:25, then freeze it for 2 seconds": the moment at which the edit before ends."""
    last = talk.latest()
    follows = c.joiner == "then" and last is not None and last.clause == talk.clause_index - 1 and c.has("pronoun", "picture")
    ends = follows and last is not None and last.op in ("zoom", "speed", "blur") and "to" in last.params
    return float(last.params["to"]) if ends and last is not None else None


def freeze(c: Clause, talk: Talk) -> None:
    """A held frame: where, and for how long."""
    verb = c.find("verb", "freeze") or (c.find("verb", "lengthen") if c.noun("last_frame", "first_frame") else None)
    if verb is None or not wanted(c) or c.kinds & {"quote"} or _about_silence(c, talk):
        return
    if "freeze" in talk.on_timeline and c.verb("remove") and not c.verb("add", "make"):
        c.claim(*c.tokens)
        talk.emit("undo", verb, what="freeze")
        return
    if _title_stays(talk, verb) or stays_on(c, talk):
        return
    last, first = _held_last(c, talk, verb), c.noun("first_frame")
    at = talk.end_s if last else 0.0 if first else None
    if "last frame" in talk.word(verb):
        at, last = talk.end_s, verb
    point = c.take("point") or c.take("clock") or c.take("point?") or c.take("onset")
    lengths = c.all("dur") + c.all("tail")
    found = None if point or last or first else span(c, talk)
    if at is None and point:
        at = float(point.value)
    elif at is None and found:
        at = found[0]
        lengths = []
    elif at is None and talk.span and c.find("noun", "same_range"):
        at = talk.span[0]
    elif at is None and len(lengths) > 1:
        at = float(lengths.pop(0).value)
    if at is None and found is None and (held := _where_it_ended(c, talk)) is not None:
        at = held
    if at is None and lengths and _moment(c, talk, verb, lengths[0]):
        at = float(lengths.pop(0).value)
    if at is None:
        return
    if not lengths and c.find("rel", "for") and (bare := c.find("num")):
        lengths = [bare]
    length = tidy(lengths[0].value) if lengths else tidy(found[1] - found[0]) if found else None
    c.claim(verb, last, first, *lengths, *c.all("noun"), *c.all("rel"), *c.all("verb"))
    talk.emit("freeze", verb, at=tidy(at), duration=length)
    talk.span = (tidy(at), tidy(at + (length or _HOLD_S)))


_PLAYED = re.compile(r"\bin a row\b|\bback to back\b|\b(?:play|plays|played|playing|run|runs|repeated|show|shows|goes?)\b|播|放|跑|来")


def loop(c: Clause, talk: Talk) -> None:
    verb = c.find("verb", "loop")
    count = c.find("times") or next((t for t in c.all("num") if t.value > 1), None)
    if verb is None and c.find("times") and _PLAYED.search(talk.normal[c.start : c.end]) and not c.kinds & {"factor", "quote"}:
        verb = c.find("verb", "add", "make") or c.tokens[0]
    if (
        verb is None
        or not wanted(c)
        or c.noun("music", "title", "speed_noun")
        or c.verb("undo", "redo", "speed_up", "slow_down", "zoom_in")
    ):
        return
    if count and (count.value != int(count.value) or (count.value < 2 and verb.name != "loop")):
        return
    factor = c.find("factor")
    number = count or factor
    value = int(number.value) if number and number.value >= 1 else 2
    until = c.find("until")
    if until and number is None and talk.end_s > 0:
        number, value = until, -int(-float(until.value) // talk.end_s)
    if value == 1 and re.search(r"再|more|again", talk.normal[max(0, c.start - 1) : c.end]):
        value = 2
    c.claim(verb, number, *c.all("verb"), *c.all("noun", "video", "clip"), c.find("rel", "same"))
    talk.emit("loop", verb, times=max(1, min(value, 100))).guessed = number is None
