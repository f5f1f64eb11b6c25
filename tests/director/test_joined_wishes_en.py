"""A wish that is understood alone is understood the same when it is joined with others: nothing lost, nothing taken from its neighbour."""

from functools import cache
from itertools import permutations
from typing import Any

import pytest

from backend.director import Scene, direct

Edit = dict[str, Any]
SCENE = Scene(duration_s=300.0, clips=5)


@cache
def edits(text: str) -> list[Edit]:
    """The edits of a message as plain data."""
    return [edit.said() for edit in direct(text, SCENE).edits]


WISHES = (
    "put “Low tide” at the top in red",
    "the part from 0:40 to 0:52 is a coffee break, out with it",
    "mute 1:10 to 1:15, somebody coughs there",
    "add a crossfade between all the clips",
    "it has to be exactly two minutes long",
    "stick badge.png in the bottom left at 30% opacity",
    "20% slower please",
    "bump the frame rate to 50",
    "add gentle harp music",
    "remove the stretches where nobody is talking",
)
JOINERS = (" and ", ", then ", " plus ", ". ", "\n", " while youre at it ", ". Oh and ", " & ")


@pytest.mark.parametrize("joiner", JOINERS)
def test_joined_wishes_are_read_as_each_alone(joiner: str) -> None:
    for one, other in permutations(WISHES, 2):
        assert edits(one + joiner + other) == edits(one) + edits(other), one + joiner + other


@pytest.mark.parametrize("wish", WISHES)
def test_each_wish_alone_is_one_edit(wish: str) -> None:
    assert len(edits(wish)) == 1


TITLE = {"op": "title", "text": "Low tide"}
KINDS: tuple[tuple[str, list[Edit]], ...] = (
    ("cut pauses of 2 seconds plus", [{"op": "trim_silence", "min_silence": 2}]),
    ("saturation plus 20", [{"op": "color", "saturation": 20}]),
    ("drop 0:42 to 0:51 plus half speed", [{"op": "cut", "from": 42, "to": 51}, {"op": "speed", "factor": 0.5}]),
    ("text “Low tide”. The ending is a bit sudden", [TITLE]),
    ("text “Low tide”, the last 5 seconds is enough", [{**TITLE, "from": 295, "to": 300}]),
    ("text “Low tide”. There's a siren between 0:20 and 0:30, remove that bit", [TITLE, {"op": "cut", "from": 20, "to": 30}]),
    ("show “Low tide”, it should be up for 4 seconds", [{**TITLE, "from": 0, "to": 4}]),
    ("cut 0:10 to 0:15, name tag “Low tide”, 20s to 26s", [{"op": "cut", "from": 10, "to": 15}, {**TITLE, "from": 20, "to": 26}]),
    (
        "cut from 0:10 to 0:15 and between 0:20 and 0:25 show “Low tide”",
        [{"op": "cut", "from": 10, "to": 15}, {**TITLE, "from": 20, "to": 25}],
    ),
    ("cut from 0:10 to 0:15 and from 0:20 to 0:25", [{"op": "cut", "from": 10, "to": 15}, {"op": "cut", "from": 20, "to": 25}]),
    ("remove the hiss and title “Low tide” for the first four seconds", [{"op": "denoise"}, {**TITLE, "from": 0, "to": 4}]),
    (
        "take the pauses out and quarter speed on the dive, 0:52 to 0:55",
        [{"op": "trim_silence"}, {"op": "speed", "factor": 0.25, "from": 52, "to": 55}],
    ),
    ("double speed. The levels jump from one speaker to the other, even them out", [{"op": "speed", "factor": 2}, {"op": "normalize"}]),
    ("a wipe everywhere. Put chapter markers in so people can skip around", [{"op": "transition", "kind": "wipe"}, {"op": "chapters"}]),
    ("title card saying Week 9 & flip it", [{"op": "title", "text": "Week 9"}, {"op": "flip", "axis": "horizontal"}]),
    ("title card saying Salt & Honey", [{"op": "title", "text": "Salt & Honey"}]),
)


@pytest.mark.parametrize(("text", "meant"), KINDS)
def test_what_belongs_to_its_half_stays_there(text: str, meant: list[Edit]) -> None:
    assert edits(text) == meant


def test_a_stretch_named_again_behind_a_comma_is_where_that_part_is() -> None:
    assert edits("zoom in from 0:10 to 0:14, then slow that part, 0:30 to 0:36, to half")[1:] == [
        {"op": "speed", "factor": 0.5, "from": 30, "to": 36}
    ]


def test_a_slow_stretch_does_not_say_how_a_length_is_reached() -> None:
    assert edits("make it 2 minutes long and slow motion from 1:10 to 1:16") == [
        {"op": "duration", "to": 120},
        {"op": "speed", "factor": 0.5, "from": 70, "to": 76},
    ]
    assert edits("make it 2 minutes long, speed it up")[0]["how"] == "speed"


def test_a_short_length_is_still_that_of_the_thing_just_made() -> None:
    assert edits("add a crossfade between the clips, it should be 2 seconds long") == [
        {"op": "transition", "kind": "crossfade", "duration": 2}
    ]
    assert edits("freeze at 0:40, it has to be 4 seconds") == [{"op": "freeze", "at": 40, "duration": 4}]


LED: tuple[tuple[str, list[Edit]], ...] = (
    ("text “Low tide”. From 1:30 until 1:40, play at 4x", [TITLE, {"op": "speed", "factor": 4, "from": 90, "to": 100}]),
    ("1. text “Low tide”\n2. from 1:30 to 1:40, mute it", [TITLE, {"op": "mute", "target": "all", "from": 90, "to": 100}]),
    ("text “Low tide”. The last 10 seconds, remove them", [TITLE, {"op": "trim", "end": 10}]),
    ("text “Low tide”. From 1:30 until 1:40, in red", [{**TITLE, "from": 90, "to": 100, "color": "red"}]),
    ("text “Low tide”, I want exactly ninety seconds", [TITLE, {"op": "duration", "to": 90}]),
    ("text “Low tide” and shorten it to 4 seconds", [{**TITLE, "from": 0, "to": 4}]),
    ("freeze at 0:31; two minutes total", [{"op": "freeze", "at": 31}, {"op": "duration", "to": 120}]),
    (
        "drop the last clip and badge.png, top right, from 0:05 until 0:25",
        [{"op": "delete_clip", "index": -1}, {"op": "overlay", "file": "badge.png", "position": "top_right", "from": 5, "to": 25}],
    ),
)


@pytest.mark.parametrize(("text", "meant"), LED)
def test_a_stretch_that_opens_a_wish_is_for_what_follows(text: str, meant: list[Edit]) -> None:
    assert edits(text) == meant
