"""The phrase with which some backends end a turn that went well: it is dropped after a normal text, and held until that is known (R18)."""

import re

_PHRASE = "i encountered a temporary issue"
_LOOK = 200
_LAST_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?。！？\n]))[ \t]*I encountered a temporary issue[^.!?\n]*(?:[.!?](?!\w)[^\n]{0,200})?\s*\Z", re.IGNORECASE
)


def is_noise(text: str) -> bool:
    """Whether a text begins as the phrase does."""
    return text[:_LOOK].lstrip().lower().startswith(_PHRASE)


def may_become_noise(text: str) -> bool:
    """Whether an unfinished text is the phrase so far."""
    start = text[:_LOOK].lstrip().lower()
    return is_noise(text) or (bool(start) and _PHRASE.startswith(start))


def without_tail(text: str) -> str:
    """A normal text without the phrase as its last sentence."""
    return _LAST_SENTENCE.sub("", text).rstrip() if _PHRASE in text.lower() else text
