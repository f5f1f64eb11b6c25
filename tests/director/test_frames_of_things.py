"""Things said by what they are: "KIND at PLACE: WORDS, detail, detail"; a change or a complaint of one that is there."""

from itertools import product
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

TITLE = {"op": "title", "text": "Low Tide"}
LOGO = {"op": "overlay", "file": "crab.png", "position": "top_right", "scale": 20}
MUSIC = {"op": "music", "mood": "ska", "volume": 40}
CAPTIONS = {"op": "captions"}


def asked(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of a message about a timeline with the edits `before`."""
    return [edit.said() for edit in direct(text, Scene(before=tuple(EDITS.validate_python(list(before))))).edits]


KINDS = ("title card", "heading", "lower third", "banner", "caption card", "text overlay", "label")
PLACES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}), (" at the start", {"from": 0}), (" at the bottom", {"position": "bottom"}), (" from 0:05 to 0:09", {"from": 5, "to": 9}),
)
DETAILS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}), (", big, fade in", {"size": "large", "animation": "fade"}),
    (", yellow, typewriter", {"color": "yellow", "animation": "typewriter"}),
    (", small, white, pop in", {"size": "small", "color": "white", "animation": "pop"}),
)


def test_a_title_is_told_by_its_kind_place_and_words() -> None:
    wrong = {}
    told = product(KINDS, PLACES, ("Spring Tides", '"Spring Tides"'), DETAILS, ((), (CAPTIONS,)))
    for kind, (place, at), words, (detail, looks), before in told:
        if kind == "lower third" and place == "":
            continue
        text = f"{kind}{place}: {words}{detail}"
        there = {"position": "bottom_left"} if kind == "lower third" and "position" not in at else {}
        if (edits := asked(text, *before)) != [{"op": "title", "text": "Spring Tides"} | at | there | looks]:
            wrong[text] = edits
    for kind, words, (detail, looks) in product(
        ("标题", "文字", "大标题", "横幅"), ("春潮", "“春潮”"), (("", {}), ("，红色，淡入", {"color": "red", "animation": "fade"})),
    ):
        text = f"{kind}在左下角：{words}{detail}"
        large = {"size": "large"} if kind.startswith("大") else {}
        if (edits := asked(text)) != [{"op": "title", "text": "春潮", "position": "bottom_left"} | large | looks]:
            wrong[text] = edits
    assert not wrong


@pytest.mark.parametrize(("text", "known", "change"), [
    ("the title is a bit small, isn't it? fix that", TITLE, {"size": "large"}),
    ("the title looks way too big", TITLE, {"size": "small"}),
    ("about the title: make it green", TITLE, {"color": "green"}),
    ("let the title pop in", TITLE, {"animation": "pop"}),
    ("keep the title on from 0:03 to 0:08", TITLE, {"from": 3, "to": 8}),
    ("why isn't the title yellow? make it yellow", TITLE, {"color": "yellow"}),
])
def test_a_title_that_is_there_is_changed(text: str, known: dict[str, Any], change: dict[str, Any]) -> None:
    assert asked(text, known, MUSIC) == [known | change]


@pytest.mark.parametrize(("text", "scale"), [
    ("make the logo twice as big", 40), ("the logo should be half the size", 10), ("enlarge the logo", 32), ("shrink the logo", 12),
])
def test_a_picture_is_scaled_from_its_size(text: str, scale: float) -> None:
    [edit] = asked(text, LOGO)
    assert edit["scale"] == scale


@pytest.mark.parametrize(("text", "percent"), [
    ("turn the music down to 10", 10), ("it's drowning me out, turn it down to 12", 12), ("I can't hear myself over the song", 20),
    ("my boss wants the music louder", 60), ("make the music I added louder", 60), ("刚才加的音乐大声一点", 60),
])
def test_music_goes_to_the_level_that_is_said(text: str, percent: float) -> None:
    assert asked(text, MUSIC) == [{"op": "volume", "target": "music", "percent": percent}]


@pytest.mark.parametrize("text", [
    "stop ducking the music", "the music shouldn't duck", "turn off the ducking", "don't lower the music when I speak",
    "the music shouldn't get quieter when I talk",
])
def test_ducking_is_turned_off(text: str) -> None:
    assert asked(text, {"op": "music", "mood": "ska", "duck": True}) == [{"op": "music", "duck": False}]


@pytest.mark.parametrize(("text", "op"), [
    ("it's a bit dark isn't it? fix that", "color"), ("the footage looks dark", "color"), ("the captions are hard to read", "captions"),
])
def test_a_complaint_asks_for_its_cure(text: str, op: str) -> None:
    assert [edit["op"] for edit in asked(text, CAPTIONS)] == [op]


PLACED = {"op": "title", "text": "Low Tide", "from": 2, "to": 6, "position": "bottom", "color": "white"}


@pytest.mark.parametrize("text", [
    'change the title to "High Tide"', "the title should read High Tide instead", "make the title say High Tide",
    'change "Low Tide" to "High Tide"',
    "rename the title to High Tide", "标题改成“High Tide”", "把“Low Tide”换成“High Tide”",
])
def test_the_words_of_a_title_are_exchanged_where_it_stands(text: str) -> None:
    assert asked(text, PLACED, MUSIC) == [{"op": "remove_title", "text": "Low Tide"}, PLACED | {"text": "High Tide"}]


def test_another_title_takes_nothing_away() -> None:
    assert asked('add a second title "High Tide"', PLACED) == [{"op": "title", "text": "High Tide"}]
    assert asked("change the title to yellow", TITLE) == [TITLE | {"color": "yellow"}]


@pytest.mark.parametrize(("text", "edit"), [
    ("put Grandpa at 70 in the middle", {"op": "title", "text": "Grandpa at 70", "position": "center"}),
    ("put Gone! at the top with a pop", {"op": "title", "text": "Gone!", "position": "top", "animation": "pop"}),
    ("put Captions at the top", {"op": "captions", "position": "top"}),
    ("give it that old vintage film look", {"op": "color", "look": "vintage"}),
    ("subtitles in Portuguese of Brazil", {"op": "captions", "language": "pt-BR"}),
])
def test_words_mean_what_stands_beside_them(text: str, edit: dict[str, Any]) -> None:
    assert asked(text) == [edit]


def test_a_version_of_the_captions_in_another_language_is_their_translation() -> None:
    assert asked("captions in Dutch first, then a French version of them") == [
        {"op": "captions", "language": "nl"}, {"op": "translate_captions", "language": "fr"},
    ]


def test_only_the_one_that_was_told_of_is_taken_back() -> None:
    timeline = ({"op": "zoom", "factor": 1.5, "from": 2, "to": 4}, {"op": "flip", "axis": "horizontal"})
    assert asked("I didn't like the zoom, take only that one back", *timeline) == [{"op": "undo", "what": "zoom"}]
    assert asked("take back both the zoom and the flip", *timeline) == [{"op": "undo", "what": "zoom"}, {"op": "undo", "what": "flip"}]


EXCHANGED = ("{yes} instead of {no}", "{yes} rather than {no}", "{yes}, not {no}", "not {no}, {yes}", "{yes} and not {no}")


@pytest.mark.parametrize(("wish", "values", "edit"), [
    ("make it {}", ("square", "16:9"), {"op": "aspect", "ratio": "1:1"}),
    ("make it {}", ("3x", "2x"), {"op": "speed", "factor": 3}),
    ("make it {}", ("720p", "1080p"), {"op": "resolution", "height": 720}),
    ("make the captions {}", ("green", "white"), {"op": "captions", "color": "green"}),
    ("put the captions {}", ("at the top", "at the bottom"), {"op": "captions", "position": "top"}),
    ("use {} music", ("eerie", "jolly"), {"op": "music", "mood": "eerie"}),
])
def test_of_two_values_the_denied_one_is_dropped(wish: str, values: tuple[str, str], edit: dict[str, Any]) -> None:
    before = (CAPTIONS,) if "captions" in wish else ()
    texts = [frame.format(yes=wish.format(values[0]), no=values[1]) for frame in EXCHANGED]
    assert {text: edits for text in texts if (edits := asked(text, *before)) != [edit]} == {}


@pytest.mark.parametrize(("text", "edit"), [
    ("改成2倍速，不要1.5倍速", {"op": "speed", "factor": 2}), ("字幕用黄色，而不是白色", {"op": "captions", "color": "yellow"}),
])
def test_of_two_values_in_chinese_too(text: str, edit: dict[str, Any]) -> None:
    assert asked(text) == [edit]


NAMED = ("{}: {}", "about {}, {}", "you know {}? {}", "I like {} but {}", "there's {}, {}", "I noticed {}. Could you {}?")


@pytest.mark.parametrize(("thing", "wish", "change"), [
    ("the captions", "make them yellow", CAPTIONS | {"color": "yellow"}),
    ("the title", "move it to the bottom", TITLE | {"position": "bottom"}),
    ("the logo", "make it smaller", {"op": "overlay", "file": "crab.png", "scale": 12}),
    ("the music", "lower it to 15%", {"op": "volume", "target": "music", "percent": 15}),
])
def test_a_thing_named_first_is_meant_by_the_pronoun(thing: str, wish: str, change: dict[str, Any]) -> None:
    texts = [frame.format(thing, wish) for frame in NAMED]
    timeline = (LOGO, CAPTIONS, TITLE, MUSIC, {"op": "trim", "start": 2})
    assert {text: edits for text in texts if (edits := asked(text, *timeline)) != [change]} == {}


@pytest.mark.parametrize(("text", "ops"), [
    ("drop the crop and reverse it", ["undo", "reverse"]), ("stabilize it, and the crop can go", ["stabilize", "undo"]),
    ("I don't want the crop any more. Speed it up 2x", ["undo", "speed"]), ("加个防抖，还有裁剪拿掉", ["stabilize", "undo"]),
    ("裁剪还是算了，改成黑白", ["undo", "color"]),
])
def test_something_goes_and_something_comes(text: str, ops: list[str]) -> None:
    assert [edit["op"] for edit in asked(text, {"op": "crop", "left": 7}, {"op": "trim", "start": 2})] == ops
