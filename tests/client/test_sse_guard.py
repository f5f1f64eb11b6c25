"""The byte cases of the event-stream rules, through the guard: whole, byte by byte, in sevens, and split in two at every position."""

import codecs
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.client.sse import Alive, Frame, FrameTooLargeError, Guard, frame, last_frame
from tests.scripted.byte_cases import CASES, LARGE, Event, typed


def decoded(data: bytes, cuts: Iterator[int] | list[int]) -> list[Event]:
    guard, events, at = Guard(), [], 0
    for cut in [*cuts, len(data)]:
        events += guard.feed(data[at:cut])
        at = cut
    return events


@pytest.mark.row("R2", "R3", "F15")
@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_byte_cases_give_the_same_events_however_they_are_cut(data: bytes, expected: list[str | Event]) -> None:
    assert decoded(data, []) == typed(expected)
    assert decoded(data, list(range(1, len(data)))) == typed(expected)
    assert decoded(data, list(range(7, len(data), 7))) == typed(expected)
    for cut in range(1, min(len(data), 400)):
        assert decoded(data, [cut]) == typed(expected)


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in LARGE], ids=[case[0] for case in LARGE])
def test_large_cases_pass(data: bytes, expected: list[str]) -> None:
    assert decoded(data, []) == typed(list(expected))
    assert decoded(data, list(range(4096, len(data), 4096))) == typed(list(expected))


@pytest.mark.row("F25")
@pytest.mark.parametrize("start", [b"data: ", b": ", b"x: ", b""])
def test_a_block_that_never_ends_is_stopped_at_the_cap(start: bytes) -> None:
    guard = Guard(limit=100_000)
    guard.feed(start)
    for _ in range(24):
        guard.feed(b"c" * 4096)
    with pytest.raises(FrameTooLargeError):
        guard.feed(b"c" * 4096)


def test_many_frames_are_not_one_large_frame() -> None:
    guard = Guard(limit=10_000)
    assert sum(len(guard.feed(b"data: " + b"y" * 900 + b"\n\n")) for _ in range(100)) == 100


def test_cr_only_streams_are_not_held_back() -> None:
    guard = Guard()
    assert guard.feed(b"data: a\r\r") == [("message", "a")]
    assert guard.feed(b"\ndata: b\r\n\r\n") == [("message", "b")]


LINES = st.lists(
    st.tuples(st.sampled_from([b"data", b"event", b"id", b"retry", b"", b"x"]), st.sampled_from([b":", b": ", b""]), st.binary(max_size=8)),
    max_size=12,
)
BLOCKS = st.lists(st.tuples(LINES, st.sampled_from([b"\n", b"\r", b"\r\n"])), max_size=6)


def naive(data: bytes) -> list[Event]:
    """The rules in their plainest form."""
    text = codecs.decode(data, "utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    events: list[Event] = []
    kind, parts = "", list[str]()
    for line in text.split("\n")[:-1]:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if "\n".join(parts):
                events.append((kind or "message", "\n".join(parts)))
            kind, parts = "", []
        elif name == "data":
            parts.append(value)
        elif name == "event":
            kind = value
    return events


@pytest.mark.row("R2")
@given(BLOCKS, st.lists(st.integers(1, 200), max_size=8))
def test_any_bytes_in_any_pieces_agree_with_the_plain_rules(
    blocks: list[tuple[list[tuple[bytes, bytes, bytes]], bytes]], cuts: list[int]
) -> None:
    data = b"".join(b"".join(b"".join(line) + end for line in lines) + end for lines, end in blocks)
    assert decoded(data, sorted(cut for cut in cuts if cut < len(data))) == naive(data)


@pytest.mark.row("R5")
@pytest.mark.parametrize("data", ["heartbeat", '""', "{}", "null", '{"type":"heartbeat"}', '{"type": "ping"}', " heartbeat "])
def test_every_heartbeat_spelling_is_only_a_sign_of_life(data: str) -> None:
    assert frame("message", data) == Alive()
    assert frame("heartbeat", "anything") == Alive()


def test_frames_hold_objects_and_leave_other_text_as_it_is() -> None:
    assert frame("message", '{"a":1}') == Frame("message", {"a": 1})
    assert frame("message", "{bad") == Frame("message", "{bad")
    assert frame("message", "[1]") == Frame("message", "[1]")


@pytest.mark.row("F27")
@pytest.mark.parametrize("data", ['{"a":' * 100_000, '{"n":' + "9" * 5_000 + "}"])
def test_json_that_python_cannot_hold_is_text(data: str) -> None:
    assert isinstance(frame("message", data), Frame)


@pytest.mark.row("F27")
def test_json_with_odd_values_is_read() -> None:
    found = frame("message", '{"a": NaN, "b": 1e999, "c": "\\ud800", "d": "\\u0000", "a": 2}')
    assert isinstance(found, Frame)
    assert isinstance(found.data, dict)
    assert found.data["a"] == 2


@pytest.mark.row("F14", "R3")
def test_a_last_frame_counts_if_it_is_whole() -> None:
    guard = Guard()
    guard.feed(b'data: {"a": 1}')
    assert last_frame(guard.close()) == Frame("message", {"a": 1}, torn=True)
    assert last_frame('{"a": 1') is None
    assert last_frame('{"error": "out of mem') == Frame("message", '{"error": "out of mem', torn=True)
    assert last_frame("heartbeat") == Alive()
