"""What a handler may use in one turn: the way to the backend, the session, the journal, words and a clock."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote

from agent.client.client import Client
from agent.client.clock import Clock
from agent.errors import VideoJobsError
from agent.events import AgentEvent, Failed
from agent.journal import Journal
from agent.session import Session, SessionStore
from agent.settings import Settings
from prompts import Say
from routing.plan import Plan, Step

T = TypeVar("T")
Opener = Callable[[], Awaitable[Client]]

TYPES = "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac"
"""The file types of the contract (2.4), in its order."""


class Link:
    """The way to the backend, made when it is first needed; the backend's project likewise."""

    def __init__(self, opener: Opener, session: Session, store: SessionStore, *, scratch: bool = False, kept: bool = True) -> None:
        self._open = opener
        self._client: Client | None = None
        self._opening = asyncio.Lock()
        self._replaced_told = self._unsaved_told = False
        self.session, self._store, self._scratch, self._kept = session, store, scratch, kept

    async def client(self) -> Client:
        """The client of this session's backend; opened once."""
        async with self._opening:
            if self._client is None:
                self._client = await self._open()
        return self._client

    async def project(self) -> tuple[Client, str]:
        """The client and the id of the backend's project, which is made when there is none."""
        client = await self.client()
        if not self.session.sid:
            made = await client.create_session(self.session.language, "scratch" if self._scratch and client.local else "project")
            self.session.sid, self.session.task_id = made.session_id, made.task_id or ""
            self.know(made.user_id or client.credentials.user_id, made.bind_id)
            await self.save()
        return client, self.session.sid

    async def renew(self) -> tuple[Client, str]:
        """A new project in the place of one that is gone (contract 3.2)."""
        self.session.forget_project()
        return await self.project()

    def know(self, user_id: str | None, bind_id: str | None) -> None:
        """Keep the ids that a reply told: they make the registration link."""
        self.session.user_id = user_id or self.session.user_id
        self.session.bind_id = bind_id or self.session.bind_id

    def token_replaced(self) -> bool:
        """True once: the person's own token was refused, and a free one is in use (contract 3.1)."""
        now = self._client is not None and self._client.credentials.replaced
        told, self._replaced_told = self._replaced_told, now
        return now and not told

    def token_unsaved(self) -> bool:
        """True once: the free token lives as long as this process, since it could not be kept."""
        now = self._client is not None and self._client.credentials.unsaved
        told, self._unsaved_told = self._unsaved_told, self._unsaved_told or now
        return now and not told

    async def save(self) -> None:
        """The session, on disk; not where another process has it, nor one off the record that has no project yet."""
        if self._kept and (self.session.sid or not self._scratch):
            await asyncio.to_thread(self._store.save, self.session, as_last=not self._scratch)

    async def aclose(self) -> None:
        """Close the client, if there is one."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


class Worker(Protocol):
    """A conversation beside this one."""

    def run_turn(self, text: str, files: Sequence[Path] = (), *, plan: Plan | None = None) -> AsyncGenerator[AgentEvent, None]:
        """The events of one turn; with `plan` that is done, whatever the words say."""
        ...


Beside = Callable[[Path | None], AbstractAsyncContextManager[Worker]]
"""Opens a conversation for one more clip, whose results go to the file or folder."""


@dataclass(slots=True)
class TurnContext:
    """One turn. `text` is the whole message, `step` the step at hand, `files` what came beside the words; `target` is what `-o` named.

    `asked_at`: when the person sent the message, in Unix seconds; it may have waited for the turn before it.
    """

    turn_id: str
    text: str
    link: Link
    journal: Journal
    settings: Settings
    say: Say
    clock: Clock
    files: tuple[Path, ...] = ()
    target: Path | None = None
    interactive: bool = True
    asked_at: float = 0.0
    plan: Plan = field(default_factory=lambda: Plan(()))
    step: Step = field(default_factory=lambda: Step("sse", ""))
    agreed: bool = False
    """Whether the person has said yes beforehand, by a flag or to a question."""
    beside: Beside | None = None
    farewell: tuple[str, str] = ("", "")
    """What to say where the turn is stopped, in place of a plain "Stopped", and how to go on."""
    recall: asyncio.Event = field(default_factory=asyncio.Event)
    """Set where the person asks to stop the export of this turn while it runs."""

    @property
    def exports(self) -> bool:
        """Whether an export is at hand or still to come in this turn."""
        steps = self.plan.steps
        place = next((place for place, step in enumerate(steps) if step is self.step), 0)
        return any(step.intent == "export" for step in steps[place:])

    def reword(self, text: str) -> None:
        """Other words for the step at hand."""
        worded = self.step._replace(text=text)
        self.plan = Plan(tuple(worded if step is self.step else step for step in self.plan.steps))
        self.step = worded

    async def recalled_within(self, seconds: float) -> bool:
        """A pause that ends early, with True, where the person asks to stop the export."""
        pause, recall = asyncio.ensure_future(self.clock.sleep(seconds)), asyncio.ensure_future(self.recall.wait())
        try:
            await asyncio.wait({pause, recall}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            pause.cancel()
            recall.cancel()
        return self.recall.is_set()

    @property
    def session(self) -> Session:
        """The session of the conversation."""
        return self.link.session

    @property
    def local(self) -> bool:
        """Whether this computer does the work."""
        return self.session.backend == "local"

    async def journaled(self, write: Callable[..., T], *values: object, **named: object) -> T:
        """A journal call, in a thread: it waits for the disk."""
        return await asyncio.to_thread(write, *values, **named)


def register_link(settings: Settings, session: Session) -> str:
    """The registration address of contract 3.4; empty for a registered person or the local backend."""
    anonymous = session.user_id.startswith("anon_") or (not session.user_id and not settings.nemo_token)
    if session.backend == "local" or not anonymous:
        return ""
    bind = session.bind_id or session.user_id
    return f"{settings.web_url}/register" + (f"?bind={quote(bind, safe='')}" if bind else "")


def failed(error: VideoJobsError, turn: TurnContext) -> Failed:
    """The error as an event, in the person's language. Values that many texts use are filled in here."""
    limit_mb = turn.settings.limit_bytes(local=turn.local) // (1024 * 1024)
    filled = dict.fromkeys(("name", "reason", "why", "host", "path", "log_path", "reply_link", "id"), "")
    known = {"types": TYPES, "limit_mb": limit_mb, "register": register_link(turn.settings, turn.session), "sent": error.sent}
    values = {**filled, **known, **error.values}
    try:
        hint = turn.say(f"error.{error.message}_hint", **values)
    except KeyError:
        hint = ""
    return Failed(
        code=error.code, message=turn.say(f"error.{error.message}", **values), hint=hint,
        retryable=error.retryable, sent=error.sent, exit_code=error.exit_code,
    )
