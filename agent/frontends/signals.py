"""Runs one piece of work to its end; INT, TERM and HUP cancel it, so that every `finally` runs."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """What a signal asked for. `exit_code` is 128 + its number, 0 before it."""

    exit_code = 0


def run(main: Callable[[Stop], Coroutine[Any, Any, int]]) -> int:
    """Runs `main` to its end; INT, TERM and HUP cancel it, a second signal leaves at once. The exit code."""

    async def guarded() -> int:
        stop, loop = Stop(), asyncio.get_running_loop()
        task = loop.create_task(main(stop))

        def caught(number: int) -> None:
            if stop.exit_code:
                os._exit(stop.exit_code)
            stop.exit_code = 128 + number
            task.cancel()

        for number in SIGNALS:
            loop.add_signal_handler(number, caught, number)
        try:
            return await task
        except asyncio.CancelledError:
            return stop.exit_code or 130

    return asyncio.run(guarded())
