"""When what is put on the screen is shown and goes away, told by what stands beside it."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import removing
from backend.director.slots import leaves_at, span, tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_VANISHES = ("消失", "隐藏", "藏起来")


def gone_after(c: Clause, talk: Talk) -> bool:
    """A title at 8 s, 3秒后消失: how long what was just put there stays."""
    last = talk.latest()
    length = next((t for t in c.tokens if t.kind == "dur" or (t.kind == "range" and t.value[1] is None)), None)
    vanishes = any(talk.word(t) in _VANISHES for t in c.all("verb", "remove"))
    if not vanishes or length is None or last is None or last.op not in ("title", "overlay") or "from" not in last.params:
        return False
    c.claim(*c.tokens)
    last.params["to"] = tidy(last.params["from"] + float(length.value if length.kind == "dur" else length.value[0]))
    return True


def says_when(c: Clause, talk: Talk) -> bool:
    """ "…, on screen from 0:55 for 4 seconds": when what was just put there is shown."""
    last = talk.latest()
    shown = last is not None and last.op in ("title", "overlay") and last.clause == talk.clause_index - 1 and "from" not in last.params
    return shown and not c.kinds & {"verb"} and c.joiner in ("comma", "and")


_WHEN_IT = re.compile(r"\b(?:when|once|as soon as|where) (?!i |it |the (?:video|clip))[a-z' ]*$")


def when_it_begins(c: Clause, talk: Talk, onset: Token) -> bool:
    """ "Turn down the music when the talking starts at 0:20": from there on, for what was just asked for."""
    if c.joiner != "but" or not _WHEN_IT.search(talk.normal, max(0, c.start - 24), onset.start + 1):
        return False
    last = talk.latest()
    lasting = last is not None and last.op in ("volume", "color", "speed", "blur", "mute", "zoom") and "from" not in last.params
    if lasting and last is not None and last.clause == talk.clause_index - 1:
        last.params.update({"from": tidy(onset.value), "to": tidy(talk.end_s)})
    c.claim(*c.tokens)
    return True


_SHOWN_BESIDE = {"range", "onset", "point", "clock", "rel", "verb", "polite", "only", "degree"}


OF_THE_VIDEO = re.compile(r"\b(?:video|clip|film|movie|footage|picture|everything)\b|视频|影片|画面|片子|播")


_FOLLOWS = re.compile(r"\s?[,，]\s?(?!到|至|直到|一直|结束)[^\s,，.。]")


def leads(c: Clause, talk: Talk) -> bool:
    """从第10秒开始，加个标题: a moment for what follows, unless it is said of the video."""
    return _FOLLOWS.match(talk.normal, c.end) is not None and not OF_THE_VIDEO.search(talk.normal, max(0, c.start - 5), c.end)


def comes_in(c: Clause, talk: Talk) -> bool:
    """ "Some jazz, from 0:10", 加标题…，从第10秒开始: when what was just put there comes in; the picture keeps its beginning."""
    last = talk.latest()
    if last is None or last.op not in ("title", "overlay", "music") or "from" in last.params:
        return False
    alone = c.kinds <= _SHOWN_BESIDE and all(t.name in ("write", "add", "end_at", "start_at") for t in c.all("verb"))
    if last.clause != talk.clause_index and not (last.clause == talk.clause_index - 1 and c.joiner in ("comma", "dash", "paren") and alone):
        return False
    if OF_THE_VIDEO.search(talk.normal, c.start, c.end):
        return False
    start = next((t for t in c.tokens if t.kind == "onset" or (t.kind == "range" and t.value[1] is None)), None)
    if start is None and c.verb("start_at"):
        start = next((t for t in c.tokens if t.kind in ("point", "clock")), None)
    if start is None:
        return False
    if last.op == "music":
        c.claim(*c.tokens)
        silent = tidy(start.value[0] if start.kind == "range" else start.value)
        talk.emit("mute", start, target="music").params.update({"from": 0, "to": silent})
    elif start.name == "onset" and last.clause != talk.clause_index:
        c.claim(*c.tokens)
        last.params["from"] = tidy(start.value[0] if start.kind == "range" else start.value)
    return True


_MEANWHILE = re.compile(
    r"\b(?:meanwhile|at the same time|during (?:that|it|this)|in the meantime|while (?:that|it) (?:happens|lasts|plays)"
    r"|with .{1,60} (?:on|over) it)\b|同时"
)


_ON_IT = re.compile(r"[\"'”’]? (?:on|over|onto|across) (?:it|that|the (?:frozen |still |freeze )?(?:frame|picture|image))\b")


def meanwhile(c: Clause, talk: Talk) -> Params:
    """ "Zoom from 12 to 18 and write … meanwhile": as long as the edit before."""
    last = talk.latest()
    if last is None or last.clause != talk.clause_index - 1:
        return {}
    quote = next((t for t in c.tokens if t.kind == "quote"), None)
    on_it = last.op == "freeze" and quote is not None and _ON_IT.match(talk.normal, quote.end)
    if not on_it and not _MEANWHILE.search(talk.normal, max(0, c.start - 6)):
        return {}
    if last.op == "freeze" and not c.kinds & {"dur", "point", "clock", "onset"}:
        held = {"to": tidy(last.params["at"] + last.params["duration"])} if "duration" in last.params else {}
        return {"from": last.params["at"]} | held
    if "to" not in last.params:
        return {}
    timed = c.kinds & {"dur", "point", "clock", "onset"} or last.op not in ("zoom", "speed", "blur", "reverse", "mute")
    return {} if timed else {key: last.params[key] for key in ("from", "to")}


_WISH_BEHIND = re.compile(r" ?[,:] (?:no|without|mute|blur|slow|speed|zoom|lower|turn|take|kill|drop|lose) ")


def leads_a_wish(c: Clause, talk: Talk) -> bool:
    """ "Between 0:10 and 0:20 only, no captions": where what follows is to hold."""
    bare = c.kinds <= {"range", "head", "tail", "only", "polite"} and c.tokens[-1].kind == "only"
    return bare and _WISH_BEHIND.match(talk.normal, c.end) is not None


_LASTING = re.compile(r"\b(?:duration|for|time|long|lasts?|stay)\b|时间|时长|停留|持续")


def lasts_so_long(c: Clause, talk: Talk) -> bool:
    """标题换成金色，时间延长到8秒: how long the title that was just changed is shown."""
    last, length = talk.latest(), c.find("dur")
    told = last is not None and last.op in ("title", "overlay") and last.clause == talk.clause_index - 1 and "to" not in last.params
    if not told or last is None or length is None or c.kinds - {"dur", "verb", "rel", "noun", "degree", "polite"}:
        return False
    if c.has("video", "all", "clip") or not _LASTING.search(talk.normal, c.start, length.start):
        return False
    start = float(last.params.get("from", talk.on_timeline.get(last.op, {}).get("from", 0)) or 0)
    last.params.update({"from": tidy(start), "to": tidy(start + float(length.value))})
    c.claim(*c.tokens)
    return True


def gone_for_a_part(c: Clause, talk: Talk) -> bool:
    """ "Hide the logo for the last 10 seconds", "no logo after 0:40": it is shown up to there, or from there on."""
    known = talk.known("overlay")
    denied = "neg" in c.kinds and not c.verb("remove", "keep", "move", "replace")
    if known is None or not (denied or (removing(c, talk) and "neg" not in c.kinds)):
        return False
    first, last = float(known.get("from", 0)), float(known.get("to", talk.end_s))
    stretch = span(c, talk, take=False)
    gone = leaves_at(c) if stretch is None or stretch[1] >= last else None
    if gone is None and stretch is not None and stretch[1] >= last:
        gone = stretch[0]
    back = stretch[1] if stretch is not None and stretch[0] <= first < stretch[1] < last else None
    if (gone is None or gone <= first) and back is None:
        return False
    shown = {"from": first, "to": gone} if back is None else {"from": back, "to": last}
    c.claim(*c.tokens)
    talk.emit("overlay", c, file=known["file"]).params.update({key: tidy(value) for key, value in shown.items() if value is not None})
    return True
