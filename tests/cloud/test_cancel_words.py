"""Words that stop a running export, and what else of the message stays."""

from pathlib import Path

import pytest

from agent.handlers.cancelwords import cancelling, stops
from tests.agent.conversing import draft, project

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"
READY = project(draft("Urban Dreams"), ["city.mp4"])
CANCEL = ("POST", "/api/render/proxy/lambda/")


@pytest.mark.parametrize("text", [
    "cancel the export", "Stop rendering.", "please abort my export", "can you cancel the running export?", "halt the render now",
    "I changed my mind, cancel the export", "取消导出", "停止渲染", "请取消正在进行的导出", "把导出停掉吧", "中止匯出", "导出取消",
])  # fmt: skip
def test_words_that_stop_an_export(text: str) -> None:
    wish = cancelling(text, running=False)
    assert wish is not None
    assert wish.rest == ""


@pytest.mark.parametrize("text", [
    "don't cancel the export", "don't export the captions", "别导出字幕", "不导出音乐", "stop the silence trimming",
    "how do I cancel an export", "add the title \"cancel the export\"", "cancel the captions",
    "stop the music", "export", "is the export cancelled?", "取消字幕",
    "怎么取消导出", "加标题「取消导出」", "再导出一次", "never mind", "停在第三秒", "加一个“停”字",
    "cancel it and make it louder",
])  # fmt: skip
def test_words_that_stop_none(text: str) -> None:
    assert cancelling(text, running=True) is None


@pytest.mark.parametrize("text", [
    "stop", "Stop!", "cancel", "cancel it", "stop stop", "don't export anymore", "don't export yet", "never mind, don't export",
    "hold the export", "no more exporting", "wait, stop", "取消", "别导出了", "停下来", "别导了", "不导了", "先别导出了", "别再导了", "停",
    "停一下", "先停一下", "停停停", "算了，不导了", "我改主意了，不导出了", "先别导", "暂停导出",
])  # fmt: skip
def test_bare_words_mean_the_export_that_runs(text: str) -> None:
    assert cancelling(text, running=False) is None
    for waiting in (False, True):
        wish = cancelling(text, running=True, waiting=waiting)
        assert wish is not None
        assert wish.rest == ""


@pytest.mark.parametrize(("text", "rest"), [
    ("别导了，先把标题改大", "先把标题改大"), ("先别导出，把音乐去掉", "把音乐去掉"),
    ("don't export yet, make the title bigger", "make the title bigger"),
    ("hold the export and add captions first", "add captions first"),
])  # fmt: skip
def test_an_export_that_is_taken_back_for_an_edit(text: str, rest: str) -> None:
    for waiting in (False, True):
        wish = cancelling(text, running=True, waiting=waiting)
        assert wish is not None
        assert wish.rest == rest


@pytest.mark.parametrize(("text", "rest"), [
    ("停，先加字幕", "先加字幕"), ("stop, make the title bigger first", "make the title bigger first"),
])  # fmt: skip
def test_a_bare_stop_before_an_edit_means_what_is_waited_for(text: str, rest: str) -> None:
    wish = cancelling(text, running=True, waiting=True)
    assert wish is not None
    assert wish.rest == rest
    assert cancelling(text, running=True) is None, "with an export in the background it may mean the edit before"


@pytest.mark.parametrize(("text", "rest"), [
    ("cancel the export and make the title bigger", "make the title bigger"), ("make it louder, and cancel the export", "make it louder"),
    ("取消导出，然后把标题放大", "把标题放大"), ("stop the export. Trim the start, then add captions", "Trim the start, then add captions"),
])  # fmt: skip
def test_what_else_is_asked_stays(text: str, rest: str) -> None:
    wish = cancelling(text, running=True)
    assert wish is not None
    assert wish.rest == rest


def test_a_bare_stop_is_no_edit() -> None:
    assert all(stops(text) for text in ("stop", "Stop!", "please stop", "停", "取消吧"))
    assert not any(stops(text) for text in ("stop the music", "stop at 0:10", "停在第三秒", "cut"))
