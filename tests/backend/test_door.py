"""Who may speak to the local backend: the header matrix over every route."""

import asyncio
import hashlib
import hmac

import httpx
import pytest
from backend_rig import Rig, Start

from backend.app import ROUTES

PATHS = sorted({route.path.replace("{", "").replace("}", "") for route in ROUTES})
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
EVERY = [(method, path) for method in METHODS for path in [*PATHS, "/", "/docs", "/openapi.json", "/run_sse/"]]


async def statuses(rig: Rig, headers: dict[str, str | None]) -> dict[int, int]:
    """How often each status came, over all methods and routes."""
    count: dict[int, int] = {}
    for method, path in EVERY:
        request = rig.client.build_request(method, path, content=b"{}", headers={"Content-Type": "application/json"})
        for name, value in headers.items():
            request.headers.pop(name, None)
            if value is not None:
                request.headers[name] = value
        status = (await rig.client.send(request)).status_code
        count[status] = count.get(status, 0) + 1
    return count


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", "[::1]:80", "127.0.0.1.evil.example:80", ""])
async def test_another_host_is_misdirected_everywhere(rig: Rig, host: str) -> None:
    assert set(await statuses(rig, {"Host": host})) == {421}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
async def test_a_web_page_is_refused_everywhere_even_with_the_bearer(rig: Rig, origin: str) -> None:
    assert set(await statuses(rig, {"Origin": origin})) == {403}


@pytest.mark.parametrize("bearer", ["Bearer wrong", "Bearer", "Basic abc", ""])
async def test_a_wrong_bearer_opens_nothing(rig: Rig, bearer: str) -> None:
    assert set(await statuses(rig, {"Authorization": bearer})) == {401}


async def test_without_a_bearer_only_the_health_check_and_signed_files_answer(rig: Rig) -> None:
    async with httpx.AsyncClient(base_url=rig.base, trust_env=False) as stranger:
        opened = set()
        for method, path in EVERY:
            answer = await stranger.request(method, path, headers={"Content-Type": "application/json"}, content=b"{}")
            if answer.status_code != 401:
                opened.add(path)
            elif method != "HEAD":
                assert answer.json()["code"] == 1001
    assert opened == {"/healthz", "/api/files/signature/renders/render_id.mp4", "/api/files/signature/media/session_id/file_id"}


async def test_the_own_name_and_the_own_number_are_both_welcome(rig: Rig) -> None:
    for host in (f"127.0.0.1:{rig.service.door.port}", f"localhost:{rig.service.door.port}"):
        assert (await rig.client.get("/api/credits/balance/simple", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
async def test_a_body_that_a_form_could_send_is_refused(rig: Rig, kind: str) -> None:
    for route in ROUTES:
        if "POST" in (route.methods or ()):
            answer = await rig.client.post(route.path, content=b"{}", headers={"Content-Type": kind})
            assert answer.status_code == 415, route.path


async def test_posts_without_a_body_are_allowed_where_the_contract_has_none(rig: Rig) -> None:
    assert (await rig.client.post("/api/render/proxy/lambda/unknown/cancel")).status_code == 404
    assert (await rig.client.post("/run_sse")).status_code == 415


async def test_two_host_headers_get_no_answer_from_a_route(rig: Rig) -> None:
    port = rig.service.door.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /healthz?nonce=1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
    status = int((await reader.readline()).split()[1])
    writer.close()
    await writer.wait_closed()
    assert status in (400, 421)


async def test_the_health_check_proves_the_secret_and_tells_nothing_else(rig: Rig) -> None:
    async with httpx.AsyncClient(base_url=rig.base, trust_env=False) as stranger:
        answer = await stranger.get("/healthz", params={"nonce": "abc"})
        assert answer.json()["proof"] == hmac.new(rig.service.door.secret.encode(), b"abc", hashlib.sha256).hexdigest()
        assert rig.service.door.secret not in answer.text
        assert (await stranger.get("/healthz")).status_code == 400
        assert (await stranger.get("/healthz", params={"nonce": "x" * 1000})).status_code == 400


async def test_no_answer_carries_cors_headers(rig: Rig) -> None:
    answer = await rig.client.get("/api/credits/balance/simple")
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["cache-control"] == "no-store"


async def test_open_tokens_let_a_stranger_in_as_itself(start: Start) -> None:
    rig = await start(open_tokens=True)
    async with httpx.AsyncClient(base_url=rig.base, trust_env=False) as stranger:
        given = (await stranger.post("/api/auth/anonymous-token", headers={"X-Client-Id": "one"})).json()["data"]
        assert given["user_id"].startswith("anon_")
        bearer = {"Authorization": f"Bearer {given['token']}"}
        assert (await stranger.get("/api/credits/balance/simple", headers=bearer)).json()["data"]["total"] == 100
        sid = await rig.session()
        assert (await stranger.get(f"/api/state/nemo_agent/me/{sid}/latest", headers=bearer)).json()["code"] == 1002
