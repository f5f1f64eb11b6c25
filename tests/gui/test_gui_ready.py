"""What the first reply of a chat would wait for: every pattern, made one at a step, and no reply reads differently behind it."""

import pytest

from agent.turn.gui import prepare, translate
from agent.turn.gui.cues import Cues

REPLIES = ("I cut 3 pauses. Click the Export button for the 4K file.", "字幕已加好。点击导出按钮即可。", "The intro is 4 s long.")


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_every_pattern_is_made_and_none_is_made_twice(language: str) -> None:
    made = Cues("english" if language == "english" else "chinese")
    steps = sum(1 for _step in made.build())
    assert steps > 30
    built = dict(vars(made))
    assert {"strong", "direction", "evidence", "nouns", "kinds"} <= set(built)
    assert sum(1 for _step in made.build()) == steps
    assert all(vars(made)[name] is value for name, value in built.items())


def test_a_reply_reads_the_same_before_and_after() -> None:
    before = [translate(reply) for reply in REPLIES]
    for _step in prepare():
        pass
    assert [translate(reply) for reply in REPLIES] == before
    assert before[0].actions == ("export",)
    assert "4K" in before[0].text
    assert before[2].text == REPLIES[2]
