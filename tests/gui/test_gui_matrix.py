"""Replies built of a fact and a direction, whose facts and actions are known by construction, and what must hold between two of them."""

from itertools import cycle, islice, product

import pytest

from agent.turn.gui import GuiStream, translate

FACTS = {
    "en": [
        "The cut runs 1:32",
        "I trimmed 14 pauses",
        "lake_02.mov is in at 0:12",
        "The title reads “North Pier”",
        "The rain is down 6 dB",
    ],
    "zh": ["成片时长1分32秒", "停顿剪掉了14处", "lake_02.mov在0:12接上了", "片名是《北码头》", "雨声降了6dB"],
}
VERBS = {
    "en": ["click", "tap on", "press", "use", "select", "find", "go to", "head over to", "open up", "look for"],
    "zh": ["点击", "点一下", "按下", "使用", "选择", "找到", "去", "打开", "切换到", "看看"],
}
PARTS = {
    "en": {
        "the Export button": "export",
        "the download icon below the player": "export",
        "the Apply button": "sse",
        "the trash icon": "sse",
        "the paperclip icon": "upload",
        "the Add media button": "upload",
        "the Top up button": "credits",
        "the Billing page": "credits",
        "the usage section of your account": "credits",
        "the Captions tab": "state",
        "the version history": "state",
        "the asset library": "state",
    },
    "zh": {
        "导出按钮": "export",
        "播放器下方的下载图标": "export",
        "应用按钮": "sse",
        "垃圾桶图标": "sse",
        "回形针图标": "upload",
        "添加素材按钮": "upload",
        "充值按钮": "credits",
        "账单页": "credits",
        "「个人中心」": "credits",
        "字幕面板": "state",
        "版本历史": "state",
        "素材库": "state",
    },
}
FRAMES = {
    "en": [
        "{F}. {D}.",
        "{D}. {F}.",
        "{F}; {d}.",
        "{F} — you can {d}.",
        "{F}, so {d}.",
        "{F} (just {d}).",
        "{F}. Feel free to {d}.",
        "{F}. The next step is to {d}.",
        "{F}. Your best bet is to {d}.",
        "{F}. It's time to {d}.",
        "{F}. Why not {d}?",
        "{F}. Once you're happy with it, {d}.",
        "{F}.\n\n- {D}",
        "{F}. **{D}.**",
        "{F}.\n\n> {D}.",
        "| Item | Note |\n|---|---|\n| {F} | {D} |",
    ],
    "zh": [
        "{F}。{d}。",
        "{d}。{F}。",
        "{F}；{d}。",
        "{F}，请{d}。",
        "{F}（请{d}）。",
        "{F}。别忘了{d}。",
        "{F}。现在可以{d}了。",
        "{F}。要不要{d}？",
        "{F}。满意的话就{d}。",
        "{F}。有空时请{d}。",
        "{F}。麻烦您{d}。",
        "{F}！{d}吧～",
        "{F}。\n\n- {d}",
        "{F}。**{d}。**",
        "| 项目 | 备注 |\n|---|---|\n| {F} | {d} |",
    ],
}
CHANGES = {
    "en": {
        "drag the right edge of the clip": "sse",
        "slide the clip to the left on the timeline": "sse",
        "nudge the fade handle inward": "sse",
        "pick a lighter font from the Font dropdown": "sse",
        "switch to another voice in the Voice panel": "sse",
        "type the new name into the text box": "sse",
        "untick the Loop checkbox": "sse",
        "adjust the speed in the Inspector": "sse",
        "move the playhead to the start": "state",
        "scroll through the timeline": "state",
        "drop your logo into the chat window": "upload",
        "bring your own song into this chat": "upload",
        "hit Export": "export",
        "choose File > Export": "export",
    },
    "zh": {
        "拖动片段右侧的边缘": "sse",
        "在轨道上把它往后拖": "sse",
        "把淡出手柄往左拽": "sse",
        "用鼠标拽着边框挪一挪": "sse",
        "在配音面板里选另一个声音": "sse",
        "在文本框里输入新标题": "sse",
        "取消勾选字幕复选框": "sse",
        "用色轮调一下颜色": "sse",
        "把播放头移到开头": "state",
        "滚动时间线查看全部": "state",
        "把标志拖进聊天窗口": "upload",
        "把录音丢进上传区": "upload",
        "点导出": "export",
        "依次选择文件 > 导出": "export",
    },
}
SCENES = {
    "en": [
        "I cut the part where you {d}.",
        "At 0:41 the user {d}s by mistake.",
        "The tutorial shows how to {d}.",
        "Line 7 reads “Now {d}.”",
        "The recording stops right before you {d}.",
        "Chapters: 0:00 Intro, 0:30 How to {d}, 1:10 Outro.",
        'I named the chapter "{D}".',
    ],
    "zh": [
        "您{d}的那段剪掉了。",
        "0:41她{d}时，镜头推近了。",
        "教程在0:14讲到怎么{d}。",
        "台词第7句是“现在{d}”。",
        "用户{d}的瞬间放慢了。",
        "章节：0:00 开场，0:30 如何{d}，1:10 结尾。",
        "我已经{d}了。",
        "章节名改成了“{d}”。",
    ],
}
ENDS = {"en": ". ", "zh": "。"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
TRADITIONAL = str.maketrans("导单库轨图标开关动边缘顺输复选", "導單庫軌圖標開關動邊緣順輸複選")


def directions(language: str) -> dict[str, str]:
    """Each direction with the action that it points to: every verb with every part, then the changes."""
    gap = " " if language == "en" else ""
    named = {verb + gap + part: kind for verb, (part, kind) in product(VERBS[language], PARTS[language].items())}
    return named | CHANGES[language]


def sentence(language: str, direction: str) -> str:
    return direction[:1].upper() + direction[1:] + ENDS[language].strip()


@LANGUAGES
def test_every_verb_with_every_part_in_every_frame_goes_and_the_fact_stays(language: str) -> None:
    facts = cycle(FACTS[language])
    wrong = []
    for frame, (direction, kind) in product(FRAMES[language], directions(language).items()):
        fact = next(facts)
        shown = translate(frame.format(F=fact, d=direction, D=direction[:1].upper() + direction[1:]))
        part = direction.split()[-1] if language == "en" else direction[-2:]
        if list(shown.actions) != [kind] or fact not in shown.text or part in shown.text.replace(fact, ""):
            wrong.append((frame, direction, shown))
    assert wrong == []


@LANGUAGES
def test_the_same_words_told_of_the_footage_or_of_what_was_done_stay(language: str) -> None:
    told = [scene.format(d=d, D=d[:1].upper() + d[1:]) for scene, d in product(SCENES[language], directions(language))]
    assert [text for text in told if translate(text).actions or translate(text).text != text] == []


@LANGUAGES
def test_facts_alone_pass_unchanged(language: str) -> None:
    text = ENDS[language].join(FACTS[language]) + ENDS[language].strip()
    assert translate(text).text == text
    assert translate(text).actions == ()


@LANGUAGES
def test_two_directions_point_to_what_each_points_to(language: str) -> None:
    every = list(directions(language).items())
    for (one, first), (two, second) in zip(every, every[41:] + every[:41], strict=True):
        shown = translate(sentence(language, one) + ("" if language == "zh" else " ") + sentence(language, two))
        assert shown.actions == tuple(dict.fromkeys((first, second))), (one, two)
        assert shown.text.strip()


@LANGUAGES
def test_form_changes_nothing(language: str) -> None:
    forms = ("**{}**", "*{}*", "> {}", "- {}", "3. {}", "## {}", "- [ ] {}")
    for (direction, kind), form in zip(directions(language).items(), cycle(forms), strict=False):
        assert translate(form.format(sentence(language, direction))).actions == (kind,), (form, direction)


def test_traditional_characters_change_nothing() -> None:
    for direction, kind in directions("zh").items():
        assert translate(sentence("zh", direction).translate(TRADITIONAL)).actions == (kind,), direction
    assert translate("請點擊匯出按鈕。在設定 > 帳單儲值。").actions == ("export", "credits")
    assert translate("點擊迴紋針圖示，從媒體櫃選取。").actions[0] == "upload"
    assert translate("去積分頁面。").actions == ("credits",)


@LANGUAGES
def test_what_is_shown_directs_nobody_and_arrives_the_same_in_fragments(language: str) -> None:
    facts, sizes = cycle(FACTS[language]), cycle((1, 2, 5, 9, 17))
    for direction in islice(directions(language), 0, None, 3):
        text = f"{next(facts)}{ENDS[language]}{sentence(language, direction)}\n\n{next(facts)}{ENDS[language].strip()}"
        shown = translate(text)
        assert translate(shown.text).text == shown.text
        assert translate(shown.text).actions == ()
        stream, size, early = GuiStream(), next(sizes), ""
        for start in range(0, len(text), size):
            early += stream.feed(text[start : start + size])
        assert stream.close() == shown
        assert shown.text.startswith(early.rstrip())


@LANGUAGES
def test_a_link_into_the_editor_is_the_part_that_it_names(language: str) -> None:
    places = cycle(("app://x/1", "nemo://panel?id=2", "javascript:void(0)", "#go"))
    for verb, (part, kind) in product(VERBS[language], PARTS[language].items()):
        gap = " " if language == "en" else ""
        shown = translate(sentence(language, f"{verb}{gap}[{part.strip('「」')}]({next(places)})"))
        assert shown.actions == (kind,), (verb, part)
        assert "](" not in shown.text
