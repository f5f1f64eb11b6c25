"""A small cloud for the benchmarks, in a process of its own so that its work does not count. It prints its port."""

import asyncio
import json
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PIECE = b"\0" * (256 * 1024)
EVENTS_PER_S = 10


@contextmanager
def running() -> Iterator[str]:
    """The address of a new server, which ends with the block."""
    with subprocess.Popen([sys.executable, "-m", "benchmarks._cloud"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def text_frame(text: str) -> bytes:
    """One whole text, as a chunk of a stream."""
    event = {"content": {"parts": [{"text": text}], "role": "model"}, "author": "nemo_agent", "partial": True, "invocationId": "e-1"}
    data = b"data: " + json.dumps(event).encode() + b"\n\n"
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, path, _ = head.split(" ", 2)
        length = next((int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0)
        if path == "/run_sse":
            await talk(json.loads(await reader.readexactly(length))["new_message"]["parts"][0]["text"], writer)
        elif method == "POST":
            await take(length, reader, writer)
        else:
            await give(int(path.rsplit("/", 1)[1].removesuffix(".mp4")), writer)
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # the client has gone
    finally:
        writer.close()


async def talk(words: str, writer: asyncio.StreamWriter) -> None:
    """`first`: one text at once. `stream SECONDS`: ten texts a second, each of which is the moment of its writing."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
    seconds = float(words.partition(" ")[2] or 0)
    for _ in range(max(1, int(seconds * EVENTS_PER_S))):
        writer.write(text_frame(f"{time.monotonic()} "))
        await writer.drain()
        await asyncio.sleep(1 / EVENTS_PER_S if seconds else 0)
    writer.write(b"0\r\n\r\n")
    await writer.drain()


async def take(length: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An upload: read and thrown away."""
    while length > 0:
        data = await reader.read(1024 * 1024)
        if not data:
            return
        length -= len(data)
    body = json.dumps({"code": 0, "data": {"files": [{"filename": "clip.mp4"}], "session_state_applied": True}}).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    await writer.drain()


async def give(length: int, writer: asyncio.StreamWriter) -> None:
    """A video of that many bytes: its boxes are right, its pictures are not."""
    head = struct.pack(">I4s", 8, b"ftyp") + struct.pack(">I4s", 8, b"moov") + struct.pack(">I4sQ", 1, b"mdat", length - 16)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n%s" % (length, head))
    left = length - len(head)
    while left > 0:
        writer.write(PIECE[:left])
        left -= len(PIECE)
        await writer.drain()


async def main() -> None:
    server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
