"""An errand may stand among other wishes of one message; sentences that only look like it stay whole."""

import pytest

from agent.errands.steps import errand_steps, parted
from routing.plan import Step
from tests.agent.test_errand_words import look


def read(text: str) -> list[tuple[str, str]]:
    return [(part.text, part.errand.task if part.errand else "") for part in parted(text, look)]


@pytest.mark.parametrize(("text", "parts"), [
    ("make it 9:16, then do the same to the others and export",
     [("make it 9:16", ""), ("do the same to the others and export", "same")]),
    ("Trim the silences and add captions. Then apply this to every clip in ./raw",
     [("Trim the silences and add captions", ""), ("apply this to every clip in ./raw", "same")]),
    ("make it square, then do the same to every clip in ./raw", [("make it square", ""), ("do the same to every clip in ./raw", "same")]),
    ("mute it and do the same with b.mp4 and c.mov", [("mute it", ""), ("do the same with b.mp4 and c.mov", "same")]),
    ("make it 9:16; do the same to the others; how many credits are left?",
     [("make it 9:16", ""), ("do the same to the others", "same"), ("how many credits are left?", "")]),
    ("do the same to the others, then show me the timeline", [("do the same to the others", "same"), ("show me the timeline", "")]),
    ("make it 9:16, save this as a recipe called tall and export",
     [("make it 9:16", ""), ("save this as a recipe called tall", "save"), ("export", "")]),
    ("save this as a recipe called tall, then run the tall recipe on b.mp4",
     [("save this as a recipe called tall", "save"), ("run the tall recipe on b.mp4", "run")]),
    ("use the podcast recipe and export", [("use the podcast recipe", "here"), ("export", "")]),
    ("once it's done, do the same to the others", [("do the same to the others", "same")]),
    ("改成竖屏，然后对其他片段也这样做", [("改成竖屏", ""), ("对其他片段也这样做", "same")]),
    ("去掉静音，加字幕，再对其余的视频也同样处理并导出", [("去掉静音，加字幕", ""), ("对其余的视频也同样处理并导出", "same")]),
    ("改成竖屏再把这些操作应用到其他视频上", [("改成竖屏", ""), ("把这些操作应用到其他视频上", "same")]),
    ("静音，然后对讲解.mp4也这样做，最后看看还剩多少积分", [("静音", ""), ("对讲解.mp4也这样做", "same"), ("看看还剩多少积分", "")]),
    ("改成竖屏，存成配方“竖屏”，然后导出", [("改成竖屏", ""), ("存成配方“竖屏”", "save"), ("导出", "")]),
])
def test_an_errand_is_a_part_of_its_message(text: str, parts: list[tuple[str, str]]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize("text", [
    "make it 9:16 and export", "put the title \"now, do the same to the others\" at the top, then export",
    "add a title saying: now, do the same to the others", "标题写“改好了，然后对其他片段也这样做”，再导出",
    "if it looks good, do the same to the others", "如果好看，就对其他片段也这样做", "don't export and do the same to the others",
    "make clip 1 brighter and the other clips darker", "cut the first half, and do the rest slower", "mute the first clip, keep the others",
    "do the same to the second clip, then export", "crop it, then use the same music", "第一段静音，其他的都删掉", "加字幕，其他的不用管",
    "fade in, fade out and do it again", ", ".join(["do the same to the second clip"] * 40), "and then, and then", "，，，再再再",
])
def test_other_sentences_stay_whole(text: str) -> None:
    assert read(text) == [(text, "")]


def test_a_name_of_two_words_with_and_is_a_name() -> None:
    (part,) = parted("save this as a recipe called salt and pepper", look)
    assert part.errand
    assert part.errand.name == "salt and pepper"


def test_what_was_edited_is_exported_too_where_the_errand_ends_in_an_export() -> None:
    _, errand = parted("make it 9:16, then do the same to the others and export", look)
    edit, out = Step("sse", "make it 9:16"), Step("export", "")
    assert [(step.intent, step.errand) for step in errand_steps(errand, [edit])] == [("export", ""), ("sse", "same")]
    assert [step.errand for step in errand_steps(errand, [edit, out])] == ["same"]
    assert [step.errand for step in errand_steps(errand, [])] == ["same"]
