"""What must not change a Chinese wish: the script, how a number is written, courtesy, slips of the input; and that two wishes are two.

Each relation is tried on every sentence it concerns; what a sentence alone becomes is in `SINGLES`.
"""

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any

import pytest

from backend.director import Scene, direct

Edit = dict[str, Any]
SCENE = Scene(duration_s=300, clips=6, language="zh")
SINGLES: dict[str, Edit] = {
    "把片头五秒剪掉": {"op": "trim", "start": 5},
    "最后八秒不要了": {"op": "trim", "end": 8},
    "一分十秒到一分半删掉": {"op": "cut", "from": 70, "to": 90},
    "整体提速到1.2倍": {"op": "speed", "factor": 1.2},
    "画面亮度提高两成": {"op": "color", "brightness": 20},
    "调成黑白": {"op": "color", "look": "bw"},
    "加上字幕": {"op": "captions"},
    "降噪": {"op": "denoise"},
    "画面防抖": {"op": "stabilize"},
    "左右镜像": {"op": "flip", "axis": "horizontal"},
    "改成竖屏": {"op": "aspect", "ratio": "9:16"},
    "音量调到七成": {"op": "volume", "target": "all", "percent": 70},
    "结尾淡出两秒": {"op": "fade", "target": "both", "out": 2},
    "片段之间加叠化": {"op": "transition", "kind": "crossfade"},
    "把停顿超过一秒的地方剪掉": {"op": "trim_silence", "min_silence": 1},
    "左上角写“你好，小城”": {"op": "title", "text": "你好，小城", "position": "top_left"},
    "第二段放到最前面": {"op": "move_clip", "index": 2, "to": 1},
    "帧率改成30帧": {"op": "fps", "rate": 30},
    "按内容分章节": {"op": "chapters"},
}


def said(text: str) -> list[Edit]:
    return [edit.said() for edit in direct(text, SCENE).edits]


def misread(cases: Iterable[tuple[str, list[Edit]]]) -> list[tuple[str, list[Edit]]]:
    """The cases that became something else, with what they became."""
    return [(text, got) for text, wanted in cases if (got := said(text)) != wanted]


def test_every_sentence_alone_is_read() -> None:
    assert misread((text, [edit]) for text, edit in SINGLES.items()) == []


TAIWAN = {
    "把影片開頭三秒剪掉": "把视频开头三秒剪掉",
    "幫我把背景音樂的音量調小一點": "帮我把背景音乐的音量调小一点",
    "第二個片段移到最後面": "第二个片段移到最后面",
    "停頓超過一秒的地方都剪掉": "停顿超过一秒的地方都剪掉",
    "輸出解析度改成1080p": "输出分辨率改成1080p",
    "1分12秒到1分30秒靜音": "1分12秒到1分30秒静音",
    "加個復古濾鏡": "加个复古滤镜",
    "每段之間用淡黑轉場": "每段之间用淡黑转场",
    "結尾的畫面用兩秒鐘淡出": "结尾的画面用两秒钟淡出",
    "右下角放檔案 logo.png，透明度三成": "右下角放文件 logo.png，透明度三成",
    "聲音太小了，調大百分之二十": "声音太小了，调大百分之二十",
    "前2秒和後3秒剪掉": "前2秒和后3秒剪掉",
    "畫面裡的車牌打馬賽克": "画面里的车牌打马赛克",
    "整支影片倒著播": "整支视频倒着播",
    "字幕翻譯成英文": "字幕翻译成英文",
    "倒數第二段刪掉": "倒数第二段删掉",
    "把講話卡住的地方剪掉": "把讲话卡住的地方剪掉",
    "這個視頻最後五秒慢動作": "这个视频最后五秒慢动作",
}


@pytest.mark.parametrize(("traditional", "simplified"), TAIWAN.items())
def test_both_scripts_say_the_same(traditional: str, simplified: str) -> None:
    assert said(traditional) == said(simplified) != []


MOMENTS = {
    72: ("1:12", "01:12", "72秒", "1分12秒", "1分12", "一分十二秒", "一分十二", " 72 秒"),
    68: ("1:08", "68秒", "1分8秒", "1分08秒", "一分零八秒", "一分零八"),
    150: ("2:30", "150秒", "2分30秒", "两分半", "两分三十秒", "2分半"),
}
LATER = {180: ("3:00", "180秒", "3分钟", "三分钟"), 190: ("3:10", "190秒", "三分十秒", "3分10")}
LENGTHS = {
    2: ("2秒", "两秒", "2s", " 2 秒", "两秒钟"),
    2.5: ("2.5秒", "两秒半", "二点五秒", "2.5s"),
    0.5: ("0.5秒", "半秒", "零点五秒", "半秒钟"),
    30: ("30秒", "三十秒", "半分钟"),
    90: ("90秒", "一分半", "1分30秒", "一分三十秒", "1分半"),
}
SHARES = {
    30: ("30%", "百分之三十", "三成", "3成", "30 %", "百分之30"),
    50: ("50%", "五成", "百分之五十"),
    15: ("15%", "一成半", "百分之十五"),
}


def in_slots(forms: dict[Any, tuple[str, ...]], slots: dict[str, Any]) -> Iterator[tuple[str, list[Edit]]]:
    for slot, edit in slots.items():
        for value, words in forms.items():
            for word in words:
                yield slot.format(word), [edit(value)]


def test_a_moment_is_read_however_it_is_written() -> None:
    assert (
        misread(
            in_slots(
                MOMENTS,
                {
                    "在{}处切一刀": lambda at: {"op": "split", "at": at},
                    "{}的地方定格三秒": lambda at: {"op": "freeze", "at": at, "duration": 3},
                    "{}以后的都不要": lambda at: {"op": "keep", "from": 0, "to": at},
                    "从{}开始，前面的不要": lambda at: {"op": "trim", "start": at},
                },
            )
        )
        == []
    )


def test_a_stretch_is_read_however_its_ends_are_written() -> None:
    pairs = [(a, b, x, y) for a, xs in MOMENTS.items() for b, ys in LATER.items() for x in xs for y in ys]
    slots = ("把{}到{}删掉", "从{}剪到{}，这段不要", "{}和{}之间的删掉", "第{}到第{}不要了", "从{}一直到{}剪掉")
    assert misread((slots[i % len(slots)].format(x, y), [{"op": "cut", "from": a, "to": b}]) for i, (a, b, x, y) in enumerate(pairs)) == []
    assert misread((f"{x}到{y}之间放大", [{"op": "zoom", "from": a, "to": b}]) for a, b, x, y in pairs) == []


def test_a_length_is_read_however_it_is_written() -> None:
    assert (
        misread(
            in_slots(
                LENGTHS,
                {
                    "前{}剪掉": lambda s: {"op": "trim", "start": s},
                    "后{}剪掉": lambda s: {"op": "trim", "end": s},
                    "掐头去尾各{}": lambda s: {"op": "trim", "start": s, "end": s},
                    "停顿超过{}的部分去掉": lambda s: {"op": "trim_silence", "min_silence": s},
                    "转场用叠化，{}": lambda s: {"op": "transition", "kind": "crossfade", "duration": s},
                    "开头{}显示“早”": lambda s: {"op": "title", "text": "早", "from": 0, "to": s},
                    "“早”显示在开头{}": lambda s: {"op": "title", "text": "早", "from": 0, "to": s},
                },
            )
        )
        == []
    )


def test_a_share_is_read_however_it_is_written() -> None:
    assert (
        misread(
            in_slots(
                SHARES,
                {
                    "音量降到{}": lambda p: {"op": "volume", "target": "all", "percent": p},
                    "音量加{}": lambda p: {"op": "volume", "target": "all", "percent": 100 + p},
                    "声音小{}": lambda p: {"op": "volume", "target": "all", "percent": 100 - p},
                    "背景音乐压到{}": lambda p: {"op": "volume", "target": "music", "percent": p},
                    "亮度+{}": lambda p: {"op": "color", "brightness": p},
                    "左边裁掉{}": lambda p: {"op": "crop", "left": p},
                },
            )
        )
        == []
    )


def test_a_factor_and_a_place_in_the_row_are_read_however_they_are_written() -> None:
    assert (
        misread(
            in_slots(
                {1.5: ("1.5倍", "一倍半", "一点五倍", "1.5x"), 2: ("2倍", "两倍", "2x")},
                {
                    "加速到{}": lambda x: {"op": "speed", "factor": x},
                    "画面放大{}": lambda x: {"op": "zoom", "factor": x},
                },
            )
        )
        == []
    )
    rows = {
        1: ("第一段", "第1段", "头一段", "第 1 个片段"),
        -1: ("最后一段", "末段", "倒数第1段", "最末一段"),
        -2: ("倒数第二段", "倒数第2个片段"),
    }
    assert misread(in_slots(rows, {"把{}删掉": lambda n: {"op": "delete_clip", "index": n}})) == []


JOINERS = (
    "{}，{}", "{}。{}", "{}；{}", "{}，然后{}", "{}，再{}", "{}，接着{}", "{}，顺便{}", "{}，另外{}", "{}，还有{}",
    "{}\n{}", "1. {}\n2. {}", "①{} ②{}", "先{}，再{}", "{}，同时{}", "首先{}，其次{}", "（1）{}（2）{}",
    "第一，{}；第二，{}", "1、{}\n2、{}", "{},{}", "{}，还要{}", "{}，并且{}",
)
LENGTH = {"trim", "cut", "speed", "trim_silence", "move_clip"}
"""Ops that shift the times of others; two of them may be joined into one."""


def test_two_wishes_in_one_message_are_two_edits() -> None:
    pairs = [
        (one, other)
        for one, other in permutations(SINGLES, 2)
        if SINGLES[one]["op"] != SINGLES[other]["op"] and not {SINGLES[one]["op"], SINGLES[other]["op"]} <= LENGTH
    ]
    joined = ((JOINERS[place % len(JOINERS)].format(*pair), [SINGLES[one] for one in pair]) for place, pair in enumerate(pairs))
    assert misread(joined) == []


LEADS = (
    "请", "麻烦", "帮我", "麻烦帮我", "能不能帮我", "劳驾", "拜托，", "你好，", "老师，", "亲，", "我想", "最好",
    "我觉得最好", "那你", "这次", "客户说", "老板要求", "辛苦了，", "我刚看了一遍，", "这是给我妈看的，",
    "第一次剪片子不太懂，",
)
CLOSES = (
    "吧", "哈", "呀", "谢谢", "，谢谢", "，辛苦了", "，好吗", "，可以吗", "，就这些", "，先这样", "~", "！", "，急用",
    "，明天要交", "，客户那边催得急", "，因为老板要看",
)


@pytest.mark.parametrize("lead", LEADS)
def test_courtesy_before_a_wish_changes_nothing(lead: str) -> None:
    assert misread((lead + text, [edit]) for text, edit in SINGLES.items()) == []


@pytest.mark.parametrize("close", CLOSES)
def test_courtesy_behind_a_wish_changes_nothing(close: str) -> None:
    assert misread((text + close, [edit]) for text, edit in SINGLES.items()) == []


def test_words_of_courtesy_in_a_quotation_stay() -> None:
    assert said("标题写“客户说，就这样”") == [{"op": "title", "text": "客户说，就这样"}]


SLIPS = {
    "掉": "调",
    "最后": "最候",
    "帧": "桢",
    "淡出": "蛋出",
    "音量": "音亮",
    "字幕": "子幕",
    "裁掉": "栽掉",
    "剪掉": "检掉",
    "删掉": "山掉",
    "倒放": "到放",
    "声音": "生音",
    "镜像": "镜象",
    "黑白": "黑百",
    "防抖": "房抖",
    "降噪": "降躁",
    "叠化": "迭化",
    "竖屏": "树屏",
}
SLIPPED = SINGLES | {
    "倒放": {"op": "reverse"},
    "声音调到一半": {"op": "volume", "target": "all", "percent": 50},
    "左边裁掉一成": {"op": "crop", "left": 10},
}


@pytest.mark.parametrize(("right", "wrong"), SLIPS.items())
def test_a_slip_of_the_input_is_read_as_what_was_meant(right: str, wrong: str) -> None:
    slipped = [(text.replace(right, wrong), [edit]) for text, edit in SLIPPED.items() if right in text]
    assert slipped
    assert misread(slipped) == []


TAKEN = {"trim_silence": "停顿|没人说话的地方", "denoise": "杂音|背景噪音", "remove_fillers": "口头禅|语气词"}
ORDERS = ["把{0}{1}", "{0}{1}", "{1}{0}", "{0}给我{1}", "将{0}{1}", "能不能{1}{0}", "视频里的{0}{1}", "把所有{0}都{1}", "{0}得{1}"]


@pytest.mark.parametrize("verb", ["去掉", "删掉", "弄掉", "移除"])
def test_what_is_taken_out_stands_before_or_behind_its_verb(verb: str) -> None:
    cases = ((order.format(thing, verb), [{"op": op}]) for op, things in TAKEN.items() for thing in things.split("|") for order in ORDERS)
    assert misread(cases) == []


@pytest.mark.parametrize("denial", ["不要", "别", "不用", "先别", "不需要", "千万别", "无需"])
@pytest.mark.parametrize("thing", ["加字幕", "配音乐", "加转场", "倒放", "裁剪画面", "模糊背景"])
def test_what_is_denied_is_not_done_and_hides_no_other_wish(denial: str, thing: str) -> None:
    stays = {text: edit for text, edit in SINGLES.items() if edit["op"] in ("trim", "denoise", "stabilize", "flip")}
    assert said(denial + thing) == []
    assert misread((f"{denial}{thing}，{text}", [edit]) for text, edit in stays.items()) == []
    assert misread((f"{text}，{denial}{thing}", [edit]) for text, edit in stays.items()) == []


@pytest.mark.parametrize(("level", "param"), [
    ("音量", "percent"), ("亮度", "brightness"), ("对比度", "contrast"), ("饱和度", "saturation"),
])
def test_a_level_goes_the_way_it_is_told_or_complained_of(level: str, param: str) -> None:
    middle = 100 if param == "percent" else 0
    for form in ("把{0}调{1}一点", "{0}再{1}一点", "调{1}{0}", "{0}太{2}了", "{0}有点{2}，调{1}一点", "稍微调{1}一下{0}"):
        (louder,), (quieter,) = said(form.format(level, *"高低")), said(form.format(level, *"低高"))
        assert louder[param] > middle > quieter[param], form
