"""Plain Chinese compositions whose words stand apart, or tell why and not what."""

from itertools import permutations
from typing import Any

import pytest

from backend.director import Scene, direct

SCENE = Scene(duration_s=120, clips=4, language="zh")


def said(text: str) -> list[dict[str, Any]]:
    return [edit.said() for edit in direct(text, SCENE).edits]


@pytest.mark.parametrize(("text", "edits"), [
    ("从第6秒播到第30秒就够了，其他砍掉", [{"op": "keep", "from": 6, "to": 30}]),
    ("从10秒剪到25秒，这段不要", [{"op": "cut", "from": 10, "to": 25}]),
    ("从5秒模糊到8秒", [{"op": "blur", "from": 5, "to": 8}]),
    ("10秒和20秒之间放慢一半", [{"op": "speed", "factor": 0.5, "from": 10, "to": 20}]),
    ("从20秒开始，前面的不要", [{"op": "trim", "start": 20}]),
    ("40秒后面全部剪掉", [{"op": "keep", "from": 0, "to": 40}]),
    ("从30秒起慢慢推近到1.4倍，到36秒", [{"op": "zoom", "factor": 1.4, "from": 30, "to": 36}]),
    ("剪掉前6秒，不对，前9秒", [{"op": "trim", "start": 9}]),
    ("前4秒和后7秒剪掉", [{"op": "trim", "start": 4, "end": 7}]),
    ("后4秒不要了", [{"op": "trim", "end": 4}]),
    ("片尾那个黑屏大概4秒吧，不要", [{"op": "trim", "end": 4}]),
    ("停顿别全剪，超过三秒的才剪", [{"op": "trim_silence", "min_silence": 3}]),
    ("贴纸 sun.png 放中间，12秒出来18秒消失", [{"op": "overlay", "file": "sun.png", "position": "center", "from": 12, "to": 18}]),
    ("标题「山里」放中间，4秒后消失", [{"op": "title", "text": "山里", "position": "center", "from": 0, "to": 4}]),
    ("微博只能发20秒，给我剪到20秒", [{"op": "duration", "to": 20, "how": "cut"}]),
    ("双倍速", [{"op": "speed", "factor": 2}]),
    ("从黑场淡入一秒", [{"op": "fade", "target": "video", "in": 1}]),
    ("每段之间用淡白过渡", [{"op": "transition", "kind": "fade_white"}]),
    ("配乐有点吵，小声一点", [{"op": "volume", "target": "music", "percent": 50}]),
    ("人声放大", [{"op": "volume", "target": "clip", "percent": 150}]),
    ("给我把配乐调低四分贝", [{"op": "volume", "target": "music", "db": -4}]),
    ("下面裁掉一成，那里有别人的水印", [{"op": "crop", "bottom": 10}]),
    ("这个视频前6秒和最后2秒都掐了", [{"op": "trim", "start": 6, "end": 2}]),
    ("开头两秒显示“静音观看效果更佳”", [{"op": "title", "text": "静音观看效果更佳", "from": 0, "to": 2}]),
    ("饱和度降15% 声音调大两成", [{"op": "color", "saturation": -15}, {"op": "volume", "target": "all", "percent": 120}]),
    ("去掉背景杂音 3倍速", [{"op": "denoise"}, {"op": "speed", "factor": 3}]),
    ("旁白太小声，大声一点", [{"op": "volume", "target": "clip", "percent": 150}]),
    ("影片开头四秒跟结尾三秒剪掉", [{"op": "trim", "start": 4, "end": 3}]),
    ("右上角写第5期，黄色", [{"op": "title", "text": "第5期", "position": "top_right", "color": "yellow"}]),
    ("音量降到三成五", [{"op": "volume", "target": "all", "percent": 35}]),
    ("左边裁掉百分之五，有水印", [{"op": "crop", "left": 5}]),
    ("饱和度往下调", [{"op": "color", "saturation": -20}]),
    ("麻烦老师加个字幕", [{"op": "captions"}]),
    ("第3秒弹出'小心'2秒，红色", [{"op": "title", "text": "小心", "from": 3, "to": 5, "color": "red", "animation": "pop"}]),
])
def test_a_composition_is_read_as_a_whole(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text) == edits


@pytest.mark.parametrize("why", [
    "太暗了", "太晃了", "拍糊了", "说错了", "有杂音", "有路人", "没人说话",
    "在调设备", "镜头晃到天花板了", "都是废话", "手抖得厉害",
])
@pytest.mark.parametrize("form", [
    "{0}{1}，删掉", "{0}{1}，不要了", "把{0}删了吧，{1}", "{0}剪掉，{1}", "{0}因为{1}，删了", "因为{1}，所以{0}删掉",
])
def test_why_a_part_goes_asks_for_nothing(form: str, why: str) -> None:
    assert said(form.format("15秒到22秒", why)) == [{"op": "cut", "from": 15, "to": 22}]
    assert said(form.format("第三段", why)) == [{"op": "delete_clip", "index": 3}]
    assert said(form.format("最后四秒", why)) == [{"op": "trim", "end": 4}]


@pytest.mark.parametrize(("text", "ops"), [
    ("前五秒剪掉，画面太暗了", ["trim", "color"]),
    ("画面太晃了，前五秒剪掉", ["stabilize", "trim"]),
    ("删掉第二段，声音大一点", ["delete_clip", "volume"]),
])
def test_a_complaint_of_the_whole_is_still_cured(text: str, ops: list[str]) -> None:
    assert [edit["op"] for edit in said(text)] == ops


DETAILS = {
    "大字": {"size": "large"}, "黄字": {"color": "yellow"}, "居中": {"position": "center"}, "淡入": {"animation": "fade"},
    "停留四秒": {"to": 4},
}


@pytest.mark.parametrize(("head", "joiner"), [
    ("开头加个标题：夏日回忆", "，"), ("开头加个标题：夏日回忆", "、"), ("开头写上“夏日回忆”", "，"), ("开头写上“夏日回忆”", "、"),
    ("开头写上“夏日回忆”", " "),
])
def test_the_details_of_a_text_come_in_any_order(head: str, joiner: str) -> None:
    for details in permutations(DETAILS, 3):
        wanted = {"op": "title", "text": "夏日回忆", "from": 0}
        for detail in details:
            wanted |= DETAILS[detail]
        assert said(head + joiner + joiner.join(details)) == [wanted], details


CLIPS = Scene(duration_s=90, clips=3, spans=((0, 30), (30, 60), (60, 90)), language="zh")


@pytest.mark.parametrize("text", [
    "给最后一段加速到1.5倍，然后倒放", "最后一段1.5倍速，再倒放", "speed up the last clip 1.5x, then reverse it",
])
def test_what_follows_is_for_the_same_clip(text: str) -> None:
    speed, backwards = (edit.said() for edit in direct(text, CLIPS).edits)
    assert (speed["from"], speed["to"]) == (backwards["from"], backwards["to"]) == (60, 90)


def test_what_names_the_whole_is_for_the_whole() -> None:
    assert direct("把第二段静音，然后整个视频倒放", CLIPS).edits[1].said() == {"op": "reverse"}


STRETCHES = {
    "10秒到20秒": (10, 20), "前8秒": (0, 8), "最后6秒": (114, 120), "1分05到1分15": (65, 75), "30秒以后": (30, 120), "20秒之前": (0, 20),
}
EFFECTS = {
    "静音": {"op": "mute", "target": "all"}, "两倍速": {"op": "speed", "factor": 2}, "背景虚化": {"op": "blur", "target": "background"},
}
PLACES = (
    "{0}{1}", "把{0}{1}", "在{0}{1}", "{0}这段{1}", "{0}，{1}", "{1}，{0}", "{1}（{0}）", "对{0}{1}", "{0}的时候{1}", "{1}，时间是{0}",
)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_stretch_stands_before_or_behind_what_is_done_to_it(stretch: str) -> None:
    start, end = STRETCHES[stretch]
    for place in PLACES:
        for effect, edit in EFFECTS.items():
            text = place.format(stretch, effect)
            assert said(text) == [edit | {"from": start, "to": end}], text
