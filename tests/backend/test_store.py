"""What is on the disk: written when it is told, safe from kills, moved aside when damaged."""

import asyncio
import os
import signal
import sqlite3
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from backend_rig import HEADERS, Start, gone

from backend.server import ensure
from backend.store import VERSION, NewerSchemaError, Store


async def opened(path: Path) -> Store:
    store = Store(path)
    await store.open()
    return store


async def test_every_write_is_synced_and_in_wal(tmp_path: Path) -> None:
    store = await opened(tmp_path / "a.sqlite")
    pragmas = {name: await store.run(lambda db, name=name: db.execute(f"PRAGMA {name}").fetchone()[0])  # type: ignore[misc]
               for name in ("journal_mode", "synchronous", "busy_timeout", "user_version")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "user_version": VERSION}
    await store.close()


async def test_what_raises_leaves_nothing_behind(tmp_path: Path) -> None:
    store = await opened(tmp_path / "a.sqlite")

    def half(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO meta VALUES ('x', '1')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.run(half)
    assert await store.run(lambda db: db.execute("SELECT count(*) FROM meta WHERE name = 'x'").fetchone()[0]) == 0
    await store.close()


async def test_many_writers_are_one_after_the_other(tmp_path: Path) -> None:
    store = await opened(tmp_path / "a.sqlite")
    await store.run(lambda db: db.execute("INSERT INTO meta VALUES ('n', '0')"))

    def add(db: sqlite3.Connection) -> None:
        value = int(db.execute("SELECT value FROM meta WHERE name = 'n'").fetchone()[0])
        db.execute("UPDATE meta SET value = ? WHERE name = 'n'", (str(value + 1),))

    await asyncio.gather(*(store.run(add) for _ in range(100)))
    assert await store.run(lambda db: db.execute("SELECT value FROM meta WHERE name = 'n'").fetchone()[0]) == "100"
    await store.close()


@pytest.mark.parametrize("damage", ["noise", "page"])
async def test_a_damaged_file_is_moved_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.sqlite"
    store = await opened(path)
    await store.run(lambda db: db.executemany("INSERT INTO meta VALUES (?, ?)", [(f"k{n}", "v" * 500) for n in range(200)]))
    await store.run(lambda db: db.execute("SELECT 1"))
    await store.close()
    if damage == "noise":
        path.write_bytes(b"noise" * 2000)
    else:
        with sqlite3.connect(path) as database:
            database.execute("DELETE FROM meta WHERE name = 'clean'")
        database.close()
        content = bytearray(path.read_bytes())
        content[8192:40960] = b"\xff" * 32768
        path.write_bytes(content)
    fresh = await opened(path)
    assert await fresh.run(lambda db: db.execute("SELECT count(*) FROM sessions").fetchone()[0]) == 0
    await fresh.close()
    assert len(list(tmp_path.glob("a.sqlite.corrupt-*"))) == 1


async def test_a_file_of_the_first_version_is_taken_over_with_its_projects(start: Start, clip: Path, tmp_path: Path) -> None:
    first = await start(tmp_path / "kept")
    sid = await first.session()
    await first.upload(sid, clip)
    await first.say(sid, "make it 9:16")
    before = await first.state(sid)
    await first.close()
    with sqlite3.connect(tmp_path / "kept" / "backend.sqlite") as database:
        database.execute("PRAGMA user_version = 1")
    database.close()
    second = await start(tmp_path / "kept")
    assert (await second.state(sid))["draft"] == before["draft"]
    await second.close()
    with sqlite3.connect(tmp_path / "kept" / "backend.sqlite") as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == VERSION
    database.close()


async def test_a_newer_file_is_refused_and_not_moved(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    with pytest.raises(NewerSchemaError):
        await opened(path)
    assert [found.name for found in tmp_path.iterdir()] == ["a.sqlite"]


async def test_files_of_uploads_that_never_ended_are_swept(start: Start, clip: Path, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    rig = await start(home)
    sid = await rig.session()
    await rig.upload(sid, clip)
    await rig.close()
    orphan = home / "media" / sid / "orphan"
    orphan.mkdir()
    (orphan / "in").write_bytes(b"half")
    again = await start(home)
    assert not orphan.exists()
    item = (await again.state(sid))["video_infos"][0]
    assert (await again.client.get(item["url"])).content == clip.read_bytes()


async def answers_until_kill(client: httpx.AsyncClient, body: dict[str, object], pid: int) -> int:
    """Kills the backend at the first edit that is told; how many were told before the stream ended."""
    told = 0
    with suppress(httpx.RemoteProtocolError):
        async with client.stream("POST", "/run_sse", json=body) as response:
            async for line in response.aiter_lines():
                if "functionResponse" in line:
                    told += 1
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
    await gone(pid)
    return told


async def test_kill_9_loses_no_edit_that_was_told(home: Path, clip: Path) -> None:
    endpoint = await ensure(home)
    headers = {**HEADERS, "Authorization": f"Bearer {endpoint.secret}"}
    async with httpx.AsyncClient(base_url=endpoint.base_url, headers=headers, trust_env=False, timeout=30) as client:
        sid = (await client.post("/api/tasks/me/with-session/nemo_agent", json={})).json()["data"]["session_id"]
        await client.post(f"/api/upload-video/nemo_agent/me/{sid}", files=[("files", ("a.mp4", clip.read_bytes()))])
        body = {"session_id": sid, "new_message": {"parts": [{"text": "make it 9:16 and add a title that says Hello"}]}}
        told = await answers_until_kill(client, body, endpoint.pid)
    again = await ensure(home)
    headers["Authorization"] = f"Bearer {again.secret}"
    async with httpx.AsyncClient(base_url=again.base_url, headers=headers, trust_env=False) as client:
        state = (await client.get(f"/api/state/nemo_agent/me/{sid}/latest")).json()["data"]["state"]
    assert told
    canvas = state["canvas_config"]
    assert canvas["height"] > canvas["width"]
