"""The program on this computer, from words to a file: no account, no network, a real editor process."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from backend.server import stop
from tests.backend.backend_rig import decoded, make_clip

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
async def run(tmp_path: Path) -> AsyncIterator[Run]:
    """Runs the program in a home of its own; its editor process is stopped at the end."""
    home = tmp_path / "vj"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "VIDEO_JOBS_HOME": str(home), "PYTHONPATH": str(ROOT),
                   "VIDEO_JOBS_IDLE_S": "60"}

    async def ran(*words: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "agent", *words]
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=tmp_path, env=environment)
        out, err = await asyncio.wait_for(process.communicate(b""), 170)
        assert b"Traceback" not in err
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    yield ran
    if (home / "state" / "backend").exists():
        await stop(home / "state" / "backend")


async def test_from_a_sentence_to_an_mp4(run: Run, tmp_path: Path) -> None:
    make_clip(tmp_path / "talk.mp4", 4.0, loud=((0.0, 1.5), (2.5, 4.0)))
    status, out, err = await run("-p", "trim the silences and export it as cut.mp4", "talk.mp4", "--output-format", "json")
    result: dict[str, Any] = json.loads(out)
    assert (status, result["is_error"], err) == (0, False, "")
    (file,) = result["files"]
    assert file["path"] == str(tmp_path / "cut.mp4")
    duration_s, width, height, frames = decoded(tmp_path / "cut.mp4")
    assert duration_s == pytest.approx(3.4, abs=0.25)
    assert (width, height) == (64, 48)
    assert frames == pytest.approx(duration_s * 10, abs=1)

    status, out, _ = await run("-c", "-p", "undo")
    assert status == 0
    assert "0-4s" in out
    status, out, _ = await run("-c", "-p", "how many credits do I have left?")
    assert "free" in out
    status, out, _ = await run("-c", "-p", "status")
    assert "Length: 0:04" in out
    assert "talk.mp4" in out


async def test_a_text_that_is_named_like_a_video_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("#EXTM3U\n/etc/passwd\n", encoding="utf-8")
    status, out, err = await run("-p", "trim the silences and export", "notes.mp4")
    assert status == 65
    assert out == ""
    assert "can't take" in err
    assert "Not done because of that: edit, export." in err
    assert not list(tmp_path.glob("*-edited*"))


async def test_nothing_to_export_is_an_input_error(run: Run) -> None:
    status, out, err = await run("-p", "export")
    assert (status, out) == (65, "")
    assert "There is nothing to export yet." in err


@pytest.mark.slow
async def test_the_demo_makes_a_video_and_a_sheet_and_leaves_no_conversation(run: Run, tmp_path: Path) -> None:
    status, out, _ = await run("demo", "--output-format", "stream-json", "-o", str(tmp_path / "show"))
    events = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [events[0]["type"], events[1]["type"], events[-1]["type"]] == ["init", "demo_started", "result"]
    (done,) = [event for event in events if event["type"] == "demo_done"]
    assert done["after_s"] < done["before_s"] * 0.75
    video, sheet = (Path(file["path"]) for file in events[-1]["files"])
    assert video.parent == sheet.parent == tmp_path / "show"
    assert decoded(video)[0] == pytest.approx(done["after_s"], abs=0.1)
    assert sheet.read_bytes().startswith(b"\x89PNG")
    assert (await run("-c", "-p", "status"))[0] == 64
