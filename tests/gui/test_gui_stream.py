"""A reply in fragments: what is shown early is never half a direction, and is the beginning of what is shown in the end."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.turn.gui import GuiStream, translate

TEXT = "".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("crosscheck.tsv", "styles.tsv"))
LINES = [line.split("\t") for line in TEXT.splitlines() if not line.startswith("#")]


def fed(text: str, size: int) -> tuple[GuiStream, str]:
    stream = GuiStream()
    return stream, "".join(stream.feed(text[start : start + size]) for start in range(0, len(text), size))


@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_what_is_shown_early_is_the_beginning_of_the_end(size: int) -> None:
    for _language, _actions, _keep, drop, cell in LINES:
        text = cell.replace("\\n", "\n")
        stream, early = fed(text, size)
        shown = stream.close()
        assert shown == translate(text)
        assert shown.text.startswith(early.rstrip())
        assert not any(word.casefold() in early.casefold() for word in drop.split("|") if word)


def test_a_whole_sentence_is_shown_before_its_line_ends() -> None:
    stream = GuiStream()
    assert stream.feed("The title is in. ") == ""
    assert stream.feed("Now") == "The title is in."
    assert stream.feed(" click Export to") == ""
    assert stream.feed(" finish.\n") == "\n"
    assert stream.close().text == "The title is in."


def test_a_direction_is_held_back_letter_by_letter() -> None:
    _stream, early = fed("Please click the Export button now. It has 3 clips.", 1)
    assert "click" not in early
    assert "Please" not in early


def test_nothing_fed_is_nothing_shown() -> None:
    stream = GuiStream()
    assert stream.feed("") == ""
    assert stream.close().text == ""


@settings(deadline=None, max_examples=80)
@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_fragments_end_as_the_whole_text(fragments: list[str]) -> None:
    stream = GuiStream()
    for fragment in fragments:
        stream.feed(fragment)
    assert stream.close() == translate("".join(fragments))
