"""Titles that nobody put in quotes: found where a message is not wholly understood, and nothing else becomes one."""

import pytest

from backend.director import Scene, direct

FOUR = Scene(duration_s=120.0, clips=4, spans=((0.0, 30.0), (30.0, 60.0), (60.0, 90.0), (90.0, 120.0)))


def titles(text: str) -> list[str]:
    """The texts that a message about four clips puts on the screen."""
    return [str(edit.said()["text"]) for edit in direct(text, FOUR).edits if edit.op == "title"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("put happy new year grandpa on the last shot", "happy new year grandpa"),
        ("can you show welcome back for the first 5 seconds", "welcome back"),
        ("put level up at 0:33 for 2 secs", "level up"),
        ("put swipe up at the bottom from 0:20", "swipe up"),
        ("say hello everyone at the top in yellow", "hello everyone"),
        ("end with thanks for listening", "thanks for listening"),
        ("at the end put see you tomorrow", "see you tomorrow"),
        ("between 0:10 and 0:15 show step two add flour", "step two add flour"),
        ("the title should be winter in oslo", "winter in oslo"),
        ("big title the long way home, centered", "the long way home"),
        ("opening title, a day at sea, 3 seconds, center", "a day at sea"),
        ("name tag peter at 0:05", "peter"),
        ("lower third with hanna weber, producer from 3 to 8", "hanna weber, producer"),
        ("i'd love the words just arrived over the first clip", "just arrived"),
        ("caption at 0:10 saying this took 5 tries", "this took 5 tries"),
        ("show the price, 12.50, at 0:15", "12.50"),
        ("put the date july 9th 2026 in the corner", "july 9th 2026"),
        ("右下角写个2025年8月", "2025年8月"),
        ("最后5秒出字 明天见", "明天见"),
        ("标题就叫老李的一天", "老李的一天"),
        ("0:20到0:24显示再等一下", "再等一下"),
        ("加一行小字 图片仅供参考 放右下角", "图片仅供参考"),
        ("底部加一句话明天也要加油呀", "明天也要加油呀"),
        ("来个大标题 我要去远方", "我要去远方"),
    ],
)
def test_a_text_without_quotes_is_found_by_what_stands_around_it(text: str, title: str) -> None:
    assert titles(text) == [title]


def test_several_texts_without_quotes() -> None:
    assert titles("have it say day one at the start, then day two at 0:45") == ["day one", "day two"]
    assert titles("put BEFORE on clip 1 and AFTER on clip 2") == ["BEFORE", "AFTER"]


@pytest.mark.parametrize(
    "text",
    [
        "put the dog at the end",
        "put clip 2 at the end",
        "show me what you did at 0:10",
        "put sunglasses on him at 0:12",
        "say something funny at the end",
        "the title should last 4 seconds",
        "the title looks bad",
        "words are hard to read",
        "open with the sunset shot",
        "put everything in black and white for the first 10 seconds",
        "show captions in the first 5 seconds",
        "右下角放水印",
        "左下角打我的水印图",
        "显示进度条",
        "0:10出现一只猫",
        "标题太长",
    ],
)
def test_what_is_no_text_becomes_none(text: str) -> None:
    assert titles(text) == []


def test_what_was_understood_before_still_is() -> None:
    told = direct("cut the first 3 seconds and put see you soon on the last clip", FOUR)
    assert [edit.op for edit in told.edits] == ["trim", "title"]
