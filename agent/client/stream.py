"""One turn on the wire: the message goes out once, and what comes back is frames until the stream closes (contract 2.3, 5.1, R1-R5)."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

import httpx

from agent import errors
from agent.client.calls import Budget, Call, Calls
from agent.client.jsontext import LARGE
from agent.client.replies import Reply, payload
from agent.client.sse import Alive, Frame, FrameTooLargeError, Guard, frame, last_frame

_REFUSAL_BYTES = 1_000_000


def turn_call(session_id: str, text: str, on_sending: Callable[[], Awaitable[None]] | None = None) -> Call:
    """The request of one message. Lone surrogates, which no backend can read, become U+FFFD."""
    words = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    body = {"app_name": "nemo_agent", "user_id": "me", "session_id": session_id, "new_message": {"parts": [{"text": words}]}}
    return Call("POST", "/run_sse", json=body, accept="text/event-stream", reply_s=None, write_s=30.0, on_sending=on_sending)


async def open_turn(calls: Calls, call: Call) -> AsyncGenerator[Frame | Alive, None]:
    """The frames of one turn. The message goes out again only if nothing was sent, or if it was refused instead of a stream."""
    budget = Budget(call.repeats, calls.limits)
    while True:
        token = await calls.token()
        try:
            async with aclosing(_frames(calls, call, token)) as frames:
                async for item in frames:
                    yield item
            return
        except (errors.ServiceError, errors.ConnectionLost) as error:
            pause = budget.pause(error)
            if pause is None:
                raise
            refused = isinstance(error, errors.Unauthorised)
        if refused:
            await calls.renew(token)
        if pause:
            yield Alive(waits_s=pause)
            await calls.clock.sleep(pause)


async def _frames(calls: Calls, call: Call, token: str) -> AsyncGenerator[Frame | Alive, None]:
    async with calls.opened(call, token) as response, aclosing(calls.pieces(response)) as pieces:
        if not (is_stream(response.headers.get("content-type", "")) and response.status_code == 200):
            await _no_stream(calls, response, pieces)
            return
        yield Alive(answered=True)
        async with aclosing(_decoded(pieces, calls.limits.frame_bytes)) as decoded:
            async for item in decoded:
                yield item


def is_stream(content_type: str) -> bool:
    """Whether a Content-Type is that of an event stream, in any case and with any parameters."""
    return content_type.partition(";")[0].strip().lower() == "text/event-stream"


async def _no_stream(calls: Calls, response: httpx.Response, pieces: AsyncGenerator[bytes, None]) -> None:
    """Raises what an answer instead of a stream means; a message accepted without a stream is a silent turn."""
    if 201 <= response.status_code < 300:
        return
    body = bytearray()
    while not is_stream(response.headers.get("content-type", "")) and len(body) < _REFUSAL_BYTES:
        piece = await anext(pieces, None)
        if piece is None:
            break
        body += piece
    payload(Reply(response.status_code, bytes(body), dict(response.headers)), lambda _: False, now=calls.clock.wall())


async def _decoded(pieces: AsyncGenerator[bytes, None], limit: int) -> AsyncGenerator[Frame | Alive, None]:
    guard = Guard(limit)
    async for data in pieces:
        try:
            found = guard.feed(data)
        except FrameTooLargeError as error:
            raise errors.ConnectionLost(reason="too_large", host="", sent="yes") from error
        for event, text in found:
            if len(text) > LARGE:
                yield Alive()  # whoever else has work on the loop gets his turn before it is read
            yield frame(event, text)
        if not found:
            yield Alive()
    rest = guard.close()
    if rest:
        last = last_frame(rest)
        if last is None:
            raise errors.ConnectionLost(reason="cut", host="", sent="yes", log="the stream ended inside a frame")
        yield last
