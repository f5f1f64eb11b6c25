"""Whether something stands in the person's own words. Pure."""

import unicodedata


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
