"""A tone over a word, wherever it is said: "bleep the word 'damn'", 把“某词”哔掉."""

import re

from backend.director.clauses import Clause
from backend.director.slots import tidy, times
from backend.director.talk import Talk

_NAMED = re.compile(
    r"\bwords? (?:like |such as )?"
    r"(?P<en>(?!(?:that|which|when|at|in|on|of|over|from|every|each|is|are|they|he|she|i|we|you)\b)[a-z][\w'-]{0,30})"
    r"|把(?P<zh>[\u3400-\u9fff]{1,8}?)(?:这个|这两个|那个|的)?(?:词|字眼|字)(?:都|全部?|也)?(?:给)?(?:哔|消音|屏蔽)"
)
_A_WORD = re.compile(r"\bwords?\b|\b(?:say|says|said|every time|wherever|whenever)\b|[词字说讲]|提到")
_BEEP = re.compile(r"\W*(?:with )?(?:a |an )?(?:beep|bleep|tone)\b")
NEAR_S = 2.0
"""A word that is said at a moment is looked for so far around it."""
_LOUD = {"bleep"}
_QUIET = {"mute", "blur"}
"""Verbs that cover a word as well, where it is called one: "mute the word", "censor the word"."""


def bleep_word(c: Clause, talk: Talk, words: str, at: int) -> bool:
    """Read a clause as the wish to cover a word; False where it is none. `words`: its text from place `at` of the message on."""
    verbs = {t.name for t in c.tokens if t.kind == "verb"}
    quotes = [t for t in c.tokens if t.kind == "quote"]
    last = talk.latest()
    more = last is not None and last.op == "bleep" and "word" in last.params and c.joiner in ("and", "comma", "with")
    if more and not quotes and c.joiner == "with" and verbs == _LOUD:  # "censor “x” | with a beep"
        c.claim(*c.tokens)
        return True
    toned = verbs & _LOUD or (verbs & _QUIET and (_A_WORD.search(words) or _BEEP.match(talk.normal[at + len(words) :])))
    if not toned and not (more and quotes and not verbs):
        return False
    blurs = "blur" in verbs and "censor" not in words
    named = None if quotes or blurs else _NAMED.search(words)
    said = [str(t.value).strip() for t in quotes]
    if named:
        start, end = named.span("en" if named["en"] else "zh")
        said = [talk.text[at + start : at + end]]
    said = [one for one in said if one]
    if not said:
        return False
    point = c.find("point") or c.find("clock")
    where = {"from": max(0.0, tidy(point.value - NEAR_S)), "to": tidy(point.value + NEAR_S)} if point else times(c, talk)
    c.claim(*c.tokens)
    if "neg" in c.kinds:
        return True
    for place, word in enumerate(said):
        talk.emit("bleep", c.start + place, word=word, **where)
    return True
