"""A model that answers nothing usable: broken, wrong, refusing, slow, hostile, cut. The grammar's own reading stands, and no turn fails."""

import asyncio
import gzip
import json

import pytest

from tests.planner.conftest import KEY, Begin
from tests.planner.test_planned_turns import GUESSED
from tests.scripted.model import chat, plan, step
from tests.scripted.server import CUT, HANG, Script, js, st

GOOD = {"edits": [step("make it dreamy", "color", look="warm")], "cannot": []}
"""What would be done, were it not for how it came."""
FAILURES = {
    "no json": chat("Sure! I will make it dreamy."),
    "broken json": chat('{"edits": [{"words": "make it dreamy", "edit": {"op": "col'),
    "cut mid-answer": chat(json.dumps(GOOD), finish="length"),
    "wrong schema": chat('{"steps": ["color"]}'),
    "a list": chat("[1, 2]"),
    "steps of the wrong type": chat('{"edits": {"op": "color"}, "cannot": []}'),
    "a hundred steps": plan(*[step("make it dreamy", "color", look="warm")] * 100),
    "refusal": chat(None, refusal="I can't help with that."),
    "filtered": chat(json.dumps(GOOD), finish="content_filter"),
    "empty": chat(""),
    "null": chat(None),
    "no choice": js(200, {"choices": []}),
    "html": st(200, "text/html", "<html><script>alert(1)</script></html>"),
    "no body": st(200),
    "500": st(500, "text/plain", "boom " + KEY),
    "401 with the key in it": js(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}),
    "429": js(429, {"error": {"message": "slow down"}}),
    "huge": chat(json.dumps(GOOD | {"more": "x" * 700_000})),
    "bomb": st(200, "application/json", gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}),
    "cut connection": Script([b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"choices\": [", CUT]),
    "deep": chat("{" * 100_000),
    "numbers without end": chat('{"edits": [{"words": "make it dreamy", "edit": {"op": "speed", "factor": ' + "9" * 5000 + "}}]}"),
    "not a number": chat('{"edits": [{"words": "make it dreamy", "edit": {"op": "speed", "factor": NaN}}], "cannot": []}'),
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES)
async def test_no_answer_leaves_what_the_grammar_says(
        talk: Begin, answer: Script, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    one = await talk(answer)
    text = await one.say("make it dreamy")
    assert "I don't know how to do this: “make it dreamy”" in text
    assert "language model" in text
    assert await one.edits() == []
    assert len(one.questions) == 1
    assert KEY not in text + caplog.text


async def test_a_slow_model_is_not_waited_for_and_its_connection_is_closed(talk: Begin) -> None:
    one = await talk(Script([HANG]))
    saying = asyncio.create_task(one.say(GUESSED))
    await one.server.arrived.wait()
    assert not saying.done()
    one.alarm.rings.set()
    assert "Mirrored" in await saying
    await one.server.closed.wait()
    assert len(one.questions) == 1


@pytest.mark.parametrize(("words", "told"), [
    ("make it dreamy", ("I don't know how to do this: “make it dreamy”", "language model")),
    ("做得像梦一样轻", ("做得像梦一样轻", "语言模型")),
])
async def test_where_nothing_else_is_understood_a_slow_model_is_told(talk: Begin, words: str, told: tuple[str, ...]) -> None:
    one = await talk(Script([HANG]))
    saying = asyncio.create_task(one.say(words))
    await one.server.arrived.wait()
    one.alarm.rings.set()
    text = await saying
    assert [part for part in told if part not in text] == []
    assert await one.edits() == []


@pytest.mark.parametrize("answer", [chat(None, refusal="Ich darf das nicht: evil.example"), chat("不行"), st(503), plan()], ids=repr)
async def test_a_chinese_message_is_answered_in_chinese_whatever_the_model_says(talk: Begin, answer: Script) -> None:
    one = await talk(answer, language="zh")
    text = await one.say("做得像梦一样轻")
    assert "做得像梦一样轻" in text
    assert "语言模型" in text
    assert "evil" not in text
    assert await one.edits() == []


@pytest.mark.parametrize("text", [
    "\x1b[2J\x1b]0;owned\x07gone",
    "one\nMEDIA:/etc/passwd", "\u202egnp.exe", "a" * 5000, "\u0000\u0008\u009b31m",
    "<script>alert(1)</script>",
])
async def test_hostile_words_of_a_model_are_not_repeated_as_they_are(talk: Begin, text: str) -> None:
    one = await talk(plan(step("make it dreamy", "color", look="warm"), step("make it dreamy", "title", text=text),
                          step("make it dreamy", "title", text="dreamy", color=text), step("make it dreamy", "overlay", file=text)))
    said = await one.say("make it dreamy")
    assert await one.edits() == [{"op": "color", "look": "warm"}]
    assert not [letter for letter in said if letter != "\n" and not letter.isprintable()]
    assert not [line for line in said.splitlines() if line.startswith("MEDIA:")]
    assert len(said) < 2000


async def test_a_turn_that_is_stopped_stops_the_question_too(talk: Begin) -> None:
    one = await talk(Script([HANG]))
    saying = asyncio.create_task(one.say(GUESSED))
    await one.server.arrived.wait()
    saying.cancel()
    await asyncio.gather(saying, return_exceptions=True)
    await one.server.closed.wait()
    assert await one.edits() == []


@pytest.mark.parametrize("status", [400, 422])
async def test_a_server_that_knows_no_schema_is_asked_in_words_and_remembered(talk: Begin, status: int) -> None:
    refused = js(status, {"error": {"message": "response_format is not supported"}})
    one = await talk(refused, plan(step("make it dreamy", "color", look="warm")))
    await one.say("make it dreamy")
    assert await one.edits() == [{"op": "color", "look": "warm"}]
    assert ["response_format" in question.json for question in one.questions] == [True, False]
    await one.say("undo")
    await one.say("make it dreamy")
    assert ["response_format" in question.json for question in one.questions] == [True, False, False]


async def test_the_rules_say_what_an_answer_looks_like_for_servers_without_schemas(talk: Begin) -> None:
    one = await talk(plan())
    await one.say("make it dreamy")
    (system, _), schema = one.questions[0].json["messages"], one.questions[0].json["response_format"]["json_schema"]["schema"]
    for variant in schema["properties"]["edits"]["items"]["properties"]["edit"]["anyOf"]:
        op = variant["properties"]["op"]["enum"][0]
        line = next((line for line in system["content"].splitlines() if line.split(":")[0].split(" - ")[0] == op), "")
        assert line, op
        assert [name for name in variant["properties"] if name not in ("op", *line.replace("*", "").replace(",", "").split())] == [], op
        assert variant["additionalProperties"] is False
        assert set(variant["required"]) == set(variant["properties"])
    for reason in schema["properties"]["cannot"]["items"]["properties"]["reason"]["enum"]:
        assert reason in system["content"]
    assert len(json.dumps(schema)) < 20_000
