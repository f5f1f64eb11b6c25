"""Each endpoint: what goes out, what is read, which error an answer is, and what is repeated."""

import asyncio
import gzip

import pytest

from agent import errors
from tests.scripted.clients import MakeClient
from tests.scripted.clock import ScriptedClock
from tests.scripted.server import CUT, HANG, Script, ScriptedServer, Wait, closed_port, code, js, ok, st

SESSION = ("POST", "/api/tasks/me/with-session/nemo_agent")
CREDITS = ("GET", "/api/credits/balance/simple")
STATE = ("GET", "/api/state/nemo_agent/me/")
SUBMIT = ("POST", "/api/render/proxy/lambda")
POLL = ("GET", "/api/render/proxy/lambda/")


@pytest.mark.row("F35", "1")
async def test_every_call_carries_the_three_attribution_headers(make_client: MakeClient) -> None:
    scripts = {SESSION: [ok({"session_id": 5529798706024415232})], CREDITS: [ok({"available": 60})], STATE: [ok({})]}
    async with ScriptedServer(scripts) as server:
        client = make_client(server.base)
        session = await client.create_session("zh")
        await client.credits()
        await client.state(session.session_id)
    assert session.session_id == "5529798706024415232"
    assert server.of("POST")[0].json == {"task_name": "project", "language": "zh"}
    for request in server.requests:
        told = [request.headers[f"x-skill-{name}"] for name in ("source", "version", "platform")]
        assert told == ["ai-video-jobs-remote", "1.0.0", "unknown"]
        assert request.headers["authorization"] == "Bearer secret"
        assert "x-client-id" not in request.headers


@pytest.mark.row("2", "F08", "F10", "8.1")
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (code(1001), errors.Unauthorised), (code(1002), errors.NoSuchSession), (code(2001), errors.OutOfCredits),
        (code(4001), errors.UnsupportedFile), (code(4002), errors.FileTooLarge), (code(402), errors.PlanRequired),
        (js(200, {"code": "2001"}), errors.OutOfCredits), (code(2001, 402), errors.OutOfCredits),
        (js(401, {"detail": "no"}), errors.Unauthorised), (st(402), errors.PlanRequired),
        (js(409, {"detail": "busy"}), errors.TurnRunning), (st(413), errors.FileTooLarge), (st(415), errors.UnsupportedFile),
        (js(404, {"detail": "Session not found: x"}), errors.NoSuchSession), (js(404, {"detail": "Not Found"}), errors.RequestRefused),
        (js(422, {"detail": [{"msg": "field required"}]}), errors.RequestRefused),
        (st(403, "text/plain", "forbidden"), errors.RequestRefused),
        (st(200, "text/html", "<html><title>Hi</title>"), errors.ServiceUnavailable),
        (code(7777), errors.ServiceUnavailable), (js(200, [1]), errors.ServiceUnavailable), (js(200, {"code": True, "x": 1}), None),
    ],
)  # fmt: skip
async def test_an_answer_is_read_by_code_first_then_by_status(
    make_client: MakeClient, answer: Script, kind: type[Exception] | None
) -> None:
    async with ScriptedServer({CREDITS: [answer]}) as server:
        client = make_client(server.base)
        if kind is None:
            await client.credits()
        else:
            with pytest.raises(kind) as caught:
                await client.credits()
            assert type(caught.value) is kind
    assert server.count("GET") == 1


@pytest.mark.row("F09")
async def test_html_pages_leave_only_their_title_in_the_log(make_client: MakeClient) -> None:
    async with ScriptedServer({SESSION: [st(502, "text/html", "<html><title>502 Bad Gateway</title><p>long page")]}) as server:
        with pytest.raises(errors.ServiceUnavailable) as caught:
            await make_client(server.base).create_session()
    assert caught.value.log == "HTML page: 502 Bad Gateway"


@pytest.mark.row("F06", "6.1")
@pytest.mark.parametrize("answer", [st(503), st(500), Script([CUT])])
async def test_reads_are_tried_again_after_one_two_and_four_seconds(make_client: MakeClient, clock: ScriptedClock, answer: Script) -> None:
    async with ScriptedServer({CREDITS: [answer, answer, answer, ok({"available": 7})]}) as server:
        balance = await make_client(server.base).credits()
    assert (balance.available, balance.total) == (7, 7)
    assert clock.slept == [1.0, 2.0, 4.0]


@pytest.mark.row("F06", "6.1")
async def test_reads_give_up_after_three_repeats(make_client: MakeClient) -> None:
    async with ScriptedServer({CREDITS: [st(503)]}) as server:
        with pytest.raises(errors.ServiceUnavailable):
            await make_client(server.base).credits()
        assert server.count("GET") == 4


@pytest.mark.row("F01")
async def test_a_refused_connection_says_that_nothing_was_sent(make_client: MakeClient) -> None:
    client = make_client(f"http://127.0.0.1:{closed_port()}")
    with pytest.raises(errors.ConnectionLost) as caught:
        await client.submit_render("render_1", "s", {}, {})
    assert (caught.value.values["reason"], caught.value.sent) == ("refused", "no")


@pytest.mark.row("F48")
async def test_an_answer_cut_in_its_middle_leaves_the_outcome_of_a_submit_open(make_client: MakeClient) -> None:
    half = Script([b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{", CUT])
    async with ScriptedServer({SUBMIT: [half]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base).submit_render("render_1", "s", {}, {})
        assert server.count("POST") == 1
    assert caught.value.sent == "yes"


async def test_no_answer_is_a_time_out(make_client: MakeClient) -> None:
    async with ScriptedServer({SESSION: [Script([HANG])]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base, reply_s=0.1).create_session()
        assert server.count("POST") == 2
    assert caught.value.values["reason"] == "timeout"


@pytest.mark.row("F05")
async def test_headers_that_trickle_in_meet_the_limit_too(make_client: MakeClient) -> None:
    never = asyncio.Event()
    drip = Script([b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", Wait(never), HANG])
    async with ScriptedServer({CREDITS: [drip]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base, reply_s=0.1, connect_s=0.1).credits()
    assert caught.value.values["reason"] == "timeout"


@pytest.mark.row("F37", "6.1")
@pytest.mark.parametrize(
    ("header", "waits"),
    [("", [30.0]), ("5", [5.0]), ("0", [30.0]), ("-1", [30.0]), ("abc", [30.0]), ("Wed, 21 Oct 2015 07:28:00 GMT", [30.0])],
)
async def test_429_waits_as_long_as_the_answer_says_and_tries_once(
    make_client: MakeClient, clock: ScriptedClock, header: str, waits: list[float]
) -> None:
    async with ScriptedServer({CREDITS: [js(429, {}, headers={"Retry-After": header} if header else {})]}) as server:
        with pytest.raises(errors.RateLimited):
            await make_client(server.base).credits()
        assert server.count("GET") == 2
    assert clock.slept == waits


@pytest.mark.row("F37")
async def test_429_with_a_long_wait_is_told_at_once(make_client: MakeClient, clock: ScriptedClock) -> None:
    async with ScriptedServer({CREDITS: [js(429, {}, headers={"Retry-After": "1000000000"})]}) as server:
        with pytest.raises(errors.RateLimited) as caught:
            await make_client(server.base).credits()
    assert (clock.slept, caught.value.retry_after_s) == ([], 1e9)


@pytest.mark.row("F56", "1")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_post_follows_no_redirect(make_client: MakeClient, status: int) -> None:
    async with ScriptedServer({}) as other:
        async with ScriptedServer({SUBMIT: [st(status, headers={"Location": f"{other.base}/x"})]}) as server:
            with pytest.raises(errors.RequestRefused):
                await make_client(server.base).submit_render("render_1", "s", {}, {})
        assert other.requests == []


@pytest.mark.row("F56", "1")
async def test_a_get_follows_a_redirect_without_its_secrets(make_client: MakeClient) -> None:
    async with ScriptedServer({("GET", "/there"): [ok({"available": 3})]}) as other:
        async with ScriptedServer({CREDITS: [st(302, headers={"Location": f"{other.base}/there"})]}) as server:
            assert (await make_client(server.base).credits()).available == 3
        assert not {"authorization", "x-skill-source", "x-skill-version", "x-skill-platform"} & set(other.requests[0].headers)


@pytest.mark.row("F56")
@pytest.mark.parametrize("target", ["http://example.com/x", "file:///etc/passwd", "ftp://127.0.0.1/"])
async def test_a_get_follows_no_redirect_to_a_place_that_is_not_allowed(make_client: MakeClient, target: str) -> None:
    async with ScriptedServer({CREDITS: [st(302, headers={"Location": target})]}) as server:
        with pytest.raises(errors.RequestRefused):
            await make_client(server.base).credits()


@pytest.mark.row("F56")
async def test_a_redirect_loop_ends(make_client: MakeClient) -> None:
    async with ScriptedServer({CREDITS: [st(302, headers={"Location": "/api/credits/balance/simple"})]}) as server:
        with pytest.raises(errors.RequestRefused):
            await make_client(server.base).credits()
        assert server.count("GET") == 6


@pytest.mark.row("F95")
async def test_each_post_has_a_connection_of_its_own(make_client: MakeClient) -> None:
    async with ScriptedServer({SUBMIT: [ok({"id": "render_1"})]}) as server:
        client = make_client(server.base)
        for _ in range(3):
            await client.submit_render("render_1", "s", {}, {})
        assert len({request.port for request in server.requests}) == 3


@pytest.mark.row("F84")
async def test_loopback_meets_no_proxy(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async with ScriptedServer({}) as proxy, ScriptedServer({CREDITS: [ok({"available": 1})]}) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.base)
        monkeypatch.setenv("ALL_PROXY", proxy.base)
        assert (await make_client(server.base).credits()).available == 1
        assert proxy.requests == []


@pytest.mark.row("1")
@pytest.mark.parametrize("base", ["http://example.com", "ftp://x", "", "nonsense", "http://127.0.0.1.example.com", "https://"])
async def test_only_https_or_loopback_can_be_a_base(make_client: MakeClient, base: str) -> None:
    with pytest.raises(errors.ConfigurationError):
        make_client(base)


async def test_ids_are_percent_encoded(make_client: MakeClient) -> None:
    async with ScriptedServer({STATE: [ok({})]}) as server:
        await make_client(server.base).state("a/../b?c")
    assert server.requests[0].path == "/api/state/nemo_agent/me/a%2F..%2Fb%3Fc/latest"


@pytest.mark.row("F25")
async def test_a_compressed_bomb_is_stopped(make_client: MakeClient) -> None:
    bomb = st(200, body=gzip.compress(b"0" * 20_000_000), headers={"Content-Encoding": "gzip"})
    async with ScriptedServer({CREDITS: [bomb]}) as server:
        with pytest.raises(errors.ServiceUnavailable):
            await make_client(server.base, reply_bytes=1_000_000).credits()


@pytest.mark.row("3.5", "7.3")
async def test_claim_token_and_cancel(make_client: MakeClient) -> None:
    scripts = {
        ("POST", "/api/auth/claim-token"): [ok({"claim_token": "clm_1", "expires_in": 604800})],
        ("POST", "/api/render/proxy/lambda/render_1/cancel"): [ok({}), js(405, {"detail": "Method Not Allowed"})],
    }
    async with ScriptedServer(scripts) as server:
        client = make_client(server.base)
        assert await client.claim_token("s", "t") == "clm_1"
        await client.cancel_render("render_1")
        with pytest.raises(errors.RequestRefused):
            await client.cancel_render("render_1")
    assert server.requests[0].json == {"task_id": "t", "session_id": "s"}


@pytest.mark.row("3.4")
async def test_a_registration_link_of_a_refusal_counts_only_from_the_vendor(make_client: MakeClient) -> None:
    answers = [code(2001, data={"link": link}) for link in ("https://nemovideo.com/register?bind=a.", "https://evil.example/r")]
    async with ScriptedServer({CREDITS: answers}) as server:
        client = make_client(server.base)
        links = []
        for _ in range(2):
            with pytest.raises(errors.OutOfCredits) as caught:
                await client.credits()
            links.append(caught.value.values["reply_link"])
    assert links == ["https://nemovideo.com/register?bind=a", ""]
