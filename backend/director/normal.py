"""One form for every text, character for character, so that a place in the normal form is the same place in what the user typed.

Full-width forms become ASCII, traditional characters simplified ones, capitals small letters. Nothing is inserted or removed.
"""

import re
from functools import cache

from backend.director.hant import PAIRS

CONSIDERED = 4000
"""Characters of a message that are read; an instruction is never longer, a pasted file is."""

_FORMS = {
    "　": " ",
    "’": "'",
    "‘": "'",
    "–": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "：": ":",
    "。": "。",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u200b": " ",
    "\ufeff": " ",
    "％": "%",
    "×": "x",
}


_MEANT = {"唔好": "不要", "唔使": "不用", "唔洗": "不用", "唔需": "不需", "淨係": "只是", "净系": "只是"}
_CANTONESE = re.compile("|".join(_MEANT))


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(a): b for a, b in zip(PAIRS[::2], PAIRS[1::2], strict=True)}
    table |= {ord(a): b for a, b in _FORMS.items()}
    return table


def normal(text: str) -> str:
    """`text` in the normal form, of the same length."""
    if "唔" in text or "淨係" in text or "净系" in text:
        text = _CANTONESE.sub(lambda found: _MEANT[found[0]], text)
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered if lowered.isascii() else lowered.translate(_table())
