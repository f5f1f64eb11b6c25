"""Crisper edges, and a tone over words."""

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.slots import percent, times, times_meant
from backend.director.talk import Talk


def sharpen(c: Clause, talk: Talk) -> None:
    """Sharpen the picture, by a percentage where one is said."""
    verb = c.find("verb", "sharpen")
    if verb is None or not wanted(c) or c.kinds & {"quote"} or c.noun("sound", "voice", "music", "contrast"):
        return
    if removing(c, talk) or c.verb("undo"):
        if "sharpen" in talk.on_timeline:
            c.claim(*c.tokens)
            talk.emit("undo", verb, what="sharpen")
        return
    c.claim(verb, *c.all("verb", "make", "add", "increase", "clean"), *c.all("noun", "picture", "video", "clip"), *c.all("degree"))
    amount = percent(c)
    graded = 50 if c.has("bit") else 200 if c.has("much") else None
    talk.emit("sharpen", verb, amount=amount if amount is not None else graded, **times_meant(c, talk)).guessed = amount is None


def bleep(c: Clause, talk: Talk) -> None:
    """A tone over a stretch of time; words alone can't be found, so a clause without a time stays unread."""
    verb = c.find("verb", "bleep")
    if verb is None or not wanted(c) or c.kinds & {"quote"}:
        return
    where = times(c, talk)
    if not where:
        point = c.find("point") or c.find("clock")
        if point is None:
            return
        where = {"from": point.value, "to": point.value + _WORD_S}
    c.claim(*c.tokens)
    talk.emit("bleep", verb, **where)


_WORD_S = 1.0
"""How long a tone is where only its moment was said."""
