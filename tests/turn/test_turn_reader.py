"""Given these frames, that is shown, and that is the outcome: every dialect, heartbeat and failure of the contract."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import errors
from agent.client.sse import Alive, Frame, frame
from agent.turn.reader import Outcome, TurnReader
from agent.turn.signs import Fragment, Said, Tool
from tests.scripted.server import F, P

CALL = {"content": {"parts": [{"functionCall": {"id": "c", "name": "edit_multitrack", "args": {"secret": 1}}}]}, "author": "nemo_agent"}
RESULT = {
    "content": {"parts": [{"functionResponse": {"id": "c", "name": "edit_multitrack", "response": {"a": "secret"}}}], "role": "user"},
    "author": "nemo_agent",
}
MAKE = {"content": {"parts": [{"function_response": {"name": "generate_video_with_seedance", "response": {}}}]}, "author": "nemo_agent"}
NOISE = "I encountered a temporary issue. Please try again."


def read(frames: Sequence[Any], end: str = "clean") -> tuple[list[Any], Outcome]:
    """All signs of a turn, and its outcome. Texts are frames that hold no object."""
    reader, shown = TurnReader(), []
    for item in frames:
        whole = item if isinstance(item, Frame) else Frame("message", item)
        shown += reader.feed(whole)
    return shown, reader.close(end)  # type: ignore[arg-type]


def said(frames: Sequence[Any]) -> list[str]:
    """The whole texts as they were shown."""
    return [sign.text for sign in read(frames)[0] if isinstance(sign, Said)]


@pytest.mark.row("R7", "R8", "R11", "F22", "F23", "F93")
@pytest.mark.parametrize(
    ("frames", "texts"),
    [
        ([F("Hello")], ["Hello"]),
        ([P("He"), P("llo"), F("Hello")], ["Hello"]),
        ([P("He"), P("llo"), F("Goodbye")], ["Goodbye"]),
        ([P("A long"), P("A long story"), F("A long story.")], ["A long story."]),
        ([F("ok"), CALL, RESULT, F("ok")], ["ok", "ok"]),
        ([F("first"), F("second")], ["first", "second"]),
        ([P("x1", "x"), P("y1", "y"), P("x2", "x"), F("y", "y")], ["y", "x1x2"]),
        ([P("a"), {"author": "nemo_agent", "turnComplete": True}], ["a"]),
        ([P("a"), F("")], ["a"]),
        ([P("a"), CALL], ["a"]),
        ([{"content": {"parts": [{"text": "plan", "thought": True}, {"text": "Done."}]}, "author": "a"}], ["Done."]),
        ([{"content": {"parts": [{"text": "a"}, {"text": 5}, {"inlineData": {}}, {"text": "b"}]}, "author": "a"}], ["ab"]),
        ([F("mine", "user"), F("yours")], ["yours"]),
        ([{"type": "text", "content": "I'll add the captions."}], ["I'll add the captions."]),
        ([{"type": "text", "message": "a"}, {"type": "text", "text": "b"}], ["a", "b"]),
        ([{"type": "chunk", "content": "a"}, {"type": "text_delta", "text": "b"}, {"type": "done"}], ["ab"]),
        ([{"type": "delta", "delta": "Hello"}, {"type": "text", "content": "Hello there"}], ["Hello there"]),
        ([{"type": "chunk", "content": "one"}, {"type": "text", "content": "two"}], ["one", "two"]),
        ([{"type": "thinking", "content": "hm"}, {"type": "thinking_delta", "content": "hm"}, {"type": "text", "content": "x"}], ["x"]),
        ([{"type": "tool_call", "name": "x", "args": {}}, {"type": "tool_result", "name": "x", "result": {"text": "no"}}], []),
        ([{"type": "status", "content": "s"}, {"type": "pong"}, {"type": "whatever", "text": "t"}], []),
        ([F("a"), {"type": "text", "content": "b"}], ["a", "b"]),
        ([F("done"), F(NOISE)], ["done"]),
        ([F(NOISE), F("done")], ["done"]),
        ([F("Trimmed three silences. " + NOISE)], ["Trimmed three silences."]),
        ([F("The speaker says: I encountered a temporary issue with my camera, then moved on. It was fixed.")],
         ["The speaker says: I encountered a temporary issue with my camera, then moved on. It was fixed."]),
        ([F("\x1b[2Jhi\x1b]0;title\x07\u202e")], ["hi"]),
    ],
)  # fmt: skip
def test_the_answer_is_every_complete_text_in_order(frames: list[Any], texts: list[str]) -> None:
    shown, outcome = read(frames)
    assert list(outcome.texts) == texts
    assert [sign.text for sign in shown if isinstance(sign, Said)] + [late.text for late in outcome.late] == texts
    assert outcome.errors == ()


@pytest.mark.row("F23")
def test_fragments_are_shown_as_they_come_and_only_their_new_part() -> None:
    shown, _ = read([P("A long"), P("A long story"), P(" ends"), F("A long story ends")])
    assert shown == [
        Fragment("nemo_agent", "A long"), Fragment("nemo_agent", " story"), Fragment("nemo_agent", " ends"),
        Said("nemo_agent", "A long story ends"),
    ]  # fmt: skip


@pytest.mark.row("F59")
def test_an_escape_sequence_cut_between_fragments_is_never_shown() -> None:
    shown, _ = read([P("a\x1b"), P("]52;c;"), P("aGk=\x07b")])
    assert "".join(sign.text for sign in shown) == "ab"


@pytest.mark.row("F20", "R19")
@pytest.mark.parametrize(
    "frames", [[], [CALL, RESULT], [F("")], [{"content": {"parts": []}, "author": "a"}], [{"author": "a", "actions": {}}]]
)
def test_a_turn_without_text_is_silent_and_no_failure(frames: list[Any]) -> None:
    _, outcome = read(frames)
    assert (outcome.silent, outcome.errors, outcome.texts, outcome.incomplete) == (True, (), (), False)


@pytest.mark.row("F92", "R9")
@pytest.mark.parametrize(
    ("frames", "texts", "late"),
    [
        ([P("a"), P("b")], ["ab"], ["ab"]),
        ([F("x", "x"), P("y1", "y")], ["x", "y1"], ["y1"]),
        ([{"type": "chunk", "content": "a"}], ["a"], ["a"]),
    ],
)
def test_fragments_without_their_whole_make_the_answer_incomplete(frames: list[Any], texts: list[str], late: list[str]) -> None:
    for end in ("clean", "cut"):
        _, outcome = read(frames, end)
        assert (list(outcome.texts), [text.text for text in outcome.late]) == (texts, late)
        assert outcome.incomplete
        assert outcome.end == end


def test_a_torn_last_frame_counts_and_is_marked() -> None:
    _, outcome = read([Frame("message", F("x"), torn=True)])
    assert (outcome.texts, outcome.incomplete) == (("x",), True)


@pytest.mark.row("F21", "F90", "R5", "R15", "R17")
@pytest.mark.parametrize(
    ("frames", "log"),
    [
        ([{"error": "ValueError: msg", "error_details": {"error_type": "ValueError", "error_message": "msg"}}], "ValueError: msg"),
        ([{"error": "msg"}], "msg"),
        (['{"error": "bad "x" here"}'], 'bad "x" here'),
        (['{"error": "first line'], "first line"),
        ([F("Error: it broke", "system", invocationId="")], "it broke"),
        ([{"author": "a", "errorCode": "500", "errorMessage": "boom"}], "boom"),
        ([{"author": "a", "error_code": "MALFORMED_FUNCTION_CALL"}], "MALFORMED_FUNCTION_CALL"),
        ([{"author": "a", "errorCode": "X", "errorMessage": "boom"}, {"error": "ValueError: boom", "error_details": {}}], "boom"),
        ([Frame("error", {"error": "go"})], "go"),
        ([{"type": "error", "error": "e"}], "e"),
        ([{"type": "error", "message": "m"}], "m"),
        ([{"type": "error", "content": {"message": "c"}}], "c"),
        ([{"error": {"code": 77, "message": "inner"}}], "inner"),
    ],
)
def test_every_shape_of_failure_is_one_failed_edit(frames: list[Any], log: str) -> None:
    shown, outcome = read(frames)
    assert [type(error) for error in outcome.errors] == [errors.EditFailed]
    assert (outcome.errors[0].log, outcome.errors[0].sent) == (log, "yes")
    assert (outcome.texts, outcome.silent, shown) == ((), False, [])


@pytest.mark.row("R15")
@pytest.mark.parametrize(
    ("frame_", "kind"),
    [
        ({"code": 2001, "message": "no credits"}, errors.OutOfCredits), ({"type": "error", "code": 1002}, errors.NoSuchSession),
        ({"code": "1001", "message": "x"}, errors.Unauthorised), ({"error": "busy", "code": 429}, errors.RateLimited),
        ({"author": "a", "errorCode": "429", "errorMessage": "quota"}, errors.RateLimited),
    ],
)  # fmt: skip
def test_known_codes_inside_the_stream_have_their_own_error(frame_: dict[str, Any], kind: type[Exception]) -> None:
    _, outcome = read([frame_])
    assert [type(error) for error in outcome.errors] == [kind]


@pytest.mark.row("R14", "F21")
def test_an_error_after_texts_keeps_them_and_the_stream_is_read_to_its_end() -> None:
    _, outcome = read([F("one"), {"error": "boom"}, F("two"), P("thr")])
    assert outcome.texts == ("one", "two", "thr")
    assert len(outcome.errors) == 1


@pytest.mark.row("R16")
@pytest.mark.parametrize("code", ["STOP", "MODEL_RETURNED_NO_CONTENT"])
def test_codes_that_are_no_errors_make_a_silent_turn(code: str) -> None:
    _, outcome = read([{"author": "a", "errorCode": code}])
    assert (outcome.silent, outcome.errors) == (True, ())


@pytest.mark.row("R16")
@pytest.mark.parametrize(
    ("more", "cut_off"),
    [
        ({"errorCode": "MAX_TOKENS"}, "length"), ({"finishReason": "MAX_TOKENS"}, "length"), ({"finishReason": "SAFETY"}, "held_back"),
        ({"finish_reason": "STOP"}, ""), ({"finishReason": 7}, "held_back"), ({}, ""),
    ],
)  # fmt: skip
def test_a_reason_beside_text_means_cut_off_and_no_error(more: dict[str, Any], cut_off: str) -> None:
    _, outcome = read([F("half", **more)])
    assert (outcome.texts, outcome.errors, outcome.cut_off) == (("half",), (), cut_off)


def test_an_error_code_on_a_fragment_waits_for_the_whole() -> None:
    _, outcome = read([P("ha", errorCode="MAX_TOKENS"), F("half")])
    assert (outcome.texts, outcome.errors, outcome.cut_off) == (("half",), (), "")


@pytest.mark.row("R13", "R10")
@pytest.mark.parametrize(("ids", "asked"), [(["c1"], True), ([], False), (None, False)])
def test_a_long_running_tool_makes_the_text_a_question(ids: list[str] | None, asked: bool) -> None:
    assert read([F("Which style?"), CALL | {"longRunningToolIds": ids}])[1].asked is asked
    assert read([P("Which", longRunningToolIds=["x"]), F("Which style?")])[1].asked is False


@pytest.mark.row("R12")
def test_tools_show_their_kind_and_nothing_else() -> None:
    shown, outcome = read([CALL, RESULT, MAKE, {"type": "tool_call", "name": "understand_clip"}, {"type": "tool_call", "name": "zap"}])
    assert shown == [Tool("editing"), Tool("editing", True), Tool("generating", True, footage=True), Tool("analysing"), Tool("working")]
    assert (outcome.tools, outcome.generated) == (("editing", "analysing", "working"), True)
    assert "secret" not in repr(shown) + repr(outcome)


@pytest.mark.row("R18")
def test_noise_alone_is_neither_an_answer_nor_a_failure() -> None:
    for frames in ([F(NOISE)], [P("I encountered a temp"), P("orary issue."), F(NOISE)], [P("I encountered"), P(" a temporary issue")]):
        shown, outcome = read(frames)
        assert (shown, outcome.texts, outcome.noise, outcome.silent, outcome.errors) == ([], (), True, True, ())


@pytest.mark.row("R18")
def test_a_text_that_only_begins_like_noise_is_shown_late_but_whole() -> None:
    shown, outcome = read([P("I enc"), P("ourage you"), F("I encourage you")])
    assert shown == [Fragment("nemo_agent", "I encourage you"), Said("nemo_agent", "I encourage you")]
    assert not outcome.noise


@pytest.mark.row("F26", "F28", "R5")
@pytest.mark.parametrize(
    "data", ["", "heartbeat", '""', "{}", "null", '{"type":"heartbeat"}', '{"type":"ping"}', "{bad", "[1]", "5", '"text"', "[DONE]"]
)
def test_heartbeats_and_junk_say_nothing(data: str) -> None:
    found = frame("message", data)
    frames = [] if isinstance(found, Alive) else [found]
    assert read([*frames, F("a")])[1].texts == ("a",)
    assert read(frames)[1].silent


KEYS = st.sampled_from(["content", "parts", "text", "partial", "author", "error", "type", "code", "errorCode", "longRunningToolIds", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.row("F27", "F28")
@given(st.lists(JSON, max_size=5))
def test_no_frame_whatever_breaks_the_reader(values: list[Any]) -> None:
    read([value if isinstance(value, dict | str) else {"content": value} for value in values])


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_final_text_wins_over_any_fragments(parts: list[str]) -> None:
    assert said([*(P(part) for part in parts), F("The end of it.")]) == ["The end of it."]
