"""A batch is stopped by Ctrl-C, or its program dies: what was made is kept, nothing is made twice, and a sentence goes on from there."""

import asyncio
import json
import os
import shlex
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.engine.run import executable
from tests.backend.backend_rig import decoded, make_clip
from tests.cli.program import Program

Event = dict[str, Any]


def b_begins(event: Event) -> bool:
    return event["type"] == "progress" and event["message"] in ("2 of 3: b.mp4", "第 2/3 个：b.mp4")


def a_is_made(event: Event) -> bool:
    return event["type"] == "file"


@dataclass
class Gate:
    """An ffmpeg that does not encode pictures while the gate is shut."""

    program: Path
    shut: Path
    line: int
    looks: int = 0

    def b_is_exported(self, event: Event) -> bool:
        """Shuts the gate when the second clip begins, and knows the moment when its export was asked for and looked at."""
        if b_begins(event):
            self.shut.touch()
        self.looks += event["type"] == "progress" and "b.mp4: Exporting" in event["message"]
        return self.looks == 2

    def open(self) -> None:
        """Whoever waits goes on, and nobody waits any more."""
        self.shut.unlink()
        os.write(self.line, b"\n" * 500)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    shut, line, program = tmp_path / "shut", tmp_path / "line", tmp_path / "ffmpeg"
    os.mkfifo(line)
    wait = f'case "$*" in *libx264*) if [ -e {shut} ]; then read -r go < {line}; fi;; esac'
    program.write_text(f'#!/bin/sh\n{wait}\nexec {executable()} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    handle = os.open(line, os.O_RDWR)
    yield Gate(program, shut, handle)
    os.close(handle)


async def stopped(
    program: Program, when: Callable[[Event], bool], number: signal.Signals, *words: str, **more: str
) -> list[Event]:
    """Runs the words, sends the signal at the first event that `when` knows, and gives all events; every line is whole JSON."""
    process = await program.started(*words, "--output-format", "stream-json", **more)
    assert process.stdin
    assert process.stdout
    process.stdin.close()
    events: list[Event] = []
    sent = False
    while line := await asyncio.wait_for(process.stdout.readline(), 170):
        events.append(json.loads(line))
        if not sent and when(events[-1]):
            process.send_signal(number)
            sent = True
    await process.wait()
    assert sent, "the work was over before it could be stopped"
    return events


@pytest.fixture
def raw(program: Program) -> Program:
    """Three clips in a folder."""
    (program.folder / "raw").mkdir()
    for name, length_s in (("a", 2), ("b", 4), ("c", 3)):
        make_clip(program.folder / "raw" / f"{name}.mp4", length_s)
    return program


def results(program: Program) -> list[str]:
    """The finished files: one for each clip, playable, of the right length."""
    for name, length_s in (("a", 1.0), ("b", 2.0), ("c", 1.5)):
        assert decoded(program.folder / f"{name}-edited.mp4")[0] == pytest.approx(length_s, abs=0.1)
    return sorted(path.name for path in program.folder.glob("*edited*"))


ALL = ["a-edited.mp4", "b-edited.mp4", "c-edited.mp4"]
RECIPE = ("recipe", "run", "fast.json", "raw", "-o", ".")
WORDS = ("-p", "speed it up 2x in every clip in ./raw")


@pytest.mark.slow
async def test_ctrl_c_during_an_export_keeps_it_and_a_sentence_fetches_it_and_does_the_rest(raw: Program, gate: Gate) -> None:
    events = await stopped(raw, gate.b_is_exported, signal.SIGINT, *WORDS, VIDEO_JOBS_FFMPEG=str(gate.program))
    assert (events[-1]["type"], events[-1]["exit_code"]) == ("result", 130)
    assert [Path(file["path"]).name for file in events[-1]["files"]] == ["a-edited.mp4"]
    error = events[-1]["error"]
    assert error["message"] == "Stopped. 1 of 3 was made: a.mp4. The export of b.mp4 goes on without me. Not done: c.mp4."
    words = shlex.split(error["hint"].partition(": ")[2])
    assert words == ["video-jobs", "-c", "-p", "go on with the rest"]
    gate.open()
    done = await raw(*words[1:])
    assert done.status == 0, done.said
    assert results(raw) == ALL
    assert "exports" not in (await raw("-c", "-p", "go on with the rest")).out
    assert results(raw) == ALL


@pytest.mark.slow
@pytest.mark.parametrize(("when", "number"), [
    (b_begins, signal.SIGINT), pytest.param(a_is_made, signal.SIGINT, marks=pytest.mark.slow),
    (a_is_made, signal.SIGKILL), pytest.param(b_begins, signal.SIGKILL, marks=pytest.mark.slow),
])
async def test_whenever_it_ends_each_clip_has_one_file_in_the_end(
    raw: Program, when: Callable[[Event], bool], number: signal.Signals
) -> None:
    events = await stopped(raw, when, number, "-p", "对./raw里的每个视频加速到2倍")
    if number == signal.SIGINT:
        assert "继续做剩下的" in events[-1]["error"]["hint"]
        assert "做成了 1 个：a.mp4" in events[-1]["error"]["message"]
    done = await raw("-c", "-p", "继续做剩下的")
    assert done.status == 0, done.said
    assert results(raw) == ALL


@pytest.mark.slow
async def test_a_recipe_names_the_command_that_goes_on(raw: Program, gate: Gate) -> None:
    step = {"words": "speed it up 2x", "edit": {"op": "speed", "factor": 2.0}}
    (raw.folder / "fast.json").write_text(json.dumps({"video_jobs_recipe": 1, "name": "fast", "steps": [step]}), encoding="utf-8")
    events = await stopped(raw, gate.b_is_exported, signal.SIGINT, *RECIPE, VIDEO_JOBS_FFMPEG=str(gate.program))
    assert events[-1]["exit_code"] == 130
    assert "the next video-jobs command fetches it to" in events[-1]["error"]["message"]
    words = shlex.split(events[-1]["error"]["hint"].partition(": ")[2])
    assert words == ["video-jobs", "recipe", "run", "fast.json", str(raw.folder / "raw" / "c.mp4"), "-o", "."]
    gate.open()
    done = await raw(*words[1:])
    assert done.status == 0, done.said
    assert results(raw) == ALL
