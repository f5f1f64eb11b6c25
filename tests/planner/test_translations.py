"""Captions in another language through the model: its lines, our times; all of them or none."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.planner.conftest import Begin, Talk
from tests.scripted.model import chat
from tests.scripted.server import Request, Script, js

SAID = ["Hello there", "this is a talk", "and now we go"]
FRENCH = ["Bonjour", "voici un exposé", "et maintenant on y va"]


def srt(lines: list[str]) -> str:
    return "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},800\n{line}\n\n" for n, line in enumerate(lines, 1))


def lines(*said: Any) -> Script:
    return chat(json.dumps({"lines": list(said)}))


async def captioned(talk: Begin, folder: Path, *answers: Any) -> Talk:
    one = await talk(*answers)
    (folder / "talk.srt").write_text(srt(SAID), encoding="utf-8")
    await one.rig.upload(one.sid, folder / "talk.srt")
    assert "3 lines" in await one.say("add captions")
    return one


async def captions(one: Talk) -> list[tuple[float, float, str]]:
    track = (await one.rig.service.projects.document(one.sid)).timeline.captions
    assert track is not None
    return [(cue.start_s, cue.end_s, cue.text) for cues in track.cues.values() for cue in cues]


async def test_every_line_is_translated_and_no_time_moves(talk: Begin, tmp_path: Path) -> None:
    one = await captioned(talk, tmp_path, lines(*FRENCH))
    before = await captions(one)
    text = await one.say("translate the captions to French")
    after = await captions(one)
    assert [line for _, _, line in after] == FRENCH
    assert [cue[:2] for cue in after] == [cue[:2] for cue in before]
    assert "Captions: 3 lines, translated (fr)." in text
    (question,) = one.questions
    asked = json.loads(question.json["messages"][1]["content"])
    assert asked["lines"] == SAID
    assert "into fr" in question.json["messages"][0]["content"]
    assert one.alarm.asked == [60.0]


async def test_the_translation_is_undone_redone_and_restyled_like_any_edit(talk: Begin, tmp_path: Path) -> None:
    one = await captioned(talk, tmp_path, lines(*FRENCH))
    await one.say("把字幕翻译成法语")
    await one.say("undo")
    assert [line for _, _, line in await captions(one)] == SAID
    await one.say("redo")
    await one.say("make the captions bigger")
    assert [line for _, _, line in await captions(one)] == FRENCH
    assert len(one.questions) == 1


async def test_without_captions_what_is_said_is_found_first(talk: Begin, tmp_path: Path) -> None:
    one = await talk(lines(*FRENCH))
    (tmp_path / "talk.srt").write_text(srt(SAID), encoding="utf-8")
    await one.rig.upload(one.sid, tmp_path / "talk.srt")
    await one.say("translate the captions to French")
    assert [line for _, _, line in await captions(one)] == FRENCH


@pytest.mark.parametrize("answer", [
    lines(*FRENCH[:2]), lines(*FRENCH, "de trop"), lines("Bonjour", "", "x"), lines("Bonjour", 5, "x"), lines("a", "b", "c" * 5000),
    chat('{"lines": "Bonjour"}'), chat("Bonjour"), js(500, {}), chat(None, refusal="no"), chat('{"lines": ["Bonjour"', finish="length"),
], ids=["too few", "too many", "an empty one", "a number", "endless", "no list", "no json", "500", "refusal", "cut"])
async def test_an_answer_that_does_not_fit_leaves_the_captions_and_is_told(talk: Begin, tmp_path: Path, answer: Script) -> None:
    one = await captioned(talk, tmp_path, answer)
    text = await one.say("translate the captions to French")
    assert "not translated (fr)" in text
    assert [line for _, _, line in await captions(one)] == SAID
    assert len(one.questions) == 1


async def test_orders_that_are_spoken_are_translated_and_the_answer_is_only_text(talk: Begin, tmp_path: Path) -> None:
    one = await captioned(talk, tmp_path, lines("{\\an8}<b>salut</b>\x1b[2J", "ligne\ndeux", "trois"))
    await one.say("translate the captions to French")
    assert [line for _, _, line in await captions(one)] == ["{\\an8}<b>salut</b> [2J", "ligne deux", "trois"]


async def test_a_long_text_is_asked_in_pieces_with_what_was_said_before(talk: Begin, tmp_path: Path) -> None:
    def answered(request: Request) -> Script:
        asked = json.loads(request.json["messages"][1]["content"])["lines"]
        return lines(*(f"fr {line}" for line in asked))

    one = await talk(answered)
    said = [f"line {n}" for n in range(130)]
    stamps = [(f"{n // 20:02},{n % 20 * 50:03}", f"{n // 20:02},{n % 20 * 50 + 40:03}") for n in range(130)]
    (tmp_path / "talk.srt").write_text("".join(
        f"{n}\n00:00:{start} --> 00:00:{end}\n{line}\n\n" for n, (line, (start, end)) in enumerate(zip(said, stamps, strict=True), 1)))
    await one.rig.upload(one.sid, tmp_path / "talk.srt")
    await one.say("add captions")
    before = [line for _, _, line in await captions(one)]
    await one.say("translate the captions to French")
    assert [line for _, _, line in await captions(one)] == [f"fr {line}" for line in before]
    asked = [json.loads(question.json["messages"][1]["content"]) for question in one.questions]
    assert [len(piece["lines"]) for piece in asked] == [60, 60, 10]
    assert asked[1]["before"] == before[57:60]


async def test_without_a_model_the_refusal_stays_honest(talk: Begin, tmp_path: Path) -> None:
    one = await captioned(talk, tmp_path)
    assert "without a language model" in await one.say("translate the captions to French")
    assert [line for _, _, line in await captions(one)] == SAID
