"""The guarded event stream: bytes in, frames out. httpx-sse decodes; what it leaves open is held here.

The guard decodes UTF-8 incrementally, drops the first byte order mark, makes every line end an LF at once (a CR is not held back), hands
over whole blocks only, drops events without data, ignores `id:` and `retry:`, and stops a block that never ends.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import httpx
from httpx_sse import EventSource

from agent.client.jsontext import parse

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
    """Pure: `feed` takes bytes in any pieces and gives the events completed by them, `close` gives what the end left over."""

    def __init__(self, limit: int = 32 * 1024 * 1024) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._limit = limit
        self._pieces: list[str] = []
        self._size = 0
        self._started = False
        self._after_cr = False
        self._at_line_start = True

    def feed(self, data: bytes) -> list[tuple[str, str]]:
        """(event type, data) of each event that is complete and has data. FrameTooLargeError past the limit."""
        text = self._normal(self._decoder.decode(data))
        head, found, tail = self._split(text)
        if not found:
            self._keep(text, len(data))
            return []
        block = "".join((*self._pieces, head))
        self._pieces, self._size = [], 0
        self._keep(tail, len(tail.encode("utf-8", "replace")))
        return list(_events(block))

    def close(self) -> str:
        """The data of an event whose empty line never came, "" if there is none."""
        rest = "".join(self._pieces) + self._normal(self._decoder.decode(b"", final=True))
        self._pieces = []
        return "\n".join(data for _, data in _events(rest + "\n\n"))

    def _normal(self, text: str) -> str:
        if text and not self._started:
            self._started = True
            text = text.removeprefix("\ufeff")
        if self._after_cr and text:
            text = text.removeprefix("\n")
            self._after_cr = False
        if "\r" in text:
            self._after_cr = text.endswith("\r")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def _split(self, text: str) -> tuple[str, bool, str]:
        """Up to and with the last empty line, whether there was one, and the rest. An LF may end a line that an earlier piece began."""
        at = text.rfind("\n\n")
        if at >= 0:
            return text[: at + 2], True, text[at + 2 :]
        if text.startswith("\n") and self._at_line_start:
            return "\n", True, text[1:]
        return "", False, text

    def _keep(self, text: str, size: int) -> None:
        if text:
            self._pieces.append(text)
            self._at_line_start = text.endswith("\n")
        elif not self._pieces:
            self._at_line_start = True
        self._size += size
        if self._size > self._limit:
            raise FrameTooLargeError


class _Block:
    """The part of a response that `EventSource` reads: a header and decoded text."""

    headers = httpx.Headers({"content-type": "text/event-stream"})

    def __init__(self, text: str) -> None:
        self._text = text

    def iter_text(self) -> Iterator[str]:
        yield self._text


def _events(block: str) -> Iterator[tuple[str, str]]:
    """Each batch of whole blocks has its own decoder, so no id of an earlier event makes a later empty line an event."""
    for event in EventSource(cast(httpx.Response, _Block(block))).iter_sse():
        if event.data:
            yield event.event, event.data


def frame(event: str, data: str, *, torn: bool = False) -> Frame | Alive:
    """The frame of one event, or Alive where it is a heartbeat in any spelling (contract 5.4)."""
    if event in ("heartbeat", "ping") or data.strip() in HEARTBEATS:
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
