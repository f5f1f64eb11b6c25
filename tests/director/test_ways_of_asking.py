"""A wish is the same wish however it is asked for."""

import pytest

from backend.director import Scene, direct

SCENE = Scene(duration_s=240, clips=4)
WISHES = (
    "add captions", "cut the first 10 seconds", "make it vertical", "keep only 0:10 to 1:00", "split it at 1:00", "delete the third clip",
    "put some calm piano music under it", "fade in from black", "brighten it by 20%", "undo the last two changes",
)  # fmt: skip
FRAMES = (
    "do you think you can {}?", "any chance you could {}?", "the client asked to {}", "on this one {}", "is there a way to {}?",
    "what I want is to {}", "my boss asked me to {}", "it would be nice if you could {}", "as a first step, {}", "{}, that's all",
)  # fmt: skip
WISHES_ZH = ("加字幕", "去掉前10秒", "改成竖屏", "只保留10秒到1分钟", "背景虚化", "分章节", "亮度提高20%", "删掉第三段")
FRAMES_ZH = ("这个视频{}", "{}，快点", "其实我就想{}", "甲方要求{}", "能不能{}", "{}，别的不动", "对了，{}", "帮我把这个视频{}")


@pytest.mark.parametrize("frame", FRAMES)
def test_an_english_wish_is_understood_in_any_frame(frame: str) -> None:
    assert [w for w in WISHES if direct(frame.format(w), SCENE).edits != direct(w, SCENE).edits] == []


@pytest.mark.parametrize("frame", FRAMES_ZH)
def test_a_chinese_wish_is_understood_in_any_frame(frame: str) -> None:
    assert [w for w in WISHES_ZH if direct(frame.format(w), SCENE).edits != direct(w, SCENE).edits] == []


def test_hurry_is_a_wish_where_it_is_about_the_video() -> None:
    read = [[edit.op for edit in direct(text, SCENE).edits] for text in ("快点", "太慢了，快点", "加字幕，快点")]
    assert read == [["speed"], ["speed"], ["captions"]]
