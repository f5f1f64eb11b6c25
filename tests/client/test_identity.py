"""The free identity: one client id, one token, shared by all processes, replaced only where the contract says so."""

import asyncio
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from agent import errors
from agent.client.auth import Attribution, OwnToken
from agent.client.identity import AnonymousToken, usable_id
from tests.scripted.clients import MakeClient
from tests.scripted.clock import ScriptedClock
from tests.scripted.server import Script, ScriptedServer, code, js, ok, st

TOKEN = ("POST", "/api/auth/anonymous-token")
CREDITS = ("GET", "/api/credits")
FINE = ok({"available": 1})


def issued(token: str = "nmv_usr_one", **more: Any) -> Script:
    return ok({"token": token, "user_id": "anon_1", "expires_at": "2099-01-01T00:00:00Z", "credits": 100, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "identity"


def identity(folder: Path, server: ScriptedServer, clock: ScriptedClock, **more: Any) -> AnonymousToken:
    return AnonymousToken(folder, server.base, clock=clock.clock, **more)


@pytest.mark.row("2.1", "3.1")
async def test_a_token_is_asked_for_once_and_outlives_the_process(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued()], CREDITS: [FINE]}) as server:
        for _ in range(2):
            mine = identity(folder, server, clock)
            client = make_client(server.base, mine)
            await client.credits()
            await client.credits()
            assert (mine.user_id, mine.kind) == ("anon_1", "anonymous")
    request = server.requests[0]
    assert server.count(*TOKEN) == 1
    assert re.fullmatch(r"[0-9a-f-]{36}", request.headers["x-client-id"])
    assert request.headers["x-skill-source"] == "ai-video-jobs-remote"
    assert "authorization" not in request.headers
    assert request.body == b""
    assert all("x-client-id" not in other.headers and other.headers["authorization"] == "Bearer nmv_usr_one" for other in server.of("GET"))


@pytest.mark.row("F83", "3.1")
async def test_nobody_else_can_read_what_is_stored(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    before = os.umask(0)
    try:
        async with ScriptedServer({TOKEN: [issued()]}) as server:
            await make_client(server.base, identity(folder, server, clock)).sign_in()
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert {path.name for path in folder.iterdir()} == {"client_id", "token.json", "identity.lock"}


@pytest.mark.row("3.1")
async def test_two_processes_at_once_ask_for_one_token(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued("first"), issued("second")], CREDITS: [FINE]}) as server:
        real = ScriptedClock()
        object.__setattr__(real.clock, "timer", asyncio.sleep)
        clients = [make_client(server.base, AnonymousToken(folder, server.base, clock=real.clock)) for _ in range(4)]
        await asyncio.gather(*(client.credits() for client in clients))
        assert server.count(*TOKEN) == 1


@pytest.mark.row("F29", "3.1")
async def test_1001_renews_once_with_the_same_client_id(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued("old"), issued("new")], CREDITS: [code(1001), FINE]}) as server:
        await make_client(server.base, identity(folder, server, clock)).credits()
        ids = {request.headers["x-client-id"] for request in server.of(*TOKEN)}
        assert (server.count(*TOKEN), len(ids)) == (2, 1)
        assert [request.headers["authorization"] for request in server.of("GET")] == ["Bearer old", "Bearer new"]
    async with ScriptedServer({TOKEN: [issued("old"), issued("new")], CREDITS: [js(401, {})]}) as server:
        with pytest.raises(errors.Unauthorised):
            await make_client(server.base, identity(folder, server, clock)).credits()
        assert (server.count(*TOKEN), server.count("GET")) == (2, 2)


async def test_a_token_that_another_process_renewed_is_taken_over(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued("old"), issued("new")], CREDITS: [FINE, code(1001), FINE]}) as server:
        slow, quick = identity(folder, server, clock), identity(folder, server, clock)
        one, two = make_client(server.base, slow), make_client(server.base, quick)
        await one.sign_in()
        assert await two.credits()
        await two._calls.renew("old")
        await one.credits()
        assert server.count(*TOKEN) == 2
    assert server.of("GET")[-1].headers["authorization"] == "Bearer new"


@pytest.mark.row("F38", "3.1")
async def test_429_on_the_token_waits_once_and_never_changes_the_id(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [st(429)]}) as server:
        with pytest.raises(errors.RateLimited) as caught:
            await make_client(server.base, identity(folder, server, clock)).credits()
        assert server.count(*TOKEN) == 2
        assert len({request.headers["x-client-id"] for request in server.requests}) == 1
    assert (caught.value.message, clock.slept) == ("token_in_use", [30.0])


@pytest.mark.row("F36", "3.1")
async def test_400_on_the_token_stops(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [st(400)]}) as server:
        with pytest.raises(errors.RequestRefused):
            await make_client(server.base, identity(folder, server, clock)).sign_in()
        assert server.count(*TOKEN) == 1


@pytest.mark.row("3.1")
@pytest.mark.parametrize("expires", ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00"])
async def test_an_expired_token_is_replaced(make_client: MakeClient, clock: ScriptedClock, folder: Path, expires: str) -> None:
    async with ScriptedServer({TOKEN: [issued("old", expires_at=expires), issued("new")], CREDITS: [FINE]}) as server:
        for _ in range(2):
            await make_client(server.base, identity(folder, server, clock)).credits()
        assert server.of("GET")[-1].headers["authorization"] == "Bearer new"


@pytest.mark.row("2.1")
async def test_a_token_without_an_end_lives_for_seven_days(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued("old", expires_at=None), issued("new")], CREDITS: [FINE]}) as server:
        mine = identity(folder, server, clock)
        client = make_client(server.base, mine)
        await client.credits()
        clock.time += 7 * 86_400 - 1
        await client.credits()
        assert server.count(*TOKEN) == 1
        clock.time += 1
        await client.credits()
        assert server.count(*TOKEN) == 2


async def test_a_stored_token_serves_only_its_own_base_and_id(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued("a")]}) as one, ScriptedServer({TOKEN: [issued("b"), issued("c")]}) as other:
        await make_client(one.base, identity(folder, one, clock)).sign_in()
        await make_client(other.base, identity(folder, other, clock)).sign_in()
        await make_client(other.base, identity(folder, other, clock, client_id="mine")).sign_in()
        assert (one.count(*TOKEN), other.count(*TOKEN)) == (1, 2)
    assert other.requests[-1].headers["x-client-id"] == "mine"
    assert (folder / "client_id").read_text() != "mine"


async def test_the_id_of_a_sibling_is_adopted_and_left_as_it_is(
    make_client: MakeClient, clock: ScriptedClock, folder: Path, tmp_path: Path
) -> None:
    sibling = tmp_path / "client_id"
    sibling.write_text("sibling-id\n")
    sibling.chmod(0o644)
    async with ScriptedServer({TOKEN: [issued()]}) as server:
        await make_client(server.base, identity(folder, server, clock, sibling=sibling)).sign_in()
    assert server.requests[0].headers["x-client-id"] == "sibling-id"
    assert (sibling.read_text(), stat.S_IMODE(sibling.stat().st_mode)) == ("sibling-id\n", 0o644)
    assert not (folder / "client_id").exists()


@pytest.mark.parametrize("stored", ["", "   ", "x" * 65, "ключ", "a\nb"])
async def test_an_unusable_stored_id_is_replaced(make_client: MakeClient, clock: ScriptedClock, folder: Path, stored: str) -> None:
    folder.mkdir(mode=0o700)
    (folder / "client_id").write_text(stored)
    async with ScriptedServer({TOKEN: [issued()]}) as server:
        await make_client(server.base, identity(folder, server, clock)).sign_in()
    assert usable_id(server.requests[0].headers["x-client-id"])
    assert (folder / "client_id").read_text() == server.requests[0].headers["x-client-id"]


@pytest.mark.row("F83")
async def test_a_wide_mode_is_narrowed_and_a_link_refused(
    make_client: MakeClient, clock: ScriptedClock, folder: Path, tmp_path: Path
) -> None:
    async with ScriptedServer({TOKEN: [issued()], CREDITS: [FINE]}) as server:
        await make_client(server.base, identity(folder, server, clock)).sign_in()
        token = folder / "token.json"
        token.chmod(0o644)
        await make_client(server.base, identity(folder, server, clock)).sign_in()
        assert stat.S_IMODE(token.stat().st_mode) == 0o600
        token.rename(tmp_path / "elsewhere")
        token.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(errors.StateError):
            await make_client(server.base, identity(folder, server, clock)).sign_in()
        assert server.count(*TOKEN) == 1


@pytest.mark.row("F80")
@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
async def test_a_folder_that_cannot_be_written_leaves_a_working_identity(
    make_client: MakeClient, clock: ScriptedClock, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    try:
        await works_in_memory(make_client, clock, tmp_path / "identity")
    finally:
        tmp_path.chmod(0o700)


async def works_in_memory(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued()], CREDITS: [FINE]}) as server:
        mine = identity(folder, server, clock)
        client = make_client(server.base, mine)
        await client.credits()
        await client.credits()
        assert (server.count(*TOKEN), mine.unsaved) == (1, True)


async def test_a_folder_that_is_a_file_leaves_a_working_identity(make_client: MakeClient, clock: ScriptedClock, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    await works_in_memory(make_client, clock, tmp_path / "file" / "identity")


@pytest.mark.row("F31", "3.1")
async def test_a_refused_token_of_the_user_is_replaced_and_said(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued("free")], CREDITS: [FINE, code(1001), FINE]}) as server:
        mine = OwnToken("nmv_usr_mine", identity(folder, server, clock))
        client = make_client(server.base, mine)
        await client.credits()
        assert (mine.kind, mine.replaced, mine.user_id, server.count(*TOKEN)) == ("own", False, "", 0)
        await client.credits()
        assert (mine.kind, mine.replaced, mine.user_id) == ("anonymous", True, "anon_1")
    assert [request.headers["authorization"][7:] for request in server.of("GET")] == ["nmv_usr_mine", "nmv_usr_mine", "free"]
    assert "nmv_usr_mine" not in "".join(path.read_text() for path in folder.iterdir())


@pytest.mark.row("F82")
async def test_no_secret_stands_in_a_representation(folder: Path) -> None:
    from agent.client.auth import FixedToken
    from agent.client.wire import Token

    own = OwnToken("canary-1", AnonymousToken(folder, "https://x.example"))
    assert "canary" not in repr((own, FixedToken("canary-2"), Token("canary-3", "u", 0)))


@pytest.mark.row("F35")
@pytest.mark.parametrize("values", [("", "1", "p"), ("s", "", "p"), ("s", "1", ""), ("s", "1", "a b"), ("s", "1\r\nX: y", "p")])
def test_no_attribution_is_ever_empty_or_broken(values: tuple[str, str, str]) -> None:
    with pytest.raises(errors.ConfigurationError):
        Attribution(*values)


@pytest.mark.row("F77", "3.1")
@pytest.mark.parametrize("days", [-8, 8, 400])
async def test_a_clock_that_jumps_throws_no_token_away(make_client: MakeClient, clock: ScriptedClock, folder: Path, days: int) -> None:
    issued_now = issued(expires_at=clock.clock.wall() + 7 * 86_400)
    async with ScriptedServer({TOKEN: [issued_now, st(429)], CREDITS: [FINE]}) as server:
        await make_client(server.base, identity(folder, server, clock)).sign_in()
        clock.set_wall(days * 86_400)
        client = make_client(server.base, identity(folder, server, clock))
        for _ in range(3):
            await client.credits()
        assert {call.headers["authorization"] for call in server.of("GET")} == {"Bearer nmv_usr_one"}
        assert server.count(*TOKEN) == (
            3 if days > 0 else 1
        )  # asked once more, and again after half a minute, by a process that sees it old


@pytest.mark.row("F77", "3.1")
async def test_an_old_token_that_the_backend_refuses_is_over(make_client: MakeClient, clock: ScriptedClock, folder: Path) -> None:
    async with ScriptedServer({TOKEN: [issued(expires_at=clock.clock.wall() + 60), st(429)], CREDITS: [code(1001)]}) as server:
        await make_client(server.base, identity(folder, server, clock)).sign_in()
        clock.set_wall(3_600)
        with pytest.raises(errors.RateLimited) as caught:
            await make_client(server.base, identity(folder, server, clock)).credits()
    assert caught.value.message == "token_in_use"
