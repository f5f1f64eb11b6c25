"""What was there before an effect comes back, what covers something moves away, and what was taken away returns."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

CAPTIONS, MUSIC = {"op": "captions"}, {"op": "music", "mood": "bossa nova"}
BADGE = {"op": "overlay", "file": "crest.png", "position": "top_left"}
HARBOUR = {"op": "title", "text": "Harbour Walk"}


def asked(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of a message about a timeline with the edits `before`."""
    return [edit.said() for edit in direct(text, Scene(duration_s=90, before=tuple(EDITS.validate_python(list(before))))).edits]


@pytest.mark.parametrize(("made", "texts"), [
    ({"op": "color", "look": "cool"}, ["natural colors again", "back to the normal colours?", "add captions and the original colours"]),
    ({"op": "volume", "target": "clip", "percent": 60}, ["original audio levels please", "give me the normal volume again"]),
    ({"op": "crop", "top": 8}, ["uncrop it", "un-crop the video please", "the original framing back", "别裁剪了", "画面不要裁了"]),
    ({"op": "blur", "target": "background"}, ["unblur the background", "stop blurring the background", "背景不要虚化了", "别模糊了"]),
    ({"op": "flip", "axis": "horizontal"}, ["un-mirror it", "don't flip it anymore", "别镜像了"]),
    ({"op": "reverse"}, ["unreverse the clip", "stop reversing it", "别倒着放了，还是正常放吧"]),
    ({"op": "zoom", "factor": 1.4}, ["unzoom please", "no need for zooming in", "不用放大了"]),
])  # fmt: skip
def test_what_an_effect_changed_comes_back(made: dict[str, Any], texts: list[str]) -> None:
    wrong = {
        text: edits for text in texts if {"op": "undo", "what": made["op"]} not in (edits := asked(text, made, {"op": "fps", "rate": 30}))
    }
    assert not wrong


@pytest.mark.parametrize("text", [
    "keep the original colours", "is that the original sound?", 'add a title saying "unblur it"', "don't blur the background", "别放大",
])  # fmt: skip
def test_what_asks_for_no_return_takes_nothing_back(text: str) -> None:
    made = {"op": "color", "look": "cool"}, {"op": "volume", "target": "clip", "percent": 60}, {"op": "zoom", "factor": 1.4}
    assert not any(edit["op"] == "undo" for edit in asked(text, *made))


@pytest.mark.parametrize(("text", "edit"), [
    ("the subtitles hide his hands, move them up", {"op": "captions", "position": "top"}),
    ("captions are right over the price, so please put them at the top", {"op": "captions", "position": "top"}),
    ("字幕遮住价格了，放到顶部", {"op": "captions", "position": "top"}),
    ("looks nice but the logo is blocking the clock, move it to the bottom right", BADGE | {"position": "bottom_right"}),
    ("水印挡住钟了，挪到右边", BADGE | {"position": "top_right"}),
    ("the title covers her face: shift it down", {**HARBOUR, "position": "bottom"}),
    ("标题压住人了，往下移", {**HARBOUR, "position": "bottom"}),
])  # fmt: skip
def test_what_covers_something_moves_not_what_is_covered(text: str, edit: dict[str, Any]) -> None:
    assert asked(text, CAPTIONS, BADGE, HARBOUR) == [edit]


@pytest.mark.parametrize("text", ["blur her face, then move the captions up", "挡住人脸"])
def test_a_face_that_is_to_be_covered_is_blurred(text: str) -> None:
    assert asked(text, CAPTIONS)[0] == {"op": "blur", "target": "region"}


@pytest.mark.parametrize(("text", "position"), [
    ("other corner", "bottom_right"), ("try it on the opposite side instead", "top_right"), ("换一边吧", "top_right"),
    ("换个角落", "bottom_right"), ("I'd prefer it bottom left", "bottom_left"), ("i prefer it top right actually", "top_right"),
])  # fmt: skip
def test_a_picture_goes_elsewhere_by_few_words(text: str, position: str) -> None:
    assert asked(text, BADGE) == [{"op": "overlay", "file": "crest.png", "position": position}]


def test_what_was_taken_away_returns() -> None:
    assert asked("bring it back", MUSIC, {"op": "remove_music"}) == [{"op": "undo", "what": "remove_music"}]
    assert asked("bring it back", MUSIC, {"op": "undo"}) == [{"op": "redo"}]


@pytest.mark.parametrize("text", ["drop the music and push what's left up 5 dB", "the music can go, then turn the rest up by 5 dB"])
def test_what_is_left_without_the_music_is_the_sound_of_the_clip(text: str) -> None:
    assert asked(text, MUSIC) == [{"op": "remove_music"}, {"op": "volume", "target": "clip", "db": 5}]


@pytest.mark.parametrize(("text", "edits"), [
    ("nothing past 1:05 should be in there", [{"op": "keep", "from": 0, "to": 65}]),
    ("add captions, nothing before 0:07 please", [CAPTIONS, {"op": "trim", "start": 7}]),
    ("change nothing after 1:05", []),
    ("2x for the first 10 seconds, nothing after 0:10 should be sped up", [{"op": "speed", "factor": 2, "from": 0, "to": 10}]),
])  # fmt: skip
def test_what_nothing_of_is_to_stay(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text) == edits
