"""A server on loopback that writes bytes by script and records every request. Real sockets: mock transports know no time-outs and no cuts.

    async with ScriptedServer({("POST", "/run_sse"): [fr(P("He"), F("Hello"))], ("GET", "/api/state"): [ok({})]}) as server:
        ...
        assert server.count("POST", "/run_sse") == 1

A path of the script matches every path that begins with it. Each request takes the next script of its list; the last one stays.
"""

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

Key = tuple[str, str]


@dataclass(frozen=True)
class Wait:
    """A pause until the event is set."""

    event: asyncio.Event


class _End:
    """How a connection ends."""

    def __init__(self, name: str) -> None:
        self.name = name


CUT, RST, HANG = _End("cut"), _End("rst"), _End("hang")
"""The socket closes at once; closes with a reset; stays open without a byte until the server closes."""

Piece = bytes | Wait | _End


@dataclass(frozen=True)
class Script:
    """What to do with one request. `early`: before its body was read. `slice_bytes`: bytes in each write."""

    pieces: Sequence[Piece]
    early: bool = False
    slice_bytes: int = 0


@dataclass(frozen=True)
class Request:
    """A request as it came. Header names are lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    port: int = 0

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


def st(status: int, kind: str = "application/json", body: bytes | str = b"", *, headers: Mapping[str, str] | None = None) -> Script:
    """One complete answer."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return Script(["\r\n".join([*lines, "", ""]).encode() + body])


def js(status: int, value: Any, *, headers: Mapping[str, str] | None = None) -> Script:
    """A JSON answer."""
    return st(status, body=json.dumps(value), headers=headers)


def ok(data: Any) -> Script:
    """The envelope of a success."""
    return js(200, {"code": 0, "message": "ok", "data": data})


def code(number: int, status: int = 200, **more: Any) -> Script:
    """The envelope of a refusal."""
    return js(status, {"code": number, "message": "server words /srv/app.py", **more})


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


STREAM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
EOF_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def fr(*frames: Any, end: str = "fin") -> Script:
    """A stream of frames: dicts become `data:` lines, bytes go out as they are, `Wait` waits. `end`: fin, cut, eof, rst or hang."""
    close_delimited = end == "eof"
    pieces: list[Piece] = [EOF_HEAD if close_delimited else STREAM_HEAD]
    for item in frames:
        if isinstance(item, Wait):
            pieces.append(item)
            continue
        data = item if isinstance(item, bytes) else b"data: " + json.dumps(item, ensure_ascii=False).encode() + b"\n\n"
        pieces.append(data if close_delimited else chunk(data))
    ends: dict[str, list[Piece]] = {"fin": [b"0\r\n\r\n"], "eof": [], "cut": [b"ff\r\nhalf", CUT], "rst": [RST], "hang": [HANG]}
    return Script([*pieces, *ends[end]])


def P(text: str, author: str = "nemo_agent", **more: Any) -> dict[str, Any]:
    """A partial text of dialect A."""
    return {"content": {"parts": [{"text": text}], "role": "model"}, "partial": True, "author": author, **more}


def F(text: str, author: str = "nemo_agent", **more: Any) -> dict[str, Any]:
    """A final text of dialect A."""
    return {"content": {"parts": [{"text": text}], "role": "model"}, "author": author, **more}


class ScriptedServer:
    """Listens on a free port of 127.0.0.1 while its context is open."""

    def __init__(self, scripts: Mapping[Key, Sequence[Script | Callable[[Request], Script]]]) -> None:
        self.scripts = {key: list(value) for key, value in scripts.items()}
        self.requests: list[Request] = []
        self.unscripted: list[Request] = []
        self.arrived = asyncio.Event()
        """Set when a request has been read."""
        self.closed = asyncio.Event()
        """Set when the client has closed a connection that was left hanging."""
        self.tls: ssl.SSLContext | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "ScriptedServer":
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=1 << 20, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        self.base = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def count(self, method: str, path: str = "/") -> int:
        """How many requests came with that method, and a path that begins so."""
        return len(self.of(method, path))

    def of(self, method: str, path: str = "/") -> list[Request]:
        """Those requests."""
        return [request for request in self.requests if request.method == method and request.path.startswith(path)]

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            while await self._serve(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has gone, or the test is over
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a TLS greeting on a plain port
            writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return False
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        request = Request(method, path, headers, b"", writer.get_extra_info("peername")[1])
        script = self._next(request)
        if callable(script) or not script.early:
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            request = Request(method, path, headers, body, request.port)
        self.requests.append(request)
        self.arrived.set()
        script = script(request) if callable(script) else script
        for piece in script.pieces:
            if not await self._write(piece, script.slice_bytes, reader, writer):
                return False
        await writer.drain()
        return b"connection: close" not in b"".join(p for p in script.pieces[:1] if isinstance(p, bytes)).lower()

    def _next(self, request: Request) -> Script | Callable[[Request], Script]:
        keys = [key for key in self.scripts if key[0] == request.method and request.path.startswith(key[1])]
        if not keys:
            self.unscripted.append(request)
            return js(500, {"detail": f"no script for {request.method} {request.path}"})
        scripts = self.scripts[max(keys, key=lambda key: len(key[1]))]
        return scripts.pop(0) if len(scripts) > 1 else scripts[0]

    async def _write(self, piece: Piece, slice_bytes: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if isinstance(piece, Wait):
            await piece.event.wait()
        elif piece is HANG:
            await writer.drain()
            await reader.read()
            self.closed.set()
            return False
        elif isinstance(piece, _End):
            await writer.drain()
            if piece is RST:
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        else:
            step = slice_bytes or len(piece) or 1
            for start in range(0, len(piece), step):
                writer.write(piece[start : start + step])
                await writer.drain()
                for _ in range(2 if slice_bytes else 0):
                    await asyncio.sleep(0)  # the other side reads before the next bytes come
        return True


def closed_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
