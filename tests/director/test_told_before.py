"""What a clause means by what was named just before it, and what it only says once more."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDIT

TITLES = ({"op": "title", "text": "Calle Mayor 12", "from": 0, "to": 5}, {"op": "title", "text": "Large garden", "from": 60, "to": 66})
SLOW = ({"op": "speed", "factor": 0.5, "from": 20, "to": 32}, {"op": "title", "text": "First dance"})
MADE = ({"op": "captions", "language": "zh"}, {"op": "flip", "axis": "horizontal"}, {"op": "blur", "target": "background"})
TITLE = ({"op": "title", "text": "早安"},)


def done(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    scene = Scene(duration_s=485, clips=5, before=tuple(EDIT.validate_python(one) for one in before))
    return [edit.said() for edit in direct(text, scene).edits]


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("of the two titles I have put, take away the second", TITLES, [{"op": "remove_title", "text": "Large garden"}]),
    ("我加的两个标题，第一个不要了", TITLES, [{"op": "remove_title", "text": "Calle Mayor 12"}]),
    ("the bride says the slow motion looks cheesy. Take that one back but leave the title", SLOW, [{"op": "undo", "what": "speed"}]),
    ("I've changed my mind about the filler words, undo that one only", ({"op": "remove_fillers"}, {"op": "denoise"}),
     [{"op": "undo", "what": "remove_fillers"}]),
    ("把标题换成粉色的嘛", TITLE, [{"op": "title", "text": "早安", "color": "pink"}]),
    ("标题换成浅蓝的", TITLE, [{"op": "title", "text": "早安", "color": "blue"}]),
])  # fmt: skip
def test_what_was_named_before_is_meant(text: str, before: tuple[dict[str, Any], ...], edits: list[dict[str, Any]]) -> None:
    assert done(text, *before) == edits


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("刚才那两步都不要了，撤回去", MADE, [{"op": "undo", "steps": 2}]),
    ("前8秒先别出音乐，静音", ({"op": "music", "mood": "轻松"},), [{"op": "mute", "target": "music", "from": 0, "to": 8}]),
    ("在1分40那里切一刀，切成两段", (), [{"op": "split", "at": 100}]),
])  # fmt: skip
def test_what_is_said_once_more_is_done_once(text: str, before: tuple[dict[str, Any], ...], edits: list[dict[str, Any]]) -> None:
    assert done(text, *before) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("get rid of 6:00 to 6:45 and I need it at 1080 for the intranet",
     [{"op": "cut", "from": 360, "to": 405}, {"op": "resolution", "height": 1080}]),
    ("Output at 2160, 30 fps", [{"op": "resolution", "height": 2160}, {"op": "fps", "rate": 30}]),
    ("black and white and put some dixieland underneath", [{"op": "color", "look": "bw"}, {"op": "music", "mood": "dixieland"}]),
    ("could you put a grey sofa in there so it looks staged?", []),
    ("帮我生成一段三角函数的动画插到最前面", []),
])  # fmt: skip
def test_bare_heights_music_underneath_and_what_cannot_be_done(text: str, edits: list[dict[str, Any]]) -> None:
    assert done(text) == edits
