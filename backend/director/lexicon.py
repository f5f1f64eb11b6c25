"""The words of both languages as two tries: English by words, Chinese by characters.

The data are `lexicon_en.toml` and `lexicon_zh.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from backend.director.short_slips import SHORT_SLIPS
from backend.director.spelling import closest

WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_END = ""
_LEXEME = tuple[str, str]
_VOWELS = set("aeiou")


class Root(dict[str, Any]):
    """The first characters of a trie, each with what follows it.

    That is planted for the characters of a text, of which there are few, and by `root[character]`; an iteration meets all of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, list[Any]] = {}

    def add(self, phrase: str, lexeme: _LEXEME) -> None:
        """Another phrase. All are added before the first is looked up."""
        waiting = self._waiting.setdefault(phrase[0], [])
        waiting.append(phrase)
        waiting.append(lexeme)

    def plant(self, text: str) -> None:
        """What begins with the characters of the text."""
        if not text.isascii():
            for character in (self._waiting.keys() & set(text)) - self.keys():
                self[character]

    def __missing__(self, character: str) -> dict[str, Any]:
        if character not in self._waiting:
            raise KeyError(character)
        node = self[character] = dict[str, Any]()
        waiting = iter(self._waiting[character])
        for phrase, lexeme in zip(waiting, waiting, strict=True):
            _plant(node, phrase[1:], lexeme)
        self._waiting[character] = []
        return node

    def __iter__(self) -> Iterator[str]:
        return iter(self._waiting)


@dataclass
class Lexicon:
    """Both tries, the vocabulary for mending slips, and words that are right as they are."""

    english: dict[str, Any] = field(default_factory=dict)
    chinese: Root = field(default_factory=Root)
    words: set[str] = field(default_factory=set)
    keywords: dict[str, list[str]] = field(default_factory=dict)
    guarded: frozenset[str] = frozenset()
    mended: dict[str, str | None] = field(default_factory=dict)
    inflected: dict[str, list[str]] = field(default_factory=dict)

    def step(self, node: dict[str, Any], word: str) -> dict[str, Any] | None:
        """The English trie one word further, by the word itself or a base form of it."""
        found: dict[str, Any] | None = node.get(word)
        for form in self.base_forms(word):
            if form in node:
                other: dict[str, Any] = node[form]
                return other if found is None else _both(found, other)
        return found

    def base_forms(self, word: str) -> list[str]:
        """The base forms of a word that the vocabulary has; remembered."""
        if word not in self.inflected:
            if len(self.inflected) > 5000:
                self.inflected.clear()
            self.inflected[word] = [form for form in _base_forms(word) if form in self.words]
        return self.inflected[word]

    def mend(self, word: str) -> str | None:
        """The keyword that `word` is a slip of, or None. Remembered, since the same slips return."""
        if word not in self.mended:
            if len(self.mended) > 5000:
                self.mended.clear()
            self.mended[word] = self._mend(word)
        return self.mended[word]

    def _mend(self, word: str) -> str | None:
        if word in SHORT_SLIPS:
            return SHORT_SLIPS[word]
        if _DRAWN_OUT.search(word):
            short = (_DRAWN_OUT.sub(r"\1" * times, word) for times in (2, 1))
            return next((w for w in short if w in self.words), None)
        if len(word) < 4 or len(word) > 20 or word in self.guarded or any(form in self.guarded for form in _base_forms(word)):
            return None
        near = [k for first in {word[0], word[1]} for k in self.keywords.get(first, ())]
        return closest(word, near) or next((m for form in _base_forms(word) if len(form) > 3 and (m := closest(form, near))), None)


def _base_forms(word: str) -> list[str]:
    """Singular and infinitive candidates of an inflected English word, likeliest first."""
    forms: list[str] = []
    if word.endswith(("'s", "'d", "'m")):
        forms.append(word[:-2])
    if word.endswith(("ies", "ied")):
        forms.append(word[:-3] + "y")
    for ending in ("s", "es", "d", "ed", "ing"):
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        stem = word[: -len(ending)]
        forms.append(stem)
        if ending in ("ing", "ed"):
            forms.append(stem + "e")
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                forms.append(stem[:-1])
    return forms


def _both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two places of a trie as one; the first wins."""
    merged = dict(second)
    for key, value in first.items():
        merged[key] = _both(value, second[key]) if key in second and key != _END else value
    return merged


def _plant(trie: dict[str, Any], parts: list[str] | str, lexeme: _LEXEME) -> None:
    for part in parts:
        trie = trie.setdefault(part, {})
    trie.setdefault(_END, lexeme)


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("backend.director").joinpath(name).read_text(encoding="utf-8"))


def _entries() -> Iterator[tuple[str, str, list[str]]]:
    for name in ("lexicon_en.toml", "lexicon_zh.toml"):
        for kind, entries in _table(name).items():
            for lexeme, phrases in entries.items():
                yield kind, lexeme, [form for phrase in phrases for form in _spelled_out(phrase)]


def _spelled_out(phrase: str) -> list[str]:
    """The phrases that a pattern of alternatives stands for: (剪|切)(掉|了) are four."""
    if "(" not in phrase:
        return [phrase]
    parts = [part.strip("()").split("|") for part in _ALTERNATIVES.findall(phrase)]
    return ["".join(choice) for choice in product(*parts)]


_ALTERNATIVES = re.compile(r"\([^()]*\)|[^()]+")


PLAIN = "word"
"""The kind of a word that means nothing to an edit; a Chinese one keeps the characters in it from being read one by one."""


def _words(name: str) -> list[str]:
    return files("backend.director").joinpath(name).read_text(encoding="utf-8").split()


_NO_KEYWORDS = {"polite", "stop", "ask", "degree", "rel", "neg", "only"}


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    made = Lexicon()
    keywords: set[str] = set()
    for kind, lexeme, phrases in _entries():
        entry = kind, lexeme
        for phrase in phrases:
            if not phrase[0].isascii():
                made.chinese.add(phrase, entry)
                continue
            parts = phrase.replace("-", " ").replace("&", " ").split()
            _plant(made.english, parts, entry)
            made.words.update(parts)
            if kind not in _NO_KEYWORDS:
                keywords.update(p for p in parts if len(p) > 3 and p not in SHORT_SLIPS)
    for word in _words("right_words_zh.txt"):
        made.chinese.add(word, (PLAIN, PLAIN))
    for word in sorted(keywords):
        made.keywords.setdefault(word[0], []).append(word)
    made.guarded = frozenset(_words("right_words.txt")) | made.words
    return made
