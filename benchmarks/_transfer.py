"""What the upload and the download have in common: a warm-up, then one large file with memory and loop watched."""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from agent.client.auth import Attribution, FixedToken
from agent.client.client import Client
from agent.client.clock import Limits
from benchmarks._cloud import running
from benchmarks._measures import memory_mb, watching_the_loop

WARM_UP_BYTES = 4 * 1024 * 1024
Transfer = Callable[[Client, Path, int], Awaitable[None]]
"""Moves a file of so many bytes, in a folder of its own."""


def measure(name: str, argv: list[str], transfer: Transfer) -> int:
    """Prints the figures; the last line is one JSON object."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks {name}")
    parser.add_argument("--mib", type=int, default=1024, help="size of the file in MiB")
    size = parser.parse_args(argv).mib * 1024 * 1024
    with running() as base, tempfile.TemporaryDirectory() as folder:
        result = asyncio.run(moved(base, Path(folder), size, transfer))
    print(json.dumps({"benchmark": name, "bytes": size, **result}))
    return 0


async def moved(base: str, folder: Path, size: int, transfer: Transfer) -> dict[str, float]:
    limits = Limits(upload_bytes=size + 1)
    client = Client(base, Attribution("ai-video-jobs-remote", "1.0.0"), FixedToken("secret"), limits=limits)
    (folder / "small").mkdir()
    (folder / "large").mkdir()
    await transfer(client, folder / "small", WARM_UP_BYTES)
    memory, cpu, started = memory_mb("VmRSS"), time.process_time(), time.perf_counter()
    async with watching_the_loop() as stall:
        await transfer(client, folder / "large", size)
    seconds = time.perf_counter() - started
    cpu = time.process_time() - cpu
    await client.aclose()
    return {
        "seconds": round(seconds, 2), "mib_per_s": round(size / seconds / 1048576), "cpu_s": round(cpu, 2),
        "rss_growth_mb": round(memory_mb("VmHWM") - memory, 1), "longest_stall_ms": round(stall.longest_ms, 1),
    }  # fmt: skip
