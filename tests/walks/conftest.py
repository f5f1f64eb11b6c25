"""The program as people run it: its own process, a home of its own, a real editor process behind it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from backend.server import stop

ROOT = Path(__file__).parent.parent.parent
LIMIT_S = 300
Start = Callable[..., Awaitable[Process]]
Run = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts the program; its editor process is stopped at the end."""
    home = tmp_path / "home"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "VIDEO_JOBS_HOME": str(home), "PYTHONPATH": str(ROOT),
                   "LC_ALL": "C.UTF-8", "VIDEO_JOBS_IDLE_S": "120"}

    async def started(*words: str | Path) -> Process:
        command = [sys.executable, "-m", "agent", *map(str, words)]
        return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=tmp_path, env=environment)

    yield started
    if (home / "state" / "backend").exists():
        await stop(home / "state" / "backend")


@pytest.fixture
def run(start: Start) -> Run:
    """Runs the program to its end: exit code, standard output, standard error. No traceback ever reaches the person."""

    async def ran(*words: str | Path) -> tuple[int, str, str]:
        process = await start(*words)
        async with asyncio.timeout(LIMIT_S):
            out, err = await process.communicate(b"")
        assert b"Traceback" not in out + err
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    return ran
