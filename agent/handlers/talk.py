"""One message on the wire, as events: fragments, whole texts without GUI talk, tools as progress, and how the stream ended."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from functools import partial
from typing import TypeVar

from agent.client.client import Client
from agent.client.replies import passing
from agent.client.sse import Alive
from agent.client.wire import State
from agent.context import TurnContext
from agent.errors import ConnectionLost, ServiceUnavailable, VideoJobsError
from agent.events import AgentEvent, Notice, Progress, Text
from agent.handlers.report import noted, report
from agent.journal import Entry
from agent.turn.gui import GuiStream, prepare, translate
from agent.turn.reader import Outcome, TurnReader
from agent.turn.signs import Fragment, Said, Sign, Tool
from routing.plan import Intent

T = TypeVar("T")

_AT_ONCE = 2_000
"""Characters that are translated on the loop itself, in 10 ms at most; more are read in a thread, beside it."""
LOOK_S = 10.0
"""A look at the state beside an open stream is not waited for longer."""


class Talk:
    """Sends one message, once. After `events` ran out, `outcome` tells what it came to and `actions` what its GUI talk pointed to.

    `seen` is the state that the person knows: the one before the message, or one that was told while the stream was silent.
    `unsettled`: the line was cut, and nothing has shown yet what became of the message.
    """

    def __init__(self, turn: TurnContext, client: Client, entry: Entry, before: State) -> None:
        self._turn, self._client, self._entry = turn, client, entry
        self._reader = TurnReader()
        self._streams: dict[str, GuiStream] = {}
        self._waiting: dict[str, str] = {}
        self._speaker: str | None = None
        self._started = turn.clock.now()
        self._no_sign_told = self._clip_told = False
        self.seen, self._before = before, before
        self.unsettled = False
        self.outcome = Outcome()
        self.actions: list[Intent] = []
        self.lost: ConnectionLost | ServiceUnavailable | None = None

    async def events(self, text: str) -> AsyncGenerator[AgentEvent, None]:
        """The events of the stream. A cut is kept in `lost` and checked by the caller; an answer instead of a stream is raised."""
        turn, journal = self._turn, self._turn.journal
        sending = partial(turn.journaled, journal.mark, self._entry, "sent")
        readying = asyncio.create_task(_made_ready())
        try:
            async with aclosing(self._client.run_sse(self._entry.sid, text, sending)) as items:
                async for item in items:
                    for event in await (self._alive(item) if isinstance(item, Alive) else self._read(self._reader.feed(item))):
                        yield event
        except ConnectionLost as error:
            if error.sent == "no":
                await turn.journaled(journal.mark, self._entry, "not_sent")
                raise
            self.lost = error
        except ServiceUnavailable as error:
            if not passing(error):
                raise
            self.lost = error  # 408 and 5xx say nothing about the run (contract 6.1)
        finally:
            readying.cancel()
        self.outcome = self._reader.close("cut" if self.lost else "clean")
        if self.answered:
            await turn.journaled(journal.mark, self._entry, "done")
        for event in await self._read(list(self.outcome.late)):
            yield event

    @property
    def moved(self) -> bool:
        """Whether a change was told while the stream was silent."""
        return self.seen is not self._before

    @property
    def answered(self) -> bool:
        """Whether a whole text is the outcome: a clean end alone proves nothing (faults 2.2)."""
        outcome = self.outcome
        return bool(outcome.texts) and not (outcome.errors or outcome.incomplete or self.lost)

    async def _alive(self, item: Alive) -> list[AgentEvent]:
        """The line while nothing comes: busy, still at work, or silent for so long that the state is looked at beside it."""
        events: list[AgentEvent] = []
        if item.silent:
            events += await self._looked(item)
        if item.waits_s or item.due:
            name = "agent.waiting" if item.waits_s else "agent.still_working"
            words = self._turn.say(name, wait_s=item.waits_s, elapsed_s=item.elapsed_s)
            events.append(Progress(message=words, elapsed_s=item.elapsed_s))
        return events

    async def _looked(self, item: Alive) -> list[AgentEvent]:
        events: list[AgentEvent] = []
        if not self._no_sign_told:
            self._no_sign_told = True
            events.append(Notice(level="warning", text=self._turn.say("agent.no_sign", quiet_s=item.quiet_s)))
        reading = asyncio.ensure_future(self._client.state(self._entry.sid))
        await asyncio.wait({reading}, timeout=LOOK_S)
        if not reading.done():
            reading.cancel()
            return events
        try:
            state = reading.result()
        except VideoJobsError:
            return events
        if state.snapshot != self.seen.snapshot:
            noted(self._turn, state)
            events.append(report(self._turn, self.seen, state))
            self.seen = state
        return events

    async def _read(self, signs: list[Sign]) -> list[AgentEvent]:
        return [event for sign in signs for event in await self._shown(sign)]

    async def _shown(self, sign: Sign) -> list[AgentEvent]:
        match sign:
            case Fragment():
                text = await _aside(self._streams.setdefault(sign.author, GuiStream()).feed, sign.text)
                return self._spoken(sign.author, text)
            case Said():
                self._streams.pop(sign.author, None)
                self._waiting.pop(sign.author, None)
                self._speaker = None if self._speaker == sign.author else self._speaker
                shown = await _aside(translate, sign.text)
                self.actions += [action for action in shown.actions if action not in self.actions]
                return [Text(text=shown.text)] if shown.text.strip() else []
            case Tool():
                return self._worked(sign)

    def _spoken(self, author: str, text: str) -> list[AgentEvent]:
        """Fragments of one author at a time: the others' wait until his text is whole, so that two never mix on the screen."""
        self._speaker = author if self._speaker is None else self._speaker
        text = self._waiting.pop(author, "") + text
        if author != self._speaker:
            self._waiting[author] = text
            return []
        return [Text(text=text, final=False)] if text else []

    def _worked(self, tool: Tool) -> list[AgentEvent]:
        """A tool at work is progress; a clip that was made is told at once, also when more is to come (R21)."""
        if not tool.finished:
            return [Progress(message=self._turn.say(f"agent.{tool.kind}"), elapsed_s=self._turn.clock.now() - self._started)]
        if not tool.footage or self._clip_told:
            return []
        self._clip_told = True
        return [Notice(text=self._turn.say("agent.raw_clip"))]


async def _made_ready() -> None:
    """What the first reply needs, made while the backend works on it: a process for one message has no prompt to do it behind."""
    for _step in prepare():
        await asyncio.sleep(0)


async def _aside(work: Callable[[str], T], text: str) -> T:
    return work(text) if len(text) <= _AT_ONCE else await asyncio.to_thread(work, text)
