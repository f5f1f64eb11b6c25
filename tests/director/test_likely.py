"""The second opinion by words alone: how likely an edit is, what it leaves out, what it finds where the grammar found nothing."""

import struct
from importlib.resources import files
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.director.likely import HEADER, Chances
from backend.director.likely.train import examples, learnt_from, seen, train
from backend.director.masks import blanked, masks
from backend.director.normal import normal
from backend.director.scan import scan
from backend.edits import EDIT

SCENE = Scene(duration_s=240, width=1920, height=1080, clips=5)


def chances(text: str) -> Chances:
    plain, hidden = normal(text), masks(text, ())
    return Chances(blanked(plain, hidden), scan(plain, hidden), ())


def done(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    scene = Scene(duration_s=240, clips=5, before=tuple(EDIT.validate_python(one) for one in before))
    return [edit.said() for edit in direct(text, scene).edits]


def test_the_weights_were_learnt_from_these_examples() -> None:
    stored = (files("backend.director.likely") / "weights.bin").read_bytes()
    assert struct.unpack_from(HEADER, stored)[2] == learnt_from(), "run python -m backend.director.likely.train"


def test_every_example_asks_for_edits_that_there_are() -> None:
    known = {name for wanted, before, _ in examples() for name in (*wanted, *before)}
    assert known - {"undo", "redo"} <= set(EDIT.json_schema()["discriminator"]["mapping"])


@pytest.mark.parametrize(("text", "op"), [
    ("put some dixieland underneath", "music"), ("bin the last clip", "delete_clip"), ("could the subtitles be bigger", "captions"),
    ("把停顿都拿走", "trim_silence"), ("画面抖得厉害", "stabilize"),
])  # fmt: skip
def test_the_words_of_a_message_tell_its_edit(text: str, op: str) -> None:
    assert chances(text).likeliest()[0] == op
    assert chances(text).of(op) > 0.5 > chances(text).of("reverse")


def test_of_an_edit_without_examples_nothing_is_known() -> None:
    assert chances("add captions").of("explode") == 0.5


def test_learning_finds_what_tells_two_edits_apart() -> None:
    import numpy as np

    texts = ["crop it", "crop this", "mute it", "mute this"]
    weights, bias = train([seen(text, []) for text in texts], np.array([[1, 0], [1, 0], [0, 1], [0, 1]], np.float32))
    scores = weights[seen("please crop", [])].sum(axis=0) + bias
    assert scores[0] > scores[1]


@pytest.mark.parametrize(("text", "edits"), [
    ("too much table at the sides. 12.5% off the left, 12.5% off the right", [{"op": "crop", "left": 12.5, "right": 12.5}]),
    ("the rally runs 1:02.4 to 1:19.8, keep just that", [{"op": "keep", "from": 62.4, "to": 79.8}]),
    ("the sermon runs 1:20 to 2:05, that's all we want", [{"op": "keep", "from": 80, "to": 125}]),
    ("The last clip is a duplicate, bin it", [{"op": "delete_clip", "index": -1}]),
    ("It is possible to blur the back of me? My room is a disaster", [{"op": "blur", "target": "background"}]),
])  # fmt: skip
def test_what_became_nothing_is_read_again_with_its_likeliest_edit_named(text: str, edits: list[dict[str, Any]]) -> None:
    assert done(text) == edits


@pytest.mark.parametrize(("text", "ops"), [
    ("subs in yellow, and you can hear the wind the whole time", ["captions", "denoise"]),
    ("那些呃呃啊啊的都给我咔嚓咯,再糊个背景", ["remove_fillers", "blur"]),
    ("9:16，字幕，剪静音，走起", ["aspect", "captions", "trim_silence"]),
    ("Keep the pauses, students need them. Only remove the ums.", ["remove_fillers"]),
])  # fmt: skip
def test_a_part_that_was_not_understood_is_read_again_too(text: str, ops: list[str]) -> None:
    assert [one["op"] for one in done(text)] == ops


def test_a_text_on_screen_is_found_by_what_is_to_become_of_it() -> None:
    address = {"op": "title", "text": "14 Maple Lane", "position": "bottom"}
    text = "the address on screen should be in the top left corner, not the bottom"
    assert done(text, address) == [{"op": "title", "text": "14 Maple Lane", "position": "top_left"}]
    wedding = {"op": "title", "text": "新婚快乐", "from": 2.0, "to": 6.0}
    assert done("那行字出来得太早了，挪到10秒到15秒", wedding) == [{"op": "title", "text": "新婚快乐", "from": 10, "to": 15}]


@pytest.mark.parametrize("text", [
    "the first clip is my favourite, leave it alone", "I love the last ten seconds", "the bit from 0:20 to 0:30 is where she sings",
    "hurry up, 5 minutes left", "no transitions", "把人变高一点", "post it on my instagram account", "how do I add subtitles?",
])  # fmt: skip
def test_what_asks_for_nothing_is_not_guessed_at(text: str) -> None:
    assert done(text) == []


def test_the_words_of_such_an_edit_are_the_persons_own() -> None:
    assert direct("The last clip is a duplicate, bin it", SCENE).words == ("The last clip is a duplicate",)


@pytest.mark.parametrize(("text", "ops"), [
    ("采访的声音一会儿大一会儿小，听着好累", ["normalize"]), ("add captions, lovely vivid tales of my great aunt", ["captions"]),
])  # fmt: skip
def test_what_only_a_word_asked_for_is_left_out_where_it_is_very_unlikely(text: str, ops: list[str]) -> None:
    assert [one["op"] for one in done(text)] == ops


def test_an_unlikely_edit_makes_a_reading_less_sure() -> None:
    assert direct("add captions", SCENE).confidence > 0.9 > direct("the drum of the washing machine", SCENE).confidence
