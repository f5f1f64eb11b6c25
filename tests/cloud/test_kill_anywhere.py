"""kill -9 at each step of a turn, an upload, an export and a download, over the real program: nothing is lost, nothing is sent twice.

The first run is a process that the server kills; the next start runs here, over the same folder, with a clock that skips the pauses.
"""

import asyncio
import json
import os
import sqlite3
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agent.app import App, Choices, open_app
from agent.events import AgentEvent, MediaReady, Notice, TimelineChanged, TurnEnded
from agent.settings import load
from tests.cloud.killing_server import Kill, KillingServer, Point
from tests.cloud.scripted_cloud import TOKEN, ScriptedCloud, film
from tests.scripted.clock import ScriptedClock

ROOT = Path(__file__).parent.parent.parent
RUN = "POST /run_sse"
UPLOAD = "POST /api/upload-video/"
SUBMIT = "POST /api/render/proxy/lambda"
FILE = "GET /file/"


@dataclass
class Story:
    """A program that was killed, and what its next start told."""

    home: Path
    server: KillingServer
    output: str = ""
    events: list[AgentEvent] = field(default_factory=list)

    @property
    def cloud(self) -> ScriptedCloud:
        return self.server.cloud

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        ours = {"VIDEO_JOBS_HOME": str(self.home / "vj"), "PYTHONPATH": str(ROOT), "NO_PROXY": "*", "VIDEO_JOBS_POLL_S": "1"}
        return {**kept, **ours, "HOME": str(self.home), "NEMO_API_URL": self.server.base, "NEMO_TOKEN": TOKEN,
                "VIDEO_JOBS_OUTPUT": str(self.home / "out")}  # fmt: skip

    async def die(self, *words: str) -> None:
        """Runs the program until the server kills it."""
        command = [sys.executable, "-m", "agent", *words, "--output-format", "stream-json"]
        pipes = {"stdin": DEVNULL, "stdout": PIPE, "stderr": PIPE}
        process = await asyncio.create_subprocess_exec(*command, cwd=self.home, env=self.environment, **pipes)
        self.server.pid = process.pid
        out, err = await asyncio.wait_for(process.communicate(), 60)
        self.output += out.decode() + err.decode()
        assert self.server.killed, (self.server.seen, self.output)
        if self.server.kill.point != "close":  # at `close` the client may have ended by itself first
            assert process.returncode == -9, self.output

    @asynccontextmanager
    async def again(self) -> AsyncIterator[App]:
        """The next start; the clock begins where the real one is, since the journal holds real times."""
        clock = ScriptedClock(wall=time.time())
        settings = load(environ=self.environment, folder=self.home)
        async with open_app(settings, Choices(resume="", interactive=False), clock=clock.clock) as app:
            async with aclosing(app.agent.recover()) as events:
                self.events += [event async for event in events]
            yield app

    async def says(self, app: App, text: str, files: Sequence[Path] = ()) -> list[AgentEvent]:
        async with aclosing(app.agent.run_turn(text, files)) as events:
            found = [event async for event in events]
        self.events += found
        assert isinstance(found[-1], TurnEnded)
        return found

    @property
    def told(self) -> str:
        """All words of the first run and of the next start."""
        return self.output + "\n".join(event.model_dump_json() for event in self.events)

    def stores_are_whole(self) -> None:
        """The database, the sessions and the log: readable, private, and without the token."""
        state = self.home / "vj" / "state"
        with closing(sqlite3.connect(state / "journal" / "journal.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("SELECT count(*) FROM entry WHERE status IN ('intent', 'sent', 'unknown')").fetchone() == (0,)
        for path in (state / "sessions").glob("[0-9]*.json"):
            json.loads(path.read_text(encoding="utf-8"))
        assert not list(self.home.rglob("*.corrupt-*"))
        assert TOKEN not in self.told
        assert not [path for path in self.home.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]


@asynccontextmanager
async def killed(home: Path, point: Point, request: str, after: str) -> AsyncIterator[Story]:
    async with KillingServer(ScriptedCloud(polls=0), Kill(point, request, after)) as server:
        yield Story(home, server)


@pytest.mark.row("F72", "6.1", "6.2")
@pytest.mark.parametrize("point", ["conn", "head", "body", "frame1", "last", "close"])
async def test_a_turn_is_never_sent_twice_and_what_it_did_is_told(tmp_path: Path, point: Point) -> None:
    async with killed(tmp_path, point, RUN, after="GET /api/credits") as story:
        await story.die("-p", "add the title Dawn")
        async with story.again():
            assert story.cloud.messages.total() <= 1
            if story.cloud.titles:
                assert [event for event in story.events if isinstance(event, TimelineChanged)] or "timeline_changed" in story.output
                assert "Dawn" in story.told
            else:
                told = " ".join(event.text for event in story.events if isinstance(event, Notice))
                assert ("had not been sent" if point == "conn" else "could not see") in told
        assert story.cloud.messages.total() <= 1
        story.stores_are_whole()


@pytest.mark.row("F72", "F47")
@pytest.mark.parametrize("point", ["conn", "head", "body", "close"])
async def test_a_file_is_taken_in_once(tmp_path: Path, point: Point) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(film("clip") * 40)
    async with killed(tmp_path, point, UPLOAD, after="POST /api/tasks/") as story:
        await story.die("-p", f"upload {clip}")
        async with story.again() as app:
            arrived = story.cloud.uploads
            assert arrived == 0 or "clip.mp4 had arrived" in story.told or '"kind":"upload"' in story.output
            await story.says(app, f"upload {clip}")
            assert story.cloud.uploads == 1
            assert story.cloud.files == ["clip.mp4"]
        story.stores_are_whole()


@pytest.mark.row("F48", "F50", "7.5")
@pytest.mark.parametrize("point", ["conn", "head", "body", "close"])
async def test_an_export_is_submitted_once_and_delivered(tmp_path: Path, point: Point) -> None:
    async with killed(tmp_path, point, SUBMIT, after="GET /api/state/") as story:
        await story.die("-p", "export")
        async with story.again() as app:
            taken_in = list(story.cloud.renders)
            if not taken_in:
                assert "had not been started" in story.told or "is lost" in story.told
                await story.says(app, "export")
        (render_id,) = story.cloud.renders
        assert story.cloud.submits.total() == 1
        (video,) = [event for event in story.events if isinstance(event, MediaReady)]
        assert Path(video.path or "").read_bytes() == film(render_id)
        story.stores_are_whole()


@pytest.mark.row("F52", "F72", "7.4")
async def test_the_bytes_of_a_killed_download_are_not_fetched_again(tmp_path: Path) -> None:
    async with killed(tmp_path, "frame1", FILE, after="") as story:
        story.cloud.film_times = 1_500_000
        await story.die("-p", "export")
        async with story.again():
            (render_id,) = story.cloud.renders
        first, second = story.cloud.resumed
        assert first == 0
        assert second >= 1_000_000
        (video,) = (tmp_path / "out").iterdir()
        assert video.read_bytes() == film(render_id, 1_500_000)


@pytest.mark.row("F50", "F72", "7.4")
@pytest.mark.parametrize("point", ["head", "frame1", "last", "close"])
async def test_a_file_that_was_on_its_way_arrives_whole(tmp_path: Path, point: Point) -> None:
    async with killed(tmp_path, point, FILE, after="") as story:
        await story.die("-p", "export")
        async with story.again():
            (render_id,) = story.cloud.renders
        assert story.cloud.submits.total() == 1
        films = [path for path in (tmp_path / "out").iterdir() if path.suffix == ".mp4" and not path.name.startswith(".")]
        assert films
        assert all(path.read_bytes() == film(render_id) for path in films)
        assert '"kind":"video"' in story.told
        story.stores_are_whole()
