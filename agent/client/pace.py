"""The clocks of a turn around its frames: still working, idle, over (R22-R24). They run on bytes, not on events, and on a timer."""

import asyncio
import math
from collections.abc import AsyncGenerator, Awaitable
from typing import Any

from agent.client.clock import Clock, Limits
from agent.client.sse import Alive, Frame
from agent.errors import ConnectionLost

_LOOKS = 5
"""So often the state is looked at during one silence; the stream stays open all the same (R26)."""


async def paced(frames: AsyncGenerator[Frame | Alive, None], clock: Clock, limits: Limits) -> AsyncGenerator[Frame | Alive, None]:
    """`frames`, with `Alive(due=True)` after each two minutes without a frame, and `Alive(silent=True)` when no byte came for long.

    ConnectionLost(reason="limit") after 15 minutes, or 10 minutes in which no frame but heartbeats came. Closes `frames` at its end.
    """
    watch, bell = _Watch(clock, limits), _Bell()
    pending: asyncio.Future[Any] = bell.rung_by(anext(frames, None))
    timer: asyncio.Future[Any] = bell.rung_by(clock.timer(watch.next_s()))
    try:
        while True:
            if not (pending.done() or timer.done()):
                await bell.ring()
            if pending.done():
                item = pending.result()
                if item is None:
                    return
                yield watch.seen(item)
                pending = bell.rung_by(anext(frames, None))
            if timer.done():
                notice = watch.check()
                if notice is not None:
                    yield notice
                timer = bell.rung_by(clock.timer(watch.next_s()))
    finally:
        pending.cancel()
        timer.cancel()
        await asyncio.gather(pending, timer, return_exceptions=True)
        await frames.aclose()


class _Bell:
    """Waits for the first of two tasks, one of which is a new one each time: a fraction of the work of `asyncio.wait`."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Future[None] | None = None

    def rung_by(self, work: Awaitable[Any]) -> asyncio.Future[Any]:
        """The work as a task that rings at its end."""
        task = asyncio.ensure_future(work)
        task.add_done_callback(self._rung)
        return task

    async def ring(self) -> None:
        """Until one of the tasks has ended."""
        self._waiting = self._loop.create_future()
        await self._waiting

    def _rung(self, _: object) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class _Watch:
    """When what happened last, in seconds of the clock."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._now = clock.now
        self._limits = limits
        self._start = self._shown = self._framed = self._byte = clock.now()
        self._look = self._start + limits.answer_s
        self._looks = 0

    def seen(self, item: Frame | Alive) -> Frame | Alive:
        """Notes an item; an Alive leaves with its times."""
        now = self._byte = self._now()
        self._look, self._looks = now + self._limits.silence_s, 0
        if isinstance(item, Alive):
            return Alive(item.due, now - self._start, 0.0, item.waits_s, item.answered)
        self._shown = self._framed = now
        return item

    def next_s(self) -> float:
        """Seconds until the next thing is due."""
        due = (self._look, self._shown + self._limits.notice_s, self._framed + self._limits.idle_s, self._start + self._limits.turn_s)
        return max(0.0, min(due) - self._now())

    def check(self) -> Alive | None:
        """A notice if one is due; ConnectionLost at a limit."""
        now = self._now()
        if now >= self._start + self._limits.turn_s or now >= self._framed + self._limits.idle_s:
            raise ConnectionLost(reason="limit", host="", sent="yes", minutes=round((now - self._start) / 60))
        due, silent = now >= self._shown + self._limits.notice_s, now >= self._look
        if silent:
            self._looks += 1
            self._look = now + self._limits.look_s if self._looks < _LOOKS else math.inf
        if due:
            self._shown = now
        return Alive(due, now - self._start, now - self._byte, silent=silent) if due or silent else None
