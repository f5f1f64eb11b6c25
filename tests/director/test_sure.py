"""How sure a reading says it is, and which words it names as unread."""

import pytest

from backend.director import Scene, direct


@pytest.mark.parametrize(("plain", "strange", "unread"), [
    ("make it vertical", "make it vertical and frobnicate the gizmo by 7 percent", "frobnicate gizmo 7 percent"),
    ("trim the first 5 seconds", "trim the first 5 seconds and wobulate it by 40%", "wobulate"),
    ("加字幕", "加字幕，再把它嗖嗖地三分之一", "三分之一"),
])
def test_words_that_no_edit_took_are_named_and_make_it_less_sure(plain: str, strange: str, unread: str) -> None:
    clear, doubtful = direct(plain, Scene()), direct(strange, Scene())
    assert clear.unread == ()
    assert unread in " ".join(doubtful.unread)
    assert doubtful.confidence < clear.confidence - 0.05


@pytest.mark.parametrize("text", ["make it better", "hmm", "", "frobnicate", "12 34 56", "弄一下"])
def test_no_edit_is_never_said_with_the_certainty_of_a_plain_wish(text: str) -> None:
    assert 0 <= direct(text, Scene()).confidence < direct("mute it", Scene()).confidence
