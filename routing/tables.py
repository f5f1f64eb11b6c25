"""The word lists under `words/`, one file a language, as look-up tables; each is read once, when a message first needs it."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from routing.folding import fold

KEYS = {
    "export": "X", "fetch": "D", "give": "G", "want": "h", "product": "V", "it": "I", "place": "W", "device": "p", "post": "w",
    "account": "K", "money": "m", "amount": "k", "mine": "A", "status": "S", "contents": "n", "asked": "u", "view": "s", "done": "d",
    "upload": "U", "uploaded": "x", "edit": "E", "object": "O", "thing": "J", "quality": "r", "not": "N", "wait": "P", "keepgoing": "g",
    "whatever": "y", "before": "B", "after": "a", "question": "Q", "howto": "H", "pointer": "L", "operation": "l", "first": "F",
    "edited": "v", "raise": "i", "chat": "Z", "yes": "Y", "again": "R", "if": "c", "join": "&", "or": "j",
}  # fmt: skip
"""Key in a word list -> tag (the table in lexicon.py)."""

DENSE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Scripts whose words are not parted by blanks (Korean's endings stick to its words)."""

_ELIDED = "(?:[cdjlmnst]|qu)'"


@cache
def word_pattern(ascii_only: bool) -> re.Pattern[str]:
    """Cuts a text into words; letters of dense scripts come one by one. For ASCII there is a form that is ready sooner."""
    if ascii_only:
        return re.compile(rf"{_ELIDED}(?=[a-z])|[a-z0-9](?:['.:/-](?=[a-z0-9])|[a-z0-9])*|\.\.+|\S")
    inner = rf"[^\W_{DENSE}]"
    return re.compile(rf"[{DENSE}ー々]|{_ELIDED}(?=[a-z])|{inner}(?:[\u0300-\u036f\u0900-\u0963]|['.:/-](?={inner})|{inner})*|\.\.+|\S")


def is_dense(letter: str) -> bool:
    """Whether a letter belongs to a script whose words are looked up letter by letter."""
    return ("\u3040" <= letter <= "\u9fff" and not "\u3100" <= letter < "\u3400") or "\uac00" <= letter <= "\ud7a3"


@dataclass(slots=True)
class Lexicon:
    """Phrases of one language: by first word (spaced scripts), by stem, or as they stand (dense scripts)."""

    phrases: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    sizes: dict[str, list[int]] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    dense: dict[str, str] = field(default_factory=dict)
    longest: int = 0

    def only(self, tags: str) -> "Lexicon":
        """The phrases with these tags: what a second language may add to a first."""
        kept = {word: {rest: tag for rest, tag in entries.items() if tag in tags} for word, entries in self.phrases.items()}
        stems = {stem: tag for stem, tag in self.stems.items() if tag in tags}
        return Lexicon({word: entries for word, entries in kept.items() if entries}, {}, stems, self.dense, self.longest).settled()

    def enter(self, phrase: str, tag: str) -> None:
        """Adds one phrase; the first entry of a phrase wins."""
        if not phrase:
            return
        if is_dense(phrase[0]):
            self.dense.setdefault(phrase.replace(" ", ""), tag)
            self.longest = max(self.longest, len(phrase))
        elif phrase.endswith("*"):
            self.stems.setdefault(phrase[:-1], tag)
        elif phrase.isalnum():
            self.phrases.setdefault(phrase, {}).setdefault((), tag)
        else:
            first, *rest = word_pattern(phrase.isascii()).findall(phrase)
            self.phrases.setdefault(first, {}).setdefault(tuple(rest), tag)

    def settled(self) -> "Lexicon":
        """Itself, with the lengths of the phrases of each first word noted, the longest first."""
        self.sizes = {word: sorted({len(rest) for rest in entries}, reverse=True) for word, entries in self.phrases.items()}
        return self


BORROWED = "XDKSnUVWpruJM"
"""Tags whose English words are also used in other languages in Latin letters."""


@cache
def borrowed() -> Lexicon:
    """The English words that are used in the middle of another language."""
    return lexicon("en").only(BORROWED)


@cache
def lexicon(language: str) -> Lexicon:
    """The word list of one language."""
    data = tomllib.loads((files("routing") / "words" / f"{language}.toml").read_text("utf-8"))
    made = Lexicon()
    for key, text in data.items():
        for phrase in fold(text.replace("\n", "")).split("|"):
            made.enter(phrase.strip(), KEYS[key])
    if language == "en":
        _inflect(made)
    return made.settled()


def _inflect(english: Lexicon) -> None:
    """Adds `cropped`, `cropping` and the like for every one-word English edit."""
    for word in [word for word, entries in english.phrases.items() if entries.get(()) == "E" and len(word) > 3 and word.isalpha()]:
        stem = word.removesuffix("e")
        doubled = word + word[-1] if word[-1] in "bdgmnpt" and word[-2] in "aeiou" and word[-3] not in "aeiou" else word
        for form in (stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"):
            if form not in english.phrases:
                english.phrases[form] = {(): "v"}
