"""What is taken away for a part of the video: that part of the footage stays, and so does the thing elsewhere."""

from itertools import product
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

Said = dict[str, Any]
FOUR = Scene(duration_s=120, clips=4, spans=((0, 30), (30, 60), (60, 90), (90, 120)))
THERE = EDITS.validate_python([
    {"op": "captions"}, {"op": "title", "text": "Our garden", "from": 0, "to": 30}, {"op": "music", "mood": "folk"},
    {"op": "overlay", "file": "crest.png"}, {"op": "transition", "kind": "wipe"}, {"op": "blur", "from": 12, "to": 18},
    {"op": "color", "look": "warm"}, {"op": "speed", "factor": 2},
])
MADE = Scene(duration_s=120, clips=4, spans=FOUR.spans, before=tuple(THERE))


def _said(text: str, scene: Scene = MADE) -> list[Said]:
    return [edit.said() for edit in direct(text, scene).edits]


def _mute(target: str, start: float, end: float) -> list[Said]:
    return [{"op": "mute", "target": target, "from": start, "to": end}]


WORDINGS = (
    "drop the {x} {p}", "take the {x} out {p}", "the {x} should go {p}", "no {x} {p}", "{p}, kill the {x}", "{x} off {p}",
    "i don't want the {x} {p}", "the {x} needs to come off {p}", "{p} turn off the {x}",
)
PARTS = (("from 0:10 to 0:20", 10, 20), ("for the first 15 seconds", 0, 15), ("after 1:10", 70, 120), ("in the second clip", 30, 60))
ZH_WORDINGS = ("{p}的{x}去掉", "把{p}的{x}关掉", "{p}不要{x}", "{p},{x}删掉", "去掉{p}的{x}", "{p}把{x}拿掉")
ZH_PARTS = (("10秒到20秒", 10, 20), ("前15秒", 0, 15), ("第二段", 30, 60))
ZH_THINGS = (("音乐", "music"), ("字幕", "captions"))
EVERY = [
    *((w.format(x=x, p=p), x, (a, b)) for w, (p, a, b), x in product(WORDINGS, PARTS, ("music", "captions", "slow motion"))),
    *((w.format(x=x, p=p), y, (a, b)) for w, (p, a, b), (x, y) in product(ZH_WORDINGS, ZH_PARTS, ZH_THINGS)),
]


@pytest.mark.parametrize(("text", "thing", "part"), EVERY)
def test_only_that_thing_goes_and_only_there(text: str, thing: str, part: tuple[float, float]) -> None:
    directions = direct(text, MADE)
    said = [edit.said() for edit in directions.edits]
    if thing == "music":
        assert said == _mute("music", *part)
    else:
        assert said == []
        assert thing == "slow motion" or directions.refused or text.startswith(("no ", "i don't")) or "不要" in text


@pytest.mark.parametrize(("text", "edits"), [
    ("turn the music off during the speech (0:10 to 0:20)", _mute("music", 10, 20)),
    ("music off from 0:10 to 0:20", _mute("music", 10, 20)), ("take the music out of clip 3", _mute("music", 60, 90)),
    ("take the sound out of the first 10 seconds", _mute("all", 0, 10)), ("no voice after 1:00", _mute("clip", 60, 120)),
    ("in clip 3, lose the sound", _mute("clip", 60, 90)), ("10秒到20秒不要人声", _mute("clip", 10, 20)),
    ("take the title off for the first 5 seconds", [{"op": "title", "text": "Our garden", "from": 5, "to": 30}]),
    ("no title from 0:20 on", [{"op": "title", "text": "Our garden", "from": 0, "to": 20}]),
    ("drop the title in the first clip", [{"op": "remove_title"}]),
    ("no logo in the last 10 seconds", [{"op": "overlay", "file": "crest.png", "from": 0, "to": 110}]),
    ("最后10秒不要水印", [{"op": "overlay", "file": "crest.png", "from": 0, "to": 110}]),
    ("turn the blur off from 0:10 to 0:20", [{"op": "undo", "what": "blur"}]),
    ("take the filter off in the last clip",
     [{"op": "undo", "what": "color"}, {"op": "color", "look": "warm", "from": 0, "to": 90}]),
])
def test_what_has_times_is_gone_there(text: str, edits: list[Said]) -> None:
    assert _said(text) == edits


@pytest.mark.parametrize("text", [
    "remove the captions at the end", "no sound during the intro", "lose the music at the start", "片尾的字幕去掉", "开头的声音去掉",
    "drop the chapters in clip 2", "第三段的转场删掉", "take the crop off from 0:10 to 0:20", "remove the transitions at the end",
])
def test_a_part_that_cannot_be_had_or_is_not_said_takes_nothing(text: str) -> None:
    directions = direct(text, MADE)
    assert all(edit.said() in ({"op": "undo", "what": "chapters"}, {"op": "undo", "what": "crop"}) for edit in directions.edits)


@pytest.mark.parametrize(("text", "what"), [
    ("remove the slow motion", "speed"), ("take the fade out", "fade"), ("drop the blur", "blur"), ("去掉模糊", "blur"),
    ("get rid of the black and white look", "color"), ("淡出不要了", "fade"), ("undo the crop", "crop"), ("裁剪去掉", "crop"),
])
def test_an_effect_that_is_not_there_is_not_added_and_nothing_else_is_undone(text: str, what: str) -> None:
    for scene in (FOUR, Scene(before=tuple(EDITS.validate_python([{"op": "captions"}])))):
        assert _said(text, scene) == [{"op": "undo", "what": what}]


@pytest.mark.parametrize(("text", "edits"), [
    ("cut the music part from 0:10 to 0:20", [{"op": "cut", "from": 10, "to": 20}]),
    ("delete the title sequence from 0:00 to 0:08", [{"op": "trim", "start": 8}]),
    ("take out the slow motion bit between 0:10 and 0:20", [{"op": "cut", "from": 10, "to": 20}]),
    ("remove the blurry part from 0:10 to 0:20", [{"op": "cut", "from": 10, "to": 20}]),
    ("有字幕的前10秒去掉", [{"op": "trim", "start": 10}]), ("带水印的最后5秒剪掉", [{"op": "trim", "end": 5}]),
    ("前10秒和字幕都去掉", [{"op": "trim", "start": 10}, {"op": "remove_captions"}]),
    ("remove the first 10 seconds and the captions", [{"op": "trim", "start": 10}, {"op": "remove_captions"}]),
    ("delete the last 10 seconds of the video with the captions", [{"op": "trim", "end": 10}]),
    ("remove the second clip and its music", [{"op": "delete_clip", "index": 2}]),
    ("kill the music and cut the first 5 seconds", [{"op": "remove_music"}, {"op": "trim", "start": 5}]),
    ("remove the captions from the video", [{"op": "remove_captions"}]),
    ("去掉字幕,前10秒也剪掉", [{"op": "remove_captions"}, {"op": "trim", "start": 10}]),
    ("fade picture and sound out over the last 4 seconds", [{"op": "fade", "target": "both", "out": 4}]),
])
def test_footage_that_is_meant_goes(text: str, edits: list[Said]) -> None:
    assert _said(text, FOUR) == edits


TWO = Scene(duration_s=120, before=tuple(EDITS.validate_python([
    {"op": "title", "text": "Hello", "from": 0, "to": 5}, {"op": "title", "text": "Bye", "from": 110, "to": 120},
])))


@pytest.mark.parametrize(("text", "gone"), [
    ("remove the title at the end", ["Bye"]), ("remove the title at the start", ["Hello"]), ("片尾的标题删了", ["Bye"]),
    ("把开头的标题去掉", ["Hello"]), ("remove the title in the last 10 seconds", ["Bye"]), ("no title from 0:40 to 0:50", []),
])
def test_the_title_that_is_shown_there_goes(text: str, gone: list[str]) -> None:
    assert _said(text, TWO) == [{"op": "remove_title", "text": one} for one in gone]


LED = ("{v}, 0:10 to 0:20", "{v} (0:10 to 0:20)", "{v}: 0:10-0:20", "{v}, but only from 0:10 to 0:20", "0:10-0:20: {v}", "{v}, 10s to 20s")


@pytest.mark.parametrize("text", [form.format(v=v) for form in LED for v in ("cut the music", "take the music off", "no music")])
def test_a_part_said_behind_is_of_what_goes(text: str) -> None:
    assert _said(text) == _mute("music", 10, 20)
    captions = direct(text.replace("music", "captions"), MADE)
    assert captions.edits == ()


@pytest.mark.parametrize(("text", "edits"), [
    ("remove the captions, trim the first 10 seconds", [{"op": "remove_captions"}, {"op": "trim", "start": 10}]),
    ("remove the captions. first 10 seconds at double speed",
     [{"op": "remove_captions"}, {"op": "speed", "factor": 2, "from": 0, "to": 10}]),
    ("lose the logo, last clip first", [{"op": "undo", "what": "overlay"}, {"op": "move_clip", "index": -1, "to": 1}]),
    ("no music except in the last 10 seconds", _mute("music", 0, 110)), ("去掉音乐，除了最后10秒", _mute("music", 0, 110)),
    ("remove the music, but not in the first 20 seconds", _mute("music", 20, 120)), ("不要音乐，第二段", _mute("music", 30, 60)),
    ("字幕去掉，前10秒剪掉", [{"op": "remove_captions"}, {"op": "trim", "start": 10}]),
    ("remove the captions, they take up the bottom third", [{"op": "remove_captions"}]),
    ("这个视频一共两分钟，前面一分钟都没字幕", []), ("把说话中间的停顿都剪了吧", [{"op": "trim_silence"}]),
])
def test_what_follows_a_removal(text: str, edits: list[Said]) -> None:
    assert _said(text) == edits


def test_what_was_never_there_leaves_a_stretch_that_is_kept() -> None:
    assert _said("no music, only 0:10 to 0:40", FOUR) == [{"op": "keep", "from": 10, "to": 40}]
    assert _said("no subtitles, just for the first 10 seconds", FOUR) == []
