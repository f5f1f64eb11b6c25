"""Which word lists a message needs: by its scripts, and among the languages in Latin letters by their small words."""

import re
from functools import cache
from typing import cast

from routing.stored import stored

LATIN = ("en", "es", "pt", "fr", "de", "hinglish")
_READ = 400
_FEW = 3
"""So many words may be of any language that nothing in them rules out."""

_MARKED = {"es": "ñ¿¡", "pt": "ãõêç", "fr": "êèçœùàî", "de": "äöüß"}


@cache
def _weights() -> dict[str, dict[str, int]]:
    return cast(dict[str, dict[str, int]], stored("small"))


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(r"(?:[cdjlmnst]|qu)'(?=[a-z])|[a-z]+(?:'[a-z]+)?")


def word_lists(folded: str, original: str) -> tuple[str, ...]:
    """The lists to look words up in, the likeliest first."""
    scripts = () if folded.isascii() else _scripts(folded)
    if scripts == ("zh",):
        scripts = ("zh", "ja")
    elif "ja" in scripts:
        scripts = tuple(name for name in scripts if name != "zh")
    if scripts and not any("a" <= letter <= "z" for letter in folded):
        return scripts
    return scripts + (("en",) if scripts else latin(folded, original))


def _scripts(folded: str) -> tuple[str, ...]:
    letters = set(folded)
    found = {
        "ja": any("\u3040" <= letter <= "\u30ff" for letter in letters),
        "ko": any("\uac00" <= letter <= "\ud7a3" for letter in letters),
        "hi": any("\u0900" <= letter <= "\u097f" for letter in letters),
        "zh": any("\u3400" <= letter <= "\u9fff" for letter in letters),
    }
    return tuple(name for name, here in found.items() if here)


def latin(folded: str, original: str) -> tuple[str, ...]:
    """The likeliest language of a text in Latin letters, with English behind it; every one where nothing tells."""
    scores = dict.fromkeys(LATIN, 0)
    known = _weights()
    words = _letters().findall(folded[:_READ])
    for tells in filter(None, map(known.get, words)):
        for name, weight in tells.items():
            scores[name] += weight
    for name, letters in _MARKED.items():
        if any(letter in original for letter in letters):
            scores[name] += 3
    best = max(LATIN, key=lambda name: scores[name])
    if scores[best] == 0:
        return LATIN if len(words) <= _FEW else ("en",)
    even = tuple(name for name in LATIN if scores[name] == scores[best])
    if len(even) > 1 and len(words) <= _FEW:  # "aperçu": so few words may as well be of the other
        return even if "en" in even else (*even, "en")
    return ("en",) if best == "en" else (best, "en")
