"""kill -9 at every step of a file's way in, an edit, an export and its download, over the real program, and the next start after it.

Two clocks of steps: what the program does to files, SQLite and sockets, told by an audit hook in it (`steps/sitecustomize.py`); and what
passes over the wire, told by the server. A run of the tests takes some steps of each, evenly spread; EVERY_STEP=1 takes them all.
"""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from agent.app import App, Choices, open_app
from agent.errors import BadArguments
from agent.events import MediaReady
from agent.settings import load
from tests.cloud.killing_server import Kill, KillingServer, Point
from tests.cloud.scripted_cloud import ScriptedCloud, film
from tests.cloud.test_kill_anywhere import ROOT, Story
from tests.scripted.clock import ScriptedClock

STEPS = Path(__file__).parent / "steps"
REQUEST = "add the title Dawn, then export"
SAMPLED = 14
"""Steps of each kind in a usual run."""


class CountingServer(KillingServer):
    """Kills its client at the n-th thing that passes: a connection, a head, a body, each part of an answer, a close."""

    def __init__(self, at: int = 0) -> None:
        super().__init__(ScriptedCloud(polls=0), Kill("close", ""))
        self.at, self.passed = at, 0

    def _die(self, point: Point, line: str = "") -> None:
        self.passed += 1
        if self.passed == self.at and self.pid:
            super()._die(self.kill.point, line)


@dataclass
class Life(Story):
    """A program that dies at a step, and the next start over what it left."""

    server: CountingServer

    async def run(self, die_at: int = 0, *words: str) -> int | None:
        """One file, one edit, one export, or other words; the exit code, or None where it was killed."""
        clip = self.home / "clip.mp4"
        clip.write_bytes(film("clip") * 3)
        (self.home / "out").mkdir(exist_ok=True)
        hook = {"STEPS_BELOW": str(self.home), "STEPS_LOG": str(self.home / "steps"), "STEPS_DIE_AT": str(die_at),
                "PYTHONPATH": f"{STEPS}{os.pathsep}{ROOT}"}  # fmt: skip
        command = [sys.executable, "-m", "agent", *(words or ("-p", REQUEST, str(clip))), "--output-format", "stream-json"]
        pipes = {"stdin": DEVNULL, "stdout": PIPE, "stderr": PIPE}
        process = await asyncio.create_subprocess_exec(*command, cwd=self.home, env=self.environment | hook, **pipes)
        self.server.pid = process.pid
        out, err = await asyncio.wait_for(process.communicate(), 60)
        self.output += out.decode() + err.decode()
        return None if process.returncode == -9 else process.returncode

    @property
    def steps(self) -> list[str]:
        return (self.home / "steps").read_text(encoding="utf-8").splitlines()

    async def next_start(self) -> None:
        """Goes on with the conversation, or begins one where none had been kept yet, and asks for what had not been done."""
        settings = load(environ=self.environment, folder=self.home)
        clock = ScriptedClock(wall=time.time()).clock
        try:
            async with open_app(settings, Choices(resume="", interactive=False), clock=clock) as app:
                await self._go_on(app)
        except BadArguments:
            async with open_app(settings, Choices(interactive=False), clock=clock) as app:
                await self._go_on(app)

    async def _go_on(self, app: App) -> None:
        self.events += [event async for event in app.agent.recover()]

    def nothing_is_lost_or_doubled(self) -> None:
        cloud = self.cloud
        assert cloud.messages.total() <= 1
        assert cloud.uploads <= 1
        assert cloud.submits.total() <= 1
        if cloud.titles:
            assert "Dawn" in self.told.replace("add the title Dawn", "", 1)
        films = [path for path in (self.home / "out").iterdir() if path.suffix == ".mp4"]
        assert [path.read_bytes() for path in films] == [film(render_id) for render_id in cloud.renders]
        assert not [path for path in (self.home / "out").iterdir() if path not in films], "no unfinished file is left"
        videos = {event.path for event in self.events if isinstance(event, MediaReady) and event.kind == "video"}
        assert videos <= {str(path) for path in films}
        if films:
            assert str(films[0]) in self.told
        self.stores_are_whole()


def spread(total: int) -> list[int]:
    """All numbers up to `total`, or some of them from end to end."""
    if os.environ.get("EVERY_STEP"):
        return list(range(1, total + 1))
    return sorted({1 + (total - 1) * place // (SAMPLED - 1) for place in range(SAMPLED)})


async def die_at_each(folder: Path, numbers: Sequence[int], *, wire: bool) -> None:
    """A life for each number, a few at once; whatever was left is made good by its next start."""
    room = asyncio.Semaphore(4)

    async def live(number: int) -> None:
        home = folder / f"step{number}"
        home.mkdir()
        async with room, CountingServer(number if wire else 0) as server:
            life = Life(home, server)
            if await life.run(0 if wire else number) is None:
                await life.next_start()
            try:
                life.nothing_is_lost_or_doubled()
            except AssertionError as error:
                error.add_note(f"step {number}: {life.steps[-3:]} {server.seen[-2:]}")
                raise

    async with asyncio.TaskGroup() as lives:
        for number in numbers:
            lives.create_task(live(number))


@asynccontextmanager
async def whole_life(folder: Path) -> AsyncIterator[Life]:
    """A life that nothing ends, to count its steps."""
    home = folder / "whole"
    home.mkdir()
    async with CountingServer() as server:
        life = Life(home, server)
        assert await life.run() == 0, life.output
        life.nothing_is_lost_or_doubled()
        yield life


KINDS = ("open", "os.rename", "os.link", "os.remove", "os.fsync", "sqlite3 BEGIN", "sqlite3 COMMIT", "socket.connect", "fcntl.flock")


@pytest.mark.slow
@pytest.mark.row("F50", "F72", "6.1", "6.2", "7.4", "7.5")
async def test_at_any_step_of_its_own(tmp_path: Path) -> None:
    async with whole_life(tmp_path) as life:
        assert not [kind for kind in KINDS if not any(f" {kind}" in step for step in life.steps)]
        steps = life.steps
    behind_the_name = [place + 2 for place, step in enumerate(steps) if " os.link" in step or (" os.remove" in step and ".part" in step)]
    await die_at_each(tmp_path, sorted({*spread(len(steps)), *behind_the_name}), wire=False)


@pytest.mark.slow
@pytest.mark.row("F48", "F50", "F72", "6.1", "6.2", "7.5")
async def test_at_anything_that_passes_over_the_wire(tmp_path: Path) -> None:
    async with whole_life(tmp_path) as life:
        total = life.server.passed
    await die_at_each(tmp_path, spread(total), wire=True)


@pytest.mark.slow
@pytest.mark.row("F50", "F72", "7.4", "7.5")
async def test_at_a_step_of_the_export_and_again_at_one_of_the_start_after_it(tmp_path: Path) -> None:
    async with whole_life(tmp_path) as life:
        total = len(life.steps)
        submitted = max(place for place, step in enumerate(life.steps) if "INSERT INTO entry" in step)
    room = asyncio.Semaphore(4)

    async def live(first: int, second: int) -> None:
        home = tmp_path / f"steps{first}-{second}"
        home.mkdir()
        async with room, CountingServer() as server:
            life = Life(home, server)
            if await life.run(first) is None and await life.run(second, "-c", "-p", "status") is None:
                await life.next_start()
            life.nothing_is_lost_or_doubled()

    async with asyncio.TaskGroup() as lives:
        for place, first in enumerate(step for step in spread(total) if step > submitted):
            for second in range(12 + place, 90, 9 if os.environ.get("EVERY_STEP") else 26):
                lives.create_task(live(first, second))
