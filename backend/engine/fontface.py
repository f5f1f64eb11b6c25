"""Fonts as the engine sees them: family, file, which letters it has and how wide they are. Read with fontTools, nothing is drawn here."""

import functools
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

OUTLINES = {"glyf", "CFF ", "CFF2"}
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


@dataclass(frozen=True)
class Face:
    """One face of a font file.

    `em_share` is the em per unit of an ASS font size: libass scales so that the Windows ascent and descent fill the size.
    """

    family: str
    file: Path
    number: int
    style: str
    em_share: float
    letters: frozenset[int]

    def width_em(self, text: str) -> float:
        """The advance of `text` in em, without kerning; a letter the face lacks counts as one em."""
        widths = _widths(self.file, self.number)
        return sum(widths.get(ord(letter), 1.0) for letter in text)


def _open(file: Path, number: int) -> TTFont:
    return TTFont(str(file), fontNumber=number if file.suffix.lower() in (".ttc", ".otc") else -1, lazy=True)


@functools.lru_cache(maxsize=8)
def _widths(file: Path, number: int) -> dict[int, float]:
    with _open(file, number) as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[glyph][0] / em for code, glyph in (font.getBestCmap() or {}).items()}


def _face(font: TTFont, file: Path, number: int) -> Face:
    names, os2, head = font["name"], font["OS/2"], font["head"]
    height = os2.usWinAscent + os2.usWinDescent or font["hhea"].ascent - font["hhea"].descent
    return Face(
        family=str(names.getDebugName(1)),
        file=file,
        number=number,
        style=str(names.getDebugName(2)),
        em_share=head.unitsPerEm / height,
        letters=frozenset(font.getBestCmap() or {}),
    )


def read(file: Path) -> list[Face]:
    """Every face of a font file that draws by outlines; an unreadable file has none."""
    try:
        several = file.suffix.lower() in (".ttc", ".otc")
        with file.open("rb") as data:
            fonts = TTCollection(data, lazy=True).fonts if several else [TTFont(data, lazy=True)]
            return [_face(font, file, number) for number, font in enumerate(fonts) if OUTLINES & set(font.keys())]
    except (TTLibError, OSError, KeyError, ValueError, AssertionError, ZeroDivisionError):
        return []


def folders() -> tuple[Path, ...]:
    """Where this system and this user keep fonts."""
    home, data = Path.home(), os.environ.get("XDG_DATA_HOME")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    own = (Path(data) if data else home / ".local/share") / "fonts"
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, home / ".fonts")


def _files(where: tuple[Path, ...]) -> Iterator[Path]:
    for folder in where:
        for root, _, names in os.walk(folder):
            yield from (Path(root) / name for name in sorted(names) if name.lower().endswith(SUFFIXES))


def _rank(face: Face) -> tuple[bool, bool, bool, bool, str]:
    """Sans before serif, upright before slanted, proportional before fixed, bold before the rest."""
    name = f"{face.family} {face.style}"
    slanted = "Italic" in name or "Oblique" in name
    return ("Mono" in name, "Serif" in name or "Math" in name, slanted, "Bold" not in name, name)


@functools.lru_cache(maxsize=4)
def installed(where: tuple[Path, ...]) -> tuple[Face, ...]:
    """All faces in the folders, best for captions first. Read once for each set of folders."""
    return tuple(sorted((face for file in _files(where) for face in read(file)), key=_rank))
