"""The guarded event stream: bytes in, frames out. httpx-sse decodes; what it leaves open is held here.

The guard drops the first byte order mark, makes every line end an LF at once (a CR is not held back), keeps only
the lines that say something (`data:` and `event:`), hands over whole blocks only, drops events without data, and stops a block that never
ends. What is fed costs time by its own length, however the stream is cut.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import httpx
from httpx_sse import EventSource

from agent.client.jsontext import parse

_FIELDS = (b"data", b"event")
_LINES = 16_384
"""Lines of one block: a frame is one line of JSON."""
_SHORT = 64
HEARTBEATS = frozenset({"", "heartbeat", "ping", '""', "{}", "null"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of the stream. `data` is the decoded object, or the raw text where it is none; `torn`: its empty line never came."""

    event: str
    data: dict[str, Any] | str
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Alive:
    """Nothing to show: bytes came without a frame, or a timer ran. `due`: two minutes without anything, time to say so (R24).

    `elapsed_s` counts from the start of the turn, `quiet_s` since the last byte; `waits_s` > 0: the backend is busy, the call goes out
    again after that. `answered`: the headers have come. `silent`: so long without any byte that the state is worth a look (F05, F18).
    """

    due: bool = False
    elapsed_s: float = 0.0
    quiet_s: float = 0.0
    waits_s: float = 0.0
    answered: bool = False
    silent: bool = False


class FrameTooLargeError(Exception):
    """More bytes since the last empty line than the limit allows."""


class Guard:
    """Pure: `feed` takes bytes in any pieces and gives the events completed by them, `close` gives what the end left over.

    Bytes become text when their line is whole: an end of line is never part of a letter, so broken letters read the same in any pieces.
    """

    def __init__(self, limit: int = 32 * 1024 * 1024) -> None:
        self._limit = limit
        self._lines: list[str] = []
        self._open = bytearray()
        self._size = 0
        self._started = False
        self._after_cr = False

    def feed(self, data: bytes) -> list[tuple[str, str]]:
        """(event type, data) of each event that is complete and has data. FrameTooLargeError past the limit."""
        self._size += len(data)
        first, *more = self._normal(data).split(b"\n")
        self._open += first
        whole: list[str] = []
        if more:
            line = bytes(self._open)
            self._open = bytearray(more.pop())
            whole = self._blocks([line, *more])
        if self._size > self._limit or len(self._lines) > _LINES:
            raise FrameTooLargeError
        return list(_events(whole)) if whole else []

    def close(self) -> str:
        """The data of an event whose empty line never came, "" if there is none."""
        self._keep(bytes(self._open))
        lines, self._lines, self._open = [*self._lines, ""], [], bytearray()
        return "\n".join(data for _, data in _events(lines))

    def _normal(self, data: bytes) -> bytes:
        if self._after_cr and data:
            data = data.removeprefix(b"\n")
            self._after_cr = False
        if b"\r" in data:
            self._after_cr = data.endswith(b"\r")
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return data

    def _blocks(self, lines: list[bytes]) -> list[str]:
        """The lines of all blocks that end here. Those of the block that is still open are kept, and its size counts anew."""
        ready: list[str] = []
        ended = False
        for line in lines:
            self._keep(line)
            if not line:
                ended = True
                self._size = 0
                ready += [*self._lines, ""] if self._lines else []
                self._lines = []
            elif ended:
                self._size += len(line) + 1
        self._size += len(self._open) if ended else 0
        return ready

    def _keep(self, line: bytes) -> None:
        if not self._started:
            self._started = True
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.startswith(_FIELDS):
            self._lines.append(line.decode("utf-8", "replace"))


class _Block:
    """The part of a response that `EventSource` reads: a header and decoded text."""

    headers = httpx.Headers({"content-type": "text/event-stream"})

    def __init__(self, lines: list[str]) -> None:
        self._text = "\n".join(lines) + "\n"

    def iter_text(self) -> Iterator[str]:
        yield self._text


def _events(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The events of whole blocks of lines. Those that they share a decoder with have no id that would make an empty line an event.

    One event of one `data:` line, which is nearly every one, needs no decoder: its data is the rest of the line less one space.
    """
    if len(lines) == 2 and lines[0].startswith("data:"):
        if data := lines[0][5:].removeprefix(" "):
            yield "message", data
        return
    for event in EventSource(cast(httpx.Response, _Block(lines))).iter_sse():
        if event.data:
            yield event.event, event.data


def frame(event: str, data: str, *, torn: bool = False) -> Frame | Alive:
    """The frame of one event, or Alive where it is a heartbeat in any spelling (contract 5.4)."""
    if event in ("heartbeat", "ping") or (len(data) < _SHORT and data.strip() in HEARTBEATS):
        return Alive()
    value = parse(data)
    if not isinstance(value, dict):
        return Frame(event, data, torn)
    if value.get("type") in ("heartbeat", "ping"):
        return Alive()
    return Frame(event, value, torn)


def last_frame(rest: str) -> Frame | Alive | None:
    """What a clean end leaves: a torn frame if it is whole JSON or an error text, None if it was cut in the middle."""
    found = frame("message", rest, torn=True)
    if isinstance(found, Frame) and isinstance(found.data, str) and not re.match(r'\{\s*"error"', found.data):
        return None
    return found
