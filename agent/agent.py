"""One turn: a message becomes a plan, its steps run in order, and everything that happens comes out as events."""

import asyncio
import logging
import re
import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from agent.client.clock import CLOCK, Clock
from agent.context import Beside, Link, TurnContext, failed
from agent.errands.steps import Part, errand_steps
from agent.errors import VideoJobsError
from agent.events import ANSWERS, AgentEvent, Failed, Notice, Planned, PlannedStep, Question, Text, TimelineChanged, TurnEnded, TurnStarted
from agent.handlers import HANDLERS
from agent.handlers.asking import Consent, answered, ask_consent
from agent.handlers.cancelwords import cancelling
from agent.handlers.errands import Work, errand_of, errand_step, parts_of
from agent.handlers.recover import recovered
from agent.journal import Journal
from agent.session import Asked
from agent.settings import Settings
from prompts import Say, language_of
from routing.plan import Context, Media, Plan, Step

LOGGER = logging.getLogger(__name__)
Status = Literal["done", "failed", "cancelled", "question"]

_NAMES = re.compile(
    r"(?<!\w)(?P<quote>['\"])[^'\"\n]{0,255}\.\w{2,4}(?P=quote)|“[^“”\n]{0,255}\.\w{2,4}”"
    r"|(?<!\S)(?:\\.|[^\s/\\.])*+[/\\.](?:\\.|\S)*+"
)
"""Paths, addresses and file names: they tell nothing of the language of a message."""


class Planner(Protocol):
    """What turns a message into a plan."""

    async def plan(self, text: str, context: Context) -> Plan: ...


@dataclass(slots=True)
class Agent:
    """The conversation over one session. One turn at a time; `target` is what `-o` named for exports."""

    link: Link
    router: Planner
    journal: Journal
    settings: Settings
    say: Say
    consent: Consent
    clock: Clock = CLOCK
    target: Path | None = None
    interactive: bool = True
    files: tuple[Path, ...] = ()
    agreed: bool = False
    beside: Beside | None = None
    running: TurnContext | None = None

    async def run_turn(
        self, text: str, files: Sequence[Path] = (), *, asked_at: float | None = None, plan: Plan | None = None, work: Work | None = None
    ) -> AsyncGenerator[AgentEvent, None]:
        """The events of one message. Cancelled, it still ends with `Failed` and `TurnEnded`, and only then raises CancelledError.

        `asked_at` (Unix seconds): when the person sent it, where that was before now. `plan` or `work` is what is done instead of reading
        the words.
        """
        started, turn = self.clock.now(), self._turn(text, (*self.files, *files))
        turn.asked_at = self.clock.wall() if asked_at is None else asked_at
        self.running = turn
        self.files = ()
        spoke = False
        status: Status = "done"
        cancelled: asyncio.CancelledError | None = None
        yield TurnStarted(turn_id=turn.turn_id, text=text)
        try:
            async with aclosing(self._guarded(turn, plan, work)) as events:
                async for event in events:
                    spoke, status = spoke or isinstance(event, ANSWERS), _status(event, status)
                    self._remember(event)
                    yield event
        except asyncio.CancelledError as error:
            cancelled, status, spoke = error, "cancelled", True
            yield self._stopped(turn)
        if not spoke:
            yield Text(text=self.say("agent.nothing_done"))
        self.running = None
        await self._close(turn)
        yield TurnEnded(turn_id=turn.turn_id, status=status, elapsed_s=round(self.clock.now() - started, 3))
        if cancelled is not None:
            raise cancelled

    def cut_in(self, text: str) -> str | None:
        """Takes a message that asks to stop the export of the running turn, which then tells what became of it; what else it asks for.

        None for any other message: it waits for the end of the turn.
        """
        turn = self.running
        wish = cancelling(text, running=True, waiting=True) if turn is not None and turn.exports else None
        if turn is None or wish is None:
            return None
        turn.recall.set()
        return wish.rest

    async def recover(self, *, edits: bool = True, renders: bool = True) -> AsyncGenerator[AgentEvent, None]:
        """What an earlier run left open: edits and uploads whose outcome is not known, and exports that still run or wait to be fetched."""
        if self.consent.needed:
            return
        turn = self._turn("", ())
        try:
            async with aclosing(self._caught(turn, recovered(turn, edits=edits, renders=renders))) as events:
                async for event in events:
                    yield event
        except asyncio.CancelledError:
            yield Notice(text=self.say("agent.check_stopped"))
            raise
        await self.link.save()

    def explained(self, error: VideoJobsError) -> Failed:
        """An error outside a turn, as the event that tells it."""
        return failed(error, self._turn("", ()))

    def _turn(self, text: str, files: Sequence[Path]) -> TurnContext:
        session = self.link.session
        if self.settings.language == "auto":
            session.language = language_of(_NAMES.sub(" ", text), session.language)
        session.title = session.title or text.strip().partition("\n")[0][:80]
        return TurnContext(
            turn_id=secrets.token_hex(6), text=text, files=tuple(files), link=self.link, journal=self.journal, settings=self.settings,
            say=self.say, clock=self.clock, target=self.target, interactive=self.interactive, agreed=self.agreed, beside=self.beside,
        )

    async def _guarded(self, turn: TurnContext, plan: Plan | None, work: Work | None) -> AsyncGenerator[AgentEvent, None]:
        """The outermost border: a bug of ours ends the turn with a sentence, and its traceback goes to the log."""
        try:
            async with aclosing(self._caught(turn, self._run(turn, plan, work))) as events:
                async for event in events:
                    yield event
        except Exception as error:  # outermost border: whatever it is, the person reads a sentence and the turn ends
            LOGGER.exception("turn failed")
            yield Failed(code="internal", message=self.say("error.internal", why=type(error).__name__), sent="unknown", exit_code=1)

    async def _caught(self, turn: TurnContext, events: AsyncGenerator[AgentEvent, None]) -> AsyncGenerator[AgentEvent, None]:
        """The events, and a typed error as the last of them."""
        try:
            async with aclosing(events):
                async for event in events:
                    yield event
        except VideoJobsError as error:
            LOGGER.info("step failed: %s", error)
            yield failed(error, turn)

    async def _run(self, turn: TurnContext, plan: Plan | None, work: Work | None) -> AsyncGenerator[AgentEvent, None]:
        """Answers to our own questions first, then consent, then an errand for other clips, or the plan."""
        async with aclosing(answered(turn, self.consent)) as answers:
            async for event in answers:
                yield event
        if not (turn.text.strip() or turn.files or plan or work):
            return
        if self.consent.needed:
            yield ask_consent(turn)
            return
        parts = () if plan or work else await parts_of(turn)
        if work := work or (await errand_of(turn, parts[0]) if len(parts) == 1 else None):
            self.link.session.asked = None
            async with aclosing(work(turn)) as events:
                async for event in events:
                    yield event
            return
        turn.plan = plan or await self._plan(turn, parts)
        self.link.session.last_plan = turn.plan.intents
        yield Planned(steps=tuple(_shown(step) for step in turn.plan.steps))
        async with aclosing(self._steps(turn)) as events:
            async for event in events:
                yield event

    async def _steps(self, turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
        """Each step in order; the first that fails or asks ends the turn, and the steps left out are named."""
        for index, step in enumerate(turn.plan.steps):
            turn.step = step
            ended = False
            async with aclosing(self._caught(turn, (errand_step if step.errand else HANDLERS[step.intent])(turn))) as events:
                async for event in events:
                    ended = ended or isinstance(event, Failed | Question)
                    yield event
            if self.link.token_replaced():
                yield Notice(level="warning", text=self.say("agent.token_replaced"))
            if self.link.token_unsaved():
                folder = str(self.settings.folders.state / "identity")
                yield Notice(level="warning", text=self.say("agent.token_unsaved", folder=folder))
            rest = [self.say(f"agent.step_{later.errand or later.intent}") for later in turn.plan.steps[index + 1:]]
            if ended:
                if rest:
                    yield Notice(level="warning", text=self.say("agent.steps_left", steps=rest))
                return

    async def _plan(self, turn: TurnContext, parts: Sequence[Part]) -> Plan:
        """The router's plan, with an errand among its wishes; files that came beside the words are an upload before everything else."""
        session = self.link.session
        context = Context(
            has_clip=session.has_clip or bool(turn.files), has_draft=session.has_draft, export_running=bool(self.journal.opened("render")),
            last_reply=session.last_reply[:2000], last_question=session.asked.question if session.asked else "",
            last_plan=tuple(step for step in session.last_plan if step in HANDLERS),  # type: ignore[misc]
        )
        session.asked = None
        steps: tuple[Step, ...] = ()
        for part in parts if turn.text.strip() else ():
            steps += errand_steps(part, steps) if len(parts) > 1 and part.errand else (await self.router.plan(part.text, context)).steps
        if turn.files and not any(step.intent == "upload" for step in steps):
            media = tuple(Media("path", str(path)) for path in turn.files)
            steps = (Step("upload", "", media=media, by="media"), *steps)
        return Plan(steps)

    def _remember(self, event: AgentEvent) -> None:
        """What the next message may refer to."""
        session = self.link.session
        if isinstance(event, Text) and event.final:
            session.last_reply = event.text
        elif isinstance(event, TimelineChanged):
            session.last_reply = "\n".join((*event.changes, event.summary))
        elif isinstance(event, Question) and session.asked is None:
            session.asked = Asked(id=event.id, question=event.text)

    def _stopped(self, turn: TurnContext) -> Failed:
        """The words of a stop: what still runs, and how to go on."""
        running = turn.step.intent == "export" and bool(self.journal.opened("render"))
        message, hint = turn.farewell
        return Failed(code="cancelled", message=message or self.say("agent.stopped"),
                      hint=hint or (self.say("agent.export_runs_on") if running else ""), sent="unknown", retryable=True, exit_code=130)

    async def _close(self, turn: TurnContext) -> None:
        """Saves the session; where that fails, the log knows: the answer was given."""
        self.link.session.turns += 1
        try:
            await self.link.save()
        except VideoJobsError as error:
            LOGGER.warning("session not saved: %s", error)
        if turn.local:
            await self.link.aclose()  # the editor process may end while the person thinks; the next turn finds or starts it


def _status(event: AgentEvent, before: Status) -> Status:
    return "failed" if isinstance(event, Failed) else "question" if isinstance(event, Question) else before


def _shown(step: Step) -> PlannedStep:
    return PlannedStep(intent=step.intent, text=step.text, media=tuple(media.value for media in step.media), by=step.by,
                       confidence=round(step.confidence, 3), errand=step.errand)
