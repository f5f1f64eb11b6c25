"""The wish for the best moments, and the wishes that only sound like it."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import BestMoments

SCENE = Scene(duration_s=300, before=(BestMoments(to=30),))


def said(text: str) -> list[dict[str, Any]]:
    return [one.said() for one in direct(text, SCENE).edits]


@pytest.mark.parametrize(("text", "seconds"), [
    ("turn today's footage into a 40 second highlight video", 40), ("I just need the best 20 seconds of it", 20),
    ("only keep the best bits", None),
    ("could you cut together a highlights reel", None), ("a one-minute best-of please", 60),
    ("trim everything but the best parts", None),
    ("make it 25 seconds long, the best moments only", 25), ("boil it down to its highlights, max 45 seconds", 45),
    ("剪一个半分钟的精彩集锦", 30), ("只要高光时刻", None), ("挑出最精彩的20秒", 20), ("做成精华版，控制在一分钟", 60),
    ("帮我提取高光片段", None),
])
def test_the_best_moments_with_the_length_that_was_said(text: str, seconds: float | None) -> None:
    assert said(text) == [{"op": "best_moments"} | ({"to": seconds} if seconds else {})]


@pytest.mark.parametrize(("text", "ops"), [
    ("make a vertical 15 second highlight reel and add captions", ["aspect", "best_moments", "captions"]),
    ("剪成30秒精华，配上轻快的音乐", ["best_moments", "music"]), ("undo the highlight reel", ["undo"]), ("撤销精华", ["undo"]),
])
def test_it_stands_beside_other_wishes_and_can_be_taken_back_by_its_name(text: str, ops: list[str]) -> None:
    assert [one["op"] for one in said(text)] == ops


@pytest.mark.parametrize("text", [
    "keep the funniest parts", "zoom in on the best moment", "the highlights are blown out", "don't make a highlight reel",
    "remove the best part",
    "highlight each word as it is said", "which are the best moments?", "最搞笑的部分留下", "给高光片段加字幕",
    'add the title "Best moments of 2024"',
])
def test_what_needs_understanding_or_is_something_else_is_no_choice_by_measures(text: str) -> None:
    assert "best_moments" not in [one["op"] for one in said(text)]
