"""Promises that hold for any text: no exception, bounded work, quotations are never commands."""

import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.director import Directions, Scene, direct
from backend.director.normal import CONSIDERED, normal
from backend.edits import EDITS

SCENE = Scene(duration_s=90, clips=3)
WORDS = st.sampled_from(
    [
        "cut",
        "trim",
        "the",
        "first",
        "10",
        "seconds",
        "1:30",
        "captions",
        "字幕",
        "音乐",
        "music",
        "and",
        "then",
        ",",
        "。",
        '"',
        "“",
        "”",
        "「",
        "」",
        "不要",
        "don't",
        "2x",
        "35%",
        "-6",
        "dB",
        "第",
        "秒",
        "从",
        "到",
        "from",
        "to",
        "speed",
        "up",
        "title",
        "标题",
        "写",
        "logo.png",
        "9:16",
        "4k",
        "undo",
        "撤销",
        "fade",
        "out",
        "淡出",
        "louder",
        "大声",
        "last",
        "最后",
        "half",
        "一半",
        "每",
        "@me",
        "三分之一",
        "百分之",
        "between",
        "1080p60",
        "½",
        "it",
        "它",
        ".",
        ";",
        "\n",
        "1)",
        "(",
        ")",
        ":",
        "—",
        "→",
        "rotate",
        "90",
        "clip",
        "2",
        "片段",
        "zoom",
        "放大",
        "blur",
        "loop",
        "same",
    ]
)
COMMANDS = [
    "remove the silence",
    "add music",
    "cut the first 5 seconds",
    "undo",
    "静音",
    "加字幕",
    "倒放",
    "make it vertical",
    "两倍速",
    "fade out",
]
QUOTES = ["“{}”", "‘{}’", "「{}」", "『{}』", "《{}》", '"{}"', "«{}»", "'{}'"]


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(direct(text, SCENE), Directions)


@given(st.text(alphabet=st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None), max_size=80))
@settings(max_examples=200, deadline=None)
def test_surrogates_and_controls_are_answered(text: str) -> None:
    EDITS.validate_python([edit.said() for edit in direct(text, SCENE).edits])


@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from([0.0, 3.0, 90.0, 1e6]))
@settings(max_examples=500, deadline=None)
def test_any_heap_of_its_own_words_is_answered(text: str, duration_s: float) -> None:
    directions = direct(text, Scene(duration_s=duration_s))
    assert 0.0 <= directions.confidence <= 1.0
    assert (directions.kind == "edit") == bool(directions.edits)


@given(st.lists(WORDS, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_words_without_spaces_are_answered(text: str) -> None:
    assert isinstance(direct(text, SCENE), Directions)


@pytest.mark.parametrize(
    "build",
    [
        lambda: "a" * 1_000_000,
        lambda: "剪" * 1_000_000,
        lambda: "1:" * 500_000,
        lambda: "“" * 1_000_000,
        lambda: "cut the first 10 seconds, " * 40_000,
        lambda: "\0" * 1_000_000,
        lambda: "👩‍👩‍👧" * 100_000,
        lambda: "'a " * 300_000,
        lambda: "写" * 1_000_000,
        lambda: "half " * 200_000,
        lambda: "title: " * 150_000,
        lambda: "that says " * 100_000,
    ],
)
def test_a_million_characters_are_not_read_to_the_end(build: Callable[[], str]) -> None:
    text = build()
    assert direct(text, SCENE) == direct(text[:CONSIDERED], SCENE)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_the_normal_form_keeps_every_place(text: str) -> None:
    assert len(normal(text)) == len(text)


@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_quotes_is_only_text(quote: str, command: str) -> None:
    said = [edit.said() for edit in direct(f"Put {quote.format(command)} at the top", SCENE).edits]
    assert said == [{"op": "title", "text": command, "position": "top"}]
    said = [edit.said() for edit in direct(f"标题写{quote.format(command)}，放在顶部", SCENE).edits]
    assert said == [{"op": "title", "text": command, "position": "top"}]


@given(st.text(alphabet=string.ascii_letters + string.digits + " !?&字幕音乐剪,.:;-", min_size=1, max_size=40).map(str.strip).filter(bool))
@settings(max_examples=200, deadline=None)
def test_quoted_text_is_kept_exactly(text: str) -> None:
    edits: list[Any] = list(direct(f"add the title “{text}” in red", SCENE).edits)
    if text.lower().endswith((".png", ".mp3", ".mp4")):
        return
    assert [(e.op, e.text, e.color) for e in edits] == [("title", text, "red")]


def test_the_same_sentence_gives_the_same_directions() -> None:
    text = "trim silences, add captions and 把音乐调小一点"
    assert direct(text, SCENE) == direct(text, SCENE)
