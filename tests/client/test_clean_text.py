"""Text from outside leaves everything behind that acts on a terminal, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.client.clean import CleanStream, clean, clean_line

HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\u180e\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
NASTY = st.text(
    st.sampled_from("\x1b[]P_^X\\\x07\x9b\x9d\x9c\x90;0m\r\n\t\x85\u2028\u202e\ufeff\u0301\ud800\U000e0041ab字🎬\u200d\ufe0f"), max_size=40
)


@pytest.mark.row("F59")
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\x1b[31mred\x1b[0m \x9b1mbold", "red bold"),
        ("\x1b]52;c;aGk=\x07x\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "xlink"),
        ("\x1b]0;title without an end", ""),
        ("\x1b]0;title\nnext line", "\nnext line"),
        ("\x1bPq\x1b\\a\x1b_x\x9cb\x1b^y\x07c\x90z\x9cd", "abcd"),
        ("\x1b(Ba\x1bcb\x1b", "ab"),
        ("\x00\x08\x7f\x84a\tb\n", "a\tb\n"),
        ("\u202egpj.exe\u2066\u200b\ufeff\U000e0041", "gpj.exe"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f क्\u200dष", "👨\u200d👩\u200d👧 ❤\ufe0f क्\u200dष"),
        ("a\ud800b", "a\ufffdb"),
        ("e" + "\u0301" * 30, "e" + "\u0301" * 8),
        ("完成 🎬 “quoted” – done…", "完成 🎬 “quoted” – done…"),
    ],
)  # fmt: skip
def test_sequences_go_and_words_stay(text: str, left: str) -> None:
    assert clean(text) == left


@pytest.mark.row("F59")
@given(NASTY)
def test_nothing_hostile_is_left_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert not HOSTILE.search(once)
    assert clean(once) == once
    assert len(once) <= len(text)


@pytest.mark.row("F59")
@given(NASTY, st.lists(st.integers(0, 40), max_size=6))
def test_a_text_in_fragments_is_cleaned_like_a_whole_one(text: str, cuts: list[int]) -> None:
    stream, shown, at = CleanStream(), "", 0
    for cut in [*sorted(cuts), len(text)]:
        shown += stream.feed(text[at:cut])
        at = max(at, cut)
    assert not HOSTILE.search(shown)
    if "\u0301" not in text:
        assert clean(text).startswith(shown) or clean(text).replace("\n", "").startswith(shown.replace("\n", ""))


@pytest.mark.parametrize("part", ["\x1b]", "\x1b[", "\x1b[0;", "e\u0301", "\x1bP\x1b", "\u202e"])
def test_a_megabyte_of_hostility_ends(part: str) -> None:
    assert len(clean(part * (1_000_000 // len(part)))) <= 1_000_000
    assert clean("\x1b]" + "x" * 1_000_000) == ""


def test_one_line_places_hold_one_line_of_limited_width() -> None:
    assert clean_line(" a\nb\tc\x1b[1m ") == "a b c"
    assert clean_line("字" * 20, 10) == "字字字字字…"
    assert clean_line("abcdef", 6) == "abcdef"
