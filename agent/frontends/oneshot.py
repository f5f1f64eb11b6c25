"""One request, then leave: text for people and pipes, one JSON object, or JSON lines. Data on stdout, everything else on stderr."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent import __version__
from agent.errors import VideoJobsError
from agent.events import AgentEvent, Failed
from agent.frontends.jsonl import JsonLines, Outcome, result
from agent.frontends.signals import Stop
from agent.frontends.streams import encode, note, put
from agent.frontends.view import View, printer
from agent.frontends.words import told
from prompts import Language, language_of

if TYPE_CHECKING:
    from agent.app import App

EXIT_RUNNING = 75
"""An export still runs: try later."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a run speaks: one of the three formats, and how much of it."""

    output_format: str = "text"
    quiet: bool = False
    verbose: bool = False


@dataclass(slots=True)
class Run:
    """One run in one format. `write` is stdout, `remark` stderr; both take one line."""

    style: Style
    write: Callable[[str], None] = put
    remark: Callable[[str], None] = note
    outcome: Outcome = field(default_factory=Outcome)
    started: float = field(default_factory=time.monotonic)
    lines: JsonLines = field(init=False)
    view: View | None = None

    def __post_init__(self) -> None:
        self.lines = JsonLines(self.write)

    def begin(self, app: "App | None") -> None:
        """The `init` line, or where the work is done."""
        if app is not None:
            self.lines.session_id = app.session.id
            self.view = View(app.say)
        if self.style.output_format == "stream-json":
            self.lines.line("init", version=__version__, backend=app.session.backend if app else None, resumed=bool(app and app.resumed),
                            log=str(app.log) if app else None)
        elif app is not None and self.style.output_format == "text" and not self.style.quiet:
            self.remark(app.engine)
            if self.style.verbose:
                self.remark(app.say("cli.session", id=app.session.id))
                self.remark(app.say("cli.log", path=str(app.log)))

    def event(self, event: AgentEvent) -> None:
        """One event, in the format of this run."""
        self.outcome.see(event)
        if self.style.output_format == "stream-json":
            self.lines.event(event)
        elif self.style.output_format == "text" and self.view is not None:
            quiet = self.style.quiet
            printer(self.write, lambda _: None if quiet else self.remark(_))(self.view.lines(event))
            if quiet and isinstance(event, Failed):
                self.remark(event.message)

    def told(self, type_: str, text: str, **facts: Any) -> None:
        """Something that is no event of a turn: a line of its own type in JSON lines, words in text."""
        if self.style.output_format == "stream-json":
            self.lines.line(type_, **facts)
        elif self.style.output_format == "text":
            self.write(text)

    def end(self, jobs: list[dict[str, Any]], stop: Stop) -> int:
        """The `result`, and the exit code: that of a signal, of the error, or 75 while an export runs on."""
        running = any(job.get("state") == "running" for job in jobs)
        code = stop.exit_code or self.outcome.exit_code or (EXIT_RUNNING if running else 0)
        body = result(self.outcome, jobs=jobs, duration_ms=round((time.monotonic() - self.started) * 1000), exit_code=code)
        if self.style.output_format == "json":
            self.write(encode({"v": 1, "type": "result", "session_id": self.lines.session_id, **body}))
        elif self.style.output_format == "stream-json":
            self.lines.line("result", **body)
        return code

    def refused(self, error: VideoJobsError, language: Language, stop: Stop) -> int:
        """The end of a run that never began."""
        event = told(error, language)
        self.begin(None)
        self.outcome.see(event)
        if self.style.output_format == "text":
            self.remark(event.message)
            if event.hint and not self.style.quiet:
                self.remark(event.hint)
        return self.end([], stop)


async def oneshot(run: Run, opened: "AbstractAsyncContextManager[App]", request: tuple[str, Sequence[Path]], stop: Stop) -> int:
    """The request (words, files) in the conversation of `opened`; the exit code. The `result` comes last, also after a signal."""
    text, files = request
    async with opened as app:
        if app.settings.language == "auto":
            app.session.language = language_of(text, app.session.language)
        run.begin(app)
        try:
            if app.resumed and not app.beside:
                async with aclosing(app.agent.recover(renders=False)) as left:
                    async for event in left:
                        run.event(event)
            async with aclosing(app.agent.run_turn(text, files)) as events:
                async for event in events:
                    run.event(event)
            if not app.beside:
                async with aclosing(app.agent.recover(edits=False)) as left:  # an export of an earlier run that this turn did not take up
                    async for event in left:
                        run.event(event)
        except asyncio.CancelledError:
            if not stop.exit_code:
                raise
        return run.end(app.jobs(), stop)
