"""Given a backend that says this, when the person types that, these events come out: an agent over a scripted server."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from agent.agent import Agent
from agent.client.auth import FixedToken
from agent.client.client import Client
from agent.client.clock import Limits
from agent.consent import Choice
from agent.context import Link
from agent.events import ANSWERS, AgentEvent, Text, TurnEnded, TurnStarted
from agent.journal import Journal
from agent.session import SessionStore
from agent.settings import Folders, Settings
from prompts import speaker
from routing.plan import Context, Media, Plan, Step
from tests.scripted.clients import ATTRIBUTION
from tests.scripted.clock import ScriptedClock
from tests.scripted.server import Script, ScriptedServer, js, ok

CREATE = ("POST", "/api/tasks/me/with-session/nemo_agent")
RUN = ("POST", "/run_sse")
UPLOAD = ("POST", "/api/upload-video/nemo_agent/me/")
CREDITS = ("GET", "/api/credits/balance/simple")
STATE = ("GET", "/api/state/nemo_agent/me/")
SUBMIT = ("POST", "/api/render/proxy/lambda")
POLL = ("GET", "/api/render/proxy/lambda/")
FILE = ("GET", "/file/")
E = TypeVar("E", bound=AgentEvent)


def project(draft: dict[str, Any] | None = None, files: Sequence[str] = ()) -> Script:
    """A state: a draft, and files of 30.5 s."""
    infos = [{"filename": name, "duration": 30.5, "width": 1920, "height": 1080} for name in files]
    return ok({"session_id": "s1", "user_id": "anon_7", "state": {"draft": draft or {}, "video_infos": infos, "generated_media": []}})


def draft(*titles: str, video_ms: int = 10_000) -> dict[str, Any]:
    """A timeline with one clip and these titles of three seconds."""
    clip = {"d": video_ms, "m": {"name": "city", "start": 0}}
    texts = [{"d": 3000, "m": {"text": text, "start": 1000 + 3000 * place}} for place, text in enumerate(titles)]
    return {"t": [{"tt": 0, "sg": [clip]}, *([{"tt": 7, "sg": texts}] if texts else [])], "d": video_ms}


class ScriptedRouter:
    """Gives the plans of a script in order, each a list of intents; the words go to every step."""

    def __init__(self, *plans: Sequence[str]) -> None:
        self.plans = [list(plan) for plan in plans]
        self.contexts: list[Context] = []

    async def plan(self, text: str, context: Context) -> Plan:
        """The next plan; the last one stays."""
        self.contexts.append(context)
        intents = self.plans.pop(0) if len(self.plans) > 1 else self.plans[0]
        words = text.split()
        media = tuple(Media("url" if "://" in word else "path", word) for word in words if word.startswith(("/", "http")))
        return Plan(tuple(Step(intent, text, media if intent == "upload" else ()) for intent in intents))  # type: ignore[arg-type]


@dataclass
class Conversation:
    """One agent, its backend, and what was said."""

    agent: Agent
    server: ScriptedServer
    clock: ScriptedClock
    folder: Path
    events: list[AgentEvent] = field(default_factory=list)

    async def says(self, text: str, *files: Path) -> list[AgentEvent]:
        """The events of one message, with the promises of every turn checked."""
        async with aclosing(self.agent.run_turn(text, files)) as events:
            self.events = [event async for event in events]
        promises_hold(self.events)
        return self.events

    def all(self, kind: type[E]) -> list[E]:
        """The events of that kind in the last turn."""
        return [event for event in self.events if isinstance(event, kind)]

    def one(self, kind: type[E]) -> E:
        """The only event of that kind in the last turn."""
        found = self.all(kind)
        assert len(found) == 1, self.events
        return found[0]

    @property
    def screen(self) -> str:
        """Every word that the last turn could show."""
        return "\n".join(event.model_dump_json() for event in self.events[1:])

    @property
    def answer(self) -> str:
        """The final texts of the last turn."""
        return "\n".join(event.text for event in self.all(Text) if event.final)


def promises_hold(events: Sequence[AgentEvent]) -> None:
    """Exactly one TurnStarted and one TurnEnded around everything, and never silence."""
    assert isinstance(events[0], TurnStarted)
    assert isinstance(events[-1], TurnEnded)
    assert sum(isinstance(event, TurnStarted | TurnEnded) for event in events) == 2
    assert any(isinstance(event, ANSWERS) for event in events)


Scripts = dict[tuple[str, str], Any]


@asynccontextmanager
async def conversing(folder: Path, scripts: Scripts, *plans: Sequence[str], **options: Any) -> AsyncIterator[Conversation]:
    """A conversation with the cloud that a script plays.

    `options`: backend, base, interactive, consent_needed, target, and settings by field.
    """
    defaults: Scripts = {
        CREATE: [ok({"session_id": "s1", "task_id": "t1", "user_id": "anon_7"})], STATE: [project()],
        CREDITS: [ok({"available": 60, "frozen": 0, "total": 60})],
    }
    backend, limits = options.pop("backend", "cloud"), options.pop("limits", Limits())
    interactive, needed, target = options.pop("interactive", True), options.pop("consent_needed", False), options.pop("target", None)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(ScriptedServer({**defaults, **scripts}))
        clock, base = ScriptedClock(), options.pop("base", server.base)
        settings = Settings(Folders(folder, folder, folder), api_url=server.base, output_dir=folder / "out", **options)
        for name in ("sessions", "journal"):
            settings.folders.made(name)
        store = SessionStore(folder / "sessions", wall=clock.clock.wall)
        session = store.new(backend, server.base)

        async def opened() -> Client:
            return Client(base, ATTRIBUTION, FixedToken("secret"), limits=limits, clock=clock.clock)

        link = Link(opened, session, store)
        stack.push_async_callback(link.aclose)
        agent = Agent(
            link=link, router=ScriptedRouter(*plans), journal=Journal(folder / "journal" / f"{session.id}.json", wall=clock.clock.wall),
            settings=settings, say=speaker(lambda: session.language), consent=Choice(folder / "choice.json", required=needed),
            clock=clock.clock, interactive=interactive, target=target,
        )
        yield Conversation(agent, server, clock, folder)


def sequence(*scripts: Script) -> list[Script]:
    """Answers in order; the last one stays."""
    return list(scripts)


def mp4(path: Path) -> Script:
    """A finished file as the cloud sends it."""
    body = path.read_bytes()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
    return Script([head + body])


def rendering(percent: int) -> Script:
    """A poll answer of a render at work."""
    return js(200, {"success": True, "status": "processing", "progress": percent})


