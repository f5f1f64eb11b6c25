"""Lengths, deadlines and remarks beside a thing: no footage goes for them. Footage that is told of goes where that is said."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

Said = dict[str, Any]
FOUR = Scene(duration_s=120, clips=4, spans=((0, 30), (30, 60), (60, 90), (90, 120)))


def _said(text: str, scene: Scene = FOUR) -> list[Said]:
    return [edit.said() for edit in direct(text, scene).edits]


@pytest.mark.parametrize("text", [
    "make the title 5 seconds long", "the title should last 4 seconds", "shorten the title to 3 seconds", "trim the title to 5 seconds",
    "标题改成5秒", "把标题缩短到3秒", "export it in under 2 minutes", "render it in 30 seconds or less", "can you finish in under a minute",
    "get it done in 5 minutes", "i need this in 10 minutes", "send it to me within five minutes", "hurry up, 5 minutes left",
    "两分钟内导出", "五分钟之内给我", "10分钟后要用，快点", "save the last 10 seconds for the credits",
    "leave the last 5 seconds for our logo", "keep the final 8 seconds free for the end card",
    "leave 5 seconds at the end for the end card", "最后10秒留给字幕", "前5秒留给logo",
    "标题字太小了，放大", "the logo is too small, make it bigger", "delete clip 2 but keep the audio",
    "lose the third clip but keep its sound",
    "第二段删掉但声音保留", "cut 0:10 to 0:20 but keep the sound of it", "remove the pauses between 0:40 and 1:10",
])
def test_no_footage_goes(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(("text", "edits"), [
    ("export it at under 2 minutes", [{"op": "duration", "to": 120}]), ("get it down to 30 seconds", [{"op": "duration", "to": 30}]),
    ("剪到两分钟以内给我", [{"op": "duration", "to": 120, "how": "cut"}]),
    ("save the last 10 seconds only", [{"op": "keep", "from": 110, "to": 120}]),
    ("cut the music down to 20 seconds", [{"op": "mute", "target": "music", "from": 20, "to": 120}]),
    ("after the title fades add music", [{"op": "music"}]),
    ("fade out the music after the title", [{"op": "fade", "target": "audio", "out": 1}]),
    ("throw away the first clip and put the last one in its place",
     [{"op": "delete_clip", "index": 1}, {"op": "move_clip", "index": -1, "to": 1}]),
    ("delete clip 3 and put clip 1 there", [{"op": "delete_clip", "index": 3}, {"op": "move_clip", "index": 1, "to": 3}]),
    ("a long gap from 0:40 to 0:52, take it out", [{"op": "cut", "from": 40, "to": 52}]),
    ("cut the pause between 0:40 and 0:52", [{"op": "cut", "from": 40, "to": 52}]),
    ("cut the part with no commentary from 0:20 to 0:40", [{"op": "cut", "from": 20, "to": 40}]),
    ("remove pauses of 1 to 2 seconds", [{"op": "trim_silence", "min_silence": 1}]),
    ("everything from 0:10 to 0:20 is garbage", [{"op": "cut", "from": 10, "to": 20}]),
    ("from 0:20 on everything is out of focus, cut that", [{"op": "keep", "from": 0, "to": 20}]),
    ("the last 10 seconds are upside down, remove them", [{"op": "trim", "end": 10}]),
    ("the first 10 seconds are too dark, brighten them", [{"op": "color", "brightness": 20, "from": 0, "to": 10}]),
    ("the part from 0:10 to 0:20 is too slow, speed it up", [{"op": "speed", "factor": 1.5, "from": 10, "to": 20}]),
    ("10秒到20秒太慢，加速", [{"op": "speed", "factor": 1.5, "from": 10, "to": 20}]),
    ("0:10 to 0:20 is too shaky, stabilize it", [{"op": "stabilize", "from": 10, "to": 20}]),
    ("the first 10 seconds are too dark, brighten the whole video", [{"op": "color", "brightness": 20}]),
])
def test_what_is_meant_is_done(text: str, edits: list[Said]) -> None:
    assert _said(text) == edits


def test_a_length_is_of_the_title_that_is_there() -> None:
    there = tuple(EDITS.validate_python([{"op": "title", "text": "Hello"}]))
    assert _said("make the title 5 seconds long", Scene(before=there)) == [{"op": "title", "text": "Hello", "from": 0, "to": 5}]
