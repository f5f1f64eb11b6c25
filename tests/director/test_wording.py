"""Which of the person's words an edit is shown with."""

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
