"""A program that dies and starts again over one folder, against a cloud without sockets: only what it wrote before its death stays."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from agent.agent import Agent
from agent.client.client import Client
from agent.client.clock import Limits
from agent.client.identity import AnonymousToken
from agent.client.network import Network
from agent.consent import Choice
from agent.context import Link
from agent.events import AgentEvent
from agent.journal import Entry, Journal
from agent.session import Session, SessionStore
from agent.settings import Folders, Settings
from prompts import speaker
from routing.plan import Context, Intent, Media, Plan, Step
from tests.agent.conversing import promises_hold
from tests.cloud.scripted_cloud import Answer, ScriptedCloud, js
from tests.scripted.clients import ATTRIBUTION
from tests.scripted.clock import ScriptedClock


class CrashError(BaseException):
    """The process is gone: no `except Exception` sees it, and nothing is written after it."""


@dataclass
class Fault:
    """What goes wrong with the next request that begins so. `kind` is one of `KINDS`; a crash comes at the named moment."""

    request: str
    kind: str


KINDS = ("refused", "lost before", "lost after", "503 before", "503 after", "1001", "429", "crash unsent", "crash sent", "crash after")
STREAM_KINDS = (*KINDS, "cut", "torn", "crash in stream")


@dataclass
class World:
    """The cloud and the line to it. `reads_fail` state reads are answered with 503."""

    cloud: ScriptedCloud = field(default_factory=ScriptedCloud)
    fault: Fault | None = None
    reads_fail: int = 0
    dead: bool = False

    def crash(self) -> None:
        self.dead = True
        raise CrashError

    def lives(self) -> None:
        if self.dead:
            raise CrashError

    def taken(self, line: str) -> str:
        """The fault of this request, which happens once."""
        if self.fault is None or not line.startswith(self.fault.request):
            return ""
        kind, self.fault = self.fault.kind, None
        return kind


class Line(httpx.AsyncBaseTransport):
    """Requests to the cloud, with the fault of the hour; it tells of the first byte as the real transport does."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        world, line = self.world, f"{request.method} {request.url.raw_path.decode()}"
        world.lives()
        kind = world.taken(line)
        if kind == "crash unsent":
            world.crash()
        if kind == "refused":
            raise httpx.ConnectError("refused")
        if trace := request.extensions.get("trace"):
            await trace("http11.send_request_headers.started", {})
        assert isinstance(request.stream, httpx.AsyncByteStream)
        body = b"".join([part async for part in request.stream])
        if kind == "crash sent":
            world.crash()
        if kind == "lost before":
            raise httpx.ReadError("")
        if kind in ("503 before", "1001", "429"):
            return response({"503 before": js({}, 503), "1001": js({"code": 1001}, 401), "429": js({}, 429)}[kind])
        if line.startswith("GET /api/state/") and world.reads_fail:
            world.reads_fail -= 1
            return response(js({}, 503))
        return self._answered(kind, line, request, body)

    def _answered(self, kind: str, line: str, request: httpx.Request, body: bytes) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        answer = self.world.cloud.answer(request.method, line.partition(" ")[2], headers, body)
        if kind == "crash after":
            self.world.crash()
        if kind == "lost after":
            raise httpx.ReadError("")
        return response(js({}, 503) if kind == "503 after" else answer, self.world, kind)


class Frames(httpx.AsyncByteStream):
    """A stream that ends as its fault says."""

    def __init__(self, world: World, answer: Answer, kind: str) -> None:
        self.world, self.answer, self.kind = world, answer, kind

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for frame in self.answer.frames[:1] if self.kind else self.answer.frames:
            yield frame
        if self.kind == "torn":
            yield self.answer.frames[-1][:20]
        if self.kind == "cut":
            raise httpx.RemoteProtocolError("incomplete chunked read")
        if self.kind == "crash in stream":
            self.world.crash()


def response(answer: Answer, world: World | None = None, kind: str = "") -> httpx.Response:
    headers = {"Content-Type": answer.kind}
    if world is not None and answer.frames:
        return httpx.Response(answer.status, headers=headers, stream=Frames(world, answer, kind))
    return httpx.Response(answer.status, headers=headers, stream=httpx.ByteStream(answer.body))


class ScriptedNetwork(Network):
    def __init__(self, world: World) -> None:
        super().__init__(Limits())
        self.line = httpx.AsyncClient(transport=Line(world))

    async def client(self, url: httpx.URL) -> httpx.AsyncClient:
        return self.line


class MortalJournal(Journal):
    """A dead process writes nothing."""

    world: World

    def begin(self, *words: Any, **data: Any) -> Entry:
        self.world.lives()
        return super().begin(*words, **data)

    def mark(self, *words: Any, **data: Any) -> None:
        self.world.lives()
        super().mark(*words, **data)


class MortalStore(SessionStore):
    world: World

    def save(self, session: Session, *, as_last: bool = True) -> None:
        self.world.lives()
        super().save(session, as_last=as_last)


class WordRouter:
    """The first word is the intent."""

    async def plan(self, text: str, context: Context) -> Plan:
        first, _, rest = text.partition(" ")
        intents: dict[str, Intent] = {"export": "export", "upload": "upload", "status": "state"}
        intent = intents.get(first, "sse")
        return Plan((Step(intent, text, (Media("path", rest),) if intent == "upload" else ()),))


class Lifetime:
    """One process, from its start to its end or its death."""

    def __init__(self, world: World, folder: Path, clock: ScriptedClock) -> None:
        world.dead = False
        settings = Settings(Folders(folder, folder, folder), api_url="https://cloud.invalid", output_dir=folder / "out")
        store = MortalStore(settings.folders.made("sessions"), wall=clock.clock.wall)
        last = store.last()
        session = store.load(last) if last else store.new("cloud", settings.api_url)
        place = settings.folders.made("journal") / "journal.db"
        journal = MortalJournal(place, conversation=session.id, base=session.base, wall=clock.clock.wall)
        store.world = journal.world = world
        identity = AnonymousToken(folder / "identity", settings.api_url, clock=clock.clock)

        async def opened() -> Client:
            return Client(settings.api_url, ATTRIBUTION, identity, clock=clock.clock, network=ScriptedNetwork(world))

        self.world, self.journal = world, journal
        self.link = Link(opened, session, store)
        self.agent = Agent(
            link=self.link, router=WordRouter(), journal=journal, settings=settings, say=speaker(lambda: "en"),
            consent=Choice(folder / "choice.json"), clock=clock.clock, interactive=False,
        )  # fmt: skip

    async def recover(self) -> list[AgentEvent]:
        async with aclosing(self.agent.recover()) as events:
            return [event async for event in events]

    async def says(self, text: str, told: list[AgentEvent]) -> bool:
        """The events of a message, put into `told` as they come; False if the process died of it."""
        said: list[AgentEvent] = []
        try:
            async with aclosing(self.agent.run_turn(text)) as events:
                async for event in events:
                    said.append(event)
        except CrashError:
            return False
        finally:
            told += said
        promises_hold(said)
        return True
