"""Where an edit holds: from a moment on, only there, everywhere but there; told by what happens and by the clock."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

FOUR = Scene(duration_s=120.0, clips=4, spans=((0.0, 30.0), (30.0, 60.0), (60.0, 90.0), (90.0, 120.0)))
LOGO = {"op": "overlay", "file": "logo.png", "position": "top_left"}
TITLE = {"op": "title", "text": "Hello", "position": "top"}


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
    assert edits("music from song.mp3 starting at 0:20 very quiet") == [("music", {"file": "song.mp3", "volume": 20})]
    assert edits("i want it louder, maybe twice as loud") == [("volume", {"target": "all", "percent": 200})]


def test_a_complaint_that_it_is_blurry_blurs_nothing() -> None:
    assert [op for op, _ in edits("sharpen it please its blurry")] == ["sharpen"]
