"""The small change of the ASS format: literal text, colours, times. Pure."""

import re
from collections.abc import Callable

from backend.engine.fontface import Face
from backend.engine.fonts import FontChoice

WORD_JOINER = "\u2060"
COLORS = {
    "white": "FFFFFF", "black": "000000", "red": "FF3B30", "green": "34C759", "blue": "2F7BFF", "yellow": "FFD60A", "orange": "FF9500",
    "purple": "AF52DE", "pink": "FF5FA2", "cyan": "32D5E6", "gray": "9A9AA0", "grey": "9A9AA0", "gold": "E8B923", "silver": "C7CBD1",
    "brown": "A2703A", "navy": "1D3A8A", "teal": "0FA3A3", "lime": "B6F000", "magenta": "FF2FD0", "violet": "8F5BFF", "turquoise": "2FD6C3",
    "beige": "EFE3C8", "cream": "FFF6DC", "maroon": "8E1B2E", "coral": "FF7F5C", "mint": "A6F0CF", "indigo": "5856D6", "salmon": "FF8C7A",
    "amber": "FFC02E", "olive": "8A8B2A", "lavender": "C9B6FF", "sky": "7CC7FF", "skyblue": "7CC7FF",
}  # fmt: skip
"""RRGGBB by English name, chosen to stand out over a picture rather than to be the web's."""


def rgb(color: str) -> str:
    """RRGGBB of a name ("dark red" counts as red), `#rgb` or `#rrggbb`; white for anything else."""
    name = color.strip().lower()
    if match := re.fullmatch(r"#?([0-9a-f]{6})", name):
        return match[1].upper()
    if match := re.fullmatch(r"#([0-9a-f]{3})", name):
        return "".join(letter * 2 for letter in match[1]).upper()
    return next((COLORS[word] for word in (name.replace(" ", ""), *name.split()[::-1]) if word in COLORS), "FFFFFF")


def bgr(color: str, alpha: int = 0) -> str:
    """The colour as a style field; alpha 0 (solid) to 255."""
    value = rgb(color)
    return f"&H{alpha:02X}{value[4:]}{value[2:4]}{value[:2]}"


def tint(color: str) -> str:
    """The colour as an override in the text."""
    return f"{{\\1c&H{bgr(color)[4:]}&}}"


def is_dark(color: str) -> bool:
    """Letters of this colour need a light edge."""
    value = rgb(color)
    red, green, blue = (int(value[n : n + 2], 16) for n in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 60


def literal(text: str) -> str:
    """Text that libass shows as it is: braces escaped, no backslash that could begin a command, line breaks as its own."""
    safe = text.replace("\\", f"\\{WORD_JOINER}").replace("{", "\\{").replace("}", "\\}")
    return re.sub(r"\r\n|[\r\n\u2028\u2029]", r"\\N", safe)


def drawn(text: str, font: FontChoice, em_px: float, piece: Callable[[str], str] = literal) -> str:
    """Literal text, with the font named for stretches that the main one lacks (same size of letters)."""
    parts = []
    for face, stretch in font.runs(text):
        shown = piece(stretch)
        parts.append(shown if face is font.face else f"{_named(face, em_px)}{shown}{_named(font.face, em_px)}")
    return "".join(parts)


def _named(face: Face, em_px: float) -> str:
    return f"{{\\fn{face.family}\\fs{em_px / face.em_share:.1f}}}"


def stamp(seconds: float) -> str:
    """H:MM:SS.cc."""
    centis = max(0, round(seconds * 100))
    return f"{centis // 360000}:{centis // 6000 % 60:02}:{centis // 100 % 60:02}.{centis % 100:02}"
