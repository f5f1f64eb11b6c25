"""The terminal chat with a scripted conversation behind it, and a keyboard that is a pipe."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from agent.events import AgentEvent, Progress, Text, TurnEnded, TurnStarted
from agent.frontends.repl import prompt_session
from agent.frontends.repl.chat import Chat, Cut
from prompts import message

LIMIT_S = 60
"""No wait takes so long, also on a busy machine."""


class ScriptedConversation:
    """Answers each message with its own words; `hold` makes a turn wait until it is stopped."""

    engine, project = "local", ""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.closed = self.breaks = False
        self.steps, self.ready = 0, asyncio.Event()
        self.left: asyncio.Event | None = None
        self.hold: set[str] = set()
        self.started: dict[str, asyncio.Event] = {}

    def prepare(self) -> Iterator[None]:
        for number in range(self.steps):
            self.messages.append(f"step {number}")
            yield
        self.ready.set()

    async def open(self, show: Callable[[str], None]) -> None:
        show("hello")

    async def aclose(self) -> None:
        self.closed = True

    async def recover(self) -> AsyncGenerator[AgentEvent, None]:
        if self.left is None:
            return
        yield Text(text="checking")
        try:
            await self.left.wait()
        except asyncio.CancelledError:
            yield Text(text="Check stopped.")
            raise
        yield Text(text="checked")

    def cut_in(self, text: str) -> tuple[Cut, str]:
        first, _, rest = text.partition(", then ")
        cuts: dict[str, Cut] = {"stop": "stop", "cancel the export": "export"}
        return (cuts[first], rest) if first in cuts else ("", text)

    async def run_turn(self, text: str, asked_at: float) -> AsyncGenerator[AgentEvent, None]:
        self.messages.append(text)
        if self.breaks:
            raise ZeroDivisionError
        yield TurnStarted(turn_id="1", text=text)
        yield Progress(message="working", fraction=0.5)
        self.started.setdefault(text, asyncio.Event()).set()
        try:
            if text in self.hold:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            yield Text(text="Stopped.")
            raise
        yield Text(text=f"did: {text}")
        yield TurnEnded(turn_id="1", status="done", elapsed_s=0)

    def lines(self, event: AgentEvent) -> list[str]:
        return [event.text] if isinstance(event, Text) else []

    def say(self, name: str, /, **values: object) -> str:
        return message(name, "en", **values)

    async def command(self, name: str) -> list[str] | str | None:
        return {"/status": "status", "/help": ["the help"]}.get(name)

    def farewell(self) -> list[str]:
        return ["bye"]


class Screen(list[str]):
    """The lines above the prompt; `shows` waits for one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.changed = asyncio.Event()

    def __call__(self, line: str) -> None:
        self.append(line)
        self.changed.set()

    async def shows(self, part: str) -> None:
        async with asyncio.timeout(LIMIT_S):
            while not any(part in line for line in self):
                self.changed.clear()
                await self.changed.wait()


@contextmanager
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@asynccontextmanager
async def chatting(
    pipe: PipeInput, left: asyncio.Event | None = None, behind: ScriptedConversation | None = None
) -> AsyncIterator[tuple[Chat, ScriptedConversation, Screen, "asyncio.Task[int]"]]:
    talk, screen = behind or ScriptedConversation(), Screen()
    talk.left = left

    async def connect() -> ScriptedConversation:
        return talk

    chat = Chat(connect, show=screen)
    prompt: PromptSession[str] = prompt_session(chat, InMemoryHistory())
    running = asyncio.create_task(chat.run(prompt))
    try:
        yield chat, talk, screen, running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def ended(running: "asyncio.Task[int]") -> int:
    async with asyncio.timeout(LIMIT_S):
        return await running
