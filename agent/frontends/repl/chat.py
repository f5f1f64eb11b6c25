"""The chat: one prompt, one queue, one turn at a time. The prompt is on the screen before anything heavy is loaded."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Literal, Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from agent.frontends.repl.status import Status

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from agent.events import AgentEvent

LONGEST = 100_000
"""Letters of one message that are read; a longer paste is cut, and said so."""
EXIT_WITHIN_S = 2.0
_BETWEEN_S = 0.001
Cut = Literal["", "stop", "export"]
"""What a message does to the running turn: nothing, stop it, or stop its export."""


class Conversation(Protocol):
    """What the chat needs of the program behind it."""

    @property
    def engine(self) -> str:
        """Where the work is done, in a word."""

    async def open(self, show: Callable[[str], None]) -> None:
        """Connects and greets, a line at a time."""

    async def aclose(self) -> None:
        """Lets go of what `open` took."""

    def recover(self) -> "AsyncGenerator[AgentEvent, None]":
        """What an earlier run left open, as events."""

    def prepare(self) -> Iterator[None]:
        """Makes ready what messages need, a few milliseconds at a step."""

    def run_turn(self, text: str, asked_at: float) -> "AsyncGenerator[AgentEvent, None]":
        """One message, as events; `asked_at` is when it was sent, in Unix seconds."""

    def cut_in(self, text: str) -> tuple[Cut, str]:
        """What a message does to the running turn instead of waiting for its end, and what is left of it to be done then."""

    def lines(self, event: "AgentEvent") -> list[str]:
        """What a person reads of an event."""

    def say(self, name: str, /, **values: object) -> str:
        """A text of prompts/messages in the language of the conversation."""

    async def command(self, name: str) -> list[str] | str | None:
        """A slash command: lines to show, or a message to send, or None if there is no such command."""

    def farewell(self) -> list[str]:
        """The lines on leaving."""

    @property
    def project(self) -> str:
        """A few words on the project for the bottom line."""


class Chat:
    """Reads lines, queues them, runs a turn for each, prints what comes. `show` prints one line above the prompt."""

    def __init__(
        self, connect: Callable[[], Awaitable[Conversation]], show: Callable[[str], None] = print,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.connect, self.show, self.now = connect, show, now
        self.status = Status()
        self.queue: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
        self.turn: asyncio.Task[None] | None = None
        self.conversation: Conversation | None = None
        self.last_interrupt = float("-inf")
        self.refresh: Callable[[], None] = lambda: None

    async def run(self, prompt: PromptSession[str]) -> int:
        """Until the person leaves; the exit code (0, or 130 after two Ctrl-C). What ends the work, ends the chat with its error."""
        self.refresh = prompt.app.invalidate
        worker = asyncio.create_task(self._work())
        reader = asyncio.create_task(self._read(prompt))
        with patch_stdout(raw=True):
            with prompt.app.input.raw_mode():  # also between two prompts
                await asyncio.wait({worker, reader}, return_when=asyncio.FIRST_COMPLETED)
                reader.cancel()
                await asyncio.wait({reader})
            for task in (worker, self.turn):
                if task:
                    task.cancel()
            ends = await asyncio.gather(reader, worker, return_exceptions=True)
            if self.conversation:
                for line in self.conversation.farewell():
                    self.show(line)
                await self.conversation.aclose()
        for end in ends:
            if isinstance(end, Exception):
                raise end
        return ends[0] if isinstance(ends[0], int) else 1

    async def _read(self, prompt: PromptSession[str]) -> int:
        while True:
            try:
                line = await prompt.prompt_async()
            except EOFError:
                return 0
            except KeyboardInterrupt:
                return 130
            if line.strip() in ("/quit", "/exit", "/q"):
                return 0
            if line.strip():
                self.send(line)

    def send(self, line: str) -> None:
        """Queues a message; while another runs, says so. One that stops what runs does so at once."""
        if len(line) > LONGEST:
            if self.conversation:
                self.show(self.conversation.say("repl.pasted_too_long", letters=len(line), limit=LONGEST))
            line = line[:LONGEST]
        cut, line = self.conversation.cut_in(line) if self.turn and self.conversation else ("", line)
        if cut == "stop":
            self.interrupt()
        elif cut and self.conversation:
            self.show(self.conversation.say("export.stopping"))
        if line:
            self.queue.put_nowait((line, time.time()))
            if self.turn and self.conversation:
                self.show(self.conversation.say("repl.queued", count=self.queue.qsize()))
        self._refresh()

    def interrupt(self) -> bool:
        """Ctrl-C on an empty line: stops the running turn; with nothing to stop, the second within two seconds leaves (True)."""
        if self.turn:
            self.turn.cancel()
            return False
        leave = self.now() - self.last_interrupt <= EXIT_WITHIN_S
        self.last_interrupt = self.now()
        if not leave and self.conversation:
            self.show(self.conversation.say("repl.again_to_exit"))
        return leave

    async def _work(self) -> None:
        self.conversation = conversation = await self.connect()
        await conversation.open(self.show)
        left = conversation.recover()
        if (first := await anext(left, None)) is not None:  # only what has something to tell is a turn: Ctrl-C leaves an idle chat
            self._show(conversation, first)
            await self._until_ended(self._shown(conversation, left))
        for _step in conversation.prepare():
            await asyncio.sleep(_BETWEEN_S)  # an idle moment: keys and the screen come first
            if not self.queue.empty():
                break
        while True:
            self._refresh()
            await self._until_ended(self._one(conversation, *await self.queue.get()))

    async def _until_ended(self, work: Coroutine[Any, Any, None]) -> None:
        """One turn, which Ctrl-C can stop; a failure of it is raised."""
        self.turn = asyncio.create_task(work)
        await asyncio.wait({self.turn})
        ended, self.turn, self.status.progress = self.turn, None, None
        if not ended.cancelled():
            ended.result()

    async def _one(self, conversation: Conversation, line: str, asked_at: float) -> None:
        text: list[str] | str | None = line
        if line.startswith("/") and "/" not in line[1:]:
            text = await conversation.command(line.split()[0].lower())
            if text is None:
                text = [conversation.say("repl.unknown_command", name=line.split()[0])]
        if isinstance(text, list):
            for each in text:
                self.show(each)
            return
        if text is not None:
            await self._shown(conversation, conversation.run_turn(text, asked_at))

    async def _shown(self, conversation: Conversation, turn: "AsyncGenerator[AgentEvent, None]") -> None:
        async with aclosing(turn) as events:
            async for event in events:
                self._show(conversation, event)

    def _show(self, conversation: Conversation, event: "AgentEvent") -> None:
        self.status.progress = event if event.type == "progress" else self.status.progress
        for line in conversation.lines(event):
            self.show(line)
        self._refresh()

    def _refresh(self) -> None:
        if self.conversation:
            self.status.engine, self.status.project = self.conversation.engine, self.conversation.project
        self.status.queued = self.queue.qsize()
        self.refresh()
