"""Exports of a process that ends in the middle are finished by the next one."""

import os
import signal
from pathlib import Path

import httpx
import pytest
from backend_rig import HEADERS, Rig, decoded, gone, make_clip

from backend.server import Endpoint, ensure


def client(endpoint: Endpoint) -> httpx.AsyncClient:
    headers = {**HEADERS, "Authorization": f"Bearer {endpoint.secret}"}
    return httpx.AsyncClient(base_url=endpoint.base_url, headers=headers, trust_env=False, timeout=60.0)


def rig(speaking: httpx.AsyncClient, home: Path) -> Rig:
    """The test's client for a backend in a process of its own."""
    return Rig(None, speaking, str(speaking.base_url), home, speaking.aclose)  # type: ignore[arg-type]


def programs_in(home: Path) -> list[int]:
    """The programs whose command line names this home: none of them outlives the backend."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(home) in line:
            found.append(int(entry.parent.name))
    return found


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
async def test_running_and_waiting_exports_are_finished_after_a_restart(home: Path, tmp_path: Path, ending: signal.Signals) -> None:
    clip, names = tmp_path / "long.mp4", ["render_1", "render_2"]
    make_clip(clip, 30.0, loud=((0.0, 29.0),), size=(320, 240))
    first = await ensure(home)
    async with client(first) as speaking:
        before = rig(speaking, home)
        sid = await before.session()
        await before.upload(sid, clip)
        for name in names:
            await before.export(sid, name)
        while (await speaking.get("/api/render/proxy/lambda/render_1")).json()["status"] == "pending":
            pass
    os.kill(first.pid, ending)
    await gone(first.pid)
    for pid in programs_in(home):
        await gone(pid)
    second = await ensure(home)
    async with client(second) as speaking:
        after = rig(speaking, home)
        for name in names:
            done = await after.finished(name)
            assert done["status"] == "completed", done
            (tmp_path / name).write_bytes((await speaking.get(done["output"]["url"])).content)
            duration_s, width, height, _ = decoded(tmp_path / name)
            assert duration_s == pytest.approx(30.0, abs=0.2)
            assert (width, height) == (320, 240)
    assert not list((home / "work").glob("jobs/*"))
