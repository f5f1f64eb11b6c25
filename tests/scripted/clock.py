"""Clocks for tests: time passes when the test says so."""

import asyncio
import heapq

from agent.client.clock import Clock


class ScriptedClock:
    """Pauses end at once, moving the clock and noting themselves; timers wait until `advance` reaches them."""

    def __init__(self, wall: float = 1_800_000_000.0) -> None:
        self.time = 0.0
        self.slept: list[float] = []
        self._wall = wall
        self._timers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        self.clock = Clock(now=lambda: self.time, sleep=self._sleep, wall=lambda: self._wall + self.time, timer=self._timer)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    async def _timer(self, seconds: float) -> None:
        waiting = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._timers, (self.time + seconds, self._count, waiting))
        await waiting

    def set_wall(self, seconds: float) -> None:
        """Somebody sets the clock of the computer by so much; the time that passes is not touched."""
        self._wall += seconds

    async def advance(self, seconds: float) -> None:
        """Moves time on, firing every timer that is due on the way, and lets everything that was ready run."""
        end = self.time + seconds
        await self._settle()
        while self._timers and self._timers[0][0] <= end:
            due, _, waiting = heapq.heappop(self._timers)
            self.time = max(self.time, due)
            if not waiting.done():
                waiting.set_result(None)
            await self._settle()
        self.time = end

    async def _settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)
