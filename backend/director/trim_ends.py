"""So many seconds off the start, the end or both."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.slots import bounds, tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token


def trim_ends(c: Clause, talk: Talk, length: Token) -> None:
    """Take `length` off the ends that the clause names; two lengths are each of its own end."""
    both = c.find("noun", "both_ends") or ("掐头去尾" in talk.normal[c.start : c.end] and not c.find("noun", "start", "end"))
    start = c.find("noun", "start") or c.find("rel", "from_start") or c.find("rel", "first")
    end = c.find("noun", "end") or c.find("rel", "from_end") or c.find("rel", "last")
    if not (both or start or end) or c.kinds & {"quote", "file", "handle"} or c.verb("fade", "freeze") or c.noun("music"):
        return
    value = tidy(length.value)
    params: Params = {"start": value} if both or start else {}
    if both or end:
        params["end"] = value
    lengths = c.all("dur")
    if start and end and len(lengths) == 2:
        names = ("start", "end") if start.start < end.start else ("end", "start")
        params = {name: tidy(token.value) for name, token in zip(names, lengths, strict=True)}
        c.claim(*lengths)
    c.claim(length, *c.all("verb"), *c.all("noun"), *c.all("rel"), *c.all("particle"))
    talk.emit("trim", length, **params)


_AT_THE_START = re.compile(r"\b(?:start|beginning|front|top|opening|outset)\b|开头|开始|片头|前面")
_AT_THE_END = re.compile(r"\b(?:end|ending|back|tail|finish)\b|结尾|末尾|最后|片尾|后面")


_A_BIT = re.compile(r"\b(?:bit|part|piece|section|portion|moment|chunk|segment)\b|部分|那段|那点|一截")


def so_long(c: Clause, talk: Talk) -> bool:
    """ "The dead air at the beginning, about 4 seconds", "the last bit where I laugh, 3 seconds": so much goes off that end."""
    last, length = talk.latest(), c.find("dur")
    if length is not None and last is None and _of_a_told_moment(c, talk, length):
        return True
    if length is None or (last is not None and last.op not in ("trim_silence", "delete_clip")):
        return False
    if c.kinds - {"dur", "degree", "polite", "rel", "num", "noun", "particle"} or c.find("rel", "longer_than", "under", "to", "each"):
        return False
    if any(t.name not in ("pronoun", "length") for t in c.all("noun")):
        return False
    if last is None:
        return _of_a_told_end(c, talk, length)
    if last.clause < talk.clause_index - 2 or (last.params and last.params.get("index") not in (1, -1)):
        return False
    start, end = (bool(way.search(talk.normal, last.start, c.start)) for way in (_AT_THE_START, _AT_THE_END))
    if not start and not end and last.op == "delete_clip" and _A_BIT.search(talk.normal, last.start, c.start):
        start, end = last.params["index"] == 1, last.params["index"] == -1
    if start == end:
        return False
    last.op, last.params = "trim", {"start" if start else "end": tidy(length.value)}
    c.claim(*c.tokens)
    return True


_TAKEN = re.compile(r"\b(?:remove|cut|delete|get rid|take|lose|trim|drop|kill|ditch|scrap)\b|剪|删|去掉|切掉|砍")


def is_where(c: Clause, talk: Talk) -> bool:
    """ "Trim the dead space before I talk, it's the first 7 seconds": what is named so is what goes, not every pause."""
    last = talk.latest()
    if last is None or last.op not in ("trim_silence", "stabilize") or last.params or last.clause < talk.clause_index - 2:
        return False
    stretch = next((t for t in c.tokens if t.kind in ("head", "tail", "range")), None)
    if stretch is None or c.kinds - {"head", "tail", "range", "polite", "rel", "noun", "degree"}:
        return False
    if not _TAKEN.search(talk.normal, 0, c.start) or (stretch.kind == "range" and stretch.value[1] is None):
        return False
    if stretch.kind == "range":
        last.op, last.params = "cut", {"from": tidy(stretch.value[0]), "to": tidy(stretch.value[1])}
    else:
        last.op, last.params = "trim", {"start" if stretch.kind == "head" else "end": tidy(stretch.value)}
    c.claim(*c.tokens)
    return True


_SO_LONG_NOW = re.compile(
    r"\b(?:my|the|our|this) (?:(intro|opening|beginning|start)|(?:outro|ending|end))(?: part)? "
    r"(?:is|lasts|runs|takes|goes on for) (?:about |around |like )?(\d+(?:\.\d+)?) ?(?:s|secs?|seconds?)\b[^.;!?]*$"
)


_SO_LONG_NOW_ZH = re.compile(
    r"(?:(片头|开头|开场|前面)|片尾|结尾|末尾|后面)(?:有|是|足足有?)?(\d+(?:\.\d+)?)秒[^,，。]{0,4}长[^,，。]{0,3}[,，][^,，。]{0,6}[到成至为]$"
)


def down_to(c: Clause, talk: Talk) -> bool:
    """ "My intro is 12 seconds, shorten it to 5": what is over goes off that end, not off the whole."""
    length = c.find("dur") or c.find("num")
    told = _SO_LONG_NOW.search(talk.normal, 0, length.start) if length else None
    if told is None or not c.has("pronoun") or not c.find("rel", "to"):
        told = _SO_LONG_NOW_ZH.search(talk.normal, 0, length.start) if length else None
    if length is None or told is None:
        return False
    over = float(told[2]) - float(length.value)
    if over <= 0 or not c.verb("shorten", "cut", "trim", "make", "decrease"):
        return False
    talk.emit("trim", length).params["start" if told[1] else "end"] = tidy(over)
    c.claim(*c.tokens)
    return True


_GOES_AT_AN_END = re.compile(
    r"\b(?:remove|cut|delete|get rid of|trim|lose|drop|take out|chop|ditch|scrap)\b[^.;:!?,]*"
    r"\b(?:at|from|off|of|near|right at) the (?:very )?(?:(start|beginning|front|opening)|end|ending|back|tail)\b[^.;:!?]*$"
)


def _of_a_told_end(c: Clause, talk: Talk, length: Token) -> bool:
    """ "Get rid of the part at the end where I reach for the phone, 4 seconds"."""
    told = _GOES_AT_AN_END.search(talk.normal, max(0, c.start - 160), c.start)
    if told is None or c.find("rel", "to"):
        return False
    talk.emit("trim", length).params["start" if told[1] else "end"] = tidy(length.value)
    c.claim(*c.tokens)
    return True


_LASTS = re.compile(r"\b(?:lasts?|lasting|takes|goes on for|for|about|around|roughly)\b|持续|大[概约]")


def _of_a_told_moment(c: Clause, talk: Talk, length: Token) -> bool:
    """ "Remove the part with the dog at 0:52 (lasts around 4 secs)"."""
    moment = next((t for t in reversed([*talk.heard, *c.tokens]) if t.kind in ("point", "clock")), None)
    if c.kinds - {"dur", "degree", "polite", "rel", "particle", "point", "clock", "verb"} or (moment and moment.start > length.start):
        return False
    lead = talk.normal[max(0, length.start - 20) : length.start]
    gone = all(t.name == "remove" for t in c.all("verb"))
    taken = moment is not None and (_TAKEN.search(talk.normal, 0, moment.start) or c.verb("remove"))
    if moment is None or not taken or not gone or not _LASTS.search(lead) or c.find("rel", "to"):
        return False
    talk.emit("cut", length).params.update({"from": tidy(moment.value), "to": tidy(float(moment.value) + float(length.value))})
    c.claim(*c.tokens)
    return True


def up_to_that(c: Clause, talk: Talk) -> bool:
    """ "The intro is done at 0:48, so bin everything before that": up to the moment told last, or from there on."""
    side, told = c.find("rel", "before", "after"), next((t for t in reversed(talk.heard) if t.kind in ("point", "clock")), None)
    if side is None or told is None or c.kinds & {"dur", "range", "point", "clock"}:
        return False
    if not c.verb("remove", "cut", "trim") or not c.has("pronoun"):
        return False
    last = talk.latest()
    if last is not None and last.op == "keep" and last.params == {"from": 0, "to": tidy(told.value)}:
        talk.found.remove(last)
    if side.name == "before":
        talk.emit("trim", side, start=tidy(told.value))
    else:
        talk.emit("keep", side).params.update({"from": 0, "to": tidy(told.value)})
    c.claim(*c.tokens)
    return True


def out_with_it(c: Clause, talk: Talk) -> bool:
    """0:30那里有人咳嗽，大概两秒，去掉: what was told of, with its moment and its length, goes."""
    it = all(t.name == "pronoun" for t in c.all("noun"))
    alone = it and c.kinds <= {"verb", "noun", "polite", "particle"} and c.verb("remove", "cut")
    told = [t for t in talk.heard if t.kind in ("point", "clock", "dur")][-2:]
    last = talk.latest()
    bare = last is not None and last.op == "duration" and last.clause == talk.clause_index - 1 and talk.found == [last]
    if not alone or (talk.found and not bare) or [t.kind == "dur" for t in told] != [False, True]:
        return False
    talk.found.clear()
    moment, length = float(told[0].value), float(told[1].value)
    talk.emit("cut", c).params.update({"from": tidy(moment), "to": tidy(moment + length)})
    c.claim(*c.tokens)
    return True


def of_another(c: Clause, onset: Token) -> bool:
    """ "The second verse starts at 0:20": of something in the video."""
    return bool(c.noun("voice", "sound") or (c.kinds & {"ord"} and any(t.kind == "word" and t.end <= onset.start for t in c.tokens)))


_SO_IT_STARTS = re.compile(r"\b(?:so|to make|such that|until)(?: that)? (?:it|the video|the clip|everything) (?:starts?|begins?)\b")


_DOWN_TO = re.compile(
    r"\b(?:trim|cut)(?: it| this| that| the (?:video|clip))?(?: down)? to (?:just |only )?(?:the |my |that |our )[a-z' ]{2,40}?[,:(]? ?\(?$"
)


_DOWN_TO_ZH = re.compile(r"剪(?:到|成)[^\d,，。一二两三四五六七八九十]{1,6}(?:那段|那里|部分)?(?:就行|就好|即可|吧)?[,，(（ ]\s*$")


def trims_to(c: Clause, talk: Talk, token: Token) -> bool:
    """ "Trim to 0:12-0:58" and "trim from 5 to 55": what is named stays. "Cut from" takes away."""
    if token.kind == "range" and (_DOWN_TO.search(talk.normal, 0, token.start) or _DOWN_TO_ZH.search(talk.normal, 0, token.start)):
        return True
    if token.name == "spelled" and _SO_IT_STARTS.search(talk.normal, c.start, token.end):
        return True
    before = [t for t in c.tokens if t.end <= token.start and t.kind not in ("only", "polite", "degree")]
    if before and before[-1].kind == "rel" and before[-1].name in ("to", "dash") and not c.verb("remove"):
        return True
    if token.kind != "range" or c.verb("remove"):
        return False
    a, b = bounds(token, talk.end_s) or (0.0, 0.0)
    return bool(c.verb("trim")) and b - a > talk.end_s / 2 and not c.noun("clip")


def _refers(c: Clause, talk: Talk) -> tuple[float, float] | None:
    """A stretch named by "that part", when one was named before."""
    if not c.find("noun", "same_range"):
        return None
    told = [float(t.value) for t in talk.heard if t.kind in ("point", "clock", "onset")][-2:]
    lasting = talk.span if talk.span and talk.span[0] < talk.span[1] else None
    return lasting or ((told[0], told[1]) if len(told) == 2 and told[0] < told[1] and not talk.found else None)


def refer_cut(c: Clause, talk: Talk) -> None:
    """Remove that part: the stretch of time named before."""
    stretch = _refers(c, talk)
    if stretch and c.verb("keep") and wanted(c) and c.kinds <= {"verb", "only", "noun", "polite"} and not c.noun("music", "title"):
        c.claim(*c.tokens)
        talk.emit("keep", c).params.update({"from": stretch[0], "to": stretch[1]})
        return
    if (
        stretch
        and removing(c, talk)
        and not c.kinds & {"quote"}
        and not (c.kinds & {"noun"} and c.noun("caption", "title", "music", "logo", "silence"))
    ):
        c.claim(*c.all("verb"), *c.all("noun"))
        talk.emit("cut", c).params.update({"from": stretch[0], "to": stretch[1]})
