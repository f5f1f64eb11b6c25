"""The question what has changed is answered with what was done, not with how it stands; and the language of an answer."""

from pathlib import Path

import pytest

from tests.agent.conversing import RUN, STATE, Conversation, conversing, draft, project, sequence
from tests.scripted.server import F, fr

BEFORE, AFTER = project(draft(), ["city.mp4"]), project(draft("Urban Dreams"), ["city.mp4"])
CHANGES = "Since the original:\n- Length: 0:10 → 0:08"


@pytest.mark.parametrize(("words", "language"), [
    ("'访谈 一 (final).mp4' 竖屏.mp4 \"片 段.mov\"", "en"), ("“访谈 一.mp4” make it square", "en"), ("访谈\\ 一.mp4", "en"),
    ("'my clip 1.mp4' 剪短一点", "zh"), ("it's 访谈.mp4, isn't it? 剪短", "en"), ("加上字幕", "zh"),
])
async def test_names_of_files_tell_nothing_of_the_language(tmp_path: Path, words: str, language: str) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("ok"))]}, ["sse"]) as talk:
        await talk.says(words)
        assert talk.agent.link.session.language == language


async def edited(talk: Conversation) -> None:
    await talk.says("add the title Urban Dreams")


@pytest.mark.parametrize(("words", "asked"), [
    ("what changed?", "what changed?"), ("show me what's changed", "what changed?"), ("what have you done so far?", "what changed?"),
    ("list the edits", "what changed?"), ("改了什么", "改了什么？"), ("到目前为止都做了哪些修改？", "改了什么？"),
    ("列出所有修改", "改了什么？"),
])
async def test_the_editor_on_this_computer_tells_its_changes(tmp_path: Path, words: str, asked: str) -> None:
    async with conversing(tmp_path, {RUN: [fr(F(CHANGES))], STATE: [AFTER]}, ["state"], backend="local") as talk:
        await talk.says(words)
        assert talk.answer == CHANGES
        (sent,) = talk.server.of(*RUN)
        assert sent.json["new_message"]["parts"] == [{"text": asked}]


@pytest.mark.parametrize("words", [
    "status", "did the edit work?", "how long is it now?", "is it done yet", "导出做到哪了", "现在多长", "what's on the timeline",
])
async def test_how_it_stands_is_told_without_a_message(tmp_path: Path, words: str) -> None:
    async with conversing(tmp_path, {STATE: [AFTER]}, ["state"], backend="local") as talk:
        await talk.says(words)
        assert "Urban Dreams" in talk.answer
        assert talk.server.count(*RUN) == 0


async def test_in_the_cloud_the_wishes_that_changed_it_are_named_and_nothing_is_sent(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("Title added."))], STATE: sequence(BEFORE, AFTER)}, ["sse"], ["state"]) as talk:
        await edited(talk)
        await talk.says("what changed?")
        assert "Asked for so far: add the title Urban Dreams." in talk.screen
        assert "Urban Dreams" in talk.answer
        assert talk.server.count(*RUN) == 1


async def test_of_an_empty_project_nothing_is_asked(tmp_path: Path) -> None:
    async with conversing(tmp_path, {}, ["state"], backend="local") as talk:
        await talk.says("what changed?")
        assert "empty" in talk.answer
        assert talk.server.count(*RUN) == 0
