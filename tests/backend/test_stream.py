"""One turn at a time, as frames: order, heartbeats, ends of every kind."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from backend_rig import Rig, Start, text_of

from backend.crew import Crew
from backend.director import Directions, Scene
from backend.draft.document import Document
from backend.edits import Aspect, Title, Trim
from backend.facts import Emit
from backend.projects import Projects


def three_edits(text: str, scene: Scene) -> Directions:
    """A director that always wants the same three edits."""
    return Directions(edits=(Aspect(ratio="9:16"), Title(text="Hello"), Trim(end=1.0)), confidence=1.0, kind="edit")


class ScriptedListener:
    """Lets edits pass, but holds the title until it is told to go on."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()

    def __call__(self, projects: Projects, session_id: str, emit: Emit) -> "ScriptedListener":
        return self

    async def resolve(self, edit: Any, document: Document) -> Any:
        if isinstance(edit, Title):
            self.reached.set()
            await self.go_on.wait()
        return edit


def message(sid: str, text: str = "go") -> dict[str, Any]:
    return {"app_name": "nemo_agent", "user_id": "me", "session_id": sid, "new_message": {"parts": [{"text": text}]}}


@asynccontextmanager
async def speaking(rig: Rig, sid: str) -> AsyncIterator[httpx.Response]:
    async with rig.client.stream("POST", "/run_sse", json=message(sid)) as response:
        yield response


async def settled(rig: Rig) -> None:
    """Returns when no turn runs, seen from outside."""
    async with asyncio.timeout(20):
        while rig.service.turns.busy:
            await rig.client.get("/api/credits/balance/simple")


async def at_work(rig: Rig, sid: str) -> bool:
    """What the state tells of a running turn."""
    told = (await rig.client.get(f"/api/state/nemo_agent/me/{sid}/latest")).json()["data"]["turn_running"]
    assert isinstance(told, bool)
    return told


async def with_clip(rig: Rig, clip: Path) -> str:
    sid = await rig.session()
    await rig.upload(sid, clip)
    return sid


async def test_a_closed_socket_leaves_the_timeline_as_it_was(start: Start, clip: Path) -> None:
    listener = ScriptedListener()
    rig = await start(crew=Crew(direct=three_edits, listen=listener))
    sid = await with_clip(rig, clip)
    before = await rig.state(sid)
    async with speaking(rig, sid):
        await listener.reached.wait()
        assert (await rig.state(sid))["canvas_config"] != before["canvas_config"]
        assert await at_work(rig, sid)
    await settled(rig)
    assert await rig.state(sid) == before
    assert not await at_work(rig, sid)
    listener.go_on.set()
    assert text_of(await rig.say(sid, "again"))


async def test_by_a_switch_a_turn_goes_on_without_its_socket(start: Start, clip: Path) -> None:
    listener = ScriptedListener()
    rig = await start(crew=Crew(direct=three_edits, listen=listener), run_on=True)
    sid = await with_clip(rig, clip)
    async with speaking(rig, sid):
        await listener.reached.wait()
    listener.go_on.set()
    await settled(rig)
    assert (await rig.state(sid))["draft"]["d"] == pytest.approx(3000, abs=100)


@pytest.mark.row("F96", "2.3")
async def test_a_second_turn_of_the_session_is_refused_and_another_session_is_not(start: Start, clip: Path) -> None:
    listener = ScriptedListener()
    rig = await start(crew=Crew(direct=three_edits, listen=listener))
    sid, other = await with_clip(rig, clip), await rig.session()
    async with speaking(rig, sid) as response:
        await listener.reached.wait()
        refused = await rig.client.post("/run_sse", json=message(sid))
        assert (refused.status_code, list(refused.json())) == (409, ["detail"])
        assert (await rig.client.post("/run_sse", json=message(other))).status_code == 200
        listener.go_on.set()
        await response.aread()
    assert (await rig.client.post("/run_sse", json=message(sid))).status_code == 200


async def test_silence_is_filled_with_bare_heartbeats(start: Start, clip: Path) -> None:
    listener = ScriptedListener()
    rig = await start(crew=Crew(direct=three_edits, listen=listener), heartbeat_s=0.02)
    sid = await with_clip(rig, clip)
    beats, body = 0, b""
    async with speaking(rig, sid) as response:
        async for chunk in response.aiter_raw():
            body += chunk
            beats += chunk == b"data:\n\n"
            if beats == 3:
                listener.go_on.set()
    assert body.count(b"data:\n\n") >= 3
    assert body.endswith(b"\n\n")


async def test_the_events_have_the_shape_of_adk(start: Start, clip: Path) -> None:
    rig = await start(crew=Crew(direct=three_edits))
    sid = await with_clip(rig, clip)
    events = await rig.say(sid, "go")
    for event in events:
        assert event["author"] == "nemo_agent"
        assert set(event["actions"]) == {"stateDelta", "artifactDelta"}
        assert event.get("partial") in (None, True)
    calls = [part["functionCall"] for event in events for part in event["content"]["parts"] if "functionCall" in part]
    answers = [part["functionResponse"] for event in events for part in event["content"]["parts"] if "functionResponse" in part]
    assert [call["args"]["edits"][0]["op"] for call in calls] == ["aspect", "title", "trim"]
    assert [call["id"] for call in calls] == [answer["id"] for answer in answers]
    assert {answer["response"]["status"] for answer in answers} == {"applied"}
    assert len({event["id"] for event in events}) == len(events)
    assert "partial" not in events[-1]
    assert {event["partial"] for event in events if "partial" in event} == {True}


async def test_frames_hold_one_line_each_whatever_is_said(rig: Rig, clip: Path) -> None:
    sid = await with_clip(rig, clip)
    strange = "what is \u2028 this \x85 and \ufeff\n\n that? 🎬"
    answer = await rig.client.post("/run_sse", json=message(sid, strange))
    blocks = answer.content.split(b"\n\n")
    assert blocks[-1] == b""
    for block in blocks[:-1]:
        assert block.startswith(b"data: ")
        assert b"\n" not in block
        json.loads(block[6:])


async def test_a_broken_director_is_an_error_frame_and_changes_nothing(start: Start, clip: Path) -> None:
    def broken(text: str, scene: Scene) -> Directions:
        raise ZeroDivisionError("secret place /home/someone")

    rig = await start(crew=Crew(direct=broken))
    sid = await with_clip(rig, clip)
    before = await rig.state(sid)
    events = await rig.say(sid, "go")
    assert [list(event) for event in events] == [["error", "error_details"]]
    assert "someone" not in json.dumps(events)
    assert await rig.state(sid) == before


async def test_stopping_the_backend_ends_a_turn_with_an_error_and_keeps_what_was_told(start: Start, clip: Path, tmp_path: Path) -> None:
    listener, home = ScriptedListener(), tmp_path / "kept"
    rig = await start(home, crew=Crew(direct=three_edits, listen=listener))
    sid = await with_clip(rig, clip)
    turn = asyncio.create_task(rig.say(sid, "go"))
    await listener.reached.wait()
    await rig.service.halt()
    events = await turn
    assert text_of(events).startswith("Shape: 9:16")
    assert events[-1]["error"].startswith("Stopped")
    await rig.close()
    canvas = (await (await start(home)).state(sid))["canvas_config"]
    assert canvas["height"] > canvas["width"]


async def test_a_blocking_director_does_not_stop_other_requests(start: Start, clip: Path) -> None:
    go_on = threading.Event()

    def slow(text: str, scene: Scene) -> Directions:
        assert go_on.wait(20)
        return Directions(kind="help")

    rig = await start(crew=Crew(direct=slow))
    sid = await with_clip(rig, clip)
    turn = asyncio.create_task(rig.say(sid, "go"))
    assert (await rig.client.get("/api/credits/balance/simple")).status_code == 200
    go_on.set()
    assert text_of(await turn)


async def test_an_unknown_session_is_404_with_code_and_detail(rig: Rig) -> None:
    answer = await rig.client.post("/run_sse", json=message("123"))
    assert answer.status_code == 404
    assert (answer.json()["code"], answer.json()["detail"]) == (1002, "Session not found: 123")


@pytest.mark.parametrize("body", [
    {"session_id": "1"}, {"session_id": "1", "new_message": {"parts": []}}, {"session_id": "1", "new_message": {"parts": [{"text": " "}]}},
    {"new_message": {"parts": [{"text": "hi"}]}}, {"session_id": "1", "new_message": "hi"},
    {"session_id": "1", "new_message": {"parts": [1, {"text": 2}]}},
])
async def test_a_message_without_text_or_session_is_422(rig: Rig, body: dict[str, Any]) -> None:
    answer = await rig.client.post("/run_sse", json=body)
    assert answer.status_code == 422
    assert isinstance(answer.json()["detail"], list)


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"a": NaN}', b"[" * 100_000, b"\xff"])
async def test_a_body_that_is_no_json_object_is_400(rig: Rig, body: bytes) -> None:
    answer = await rig.client.post("/run_sse", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


async def test_camel_case_and_unknown_keys_are_taken(rig: Rig) -> None:
    words = {"parts": [{"text": "hi"}]}
    body = {"appName": "x", "userId": "local", "sessionId": await rig.session(), "newMessage": words, "streaming": True}
    assert (await rig.client.post("/run_sse", json=body)).status_code == 200


async def test_silent_turns_edit_and_say_nothing(start: Start, clip: Path) -> None:
    rig = await start(crew=Crew(direct=three_edits), silent=True)
    sid = await with_clip(rig, clip)
    assert text_of(await rig.say(sid, "go")) == ""
    assert (await rig.state(sid))["draft"]["d"] == pytest.approx(3000, abs=100)


async def test_the_typed_dialect(start: Start, clip: Path) -> None:
    rig = await start(crew=Crew(direct=three_edits), typed=True)
    sid = await with_clip(rig, clip)
    kinds = [event["type"] for event in await rig.say(sid, "go")]
    assert [kind for kind in kinds if kind != "chunk"] == ["tool_call", "tool_result", "text"] * 3 + ["text"]


@pytest.mark.parametrize(("failure", "mark"), [
    ("b", b'"error"'), ("c", b"second line"), ("d", b'"system"'), ("e", b"errorCode"), ("f", b"unfinished"), ("g", b"event: error"),
    ("h", b'"type":"error"'), ("k", b"temporary issue"),
])
async def test_turns_fail_in_every_known_way_on_request(start: Start, failure: str, mark: bytes) -> None:
    rig = await start(failure=failure)
    answer = await rig.client.post("/run_sse", json=message(await rig.session()))
    assert mark in answer.content.rsplit(b"\n\n", 3)[-2] + answer.content.rsplit(b"\n\n", 3)[-3]


async def test_a_stream_can_be_cut(start: Start) -> None:
    rig = await start(failure="cut")
    with pytest.raises(httpx.RemoteProtocolError):
        await rig.client.post("/run_sse", json=message(await rig.session()))
