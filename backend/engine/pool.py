"""Jobs beside each other, ended together."""

import asyncio
import inspect
import os
from collections.abc import Coroutine, Iterable
from typing import Any


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


async def together(jobs: Iterable[Coroutine[Any, Any, None]], at_once: int) -> None:
    """Run all jobs, `at_once` at a time. The first failure, or cancellation, cancels the others; it is raised when they have all ended."""
    waiting = list(jobs)
    gate = asyncio.Semaphore(at_once)

    async def admitted(job: Coroutine[Any, Any, None]) -> None:
        async with gate:
            await job

    tasks = [asyncio.create_task(admitted(job)) for job in waiting]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            if not task.cancelling():  # a second cancellation would cut short the first one's cleaning up
                task.cancel()
        try:
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for job in waiting:
                if inspect.getcoroutinestate(job) == inspect.CORO_CREATED:
                    job.close()
