"""The word lists under `words/` and the other TOML files -> the lines of `tables.tsv`. Used by the build only."""

import json
import tomllib
from pathlib import Path
from typing import Any

from routing.corpus import common
from routing.folding import table
from routing.tables import BORROWED, Lexicon, is_dense, word_pattern

KEYS = {
    "export": "X", "fetch": "D", "give": "G", "want": "h", "product": "V", "it": "I", "place": "W", "device": "p", "post": "w",
    "account": "K", "money": "m", "amount": "k", "mine": "A", "status": "S", "contents": "n", "asked": "u", "view": "s", "done": "d",
    "upload": "U", "uploaded": "x", "edit": "E", "object": "O", "thing": "J", "quality": "r", "not": "N", "wait": "P", "keepgoing": "g",
    "whatever": "y", "before": "B", "after": "a", "question": "Q", "howto": "H", "pointer": "L", "operation": "l", "first": "F",
    "edited": "v", "raise": "i", "chat": "Z", "yes": "Y", "again": "R", "if": "c", "join": "&", "or": "j",
}  # fmt: skip
"""Key in a word list -> tag (the table in lexicon.py)."""

_COMMON = 2500
"""So many words of the examples are made ready behind a chat's prompt: each stands in two lines of them at least."""

HERE = Path(__file__).parent


def build() -> bytes:
    """The contents of `tables.tsv`."""
    words = [path for path in sorted((HERE / "words").glob("*.toml")) if path.stem != "small"]
    values: dict[str, Any] = {path.stem: _stored(_lexicon(path)) for path in words}
    values["borrowed"] = _stored(_only(_lexicon(HERE / "words" / "en.toml"), BORROWED))
    values["small"] = _small(_toml("words/small.toml"))
    values["rules"] = _toml("rules.toml")["rule"]
    values |= {f"incoming.{name}": text.replace("\n", "") for name, text in _toml("incoming.toml").items()}
    values["folding"] = ["".join(map(chr, table())), "".join(table().values())]
    values["common"] = " ".join(common(_COMMON))
    lines = (f"{name}\t{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n" for name, value in values.items())
    return "".join(lines).encode()


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def _small(languages: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Word -> language -> how much it tells."""
    weights: dict[str, dict[str, int]] = {}
    for language, words in languages.items():
        telling = words["telling"].split()
        for word in words["small"].split():
            weights.setdefault(word, {})[language] = 2 if word in telling else 1
    return weights


def _lexicon(path: Path) -> Lexicon:
    made = Lexicon({}, {}, {}, 0)
    for key, text in tomllib.loads(path.read_text("utf-8")).items():
        for phrase in text.replace("\n", "").translate(table()).lower().split("|"):
            _enter(made, phrase.strip(), KEYS[key])
    if path.stem == "en":
        _inflect(made)
    return made


def _enter(made: Lexicon, phrase: str, tag: str) -> None:
    """Adds one phrase; the first entry of a phrase wins."""
    if not phrase:
        return
    if is_dense(phrase[0]):
        made.dense.setdefault(phrase.replace(" ", ""), tag)
        made.longest = max(made.longest, len(phrase))
    elif phrase.endswith("*"):
        made.stems.setdefault(phrase[:-1], tag)
    elif phrase.isalnum():
        made.phrases.setdefault(phrase, {}).setdefault("", tag)
    else:
        first, *rest = word_pattern(phrase.isascii()).findall(phrase)
        made.phrases.setdefault(first, {}).setdefault(" ".join(rest), tag)


def _inflect(english: Lexicon) -> None:
    """Adds `cropped`, `cropping` and the like for every one-word English edit."""
    for word in [word for word, entries in english.phrases.items() if entries.get("") == "E" and len(word) > 3 and word.isalpha()]:
        stem = word.removesuffix("e")
        doubled = word + word[-1] if word[-1] in "bdgmnpt" and word[-2] in "aeiou" and word[-3] not in "aeiou" else word
        for form in (stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"):
            if form not in english.phrases:
                english.phrases[form] = {"": "v"}


def _only(known: Lexicon, tags: str) -> Lexicon:
    """The phrases with these tags: what a second language may add to a first."""
    kept = {word: {rest: tag for rest, tag in entries.items() if tag in tags} for word, entries in known.phrases.items()}
    stems = {stem: tag for stem, tag in known.stems.items() if tag in tags}
    return Lexicon({word: entries for word, entries in kept.items() if entries}, stems, known.dense, known.longest)


def _stored(made: Lexicon) -> list[Any]:
    """Phrases of one word as a bare tag, longer ones by their second word, then by the number of words behind it, the longest first."""
    phrases: dict[str, Any] = {}
    for word, entries in made.phrases.items():
        longer: dict[str, dict[int, dict[str, str]]] = {}
        for (second, _blank, behind), tag in ((rest.partition(" "), tag) for rest, tag in entries.items() if rest):
            longer.setdefault(second, {}).setdefault(len(behind.split()), {})[behind] = tag
        ordered = {second: sorted(sizes.items(), reverse=True) for second, sizes in longer.items()}
        phrases[word] = [entries.get("", ""), ordered] if longer else entries[""]
    return [phrases, made.stems, made.dense, made.longest]
