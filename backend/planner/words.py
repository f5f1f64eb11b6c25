"""Whether something stands in the person's own words. Pure."""

import unicodedata

SHOWN = 80
"""Letters of a model's words that a sentence shows."""


def folded(text: str) -> str:
    """Letters and digits alone, in one case and width."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def said(part: str, text: str) -> bool:
    """Whether `part` stands in `text`, whatever its case, spaces and punctuation. Nothing is nowhere."""
    wanted = folded(part)
    return bool(wanted) and wanted in folded(text)


def overlap(one: str, other: str) -> bool:
    """Whether either text holds the other."""
    return said(one, other) or said(other, one)


def plain(text: str) -> str:
    """Words of a model as they may be shown: one line of visible letters, not longer than a sentence needs."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
