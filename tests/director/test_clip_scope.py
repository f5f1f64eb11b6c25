"""An edit of one clip of several: only that clip is touched."""

import pytest

from backend.director import Scene, direct

THREE = Scene(duration_s=60, clips=3, spans=((0, 10), (10, 35), (35, 60)))


@pytest.mark.parametrize(("text", "op", "stretch"), [
    ("mute the second clip", "mute", (10, 35)), ("第二段静音", "mute", (10, 35)),
    ("speed up the third clip 2x", "speed", (35, 60)), ("最后一段两倍速", "speed", (35, 60)),
    ("play the first clip in reverse", "reverse", (0, 10)), ("第一段倒放", "reverse", (0, 10)),
    ("zoom in on clip 2 by 20%", "zoom", (10, 35)), ("blur the last clip", "blur", (35, 60)),
])
def test_the_clip_that_is_numbered_is_the_stretch(text: str, op: str, stretch: tuple[float, float]) -> None:
    [edit] = [one.said() for one in direct(text, THREE).edits]
    assert (edit["op"], edit["from"], edit["to"]) == (op, *stretch)


@pytest.mark.parametrize("text", ["delete the second clip", "move clip 3 to the front", "mute it", "第二段删掉"])
def test_what_is_done_to_a_clip_as_a_whole_needs_no_stretch(text: str) -> None:
    assert all("from" not in one.said() for one in direct(text, THREE).edits)


def _said(text: str, scene: Scene = THREE) -> list[dict[str, object]]:
    return [one.said() for one in direct(text, scene).edits]


@pytest.mark.parametrize(("text", "op", "stretch", "more"), [
    ("could the second clip be a bit lighter", "color", (10, 35), {"brightness": 10}),
    ("把第二个片段提亮一点", "color", (10, 35), {"brightness": 10}),
    ("first two clips in black and white", "color", (0, 35), {"look": "bw"}),
    ("前两段都改成黑白", "color", (0, 35), {"look": "bw"}), ("saturation of clip 3 down 40%", "color", (35, 60), {"saturation": -40}),
    ("lower clip 2 by 6 dB", "volume", (10, 35), {"target": "clip", "db": -6}),
    ("turn the last clip down a touch", "volume", (35, 60), {"target": "clip", "percent": 70}),
    ("第三段的音量降到40%", "volume", (35, 60), {"target": "clip", "percent": 40}),
    ("make the music softer during the second clip", "volume", (10, 35), {"target": "music"}),
    ("sharpen the first clip", "sharpen", (0, 10), {}), ("steady the last clip, it is shaky", "stabilize", (35, 60), {}),
    ("rotate the second clip by 90 degrees", "rotate", (10, 35), {"degrees": 90}),
    ("turn the last clip upside down", "rotate", (35, 60), {}),
    ("remove the noise from clip 2", "denoise", (10, 35), {}), ("第三段降噪", "denoise", (35, 60), {}),
    ("mirror clip 2 left to right", "flip", (10, 35), {"axis": "horizontal"}), ("最后两段静音", "mute", (10, 60), {"target": "clip"}),
    ("brighten 0:12 to 0:20", "color", (12, 20), {"brightness": 20}),
    ("quieter by 3 dB in the last 10 seconds", "volume", (50, 60), {"db": -3}),
    ("the second clip is way too quiet, raise it by 4 dB", "volume", (10, 35), {"target": "clip", "db": 4}),
    ("最后一个片段太亮了，调暗", "color", (35, 60), {"brightness": -20}),
    ("clip 1: contrast up 15%", "color", (0, 10), {"contrast": 15}), ("第二段：调暗一点", "color", (10, 35), {"brightness": -10}),
    ("in the second clip, lower the volume", "volume", (10, 35), {"target": "clip"}),
])
def test_colour_and_volume_are_of_the_clips_that_are_named(
    text: str, op: str, stretch: tuple[float, float], more: dict[str, object]) -> None:
    [edit] = _said(text)
    assert (edit["op"], edit["from"], edit["to"]) == (op, *stretch)
    assert edit.items() >= more.items()


@pytest.mark.parametrize(("text", "stretches"), [
    ("clips 1 and 3 a little darker", [(0, 10), (35, 60)]), ("第一段和第三段调暗", [(0, 10), (35, 60)]),
    ("make everything except clip 2 darker", [(0, 10), (35, 60)]), ("除了第二段都调暗", [(0, 10), (35, 60)]),
    ("darken the second and third clips", [(10, 60)]), ("make all clips but the first darker", [(10, 60)]),
    ("every clip except the last darker", [(0, 35)]),
])
def test_several_clips_get_an_edit_each_and_neighbours_one(text: str, stretches: list[tuple[float, float]]) -> None:
    assert [(one["op"], one["from"], one["to"]) for one in _said(text)] == [("color", *each) for each in stretches]


def test_where_the_speed_of_two_stretches_changes_the_later_one_is_first_so_that_the_times_hold() -> None:
    said = [(one["op"], one["from"], one["to"]) for one in _said("play clips 1 and 3 at double speed")]
    assert said == [("speed", 35, 60), ("speed", 0, 10)]


@pytest.mark.parametrize("text", [
    "make the video brighter", "a bit quieter please", "all the clips brighter", "整体调亮一点"])
def test_without_a_clip_the_whole_is_meant(text: str) -> None:
    assert all("from" not in one for one in _said(text))


@pytest.mark.parametrize(("text", "ops"), [
    ("swap the first and second clips", ["move_clip"]), ("delete the last two clips", ["delete_clip", "delete_clip"]),
    ("put the last clip first", ["move_clip"]),
])
def test_the_order_of_clips_is_no_effect_on_them(text: str, ops: list[str]) -> None:
    assert [one["op"] for one in _said(text)] == ops


@pytest.mark.parametrize(("text", "place", "numbers"), [
    ("make clip 7 brighter", 0, (7,)), ("darken the last clip", 0, (-1,)), ("merge the clips and make the second clip brighter", 1, (2,)),
    ("split it at 5 and brighten the second clip", 1, (2,)), ("delete the first clip and darken clips 2 and 3", 1, (2, 3)),
    ("把片段合并，然后把第二段调亮", 1, (2,)),
])
def test_the_numbers_go_along_so_that_the_clips_of_the_moment_are_meant(text: str, place: int, numbers: tuple[int, ...]) -> None:
    assert direct(text, THREE).clips == {place: numbers}
