"""Which letters of a text must be drawn, which may be left out, and which package brings a script."""

import unicodedata
from collections.abc import Iterable

JOINERS = {0x200D, 0x20E3, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080), *range(0x1F3FB, 0x1F400)}
"""Signs that only shape an emoji: joiner, keycap, variation selectors, tags, skin tones."""

PICTURES = ((0x2300, 0x23FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FBFF))
"""Blocks of emoji and dingbats: not letters, so a text without them still says the same."""

SCRIPTS = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO")
PACKAGE_CJK = "fonts-noto-cjk"
PACKAGE = "fonts-noto-core"


def is_picture(letter: str) -> bool:
    """An emoji, or a code point that belongs to nobody: may be left out when no font has it."""
    code = ord(letter)
    return any(first <= code <= last for first, last in PICTURES) or unicodedata.category(letter) in ("Co", "Cn", "Cs") or code == 0xFFFD


def is_ink(letter: str) -> bool:
    """Something that a font must draw: no space, control or format sign, no part of an emoji sequence."""
    return unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and ord(letter) not in JOINERS


def ink(texts: Iterable[str]) -> set[int]:
    """The code points of `texts` that need a glyph, composed where possible."""
    return {ord(letter) for text in texts for letter in unicodedata.normalize("NFC", text) if is_ink(letter)}


def package(missing: Iterable[int]) -> str:
    """The Debian package with the script of most of the `missing` letters."""
    names = [unicodedata.name(chr(code), "").split(" ")[0] for code in missing]
    found = [PACKAGE_CJK if name in SCRIPTS else PACKAGE for name in names]
    return max(sorted(set(found)), key=found.count) if found else PACKAGE
