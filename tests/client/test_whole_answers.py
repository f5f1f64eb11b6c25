"""Answers to a message as a whole, from a server's socket through the client into the reader: what is a stream, and what never is."""

import asyncio
import zlib
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from agent import errors
from agent.client.auth import FixedToken
from agent.client.calls import Call, Calls
from agent.client.client import Client
from agent.client.clock import CLOCK, Limits
from agent.client.sse import Frame
from agent.events import Failed, TimelineChanged
from agent.turn.reader import Outcome, TurnReader
from agent.turn.signs import Said, Sign
from tests.agent.conversing import RUN, STATE, conversing, draft, project, sequence
from tests.scripted.clients import ATTRIBUTION, MakeClient
from tests.scripted.clock import ScriptedClock
from tests.scripted.server import CUT, STREAM_HEAD, F, Script, ScriptedServer, Wait, chunk, code, fr, js, st

FRAME = 'data: {"type":"text","content":"€"}\n\n'.encode()


async def taken(client: Client, seen: Callable[[Sign], None] = lambda _: None) -> tuple[list[Sign], Outcome]:
    """What one turn shows, and its outcome; `seen` is told of each sign as it comes."""
    reader, shown = TurnReader(), list[Sign]()
    async with aclosing(client.run_sse("s1", "trim it")) as items:
        async for item in items:
            for sign in reader.feed(item) if isinstance(item, Frame) else []:
                shown.append(sign)
                seen(sign)
    return shown, reader.close()


def typed(kind: str | None, body: bytes = FRAME) -> Script:
    """A 200 of that type, or of none."""
    lines = [
        "HTTP/1.1 200 OK",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *([f"Content-Type: {kind}"] if kind is not None else []),
    ]
    return Script(["\r\n".join([*lines, "", ""]).encode() + body])


@pytest.mark.row("R01", "R1", "F12")
@pytest.mark.parametrize("kind", [
    "text/event-stream", "Text/Event-Stream", "TEXT/EVENT-STREAM;charset=UTF-8", "text/event-stream; charset=windows-1252",
    " text/event-stream ; a=b; c", 'text/event-stream;charset="latin-1"', "text/event-stream; charset=no-such-thing",
])  # fmt: skip
async def test_a_stream_is_known_by_its_type_and_is_always_utf8(make_client: MakeClient, kind: str) -> None:
    async with ScriptedServer({RUN: [typed(kind)]}) as server:
        _, outcome = await taken(make_client(server.base))
    assert outcome.texts == ("€",)


@pytest.mark.row("R02", "R1", "F12")
@pytest.mark.parametrize("kind", [
    "x-text/event-stream", "text/event-streams", "text/event", "text/plain, text/event-stream", "application/x-ndjson", "", None,
])  # fmt: skip
async def test_what_only_looks_like_a_stream_is_refused(make_client: MakeClient, kind: str | None) -> None:
    async with ScriptedServer({RUN: [typed(kind)]}) as server:
        with pytest.raises(errors.ServiceUnavailable):
            await taken(make_client(server.base))
        assert server.count("POST") == 1


@pytest.mark.row("R03", "F09", "F10", "R1")
@pytest.mark.parametrize(("answer", "kind"), [
    (code(2001), errors.OutOfCredits), (code(1002), errors.NoSuchSession), (code(4001), errors.UnsupportedFile),
    (code(4002), errors.FileTooLarge), (code(402), errors.PlanRequired), (code(77), errors.ServiceUnavailable),
    (js(200, {"code": "2001"}), errors.OutOfCredits), (js(200, {"detail": "Session not found: s1"}), errors.ServiceUnavailable),
    (st(200, "text/html", "<html><title>502 Bad Gateway</title></html>"), errors.ServiceUnavailable),
    (st(200, "application/json", "<html>"), errors.ServiceUnavailable), (st(200, "text/plain", "data: x\n\n"), errors.ServiceUnavailable),
    (st(200, "application/json", "[1]"), errors.ServiceUnavailable), (st(200, "application/json", ""), errors.ServiceUnavailable),
])  # fmt: skip
async def test_json_a_page_or_text_instead_of_a_stream_is_what_it_says(
    make_client: MakeClient, answer: Script, kind: type[Exception]
) -> None:
    async with ScriptedServer({RUN: [answer]}) as server:
        with pytest.raises(kind) as caught:
            await taken(make_client(server.base))
        assert server.count("POST") == 1
    assert "<" not in str(caught.value)


@pytest.mark.row("R04", "R19", "R20")
@pytest.mark.parametrize("status", [201, 202, 204, 205])
@pytest.mark.parametrize("kind", ["application/json", "text/event-stream", "text/html"])
async def test_accepted_without_a_stream_is_looked_up_in_the_state(tmp_path: Path, status: int, kind: str) -> None:
    before, after = project(draft(), ["a.mp4"]), project(draft("Urban Dreams"), ["a.mp4"])
    body = b"" if status in (204, 205) else FRAME
    async with conversing(tmp_path, {RUN: [st(status, kind, body)], STATE: sequence(before, after)}, ["sse"]) as talk:
        await talk.says("add the title")
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert (talk.all(Failed), talk.server.count(*RUN)) == ([], 1)
        assert "€" not in talk.screen


@pytest.mark.row("R05", "F11", "R1")
@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 409, 413, 422, 500, 502, 503, 504])
async def test_no_frame_of_an_error_is_ever_shown(tmp_path: Path, status: int) -> None:
    scripts = {RUN: [st(status, "text/event-stream", FRAME)], STATE: [project(draft(), ["a.mp4"])]}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        await talk.says("trim it")
        assert "€" not in talk.screen
        assert len(talk.all(Failed)) == 1
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("R06", "F56")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_message_follows_no_redirect(make_client: MakeClient, status: int) -> None:
    async with ScriptedServer({}) as other, ScriptedServer({RUN: [st(status, headers={"Location": f"{other.base}/run_sse"})]}) as server:
        with pytest.raises(errors.RequestRefused):
            await taken(make_client(server.base))
        assert (server.count("POST"), len(server.requests), len(other.requests)) == (1, 1, 0)


@pytest.mark.row("R07", "6.1")
@pytest.mark.parametrize("end", ["fin", "eof", "cut", "rst"])
async def test_nothing_is_asked_again_after_the_end(make_client: MakeClient, clock: ScriptedClock, end: str) -> None:
    async with ScriptedServer({RUN: [fr(b"retry: 1\nid: 7\n\n", F("a"), end=end)]}) as server:
        try:
            _, outcome = await taken(make_client(server.base))
            assert (end in ("fin", "eof"), outcome.texts) == (True, ("a",))
        except errors.ConnectionLost:
            assert end in ("cut", "rst")
        await clock.advance(5)
        assert [request.method for request in server.requests] == ["POST"]
        assert "last-event-id" not in server.requests[0].headers


PACKED: dict[str, tuple[int, str]] = {"gzip": (31, "gzip"), "zlib": (15, "deflate"), "x-gzip": (31, "X-GZip")}


@pytest.mark.row("R08")
@pytest.mark.parametrize(("bits", "name"), PACKED.values(), ids=PACKED.keys())
async def test_each_frame_of_a_packed_stream_is_shown_at_once(make_client: MakeClient, bits: int, name: str) -> None:
    pack, seen = zlib.compressobj(wbits=bits), [asyncio.Event(), asyncio.Event()]
    head = STREAM_HEAD.replace(b"\r\n\r\n", f"\r\nContent-Encoding: {name}\r\n\r\n".encode())
    pieces: list[Any] = [head]
    for number, event in enumerate(seen):
        frame = f'data: {{"type":"text","content":"{number}"}}\n\n'.encode()
        pieces += [chunk(pack.compress(frame) + pack.flush(zlib.Z_SYNC_FLUSH)), Wait(event)]
    async with ScriptedServer({RUN: [Script([*pieces, chunk(pack.flush()), b"0\r\n\r\n"])]}) as server:
        _, outcome = await taken(make_client(server.base), lambda sign: seen[int(sign.text)].set() if isinstance(sign, Said) else None)
    assert outcome.texts == ("0", "1")


@pytest.mark.row("R09", "R2")
@pytest.mark.parametrize("end", ["\r\r", "\n\n", "\r\n\r\n"])
async def test_a_frame_is_shown_before_the_pause_behind_it(make_client: MakeClient, end: str) -> None:
    seen = asyncio.Event()
    first, second = (f'data: {{"type":"text","content":"{letter}"}}{end}'.encode() for letter in "ab")
    async with ScriptedServer({RUN: [fr(first, Wait(seen), second)]}) as server:
        _, outcome = await taken(make_client(server.base), lambda _: seen.set())
    assert outcome.texts == ("a", "b")


@pytest.mark.row("R10", "1")
async def test_the_request_asks_for_a_stream_and_leaves_what_it_was_given(make_client: MakeClient) -> None:
    given = {"X-Mine": "kept"}
    async with ScriptedServer({RUN: [fr()], ("GET", "/"): [js(200, {"code": 0, "data": {"a": 1}})]}) as server:
        await taken(make_client(server.base))
        calls = Calls(server.base, ATTRIBUTION, FixedToken("secret"), limits=Limits(), clock=CLOCK)
        await calls.payload(Call("GET", "/any", headers=given, accept="text/event-stream"))
        await calls.aclose()
    assert server.requests[0].headers["accept"] == "text/event-stream"
    assert server.requests[0].headers["accept-encoding"] == "identity"
    assert server.requests[1].headers["x-mine"] == "kept"
    assert given == {"X-Mine": "kept"}


@pytest.mark.row("R05", "F07")
async def test_a_cut_before_any_answer_is_looked_up(tmp_path: Path) -> None:
    states = sequence(project(draft(), ["a.mp4"]), project(draft("Urban Dreams"), ["a.mp4"]))
    async with conversing(tmp_path, {RUN: [Script([CUT])], STATE: states}, ["sse"]) as talk:
        await talk.says("add the title")
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert talk.server.count(*RUN) == 1
