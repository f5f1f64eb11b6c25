"""Backends in this event loop on real sockets."""

import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from backend_rig import HEADERS, Rig, Start, gone, make_clip

from backend import identity
from backend.crew import Crew
from backend.daemon import CREW, running
from backend.options import Options


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts backends with the given options, each in a home of its own unless one is given."""
    async with AsyncExitStack() as stack:
        count = 0

        async def begin(home: Path | None = None, now: Callable[[], float] = time.time, crew: Crew = CREW, **options: Any) -> Rig:
            nonlocal count
            count += 1
            home = home or tmp_path / f"home{count}"
            home.mkdir(mode=0o700, exist_ok=True)
            own = await stack.enter_async_context(AsyncExitStack())
            service, me = await own.enter_async_context(running(home, Options(**options), crew=crew, now=now))
            base = f"http://127.0.0.1:{me.port}"
            headers = {**HEADERS, "Authorization": f"Bearer {me.secret}"}
            client = httpx.AsyncClient(base_url=base, headers=headers, trust_env=False, timeout=60.0)
            return Rig(service, await own.enter_async_context(client), base, home, own.aclose)

        yield begin


@pytest.fixture
async def rig(start: Start) -> Rig:
    """A backend with default options."""
    return await start()


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """4 s of moving grey, 64x48 at 10 fps; a tone in the seconds 0-1.5 and 2.5-4, silence between."""
    path = tmp_path_factory.mktemp("media") / "talk.mp4"
    make_clip(path, 4.0, loud=((0.0, 1.5), (2.5, 4.0)))
    return path


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Path]:
    """A home; whatever serves it at the end of the test is killed."""
    home = tmp_path / "home"
    yield home
    known = identity.read(home)
    if known and identity.alive(known):
        os.kill(known.pid, signal.SIGKILL)
        await gone(known.pid)
