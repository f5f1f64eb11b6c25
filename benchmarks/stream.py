"""The event stream: the time to the first text beside raw httpx on the same server, and a hundred turns at once in one process.

The first text is timed in interleaved pairs, each on a new connection; the figure is the difference of the medians. A hundred turns get ten
texts a second each; a frame's latency runs from its writing by the server to its text in the reader.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Coroutine, Sequence
from contextlib import aclosing
from typing import Any

import httpx

from agent.client.auth import Attribution, FixedToken
from agent.client.client import Client
from agent.client.sse import Frame
from agent.frontends.collector import relaxed
from agent.turn.reader import TurnReader
from agent.turn.signs import Fragment
from benchmarks._cloud import running
from benchmarks._measures import memory_mb, quantile

WARM_UP = 20


def main(argv: list[str]) -> int:
    """Prints the figures; the last line is one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks stream")
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args(argv)
    relaxed()
    with running() as base:
        result = asyncio.run(measured(base, options))
    print(json.dumps({"benchmark": "stream", **result}))
    return 0


async def measured(base: str, options: argparse.Namespace) -> dict[str, float]:
    client = Client(base, Attribution("ai-video-jobs-remote", "1.0.0"), FixedToken("secret"))
    raw, ours = await first_texts(client, base, options.pairs)
    print(f"first text: raw httpx {raw:.3f} ms, ours {ours:.3f} ms", file=sys.stderr)
    many = await many_turns(client, options.turns, options.seconds)
    many["core_raw_percent"] = await raw_turns(base, options.turns, options.seconds)
    await client.aclose()
    pairs = {"pairs": options.pairs, "first_text_raw_ms": round(raw, 3), "first_text_ms": round(ours, 3)}
    return {**pairs, "over_raw_ms": round(ours - raw, 3), **many}


async def first_texts(client: Client, base: str, pairs: int) -> tuple[float, float]:
    """The medians of raw httpx and of ours, in milliseconds."""
    raw, ours = [], []
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(trust_env=False, limits=limits) as plain:
        for number in range(pairs + WARM_UP):
            took = (await raw_first(plain, base), await our_first(client))
            if number >= WARM_UP:
                raw.append(took[0])
                ours.append(took[1])
    return quantile(raw, 0.5), quantile(ours, 0.5)


async def raw_first(plain: httpx.AsyncClient, base: str) -> float:
    body = {"app_name": "nemo_agent", "user_id": "me", "session_id": "s1", "new_message": {"parts": [{"text": "first"}]}}
    started = time.perf_counter()
    async with plain.stream("POST", f"{base}/run_sse", json=body) as response:
        await anext(response.aiter_raw())
        return (time.perf_counter() - started) * 1000


async def our_first(client: Client) -> float:
    reader, started = TurnReader(), time.perf_counter()
    async with aclosing(client.run_sse("s1", "first")) as items:
        async for item in items:
            if isinstance(item, Frame) and reader.feed(item):
                return (time.perf_counter() - started) * 1000
    raise RuntimeError("a stream without a text")


async def core_percent(works: Sequence[Coroutine[Any, Any, None]]) -> float:
    """The share of one core that this process takes while they run at once."""
    cpu, started = time.process_time(), time.monotonic()
    await asyncio.gather(*works)
    return round((time.process_time() - cpu) / (time.monotonic() - started) * 100, 1)


async def raw_turns(base: str, turns: int, seconds: float) -> float:
    """The same streams, read and thrown away by raw httpx."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx.AsyncClient(trust_env=False, limits=limits, timeout=None) as plain:

        async def one() -> None:
            body = {"new_message": {"parts": [{"text": f"stream {seconds}"}]}}
            async with plain.stream("POST", f"{base}/run_sse", json=body) as response:
                async for _ in response.aiter_raw():
                    pass

        return await core_percent([one() for _ in range(turns)])


async def many_turns(client: Client, turns: int, seconds: float) -> dict[str, float]:
    late: list[float] = []

    async def one() -> None:
        reader = TurnReader()
        async with aclosing(client.run_sse("s1", f"stream {seconds}")) as items:
            async for item in items:
                signs = reader.feed(item) if isinstance(item, Frame) else []
                late.extend((time.monotonic() - float(sign.text)) * 1000 for sign in signs if isinstance(sign, Fragment))

    memory = memory_mb("VmRSS")
    core = await core_percent([one() for _ in range(turns)])
    return {
        "turns": turns, "frames": len(late), "latency_p50_ms": round(quantile(late, 0.5), 1),
        "latency_p99_ms": round(quantile(late, 0.99), 1), "latency_max_ms": round(max(late), 1), "core_percent": core,
        "kb_each": round((memory_mb("VmHWM") - memory) * 1024 / turns),
    }  # fmt: skip
