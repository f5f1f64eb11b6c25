"""The scripted cloud on a real socket. Told the client's pid, it kills it at a named point of a named request: no hook in the product."""

import asyncio
import os
import signal
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

from tests.cloud.scripted_cloud import Answer, ScriptedCloud

Point = Literal["conn", "head", "body", "frame1", "last", "close"]


@dataclass
class Kill:
    """Where the client dies: at `point` of the first request that begins so, or for `conn` at the connection after the request `after`."""

    point: Point
    request: str
    after: str = ""


class KillingServer:
    """Serves one cloud on a free port of loopback. `pid` is the client that dies."""

    def __init__(self, cloud: ScriptedCloud, kill: Kill) -> None:
        self.cloud, self.kill = cloud, kill
        self.pid = 0
        self.killed = False
        self.seen: list[str] = []
        self._armed = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "KillingServer":
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=1 << 20)
        self.base = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _die(self, point: Point, line: str = "") -> None:
        here = self._armed if point == "conn" else line.startswith(self.kill.request)
        if not self.killed and self.kill.point == point and here and self.pid:
            self.killed = True
            os.kill(self.pid, signal.SIGKILL)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            self._die("conn")
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has gone, or the test is over
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        method, path, _ = lines[0].split(" ", 2)
        line = f"{method} {path}"
        self._die("head", line)
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self._die("body", line)
        self.seen.append(line)
        await self._send(line, self.cloud.answer(method, path, headers, body), writer)
        self._armed = self._armed or bool(self.kill.after and line.startswith(self.kill.after))

    async def _send(self, line: str, answer: Answer, writer: asyncio.StreamWriter) -> None:
        """A stream frame by frame, a file in two halves."""
        writer.write(answer.head)
        half = len(answer.body) // 2
        parts = [f"{len(frame):x}\r\n".encode() + frame + b"\r\n" for frame in answer.frames] or [answer.body[:half], answer.body[half:]]
        for number, part in enumerate(parts):
            writer.write(part)
            await writer.drain()
            if number == 0:
                self._die("frame1", line)
        self._die("last", line)
        if answer.kind == "text/event-stream":
            writer.write(b"0\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        self._die("close", line)
