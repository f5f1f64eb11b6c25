"""Music told by any word at all: "something cinematic for music", "something dark underneath"."""

import re

from backend.director.clauses import Clause
from backend.director.ops_music import music_slots
from backend.director.talk import Talk

_FRAMED = re.compile(
    r"\bsomething (?:(?:a (?:bit|little)|much|way|more|less|else|different|like|really|very|quite) )*"
    r"(?P<mood>[a-z][a-z'-]+(?:,? (?:and )?(?!for\b|as\b|at\b|in\b|and\b|over\b|under|behind|throughout|please|to\b|with\b)[a-z'-]+){0,2})"
    r"(?P<as> (?:for|as)(?: the| my| some)?(?: background)? (?:music|soundtrack|score|track)"
    r"| (?:playing )?(?:underneath|in the background|under (?:it|that|the whole thing|my voice)|behind (?:it|my voice)))?"
)

_UNDERNEATH = re.compile(
    r"\b(?:put|lay|throw|stick|slip|add|have|play|with|want) (?:some|a bit of|a little) (?P<mood>[a-z][a-z'-]+(?: [a-z'-]+)?)"
    r"(?: playing)? (?:underneath|under (?:it|that|this|the whole thing|everything|my voice|the talk(?:ing)?)"
    r"|behind (?:it|this|my voice))\b"
)


def named_mood(c: Clause, talk: Talk) -> bool:
    """ "Something cinematic for music", "with something dark": where the talk is of music, any word is a mood."""
    if not talk.normal[c.start].isascii() or c.kinds & {"quote", "file", "range"}:
        return False
    found = _FRAMED.search(talk.normal, max(0, c.start - len("something a little ")), c.end)
    if found is None or found.end("mood") <= c.start:
        return _underneath(c, talk)
    said, last = talk.text[found.start("mood") : found.end("mood")], talk.latest()
    open_ = last is not None and last.op == "music" and not last.params.keys() & {"mood", "file"} and last.clause == talk.clause_index - 1
    if open_ and last is not None and not c.noun("music"):
        last.params |= {"mood": said} | music_slots(c, talk)
    elif found["as"]:
        talk.emit("music", c, mood=said, **music_slots(c, talk))
    else:
        return False
    c.claim(*c.tokens)
    return True


def _underneath(c: Clause, talk: Talk) -> bool:
    """ "Put some dixieland underneath": what nothing else is known of, and lies under the rest, is music."""
    found = _UNDERNEATH.search(talk.normal, c.start)
    strange = {t.start for t in c.tokens if t.kind in ("word", "mood")}
    if found is None or found.start() > c.start or found.start("mood") not in strange or c.noun("caption", "title", "logo", "image"):
        return False
    talk.emit("music", c, mood=talk.text[found.start("mood") : found.end("mood")], **music_slots(c, talk))
    c.claim(*c.tokens)
    return True
