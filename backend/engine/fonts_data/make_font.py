"""Makes the two bundled fonts, each a part of a free font under a name of its own: the renderer takes this file and no other version.

    python -m backend.engine.fonts_data.make_font NotoSansCJK-Bold.ttc DejaVuSans-Bold.ttf

`VideoJobsSans.otf`, from Noto Sans CJK SC Bold: Latin, Greek, Cyrillic, punctuation, arrows and symbols, kana, full-width forms, hanzi
(GB 2312, Big5 level 1 and the simpler half of level 2, JIS X 0208, letters common in names), hangul (KS X 1001).
`VideoJobsLatin.ttf`, from DejaVu Sans Bold: the accents and letters of the other European languages, Hebrew, Arabic, more symbols.
Hints and vertical layout are left out. The licences lie beside them.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
REGION = "Noto Sans CJK SC"
NAMES = "喆堃镕赟祎骉昇珺翀琤翯垚囍犇淼鑫玥煊璟祺甯燚垟圳浬啰咗嘅嚟唔佢冇咁啲嗰"
"""Hanzi outside the sets that people's names, places and spoken Cantonese need."""
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x180, 0x24F), (0x250, 0x36F), (0x370, 0x3FF), (0x400, 0x52F),
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x20CF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x257F), (0x2580, 0x25FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF),
    (0x3000, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F), (0x3130, 0x318F), (0x31F0, 0x31FF), (0x3200, 0x32FF),
    (0x3380, 0x33DF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
)  # fmt: skip
WIDE = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F),
    (0x5B0, 0x5F4), (0x600, 0x6FF), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x20CF), (0x2100, 0x23FF),
    (0x2500, 0x27BF), (0x2900, 0x297F), (0x2B00, 0x2BFF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC),
)  # fmt: skip


def table(codec: str, rows: tuple[int, int], cells: tuple[int, int]) -> set[int]:
    """The code points of a two-byte character set between the given lead and trail bytes."""
    found: set[int] = set()
    for row in range(rows[0], rows[1] + 1):
        for cell in range(cells[0], cells[1] + 1):
            found.update(map(ord, bytes((row, cell)).decode(codec, errors="ignore")))
    return found


def every(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def letters() -> set[int]:
    """Every code point the first font shall have, where the original has it."""
    wanted = every(RANGES) | set(map(ord, NAMES))
    wanted |= table("gb2312", (0xA1, 0xF7), (0xA1, 0xFE))
    wanted |= table("big5", (0xA1, 0xDF), (0x40, 0xFE))
    wanted |= table("euc_jp", (0xA1, 0xF4), (0xA1, 0xFE))
    wanted |= table("euc_kr", (0xA1, 0xC8), (0xA1, 0xFE))
    return wanted - {0xFFFD, *range(0x7F, 0xA0)}


def original(file: Path) -> TTFont:
    """The simplified Chinese face of the collection."""
    for face in TTCollection(str(file), lazy=True).fonts:
        if str(face["name"].getDebugName(4)).startswith(REGION):
            return face
    raise SystemExit(f"{file} has no {REGION}")


def rename(font: TTFont, family: str) -> None:
    """Gives the font its own family, keeping copyright and licence."""
    short = family.replace(" ", "")
    kept = {record.nameID: str(record) for record in font["name"].names if record.nameID in (0, 13, 14)}
    own = {1: family, 2: "Bold", 3: f"{family} Bold 1", 4: f"{family} Bold", 5: "Version 1.000", 6: f"{short}-Bold"}
    font["name"].names = []
    for number, text in sorted((kept | own).items()):
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [f"{short}-Bold"]
        top[0].FullName, top[0].FamilyName = f"{family} Bold", family


def make(font: TTFont, wanted: set[int], features: list[str], family: str) -> None:
    """Writes the part of `font` with the `wanted` letters; the same input gives the same bytes."""
    options = Options(hinting=False, layout_features=features, layout_scripts=["*"], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font, family)
    font.recalcTimestamp = False
    font.save(str(HERE / f"{family.replace(' ', '')}.{'otf' if 'CFF ' in font else 'ttf'}"))


if __name__ == "__main__":
    make(original(Path(sys.argv[1])), letters(), ["kern", "mark", "mkmk"], "Video Jobs Sans")
    shaping = ["kern", "mark", "mkmk", "ccmp", "liga", "rlig", "init", "medi", "fina", "isol", "locl"]
    make(TTFont(sys.argv[2]), every(WIDE), shaping, "Video Jobs Latin")
