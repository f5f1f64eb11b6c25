"""The editor process dies in the middle of the work, as at a power cut: the run ends in words, and the next command goes on."""

import asyncio
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from backend.identity import read
from tests.backend.backend_rig import decoded, make_clip
from tests.cli.program import Program

pytestmark = pytest.mark.slow
LENGTH_S, CUT_S = 60.0, 55.4


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Long enough to be met at work, with one pause of five seconds."""
    make_clip(tmp_path / "long.mp4", LENGTH_S, loud=((0.0, 30.0), (35.0, LENGTH_S)), size=(640, 480))
    return tmp_path / "long.mp4"


def at_edit(event: dict[str, Any]) -> bool:
    return event["type"] == "progress" and event["message"] == "Editing"


def at_submit(event: dict[str, Any]) -> bool:
    return event["type"] == "progress" and event["message"] == "Exporting"


def at_render(event: dict[str, Any]) -> bool:
    return at_submit(event) and bool(event["fraction"])


async def killed(program: Program, when: Any, *words: str) -> dict[str, Any]:
    """Runs the words, kills the editor at the first event that `when` knows, and gives the result."""
    process = await program.started(*words, "--output-format", "stream-json")
    assert process.stdin
    assert process.stdout
    process.stdin.close()
    died, event = False, {}
    while line := await asyncio.wait_for(process.stdout.readline(), 170):
        event = json.loads(line)
        if not died and when(event):
            known = read(program.home / "state" / "backend")
            assert known
            os.kill(known.pid, signal.SIGKILL)
            died = True
    await process.wait()
    assert died, "the work was over before it could be interrupted"
    assert event["type"] == "result"
    return event


async def finished(program: Program) -> None:
    """The next command works: its export, and an earlier one that is fetched with it, can be played and have the right length."""
    done = await program("-c", "-p", "export", "--output-format", "json")
    assert done.status == 0, done.said
    assert done.json["files"]
    for file in done.json["files"]:
        assert decoded(Path(file["path"]))[0] == pytest.approx(CUT_S, abs=0.5)
    assert not list(program.folder.glob(".*.part"))


async def test_killed_in_an_edit_the_next_command_tells_what_became_of_it(program: Program, clip: Path) -> None:
    result = await killed(program, at_edit, "-p", "trim the silences", clip.name)
    assert result["exit_code"] in (0, 69, 70)
    done = await program("-c", "-p", "status")
    assert done.status == 0
    assert "Length:" in done.out
    if "Length: 0:55" not in done.out:
        assert (await program("-c", "-p", "trim the silences")).status == 0
    await finished(program)


@pytest.mark.parametrize("when", [at_submit, at_render])
@pytest.mark.row("F72")
async def test_killed_in_an_export_the_next_command_exports(program: Program, clip: Path, when: Any) -> None:
    assert (await program("-p", "trim the silences", clip.name)).status == 0
    result = await killed(program, when, "-c", "-p", "export at 1080p")
    assert result["exit_code"] in (0, 69, 70, 75)
    await finished(program)
