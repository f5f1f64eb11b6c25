"""The words of an export, and what they ask for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.handlers.asking import agreed
from agent.handlers.wishes import Wishes, wishes


@pytest.mark.parametrize(("text", "expected"), [
    ("export", Wishes()),
    ("export at 1080p", Wishes(height=1080)),
    ("导出720P的视频", Wishes(height=720)),
    ("render it in 4K at 60 fps", Wishes(height=2160, fps=60.0)),
    ("export 1080x1920", Wishes(height=1080)),
    ("export at 23.976fps", Wishes(fps=23.976)),
    ("导出 30帧", Wishes(fps=30.0)),
    ("give me the srt", Wishes(video=False, subtitles=("srt",))),
    ("export the subtitle file", Wishes(video=False, subtitles=("srt",))),
    ("导出字幕文件", Wishes(video=False, subtitles=("srt",))),
    ("export WebVTT format", Wishes(video=False, subtitles=("vtt",))),
    ("the video and the srt and the vtt please", Wishes(subtitles=("srt", "vtt"))),
    ("export with subtitles", Wishes()),
    ("export it as final.mp4", Wishes(name=Path("final.mp4"))),
    ('save it as "my cut.mp4"', Wishes(name=Path("my cut.mp4"))),
    ("导出为 成片.mp4", Wishes(name=Path("成片.mp4"))),
    ("导出1080p，文件名叫夏日.mp4", Wishes(height=1080, name=Path("夏日.mp4"))),
    ("匯出，檔名為夏天.mp4", Wishes(name=Path("夏天.mp4"))),
    ("export as gif", Wishes(other_format="gif")),
    ("quick draft quality export", Wishes(draft=True)),
    ("export in the best quality", Wishes(best=True)), ("用最高画质导出", Wishes(best=True)),
    ("export clip1080.mp4", Wishes()),
    ("export 5 fps", Wishes()),
])
def test_the_words_of_an_export(text: str, expected: Wishes) -> None:
    found = wishes(text)
    assert (found.video or found.subtitles) == (expected.video or expected.subtitles)
    assert found == expected


@given(st.text(max_size=200))
def test_any_text_asks_for_something(text: str) -> None:
    found = wishes(text)
    assert found.video or found.subtitles or found.timeline


@pytest.mark.parametrize(("text", "verdict"), [
    ("yes", True), ("Yes, please!", True), ("好的。", True), ("no", False), ("don’t", False), ("不要", False),
    ("yes and make it vertical", None), ("", None), ("导出", None),
])
def test_only_a_plain_yes_or_no_answers_a_question(text: str, verdict: bool | None) -> None:
    assert agreed(text) is verdict
