"""What the first reply of a chat would wait for: every pattern, made one at a step, and no reply reads differently behind it."""

import asyncio
from pathlib import Path

import pytest

from agent.turn.gui import prepare, translate
from agent.turn.gui.cues import Cues, cues
from tests.agent.conversing import RUN, STATE, conversing, draft, project
from tests.scripted.server import F, Wait, fr

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


async def test_a_process_for_one_message_makes_them_while_the_backend_works(tmp_path: Path) -> None:
    cues.cache_clear()
    gate = asyncio.Event()
    states = [project(draft(), ["city.mp4"])]
    async with conversing(tmp_path, {RUN: [fr(Wait(gate), F("Trimmed."))], STATE: states}, ["sse"]) as talk:
        says = asyncio.create_task(talk.says("trim it"))
        for _turn in range(200_000):
            if "pronoun" in vars(cues("chinese")):
                break
            await asyncio.sleep(0)
        made = "pronoun" in vars(cues("chinese")) and "aimed" in vars(cues("english"))
        gate.set()
        await says
        assert talk.answer == "Trimmed."
    assert made
