"""The words of a turn: honest about what was left out, with something to say next."""

import tomllib
from pathlib import Path

import pytest
from backend_rig import Rig, Start, text_of

import backend.director
from backend.answers import quoted
from backend.crew import Crew
from backend.director import Directions, Scene
from backend.director.scene import Refusal
from backend.edits import Speed, Title
from backend.smalltalk import kind_of
from prompts import LANGUAGES, Language, message

REASONS = sorted(tomllib.loads((Path(backend.director.__file__).parent / "refusals.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_every_impossible_wish_has_an_answer_that_names_it_and_something_possible(reason: str, language: Language) -> None:
    text = message(f"director.refused_{reason}", language, words="my wish")
    assert "my wish" in text
    assert len(text.partition("my wish")[2]) > 10


async def told(start: Start, clip: Path, directions: Directions, words: str = "please") -> str:
    rig = await start(crew=Crew(direct=lambda text, scene: directions))
    sid = await rig.session()
    await rig.upload(sid, clip)
    return text_of(await rig.say(sid, words))


async def test_a_mixed_message_does_what_it_can_and_says_what_it_cannot(start: Start, clip: Path) -> None:
    text = await told(start, clip, Directions(
        edits=(Title(text="Hello"),), not_understood=("fold it like paper",), refused=(Refusal("face", "swap my face"),), kind="edit"))
    assert "Hello" in text
    assert "fold it like paper" in text
    assert "swap my face" in text


async def test_an_edit_that_cannot_be_done_says_why_and_the_others_are_done(start: Start, clip: Path) -> None:
    text = await told(start, clip, Directions(edits=(Speed(factor=5000.0), Title(text="Hello")), kind="edit"))
    lines = text.splitlines()
    assert "Hello" in lines[1]
    assert "Hello" not in lines[0]


async def test_only_impossible_wishes_change_nothing(start: Start, clip: Path) -> None:
    text = await told(start, clip, Directions(refused=(Refusal("generate", "make a dragon"),), kind="none"))
    assert "make a dragon" in text


async def test_after_an_edit_two_things_that_are_still_missing_are_offered(start: Start, clip: Path) -> None:
    text = await told(start, clip, Directions(edits=(Title(text="Hello"),), kind="edit"))
    assert "“add captions”, “add calm music”, or “export”" in text
    chinese = await told(start, clip, Directions(edits=(Title(text="Hello"),), kind="edit"), "加标题")
    assert "“加字幕”、“配上轻柔的音乐”" in chinese


async def test_a_question_is_answered_with_the_facts(start: Start, clip: Path) -> None:
    assert "0:04" in await told(start, clip, Directions(kind="question"))
    assert "64x48" in await told(start, clip, Directions(kind="question"))


async def test_small_talk_and_help_work_without_a_clip(start: Start) -> None:
    for kind in ("smalltalk", "help"):
        def talk(text: str, scene: Scene, kind: str = kind) -> Directions:
            return Directions(kind=kind)  # type: ignore[arg-type]

        rig: Rig = await start(crew=Crew(direct=talk))
        assert "9:16" in text_of(await rig.say(await rig.session(), "hello"))


@pytest.mark.parametrize(("text", "kind"), [
    ("Hello!", "smalltalk"), ("hi there", "smalltalk"), ("你好", "smalltalk"), ("Thanks a lot!", "thanks"), ("ok, thanks", "thanks"),
    ("谢谢!", "thanks"), ("help", "help"), ("What can you do?", "help"), ("你能做什么?", "help"), ("?", "help"), ("\uff1f", "help"),
    ("谢谢\uff01", "thanks"),
    ("help me cut the silences", None), ("hello world as a title", None), ("make it better", None), ("", None), ("1:30", None),
])
def test_small_talk_is_told_from_wishes(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_long_words_are_quoted_short_and_on_one_line() -> None:
    assert quoted(["a\n b", "c"]) == "a b … c"
    assert len(quoted(["word " * 100])) <= 160
