"""What is on the timeline goes by its name, however that is said; what only sounds like it stays."""

from itertools import product
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

MADE: dict[str, tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]] = {
    "crop": ({"left": 12}, ("that crop", "the cropping"), ("裁剪", "那个裁切")),
    "speed": ({"factor": 1.5}, ("the speed change", "the fast motion"), ("加速", "那段快放")),
    "zoom": ({"factor": 1.4, "from": 3, "to": 5}, ("the zoom you added", "that punch-in"), ("特写", "刚才加的放大")),
    "flip": ({"axis": "horizontal"}, ("the mirror effect", "the flip"), ("镜像", "那个翻转")),
    "color": ({"look": "cool"}, ("the cold look", "that filter"), ("滤镜", "冷色调")),
    "fade": ({"target": "video", "out": 3}, ("the fade at the end", "that fade-out"), ("淡出", "结尾的淡出")),
    "overlay": ({"file": "crest.png"}, ("the logo", "crest.png"), ("水印", "右上角的logo")),
    "denoise": ({}, ("the noise reduction", "the denoising"), ("降噪", "去噪")),
    "music": ({"mood": "ska"}, ("the music", "that song", "the ska"), ("配乐", "背景音乐")),
    "captions": ({}, ("the subtitles", "those captions"), ("字幕", "下面的字幕")),
    "title": ({"text": "Night Market"}, ("the text that says Night Market", "the Night Market title"), ("标题", "“Night Market”那行字")),
}
GONE = {"music": "remove_music", "captions": "remove_captions", "title": "remove_title"}
ENGLISH = (
    "scrap {}", "{} can go now", "can {} go?", "I'd like {} gone please", "turn {} off", "how about removing {}?",
    "I'd rather have it without {}",
    "I don't like {} after all, so take it back but leave everything else", "keep everything except {}", "{}: get rid of it",
    "maybe drop {} because the teacher frowned", "could {} be removed?", "away with {}",
)
CHINESE = (
    "{}不要了", "把{}去掉吧", "{}还是算了", "不用{}了", "能不能把{}拿掉？", "我不喜欢{}，去掉", "除了{}，其他都保留", "{}太花哨了，删了吧",
    "要不把{}撤了",
)


def asked(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of a message about a timeline with the edits `before`."""
    return [edit.said() for edit in direct(text, Scene(before=tuple(EDITS.validate_python(list(before))))).edits]


@pytest.mark.parametrize("op", MADE)
def test_a_thing_goes_by_any_of_its_names(op: str) -> None:
    params, english, chinese = MADE[op]
    timeline = ({"op": "stabilize"}, {"op": op, **params}, {"op": "trim", "start": 2})
    wrong = {}
    for frame, name in (*product(ENGLISH, english), *product(CHINESE, chinese)):
        edits = asked(frame.format(name), *timeline)
        for edit in edits:
            edit.pop("text", None)
        if edits not in ([{"op": "undo", "what": op}], [{"op": GONE.get(op, "")}]):
            wrong[frame.format(name)] = edits
    assert not wrong


def test_two_things_go_in_one_breath() -> None:
    timeline = ({"op": "captions"}, {"op": "crop", "left": 4}, {"op": "music", "mood": "ska"})
    assert asked("drop the crop and the music, and mute it from 5 to 8 seconds", *timeline)[:2] == [
        {"op": "undo", "what": "crop"}, {"op": "remove_music"},
    ]
    assert asked("裁剪和字幕都不要了", *timeline) == [{"op": "undo", "what": "crop"}, {"op": "remove_captions"}]


@pytest.mark.parametrize("text", [
    "the captions can go at the top", "the crop should not go", "don't scrap the crop", "why was the crop removed?", "裁剪不要动",
])
def test_what_is_no_farewell_removes_nothing(text: str) -> None:
    ops = {edit["op"] for edit in asked(text, {"op": "captions"}, {"op": "crop", "left": 4})}
    assert not ops & {"undo", "remove_captions"}


def test_what_is_exchanged_is_not_taken_away() -> None:
    assert asked("去掉字幕，换成韩文的", {"op": "captions"}) == [{"op": "translate_captions", "language": "ko"}]
