"""The backend as a process: found, started once, replaced, recovered, ended."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from backend_rig import HEADERS, gone

from backend import identity
from backend.server import Endpoint, StartError, ensure, find, stop


def client(endpoint: Endpoint) -> httpx.AsyncClient:
    headers = {**HEADERS, "Authorization": f"Bearer {endpoint.secret}"}
    return httpx.AsyncClient(base_url=endpoint.base_url, headers=headers, trust_env=False, timeout=30.0)


async def test_a_backend_is_started_once_and_found_again(home: Path) -> None:
    first = await ensure(home)
    assert await ensure(home) == first
    async with client(first) as speaking:
        assert (await speaking.get("/api/credits/balance/simple")).status_code == 200
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in home.iterdir()} == {path.name: 0 for path in home.iterdir()}


async def test_two_starters_get_the_same_backend(home: Path) -> None:
    first, second, third = await asyncio.gather(ensure(home), ensure(home), ensure(home))
    assert first == second == third


async def test_two_processes_that_start_at_once_get_the_same_backend(home: Path) -> None:
    code = ("import asyncio, sys; from pathlib import Path; from backend.server import ensure;"
            "print(asyncio.run(ensure(Path(sys.argv[1]))).pid)")
    starters = [await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", code, str(home), cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    answers = [await starter.communicate() for starter in starters]
    assert [error for _, error in answers] == [b"", b""]
    assert answers[0][0] == answers[1][0]


async def test_a_killed_backend_is_replaced_and_its_projects_are_there(home: Path) -> None:
    first = await ensure(home)
    async with client(first) as speaking:
        made = (await speaking.post("/api/tasks/me/with-session/nemo_agent", json={})).json()["data"]
    os.kill(first.pid, signal.SIGKILL)
    await gone(first.pid)
    second = await ensure(home)
    assert second.pid != first.pid
    assert second.secret != first.secret
    async with client(second) as speaking:
        state = (await speaking.get(f"/api/state/nemo_agent/me/{made['session_id']}/latest")).json()
    assert state["data"]["session_id"] == made["session_id"]


async def test_a_stranger_on_the_old_port_sees_no_bearer(home: Path) -> None:
    heard: list[bytes] = []

    async def stranger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"proof":"guess"}')
        await writer.drain()
        writer.close()

    identity.prepare(home)
    async with await asyncio.start_server(stranger, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        me = os.getpid()
        identity.write(home, identity.Identity(me, identity.process_start(me), port, "the-old-secret", "old"))
        endpoint = await ensure(home)
        assert endpoint.base_url != f"http://127.0.0.1:{port}"
    assert heard
    assert not [request for request in heard if b"secret" in request or b"authorization" in request.lower()]


@pytest.mark.parametrize("content", [
    "", "{", "[]", '{"pid": "x"}', '{"pid": 99999999999999, "started": "", "port": 1, "secret": "", "build": ""}',
])
async def test_a_state_file_that_makes_no_sense_is_passed_over(home: Path, content: str) -> None:
    identity.prepare(home)
    (home / identity.STATE).write_text(content)
    (home / identity.STATE).chmod(0o600)
    assert await find(home) is None


async def test_a_state_file_that_others_can_read_or_that_is_a_link_is_not_trusted(home: Path, tmp_path: Path) -> None:
    identity.prepare(home)
    identity.write(home, identity.Identity(os.getpid(), "", 1, "s", "b"))
    (home / identity.STATE).chmod(0o644)
    assert identity.read(home) is None
    (home / identity.STATE).rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").chmod(0o600)
    (home / identity.STATE).symlink_to(tmp_path / "elsewhere")
    assert identity.read(home) is None


async def test_an_idle_backend_ends_itself(home: Path) -> None:
    endpoint = await ensure(home, idle_s=0.3)
    await gone(endpoint.pid)
    assert not (home / identity.STATE).exists()


async def test_a_backend_whose_home_was_removed_ends_itself(home: Path) -> None:
    endpoint = await ensure(home)
    shutil.rmtree(home)
    await gone(endpoint.pid)


async def test_a_signal_ends_it_cleanly(home: Path) -> None:
    endpoint = await ensure(home)
    os.kill(endpoint.pid, signal.SIGTERM)
    await gone(endpoint.pid)
    assert not (home / identity.STATE).exists()
    log = (home / identity.LOG).read_text()
    assert log.rstrip().endswith("stopped")
    assert endpoint.secret not in log


async def test_a_backend_that_is_just_ending_is_waited_for(home: Path) -> None:
    identity.prepare(home)
    with identity.try_lock(home / identity.SERVING) as held:
        assert held
        starting = asyncio.create_task(ensure(home))
        while not (home / identity.STARTING).exists():  # noqa: ASYNC110 - the task under test makes the file
            await asyncio.sleep(0)
        assert not starting.done()
    assert (await starting).pid


@pytest.mark.slow
async def test_a_backend_that_hangs_is_ended_and_replaced(home: Path) -> None:
    first = await ensure(home)
    os.kill(first.pid, signal.SIGSTOP)
    second = await ensure(home, patience_s=0.2)
    assert second.pid != first.pid
    await gone(first.pid)


async def test_an_old_one_without_work_is_replaced(home: Path) -> None:
    first = await ensure(home)
    known = identity.read(home)
    assert known
    identity.write(home, replace(known, build="older"))
    second = await ensure(home)
    assert second.pid != first.pid
    await gone(first.pid)


async def test_other_settings_replace_a_backend_without_work(home: Path) -> None:
    first = await ensure(home, environ={"TRANSCRIBE_MODEL": "one"})
    assert await ensure(home, environ={"TRANSCRIBE_MODEL": "one"}) == first
    assert (await ensure(home, environ={"TRANSCRIBE_MODEL": "two"})).pid != first.pid


async def test_it_can_be_asked_to_stop(home: Path) -> None:
    endpoint = await ensure(home)
    assert await stop(home)
    await gone(endpoint.pid)
    assert await stop(home)


async def test_a_second_process_for_the_same_home_leaves_at_once(home: Path) -> None:
    endpoint = await ensure(home)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend", "--home", str(home), stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])
    _, error = await process.communicate()
    assert process.returncode == identity.EXIT_TAKEN
    assert f"pid {endpoint.pid}" in error.decode()


async def test_a_home_that_cannot_be_made_is_said_to_be_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError) as caught:
        await ensure(tmp_path / "file" / "home")
    assert caught.value.reason == "unwritable"


async def test_a_database_of_a_newer_version_is_refused_untouched(home: Path) -> None:
    import sqlite3

    identity.prepare(home)
    with sqlite3.connect(home / "backend.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = (home / "backend.sqlite").read_bytes()
    with pytest.raises(StartError) as caught:
        await ensure(home)
    assert caught.value.reason == "newer_schema"
    assert (home / "backend.sqlite").read_bytes() == before


async def test_the_starter_imports_no_web_framework() -> None:
    code = "import sys, backend.server; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    out, _ = await process.communicate()
    for name in ("starlette", "uvicorn", "httpx", "av", "numpy", "pydantic", "jinja2"):
        assert f"'{name}'" not in out.decode()
