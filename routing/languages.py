"""Which word lists a message needs: by its scripts, and among the languages in Latin letters by their small words."""

import re
import tomllib
from functools import cache
from importlib.resources import files

LATIN = ("en", "es", "pt", "fr", "de", "hinglish")
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}
_LETTERS = re.compile(r"(?:[cdjlmnst]|qu)'(?=[a-z])|[a-z]+(?:'[a-z]+)?")
_READ = 200
_MARKED = {"es": "ñ¿¡", "pt": "ãõ", "fr": "êèçœùàî", "de": "äöüß"}


@cache
def _weights() -> dict[str, dict[str, int]]:
    weights: dict[str, dict[str, int]] = {}
    for language, words in tomllib.loads((files("routing") / "words" / "small.toml").read_text("utf-8")).items():
        telling = words["telling"].split()
        for word in words["small"].split():
            weights.setdefault(word, {})[language] = 2 if word in telling else 1
    return weights


def word_lists(folded: str, original: str) -> tuple[str, ...]:
    """The lists to look words up in, the likeliest first."""
    scripts = tuple(name for name, script in _SCRIPTS.items() if script.search(folded))
    if scripts == ("zh",):
        scripts = ("zh", "ja")
    elif "ja" in scripts:
        scripts = tuple(name for name in scripts if name != "zh")
    if not re.search("[a-z]", folded):
        return scripts
    return scripts + (("en",) if scripts else latin(folded, original))


def latin(folded: str, original: str) -> tuple[str, ...]:
    """The likeliest language of a text in Latin letters, with English behind it; every one where nothing tells."""
    scores = dict.fromkeys(LATIN, 0)
    known = _weights()
    words = _LETTERS.findall(folded)[:_READ]
    for word in words:
        for name, weight in known.get(word, {}).items():
            scores[name] += weight
    for name, letters in _MARKED.items():
        if any(letter in original for letter in letters):
            scores[name] += 3
    best = max(LATIN, key=lambda name: scores[name])
    if scores[best] == 0:
        return LATIN if len(words) <= 3 else ("en",)
    return ("en",) if best == "en" else (best, "en")
