"""Kinds of saying a thing: what is told beside a wish, what is denied, what capitals mean, what is reckoned from what is there."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

TITLE = {"op": "title", "text": "Harbour at dawn", "from": 5, "to": 9}
MUSIC = {"op": "music", "mood": "jazz"}


def asked(text: str, *before: dict[str, Any], **scene: Any) -> list[dict[str, Any]]:
    """The edits of a message about a timeline with the edits `before`."""
    known = Scene(**({"duration_s": 60.0} | scene), before=tuple(EDITS.validate_python(list(before))))
    return [edit.said() for edit in direct(text, known).edits]


@pytest.mark.parametrize(("text", "to"), [
    ("make the film 25% shorter", 45), ("I'd like it a third longer", 80), ("twice as long please", 120), ("15 seconds shorter", 45),
    ("half its length", 30),
])
def test_a_length_is_reckoned_from_the_one_there_is(text: str, to: float) -> None:
    [edit] = asked(text)
    assert (edit["op"], edit["to"]) == ("duration", to)


@pytest.mark.parametrize(("text", "to"), [
    ("keep the title up three seconds longer", 12), ("the title vanishes too quickly, give it 2 more seconds", 11),
    ("leave the title on for another second", 10), ("take the title off two seconds earlier", 7),
])
def test_a_title_goes_later_by_what_is_said(text: str, to: float) -> None:
    assert asked(text, TITLE) == [{"op": "title", "text": "Harbour at dawn", "from": 5, "to": to}]


@pytest.mark.parametrize(("text", "edits"), [
    ("have the title slide in rather than just popping", [{"op": "title", "text": "Harbour at dawn", "animation": "slide"}]),
    ("use a cello instead of jazz", [{"op": "music", "mood": "cello"}]),
    ("fade the music out instead of cutting it off", [{"op": "fade", "target": "audio", "out": 1}]),
])
def test_what_is_not_to_be_done_takes_nothing_from_what_is(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, TITLE if "title" in text else MUSIC) == edits


def test_music_in_place_of_the_own_sound_silences_that() -> None:
    assert asked("put soft piano over it instead of the original sound") == [
        {"op": "mute", "target": "clip"}, {"op": "music", "mood": "soft piano"},
    ]


@pytest.mark.parametrize(("text", "edits"), [
    ("move them to the top so they don't hide the map", [{"op": "captions", "position": "top"}]),
    ("crop 10% off the right so the tripod isn't in the picture and brighten it by 15%",
     [{"op": "crop", "right": 10}, {"op": "color", "brightness": 15}]),
])
def test_what_a_wish_is_for_denies_nothing(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, {"op": "captions"}) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("cut the phone call, it's from 0:12 to 0:20", [{"op": "cut", "from": 12, "to": 20}]),
    ("Keep the speech. That's from 0:10 to 0:40", [{"op": "keep", "from": 10, "to": 40}]),
])
def test_where_an_unknown_thing_is_may_be_told_behind_it(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text) == edits


@pytest.mark.parametrize(("text", "ops"), [
    ("no ums no pauses no hiss", ["remove_fillers", "trim_silence", "denoise"]),
    ("captions, and no silences", ["captions", "trim_silence"]),
    ("captions, but no silence trimming", ["captions"]), ("no captions please", []),
])
def test_none_of_a_blemish_takes_it_out(text: str, ops: list[str]) -> None:
    assert [edit["op"] for edit in asked(text)] == ops


@pytest.mark.parametrize(("text", "title"), [
    ("put my name in the top left corner, Ms. Okafor, for all of it", "Ms. Okafor"), ("write my name Petrov at the bottom", "Petrov"),
    ("flash CLOSING DOWN in the middle", "CLOSING DOWN"), ("text WOW! in yellow", "WOW!"),
])
def test_a_text_is_known_by_its_capitals(text: str, title: str) -> None:
    [edit] = asked(text)
    assert (edit["op"], edit["text"]) == ("title", title)


@pytest.mark.parametrize("text", ["add BIG captions", "put the CEO at the start", "call it half a second", "make it in HD on TV"])
def test_capitals_and_amounts_are_not_always_a_text(text: str) -> None:
    assert all(edit["op"] != "title" for edit in asked(text))


@pytest.mark.parametrize(("text", "edits"), [
    ("volume x3", [{"op": "volume", "target": "all", "percent": 300}]), ("voice down 4dB, music down 8", [
        {"op": "volume", "target": "clip", "db": -4}, {"op": "volume", "target": "music", "db": -8}]),
    ("stop it at 40", [{"op": "keep", "from": 0, "to": 40}]), ("half the contrast", [{"op": "color", "contrast": -50}]),
    ("conform it to 29.97", [{"op": "fps", "rate": 29.97}]), ("make it 25 frames", [{"op": "fps", "rate": 25}]),
    ("mask it to 2.39:1", [{"op": "aspect", "ratio": "21:9"}]), ("turn the picture left: rotate left", [{"op": "rotate", "degrees": -90}]),
])
def test_figures_as_they_are_typed(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, MUSIC) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("bring the fourth up to the front", [{"op": "move_clip", "index": 4, "to": 1}]),
    ("swap 2 and 4", [{"op": "move_clip", "index": 2, "to": 4}]),
    ("drop the first clip and slide the third up to the start", [
        {"op": "delete_clip", "index": 1}, {"op": "move_clip", "index": 3, "to": 1}]),
])
def test_clips_are_carried_to_a_place(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, clips=5) == edits


@pytest.mark.parametrize("text", [
    "the sepia look doesn't suit it, take that off again", "I didn't like the last change", "put the colours back, please",
])
def test_what_is_disliked_goes_once(text: str) -> None:
    edits = asked(text, {"op": "captions"}, {"op": "color", "look": "vintage"})
    assert edits in ([{"op": "undo", "what": "color"}], [{"op": "undo"}])


def test_a_possessive_tells_nothing() -> None:
    assert asked("our teacher asks that the neighbour's face between 0:05 and 0:08 be blurred") == [
        {"op": "blur", "target": "region", "from": 5, "to": 8}]


def test_a_complaint_gives_way_to_the_level_that_is_said() -> None:
    assert asked("you could hardly hear her, raise her voice by 5 dB") == [{"op": "volume", "target": "clip", "db": 5}]
