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
