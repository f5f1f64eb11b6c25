"""A length for the whole, by cutting or by speed."""

import re

from backend.director.clauses import Clause
from backend.director.lengths import made_of, measured, of_all, of_one_thing
from backend.director.ops_cut import sooner, spans
from backend.director.ops_text import removing, wanted
from backend.director.ops_time import fits, method
from backend.director.shown import lasts_so_long
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token
from backend.director.trim_ends import down_to, out_with_it, so_long, up_to_that


def duration(c: Clause, talk: Talk) -> None:
    """A length for the whole: 30 seconds long, under a minute, cut it down to 45 s, a third shorter."""
    if c.verb("end_at") and c.verb("make", "add", "end_at") and not c.find("rel", "under", "to", "exactly"):
        return
    otherwise = (lasts_so_long, so_long, down_to, out_with_it, up_to_that, _of_each_piece, sooner, _by_cutting, _in_proportion, _to_that)
    if any(reads(c, talk) for reads in otherwise):
        return
    length = measured(c) or (c.find("clock") if c.find("rel", "under") or c.verb("shorten", "fit") else None)
    if (
        length is None
        or spans(c)
        or (_of_a_thing(c, talk) and not of_all(c, talk, length))
        or _no_length(c, talk, length)
        or (not wanted(c) and not (c.verb("shorten", "fit") or c.find("rel", "under") or method(c)))
    ):
        return
    if of_one_thing(c, talk, length):
        return
    if _by_so_much(c, talk, length) or _fitted(c, talk, length):
        return
    if made_of(c, length):
        c.claim(length)
        talk.emit("duration", c.end, to=tidy(length.value))
        return
    if (
        c.kinds & {"quote", "handle", "file", "fps"}
        or ("point" in c.kinds and length.kind != "point")
        or c.noun("silence", "transition", "title", "caption", "music", "logo", "breathing", "sound", "last_frame", "first_frame")
    ):
        return
    if c.verb("fade", "freeze", "zoom_in", "blur", "mute", "reverse", "split", "loop", "add") and not (
        c.verb("shorten", "fit") or c.noun("length")
    ):
        return
    if not _asks_length(c, talk, length) or _there_already(c, talk, length):
        return
    how = _how(c, talk)
    c.claim(length, *c.all("verb"), *c.all("rel"), *c.all("noun"), *c.all("only"))
    talk.emit("duration", length, to=tidy(length.value), how=how).guessed = c.kinds <= {"dur", "polite", "degree"}


def _of_each_piece(c: Clause, talk: Talk) -> bool:
    """ "Three clips of 20 seconds each": the whole is split, where that makes as many; its length is not changed."""
    clip, length, count = c.noun("clip"), c.find("dur"), c.find("num")
    if clip is None or length is None or count is None or not c.verb("make", "cut", "split") or not 2 <= count.value <= 20:
        return False
    if count.end > clip.start or count.value != int(count.value) or c.kinds & {"ord", "head", "tail", "range", "point"}:
        return False
    step, whole = float(length.value), abs(count.value * length.value - talk.end_s) < 1
    for place in range(1, int(count.value) if whole and wanted(c) else 0):
        talk.emit("split", c.start + place, at=tidy(place * step))
    c.claim(*(c.tokens if whole else ()))
    return True


_TO_THAT = re.compile(
    r"\b(?:to|under|within|into|in) (?:that|it|those)\b"
    r"|\b(?:so (?:that )?(?:it|everything|that) (?:all )?fits|to fit|to make it fit)\b"
)


def _to_that(c: Clause, talk: Talk) -> bool:
    """ "I've got 75 seconds of airtime. Get it down to that by speeding it up": the length was told before."""
    told = next((t for t in reversed(talk.heard) if t.kind == "dur"), None)
    if told is None or talk.told != talk.clause_index - 1 or c.kinds & {"dur", "clock", "num", "pct", "factor"}:
        return False
    if not c.verb("shorten", "fit", "speed_up") or not _TO_THAT.search(talk.normal[c.start : c.end]):
        return False
    how = "speed" if c.verb("speed_up") else "cut" if c.verb("cut", "trim") else None
    c.claim(*c.tokens)
    talk.emit("duration", c, to=tidy(told.value), how=how)
    return True


def _by_so_much(c: Clause, talk: Talk, length: Token) -> bool:
    """ "Shorten it by 10 seconds"; "shorten the start by …" takes that off an end and is left to what cuts."""
    by = c.find("rel", "by")
    if by is None or not c.verb("shorten", "lengthen"):
        return False
    if c.verb("shorten") and (c.noun("start", "end") or c.find("rel", "from_start", "from_end")):
        return True
    if c.tokens.index(by) + 1 != c.tokens.index(length) or length.value >= talk.end_s:
        return False
    longer = c.verb("lengthen")
    c.claim(*c.tokens)
    to = talk.end_s + length.value if longer else talk.end_s - length.value
    talk.emit("duration", length, to=tidy(to), how="speed" if longer else None)
    return True


_SO = re.compile(r"\b(?:so|until|till|to where)\b.{0,12}\b(?:it|everything|the (?:whole thing|video|clip))\b")


def _fitted(c: Clause, talk: Talk, length: Token) -> bool:
    """ "Speed it up so it is 30 seconds": the length is what the speed is for."""
    last = talk.latest()
    bare = not c.kinds - {"dur", "noun", "rel", "polite", "degree", "only", "verb"}
    bare = bare and not c.verb("cut", "trim", "remove", "freeze", "fade")
    if last is None or last.op != "speed" or not last.guessed or last.clause != talk.clause_index - 1 or not bare or c.joiner != "but":
        return False
    if "from" in last.params or last.params["factor"] < 1 or not _SO.search(talk.normal[last.start : length.start]):
        return False
    talk.found.remove(last)
    c.claim(*c.tokens)
    talk.emit("duration", length, to=tidy(length.value), how="speed")
    return True


def _there_already(c: Clause, talk: Talk, length: Token) -> bool:
    """Whether the clause only tells how long the whole is."""
    told = abs(float(length.value) - talk.end_s) < 0.5 and not c.kinds & {"verb"} and not c.find("rel", "under", "to")
    if told:
        c.claim(*c.tokens)
    return told


def _by_cutting(c: Clause, talk: Talk) -> bool:
    """ "… cut whatever you have to": how the length just said is to be reached."""
    last = talk.latest()
    if c.has("too_long"):
        talk.hints.add("too_long")
    how = method(c) or ("speed" if c.find("rel", "by") and c.noun("speed_noun") and wanted(c) else None)
    if last and last.op == "duration" and last.clause >= talk.clause_index - 2 and "dur" not in c.kinds and how:
        last.params["how"] = how
        c.claim(*c.tokens)
        return True
    if (
        last
        and last.op == "duration"
        and last.clause == talk.clause_index - 1
        and not talk.normal.startswith((" where ", " when "), c.end)
        and not c.kinds & {"dur", "range", "head", "tail", "part", "point", "clock", "ord", "mid", "pct", "place"}
        and (
            c.verb("cut", "trim")
            or (c.verb("remove") and not c.noun("silence", "filler", "music", "caption", "title", "noise", "clip", "logo"))
        )
        and wanted(c)
    ):
        last.params["how"] = "cut"
        c.claim(*c.tokens)
        return True
    return False


_FRAMES = ("last_frame", "first_frame")
_OTHER_THINGS = (*_FRAMES, "silence", "transition", "title", "caption", "music", "logo", "sound", "voice", "clip", "filler")


_OF_ITS_LENGTH = re.compile(r"\b(?:as long|(?:the|its|it's) (?:original |current |full )?(?:length|duration))\b")


def _in_proportion(c: Clause, talk: Talk) -> bool:
    """ "20 % shorter", "half as long", "twice its length", "10 seconds longer": a length reckoned from the one it has."""
    if not wanted(c) or spans(c) or c.noun(*_OTHER_THINGS) or c.kinds & {"quote", "file", "point", "clock"}:
        return False
    share, length = c.find("pct") or c.find("frac") or c.find("factor") or c.find("times"), c.find("dur")
    words = talk.normal[c.start : c.end]
    if not words.isascii() and not re.search("[短长]", words):
        return False
    shorter = any(not talk.word(t).endswith(" to") for t in c.all("verb", "shorten")) or c.has("too_long")
    way = -1 if shorter else 1 if c.verb("lengthen") or c.has("longer") else 0
    by = c.find("rel", "by") is not None and not c.find("rel", "to")
    way = way or (0 if not by else -1 if c.verb("decrease", "shorten", "cut", "trim") else 1 if c.verb("increase") else 0)
    halved = c.find("rel", "halves") if c.noun("length") and c.verb("cut", "shorten", "decrease", "trim") else None
    if halved is not None and share is None:
        to = talk.end_s / 2
    elif share is not None and not (by and way) and _OF_ITS_LENGTH.search(words):
        to = talk.end_s * _share_of(share)
    elif share is not None and way and (not by or c.noun("length") or c.verb("shorten", "lengthen")) and not c.find("rel", "to"):
        part = _share_of(share)
        to = talk.end_s * (part if share.kind in ("factor", "times") else 1 + way * part) if way > 0 or part < 1 else talk.end_s / part
    elif length is not None and way and _right_before(c, length, "shorten", "lengthen", "longer", "too_long") and not _of_a_thing(c, talk):
        to = talk.end_s + way * float(length.value)
    else:
        return False
    if to < 1 or (talk.on_timeline and c.noun("pronoun") and _of_a_thing(c, talk)):
        return False
    at, how = share or length or c.tokens[0], _how(c, talk)
    c.claim(*c.tokens)
    talk.emit("duration", at, to=tidy(to), how=how)
    return True


def _share_of(token: Token) -> float:
    return float(token.value) / 100 if token.kind == "pct" else float(token.value)


def _right_before(c: Clause, token: Token, *names: str) -> bool:
    index = c.tokens.index(token) + 1
    return index < len(c.tokens) and c.tokens[index].name in names


def _asks_length(c: Clause, talk: Talk, length: Token) -> bool:
    before = c.tokens[c.tokens.index(length) - 1] if c.tokens.index(length) else None
    if any(t.kind == "rel" and talk.word(t).startswith(("off ", "from the ")) for t in c.tokens):
        return False
    if of_all(c, talk, length):
        return True
    ends = c.noun("start", "end") or c.find("rel", "from_end", "from_start")
    taken = removing(c, talk) or (c.verb("cut", "trim") and not c.has("to", "under", "video", "clip"))
    if (before and before.name == "by") or (ends and taken):
        return False
    if removing(c, talk) and not c.find("rel", "to") and not c.verb("shorten", "fit"):
        return False
    last = talk.latest()
    if c.verb("keep") and (not c.has("to", "under", "exactly", "at") or (last and last.op == "trim_silence")):
        return False
    if c.verb("shorten", "fit", "lengthen", "make", "keep") or c.find("rel", "under", "exactly") or c.noun("length"):
        return True
    if fits(c, talk):
        return True
    if "too_long" in talk.hints and c.verb("cut", "trim") and c.find("particle", "in") and length.value < talk.end_s:
        return True
    unsaid = c.noun("pronoun") and talk.topic is None and not talk.on_timeline and not talk.found
    if c.find("rel", "to") and c.verb("decrease") and (unsaid or c.noun("video", "length")):
        return True
    if c.find("rel", "to") and (c.verb("cut", "trim", "crop", "speed_up", "slow_down") or not c.kinds & {"verb"}):
        return True
    if any(t.name in ("cut", "trim", "make") and talk.word(t).endswith(("到", "成", "为")) for t in c.tokens if t.kind == "verb"):
        return True
    rest = [t for t in c.tokens if t is not length and t.kind not in ("only", "rel", "polite", "degree")]
    takes = last is not None and last.op in ("freeze", "transition", "fade", "title", "trim_silence", "merge", "overlay")
    if not takes and rest and all(t.name == "pronoun" for t in rest) and _WANTED.search(talk.normal[max(0, c.start - 16) : length.start]):
        return True
    return (not rest and not takes) or bool(c.noun("video") and len([t for t in c.tokens if t.name != "pronoun"]) <= 3)


_WANTED = re.compile(r"\b(?:want|need|like|have|should|must|has to|needs to|ought to|got to)\b[^,.;:!?]*$")


def _no_length(c: Clause, talk: Talk, length: Token) -> bool:
    """ "About 12 seconds of me walking": a stretch is told of; "two seconds at both ends": no length is asked for."""
    if (c.noun("both_ends") or "各" in talk.normal[c.start : c.end]) and not c.find("rel", "to", "under"):
        return True
    return re.match(r" of (?:me|us|him|her|them|people|nothing|silence|just|my|someone|black)\b", talk.normal[length.end :]) is not None


def _of_a_thing(c: Clause, talk: Talk) -> bool:
    """Whether the length is that of a thing named before: "make them 1.5 s" after talk of crossfades."""
    before = talk.latest()
    if before and before.op in ("transition", "merge", "freeze", "title", "fade") and before.clause == talk.clause_index - 1:
        own = [t for t in c.tokens if t.kind not in ("dur", "rel", "polite", "degree") and t.name != "length"]
        if not own and "duration" not in before.params and c.joiner != "then" and not c.find("rel", "under") and not c.noun("video"):
            return True
    if before and before.guessed and before.op in ("fade", "freeze", "transition") and before.clause == talk.clause_index - 1:
        return not c.noun("video", "length", "clip")
    named = talk.topic.name if talk.topic else ""
    if named == "title" and not talk.found and "title" not in talk.on_timeline and len(c.tokens) <= 3:
        return True
    last = next(iter(reversed(talk.on_timeline)), "") if not talk.found and not named else ""
    bare = len(c.tokens) <= 3 and not c.noun("video", "length", "clip") and not c.find("rel", "under")
    if named in ("caption", "logo") and c.find("rel", "under"):
        return False
    if named in ("caption", "logo", "music") and c.verb("fit", "speed_up", "slow_down", "lengthen"):
        return False
    things = named in ("transition", "title", "logo") or last in ("transition", "title", "fade", "freeze")
    return (bool(c.noun("pronoun")) or (bare and not named)) and things


def _how(c: Clause, talk: Talk) -> str | None:
    if "neg" in c.kinds and (how := method(c)):
        return how
    if any(talk.word(t).startswith("without cutting") for t in c.all("aspect_mode")):
        return "speed"
    if c.verb("speed_up", "slow_down"):
        return "cut" if not wanted(c) else "speed"
    if "no_speed" in talk.hints:
        return "cut"
    if "no_cut" in talk.hints:
        return "speed"
    return "cut" if c.verb("cut", "trim", "remove") else None
