"""Work that reports through a callback, as events: the task is kept, and cancelled with its consumer."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SHOWN_AFTER_S = 0.5
"""What is through sooner needs no progress."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of so many bytes are through; `total` 0 = not known."""

    done: int
    total: int

    @property
    def fraction(self) -> float | None:
        """0..1, or None where the total is not known."""
        return min(1.0, self.done / self.total) if self.total > 0 else None


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """The last thing that `relayed` gives."""

    value: T


async def relayed(work: Callable[[Callable[[int, int], None]], Awaitable[T]]) -> AsyncGenerator[Amount | Result[T], None]:
    """Each report of `work` that is at least one percent further, then its result. Its exceptions are raised here."""
    reports: asyncio.Queue[Amount | None] = asyncio.Queue()
    percent = -1

    def report(done: int, total: int) -> None:
        nonlocal percent
        now = done * 100 // total if total > 0 else done >> 20
        if now > percent:
            percent = now
            reports.put_nowait(Amount(done, total))

    async def run() -> T:
        try:
            return await work(report)
        finally:
            reports.put_nowait(None)

    task = asyncio.create_task(run())
    try:
        while (amount := await reports.get()) is not None:
            yield amount
        yield Result(await task)
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
