"""Which of the person's words an edit is shown with, and which are told as left out."""

import pytest

from backend.director import Scene, direct


@pytest.mark.parametrize(("text", "words"), [
    ("captions but no music", ("captions",)), ("add captions, no music please", ("add captions",)),
    ("加字幕，不要音乐", ("加字幕",)), ("trim the first 3 seconds, but no title", ("trim the first 3 seconds",)),
])
def test_what_was_denied_is_not_among_the_words_of_an_edit(text: str, words: tuple[str, ...]) -> None:
    assert direct(text, Scene()).words == words


def test_a_detail_in_a_clause_of_its_own_is_among_them() -> None:
    assert direct("add captions, in yellow", Scene()).words == ("add captions, in yellow",)


@pytest.mark.parametrize(("text", "left"), [
    ("trim the silences and make it dreamy", ("make it dreamy",)),
    ("add captions and turn it into a hologram", ("turn it into a hologram",)),
    ("trim the silences and make it quick", ()), ("add captions and make it nice", ()), ("add music and make it dreamy", ()),
])
def test_a_wish_for_the_whole_in_unknown_words_is_told_as_left_out(text: str, left: tuple[str, ...]) -> None:
    assert direct(text, Scene()).not_understood == left
