"""Uploads: one multipart body of exact length, read in threads, with progress; and what a lost answer means (contract 2.4, 6.1)."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

from agent import errors
from agent.client import wire
from agent.client.calls import Call, Calls, Repeats
from agent.client.replies import Json, passing, payload
from agent.client.sources import Source, open_sources

Told = Callable[[int, int], None]
"""Called with the bytes of the files sent so far, and all of them."""
ReadState = Callable[[], Awaitable[wire.State]]
_REPEATS = Repeats(unsent=2)
_PIECE = 64 * 1024


class Multipart:
    """The body of one upload: its headers, its length, and its bytes anew for each sending."""

    def __init__(self, sources: Sequence[Source], told: Told) -> None:
        self._boundary = secrets.token_hex(16)
        self._heads = [self._head(source) for source in sources]
        self._tail = f"--{self._boundary}--\r\n".encode()
        self._sources = sources
        self._told = told
        self.total = sum(source.size for source in sources)

    @property
    def headers(self) -> dict[str, str]:
        """Type and exact length, so that nothing is sent in chunks."""
        length = sum(map(len, self._heads)) + self.total + 2 * len(self._sources) + len(self._tail)
        return {"Content-Type": f"multipart/form-data; boundary={self._boundary}", "Content-Length": str(length)}

    async def pieces(self) -> AsyncIterator[bytes]:
        """The bytes. BadInput("file_changed") if a file is not what was announced; the backend then never sees the end of the body."""
        sent = 0
        for head, source in zip(self._heads, self._sources, strict=True):
            yield head
            offset = 0
            while offset < source.size:
                data = await asyncio.to_thread(source.read, offset)
                offset += len(data)
                for start in range(0, len(data), _PIECE):
                    piece = data[start : start + _PIECE]
                    yield piece
                    sent += len(piece)
                    self._told(sent, self.total)
            yield b"\r\n"
        yield self._tail

    def _head(self, source: Source) -> bytes:
        name = source.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode("utf-8", "replace").decode()
        disposition = f'Content-Disposition: form-data; name="files"; filename="{name}"'
        return f"--{self._boundary}\r\n{disposition}\r\nContent-Type: {source.media_type}\r\n\r\n".encode()


async def send_files(
    calls: Calls, call: Call, paths: Sequence[Path], told: Told, *, read_state: ReadState, before: wire.State | None
) -> wire.Uploaded:
    """Uploads files. A lost answer: if the project has the files now it was done, else it is sent once more."""
    sources = await asyncio.to_thread(open_sources, paths, calls.limits, sidecars=calls.local)
    try:
        return await _twice(lambda: _send(calls, call, Multipart(sources, told)), [source.name for source in sources], read_state, before)
    finally:
        for source in sources:
            source.close()


async def send_urls(calls: Calls, call: Call, urls: Sequence[str], *, read_state: ReadState, before: wire.State | None) -> wire.Uploaded:
    """Lets the backend fetch addresses, under the same rules."""
    body = {"urls": list(urls), "source_type": "url"}
    sent = replace(call, json=body, reply_s=calls.limits.upload_reply_s, repeats=_REPEATS)

    async def once() -> wire.Uploaded:
        return _uploaded(await calls.payload(sent))

    return await _twice(once, [url.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1] for url in urls], read_state, before)


async def _send(calls: Calls, call: Call, multipart: Multipart) -> wire.Uploaded:
    limits = calls.limits
    sent = replace(
        call, content=multipart.pieces, headers=multipart.headers,
        reply_s=limits.upload_reply_s, write_s=limits.transfer_s, repeats=_REPEATS,
    )  # fmt: skip

    async def act(token: str) -> Json:
        return payload(await calls.reply(sent, token), now=calls.clock.wall())

    return _uploaded(await calls.repeated(sent, act))


def _uploaded(data: Json) -> wire.Uploaded:
    found = wire.uploaded(data)
    if not found.files:
        raise errors.ServiceUnavailable(wire_code=0, log="an upload without files in the answer")
    return found


async def _twice(
    once: Callable[[], Awaitable[wire.Uploaded]], names: Sequence[str], read_state: ReadState, before: wire.State | None
) -> wire.Uploaded:
    for last in (False, True):
        try:
            return await once()
        except (errors.ConnectionLost, errors.ServiceUnavailable) as error:
            if error.sent == "no" or (isinstance(error, errors.ServiceError) and not passing(error)):
                raise
            found = await _arrived(names, read_state, before, error)
            if found:
                return found
            if last:
                raise
    raise AssertionError("unreachable")


async def _arrived(
    names: Sequence[str], read_state: ReadState, before: wire.State | None, error: errors.VideoJobsError
) -> wire.Uploaded | None:
    """The files as the project lists them, if each of them is there once more than before; `error` where nobody can tell."""
    try:
        known = (await read_state()).video_infos
    except errors.VideoJobsError:
        raise error from None
    new = Counter(file.name for file in known) - Counter(file.name for file in (before.video_infos if before else ()))
    if Counter(names) - new:
        return None
    return wire.Uploaded(tuple(file for file in known if file.name in names)[-len(names) :], True)
