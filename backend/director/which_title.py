"""Which of several texts on the screen is meant: "the second title", "both titles", "the title at the end", 片尾那个标题."""

import re

from backend.director.clauses import Clause
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
