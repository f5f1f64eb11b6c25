"""Every byte case of the event-stream rules, from a server's socket through the client into the reader, however the stream is cut."""

import asyncio
import json
import tracemalloc
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.client.auth import FixedToken
from agent.client.client import Client
from agent.client.sse import Alive, Frame, frame
from agent.errors import ConnectionLost
from agent.turn.reader import Outcome, TurnReader
from agent.turn.signs import Sign, Tool
from tests.scripted.byte_cases import CASES, LARGE, Event, typed
from tests.scripted.clients import ATTRIBUTION, MakeClient
from tests.scripted.server import CUT, STREAM_HEAD, F, P, Script, ScriptedServer, chunk, fr

RUN = ("POST", "/run_sse")
Turn = tuple[list[Frame], list[Sign], Outcome]


def pieces_of(data: bytes, cuts: Iterable[int]) -> Script:
    """A stream in pieces that end at `cuts`. Each is a chunk of the transfer coding, so the client gets it as a piece of its own."""
    places = [0, *cuts, len(data)]
    pieces = [data[start:end] for start, end in pairwise(places) if end > start]
    return Script([STREAM_HEAD, b"".join(map(chunk, pieces)), b"0\r\n\r\n"])


def ways(size: int, splits: int) -> list[Sequence[int]]:
    """Whole, byte by byte, in sevens, and in two at each of the first `splits` places."""
    return [(), range(1, size), range(7, size, 7), *((place,) for place in range(1, min(size, splits + 1)))]


async def taken(client: Client) -> Turn:
    """One turn: its frames, what they show, and the outcome."""
    reader, frames, shown, end = TurnReader(), list[Frame](), list[Sign](), "clean"
    try:
        async with aclosing(client.run_sse("s1", "x")) as items:
            async for item in items:
                if isinstance(item, Frame):
                    frames.append(item)
                    shown += reader.feed(item)
    except ConnectionLost as error:
        end = str(error.values["reason"])
    return frames, shown, reader.close(end)  # type: ignore[arg-type]


async def replayed(client_of: MakeClient, scripts: Sequence[Script]) -> list[Turn]:
    """A turn for each script."""
    async with ScriptedServer({RUN: list(scripts)}) as server:
        client = client_of(server.base)
        turns = [await taken(client) for _ in scripts]
        assert server.count("POST") == len(scripts)
    return turns


TORN = ("S56", "S57", "S58", "S60", "S61")
"""What is left of these at the end is no whole frame: the line was cut."""


def test_the_table_has_every_case() -> None:
    ids = {case[0][:3] for case in (*CASES, *LARGE)} | {"S70", "S71"}
    assert ids == {f"S{number:02}" for number in range(1, 72)}


@pytest.mark.row("S", "R2", "R3", "F15")
@pytest.mark.parametrize(("name", "data", "events"), CASES, ids=[case[0] for case in CASES])
async def test_a_byte_case_gives_the_same_turn_however_it_is_cut(
    make_client: MakeClient, name: str, data: bytes, events: list[str | Event]
) -> None:
    found = [item for item in (frame(*event) for event in typed(events)) if isinstance(item, Frame)]
    turns = await replayed(make_client, [pieces_of(data, cuts) for cuts in ways(len(data), 60)])
    for frames, shown, outcome in turns:
        assert frames == found
        assert (shown, outcome.texts, outcome.end) == ([], (), "cut" if name in TORN else "clean")
        assert [error.log for error in outcome.errors] == (["first line"] if name == "S23" else [])


@pytest.mark.row("S", "F24")
@pytest.mark.parametrize(("data", "events"), [case[1:] for case in LARGE], ids=[case[0] for case in LARGE])
async def test_a_large_case_passes(make_client: MakeClient, data: bytes, events: list[str]) -> None:
    turns = await replayed(make_client, [pieces_of(data, range(4096, len(data), 4096)), pieces_of(data, ())])
    assert [frames for frames, _, _ in turns] == [[Frame("message", event) for event in events]] * 2


@pytest.mark.row("S", "F25")
@pytest.mark.parametrize("start", [b"data: ", b": ", b"nothing: ", b"x"], ids=["S70", "S71", "unknown", "no field"])
@pytest.mark.parametrize("letter", [b"y", "🎬".encode()], ids=["ascii", "emoji"])
async def test_what_never_ends_is_given_up_at_the_cap_with_little_memory(make_client: MakeClient, start: bytes, letter: bytes) -> None:
    cap = 2_000_000
    script = fr(start, *[letter * (65_536 // len(letter))] * 40, end="hang")
    async with ScriptedServer({RUN: [script]}) as server:
        client = make_client(server.base, frame_bytes=cap)
        tracemalloc.start()
        frames, shown, outcome = await taken(client)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert server.count("POST") == 1
    assert (frames, shown, outcome.end) == ([], [], "too_large")
    assert peak < 2.5 * cap


CALL = {"content": {"parts": [{"functionCall": {"name": "edit_multitrack", "args": {}}}]}, "author": "nemo_agent", "longRunningToolIds": []}


def line(value: Any) -> bytes:
    """The line of a frame, with the letters as they are."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode()


STREAM = b"".join((
    b"\xef\xbb\xbf: begun\r\n\r\n", line(P("剪辑 ")) + b"\r\n\r\n", line(P("🎬 \u2028done")) + b"\r\r",
    b"data: heartbeat\n\n", b"event: heartbeat\n\n", b"data:\n\n",
    line(CALL) + b"\n\n", b'id: 7\nretry: 1\ndata: {"type":"text",\ndata: "content":"typed \\ud83c\\udfac"}\n\n',
    line(F("剪辑 🎬 \x85 done \x1b[31m!")) + b"\n\n", b"data: {bad\n\n", b"noise\r\n",
    b'data: {"error": "it "broke"\nsecond line"}\r\n\r\n', b'data: {"type":"chunk","content":"half a\xff"}',
))  # fmt: skip
"""Both dialects, all line ends, letters of one to four bytes, heartbeats, noise, a raw failure, and a last frame without its empty line."""


def test_the_stream_of_all_kinds_reads_as_it_should() -> None:
    frames, shown, outcome = asyncio.run(alone(pieces_of(STREAM, ())))
    assert len(frames) == 8
    assert [sign.text for sign in shown if not isinstance(sign, Tool)] == [
        "剪辑 ", "🎬 \ndone", "剪辑 🎬 \ndone", "typed 🎬", "剪辑 🎬 \n done !", "half a\ufffd",
    ]  # fmt: skip
    assert outcome.texts == ("剪辑 🎬 \ndone", "typed 🎬", "剪辑 🎬 \n done !", "half a\ufffd")
    assert ([error.log for error in outcome.errors], outcome.incomplete, outcome.end) == (['it "broke'], True, "clean")


async def alone(script: Script) -> Turn:
    """A turn with a client of its own."""
    async with ScriptedServer({RUN: [script]}) as server:
        client = Client(server.base, ATTRIBUTION, FixedToken("secret"))
        try:
            return await taken(client)
        finally:
            await client.aclose()


@pytest.mark.row("S", "R2", "F15")
async def test_every_way_to_cut_a_stream_gives_the_same_turn(make_client: MakeClient) -> None:
    scripts = [pieces_of(STREAM, cuts) for cuts in ways(len(STREAM), len(STREAM))]
    whole, *others = await replayed(make_client, scripts)
    assert len(others) > len(STREAM)
    for other in others:
        assert other == whole or repr(other) == repr(whole)


@pytest.mark.row("R2", "F15")
async def test_the_pieces_of_a_stream_reach_the_client_one_by_one(make_client: MakeClient) -> None:
    async with (
        ScriptedServer({RUN: [pieces_of(STREAM, range(1, len(STREAM)))]}) as server,
        aclosing(make_client(server.base).run_sse("s1", "x")) as items,
    ):
        seen = [type(item) async for item in items]
    assert seen.count(Alive) > len(STREAM) - 20


@pytest.mark.row("S", "R2", "F15")
@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, len(STREAM) - 1), max_size=40))
def test_any_pieces_of_a_stream_give_the_same_turn(cuts: list[int]) -> None:
    assert repr(asyncio.run(alone(pieces_of(STREAM, sorted(set(cuts)))))) == repr(asyncio.run(alone(pieces_of(STREAM, ()))))


@pytest.mark.row("S", "F13", "F14", "F15", "F16")
async def test_a_stream_that_ends_anywhere_keeps_whole_texts_and_says_so(make_client: MakeClient) -> None:
    stream = line(F("剪辑 🎬.")) + b"\n\n" + line(F("Two."))
    whole = stream.index(b"\n\n")
    scripts = [Script([STREAM_HEAD, chunk(stream[:end]), b"5\r\nha", CUT]) for end in range(1, len(stream))]
    for end, (_, shown, outcome) in enumerate(await replayed(make_client, scripts), 1):
        assert (outcome.texts, outcome.end) == (("剪辑 🎬.",) if end > whole + 1 else (), "cut")
        assert [sign.text for sign in shown] == list(outcome.texts)
