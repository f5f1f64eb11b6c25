"""`video-jobs auth`: which token is used, how one comes in, and how it goes."""

import asyncio
import os
import pty
import stat
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.client.kept import KeptToken, masked, usable_token
from tests.cli.program import Program
from tests.scripted.server import F, ScriptedServer, code, fr, js, ok, st

TOKEN, CREDITS = ("POST", "/api/auth/anonymous-token"), ("GET", "/api/credits")
CREATE, RUN, STATE = ("POST", "/api/tasks/me/with-session/nemo_agent"), ("POST", "/run_sse"), ("GET", "/api/state/nemo_agent/me/")
SECRET = "nmv_usr_0123456789canary7890"
FREE = ok({"token": "nmv_usr_free456789012345wxyz", "user_id": "anon_1", "expires_at": "2099-01-01T00:00:00Z"})
CLOUD = {
    CREATE: [ok({"session_id": "s1"})], STATE: [ok({"state": {"draft": {}, "video_infos": []}})], RUN: [fr(F("Hello."))],
    CREDITS: [ok({"available": 60, "frozen": 40, "total": 100})], TOKEN: [FREE],
}


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(CLOUD) as running:
        yield running


def kept(program: Program) -> Path:
    return program.home / "state" / "identity" / "own_token.json"


async def test_without_a_token_status_says_so_and_contacts_nobody(program: Program, server: ScriptedServer) -> None:
    done = await program("auth", NEMO_API_URL=server.base)
    assert done.status == 0
    assert "Token: none." in done.out
    assert (await program("auth", "status", "--json")).json["source"] is None
    assert server.requests == []


@pytest.mark.row("3.1", "F82", "F83")
async def test_a_token_that_was_piped_in_is_kept_and_used_from_then_on(program: Program, server: ScriptedServer) -> None:
    done = await program("auth", "login", stdin=f"{SECRET}\n", NEMO_API_URL=server.base)
    assert done.status == 0
    assert "nmv_usr_…7890" in done.out
    assert "60 credits" in done.out
    assert stat.S_IMODE(kept(program).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept(program).parent.stat().st_mode) == 0o700

    found = (await program("auth", "status", "--json", NEMO_API_URL=server.base)).json
    assert (found["source"], found["token"], found["backend"], found["anonymous"]) == ("stored", "nmv_usr_…7890", "cloud", False)
    answer = await program("-p", "hello", NEMO_API_URL=server.base)
    assert answer.out == "Hello.\n"
    assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {SECRET}"}
    assert server.count(*TOKEN) == 0
    assert "0123456789canary" not in done.said + answer.said


@pytest.mark.row("3.1", "F82")
async def test_the_kept_token_goes_to_no_other_address(program: Program, server: ScriptedServer) -> None:
    await program("auth", "login", stdin=SECRET, NEMO_API_URL=server.base)
    async with ScriptedServer(CLOUD) as other:
        assert (await program("auth", "--json", NEMO_API_URL=other.base)).json["source"] is None
        assert (await program("-p", "hello", "--yes", NEMO_API_URL=other.base)).status == 0
        assert all("canary" not in request.headers.get("authorization", "") for request in other.requests)


async def test_the_variable_comes_before_the_kept_token(program: Program, server: ScriptedServer) -> None:
    await program("auth", "login", stdin=SECRET, NEMO_API_URL=server.base)
    found = (await program("auth", "--json", NEMO_API_URL=server.base, NEMO_TOKEN="nmv_usr_of_the_variable_1234")).json
    assert (found["source"], found["token"], found["kept_in"]) == ("NEMO_TOKEN", "nmv_usr_…1234", "environment")
    await program("-p", "hello", NEMO_API_URL=server.base, NEMO_TOKEN="nmv_usr_of_the_variable_1234")
    assert server.requests[-1].headers["authorization"] == "Bearer nmv_usr_of_the_variable_1234"


async def test_a_token_that_the_service_refuses_is_not_kept(program: Program) -> None:
    async with ScriptedServer({CREDITS: [code(1001)]}) as server:
        done = await program("auth", "login", stdin=SECRET, NEMO_API_URL=server.base)
    assert (done.status, done.out) == (77, "")
    assert "refused this token" in done.err
    assert not kept(program).exists()


@pytest.mark.parametrize("answer", [st(500), js(429, {})])
async def test_a_service_that_does_not_answer_is_no_reason_to_lose_the_token(program: Program, answer: object) -> None:
    async with ScriptedServer({CREDITS: [answer]}) as server:  # type: ignore[list-item]
        done = await program("auth", "login", "--json", stdin=SECRET, NEMO_API_URL=server.base)
    assert (done.status, done.json["checked"]) == (0, False)
    assert "keep it unchecked" in done.err
    assert kept(program).exists()


@pytest.mark.parametrize(("words", "stdin", "said"), [
    (["login", SECRET], "", "no token on the command line"), (["login"], "", "no token came in"),
    (["login"], "two words", "no access token"), (["login"], "snöwman", "no access token"),
    (["logon"], "", "status, login, anonymous, logout"), (["status", "x.mp4"], "", "no file"),
])
async def test_what_is_no_token_or_no_verb_is_refused(program: Program, words: list[str], stdin: str, said: str) -> None:
    done = await program("auth", *words, stdin=stdin)
    assert (done.status, done.out) == (64, "")
    assert said in done.err
    assert "canary" not in done.err
    assert not kept(program).exists()


async def test_a_typed_token_is_not_shown(program: Program, server: ScriptedServer) -> None:
    leader, follower = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "agent", "auth", "login", stdin=follower, stdout=PIPE, stderr=follower, cwd=program.folder,
        env=program.environment(NEMO_API_URL=server.base), start_new_session=True,
    )
    os.close(follower)
    shown = b""
    while b"not shown" not in shown:
        shown += await asyncio.wait_for(asyncio.to_thread(os.read, leader, 4096), 30)
    os.write(leader, f"{SECRET}\n".encode())
    assert process.stdout
    out = await asyncio.wait_for(process.stdout.read(), 60)
    assert await process.wait() == 0
    assert b"Kept: nmv_usr_" in out
    os.set_blocking(leader, False)
    try:
        shown += os.read(leader, 4096)
    except OSError:
        shown += b""
    os.close(leader)
    assert b"canary" not in shown


async def test_the_free_token_needs_an_agreement(program: Program, server: ScriptedServer) -> None:
    done = await program("auth", "anonymous", NEMO_API_URL=server.base)
    assert (done.status, done.out, server.requests) == (64, "", [])
    assert "--yes" in done.err

    done = await program("auth", "anonymous", "--yes", NEMO_API_URL=server.base)
    assert done.status == 0
    assert "nmv_usr_…wxyz, valid until 2099-01-01T00:00Z" in done.out
    again = await program("auth", "anonymous", "--json", NEMO_API_URL=server.base)
    assert (again.json["new"], server.count(*TOKEN)) == (False, 1)
    found = (await program("auth", "--json", NEMO_API_URL=server.base)).json
    assert (found["source"], found["until"], found["anonymous"], found["backend"]) == ("free", "2099-01-01T00:00Z", True, "cloud")


async def test_a_free_token_that_is_not_given_is_told_in_words(program: Program) -> None:
    async with ScriptedServer({TOKEN: [js(429, {}, headers={"Retry-After": "0.01"})]}) as server:
        done = await program("auth", "anonymous", "--yes", NEMO_API_URL=server.base)
        assert {request.headers["x-client-id"] for request in server.requests} == {
            (program.home / "state" / "identity" / "client_id").read_text()}
    assert (done.status, done.out) == (75, "")
    assert "already in use" in done.err


async def test_logout_forgets_the_own_token_then_the_free_one_and_keeps_the_client_id(program: Program, server: ScriptedServer) -> None:
    await program("auth", "anonymous", "--yes", NEMO_API_URL=server.base)
    await program("auth", "login", stdin=SECRET, NEMO_API_URL=server.base)
    client_id = (program.home / "state" / "identity" / "client_id").read_text()
    seen = [(await program("auth", "logout", "--json", NEMO_API_URL=server.base)).json["removed"] for _ in range(3)]
    assert seen == ["stored", "free", None]
    assert (program.home / "state" / "identity" / "client_id").read_text() == client_id
    assert not kept(program).exists()
    assert not any(b"canary" in path.read_bytes() for path in program.home.rglob("*") if path.is_file())
    assert (await program("auth", "--json")).json["backend"] == "local"
    assert (await program("-p", "hello", NEMO_API_URL=server.base)).status == 64, "the agreement is gone too"


async def test_the_answers_are_chinese_where_that_was_chosen(program: Program) -> None:
    assert "不需要令牌" in (await program("auth", VIDEO_JOBS_LANGUAGE="zh")).out


def test_a_token_is_masked() -> None:
    assert [masked(text) for text in (SECRET, "abcdefghijklmnopqrstuvwxyz", "short", "nmv_usr_short")] == [
        "nmv_usr_…7890", "…wxyz", "…", "nmv_usr_…"]
    assert [usable_token(text) for text in ("", "a", "a b", "a\n", "x" * 4097)] == [False, True, False, False, False]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"base":"https://a"}', '{"base":"https://a","token":5}', '{"base":"https://b","token":"x"}'])
def test_a_damaged_record_is_no_token(tmp_path: Path, text: str) -> None:
    (tmp_path / "own_token.json").write_text(text)
    assert KeptToken(tmp_path, "https://a/").read() == ""
