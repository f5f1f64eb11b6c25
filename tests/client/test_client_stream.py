"""One message, once: what the stream gives, how it ends, and that nothing is ever sent again."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import pytest

from agent import errors
from agent.client.client import Client
from agent.client.sse import Alive, Frame
from tests.scripted.clients import MakeClient
from tests.scripted.clock import ScriptedClock
from tests.scripted.server import CUT, HANG, F, P, Script, ScriptedServer, Wait, chunk, closed_port, code, fr, js, st

RUN = ("POST", "/run_sse")
GZIP_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"


async def items_of(client: Client, text: str = "trim the silences") -> list[Frame | Alive]:
    """All that a turn gives."""
    async with aclosing(client.run_sse("s1", text)) as items:
        return [item async for item in items]


async def frames_of(client: Client, text: str = "trim the silences") -> list[Any]:
    """The data of all frames."""
    return [item.data for item in await items_of(client, text) if isinstance(item, Frame)]


async def kept_of(client: Client, kept: list[Any], seen: asyncio.Event | None = None) -> None:
    """The same, for streams that raise or wait for us: what has come is kept, and `seen` is set then."""
    async with aclosing(client.run_sse("s1", "x")) as items:
        async for item in items:
            if isinstance(item, Frame):
                kept.append(item.data)
                if seen is not None:
                    seen.set()


@pytest.mark.row("2.3")
async def test_a_message_goes_out_as_the_contract_writes_it(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [fr(P("He"), F("Hello"))]}) as server:
        assert await frames_of(make_client(server.base), "剪掉停顿 🎬") == [P("He"), F("Hello")]
    request = server.requests[0]
    assert request.json == {
        "app_name": "nemo_agent", "user_id": "me", "session_id": "s1", "new_message": {"parts": [{"text": "剪掉停顿 🎬"}]},
    }  # fmt: skip
    assert (request.headers["accept"], request.headers["content-type"]) == ("text/event-stream", "application/json")
    assert request.headers["authorization"] == "Bearer secret"


@pytest.mark.row("F86")
async def test_lone_surrogates_of_the_text_are_replaced(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [fr()]}) as server:
        await frames_of(make_client(server.base), "a\ud800b 🎬")
    assert server.requests[0].json["new_message"]["parts"] == [{"text": "a\ufffdb 🎬"}]


async def test_an_empty_message_is_never_sent(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [fr()]}) as server:
        with pytest.raises(errors.BadArguments):
            await frames_of(make_client(server.base), " \n")
        assert server.requests == []


@pytest.mark.row("F20", "R4")
async def test_a_stream_without_frames_is_legal(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [fr()]}) as server:
        assert await frames_of(make_client(server.base)) == []


@pytest.mark.row("F15", "R2")
async def test_a_stream_cut_in_every_place_of_its_bytes_reads_the_same(make_client: MakeClient) -> None:
    whole = fr(F("Silences trimmed: 剪辑 🎬"))
    async with ScriptedServer({RUN: [Script(whole.pieces, slice_bytes=1)]}) as server:
        assert await frames_of(make_client(server.base)) == [F("Silences trimmed: 剪辑 🎬")]


@pytest.mark.row("F13", "F14", "F16")
@pytest.mark.parametrize("end", ["cut", "rst", "eof"])
async def test_a_line_that_drops_inside_a_frame_keeps_what_came_and_sends_nothing_again(make_client: MakeClient, end: str) -> None:
    kept: list[Any] = []
    async with ScriptedServer({RUN: [fr(F("a"), b'data: {"content', end=end)]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await kept_of(make_client(server.base), kept)
        assert server.count("POST") == 1
    assert caught.value.sent == "yes"
    assert caught.value.values["reason"] == "cut"
    assert kept == [F("a")] or end == "rst"  # a reset may overtake what was written before it


@pytest.mark.row("R3")
async def test_a_whole_last_frame_counts_without_its_empty_line(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [fr(b'data: {"type":"text","content":"x"}')]}) as server:
        items = await items_of(make_client(server.base))
    assert items[-1] == Frame("message", {"type": "text", "content": "x"}, torn=True)


@pytest.mark.row("F07", "F11", "6.1")
@pytest.mark.parametrize("answer", [st(503), Script([CUT]), js(409, {"detail": "busy"}), st(500, "text/event-stream", "data: {}\n\n")])
async def test_a_message_that_left_is_never_sent_again(make_client: MakeClient, answer: Script) -> None:
    async with ScriptedServer({RUN: [answer]}) as server:
        with pytest.raises(errors.VideoJobsError) as caught:
            await frames_of(make_client(server.base))
        assert server.count("POST") == 1
    assert caught.value.sent != "no"


@pytest.mark.row("F01", "6.1")
async def test_a_refused_connection_is_tried_twice_and_told_as_not_sent(make_client: MakeClient) -> None:
    with pytest.raises(errors.ConnectionLost) as caught:
        await frames_of(make_client(f"http://127.0.0.1:{closed_port()}"))
    assert (caught.value.sent, caught.value.values["reason"]) == ("no", "refused")


@pytest.mark.row("F08", "F09", "F10", "R1")
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (code(2001), errors.OutOfCredits), (js(404, {"detail": "Session not found: s1"}), errors.NoSuchSession),
        (js(404, {"code": 1002, "detail": "Session not found: s1"}), errors.NoSuchSession), (js(402, {}), errors.PlanRequired),
        (js(422, {"detail": [{"msg": "x"}]}), errors.RequestRefused),
        (st(200, "text/html", "<title>x</title>"), errors.ServiceUnavailable),
        (st(200, "x-text/event-stream", "data: 1\n\n"), errors.ServiceUnavailable),
        (st(200, "text/plain", "no"), errors.ServiceUnavailable),
        (st(307, headers={"Location": "/run_sse/"}), errors.RequestRefused),
    ],
)  # fmt: skip
async def test_an_answer_instead_of_a_stream_is_an_error(make_client: MakeClient, answer: Script, kind: type[Exception]) -> None:
    async with ScriptedServer({RUN: [answer]}) as server:
        with pytest.raises(kind):
            await frames_of(make_client(server.base))
        assert server.count("POST") == 1


@pytest.mark.parametrize("answer", [st(202, "application/json", "{}"), st(204), st(200, "application/json", '{"code":0}')])
async def test_a_message_accepted_without_a_stream_is_a_silent_turn(make_client: MakeClient, answer: Script) -> None:
    async with ScriptedServer({RUN: [answer]}) as server:
        assert await frames_of(make_client(server.base)) == []


@pytest.mark.row("F12", "R1")
@pytest.mark.parametrize("kind", ["Text/Event-Stream; charset=utf-8", "text/event-stream;charset=windows-1252"])
async def test_the_media_type_counts_in_any_case_and_its_charset_does_not(make_client: MakeClient, kind: str) -> None:
    async with ScriptedServer({RUN: [st(200, kind, b'data: {"a":"\xe2\x82\xac"}\n\n')]}) as server:
        assert await frames_of(make_client(server.base)) == [{"a": "€"}]


@pytest.mark.row("R4")
async def test_frames_pass_while_the_stream_is_still_open(make_client: MakeClient) -> None:
    first_seen = asyncio.Event()
    kept: list[Any] = []
    async with ScriptedServer({RUN: [fr(F("a"), Wait(first_seen), F("b"))]}) as server:
        await kept_of(make_client(server.base), kept, first_seen)
    assert kept == [F("a"), F("b")]


async def test_a_packed_stream_passes_frame_by_frame(make_client: MakeClient) -> None:
    pack = zlib.compressobj(wbits=31)
    parts = [pack.compress(f'data: {{"n":{n}}}\n\n'.encode()) + pack.flush(zlib.Z_SYNC_FLUSH) for n in (1, 2)]
    seen = asyncio.Event()
    script = Script([GZIP_HEAD, parts[0], Wait(seen), parts[1] + pack.flush()])
    kept: list[Any] = []
    async with ScriptedServer({RUN: [script]}) as server:
        await kept_of(make_client(server.base), kept, seen)
    assert kept == [{"n": 1}, {"n": 2}]


@pytest.mark.row("F25")
async def test_a_bomb_ends_the_turn_at_the_cap(make_client: MakeClient) -> None:
    script = Script([GZIP_HEAD, gzip.compress(b":" + b"0" * 20_000_000)])
    async with ScriptedServer({RUN: [script]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await frames_of(make_client(server.base, frame_bytes=1_000_000))
        assert server.count("POST") == 1
    assert caught.value.values["reason"] == "too_large"


@pytest.mark.row("R3")
async def test_a_frame_of_eight_mebibytes_passes(make_client: MakeClient) -> None:
    big = {"content": {"parts": [{"functionResponse": {"name": "x", "response": {"r": "y" * (8 << 20)}}}]}, "author": "a"}
    async with ScriptedServer({RUN: [fr(big, F("done"))]}) as server:
        assert (await frames_of(make_client(server.base)))[1] == F("done")


@pytest.mark.row("F29", "6.1")
async def test_1001_before_the_stream_renews_once_with_the_next_token(make_client: MakeClient) -> None:
    class TwoTokens:
        kind, user_id, replaced, renewed = "anonymous", "", False, 0

        async def token(self, ask: object) -> str:
            return f"t{self.renewed}"

        async def renew(self, ask: object, refused: str) -> str:
            self.renewed += 1
            return f"t{self.renewed}"

    async with ScriptedServer({RUN: [code(1001), fr(F("ok"))]}) as server:
        assert await frames_of(make_client(server.base, TwoTokens())) == [F("ok")]
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer t0", "Bearer t1"]
    async with ScriptedServer({RUN: [code(1001)]}) as server:
        with pytest.raises(errors.Unauthorised):
            await frames_of(make_client(server.base, TwoTokens()))
        assert server.count("POST") == 2


@pytest.mark.row("F39", "6.1")
async def test_429_instead_of_a_stream_waits_thirty_seconds_once(make_client: MakeClient, clock: ScriptedClock) -> None:
    async with ScriptedServer({RUN: [st(429), fr(F("ok"))]}) as server:
        found = await items_of(make_client(server.base))
    assert found[0] == Alive(elapsed_s=0.0, waits_s=30.0)
    assert found[-1] == Frame("message", F("ok"))
    assert clock.slept == [30.0]


async def notices_of(items: AsyncGenerator[Frame | Alive, None], clock: ScriptedClock, notices: list[Alive]) -> None:
    """What a stream that only hangs gives, while the clock goes on by half minutes."""
    while True:
        task = asyncio.ensure_future(anext(items))
        while not task.done():
            await clock.advance(30)
        item = await task
        assert isinstance(item, Alive)
        notices.append(item)


async def beats_of(items: AsyncGenerator[Frame | Alive, None], clock: ScriptedClock, events: list[asyncio.Event]) -> None:
    """Lets one heartbeat through each minute."""
    for event in events:
        event.set()
        while True:
            item = await anext(items)
            assert isinstance(item, Alive)
            if not item.due:
                break
        await clock.advance(60)


@pytest.mark.row("F19", "R22", "R24", "R25")
async def test_two_quiet_minutes_are_told_and_fifteen_end_the_turn(make_client: MakeClient, clock: ScriptedClock) -> None:
    async with ScriptedServer({RUN: [fr(F("a"), end="hang")]}) as server:
        notices: list[Alive] = []
        async with aclosing(make_client(server.base, idle_s=10_000).run_sse("s1", "x")) as items:
            assert await anext(items) == Alive(answered=True)
            assert await anext(items) == Frame("message", F("a"))
            with pytest.raises(errors.ConnectionLost) as caught:
                await notices_of(items, clock, notices)
        await server.closed.wait()
        assert server.count("POST") == 1
    assert [notice.elapsed_s for notice in notices if notice.due] == [120.0 * n for n in range(1, 8)]
    assert [notice.elapsed_s for notice in notices if notice.silent] == [90.0, 150.0, 210.0, 270.0, 330.0]
    assert caught.value.values["reason"] == "limit"
    assert caught.value.sent == "yes"


@pytest.mark.row("F17", "R23")
@pytest.mark.parametrize("beat", [
    b"data: heartbeat", b"data:", b"data", b": hb", b":", b"event: heartbeat", b"event: heartbeat\ndata: 5", b'data: {"type":"heartbeat"}',
    b'data: {"type":"ping"}', b'data: ""', b"data: {}", b"data: null", b"id: 7", b"retry: 5", b"unknown: x",
])  # fmt: skip
async def test_ten_minutes_of_heartbeats_alone_end_the_turn(make_client: MakeClient, clock: ScriptedClock, beat: bytes) -> None:
    events = [asyncio.Event() for _ in range(12)]
    script = fr(*(item for event in events for item in (Wait(event), beat + b"\n\n")), end="hang")
    async with ScriptedServer({RUN: [script]}) as server, aclosing(make_client(server.base).run_sse("s1", "x")) as items:
        with pytest.raises(errors.ConnectionLost) as caught:
            await beats_of(items, clock, events)
    assert clock.time == 600
    assert caught.value.values["reason"] == "limit"


@pytest.mark.row("R26")
async def test_closing_the_turn_closes_the_connection(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [fr(F("a"), end="hang")]}) as server:
        async with aclosing(make_client(server.base).run_sse("s1", "x")) as items:
            await anext(items)
        await asyncio.wait_for(server.closed.wait(), 5)


@pytest.mark.row("F19", "R26")
async def test_cancelling_a_turn_leaves_no_task_behind(make_client: MakeClient) -> None:
    async with ScriptedServer({RUN: [Script([HANG])]}) as server:
        task = asyncio.create_task(frames_of(make_client(server.base)))
        await asyncio.wait_for(server.arrived.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.closed.wait(), 5)
        others = {other for other in asyncio.all_tasks() if "_connected" not in repr(other)} - {asyncio.current_task()}
        assert not others


async def test_chunks_may_end_anywhere(make_client: MakeClient) -> None:
    data = b'data: {"a":1}\r\n\r\ndata: {"a":2}\n\n'
    script = Script([fr().pieces[0], *(chunk(data[n : n + 1]) for n in range(len(data))), b"0\r\n\r\n"])
    async with ScriptedServer({RUN: [script]}) as server:
        assert await frames_of(make_client(server.base)) == [{"a": 1}, {"a": 2}]
