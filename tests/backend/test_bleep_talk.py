"""A word is covered where the subtitles say it is said; where they do not, the answer says so and nothing changes."""

from pathlib import Path
from typing import Any

import pytest
from backend_rig import Rig, text_of

from backend.draft.timeline import Cue
from backend.spoken_words import plain, word_facts

SRT = "1\n00:00:00,000 --> 00:00:02,000\nWell damn, it works\n\n2\n00:00:02,500 --> 00:00:03,500\nNo more condamnation\n\n"


def ranges(*cues: Cue, word: str) -> list[tuple[float, float]]:
    return word_facts({"a": cues}, word).ranges.get("a", [])


def test_the_times_of_words_are_taken_where_there_are_some() -> None:
    cue = Cue(start_s=0, end_s=3, text="Well damn it", words=((0, 0.4, "Well"), (1, 1.5, "Damn,"), (2, 2.5, "it")))
    assert ranges(cue, word="damn") == [(0.92, 1.58)]
    assert ranges(cue, word="DAMN it") == [(0.92, 2.58)]
    assert word_facts({"a": [cue]}, "damn").approximate is False


def test_in_a_line_without_them_the_place_is_reckoned_and_said_to_be_approximate() -> None:
    cue = Cue(start_s=10, end_s=14, text="aaaa bbbb cccc dddd")
    [(start, end)] = ranges(cue, word="cccc")
    assert start < 10 + 4 * 10 / 19 < 10 + 4 * 14 / 19 < end
    assert start >= 10
    assert end <= 14
    assert word_facts({"a": [cue]}, "cccc").approximate is True


@pytest.mark.parametrize(("text", "word", "count"), [
    ("condamnation", "damn", 0), ("Damn! damn? DAMN.", "damn", 3), ("你这个笨蛋真是笨蛋", "笨蛋", 2), ("don't do it", "don’t", 1),
    ("a b", "", 0),
])
def test_only_whole_words_count_but_chinese_has_no_borders(text: str, word: str, count: int) -> None:
    assert len(ranges(Cue(start_s=0, end_s=9, text=text), word=word)) == count


def test_marks_and_case_do_not_count() -> None:
    assert plain(" “Well, DAMN!” ") == "well damn"


async def talking(rig: Rig, clip: Path, tmp_path: Path) -> str:
    (tmp_path / "talk.srt").write_text(SRT)
    sid = await rig.session()
    await rig.upload(sid, clip, tmp_path / "talk.srt")
    return sid


def bleeps(state: dict[str, Any]) -> list[tuple[float, float]]:
    return [(one["start_s"], one["end_s"]) for one in state["draft"]["x"]["clips"] if one["sound"]["bleep"]]


@pytest.mark.parametrize(("wish", "told"), [("bleep the word 'damn'", "approximate"), ("把“damn”哔掉", "估算")])
async def test_a_word_of_the_subtitles_is_covered_and_an_undo_gives_it_back(
    rig: Rig, clip: Path, tmp_path: Path, wish: str, told: str) -> None:
    sid = await talking(rig, clip, tmp_path)
    assert told in text_of(await rig.say(sid, wish))
    [(start, end)] = bleeps(await rig.state(sid))
    assert 0 <= start < 2 * 5 / 18 < 2 * 9 / 18 < end <= 2
    await rig.say(sid, "undo")
    assert bleeps(await rig.state(sid)) == []


async def test_the_captions_on_the_timeline_are_asked_first_and_a_word_that_nobody_says_changes_nothing(
    rig: Rig, clip: Path, tmp_path: Path) -> None:
    sid = await talking(rig, clip, tmp_path)
    await rig.say(sid, "add captions")
    before = await rig.state(sid)
    text = text_of(await rig.say(sid, "bleep the word 'broccoli'"))
    assert "did not find “broccoli”" in text
    assert (await rig.state(sid))["draft"] == before["draft"]
