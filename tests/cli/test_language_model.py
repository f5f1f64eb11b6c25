"""A language model beside the local editor, through the whole program: what it may do, what is asked first, and where its key is seen."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from backend import identity
from tests.backend.backend_rig import make_clip
from tests.cli.program import Program
from tests.scripted.model import CHAT, chat, plan, step
from tests.scripted.server import Request, Script, ScriptedServer

KEY = "sk-canary-0123456789abcdef"
WORDS = "keep just the bit around the third second"


def answered(request: Request) -> Script:
    """The router's question and the editor's, told apart by their rules."""
    system, user = request.json["messages"]
    if "sort one message" in system["content"]:
        return chat('{"steps": ["sse"]}')
    if "third second" in json.loads(user["content"])["message"]:
        return plan(step("the third second", "keep", from_=2, to=3))
    return plan(step("make it dreamy", "color", look="warm"))


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer({CHAT: [answered]}) as server:
        yield server


@pytest.fixture
async def asking(tmp_path: Path, server: ScriptedServer) -> AsyncIterator[Program]:
    """The program with that model, and a clip of four seconds in its folder."""
    make_clip(tmp_path / "talk.mp4", 4.0, loud=((0.0, 4.0),))
    program = Program(tmp_path, {"OPENAI_BASE_URL": f"{server.base}/v1", "OPENAI_API_KEY": KEY})
    yield program
    await program.ended()


def editor(program: Program) -> int:
    """The pid of its editor process."""
    known = identity.read(program.home / "state" / "backend")
    assert known is not None
    return known.pid


def planning(server: ScriptedServer) -> list[Any]:
    """The messages that the editor asked about."""
    questions = [request.json["messages"] for request in server.of(*CHAT)]
    return [json.loads(user["content"])["message"] for system, user in questions if "sort one message" not in system["content"]]


async def test_a_plan_is_carried_out_and_its_key_is_seen_nowhere(asking: Program, server: ScriptedServer) -> None:
    done = await asking("-p", "make it dreamy", "talk.mp4", OPENAI_LOG="debug")
    assert done.status == 0, done.said
    assert "warm" in done.out.lower()
    assert planning(server) == ["make it dreamy"]
    assert {request.headers["authorization"] for request in server.of(*CHAT)} == {f"Bearer {KEY}"}
    process = Path(f"/proc/{editor(asking)}")
    for shown in ("environ", "cmdline"):
        assert KEY.encode() not in (process / shown).read_bytes()
    assert KEY not in done.said
    assert [path for path in asking.home.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []
    assert b"make it dreamy" not in (asking.home / "state" / "backend" / identity.LOG).read_bytes()


async def test_without_a_person_a_drastic_plan_is_a_question_and_the_export_waits(asking: Program, server: ScriptedServer) -> None:
    first = await asking("-p", f"{WORDS}, then export", "talk.mp4", "--output-format", "json")
    assert first.status == 0, first.said
    assert "This would remove 0:03 of 0:04" in first.json["question"]
    assert first.json["files"] == []
    assert "-c -p" in first.json["result"]
    done = await asking("-c", "-p", "yes")
    assert done.status == 0, done.said
    assert "0:04 → 0:01" in done.out
    assert len(planning(server)) == 1


@pytest.mark.slow
async def test_another_key_reaches_the_editor_that_runs_already(asking: Program, server: ScriptedServer) -> None:
    await asking("-p", "make it dreamy", "talk.mp4", OPENAI_API_KEY="sk-first-key")
    first = editor(asking)
    await asking("-c", "-p", "make it dreamy")
    assert editor(asking) != first
    assert server.of(*CHAT)[-1].headers["authorization"] == f"Bearer {KEY}"


async def test_a_plan_of_edits_tells_which_of_them_the_model_found(asking: Program, server: ScriptedServer) -> None:
    done = await asking("plan", "--edits", "mute it and make it dreamy", "talk.mp4", "--json")
    found = {one["edit"]["op"]: one["by"] for one in done.json["edits"]}
    assert (found["color"], done.json["by"]) == ("model", "model")
    assert planning(server) == ["mute it and make it dreamy"]
    done = await asking("plan", "--edits", "mute it", "talk.mp4", "--json")
    assert [(one["edit"]["op"], one["by"]) for one in done.json["edits"]] == [("mute", "grammar")]
    assert len(planning(server)) == 1
    assert KEY not in done.said
    assert not (asking.home / "state" / "backend").exists()
