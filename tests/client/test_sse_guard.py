"""The byte cases of the event-stream rules, through the guard: whole, byte by byte, in sevens, and split in two at every position."""

import codecs
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.client.sse import Alive, Frame, FrameTooLargeError, Guard, frame, last_frame

Event = tuple[str, str]
CASES: list[tuple[str, bytes, list[str | Event]]] = [
    ("S01", b"data: cut at 4 s\n\n", ["cut at 4 s"]),
    ("S02", b"data: cut\r\n\r\n", ["cut"]),
    ("S03", b"data: cut\r\rdata: mute\r\r", ["cut", "mute"]),
    ("S04", b"data: one\r\ndata: two\rdata: three\n\r\n", ["one\ntwo\nthree"]),
    ("S05", b"data: a\r\n\ndata: b\n\r", ["a", "b"]),
    ("S06", b"\n\r\n\r\rdata: x\n\n", ["x"]),
    ("S07", b"data: x\r\ndata: y\r\n\r\n", ["x\ny"]),
    ("S08", b"data: a\x0bb\x0cc\x1cd\x1de\x1ef\n\n", ["a\x0bb\x0cc\x1cd\x1de\x1ef"]),
    ("S09", b'data: {"t":"a\xc2\x85b"}\n\n', ['{"t":"a\u0085b"}']),
    ("S10", b"data: a\xe2\x80\xa8b\xe2\x80\xa9c\n\n", ["a\u2028b\u2029c"]),
    ("S11", b"data:x\n\ndata:  y\n\ndata:\tz\n\ndata: w \n\n", ["x", " y", "\tz", "w "]),
    ("S12", b"data: 00:30:05 -> 00:31:00\n\n", ["00:30:05 -> 00:31:00"]),
    ("S13", b"data\n\ndata:\n\ndata: \n\n", []),
    ("S14", b"data\ndata\ndata\n\n", ["\n\n"]),
    ("S15", b"data: a\ndata:\ndata: b\ndata:\n\n", ["a\n\nb\n"]),
    ("S16", b"data : x\n\n data: x\n\nData: x\n\nDATA: x\n\n", []),
    ("S17", b"dat: x\ndatas: y\nprogress 40\ndata: z\n\n", ["z"]),
    ("S18", b":data: x\n\n:\n: \n\n", []),
    ("S19", b"data: a\n: note\nfoo: bar\ndata: b\n\n", ["a\nb"]),
    ("S20", b"data: ::\n\n", ["::"]),
    ("S21", b'{"code":1001,"message":"expired"}\n\n', []),
    ("S22", b"<html>\r\n<title>502</title>\r\n\r\n</html>\r\n", []),
    ("S23", b'data: {"error": "first line\nsecond line"}\n\n', ['{"error": "first line']),
    ("S24", b'data: {"a":\ndata: 1}\n\n', ['{"a":\n1}']),
    ("S25", b"event: progress\ndata: 40\n\ndata: x\n\n", [("progress", "40"), "x"]),
    ("S26", b"event: a\nevent: b\ndata: x\n\n", [("b", "x")]),
    ("S27", b"event: a\nevent\ndata: x\n\n", ["x"]),
    ("S28", b"data: x\nevent: late\n\n", [("late", "x")]),
    ("S29", b"event:  wide \ndata: x\n\n", [(" wide ", "x")]),
    ("S30", b"event: render\n\ndata: x\n\n", ["x"]),
    ("S31", b"id: 41\ndata: a\n\ndata: b\n\n", ["a", "b"]),
    ("S32", b"id: 41\ndata: a\n\nid\ndata: b\n\n", ["a", "b"]),
    ("S33", b"id: 4\x001\ndata: a\n\n", ["a"]),
    ("S34", b"id: 41\nid: 4\x002\ndata: a\n\n", ["a"]),
    ("S35", b"id: 41\n\ndata: a\n\n", ["a"]),
    ("S36", b"id: 41\ndata: a\n\n\n\n\ndata: b\n\n", ["a", "b"]),
    ("S37", b"id: \xe5\x89\xaa\ndata: a\n\n", ["a"]),
    ("S38", b"data: a\nid: late\n\n", ["a"]),
    ("S39", b"retry: 1500\n\n", []),
    ("S40", b"retry: 0250\ndata: x\n\n", ["x"]),
    ("S41", b"retry: +5\nretry: -5\nretry: 1_000\nretry: 1.5\nretry: 1e3\nretry: 5s\nretry:\ndata: x\n\n", ["x"]),
    ("S42", b"retry: \xd9\xa5\ndata: x\n\n", ["x"]),
    ("S43", b"retry:  5\ndata: x\n\n", ["x"]),
    ("S44", b"retry: 9\nretry: soon\ndata: x\n\n", ["x"]),
    ("S45", b"\xef\xbb\xbfdata: x\n\n", ["x"]),
    ("S46", b"\xef\xbb\xbf\xef\xbb\xbfdata: x\n\ndata: y\n\n", ["y"]),
    ("S47", b"data: x\n\n\xef\xbb\xbfdata: y\n\ndata: z\n\n", ["x", "z"]),
    ("S48", b"data: \xef\xbb\xbfx\n\n", ["\ufeffx"]),
    ("S49", b"\xef\xbbdata: x\n\ndata: y\n\n", ["y"]),
    ("S50", b"data: \xf0\x9f\x8e\xac\xe5\xad\x97\xe5\xb9\x95\n\n", ["🎬字幕"]),
    ("S51", b"data: a\xffb\n\ndata: ok\n\n", ["a\ufffdb", "ok"]),
    ("S52", b"data: a\xe2\x82\n\ndata: ok\n\n", ["a\ufffd", "ok"]),
    ("S53", b"data: \xed\xa0\x80\n\n", ["\ufffd\ufffd\ufffd"]),
    ("S54", b"data: \xc0\xaf\xf4\x90\x80\x80\n\n", ["\ufffd" * 6]),
    ("S55", b"data: a\x00b\n\n", ["a\x00b"]),
    ("S56", b"data: a\n\ndata: b", ["a"]),
    ("S57", b"data: a\n\ndata: b\n", ["a"]),
    ("S58", b"data: a\n\ndata: b\r", ["a"]),
    ("S59", b"data: a\r\n\r", ["a"]),
    ("S60", b"data: a\n\ndata: \xf0\x9f\x8e", ["a"]),
    ("S61", b"id: 7\ndata: a\n\nid: 8\ndata: b", ["a"]),
    ("S62", b"", []),
    ("S63", b": hb\n\n:\n\ndata: x\n\n", ["x"]),
    ("S64", b'data:\n\ndata: {"type":"heartbeat"}\n\ndata: heartbeat\n\n', ['{"type":"heartbeat"}', "heartbeat"]),
    ("S65", b"event: heartbeat\n\n", []),
    ("S66", b"event: heartbeat\ndata\n\n", []),
    ("S68", b"data: l\n" * 3_000 + b"\n", ["\n".join("l" * 3_000)]),
]
"""Ids and input of the table; events without data are dropped on the way, ids and retry times are not read."""
LARGE: list[tuple[str, bytes, list[str]]] = [
    ("S67", b"data: " + b"y" * 200_000 + b"\n\n", ["y" * 200_000]),
    ("S69a", b":" + b"c" * (1 << 20) + b"\ndata: x\n\n", ["x"]),
    ("S69b", b"unknown: " + b"c" * (1 << 20) + b"\ndata: x\n\n", ["x"]),
]


def decoded(data: bytes, cuts: Iterator[int] | list[int]) -> list[Event]:
    guard, events, at = Guard(), [], 0
    for cut in [*cuts, len(data)]:
        events += guard.feed(data[at:cut])
        at = cut
    return events


def typed(expected: list[str | Event]) -> list[Event]:
    return [("message", event) if isinstance(event, str) else event for event in expected]


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
