"""The last edit of a clip done again to other clips, behind it or in a message of its own."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDIT

SPANS = ((0.0, 10.0), (10.0, 20.0), (20.0, 30.0))
MUTE = {"op": "mute", "target": "clip", "from": 0.0, "to": 10.0}
GREY = {"op": "color", "look": "bw", "from": 0.0, "to": 10.0}


def scene(*before: dict[str, Any]) -> Scene:
    edits = tuple(EDIT.validate_python(one) for one in before)
    return Scene(duration_s=30.0, clips=3, spans=SPANS, before=edits, media_names=("a.mp4", "b.mp4"))


def done(text: str, *before: dict[str, Any]) -> list[tuple[str, float, float]]:
    return [(one["op"], one["from"], one["to"]) for one in (edit.said() for edit in direct(text, scene(*before)).edits)]


@pytest.mark.parametrize(("text", "clips"), [
    ("do the same to the second clip", [1]), ("Do the same to clip 3, please.", [2]), ("the same for the last clip", [2]),
    ("do that to the third one too", [2]), ("do the same to the other clips", [2, 1]), ("do the same to the others", [2, 1]),
    ("now apply the same to the rest", [2, 1]), ("do the same with clips 2 and 3", [2, 1]),
    ("do the same to the second and third clip", [2, 1]),
    ("对第二个片段也这样做", [1]), ("第三段也一样", [2]), ("对其他片段也这样做", [2, 1]),
    ("给最后一个片段也同样处理", [2]), ("其余的也这样", [2, 1]),
    ("对第二个和第三个片段也这样做", [2, 1]),
])
def test_the_last_edit_of_a_clip_is_done_to_those_that_are_named(text: str, clips: list[int]) -> None:
    assert done(text, MUTE) == [("mute", *SPANS[place]) for place in clips]
    assert direct(text, scene(MUTE)).kind == "edit"


def test_what_was_done_to_one_clip_together_is_done_together() -> None:
    assert done("do the same to clip 2", {"op": "flip", "axis": "horizontal"}, GREY, MUTE) == [
        ("color", 10.0, 20.0), ("mute", 10.0, 20.0)]


@pytest.mark.parametrize(("text", "expected"), [
    ("make clip 1 black and white, then do the same to clip 3", [("color", 0.0, 10.0), ("color", 20.0, 30.0)]),
    ("mute the first clip and do the same to the others", [("mute", 0.0, 10.0), ("mute", 20.0, 30.0), ("mute", 10.0, 20.0)]),
    ("第一个片段静音，然后对第三个片段也这样做", [("mute", 0.0, 10.0), ("mute", 20.0, 30.0)]),
    ("slow the first clip to half speed, then do the same to the last clip", [("speed", 20.0, 30.0), ("speed", 0.0, 10.0)]),
])
def test_both_may_stand_in_one_message(text: str, expected: list[tuple[str, float, float]]) -> None:
    assert done(text) == expected


@pytest.mark.parametrize(("text", "before"), [
    ("do the same to the second clip", ()), ("do the same to clip 7", (MUTE,)), ("do the same to clip 2", (MUTE, {"op": "undo"})),
    ("do the same to clip 2", ({"op": "aspect", "ratio": "9:16"},)), ("do the same to the others", (MUTE | {"from": 2.0, "to": 5.0},)),
])
def test_where_there_is_nothing_to_do_again_nothing_is_done(text: str, before: tuple[dict[str, Any], ...]) -> None:
    assert done(text, *before) == []


def test_one_clip_alone_has_no_others() -> None:
    assert direct("do the same to the others", Scene(spans=((0.0, 10.0),), before=(EDIT.validate_python(MUTE),))).edits == ()
