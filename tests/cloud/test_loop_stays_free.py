"""No reply, however hostile, holds up the event loop: its cost grows with its length, and others get their turn on the way.

Costs are processor time of one thread, which no other work on the machine lengthens much; no limit is measured by a clock on the wall.
"""

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from agent.client.clean import CleanStream, clean, clean_line
from agent.client.replies import Reply, payload
from agent.client.sse import FrameTooLargeError, Guard
from agent.errors import ServiceUnavailable
from agent.frontends.streams import LONGEST
from agent.turn import adk, noise
from agent.turn.gui import GuiStream, prepare, translate
from agent.turn.gui.reading import read
from routing.router import Router
from tests.agent.conversing import RUN, STATE, conversing, draft, project
from tests.scripted.server import F, P, Script, fr

STALL_S = 0.050
MOMENTS_S = 3.0
"""Some words of that length took the program a minute once; now none takes it half a second."""
PIECE = 65_536
STATES = [project(draft(), ["city.mp4"])]
NOISE = "I encountered a temporary issue"


@pytest.fixture(autouse=True, scope="module")
def ready() -> None:
    """As in a chat, where what the first reply would wait for is made ready behind the prompt."""
    for _step in prepare():
        pass


class Probe:
    """Takes every turn of the loop that it can get: how many there were, and the most that was done between two."""

    def __init__(self) -> None:
        self.turns = 0
        self.longest_s = 0.0

    @asynccontextmanager
    async def watching(self) -> AsyncIterator["Probe"]:
        gc.collect()
        gc.freeze()  # what the whole test run holds is not part of the reply
        task = asyncio.create_task(self._run())
        yield self
        task.cancel()
        gc.unfreeze()

    async def _run(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            self.longest_s = max(self.longest_s, time.thread_time() - before)
            self.turns += 1


def frames(text: str, size: int) -> bytes:
    """A whole text of `size` characters that repeats `text`, in the spelling that every JSON reader takes."""
    return b"data: " + json.dumps(F(text * (size // len(text)))).encode() + b"\n\n"


HOSTILE = {
    "escapes": frames("\x1b", 600_000), "strings": frames("\x1b]x", 900_000), "colours": frames("\x1b[0;", 1_000_000),
    "marks": frames("e\u0301", 900_000), "bidi": frames("\u202e", 600_000), "surrogates": frames("\ud800a", 800_000),
    "letters": frames("a", 4_000_000), "quotes": frames('"', 2_000_000), "blanks": frames(" \n", 2_000_000),
    "directions": frames("Click the Export button. ", 4_000_000), "sentences": frames(". ", 4_000_000),
    "Chinese": frames("点击导出按钮。", 700_000), "lists": frames("\n1. Open the panel", 3_000_000),
    "an open text": b"data: " + json.dumps(P("\x1b]" * 500_000)).encode() + b"\n\n",
    "a failure": b"data: " + json.dumps({"error": {"message": "\x1b]" * 400_000}}).encode() + b"\n\n",
    "a raw failure": b'data: {"error": "a' + b" " * 4_000_000 + b"x\n\n",
    "noise": b"data: " + json.dumps(F(f"Hi. {NOISE}{' ' * 190_000}.x")).encode() + b"\n\n",
    "parts": b"data: " + json.dumps({"author": "a", "content": {"parts": [{"text": "a"}] * 80_000}}).encode() + b"\n\n",
    "comments": b":\n" * 2_000_000 + b"\n", "empty lines": b"\n" * 4_000_000, "small events": b"data:x\n\n" * 20_000,
    "heartbeats": b"data: {}\n\n" * 20_000,
}  # fmt: skip


@pytest.mark.row("F24", "F25", "F59")
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
async def test_others_get_their_turn_while_a_hostile_reply_is_read(tmp_path: Path, body: bytes) -> None:
    stream = fr(body, F("All done."))
    async with conversing(tmp_path, {RUN: [Script(stream.pieces, slice_bytes=PIECE)], STATE: STATES}, ["sse"]) as talk:
        async with Probe().watching() as probe:
            await talk.says("trim it")
        assert talk.answer.endswith("All done.")
    assert probe.turns > len(body) / PIECE
    assert probe.longest_s < STALL_S


async def test_a_long_text_in_many_fragments_leaves_the_loop_free(tmp_path: Path) -> None:
    words = "Trimmed the pause and kept the words. "
    parts = [P(words[at : at + 10]) for _ in range(100) for at in range(0, len(words), 10)]
    async with conversing(tmp_path, {RUN: [fr(*parts, F(words * 100))], STATE: STATES}, ["sse"]) as talk:
        async with Probe().watching() as probe:
            await talk.says("trim it")
        assert talk.answer == words * 100
    assert probe.turns > len(parts)
    assert probe.longest_s < STALL_S


def fed(text: str) -> None:
    stream = CleanStream()
    for at in range(0, len(text), 10):
        stream.feed(text[at : at + 10])


def titled(text: str) -> None:
    with pytest.raises(ServiceUnavailable):
        payload(Reply(502, text.encode("utf-8", "replace")))


GROWS: list[tuple[str, Callable[[str], Any], str, str, str]] = [
    *((f"clean {part!r}", clean, "", part, "")
      for part in ("\x1b", "\x1b]", "\x1b[", "\x1b[0;", "\x1bP\x1b", "\x9d", "\u202e", "e\u0301", "\u0301" * 9 + "e", "\ud800", "\r\n")),
    ("clean one string", clean, "\x1b]", "x", ""), ("clean one sequence", clean, "\x1b[", "0 ", ""),
    ("clean line", clean_line, "", "\x1b]", ""),
    ("fragments of strings", fed, "", "\x1b]", ""), ("fragments of one string", fed, "\x1b]", "x", ""),
    ("raw failure, blanks", adk.raw_error, '{"error": "a', " ", "x"), ("raw failure, quotes", adk.raw_error, '{"error": ', '" } ', "x"),
    ("noise, blanks", noise.without_tail, f"Hi. {NOISE}", " ", ".x"), ("noise, often", noise.without_tail, "", f"Hi. {NOISE}. ", "x"),
    ("titles", titled, "", "<title>", ""), ("titles that never end", titled, "", "<title", ""),
]  # fmt: skip


def cost_s(work: Callable[[str], Any], text: str) -> float:
    """Processor time of the quickest of three runs."""
    costs = []
    for _ in range(3):
        before = time.thread_time()
        work(text)
        costs.append(time.thread_time() - before)
    return min(costs)


@pytest.mark.row("F59")
@pytest.mark.parametrize(("work", "start", "part", "end"), [case[1:] for case in GROWS], ids=[case[0] for case in GROWS])
def test_a_text_ten_times_as_long_costs_ten_times_as_much(work: Callable[[str], Any], start: str, part: str, end: str) -> None:
    costs = [cost_s(work, start + part * (size // len(part)) + end) for size in (2_000, 20_000, 200_000)]
    for shorter, longer in pairwise(costs):
        assert longer < 30 * max(shorter, 0.0002)  # ten for a fair one, a hundred where each letter looks at all others


PASTED = {
    "one word": "a", "brackets": "[", "blanks": " ", "lines": "\n", "quotes": '"', "open quotes": "“", "apostrophes": "'",
    "paths": "/a", "names": "a.",
    "addresses": "https://a.example/?", "Chinese": "剪", "marks": "?", "and": "and then ",
}  # fmt: skip


@pytest.mark.row("F87")
@pytest.mark.parametrize("part", PASTED.values(), ids=PASTED.keys())
async def test_a_message_of_the_greatest_length_is_read_in_moments(tmp_path: Path, part: str) -> None:
    text = f"cut {part * (LONGEST // len(part))}"[: LONGEST - 1] + "x"
    async with conversing(tmp_path, {RUN: [fr(F("Done."))], STATE: STATES}, ["sse"]) as talk:
        talk.agent.router = Router()
        before = time.thread_time()
        await talk.says(text)
        assert time.thread_time() - before < MOMENTS_S


def test_each_sentence_of_a_streamed_reply_is_read_once() -> None:
    sentences = [f"Cut number {n} is shorter now." for n in range(100)]
    stream, text, shown = GuiStream(), " ".join(sentences), ""
    read.cache_clear()
    for at in range(0, len(text), 10):
        shown += stream.feed(text[at : at + 10])
    assert shown == " ".join(sentences[:-1])
    assert translate(text).text == text
    assert read.cache_info().misses == len(sentences)


@pytest.mark.row("F25")
@pytest.mark.parametrize("line", [b"data\n", b"event: a\n", b"data: x\r"])
def test_lines_without_end_are_stopped_before_they_are_many(line: bytes) -> None:
    guard = Guard()
    for _ in range(16):
        guard.feed(line * 1_000)
    with pytest.raises(FrameTooLargeError):
        guard.feed(line * 1_000)


@pytest.mark.row("F25")
def test_a_line_of_one_byte_pieces_is_kept_as_bytes() -> None:
    guard = Guard(limit=300_000)
    for letter in ("data: " + "字🎬" * 20_000).encode():
        assert guard.feed(bytes([letter])) == []
    assert guard.feed(b"\n\n") == [("message", "字🎬" * 20_000)]
