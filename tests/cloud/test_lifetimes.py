"""Any order of messages, faults, deaths and starts: no message runs twice, no edit goes untold, no export is lost, no token leaks."""

import asyncio
import logging
import shutil
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from agent.events import AgentEvent, Failed, Planned, TurnStarted
from tests.cloud.lifetimes import KINDS, STREAM_KINDS, CrashError, Fault, Lifetime, World
from tests.cloud.scripted_cloud import TOKEN, film
from tests.scripted.clock import ScriptedClock

FAULTS = st.none() | st.sampled_from(KINDS)
EXPORT_CALLS = ("POST /api/render/", "GET /api/render/", "GET /file/", "GET /api/state/")
READS = st.sampled_from((0, 0, 0, 1, 4, 60))


class Lifetimes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lifetimes-"))
        (self.folder / "out").mkdir()
        self.world, self.clock = World(), ScriptedClock()
        self.loop = asyncio.new_event_loop()
        self.told: list[AgentEvent] = []
        self.count = 0
        self.clip: Path | None = None
        self.log = StringIO()
        self.handler = logging.StreamHandler(self.log)
        logging.getLogger().addHandler(self.handler)
        self.life = Lifetime(self.world, self.folder, self.clock)

    def teardown(self) -> None:
        try:
            self.start()
            self.start()
            self.nothing_is_lost()
        finally:
            logging.getLogger().removeHandler(self.handler)
            self.loop.run_until_complete(self.life.link.aclose())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()
            shutil.rmtree(self.folder)

    def start(self) -> None:
        """The next start, with a line that works."""
        self.world.fault, self.world.reads_fail = None, 0
        self.loop.run_until_complete(self.life.link.aclose())
        self.life = Lifetime(self.world, self.folder, self.clock)
        self.told += self.loop.run_until_complete(self.life.recover())

    def says(self, text: str, request: str, fault: str | None) -> None:
        self.count += 1
        self.world.fault = Fault(request, fault) if fault else None
        if not self.loop.run_until_complete(self.life.says(text, self.told)):
            self.start()

    @rule(works=st.booleans(), speaks=st.booleans(), fault=st.none() | st.sampled_from(STREAM_KINDS), reads=READS)
    def edit(self, works: bool, speaks: bool, fault: str | None, reads: int) -> None:
        self.world.cloud.works, self.world.cloud.speaks = works, speaks
        if reads:
            self.fail_reads_after("POST /run_sse", reads)
        self.says(f"edit number {self.count}", "POST /run_sse", fault)

    def fail_reads_after(self, request: str, reads: int) -> None:
        taken = self.world.taken

        def armed(line: str) -> str:
            if line.startswith(request):
                self.world.reads_fail = reads
                self.world.taken = taken  # type: ignore[method-assign]
            return taken(line)

        self.world.taken = armed  # type: ignore[method-assign]

    @rule(fault=FAULTS, again=st.booleans(), reads=READS)
    def upload(self, fault: str | None, again: bool, reads: int) -> None:
        """A new clip, or the last one once more."""
        clip = self.clip if again and self.clip else self.folder / f"clip{self.count}.mp4"
        if clip != self.clip:
            clip.write_bytes(film("clip"))
            self.clip = clip
        if reads:
            self.fail_reads_after("POST /api/upload-video/", reads)
        self.says(f"upload {clip}", "POST /api/upload-video/", fault)

    @rule(fault=FAULTS, at=st.sampled_from(EXPORT_CALLS), polls=st.sampled_from((0, 1, 12)))
    def export(self, fault: str | None, at: str, polls: int) -> None:
        self.world.cloud.polls = polls
        self.says("export", at, fault)

    @rule(fault=FAULTS)
    def status(self, fault: str | None) -> None:
        self.says("status", "GET /api/", fault)

    @rule(crash=st.sampled_from((None, "crash unsent", "crash sent", "crash after")))
    def restart(self, crash: str | None) -> None:
        """Also a start may die."""
        self.world.fault = Fault("GET /api/", crash) if crash else None
        self.loop.run_until_complete(self.life.link.aclose())
        self.life = Lifetime(self.world, self.folder, self.clock)
        try:
            self.told += self.loop.run_until_complete(self.life.recover())
        except CrashError:
            self.start()

    @invariant()
    def nothing_is_sent_twice(self) -> None:
        cloud = self.world.cloud
        assert not [text for text, times in cloud.messages.items() if times > 1]
        assert not [render for render, times in cloud.submits.items() if times > 1]
        assert len(cloud.files) == len(set(cloud.files))

    def nothing_is_lost(self) -> None:
        """Every edit was told, every accepted export is a file, nothing stays open, and the token is nowhere."""
        words = "\n".join(event.model_dump_json() for event in self.told if not isinstance(event, TurnStarted | Planned))
        assert not [title for title in self.world.cloud.titles if title not in words and "titles added" not in words], words
        films = {path.read_bytes() for path in (self.folder / "out").glob("*.mp4")}
        assert not [render for render in self.world.cloud.renders if film(render) not in films], words
        assert not [entry for entry in self.life.journal.entries if entry.open]
        assert not [event for event in self.told if isinstance(event, Failed) and event.code == "internal"], self.log.getvalue()
        assert TOKEN not in words + self.log.getvalue()
        holders = {path.name for path in self.folder.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()}
        assert holders <= {"token.json"}


@pytest.mark.slow
@pytest.mark.row("F07", "F13", "F14", "F20", "F39", "F47", "F48", "F50", "F82", "F94")
@pytest.mark.filterwarnings("default")
def test_nothing_is_lost_and_nothing_is_sent_twice() -> None:
    run = Lifetimes.TestCase
    run.settings = settings(max_examples=25, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))
    run("runTest").debug()
