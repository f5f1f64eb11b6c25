"""Whether a clause asks: 可以把字幕放大吗？ and 倒放怎么样？ do, as "can you …?" does; and whether one asked in vain."""

import re

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_MAY = re.compile("可以|能(?!够?[用看])|好$|行$|成$|帮|麻烦|请")
_ACTED = {
    "verb",
    "aspect_mode",
    "look",
    "aspect",
    "ratio",
    "cmp",
    "style",
    "motion",
    "pct",
    "factor",
    "dur",
    "height",
    "size",
    "colour",
    "place",
}
_HOW_ABOUT = ("怎么样", "如何", "咋样", "怎样", "是不是")
_AFTERWARDS = re.compile("(?:得|之后|以后|后|的话)$|效果")


def requests(clause: Clause, ask: Token, said: str) -> bool:
    """Whether a Chinese question is a polite wish: something is to be done, and behind it `ask`, whether that is all right.

    `said`: the text of the clause up to the end of that word.
    """
    if not clause.kinds & _ACTED or "neg" in clause.kinds:
        return False
    word, before = said[ask.start - ask.end :], said[: ask.start - ask.end]
    if word.startswith("吗"):
        return _MAY.search(before) is not None
    return word in _HOW_ABOUT and ask is clause.tokens[-1] and not _AFTERWARDS.search(before)


_DONE_OR_BETTER = re.compile(
    r"\W*(?:(?:was|were|has) |have (?:you|i|we|they) |what happens |would it be (?:better|ok|okay|fine|bad) |will it )[^.!;\n]*\?"
)


def wonders(clause: Clause, plain: str, start: int) -> bool:
    """ "Was clip 2 cut?", "what happens if I delete clip 3?": what is asked about is not wished. `start`: of the words of the clause."""
    first = clause.tokens[0]
    if first.kind == "ask" and first.end > first.start:
        return True
    return plain.find("?", start) >= 0 and _DONE_OR_BETTER.match(plain, start) is not None


_NOTHING_SAID = frozenset((
    "nice", "quick", "quickly", "good", "great", "perfect", "awesome", "pretty", "work", "happen", "snappy", "ready", "done",
    "fast", "right", "well", "proper", "best",
))


def unknown_make(clause: Clause, talk: Talk) -> bool:
    """ "… and make it dreamy", "turn it into a hologram": a wish for the whole in words that no edit read."""
    if not clause.verb("make") or not clause.has("pronoun", "video") or clause.joiner == "with":
        return False
    rest = [t for t in clause.tokens if t.kind in ("word", "mood", "genre") and talk.normal[t.start].isascii()]
    return any(talk.word(t) not in _NOTHING_SAID for t in rest)


_NAMED = {"range", "head", "tail", "ord", "part", "noun", "pct", "quote", "file"}


def wishes(clause: Clause) -> bool:
    """Whether a clause without an edit asked for one: it has a verb, or begins with a word that may be one."""
    if clause.tokens[0].kind == "word" and clause.joiner in ("", "stop", "then", "and", "numbered") and "neg" not in clause.kinds:
        return bool({t.kind for t in clause.tokens[1:]} & _NAMED)
    if "mood" in clause.kinds and clause.has("bit") and "neg" not in clause.kinds:
        return True
    return any(t.kind == "verb" and t.name not in ("export", "keep") for t in clause.tokens) and "neg" not in clause.kinds
