"""Praise asks for nothing; a polite question asks for what it names; a wish may come with a verdict."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

TITLE = {"op": "title", "text": "Harvest Fair"}


def asked(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of a message about a timeline with the edits `before`."""
    return [edit.said() for edit in direct(text, Scene(before=tuple(EDITS.validate_python(list(before))))).edits]


@pytest.mark.parametrize("text", [
    "love the captions", "the zoom turned out great",
    "thanks for the slow motion", "nice work on the crossfades", "I'm happy with the music",
    "my sister adores that vintage look", "the noise reduction works really well", "我很喜欢这个字幕", "转场很好看", "谢谢你加的音乐",
    "特写挺好的", "音乐做得真好", "降噪刚刚好",
])
def test_praise_asks_for_nothing(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(("text", "op"), [
    ("love the captions, now flip it horizontally", "flip"), ("I like it in black and white", "color"),
])
def test_a_wish_beside_praise_is_heard(text: str, op: str) -> None:
    assert [edit["op"] for edit in asked(text)] == [op]


@pytest.mark.parametrize(("text", "op"), [
    ("可以把视频倒放吗？", "reverse"), ("加个防抖好吗？", "stabilize"), ("把背景虚化怎么样？", "blur"), ("循环两遍行不行", "loop"),
    ("别忘了去掉口头禅", "remove_fillers"),
    ("why not mirror it?", "flip"), ("I'm after some subtitles", "captions"),
    ("it would look better stabilized", "stabilize"),
    ("a retro filter would be nice", "color"), ("the client would like it reversed", "reverse"),
])
def test_a_polite_wish_is_one(text: str, op: str) -> None:
    assert [edit["op"] for edit in asked(text)] == [op]


@pytest.mark.parametrize("text", [
    "字幕可以吗？", "剪辑得怎么样了？", "为什么要降噪？", "去掉片头之后怎么样？",
    "was the zoom hard to make?",
])
def test_a_question_is_none(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(("text", "change"), [
    ("make the text that says Harvest Fair yellow", {"color": "yellow"}),
    ("the line saying Harvest Fair should be smaller", {"size": "small"}),
    ("make the title I added blue", {"color": "blue"}),
])
def test_the_words_of_a_title_that_is_there_end_where_they_end(text: str, change: dict[str, Any]) -> None:
    assert asked(text, TITLE) == [TITLE | change]


@pytest.mark.parametrize(("text", "percent"), [("make it 40% louder", 140), ("make the voice 30% softer", 70)])
def test_a_comparison_is_reckoned_from_what_there_is(text: str, percent: float) -> None:
    assert [edit["percent"] for edit in asked(text)] == [percent]


@pytest.mark.parametrize("text", ["don't remove the title", "不要去掉字幕", "特写保持不变", "把字幕放大一点行不行"])
def test_what_is_to_stay_is_not_taken_away(text: str) -> None:
    edits = asked(text, {"op": "captions"}, TITLE, {"op": "zoom", "factor": 1.5, "from": 2, "to": 4})
    assert {edit["op"] for edit in edits} <= {"captions"}


@pytest.mark.parametrize(("text", "edits"), [
    ("那首歌音量15%", [{"op": "volume", "target": "music", "percent": 15}]), ("倒着放就可以了", [{"op": "reverse"}]),
    ("颜色太冷", [{"op": "color", "look": "warm"}]),
])
def test_what_is_set_or_complained_of_is_done(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, {"op": "music", "mood": "ska"}) == edits
