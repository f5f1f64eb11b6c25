"""The phrase with which some backends end a turn that went well: it is dropped after a normal text, and held until that is known (R18)."""

import re

_PHRASE = "i encountered a temporary issue"
_LOOK = 200
_TAIL = 2_000
_SENTENCE = re.compile(r"(?:^|(?<=[.!?。！？\n]))[ \t]*+I encountered a temporary issue", re.IGNORECASE)
_END = re.compile(r"[.!?](?!\w)")
_MORE = 200
"""Characters that may follow the phrase's own sentence, such as the advice to try again."""


def is_noise(text: str) -> bool:
    """Whether a text begins as the phrase does."""
    return text[:_LOOK].lstrip().lower().startswith(_PHRASE)


def may_become_noise(text: str) -> bool:
    """Whether an unfinished text is the phrase so far."""
    start = text[:_LOOK].lstrip().lower()
    return is_noise(text) or (bool(start) and _PHRASE.startswith(start))


def without_tail(text: str) -> str:
    """A normal text without the phrase as its last sentence."""
    for found in _SENTENCE.finditer(text, max(0, len(text) - _TAIL)):
        if _is_last(text[found.end() :].rstrip()):
            return text[: found.start()].rstrip()
    return text


def _is_last(rest: str) -> bool:
    """Whether what follows the phrase is the end of its sentence and little more, on one line."""
    if "\n" in rest:
        return False
    stop = next((index for index, letter in enumerate(rest) if letter in ".!?"), None)
    return stop is None or (bool(_END.match(rest, stop)) and len(rest) - stop - 1 <= _MORE)
