"""Chinese as it is typed in haste: short wishes in a row without a mark, words said twice, remarks that ask for nothing more."""

from itertools import permutations
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

MUSIC = {"op": "music", "mood": "古典", "volume": 40}
BW = {"op": "color", "look": "bw"}


def said(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    scene = Scene(duration_s=120, clips=4, language="zh", before=tuple(EDITS.validate_python(list(before))))
    return [edit.said() for edit in direct(text, scene).edits]


SHORT: dict[str, dict[str, Any]] = {
    "去停顿": {"op": "trim_silence"},
    "加英文字幕": {"op": "captions", "language": "en"},
    "转竖屏": {"op": "aspect", "ratio": "9:16"},
    "降噪": {"op": "denoise"},
    "配古典乐": {"op": "music", "mood": "古典乐"},
    "去口头禅": {"op": "remove_fillers"},
    "分章节": {"op": "chapters"},
}


LONGER = [("去停顿", "加英文字幕", "配古典乐"), ("降噪", "去口头禅", "加英文字幕", "转竖屏")]


@pytest.mark.parametrize("wishes", [*permutations(SHORT, 2), *LONGER])
def test_short_wishes_in_a_row_are_each_read(wishes: tuple[str, ...]) -> None:
    assert said("".join(wishes)) == [SHORT[wish] for wish in wishes]


@pytest.mark.parametrize(("text", "edits"), [
    ("去语气词去静音加转场", [{"op": "remove_fillers"}, {"op": "trim_silence"}, {"op": "transition"}]),
    ("掐头三秒去尾四秒", [{"op": "trim", "start": 3, "end": 4}]),
    ("删掉第三段加字幕", [{"op": "delete_clip", "index": 3}, {"op": "captions"}]),
    ("让最后四秒静音", [{"op": "mute", "target": "all", "from": 116, "to": 120}]),
    ("停顿剪掉加字幕", [{"op": "trim_silence"}, {"op": "captions"}]),
    ("用叠化加转场", [{"op": "transition", "kind": "crossfade"}]),
    ("字幕改成绿色加粗", [{"op": "captions", "color": "green", "style": "bold"}]),
    ("加一个标题写“晚安”放顶部", [{"op": "title", "text": "晚安", "position": "top"}]),
    ("第三段先删掉", [{"op": "delete_clip", "index": 3}]),
    ("防抖，最后20到24秒静音", [{"op": "stabilize"}, {"op": "mute", "target": "all", "from": 20, "to": 24}]),
    ("防抖，最后4秒静音", [{"op": "stabilize"}, {"op": "mute", "target": "all", "from": 116, "to": 120}]),
    ("防抖再31到36秒倒放", [{"op": "stabilize"}, {"op": "reverse", "from": 31, "to": 36}]),
    ("把我说的呃、嗯、然后都剪掉", [{"op": "remove_fillers"}]),
    ("嗯、就是、那个这些全删了", [{"op": "remove_fillers"}]),
    ("音量打七折", [{"op": "volume", "target": "all", "percent": 70}]),
    ("配乐音量打个对折", [{"op": "volume", "target": "music", "percent": 50}]),
    ("速度打九折", [{"op": "speed", "factor": 0.9}]),
    ("加标题“全场打七折”", [{"op": "title", "text": "全场打七折"}]),
    ("把声音调均匀一点", [{"op": "normalize"}]),
    ("从半分钟开始，到70秒结束，别的不要", [{"op": "keep", "from": 30, "to": 70}]),
    ("前4秒不要，直接从4秒开始", [{"op": "trim", "start": 4}]),
    ("把片头那十来秒剪了，就十秒", [{"op": "trim", "start": 10}]),
    ("开头黑屏三秒多余，去掉吧", [{"op": "trim", "start": 3}]),
    ("第二段没什么用，删掉", [{"op": "delete_clip", "index": 2}]),
    ("剩下40秒左右就行", [{"op": "duration", "to": 40}]),
    ("嗡嗡的杂音能去掉不", [{"op": "denoise"}]),
    ("把杂讯消掉", [{"op": "denoise"}]),
    ("放慢两备", [{"op": "speed", "factor": 0.5}]),
    ("别裁到人，弄成直的", [{"op": "aspect", "ratio": "9:16", "mode": "fit"}]),
    ("把她说的话改成夸我的", []),
    ("片头打上 海边一日 停留3秒", [{"op": "title", "text": "海边一日", "from": 0, "to": 3}]),
    ("加一行居中的字：马上回来", [{"op": "title", "text": "马上回来", "position": "center"}]),
    ("给我打上几个字：家和万事兴", [{"op": "title", "text": "家和万事兴"}]),
    ("再加个啪的字样", [{"op": "title", "text": "啪"}]),
    ("打上生日快乐四个字", [{"op": "title", "text": "生日快乐"}]),
    ("左下角人名条：陈小雨 记者", [{"op": "title", "text": "陈小雨 记者", "position": "bottom_left"}]),
    ("加两行字幕", [{"op": "captions"}]),
])  # fmt: skip
def test_what_is_typed_in_haste(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text) == edits


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("音乐拿掉好了，太吵", MUSIC, [{"op": "remove_music"}]),
    ("剛才那個黑白濾鏡先拿掉", BW, [{"op": "undo", "what": "color"}]),
    ("刚才撤销的那一步，再做回来", BW, [{"op": "redo"}]),
    ("把剛剛取消的操作恢復一下", BW, [{"op": "redo"}]),
    ("刚才那步取消", BW, [{"op": "undo"}]),
    ("音乐先关掉", MUSIC, [{"op": "remove_music"}]),
])  # fmt: skip
def test_what_is_there_is_spoken_of(text: str, before: dict[str, Any], edits: list[dict[str, Any]]) -> None:
    assert said(text, before) == edits
