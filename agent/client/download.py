"""A finished file comes down: part file, resume, check, and a rename that never replaces a file of the user (contract 7.4)."""

import asyncio
import errno
import os
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx

from agent import errors
from agent.client.calls import Call, Calls, Repeats
from agent.client.clean import clean_line
from agent.client.mp4 import whole_media
from agent.client.partfile import Kept, Note, Part, identity, landed, open_part, part_for, put
from agent.client.replies import Reply, refusal

Told = Callable[[int, int], None]
"""Called with the bytes written so far, and all of them, 0 where unknown."""
_REPEATS = Repeats(unsent=2)
_ATTEMPTS = 3
_WRITE_BYTES = 1024 * 1024
_UNPACKED_BYTES = 16 * 1024 * 1024
_UNPACKED_TIMES = 20
ANEW = Kept()


@dataclass(frozen=True, slots=True)
class Fetching:
    """Where the bytes go, who is told of them, and where a later process finds what it needs to go on."""

    part: Part
    told: Told
    note: Note


async def fetch(
    calls: Calls, address: str, target: Path, told: Told, *, fallback: str = "", render_id: str = "", kept: Kept = ANEW
) -> Path:
    """Downloads to `target`, or beside it under a free name, and returns the path. `fallback` is the path with the bearer, "" for none.

    What an earlier process left of this render's file is gone on with, where the backend still has the very same one.
    """
    if there := await asyncio.to_thread(landed, target, kept.facts):
        return there
    part = await asyncio.to_thread(part_for, target, render_id, kept.facts)
    for place in [place for place in (address, fallback) if place]:
        try:
            await _fetch_from(calls, place, Fetching(part, told, kept.note))
            await asyncio.to_thread(_check, part, target)
        except (errors.ServiceError, errors.ConnectionLost):
            if place == fallback or not fallback:
                raise
            part.restart()
        else:
            await kept.note({**part.facts, "whole": await asyncio.to_thread(identity, part.path)})
            return await asyncio.to_thread(put, part.path, target)
    raise errors.ServiceUnavailable(log="no address to download from")


async def _fetch_from(calls: Calls, address: str, to: Fetching) -> None:
    """The whole body into the part file: a cut is resumed where the backend can, else the file begins again."""
    for attempt in range(_ATTEMPTS):
        if to.part.whole:
            return
        try:
            await _request(calls, address, to)
            return
        except errors.ConnectionLost as error:
            if attempt == _ATTEMPTS - 1 or error.sent == "no":
                raise


async def _request(calls: Calls, address: str, to: Fetching) -> None:
    url = calls.base.join(address)
    if not calls.trusted(url):
        raise errors.RequestRefused(log=f"address not allowed: {url.scheme}://{url.host}")
    part = to.part
    headers = {"Range": f"bytes={part.got}-", "If-Range": part.mark} if part.got and part.mark else {}
    call = Call("GET", str(url), headers=headers, reply_s=calls.limits.transfer_s, repeats=_REPEATS)

    async def act(token: str) -> None:
        async with calls.opened(call, token) as response:
            await _receive(calls, response, to)

    await calls.repeated(call, act)


async def _receive(calls: Calls, response: httpx.Response, to: Fetching) -> None:
    part = to.part
    if response.status_code not in (200, 206):
        raise refusal(response.status_code, Reply(response.status_code, b"", dict(response.headers)))
    kind = response.headers.get("content-type", "").lower()
    if kind.startswith(("text/html", "application/json", "application/xml")):
        raise errors.ServiceUnavailable(wire_code=200, log=f"a download of type {clean_line(kind, 60)}")
    _resume(response, part)
    try:
        file = await asyncio.to_thread(open_part, part)
    except OSError as error:
        raise _unwritable(error, part) from error
    try:
        if not part.got:
            await to.note(part.facts)  # behind the truncation: old bytes never meet a new mark
        await _write_all(calls, response, file, to)
        await asyncio.to_thread(_flush, file)
    except OSError as error:
        raise _unwritable(error, part) from error
    finally:
        await asyncio.to_thread(_close, file)
    if part.size is not None and part.got != part.size:
        raise errors.ConnectionLost(reason="cut", host=response.url.host, sent="yes", log=f"{part.got} of {part.size} bytes")


def _resume(response: httpx.Response, part: Part) -> None:
    """Where the body goes on; anything but the exact rest of the same file starts at 0."""
    packed = _packed(response)
    length = response.headers.get("content-length", "")
    announced = int(length) if length.isdigit() and not packed else None
    mark = response.headers.get("etag", "") or response.headers.get("last-modified", "")
    start, _, total = response.headers.get("content-range", "").partition("/")
    fits = response.status_code == 206 and start.startswith(f"bytes {part.got}-") and total in ("*", str(part.size))
    if fits and (not mark or mark == part.mark):
        return
    if response.status_code == 206:
        part.restart()
        raise errors.ConnectionLost(reason="cut", host=response.url.host, sent="yes", log="a rest that does not fit")
    part.got, part.size = 0, announced
    part.mark = "" if packed or mark.startswith("W/") else mark


async def _write_all(calls: Calls, response: httpx.Response, file: BinaryIO, to: Fetching) -> None:
    waiting = bytearray()
    async with aclosing(calls.pieces(response)) as pieces:
        try:
            async for piece in pieces:
                waiting += piece
                if len(waiting) >= _WRITE_BYTES:
                    await _write(file, waiting, to)
                    waiting = bytearray()
                    _no_bomb(response, to.part)
        finally:
            if waiting:  # also after a cut: what has come need not come again
                await _write(file, waiting, to)


def _no_bomb(response: httpx.Response, part: Part) -> None:
    """ServiceUnavailable for a body that unpacks to far more than came: media hardly packs at all. The part file is then gone."""
    came = response.num_bytes_downloaded
    if _packed(response) and part.got > _UNPACKED_BYTES and part.got > _UNPACKED_TIMES * came:
        part.path.unlink(missing_ok=True)
        part.restart()
        raise errors.ServiceUnavailable(wire_code=200, log=f"{came} bytes that unpack to more than {_UNPACKED_BYTES}")


def _packed(response: httpx.Response) -> bool:
    return bool(response.headers.get("content-encoding", "").replace("identity", ""))


async def _write(file: BinaryIO, data: bytearray, to: Fetching) -> None:
    await asyncio.to_thread(_write_fully, file, data)
    to.part.got += len(data)
    to.told(to.part.got, to.part.size or 0)


def _write_fully(file: BinaryIO, data: bytearray) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _flush(file: BinaryIO) -> None:
    os.fsync(file.fileno())


def _close(file: BinaryIO) -> None:
    file.close()


def _check(part: Part, target: Path) -> None:
    """ServiceUnavailable for a file that is empty or no whole video; the part file is then gone."""
    if not whole_media(part.path, target.suffix.lower()):
        got = part.got
        part.path.unlink(missing_ok=True)
        part.restart()
        raise errors.ServiceUnavailable(wire_code=200, log=f"{got} bytes that are no whole video")


def _unwritable(error: OSError, part: Part) -> errors.OutputError:
    name = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "output_unwritable"
    return errors.OutputError(name, path=str(part.path), reason=error.strerror or "", need=part.size, log=str(error), sent="yes")
