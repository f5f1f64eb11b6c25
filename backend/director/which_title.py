"""Which of several texts on the screen is meant: "the second title", "both titles", "the title at the end", 片尾那个标题."""

import re

from backend.director.clauses import Clause
from backend.director.normal import normal
from backend.director.numbers import number_at
from backend.director.partly_gone import shown
from backend.director.slots import tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_EVERY = re.compile(r"\b(?:both|all|each|every)\b|两个|所有|全部|都")
_NUMBERED = re.compile(r"(?:'s| |的|那|这|一|个|条|行|title|one|text|标题|文字|字)*")


def meant(c: Clause, talk: Talk) -> list[Params]:
    """Those of several titles of the timeline that the clause names; none where it names none or there is one."""
    there = shown("title", talk)
    if len(there) < 2 or talk.latest("title", "remove_title"):
        return []
    title = next((t for t in c.tokens if t.kind == "noun" and t.name == "title"), None)
    word = talk.word(title) if title is not None else ""
    if title is not None and (one := _told_apart(c, talk, title, there)):
        return one
    if (called := _called(c, talk, there)) is not None:
        return [called]
    if word.endswith("titles") or _EVERY.search(talk.normal, c.start, c.end):
        c.claim(*c.all("noun", "all"), *c.all("rel", "each"))
        return there
    number = c.find("ord") or _counted(c, talk)
    if number is not None:
        place = int(number.value) if number.kind == "ord" else 1 if number.name == "first" else -1
        c.claim(number)
        return [there[place - 1 if place > 0 else place]] if 1 <= place <= len(there) or -len(there) <= place < 0 else []
    first, last = c.find("noun", "start") or c.find("rel", "from_start"), c.find("noun", "end") or c.find("rel", "from_end")
    before = talk.normal[: title.start].rstrip() if title is not None else ""
    last_word = before.rsplit(" ", 1)[-1]
    opens = word.startswith(("opening", "intro")) or last_word.endswith(("opening", "intro", "start", "片头", "开头"))
    closes = word.startswith(("closing", "end", "outro", "final"))
    closes = closes or last_word.endswith(("closing", "end", "ending", "outro", "final", "片尾", "结尾"))
    by_time = sorted(there, key=lambda one: float(one.get("from", 0)))
    if opens or closes:
        c.claim(first, last)
        return by_time[:1] if opens else by_time[-1:]
    if bool(first) == bool(last) or c.verb("move", "start_at", "end_at", "add") or c.kinds & {"dur", "point", "clock"}:
        return []
    c.claim(first, last)
    return by_time[:1] if first else by_time[-1:]


_WORDS = re.compile(r"[a-z0-9]{3,}|[\u4e00-\u9fff]{2,}")
_COMMON = {"the", "and", "our", "your", "title", "text", "one", "for", "with", "first", "second", "last", "end", "标题", "文字"}


def _called(c: Clause, talk: Talk, there: list[Params]) -> Params | None:
    """ "The text about the farm", 农场那个标题: the only one with a word of the clause in it."""
    start = max(talk.normal.rfind(mark, 0, c.start) for mark in ",.;!?，。；\n") + 1
    stop = re.search(r"[,.;!?，。；\n]|$", talk.normal[c.end :])
    said = talk.normal[start : c.end + (stop.start() if stop else 0)]
    named = [one for one in there if any(word in said for word in _WORDS.findall(normal(str(one["text"]))) if word not in _COMMON)]
    return named[0] if len(named) == 1 else None


def numbered_title(c: Clause, talk: Talk) -> None:
    """ "Of the two titles, take away the second": an ordinal right behind the titles means one of them, not a clip."""
    number, there = c.find("ord"), shown("title", talk)
    spoken = talk.topic is not None and talk.topic.name == "title" and c.start - talk.topic.end < _NEAR
    if number is None or not spoken or len(there) < 2 or not c.verb("remove"):
        return
    if c.kinds & {"range", "head", "tail", "quote", "dur", "point"}:
        return
    place = int(number.value)
    clip = re.search(r"clip|片段|视频|段", talk.normal[c.start : c.end])
    if clip is not None or not (1 <= place <= len(there) or -len(there) <= place < 0):
        return
    c.claim(*c.tokens)
    talk.emit("remove_title", number, text=there[place - 1 if place > 0 else place]["text"])


_NEAR = 30
"""Letters between the titles and the ordinal."""
_BUT = re.compile(r"除了?第(\d|[一二三四五六七八九])[个条行]?[^,，。]{0,4}(?:以外|之外)?[,， ]*$")
_NEXT_TO_IT = re.compile(r" ?(?:的|处|那里|那|这|个|条|行|一)*")
_SHOWN_AT = re.compile(r" ?(?:(?:that|which) )?(?:(?:appears|comes up|comes in|shows up|pops up|starts|begins|is shown|is) )?(?:at )?$")


def _told_apart(c: Clause, talk: Talk, title: Token, there: list[Params]) -> list[Params]:
    """All but one, the one in the middle, the one that is shown at a moment."""
    if (spared := c.find("rel", "except")) and (number := c.find("ord") or c.find("rel", "first", "last")):
        c.claim(spared, number, *c.all("noun", "all"))
        place = int(number.value) if number.kind == "ord" else 1 if number.name == "first" else -1
        spared_one = there[place - 1 if place > 0 else place] if -len(there) <= place <= len(there) and place else None
        return [one for one in there if one is not spared_one]
    if c.noun("rest") and (said := _BUT.search(talk.normal, 0, c.start)):
        kept = number_at(said[1], 0)
        c.claim(*c.all("noun", "rest", "all"))
        return [one for place, one in enumerate(there, 1) if kept is None or place != int(kept[0])]
    before = next(
        (
            t
            for t in reversed(c.tokens)
            if t.end <= title.start and t.kind in ("place", "dur", "point", "clock", "noun") and t.name != "pronoun"
        ),
        None,
    )
    beside = before is not None and _NEXT_TO_IT.fullmatch(talk.normal, before.end, title.start) is not None
    if before is not None and beside and before.name in ("center", "middle") and len(there) % 2:
        c.claim(before)
        return [sorted(there, key=lambda one: float(one.get("from", 0)))[len(there) // 2]]
    moment = before if beside and before is not None and before.kind in ("dur", "point", "clock") and before.start < title.start else None
    after = next((t for t in c.tokens if t.start >= title.end and t.kind in ("point", "clock")), None)
    if moment is None and after is not None and c.verb("remove") and _SHOWN_AT.fullmatch(talk.normal, title.end, after.start):
        moment = after
    if moment is None:
        return []
    shown_then = [one for one in there if float(one.get("from", 0)) <= moment.value < float(one.get("to", talk.end_s))]
    if len(shown_then) == 1:
        c.claim(moment)
    return shown_then if len(shown_then) == 1 else []


def _counted(c: Clause, talk: Talk) -> Token | None:
    """ "The last title", 最后那个标题: first or last right before the title."""
    edge = next((t for t in c.tokens if t.kind == "rel" and t.name in ("first", "last") and id(t) not in c.used), None)
    title = next((t for t in c.tokens if t.kind == "noun" and t.name == "title"), None)
    if edge is None or title is None:
        return None
    stands_in = title.start < edge.start or title.end <= edge.end
    between = talk.normal[edge.end : title.start] if not stands_in else talk.normal[edge.end : edge.end + 4]
    return edge if _NUMBERED.fullmatch(between) or (stands_in and between.startswith((" one", "那个", "一个", "个"))) else None


_IT = re.compile(r"\b(?:it|that|this|them)\b|它|那个")


def starts_then(c: Clause, talk: Talk, onset: Token) -> bool:
    """ "Start it at 0:10 instead" right after a title: that comes then, for as long as before."""
    newest = next(iter(reversed(talk.on_timeline)), "")
    key = {"title": "text", "overlay": "file"}.get(newest, "")
    if not key or talk.found or talk.topic or not _IT.search(talk.normal, c.start, c.end) or c.noun("video", "clip"):
        return False
    known = talk.on_timeline[newest]
    last = {"to": tidy(onset.value + float(known["to"]) - float(known.get("from", 0)))} if "to" in known else {}
    c.claim(*c.tokens)
    talk.emit(newest, onset, **{key: known[key]}).params.update({"from": tidy(onset.value)} | last)
    return True
