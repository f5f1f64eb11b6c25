"""A tone over a word: which words are meant, and what is no wish for one."""

from typing import Any

import pytest

from backend.director import Scene, direct


def said(text: str) -> list[dict[str, Any]]:
    return [one.said() for one in direct(text, Scene(duration_s=60)).edits]


@pytest.mark.parametrize(("text", "words"), [
    ("please bleep the word 'heck'", ["heck"]), ('put a beep over "secret sauce"', ["secret sauce"]),
    ("bleep the word blast", ["blast"]),
    ('censor the name "Alice" with a beep', ["Alice"]), ('bleep "one" and "two"', ["one", "two"]),
    ("mute the word “password”", ["password"]),
    ("censor the word blast", ["blast"]), ("把我说“老王”的地方都消音", ["老王"]),
    ("把“该死”哔掉", ["该死"]), ("把见鬼这个词消音", ["见鬼"]), ("给“老板”加个哔声", ["老板"]),
    ("視頻裡的「笨蛋」都哔掉", ["笨蛋"]),
])
def test_the_words_that_are_named(text: str, words: list[str]) -> None:
    assert said(text) == [{"op": "bleep", "word": word} for word in words]


def test_a_word_at_a_moment_is_looked_for_around_it() -> None:
    assert said('bleep "heck" at 0:12') == [{"op": "bleep", "word": "heck", "from": 10, "to": 14}]


@pytest.mark.parametrize(("text", "edits"), [
    ("bleep 0:10 to 0:12", [{"op": "bleep", "from": 10, "to": 12}]), ("don't bleep the word heck", []),
    ('add the title "bleep"', [{"op": "title", "text": "bleep"}]), ("bleep out all the swear words", []),
])
def test_what_names_no_word(text: str, edits: list[dict[str, Any]]) -> None:
    assert said(text) == edits


def test_which_words_are_bad_must_be_told() -> None:
    [refusal] = direct("bleep out all the swear words", Scene()).refused
    assert refusal.reason == "swear"
