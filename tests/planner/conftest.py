"""A backend with a language model: a scripted server on loopback, a clip on the timeline."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.crew import Crew
from backend.daemon import running
from backend.options import Options
from backend.planner.model import Model, Server
from tests.backend.backend_rig import HEADERS, Rig, make_clip, text_of
from tests.scripted.model import CHAT, Alarm
from tests.scripted.server import Request, Script, ScriptedServer

KEY = "sk-canary-0123456789"


@dataclass
class Talk:
    """One session on a backend of the test. `server` is the model's."""

    rig: Rig
    sid: str
    server: ScriptedServer
    alarm: Alarm

    async def say(self, text: str) -> str:
        """The answer to a message."""
        return text_of(await self.rig.say(self.sid, text))

    async def edits(self) -> list[dict[str, Any]]:
        """What is on the timeline, oldest first."""
        document = await self.rig.service.projects.document(self.sid)
        return [one.edit.said() for one in document.active]

    async def length_s(self) -> float:
        """The length of the timeline."""
        return (await self.rig.service.projects.document(self.sid)).timeline.duration_s

    @property
    def questions(self) -> list[Request]:
        """What the model was asked."""
        return self.server.of(*CHAT)


Begin = Callable[..., Awaitable[Talk]]


@pytest.fixture
async def talk(tmp_path: Path, clip: Path) -> AsyncIterator[Begin]:
    """Begins a session with the clip, whose model gives these answers in order; the last one stays. Without any there is no model.

    `home` goes on with another one's.
    """
    async with AsyncExitStack() as stack:
        async def begin(*answers: Script, home: Path | None = None, sid: str = "", language: str = "en") -> Talk:
            server = await stack.enter_async_context(ScriptedServer({CHAT: list(answers)}))
            alarm, home = Alarm(), home or tmp_path / "home"
            home.mkdir(mode=0o700, exist_ok=True)
            model = Model(Server("small", f"{server.base}/v1", KEY), timer=alarm)
            own = await stack.enter_async_context(AsyncExitStack())
            own.push_async_callback(model.aclose)
            crew = Crew(model=model if answers else None)
            service, me = await own.enter_async_context(running(home, Options(), crew=crew))
            base = f"http://127.0.0.1:{me.port}"
            headers = {**HEADERS, "Authorization": f"Bearer {me.secret}"}
            client = httpx.AsyncClient(base_url=base, headers=headers, trust_env=False, timeout=60.0)
            rig = Rig(service, await own.enter_async_context(client), base, home, own.aclose)
            if not sid:
                sid = await rig.session(language)
                await rig.upload(sid, clip)
            return Talk(rig, sid, server, alarm)

        yield begin


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10 s of moving grey with a tone in the seconds 0-2 and 8-10, silence between."""
    path = tmp_path_factory.mktemp("media") / "talk.mp4"
    make_clip(path, 10.0, loud=((0.0, 2.0), (8.0, 10.0)))
    return path
