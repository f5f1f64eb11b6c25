"""When a word is said, by the lines and words of a transcript. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

from backend.draft.timeline import Cue
from backend.edit_sound import WordFacts

AROUND_S = 0.08
"""A tone begins so much before the word and ends so much after it: recognised times are good to about that."""
LOOSE_S = 0.25
"""The same where the place in a line is only reckoned from the letters."""
LEAST_S = 0.3

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def word_facts(cues: Mapping[str, Iterable[Cue]], word: str) -> WordFacts:
    """Where a word, or several in a row, is said in each media. Letters' case and marks around them do not count."""
    wanted = plain(word)
    ranges: dict[str, list[tuple[float, float]]] = {}
    approximate = False
    for media, lines in cues.items():
        for cue in lines:
            exact = list(_by_words(cue, wanted)) if cue.words else []
            found = exact or list(_by_letters(cue, wanted))
            approximate = approximate or bool(found and not exact)
            ranges.setdefault(media, []).extend((round(max(0.0, start), 3), round(end, 3)) for start, end in found)
    return WordFacts(ranges={media: spans for media, spans in ranges.items() if spans}, approximate=approximate)


def plain(text: str) -> str:
    """Small letters without marks, one space between words."""
    return " ".join("".join(letter if letter.isalnum() or letter in "'’" else " " for letter in text.casefold()).replace("’", "'").split())


def _by_words(cue: Cue, wanted: str) -> Iterator[tuple[float, float]]:
    """Neighbouring words that together are what is wanted."""
    words = [(start, end, plain(text)) for start, end, text in cue.words]
    gap = "" if _HAN.search(wanted) else " "
    for first in range(len(words)):
        said = ""
        for _, end, text in words[first:]:
            said = said + gap + text if said and text else said or text
            if said == wanted:
                yield _wide(words[first][0], end, AROUND_S)
            if len(said) >= len(wanted):
                break


def _by_letters(cue: Cue, wanted: str) -> Iterator[tuple[float, float]]:
    """The share of the line's letters before and in the word, as a share of the line's time."""
    line = plain(cue.text)
    alone = re.escape(wanted) if _HAN.search(wanted) else rf"(?<![\w']){re.escape(wanted)}(?![\w'])"
    for found in re.finditer(alone, line) if wanted else ():
        per_letter = (cue.end_s - cue.start_s) / max(1, len(line))
        start, end = _wide(cue.start_s + found.start() * per_letter, cue.start_s + found.end() * per_letter, LOOSE_S)
        yield max(cue.start_s, start), min(cue.end_s, end)


def _wide(start: float, end: float, around: float) -> tuple[float, float]:
    spare = max(around, (LEAST_S - (end - start)) / 2)
    return start - spare, end + spare

