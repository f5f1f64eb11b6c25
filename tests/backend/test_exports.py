"""The export queue over the wire."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from backend_rig import HEADERS, Rig, Start, make_clip

from backend.crew import Crew, Made, Order
from backend.store import Store


class ScriptedRenderer:
    """Writes a few bytes; `hold` keeps the next ones until `go_on`."""

    def __init__(self, *, hold: bool = False) -> None:
        self.orders: list[Order] = []
        self.started = asyncio.Event()
        self.go_on = asyncio.Event()
        if not hold:
            self.go_on.set()

    async def __call__(self, order: Order) -> Made:
        self.orders.append(order)
        order.on_progress(0.4)
        self.started.set()
        await self.go_on.wait()
        order.target.write_bytes(b"a finished film")
        return Made(order.timeline.duration_s, 15)


async def project(rig: Rig, clip: Path) -> str:
    sid = await rig.session()
    await rig.upload(sid, clip)
    return sid


async def test_an_export_waits_runs_and_is_done_under_both_names(start: Start, clip: Path) -> None:
    renderer = ScriptedRenderer(hold=True)
    rig = await start(crew=Crew(render=renderer))
    sid = await project(rig, clip)
    first, second = await rig.export(sid, "render_1"), await rig.export(sid, "render_2")
    assert first["taskId"] == first["data"]["id"] == "render_1"
    await renderer.started.wait()
    polled = (await rig.client.get("/api/render/proxy/lambda/render_1")).json()
    assert (polled["status"], polled["progress"]) == ("processing", 40)
    waiting = (await rig.client.get("/api/render/proxy/lambda/render_2")).json()
    assert (waiting["status"], second["status"]) == ("pending", "pending")
    assert (await rig.client.get("/api/render/proxy/render_1/download")).status_code == 404
    renderer.go_on.set()
    done = await rig.finished("render_2")
    assert done["data"]["completedAt"] >= done["data"]["createdAt"]
    assert done["output"]["size"] == 15
    assert [order.target.parent.name for order in renderer.orders] == ["render_1", "render_2"]


async def test_the_file_is_served_in_ranges_to_whoever_has_the_link(start: Start, clip: Path) -> None:
    rig = await start(crew=Crew(render=ScriptedRenderer()))
    await rig.export(await project(rig, clip), "render_1")
    link = (await rig.finished("render_1"))["output"]["url"]
    async with httpx.AsyncClient(trust_env=False) as stranger:
        whole = await stranger.get(link)
        assert (whole.content, whole.headers["content-length"], whole.headers["content-type"]) == (b"a finished film", "15", "video/mp4")
        part = await stranger.get(link, headers={"Range": "bytes=2-", "If-Range": whole.headers["etag"]})
        assert (part.status_code, part.content) == (206, b"finished film")
        assert (await stranger.get(link.replace("render_1.mp4", "render_2.mp4"))).status_code == 404
        assert (await stranger.get(link, headers={"Origin": "https://evil.example"})).status_code == 403
    assert (await rig.client.get("/api/render/proxy/render_1/download")).content == b"a finished film"


async def test_the_same_id_twice_is_the_same_job(start: Start, clip: Path) -> None:
    renderer = ScriptedRenderer()
    rig = await start(crew=Crew(render=renderer))
    sid = await project(rig, clip)
    await rig.export(sid, "render_1")
    await rig.finished("render_1")
    assert (await rig.export(sid, "render_1"))["status"] == "completed"
    assert len(renderer.orders) == 1


async def test_a_running_and_a_waiting_export_can_be_cancelled(start: Start, clip: Path) -> None:
    renderer = ScriptedRenderer(hold=True)
    rig = await start(crew=Crew(render=renderer))
    sid = await project(rig, clip)
    await rig.export(sid, "render_1")
    await rig.export(sid, "render_2")
    await renderer.started.wait()
    for render_id in ("render_2", "render_1"):
        answer = (await rig.client.post(f"/api/render/proxy/lambda/{render_id}/cancel")).json()
        assert answer["status"] == "cancelled"
    renderer.go_on.set()
    await rig.export(sid, "render_3")
    assert (await rig.finished("render_3"))["status"] == "completed"
    assert [order.target.parent.name for order in renderer.orders] == ["render_1", "render_3"]
    assert (await rig.client.post("/api/render/proxy/lambda/render_3/cancel")).json()["status"] == "completed"


async def test_a_failed_export_tells_why_and_the_queue_goes_on(start: Start, clip: Path) -> None:
    async def broken(order: Order) -> Made:
        raise OSError(28, "No space left on device")

    rig = await start(crew=Crew(render=broken))
    sid = await project(rig, clip)
    for render_id in ("render_1", "render_2"):
        await rig.export(sid, render_id)
        failed = await rig.finished(render_id)
        assert failed["status"] == "failed"
        assert "No space left" in failed["error"]
        assert "output" not in failed
        assert "outputUrl" not in failed["data"]


async def test_a_clean_stop_puts_a_running_export_back_and_the_next_start_finishes_it(start: Start, clip: Path, tmp_path: Path) -> None:
    renderer, home = ScriptedRenderer(hold=True), tmp_path / "kept"
    rig = await start(home, crew=Crew(render=renderer))
    sid = await project(rig, clip)
    await rig.export(sid, "render_1")
    await renderer.started.wait()
    await rig.close()
    again = await start(home, crew=Crew(render=ScriptedRenderer()))
    assert (await again.finished("render_1"))["status"] == "completed"


@pytest.mark.parametrize(("attempts", "status"), [(1, "completed"), (2, "failed")])
async def test_an_export_of_a_dead_process_is_tried_once_more(
    start: Start, clip: Path, tmp_path: Path, attempts: int, status: str,
) -> None:
    renderer, home = ScriptedRenderer(hold=True), tmp_path / "kept"
    rig = await start(home, crew=Crew(render=renderer))
    await rig.export(await project(rig, clip), "render_1")
    await renderer.started.wait()
    await rig.close()
    store = Store(home / "backend.sqlite")
    await store.open()
    await store.run(lambda db: db.execute("UPDATE renders SET status = 'running', attempt = ?", (attempts,)))
    await store.close()
    left = [home / "work" / "jobs" / "x" / "half.mp4", home / "renders" / "render_1" / ".out.mp4.x.part"]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    again = await start(home, crew=Crew(render=ScriptedRenderer()))
    assert (await again.finished("render_1"))["status"] == status
    assert not any(path.exists() for path in left)


async def test_old_exports_are_removed_at_a_start(start: Start, clip: Path, tmp_path: Path) -> None:
    clock, home = [1_800_000_000.0], tmp_path / "kept"
    rig = await start(home, crew=Crew(render=ScriptedRenderer()), now=lambda: clock[0])
    await rig.export(await project(rig, clip), "render_1")
    await rig.finished("render_1")
    await rig.close()
    clock[0] += 8 * 86400
    again = await start(home, crew=Crew(render=ScriptedRenderer()), now=lambda: clock[0])
    assert (await again.client.get("/api/render/proxy/lambda/render_1")).status_code == 404
    assert not (home / "renders" / "render_1").exists()


async def test_the_submitted_draft_is_rendered_not_the_newest(start: Start, clip: Path) -> None:
    renderer = ScriptedRenderer()
    rig = await start(crew=Crew(render=renderer))
    sid = await project(rig, clip)
    draft = (await rig.state(sid))["draft"]
    await rig.say(sid, "trim the last 1 second")
    body = {"id": "render_1", "sessionId": sid, "draft": draft, "output": {"resolution": "720p", "fps": 30}}
    await rig.client.post("/api/render/proxy/lambda", json=body)
    await rig.finished("render_1")
    assert renderer.orders[0].timeline.duration_s == pytest.approx(4.0, abs=0.1)
    assert set(renderer.orders[0].sources) == {clip["media"] for clip in draft["x"]["clips"]}


async def submit(rig: Rig, body: dict[str, Any], **headers: str) -> httpx.Response:
    return await rig.client.post("/api/render/proxy/lambda", json=body, headers=headers)


async def test_drafts_that_are_not_ours_are_refused(rig: Rig, clip: Path) -> None:
    sid = await project(rig, clip)
    draft = (await rig.state(sid))["draft"]
    for wrong in ({}, {"t": []}, {**draft, "d": 1}, {**draft, "x": {}}, None, "x"):
        answer = await submit(rig, {"id": "render_1", "sessionId": sid, "draft": wrong, "output": {}})
        assert answer.status_code == 422, wrong
    for wrong_id in ("", "../x", "a" * 65, "a/b"):
        assert (await submit(rig, {"id": wrong_id, "sessionId": sid, "draft": draft})).status_code == 422


@pytest.mark.parametrize("name", list(HEADERS))
@pytest.mark.parametrize("value", [None, ""])
async def test_a_missing_attribution_header_costs_the_export(rig: Rig, clip: Path, name: str, value: str | None) -> None:
    sid = await project(rig, clip)
    body = {"id": "render_1", "sessionId": sid, "draft": (await rig.state(sid))["draft"], "output": {}}
    request = rig.client.build_request("POST", "/api/render/proxy/lambda", json=body)
    del request.headers[name]
    if value is not None:
        request.headers[name] = value
    answer = await rig.client.send(request)
    assert (answer.status_code, answer.json()["code"]) == (402, 402)


async def test_by_a_switch_an_earlier_call_without_headers_costs_it_too(start: Start, clip: Path) -> None:
    rig = await start(remember_headers=True)
    sid = await project(rig, clip)
    request = rig.client.build_request("GET", f"/api/state/nemo_agent/me/{sid}/latest")
    del request.headers["X-Skill-Source"]
    await rig.client.send(request)
    assert (await rig.client.post("/api/render/proxy/lambda", json={"id": "r", "sessionId": sid, "draft": {}})).status_code == 402


async def test_by_a_switch_the_plan_has_no_export(start: Start, clip: Path) -> None:
    rig = await start(plan_refused=True)
    sid = await project(rig, clip)
    assert (await submit(rig, {"id": "r", "sessionId": sid, "draft": {}})).json()["code"] == 402


async def test_an_export_of_another_user_is_unknown(start: Start, clip: Path) -> None:
    rig = await start(crew=Crew(render=ScriptedRenderer()), open_tokens=True)
    sid = await project(rig, clip)
    await rig.export(sid, "render_1")
    token = (await rig.client.post("/api/auth/anonymous-token", headers={"X-Client-Id": "other"})).json()["data"]["token"]
    other = {"Authorization": f"Bearer {token}"}
    assert (await rig.client.get("/api/render/proxy/lambda/render_1", headers=other)).status_code == 404
    assert (await submit(rig, {"id": "x", "sessionId": sid, "draft": {}}, **other)).json()["code"] == 1002


async def test_a_process_with_work_is_not_idle(start: Start, clip: Path) -> None:
    renderer = ScriptedRenderer(hold=True)
    rig = await start(crew=Crew(render=renderer))
    await rig.export(await project(rig, clip), "render_1")
    await renderer.started.wait()
    assert rig.service.working
    assert rig.service.idle_s() == 0.0
    assert (await rig.client.post("/control/stop", json={})).status_code == 409
    renderer.go_on.set()
    await rig.finished("render_1")


async def test_a_strange_file_name_does_no_harm(rig: Rig, tmp_path: Path) -> None:
    odd = tmp_path / "it's 100% %03d [a:b],movie=x.mp4"
    make_clip(odd, 1.0)
    sid = await project(rig, odd)
    await rig.export(sid, "render_1")
    assert (await rig.finished("render_1"))["status"] == "completed"
