"""Where an edit holds: from a moment on, only there, everywhere but there; told by what happens and by the clock."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

FOUR = Scene(duration_s=120.0, clips=4, spans=((0.0, 30.0), (30.0, 60.0), (60.0, 90.0), (90.0, 120.0)))
LOGO = {"op": "overlay", "file": "logo.png", "position": "top_left"}
TITLE = {"op": "title", "text": "Hello", "position": "top"}
MUSIC = {"op": "music", "mood": "jazz"}
DUCKED = {"op": "music", "mood": "jazz", "duck": True}


def edits(text: str, *before: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The edits of a message about four clips of half a minute each."""
    scene = Scene(FOUR.duration_s, clips=4, spans=FOUR.spans, before=tuple(EDITS.validate_python(list(before))))
    found = [edit.said() for edit in direct(text, scene).edits]
    return [(one.pop("op"), one) for one in found]


@pytest.mark.parametrize(
    ("text", "op", "start"),
    [
        ("make it brighter from 1:00", "color", 60),
        ("i mean darker from 0:50", "color", 50),
        ("black and white from 0:50", "color", 50),
        ("louder from 0:50", "volume", 50),
        ("make it warmer from 0:30 on", "color", 30),
    ],
)
def test_from_a_moment_on_is_where_it_holds_and_nothing_is_cut(text: str, op: str, start: float) -> None:
    [(made, said)] = edits(text)
    assert (made, said["from"], said["to"]) == (op, start, 120)


@pytest.mark.parametrize(
    ("text", "op", "stretch"),
    [
        ("grayscale but only the last 10 secs", "color", (110, 120)),
        ("black and white, just the first 10 seconds", "color", (0, 10)),
        ("blur it, but only from 0:10 to 0:20", "blur", (10, 20)),
    ],
)
def test_but_only_there_keeps_the_rest_of_the_film(text: str, op: str, stretch: tuple[float, float]) -> None:
    [(made, said)] = edits(text)
    assert (made, said["from"], said["to"]) == (op, *stretch)


def test_captions_for_a_part_only_are_refused_and_the_film_stays_whole() -> None:
    told = direct("captions, but only for the first minute", FOUR)
    assert not told.edits
    assert [one.reason for one in told.refused] == ["part"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hide the logo for the last 10 seconds", (0, 110)),
        ("no logo in the last 10 seconds", (0, 110)),
        ("remove the logo from the first 5 seconds", (5, 120)),
        ("最后10秒不要水印", (0, 110)),
    ],
)
def test_a_picture_goes_for_a_part_and_stays_for_the_rest(text: str, shown: tuple[float, float]) -> None:
    [(op, said)] = edits(text, LOGO)
    assert (op, said["from"], said["to"]) == ("overlay", *shown)


def test_a_picture_that_must_stay_or_goes_wholly() -> None:
    assert edits("don't remove the logo in the last 10 seconds", LOGO) == []
    assert edits("remove the logo", LOGO) == [("undo", {"what": "overlay"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we only need from where she bows, 1:40, to the end", ("keep", {"from": 100, "to": 120})),
        ("keep from where they cut the cake, 0:40, until 1:00", ("keep", {"from": 40, "to": 60})),
        ("cut everything before she starts to sing (0:14)", ("trim", {"start": 14})),
        ("remove everything from when the dog comes in at 0:50 until 1:05", ("cut", {"from": 50, "to": 65})),
        ("mute from where he coughs (0:12) to 0:15", ("mute", {"target": "all", "from": 12, "to": 15})),
    ],
)
def test_a_moment_told_by_what_happens_and_by_the_clock(text: str, expected: tuple[str, dict[str, Any]]) -> None:
    assert edits(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("put the text lower", {"text": "Hello", "position": "bottom"}),
        ("not so big", {"text": "Hello", "size": "small"}),
    ],
)
def test_what_is_said_of_a_title_is_not_its_text(text: str, expected: dict[str, Any]) -> None:
    assert edits(text, TITLE) == [("title", expected)]


def test_the_level_of_music_is_said_beside_its_file() -> None:
    assert edits("music from song.mp3, very quiet") == [("music", {"file": "song.mp3", "volume": 20})]
    assert edits("music from song.mp3 very quiet")[0] == ("music", {"file": "song.mp3", "volume": 20})
    assert edits("i want it louder, maybe twice as loud") == [("volume", {"target": "all", "percent": 200})]


def test_a_complaint_that_it_is_blurry_blurs_nothing() -> None:
    assert [op for op, _ in edits("sharpen it please its blurry")] == ["sharpen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('show "A" for the first 10 seconds and "B" for the next 10', [("title", 0, 10), ("title", 10, 20)]),
        ("mute the first 5 seconds and blur the 5 seconds after that", [("mute", 0, 5), ("blur", 5, 10)]),
        ("speed up the first 20 seconds and slow down the next 10 seconds", [("speed", 0, 20), ("speed", 20, 30)]),
        ("blur the first minute and mute the second", [("blur", 0, 60), ("mute", 60, 120)]),
        ("前10秒静音，接下来5秒模糊", [("mute", 0, 10), ("blur", 10, 15)]),
        ("前20秒加速，之后10秒慢放", [("speed", 0, 20), ("speed", 20, 30)]),
        ("first clip at half speed, the last one at double speed", [("speed", 0, 30), ("speed", 90, 120)]),
    ],
)
def test_a_stretch_begins_where_the_one_before_ends(text: str, expected: list[tuple[str, float, float]]) -> None:
    assert [(op, said["from"], said["to"]) for op, said in edits(text)] == expected


def test_the_seconds_behind_what_is_cut_have_moved_up() -> None:
    assert edits("cut the first 5 seconds and mute the next 10 seconds") == [
        ("trim", {"start": 5}),
        ("mute", {"target": "all", "from": 0, "to": 10}),
    ]
    assert [op for op, _ in edits("blur the next 5 seconds")] == ["blur"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trim the dead space before I start talking, it's the first 7 seconds", ("trim", {"start": 7})),
        ("剪掉开头的停顿，就是前5秒", ("trim", {"start": 5})),
        ("remove the shaky bit, which is 0:10 to 0:14", ("cut", {"from": 10, "to": 14})),
        ("drop seconds ten through fifteen", ("cut", {"from": 10, "to": 15})),
        ("cut from 1.05 to 1.20", ("cut", {"from": 65, "to": 80})),
        ("trim 2.5 to 4.5", ("cut", {"from": 2.5, "to": 4.5})),
    ],
)
def test_the_stretch_that_goes_is_the_one_that_is_named(text: str, expected: tuple[str, dict[str, Any]]) -> None:
    assert edits(text) == [expected]


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("start with clip 4, then 2, then 1", [(4, 1), (3, 2)]),
        ("先放第三段，再放第一段", [(3, 1)]),
        ("move clip 3 to the front, then clip 1 to the end", [(3, 1), (1, -1)]),
    ],
)
def test_clips_named_one_after_the_other_come_in_that_order(text: str, moves: list[tuple[int, int]]) -> None:
    assert [(said["index"], said["to"]) for _, said in edits(text)] == moves


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("add the title Rome, Paris and Berlin at the top", ["Rome, Paris and Berlin"]),
        ("write Sun, Sea & Sand in the middle", ["Sun, Sea & Sand"]),
        ("add the title Rome and Mute it", ["Rome"]),
    ],
)
def test_names_in_a_list_are_one_title_and_commands_are_none(text: str, titles: list[str]) -> None:
    assert [said["text"] for op, said in edits(text) if op == "title"] == titles
