"""The program behind the chat: the app, its words, and the slash commands. Loaded in a thread while the prompt is already there."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AsyncExitStack

from agent.app import App, Choices, open_app
from agent.errors import VideoJobsError
from agent.events import AgentEvent
from agent.frontends.repl import COMMANDS
from agent.frontends.repl.chat import Cut
from agent.frontends.view import View
from agent.handlers.cancelwords import stops
from agent.settings import Settings

MESSAGES = ("/status", "/export", "/undo", "/credits")
"""Commands that are short for a message, in the language of the conversation."""


class AppConversation:
    """One app at a time; `/new` closes it and opens another."""

    def __init__(self, settings: Settings, choices: Choices) -> None:
        self._settings, self._choices = settings, choices
        self._stack = AsyncExitStack()
        self._app: App | None = None
        self._view: View | None = None

    @property
    def app(self) -> App:
        """The open app; there is one after `open`."""
        assert self._app is not None
        return self._app

    @property
    def engine(self) -> str:
        """The backend's name for the bottom line."""
        return self.app.session.backend if self._app else ""

    @property
    def project(self) -> str:
        """The first file's name for the bottom line."""
        files = self.app.session.files if self._app else []
        return files[0].name if files else ""

    def say(self, name: str, /, **values: object) -> str:
        """A text in the language of the conversation."""
        return self.app.say(name, **values)

    async def open(self, show: Callable[[str], None]) -> None:
        """Opens the app, connects and greets. Errors become lines: the chat stays usable."""
        await self._enter(self._choices)
        show(self.app.engine)
        if not self.app.agent.consent.needed:
            show(self.say("repl.connecting"))
            try:
                await self.app.agent.link.client()
            except VideoJobsError as error:
                show(self.app.explain(error))
                show(self.say("repl.not_connected"))
            else:
                show(self.say("repl.ready"))
        if self.app.resumed:
            show(self.say("repl.resumed", name=self.project or self.app.session.title))
        else:
            show(self.say("repl.welcome"))
            show(self.say("repl.try_saying", sample="~/Movies/clip.mp4"))

    async def _enter(self, choices: Choices) -> None:
        await self._stack.aclose()
        self._app = await self._stack.enter_async_context(open_app(self._settings, choices))
        self._view = View(self._app.say)

    def recover(self) -> AsyncGenerator[AgentEvent, None]:
        """What an earlier run left open, as events."""
        return self.app.agent.recover()

    def prepare(self) -> Iterator[None]:
        """What the plans of messages need, made ready step by step."""
        return self.app.prepare()

    def run_turn(self, text: str, asked_at: float) -> AsyncGenerator[AgentEvent, None]:
        """One message, as events."""
        return self.app.agent.run_turn(text, asked_at=asked_at)

    def cut_in(self, text: str) -> tuple[Cut, str]:
        """Whether the message stops the running turn, or its export, instead of waiting for its end; and the words that are left."""
        rest = self.app.agent.cut_in(text)
        if rest is not None:
            return "export", rest
        return ("stop", "") if stops(text) else ("", text)

    def lines(self, event: AgentEvent) -> list[str]:
        """What is printed of an event; progress is shown in the bottom line instead."""
        assert self._view is not None
        return [line.text for line in self._view.lines(event) if line.role != "progress"]

    async def command(self, name: str) -> list[str] | str | None:
        """A command's lines, or the message that it is short for; None where there is no such command."""
        if name in MESSAGES:
            return self.say(f"repl.meant_{name[1:]}")
        if name == "/help":
            about = [f"  {command:<10}{self.say(f'repl.command_{command[1:]}')}" for command in COMMANDS]
            return [self.say("repl.help"), *about]
        if name == "/new":
            await self._enter(Choices(interactive=True, agreed=self._choices.agreed))
            return [self.say("repl.new_project")]
        return None

    def farewell(self) -> list[str]:
        """How to go on, and what still runs."""
        if self._app is None or not self.app.session.turns:
            return []
        running = [self.say("repl.jobs_running")] if self.app.jobs() else []
        return [*running, self.say("repl.goodbye")]

    async def aclose(self) -> None:
        """Closes the app."""
        await asyncio.shield(self._stack.aclose())
