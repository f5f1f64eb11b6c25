"""The event stream of one turn: frames as they come, a heartbeat where nothing comes, and an end of the work where the socket closes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.types import Receive, Scope, Send

from backend.failures import cuts, raw
from backend.frames import Dialect, Frame, Said
from backend.options import Options

HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
Work = Callable[[Callable[[Frame], None]], Awaitable[None]]


class CutError(Exception):
    """Ends the connection in the middle of the stream, as a test switch asks."""


class TurnStream:
    """An ASGI response that runs `work` beside itself and sends what it emits."""

    def __init__(self, work: Work, dialect: Dialect, options: Options) -> None:
        self._work = work
        self._dialect = dialect
        self._options = options
        self._frames: asyncio.Queue[Frame | None] = asyncio.Queue()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.create_task(self._run(), name="turn")
        closed = asyncio.create_task(_closed(receive), name="turn-socket")
        try:
            await asyncio.sleep(0)  # a task that is cancelled before its first step never runs, not even its `finally`
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            while (part := await self._next(closed)) is not None:
                await send({"type": "http.response.body", "body": part, "more_body": True})
            if not closed.done():
                await self._end(send)
        finally:
            await self._leave(task, closed)

    async def _run(self) -> None:
        try:
            await self._work(self._frames.put_nowait)
        finally:
            self._frames.put_nowait(None)

    async def _next(self, closed: "asyncio.Task[None]") -> bytes | None:
        """The next bytes; None at the end of the turn or where the socket has closed."""
        getter = asyncio.create_task(self._frames.get())
        try:
            done, _ = await asyncio.wait({getter, closed}, timeout=self._options.heartbeat_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not getter.done():
                getter.cancel()
        if getter in done:
            frame = getter.result()
            hidden = self._options.silent and isinstance(frame, Said)
            return b"" if hidden else None if frame is None else self._dialect.encode(frame)
        return None if done else f"{self._options.heartbeat}\n\n".encode()

    async def _end(self, send: Send) -> None:
        failure = self._options.failure
        if cuts(failure):
            await send({"type": "http.response.body", "body": raw(failure), "more_body": True})
            raise CutError(failure)
        await send({"type": "http.response.body", "body": raw(failure), "more_body": False})

    async def _leave(self, task: "asyncio.Task[None]", closed: "asyncio.Task[None]") -> None:
        closed.cancel()
        if not task.done() and not self._options.run_on:
            task.cancel()
        if not self._options.run_on or task.done():
            await asyncio.gather(task, return_exceptions=True)
        with suppress(asyncio.CancelledError):
            await closed


async def _closed(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
