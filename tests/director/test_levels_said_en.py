"""Levels, rates and sizes in every form: decibels, percent, parts, multiples; a figure is never read as what it cannot be."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

Edit = dict[str, Any]
WITH_MUSIC = Scene(duration_s=120.0, before=tuple(EDITS.validate_python([{"op": "music", "mood": "jazz"}])))


def edits(text: str, scene: Scene = WITH_MUSIC) -> list[Edit]:
    """The edits of a message as plain data."""
    return [edit.said() for edit in direct(text, scene).edits]


@pytest.mark.parametrize(("text", "level"), [
    ("set the backing track to a fifth of its level", {"percent": 20}), ("put the music at a quarter", {"percent": 25}),
    ("play the music at half volume", {"percent": 50}), ("music half as loud", {"percent": 50}), ("music level 15", {"percent": 15}),
    ("set the music volume to 15", {"percent": 15}), ("music volume to .8", {"percent": 80}), ("music at full volume", {"percent": 100}),
    ("add 10% to the music volume", {"percent": 110}), ("knock 6 dB off the music", {"db": -6}), ("pull 3 dB out of the music", {"db": -3}),
    ("knock the music back by 6 dB", {"db": -6}), ("take 20% off the music", {"percent": 80}),
])  # fmt: skip
def test_the_music_gets_its_level_however_it_is_said(text: str, level: Edit) -> None:
    for sentence in (text, f"please {text}", f"blur the background, then {text}"):
        assert edits(sentence)[-1] == {"op": "volume", "target": "music"} | level, sentence


@pytest.mark.parametrize("text", [
    "level to -16 LUFS", "level it to -16 lufs", "loudness to -16", "minus sixteen LUFS please", "set loudness at −16 LUFS",
])  # fmt: skip
def test_a_loudness_to_reach(text: str) -> None:
    assert edits(text) == [{"op": "normalize", "lufs": -16}]


@pytest.mark.parametrize(("text", "expected"), [
    ("half again as fast", {"op": "speed", "factor": 1.5}), ("speed it up threefold", {"op": "speed", "factor": 3}),
    ("three quarter speed", {"op": "speed", "factor": 0.75}), ("slow down by a quarter", {"op": "speed", "factor": 0.75}),
    ("slow motion 40%", {"op": "speed", "factor": 0.4}), ("40% slower", {"op": "speed", "factor": 0.6}),
    ("play it at a quarter of normal speed", {"op": "speed", "factor": 0.25}),
    ("zoom in by half", {"op": "zoom", "factor": 1.5}), ("rotate -90", {"op": "rotate", "degrees": -90}),
    ("saturation at 70%", {"op": "color", "saturation": -30}), ("crop left 5, right 10", {"op": "crop", "left": 5, "right": 10}),
    ("60p", {"op": "fps", "rate": 60}), ("1080 lines", {"op": "resolution", "height": 1080}),
    ("720px", {"op": "resolution", "height": 720}),
    ("1920 by 1080", {"op": "resolution", "height": 1080}),
    ("crop 5% all around", {"op": "crop", "left": 5, "top": 5, "right": 5, "bottom": 5}),
    ("fade out from 1:55", {"op": "fade", "target": "both", "out": 5}),
    ("fade out the audio from 1:50 to the end", {"op": "fade", "target": "audio", "out": 10}),
    ("start fading the music at 1:52", {"op": "fade", "target": "audio", "out": 8}),
    ("fade in and out, 1s and 2s", {"op": "fade", "target": "both", "in": 1, "out": 2}),
    ("fade in/out 2s", {"op": "fade", "target": "both", "in": 2, "out": 2}),
    ("fade from black over 2 seconds and to black over 3", {"op": "fade", "target": "video", "in": 2, "out": 3}),
])  # fmt: skip
def test_a_figure_is_read_as_what_it_is(text: str, expected: Edit) -> None:
    assert edits(text, Scene(duration_s=120.0)) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("4k at 60", [{"op": "resolution", "height": 2160}, {"op": "fps", "rate": 60}]),
    ("the levels jump from one speaker to the other, even them out", [{"op": "normalize"}]),
    ("crop 720 pixels off the left", []), ("what is a fifth of its level?", []),
    ('write "level to -16 LUFS" at the top', [{"op": "title", "text": "level to -16 LUFS", "position": "top"}]),
])  # fmt: skip
def test_what_a_figure_is_not(text: str, expected: list[Edit]) -> None:
    assert edits(text, Scene(duration_s=120.0)) == expected


STAMP = {"op": "overlay", "file": "stamp.svg", "scale": 12, "opacity": 60, "position": "top", "from": 5, "to": 25}


@pytest.mark.parametrize("text", [
    "stamp.svg, 12% scale, 60% opacity, up at the top, visible 5s to 25s", "overlay stamp.svg: scale 12, opacity 60, top, 5-25s",
    "opacity 60, scale 12, stamp.svg up top from 5 till 25 seconds", "0:05-0:25 stamp.svg at the top, opacity 0.6, scale 0.12",
    "12 percent scale, up top, 60 percent opacity, stamp.svg, starting at 0:05 and gone by 0:25",
])  # fmt: skip
def test_a_picture_with_five_details_in_any_order(text: str) -> None:
    assert edits(text, Scene(duration_s=120.0)) == [STAMP]


@pytest.mark.parametrize(("text", "expected"), [
    ("stamp.svg up in the right corner", [{"op": "overlay", "file": "stamp.svg", "position": "top_right"}]),
    ("stamp.svg down in the left corner", [{"op": "overlay", "file": "stamp.svg", "position": "bottom_left"}]),
    ("stamp.svg, 3 seconds, at 0:20", [{"op": "overlay", "file": "stamp.svg", "from": 20, "to": 23}]),
    ("stamp.svg, at 0:20, 3 seconds", [{"op": "overlay", "file": "stamp.svg", "from": 20, "to": 23}]),
    ('"Hello" top, 3 seconds, at 0:20', [{"op": "title", "text": "Hello", "position": "top", "from": 20, "to": 23}]),
    ("add song.mp3 at -12 dB", [{"op": "music", "file": "song.mp3"}, {"op": "volume", "target": "music", "db": -12}]),
    ("replace the original audio with song.mp3", [{"op": "mute", "target": "clip"}, {"op": "music", "file": "song.mp3"}]),
    ("make it 40 seconds without speeding it up", [{"op": "duration", "to": 40, "how": "cut"}]),
    ("bring it down to 40 secs without cutting anything", [{"op": "duration", "to": 40, "how": "speed"}]),
    ("louder, say 15%", [{"op": "volume", "target": "all", "percent": 115}]),
    ("quieter, by 30%", [{"op": "volume", "target": "all", "percent": 70}]),
    ("quieter, 4 dB", [{"op": "volume", "target": "all", "db": -4}]),
    ("slower, 80%", [{"op": "speed", "factor": 0.8}]), ("slower, by 20%", [{"op": "speed", "factor": 0.8}]),
    ("redact the audio from 0:10 to 0:12", [{"op": "mute", "target": "all", "from": 10, "to": 12}]),
    ("normalize it, I whisper half of the time", [{"op": "normalize"}]),
    ("speed up 0:10-0:20 3x, and the same speed-up for 1:00 to 1:10",
     [{"op": "speed", "factor": 3, "from": 10, "to": 20}, {"op": "speed", "factor": 3, "from": 60, "to": 70}]),
])  # fmt: skip
def test_details_that_stand_apart(text: str, expected: list[Edit]) -> None:
    assert edits(text, Scene(duration_s=120.0)) == expected


LOGO = Scene(duration_s=60.0, before=tuple(EDITS.validate_python([{"op": "overlay", "file": "logo.png", "scale": 20}])))


@pytest.mark.parametrize(("text", "scale"), [
    ("make the logo 50% bigger", 30), ("make the logo a quarter smaller", 15), ("make the logo half the size", 10), ("logo to 35%", 35),
])  # fmt: skip
def test_a_logo_grows_by_a_share_or_to_one(text: str, scale: int) -> None:
    assert edits(text, LOGO) == [{"op": "overlay", "file": "logo.png", "scale": scale}]


def test_the_same_speed_up_is_as_fast_as_the_one_that_is_there() -> None:
    there = Scene(duration_s=300.0, before=tuple(EDITS.validate_python([{"op": "speed", "factor": 4, "from": 60, "to": 90}])))
    assert edits("do the same speed-up for 2:00 to 2:30", there) == [{"op": "speed", "factor": 4, "from": 120, "to": 150}]


def test_a_voice_is_brought_up_to_a_bare_number() -> None:
    assert edits("music 20, voice 110") == [
        {"op": "volume", "target": "music", "percent": 20}, {"op": "volume", "target": "clip", "percent": 110},
    ]  # fmt: skip
    assert edits("music down to 15 percent and my voice up to 120") == [
        {"op": "volume", "target": "music", "percent": 15}, {"op": "volume", "target": "clip", "percent": 120},
    ]  # fmt: skip
