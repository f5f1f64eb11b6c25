"""A second process beside one that waits for its export: it stops that export, and touches nothing else of the conversation."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.cloud.killing_server import Kill, KillingServer
from tests.cloud.scripted_cloud import TOKEN, ScriptedCloud

ROOT = Path(__file__).parent.parent.parent


class Windows:
    """Processes of the program over one home and one cloud, whose exports never end by themselves."""

    def __init__(self, home: Path, server: KillingServer) -> None:
        self.home, self.cloud = home, server.cloud
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment = {
            **kept, "VIDEO_JOBS_HOME": str(home / "vj"), "HOME": str(home), "PYTHONPATH": str(ROOT), "NO_PROXY": "*",
            "NEMO_API_URL": server.base, "NEMO_TOKEN": TOKEN, "VIDEO_JOBS_POLL_S": "1", "VIDEO_JOBS_OUTPUT": str(home / "out"),
        }  # fmt: skip

    async def open(self, *words: str) -> Process:
        command = [sys.executable, "-m", "agent", *words, "--output-format", "stream-json"]
        pipes = {"stdin": DEVNULL, "stdout": PIPE, "stderr": PIPE}
        return await asyncio.create_subprocess_exec(*command, cwd=self.home, env=self.environment, **pipes)

    async def waiting(self, *words: str) -> Process:
        """A process that has begun to wait for its export."""
        process = await self.open(*words)
        assert process.stdout
        while b'"fraction":0.4' not in await process.stdout.readline():
            assert process.returncode is None
        return process

    async def run(self, *words: str) -> dict[str, Any]:
        return await result(await self.open(*words))


async def result(process: Process) -> dict[str, Any]:
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert not err, err
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    assert found["type"] == "result"
    return found


@pytest.fixture
async def windows(tmp_path: Path) -> AsyncIterator[Windows]:
    async with KillingServer(ScriptedCloud(polls=10_000), Kill("close", "-")) as server:
        yield Windows(tmp_path, server)


def session_files(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "vj" / "state" / "sessions").iterdir() if not path.name.endswith(".lock")}


@pytest.mark.row("7.3", "F76")
@pytest.mark.parametrize("same", [True, False])
async def test_the_words_stop_the_export_that_the_other_window_waits_for(windows: Windows, same: bool) -> None:
    """`same`: in the conversation that the other window has open; else in a new one."""
    await windows.run("-p", "hello")
    first = await windows.waiting("-c", "-p", "export")
    before = session_files(windows.home)
    told = await windows.run(*(["-c"] if same else []), "-p", "cancel the export")
    assert (told["exit_code"], told["result"]) == (0, "The export video-edited.mp4 was stopped; no file was made.")
    waited = await result(first)
    assert (waited["exit_code"], waited["jobs"]) == (70, [])
    assert len(windows.cloud.cancelled) == 1
    assert windows.cloud.messages.total() == 1, "nothing of it went to the editing agent"
    assert not list((windows.home / "out").glob("*.mp4"))
    after = session_files(windows.home)
    assert after["last"] == before["last"], "the next -c goes on with the conversation of the export"


async def test_another_message_still_finds_the_conversation_in_use(windows: Windows) -> None:
    await windows.run("-p", "hello")
    first = await windows.waiting("-c", "-p", "export")
    process = await windows.open("-c", "-p", "cancel the export and make it louder")
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert json.loads(out.splitlines()[-1])["error"]["message"].endswith("open in another window.")
    await windows.run("-c", "-p", "stop the export")
    assert (await result(first))["exit_code"] == 70
