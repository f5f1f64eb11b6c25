"""Renders: what goes out untouched, what a poll reads, and what is never sent twice."""


import pytest

from agent import errors
from agent.client.auth import FixedToken
from tests.scripted.clients import MakeClient
from tests.scripted.server import Script, ScriptedServer, code, js, st

SESSION = ("POST", "/api/tasks/me/with-session/nemo_agent")
CREDITS = ("GET", "/api/credits/balance/simple")
STATE = ("GET", "/api/state/nemo_agent/me/")
SUBMIT = ("POST", "/api/render/proxy/lambda")
POLL = ("GET", "/api/render/proxy/lambda/")


@pytest.mark.row("4.2", "7.1")
async def test_a_render_goes_out_untouched(make_client: MakeClient) -> None:
    draft = {"z": 1, "a": {"b": None, "c": []}, "f": 1.5, "text": "剪 \ud800"}
    async with ScriptedServer({SUBMIT: [js(200, {"success": True, "data": {"id": "r9", "status": "pending", "progress": 5}})]}) as server:
        job = await make_client(server.base).submit_render("render_1", "s1", draft, {"format": "mp4", "quality": "high"})
    assert (job.id, job.status, job.progress) == ("r9", "waiting", 5)
    body = server.requests[0].json
    assert body == {"id": "render_1", "sessionId": "s1", "draft": draft, "output": {"format": "mp4", "quality": "high"}}
    assert list(body["draft"]) == list(draft)


@pytest.mark.row("7.3")
@pytest.mark.parametrize("answer", [js(200, {"success": False, "error": "nope"}), code(5555)])
async def test_a_definite_refusal_of_a_render_is_a_failed_render(make_client: MakeClient, answer: Script) -> None:
    async with ScriptedServer({SUBMIT: [answer]}) as server:
        with pytest.raises(errors.RenderFailed):
            await make_client(server.base).submit_render("render_1", "s", {}, {})
        assert server.count("POST") == 1


@pytest.mark.row("7.3")
async def test_a_duplicate_id_means_that_the_first_submit_arrived(make_client: MakeClient) -> None:
    async with ScriptedServer({SUBMIT: [js(200, {"success": False, "error": "duplicate id render_1"})]}) as server:
        job = await make_client(server.base).submit_render("render_1", "s", {}, {})
    assert (job.id, job.status) == ("render_1", "waiting")


@pytest.mark.row("F07", "7.3")
@pytest.mark.parametrize("answer", [st(503), st(200, "text/html", "<p>")])
async def test_a_submit_without_a_clear_answer_is_not_repeated(make_client: MakeClient, answer: Script) -> None:
    async with ScriptedServer({SUBMIT: [answer]}) as server:
        with pytest.raises(errors.ServiceUnavailable):
            await make_client(server.base).submit_render("render_1", "s", {}, {})
        assert server.count("POST") == 1


@pytest.mark.row("7.2", "F49")
@pytest.mark.parametrize(
    ("body", "status", "url"),
    [
        ({"code": 0, "status": "completed", "output": {"url": "https://x/y.mp4", "duration": 3, "size": 9}}, "done", "https://x/y.mp4"),
        ({"success": True, "data": {"status": "COMPLETED", "outputUrl": "https://x/y.mp4"}}, "done", "https://x/y.mp4"),
        ({"code": 0, "data": {"status": "succeeded", "output_url": "/f.mp4"}}, "done", "/f.mp4"),
        ({"code": 0, "data": {"status": "completed"}}, "waiting", ""),
        ({"code": 0, "data": {"status": "dreaming", "progress": 140}}, "waiting", ""),
        ({"code": 0, "status": "canceled", "data": {}}, "cancelled", ""),
        ({"success": False, "status": "failed", "error": "x"}, "failed", ""),
        ({"code": 0, "data": {"status": "failed", "error": {"why": "x"}}}, "failed", ""),
    ],
)
async def test_a_poll_reads_both_levels_and_all_names(make_client: MakeClient, body: object, status: str, url: str) -> None:
    async with ScriptedServer({POLL: [js(200, body)]}) as server:
        job = await make_client(server.base).poll_render("render_1")
    assert (job.status, job.url, job.id) == (status, url, "render_1")


@pytest.mark.row("7.2")
async def test_an_unknown_render_is_a_status_and_no_error(make_client: MakeClient) -> None:
    async with ScriptedServer({POLL: [js(404, {"detail": "unknown"})]}) as server:
        assert (await make_client(server.base).poll_render("render_1")).status == "unknown"


async def test_a_local_secret_that_is_refused_cannot_be_replaced(make_client: MakeClient) -> None:
    async with ScriptedServer({CREDITS: [code(1001)]}) as server:
        with pytest.raises(errors.Unauthorised):
            await make_client(server.base, FixedToken("old")).credits()
        assert (server.count("GET"), server.count("POST")) == (1, 0)
