"""The font for a text: bundled for English and Chinese on a bare machine, another where it must be, an error rather than boxes."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from backend.engine.fonts import DATA, FontChoice, GlyphError, choose, gather

NOWHERE: tuple[Path, ...] = ()


def bare(*texts: str) -> FontChoice:
    """The choice on a machine that has no fonts."""
    return choose(texts, where=NOWHERE)


def make_font(file: Path, family: str, letters: str) -> None:
    """A font whose every letter is a square."""
    names = [".notdef", *(f"u{ord(letter):05X}" for letter in letters)]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(str(file))


@pytest.mark.parametrize(
    "text",
    [
        "Weekly report: 20 % up, don’t panic — “yes”…",
        "今天我想给大家介绍一下这个页面，“所有的数字”都会自动更新！",
        "繁體中文與標點「符號」",
        "喆堃镕赟",
        "日本語のテスト",
        "한국어 자막",
    ],
)
def test_english_and_east_asian_texts_have_one_bundled_font(text: str) -> None:
    choice = bare(text)
    assert choice.family == "Video Jobs Sans"
    assert choice.others == ()
    assert choice.drawable(text) == text


@pytest.mark.parametrize(
    "text", ["Žluťoučký kůň", "Zażółć gęślą jaźń", "Größe, déjà vu, año", "Привет, мир", "Tiếng Việt rất đẹp", "Καλημέρα κόσμε"]
)
def test_other_european_languages_are_drawn_on_a_bare_machine(text: str) -> None:
    assert bare(text).drawable(text) == text


def test_a_word_that_the_main_font_lacks_is_drawn_whole_in_another() -> None:
    choice = bare("Žluťoučký kůň 你好")
    assert [(face.family, text) for face, text in choice.runs("你好, Žluť ok")] == [
        ("Video Jobs Sans", "你好, "),
        ("Video Jobs Latin", "Žluť "),
        ("Video Jobs Sans", "ok"),
    ]


def test_emoji_are_left_out_and_named() -> None:
    choice = bare("Done 🎬👍🏽 and 👨‍👩‍👧 ❤️ 1️⃣ ok")
    assert choice.drawable("Done 🎬👍🏽 and 👨‍👩‍👧 1️⃣ ok") == "Done and 1 ok"
    assert set("🎬👍👨👩👧") <= set(choice.dropped)
    assert "1" not in choice.dropped


def test_letters_that_no_font_has_are_an_error_with_the_package() -> None:
    with pytest.raises(GlyphError) as thai:
        bare("hello สวัสดี")
    assert set(thai.value.missing) == set("สวัดี")
    assert thai.value.package == "fonts-noto-core"
    with pytest.raises(GlyphError) as rare:
        bare("𠮷野家")
    assert (rare.value.missing, rare.value.package) == ("𠮷", "fonts-noto-cjk")


def test_a_font_of_the_system_is_taken_when_it_has_the_letters(tmp_path: Path) -> None:
    make_font(tmp_path / "thai.ttf", "Sample Thai", "สวัดี ")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    choice = choose(["สวัสดี"], where=(tmp_path,))
    assert (choice.family, choice.file) == ("Sample Thai", tmp_path / "thai.ttf")
    mixed = choose(["hello สวัสดี"], where=(tmp_path,))
    assert [face.family for face in (mixed.face, *mixed.others)] == ["Video Jobs Sans", "Sample Thai"]


def test_gather_puts_just_the_needed_files_into_a_folder(tmp_path: Path) -> None:
    choice = bare("Žluť 你好")
    folder = gather(choice, tmp_path / "fonts")
    gather(choice, tmp_path / "fonts")
    assert [file.read_bytes() == source.read_bytes() for file, source in zip(sorted(folder.iterdir()), choice.files, strict=True)] == [
        True,
        True,
    ]


def test_widths_come_from_the_font() -> None:
    choice = bare("你好 ab")
    assert choice.width_em("你好") == pytest.approx(2.0)
    assert 0.8 < choice.width_em("ab") < 1.4


def test_the_bundled_fonts_are_small_and_carry_their_licences() -> None:
    assert (DATA / "VideoJobsSans.otf").stat().st_size < 3_900_000
    assert "SIL OPEN FONT LICENSE" in (DATA / "OFL.txt").read_text(encoding="utf-8")
    assert "Bitstream" in (DATA / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")
