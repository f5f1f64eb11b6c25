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


TITLE = {"op": "title", "text": "山中小住", "from": 0, "to": 3}
PICTURE = {"op": "overlay", "file": "panda.png", "position": "bottom_right", "scale": 15}


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("把山中小住改成海边", TITLE, [{"op": "remove_title", "text": "山中小住"}, {"op": "title", "text": "海边", "from": 0, "to": 3}]),
    ("山中小住改成绿色", TITLE, [{"op": "title", "text": "山中小住", "color": "green"}]),
    ("标题停留的时间长一点，6秒吧", TITLE, [{"op": "title", "text": "山中小住", "from": 0, "to": 6}]),
    ("panda再大一圈，30%", PICTURE, [{"op": "overlay", "file": "panda.png", "scale": 30}]),
    ("make panda bigger", PICTURE, [{"op": "overlay", "file": "panda.png", "scale": 24}]),
    ("把panda去掉", PICTURE, [{"op": "undo", "what": "overlay"}]),
    ("1.5倍改成1.2倍", {"op": "speed", "factor": 1.5}, [{"op": "speed", "factor": 1.2}]),
    ("音量70%改为五成", {"op": "volume", "target": "all", "percent": 70}, [{"op": "volume", "target": "all", "percent": 50}]),
    ("把前4秒改成2倍速", BW, [{"op": "speed", "factor": 2, "from": 0, "to": 4}]),
    ("恢复声音", {"op": "mute", "target": "all"}, [{"op": "undo", "what": "mute"}]),
    ("恢复声音", BW, []),
    ("音乐有点抢，压到20%", MUSIC, [{"op": "volume", "target": "music", "percent": 20}]),
    ("那个音乐有点闷", MUSIC, []),
    ("字幕往上去一点", {"op": "captions"}, [{"op": "captions", "position": "top"}]),
])  # fmt: skip
def test_what_is_there_is_called_by_what_it_is(text: str, before: dict[str, Any], edits: list[dict[str, Any]]) -> None:
    assert said(text, before) == edits


@pytest.mark.parametrize("text", ["前面两步都撤了", "前两步取消掉", "最近两步撤销", "把前两步退掉吧"])
def test_so_many_steps_are_taken_back(text: str) -> None:
    assert said(text, MUSIC, BW, TITLE) == [{"op": "undo", "steps": 2}]


@pytest.mark.parametrize(("text", "edits"), [
    ("8秒一刀，16秒一刀", [{"op": "split", "at": 8}, {"op": "split", "at": 16}]),
    ("左上角放乌镇三日，字小一点", [{"op": "title", "text": "乌镇三日", "position": "top_left", "size": "small"}]),
    ("右下角放logo，小一点", [{"op": "overlay", "file": "logo", "position": "bottom_right", "scale": 12}]),
    ("顶部飘一行字 全场包邮 白色", [{"op": "title", "text": "全场包邮", "position": "top", "color": "white"}]),
    ("转直度，配乐细声啲", [{"op": "aspect", "ratio": "9:16"}, {"op": "volume", "target": "music", "percent": 50}]),
    ("最后时秒剪掉", [{"op": "trim", "end": 10}]),
    ("加个叠化的专场", [{"op": "transition", "kind": "crossfade"}]),
])  # fmt: skip
def test_other_ways_to_say_it(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("右下角放班徽，不透明度30%，再在顶部加字幕", [
        {"op": "overlay", "file": "班徽", "position": "bottom_right", "opacity": 30}, {"op": "captions", "position": "top"}]),
    ("右上角用打字机效果打出南极第九天，然后套个暖色调", [
        {"op": "title", "text": "南极第九天", "position": "top_right", "animation": "typewriter"}, {"op": "color", "look": "warm"}]),
    ("把字幕打出来", [{"op": "captions"}]),
    ("把赘字剪掉，声音平均一下", [{"op": "remove_fillers"}, {"op": "normalize"}]),
    ("唔好加字幕，淨係清走雜音", [{"op": "denoise"}]),
    ("防抖～加字幕～前三秒剪掉", [{"op": "stabilize"}, {"op": "captions"}, {"op": "trim", "start": 3}]),
    ("左右镜像；再第二段扔掉", [{"op": "flip", "axis": "horizontal"}, {"op": "delete_clip", "index": 2}]),
    ("声音在最后三秒淡出亮度提高20%", [{"op": "fade", "target": "audio", "out": 3}, {"op": "color", "brightness": 20}]),
    ("去掉杂音前四秒静音", [{"op": "denoise"}, {"op": "mute", "target": "all", "from": 0, "to": 4}]),
    ("让前四秒静音", [{"op": "mute", "target": "all", "from": 0, "to": 4}]),
    ("加字幕。好了之后第二段删了吧", [{"op": "captions"}, {"op": "delete_clip", "index": 2}]),
    ("加字幕，末了10到12秒静音", [{"op": "captions"}, {"op": "mute", "target": "all", "from": 10, "to": 12}]),
    ("在40秒切一刀，之后都不要", [{"op": "keep", "from": 0, "to": 40}]),
    ("防抖+20秒到24秒静音", [{"op": "stabilize"}, {"op": "mute", "target": "all", "from": 20, "to": 24}]),
    ("亮度+20", [{"op": "color", "brightness": 20}]),
])  # fmt: skip
def test_wishes_that_follow_each_other(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text) == edits


def test_why_a_thing_was_changed_changes_it_no_further() -> None:
    assert said("panda缩到10%，太抢眼了", PICTURE) == [{"op": "overlay", "file": "panda.png", "scale": 10}]
    assert said("音乐调到20%，太吵了", MUSIC) == [{"op": "volume", "target": "music", "percent": 20}]
    assert said("音乐太吵了", MUSIC) == [{"op": "volume", "target": "music", "percent": 20}]


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("12到15秒打码，挡一下车牌", MUSIC, [{"op": "blur", "target": "region", "from": 12, "to": 15}]),
    ("字幕不要放底部，挡住人了，放上面", {"op": "captions", "position": "bottom"}, [{"op": "captions", "position": "top"}]),
    ("把车牌挡住", MUSIC, [{"op": "blur", "target": "region"}]),
    ("刚才撤销错了，帮我恢复一下", MUSIC, [{"op": "redo"}]),
    ("让小狗开口说一句“你好”", MUSIC, []),
    ("让他说的话变成字幕", MUSIC, [{"op": "captions"}]),
    ("感觉有点拖沓", MUSIC, []),
])  # fmt: skip
def test_what_something_is_for_or_did_is_no_wish(text: str, before: dict[str, Any], edits: list[dict[str, Any]]) -> None:
    assert said(text, before) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("别加滤镜，亮一点就够了", [{"op": "color", "brightness": 20}]),
    ("现在这样就够了", []),
    ("不用字幕，只要把长度剪到50秒", [{"op": "duration", "to": 50, "how": "cut"}]),
    ("画面放大一倍", [{"op": "zoom", "factor": 2}]),
    ("总时长减四分之一", [{"op": "duration", "to": 90}]),
    ("6秒到9秒右下角打字：第二关 跳绳，白字", [
        {"op": "title", "text": "第二关 跳绳", "from": 6, "to": 9, "position": "bottom_right", "color": "white"}]),
    ("画面和声音淡出俩秒", [{"op": "fade", "target": "both", "out": 2}]),
    ("孩子的脸给马一下", [{"op": "blur", "target": "region"}]),
    ("马上加字幕", [{"op": "captions"}]),
    ("配乐先不要动，画面调暗一点", [{"op": "color", "brightness": -10}]),
    ("第二段移到最厚", [{"op": "move_clip", "index": 2, "to": -1}]),
    ("加行小字 效果因人而异 放底部", [{"op": "title", "text": "效果因人而异", "position": "bottom", "size": "small"}]),
    ("画面淡出两秒，声音也一起淡", [{"op": "fade", "target": "both", "out": 2}]),
])  # fmt: skip
def test_amounts_and_slips(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("回到最开始的样子", [{"op": "undo", "steps": 3}]),
    ("panda缩到现在的一半", [{"op": "overlay", "file": "panda.png", "scale": 7.5}]),
    ("黑白那步撤掉就好，别的别动", [{"op": "undo", "what": "color"}]),
])  # fmt: skip
def test_what_was_done_is_spoken_of(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text, MUSIC, BW, PICTURE) == edits
