"""Conversations about the history: cuts by their numbers, versions, what changed; and nothing of it lost when the process is killed."""

import json
import os
import signal
import sqlite3
from pathlib import Path

import httpx
import pytest
from backend_rig import HEADERS, Rig, gone, make_clip, text_of

from backend.draft.check import check
from backend.draft.document import Document
from backend.server import ensure


@pytest.fixture
async def talk(rig: Rig, tmp_path: Path) -> tuple[Rig, str]:
    """A session with 8 s of film: three pauses, in the second of which a square moves."""
    path = tmp_path / "talk.mp4"
    make_clip(path, 8.0, loud=((0.0, 1.0), (2.5, 3.5), (5.5, 6.5), (7.6, 8.0)), moving=(3.5, 5.6))
    sid = await rig.session()
    await rig.upload(sid, path)
    return rig, sid


async def length_s(rig: Rig, sid: str) -> float:
    return float((await rig.state(sid))["draft"]["d"]) / 1000


async def test_pauses_are_looked_at_cut_kept_and_cut_again_by_their_numbers(talk: tuple[Rig, str]) -> None:
    rig, sid = talk
    ahead = text_of(await rig.say(sid, "show me what you would cut"))
    assert [line[:2] for line in ahead.splitlines()[1:4]] == ["1.", "2.", "3."]
    assert "picture moves" in ahead.splitlines()[2]
    assert ahead.splitlines()[-1] == "Say “cut them”, or “cut all but 1”."
    assert await length_s(rig, sid) == pytest.approx(8.0, abs=0.1)

    done = text_of(await rig.say(sid, "cut all but 3"))
    assert done.splitlines()[0].startswith("Silences: 2 removed")
    assert "number 2" in done.splitlines()[1]
    one_out = await length_s(rig, sid)
    assert 6.8 < one_out < 7.2

    both = text_of(await rig.say(sid, "第3处还是剪掉，那些也剪掉"))
    assert [line[:7] for line in both.splitlines()[:2]] == ["剪掉：第 3 ", "剪掉：第 2 "]
    assert await length_s(rig, sid) < one_out - 2.0

    await rig.say(sid, "make it 9:16")
    told = text_of(await rig.say(sid, "列出剪掉的部分"))
    assert told.count("已剪") == 3
    assert "放回：第 1、2 处" in text_of(await rig.say(sid, "第1和第2处留着"))
    assert text_of(await rig.say(sid, "show the cuts")).count("kept at") == 2


async def test_versions_are_saved_compared_and_gone_back_to(talk: tuple[Rig, str]) -> None:
    rig, sid = talk
    await rig.say(sid, "add a title that says Hello")
    assert "Saved as version “A”" in text_of(await rig.say(sid, "save this as version A"))
    saved = (await rig.state(sid))["draft"]
    await rig.say(sid, "make it 9:16 and remove the title")
    told = text_of(await rig.say(sid, "what changed since version A?"))
    assert "64x48 → " in told
    assert "- Titles: none (before: “Hello”)" in told
    assert "Back to version “A”" in text_of(await rig.say(sid, "go back to version A"))
    assert (await rig.state(sid))["draft"] == saved
    assert "- “A”: 0:08, 1 edit, as it is now" in text_of(await rig.say(sid, "list versions"))
    assert "已撤销：回到版本“A”" in text_of(await rig.say(sid, "撤销"))
    assert (await rig.state(sid))["draft"] != saved
    assert "没有版本“终稿”" in text_of(await rig.say(sid, "回到终稿"))


async def test_next_steps_are_never_what_is_done_already(talk: tuple[Rig, str]) -> None:
    rig, sid = talk
    assert "“show the cuts”" in text_of(await rig.say(sid, "cut the silences"))
    last = text_of(await rig.say(sid, "make it 9:16, add a title that says Hi, add calm music")).splitlines()[-1]
    assert not any(step in last for step in ("9:16", "title", "add calm music", "silences"))
    assert "“redo”" in text_of(await rig.say(sid, "undo"))


MESSAGE = "make it 9:16, save this as version A, add a title that says Hello, mute it, go back to version A, undo"
OPS = ["aspect", "save_version", "title", "mute", "restore_version", "undo"]


@pytest.mark.parametrize("told", [1, 3, 5])
async def test_an_edit_that_was_told_is_there_after_the_process_was_killed(home: Path, tmp_path: Path, told: int) -> None:
    clip = tmp_path / "talk.mp4"
    make_clip(clip, 2.0, loud=((0.0, 2.0),))
    first = await ensure(home)
    headers = {**HEADERS, "Authorization": f"Bearer {first.secret}"}
    async with httpx.AsyncClient(base_url=first.base_url, headers=headers, trust_env=False, timeout=30.0) as client:
        made = (await client.post("/api/tasks/me/with-session/nemo_agent", json={})).json()["data"]
        sid = made["session_id"]
        await client.post(f"/api/upload-video/nemo_agent/me/{sid}", files=[("files", (clip.name, clip.read_bytes()))])
        body = {"app_name": "nemo_agent", "user_id": "me", "session_id": sid, "new_message": {"parts": [{"text": MESSAGE}]}}
        applied = 0
        async with client.stream("POST", "/run_sse", json=body) as answer:
            async for line in answer.aiter_lines():
                applied += '"applied"' in line
                if applied == told:
                    os.kill(first.pid, signal.SIGKILL)
                    break
    await gone(first.pid)
    second = await ensure(home)
    headers["Authorization"] = f"Bearer {second.secret}"
    async with httpx.AsyncClient(base_url=second.base_url, headers=headers, trust_env=False, timeout=30.0) as client:
        draft = (await client.get(f"/api/state/nemo_agent/me/{sid}/latest")).json()["data"]["state"]["draft"]
    with sqlite3.connect(home / "backend.sqlite") as db:
        document = Document.model_validate_json(db.execute("SELECT document FROM sessions WHERE id = ?", (sid,)).fetchone()[0])
    done = [entry.edit.op for entry in document.history]
    assert len(done) >= told
    assert done == OPS[: len(done)]
    assert check(document.timeline) == []
    assert json.loads(document.timeline.model_dump_json()) == draft["x"]
