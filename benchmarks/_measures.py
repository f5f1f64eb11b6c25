"""Memory of this process, stalls of its loop, and order statistics. Linux: `/proc/self/status` is read."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path


def memory_mb(kind: str) -> float:
    """`VmRSS` (now) or `VmHWM` (the most so far) in MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1024
    raise KeyError(kind)


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which `part` of them lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


@dataclass
class Stall:
    """The longest time in milliseconds that the loop kept a task of one millisecond waiting."""

    longest_ms: float = 0.0


@asynccontextmanager
async def watching_the_loop() -> AsyncIterator[Stall]:
    """Measures while the block runs."""
    stall = Stall()

    async def probe() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            stall.longest_ms = max(stall.longest_ms, (time.perf_counter() - before) * 1000 - 1)

    task = asyncio.create_task(probe())
    try:
        yield stall
    finally:
        task.cancel()
