"""The word lists as look-up tables; each is loaded when a message first needs it."""

import re
from functools import cache
from typing import Any

from routing.stored import stored

DENSE = r"\u3040-\u30ff\u3400-\ud7a3"
"""Scripts whose words are not parted by blanks (Korean's endings stick to its words). Two ranges, since more take long to build."""

BORROWED = "XDKSnUVWpruJM"
"""Tags whose English words are also used in other languages in Latin letters."""

_ELIDED = "(?:[cdjlmnst]|qu)'"


@cache
def word_pattern(ascii_only: bool) -> re.Pattern[str]:
    """Cuts a text into words; letters of dense scripts come one by one. For ASCII there is a form that is ready sooner."""
    if ascii_only:
        return re.compile(rf"{_ELIDED}(?=[a-z])|[a-z0-9](?:['.:/-](?=[a-z0-9])|(?<=[0-9]),(?=[0-9])|[a-z0-9])*|\.\.+|\S|\n")
    inner = rf"[^\W_{DENSE}]"
    return re.compile(rf"[{DENSE}]|々|{_ELIDED}(?=[a-z])|{inner}(?:[\u0300-\u036f\u0900-\u0963]|['.:/-](?={inner})|{inner})*|\.\.+|\S|\n")


def is_dense(letter: str) -> bool:
    """Whether a letter belongs to a script whose words are looked up letter by letter."""
    return ("\u3040" <= letter <= "\u9fff" and not "\u3100" <= letter < "\u3400") or "\uac00" <= letter <= "\ud7a3"


class Lexicon:
    """Phrases of one language: `phrases` by their first word (spaced scripts), `stems`, and `dense` as they stand (dense scripts).

    A first word leads to its tag, or to `[its tag or "", {second word: [[size, {so many words behind, joined by blanks: tag}], …]}]`, the
    longest first.
    """

    __slots__ = ("dense", "longest", "openings", "phrases", "reach", "stems")

    def __init__(self, phrases: dict[str, Any], stems: dict[str, str], dense: dict[str, str], longest: int) -> None:
        self.phrases, self.stems, self.dense, self.longest = phrases, stems, dense, longest
        self.openings = {stem[:3] for stem in stems}
        self.reach: dict[str, int] = {}
        for phrase in dense:
            if len(phrase) > self.reach.get(phrase[0], 0):
                self.reach[phrase[0]] = len(phrase)


@cache
def lexicon(name: str) -> Lexicon:
    """The word list of one language; `borrowed` are the English words that are used in the middle of another language."""
    return Lexicon(*stored(name))
