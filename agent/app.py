"""The composition root: the only file that knows every part, and the only one that starts the local backend."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from agent import logfile, manifest
from agent.agent import Agent
from agent.client.auth import Attribution, Credentials, FixedToken, OwnToken
from agent.client.client import Client
from agent.client.clock import CLOCK, Clock, Limits
from agent.client.identity import AnonymousToken
from agent.client.kept import KeptToken
from agent.consent import Choice
from agent.context import TYPES, Link
from agent.errors import BackendStartError, BadArguments, BadInput, VideoJobsError
from agent.frontends.surroundings import language_here
from agent.journal import Journal
from agent.llm import Model
from agent.session import Session, SessionStore
from agent.settings import Settings
from agent.turn import gui
from backend.server import Endpoint, StartError, ensure, find, stop
from prompts import Language, Say, speaker
from routing.router import Router

if TYPE_CHECKING:
    from backend.engine.abilities import Ffmpeg, Fonts
    from backend.forecast import Forecast as Forecast

SIBLING_CLIENT_ID = Path("~/.config/nemovideo/client_id")
"""The client id of the sibling skills: adopted, never written (contract 3.1)."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line chose beside the settings.

    `resume`: an id, or "" for the last conversation; `session`: an id to use or to begin.
    `files` go with the first message; `scratch` is a conversation that `-c` does not find. `beside`: the request only stops an export, so a
    conversation that another window has is no obstacle; nothing of it is written."""

    resume: str | None = None
    session: str | None = None
    target: Path | None = None
    interactive: bool = True
    agreed: bool = False
    scratch: bool = False
    beside: bool = False
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class App:
    """A conversation that is ready for its first message. Nothing is contacted and nothing started before that."""

    settings: Settings
    session: Session
    agent: Agent
    say: Say
    log: Path
    resumed: bool
    prepare: Callable[[], Iterator[None]]
    beside: bool = False

    @property
    def local(self) -> bool:
        """Whether this computer does the work."""
        return self.session.backend == "local"

    @property
    def engine(self) -> str:
        """One line: where the work is done."""
        if self.local:
            return self.say("agent.engine_local")
        return self.say("agent.engine_cloud", host=self.settings.api_url.split("//")[-1])

    def jobs(self) -> list[dict[str, object]]:
        """The exports of this conversation that are not over."""
        return [{"id": entry.id, "state": "running", **{key: entry.data.get(key) for key in ("percent", "target")}}
                for entry in self.agent.journal.opened("render")]

    def explain(self, error: VideoJobsError) -> str:
        """An error outside a turn, in words."""
        event = self.agent.explained(error)
        return " ".join(filter(None, (event.message, event.hint)))

    async def contact_sheet(self, video: Path, png: Path) -> None:
        """A PNG with frames of the video."""
        from backend.engine.sheet import contact_sheet

        await contact_sheet(video, png)


@asynccontextmanager
async def open_app(settings: Settings, choices: Choices = Choices(), *, clock: Clock = CLOCK) -> AsyncGenerator[App, None]:
    """The conversation that the choices name. BadArguments, StateError, ConfigurationError before anything is contacted."""
    log = logfile.start(settings.folders.made("log"))
    store = SessionStore(settings.folders.made("sessions"), wall=clock.wall)
    choice = Choice(settings.folders.made("identity") / "choice.json")
    session, resumed = await asyncio.to_thread(_session, store, settings, choices, choice)
    with ExitStack() as held:
        beside = not _held(held, store, session, choices)
        if settings.language != "auto":
            session.language = settings.language
        elif not resumed:
            session.language = language_here()
        if session.backend == "cloud":
            settings = replace(settings, nemo_token=await asyncio.to_thread(own_token, settings))
        await asyncio.to_thread(_chosen, settings, choices, choice, session)
        place = settings.folders.made("journal") / "journal.db"
        journal = await asyncio.to_thread(Journal, place, conversation=session.id, base=session.base, wall=clock.wall)
        link = Link(_opener(settings, session, clock), session, store, scratch=choices.scratch, kept=not beside)
        model = Model(settings.model, base_url=settings.openai_base_url, api_key=settings.openai_api_key)
        say = speaker(lambda: session.language)
        router = Router(model.ask if settings.model_configured else None)
        agent = Agent(
            link=link, router=router, journal=journal, settings=settings, say=say, consent=choice, clock=clock,
            target=choices.target, interactive=choices.interactive, files=choices.files, agreed=choices.agreed,
            beside=lambda target: _beside(replace(settings, backend=session.backend, language=session.language), target, clock),
        )
        try:
            yield App(
                settings=settings, session=session, agent=agent, say=say, log=log, resumed=resumed, beside=beside,
                prepare=lambda: chain(router.prepare(), gui.prepare()),
            )
        finally:
            await link.aclose()
            await model.aclose()


@asynccontextmanager
async def _beside(settings: Settings, target: Path | None, clock: Clock) -> AsyncGenerator[Agent, None]:
    """A conversation for one clip of several; `-c` does not find it."""
    async with open_app(settings, Choices(target=target, interactive=False, scratch=True), clock=clock) as app:
        yield app.agent


def _held(held: ExitStack, store: SessionStore, session: Session, choices: Choices) -> bool:
    """Keeps the conversation for this process; False where another one has it and this one may go `beside` it."""
    try:
        held.enter_context(store.held(session.id))
    except BadArguments:
        if not choices.beside:
            raise
        return False
    return True


def _session(store: SessionStore, settings: Settings, choices: Choices, choice: Choice) -> tuple[Session, bool]:
    """The session to use, and whether it is an earlier one."""
    wanted = choices.resume
    if wanted == "":
        wanted = store.last()
        if wanted is None:
            raise BadArguments("session_none")
    if wanted is None and choices.session is not None and store.path(choices.session).exists():
        wanted = choices.session
    if wanted is not None:
        session = store.load(wanted)
        if settings.backend not in ("auto", session.backend):
            raise BadArguments("session_backend", id=session.id, backend=session.backend)
        if session.backend == "cloud" and session.base != settings.api_url:
            session.forget_project()
            session.base = settings.api_url
        return session, True
    backend = chosen_backend(settings, choice)
    session = store.new(backend, settings.api_url if backend == "cloud" else "")
    return session.model_copy(update={"id": choices.session} if choices.session else {}), False


def chosen_backend(settings: Settings, choice: Choice) -> Literal["local", "cloud"]:
    """The one that was named; else the cloud where its token or address is set or it was chosen before; else this computer."""
    if settings.backend != "auto":
        return settings.backend
    return "cloud" if settings.nemo_token or "api_url" in settings.given or choice.chosen == "cloud" else "local"


def _chosen(settings: Settings, choices: Choices, choice: Choice, session: Session) -> None:
    """Keep an agreement that came as a flag, and a backend that was named; the cloud only once it may be contacted."""
    choice.required = session.backend == "cloud" and not settings.nemo_token
    if choice.required and choices.agreed:
        choice.give()
    if settings.backend != "auto" and not choices.scratch and not choice.needed:
        choice.choose(settings.backend)


def _opener(settings: Settings, session: Session, clock: Clock) -> Callable[[], Awaitable[Client]]:
    """How the client of this session comes to be, on first need."""
    attribution = attribution_of(settings)
    limits = Limits(upload_bytes=settings.limit_bytes(local=session.backend == "local"))

    async def cloud() -> Client:
        return cloud_client(settings, _credentials(settings, clock), limits=limits, clock=clock)

    async def local() -> Client:
        endpoint = await editor(settings)
        return Client(endpoint.base_url, attribution, FixedToken(endpoint.secret, user_id="local"), limits=limits, clock=clock)

    return local if session.backend == "local" else cloud


async def editor(settings: Settings) -> Endpoint:
    """The editor process of this computer, started if none runs. BackendStartError where none comes up."""
    home = settings.folders.made("backend")
    limits = {"MAX_FILE_BYTES": settings.limit_bytes(local=True), "KEEP_PROJECTS_DAYS": settings.keep_days}
    environ = settings.variables() | {f"VIDEO_JOBS_BACKEND_{name}": str(value) for name, value in limits.items()}
    try:
        return await ensure(home, idle_s=settings.idle_s, environ=environ, keys=settings.keys())
    except StartError as error:
        said = re.sub(r"^[\d-]+ [\d:,]+ [A-Z]+ \S+ ", "", error.detail) or error.reason
        name = "backend_newer" if error.reason == "newer_schema" else None
        raise BackendStartError(name, why=said, log_path=str(home / "backend.log"), log=error.detail) from error


async def editor_tried(settings: Settings) -> int:
    """Starts the editor process, or finds the one that runs, and lets it be as it was; its pid. BackendStartError where none comes up."""
    home = settings.folders.made("backend")
    ran = await find(home) is not None
    endpoint = await editor(settings)
    if not ran:
        await stop(home)
    return endpoint.pid


async def foreseen(text: str, clip: Path | None, language: Language, settings: Settings) -> "Forecast":
    """What the local editor would make of `text`, for a clip that is only looked at. BadInput where it is no media."""
    from backend.engine.probe import MediaError
    from backend.forecast import foresee
    from backend.planner.model import Server

    server = Server(settings.model, settings.openai_base_url, settings.openai_api_key) if settings.model_configured else None
    try:
        return await foresee(text, clip, language, server)
    except (MediaError, OSError) as error:
        raise BadInput("file_unreadable" if isinstance(error, OSError) else "file_type", name=clip.name if clip else "", types=TYPES,
                       log=str(error)) from error


async def engine_here(settings: Settings) -> "tuple[Ffmpeg, Fonts]":
    """What the ffmpeg and the fonts of this computer can do."""
    from backend.engine.abilities import ffmpeg_here, fonts_here

    return await ffmpeg_here(str(settings.ffmpeg or "")), await asyncio.to_thread(fonts_here)


def attribution_of(settings: Settings) -> Attribution:
    """What every call tells of its origin: the manifest, and the host program."""
    found = manifest.installed()
    return Attribution(found.source, found.version, manifest.platform(settings.platform, settings.skill_source))


def cloud_client(settings: Settings, credentials: Credentials, *, limits: Limits, clock: Clock = CLOCK) -> Client:
    """A client of the cloud. ConfigurationError for its address; contacts nobody before its first call."""
    return Client(settings.api_url, attribution_of(settings), credentials, limits=limits, clock=clock)


def kept_token(settings: Settings) -> KeptToken:
    """Where `auth login` keeps the person's own token."""
    return KeptToken(settings.folders.made("identity"), settings.api_url)


def own_token(settings: Settings) -> str:
    """The person's own token, "" for none: `NEMO_TOKEN`, else the kept one. Blocks."""
    return settings.nemo_token or kept_token(settings).read()


def free_identity(settings: Settings, clock: Clock = CLOCK) -> AnonymousToken:
    """The free identity of this computer."""
    return AnonymousToken(settings.folders.made("identity"), settings.api_url, client_id=settings.client_id,
                          sibling=SIBLING_CLIENT_ID.expanduser(), clock=clock)


def _credentials(settings: Settings, clock: Clock) -> Credentials:
    """The person's own token where there is one, with the free identity of this computer behind it."""
    free = free_identity(settings, clock)
    return OwnToken(settings.nemo_token, free) if settings.nemo_token else free
