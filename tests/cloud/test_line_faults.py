"""Faults of the line and the service in the middle of a turn: what was done is looked up, the words stay, nothing is sent twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.client.auth import OwnToken
from agent.client.client import Client
from agent.client.identity import AnonymousToken
from agent.events import Failed, Notice, TimelineChanged
from tests.agent.conversing import (
    CREATE,
    CREDITS,
    FILE,
    POLL,
    RUN,
    STATE,
    SUBMIT,
    UPLOAD,
    conversing,
    draft,
    mp4,
    project,
    rendering,
    sequence,
)
from tests.scripted.clients import ATTRIBUTION
from tests.scripted.server import CUT, F, P, Request, Script, code, fr, js, ok, st

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"
BEFORE, AFTER = project(draft(), ["city.mp4"]), project(draft("Urban Dreams"), ["city.mp4"])
TOKENS = ("POST", "/api/auth/anonymous-token")


@pytest.mark.row("F07", "6.1", "6.2")
@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
@pytest.mark.parametrize("done", [True, False])
async def test_a_5xx_on_a_message_is_looked_up_and_never_sent_again(tmp_path: Path, status: int, done: bool) -> None:
    scripts = {RUN: [st(status, "text/html", "<title>Bad Gateway</title>")], STATE: sequence(BEFORE, AFTER if done else BEFORE)}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        await talk.says("add the title")
        assert any("nothing is sent twice" in notice.text for notice in talk.all(Notice))
        assert bool(talk.all(TimelineChanged)) is done
        assert [failed.sent for failed in talk.all(Failed)] == ([] if done else ["unknown"])
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F94", "6.2")
async def test_a_check_that_fails_too_leaves_the_outcome_unknown_and_status_looks_again(tmp_path: Path) -> None:
    broken = [st(503) for _ in range(20)]
    scripts = {RUN: [fr(P("Wor"), end="cut")], STATE: [BEFORE, *broken, AFTER]}
    async with conversing(tmp_path, scripts, ["sse"], ["state"]) as talk:
        await talk.says("add the title")
        assert talk.one(Failed).sent == "unknown"
        assert [entry.status for entry in talk.agent.journal.opened("turn")] == ["unknown"]
        await talk.says("status")
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert talk.agent.journal.opened("turn") == []
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("6.1", "6.2")
async def test_a_second_try_of_the_person_first_tells_what_the_first_one_did(tmp_path: Path) -> None:
    scripts = {RUN: [fr(end="cut"), fr(F("Done."))], STATE: [BEFORE] * 6 + [AFTER]}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        await talk.says("add the title")
        assert talk.one(Failed).sent == "unknown"
        await talk.says("add the title")
        kinds = [type(event).__name__ for event in talk.events]
        assert kinds.index("TimelineChanged") < kinds.index("Text")
        assert any("done after all" in notice.text for notice in talk.all(Notice))


@pytest.mark.row("F30", "3.1")
async def test_a_token_that_dies_during_a_turn_is_renewed_for_the_check_alone(tmp_path: Path) -> None:
    tokens = iter(("nmv_usr_one", "nmv_usr_two"))

    def token(request: Request) -> Script:
        return ok({"token": next(tokens), "user_id": "anon_7"})

    def state(request: Request) -> Script:
        fresh = talk.server.count(*RUN) == 0 or request.headers["authorization"].endswith("two")
        return (AFTER if talk.server.count(*RUN) else BEFORE) if fresh else code(1001)

    async with conversing(tmp_path, {TOKENS: [token], STATE: [state], RUN: [fr(F("Done."))]}, ["sse"]) as talk:
        identity = AnonymousToken(tmp_path / "identity", talk.server.base, clock=talk.clock.clock)

        async def opened() -> Client:
            return Client(talk.server.base, ATTRIBUTION, identity, clock=talk.clock.clock)

        talk.agent.link._open = opened
        await talk.says("add the title")
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert talk.server.count(*RUN) == 1
        assert talk.server.count(*TOKENS) == 2


@pytest.mark.row("F31", "3.1")
async def test_an_own_token_that_is_refused_is_said_and_never_stored(tmp_path: Path) -> None:
    def state(request: Request) -> Script:
        return code(1001) if request.headers["authorization"].endswith("mine") else BEFORE

    free = ok({"token": "nmv_usr_free", "user_id": "anon_7"})
    scripts = {TOKENS: [free], CREATE: [ok({"session_id": "s1"})], STATE: [state], RUN: [fr(F("Done."))]}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        identity = AnonymousToken(tmp_path / "identity", talk.server.base, clock=talk.clock.clock)

        async def opened() -> Client:
            return Client(talk.server.base, ATTRIBUTION, OwnToken("nmv_usr_mine", identity), clock=talk.clock.clock)

        talk.agent.link._open = opened
        await talk.says("add the title")
        assert any("Your own access token was refused" in notice.text for notice in talk.all(Notice))
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"nmv_usr_mine" in path.read_bytes()]


@pytest.mark.row("F80", "3.1")
async def test_a_free_token_that_cannot_be_kept_is_told_once(tmp_path: Path) -> None:
    free = ok({"token": "nmv_usr_free", "user_id": "anon_7"})
    async with conversing(tmp_path, {TOKENS: [free], STATE: [BEFORE], RUN: [fr(F("Done."))]}, ["sse"]) as talk:
        (tmp_path / "identity").write_text("no folder", encoding="utf-8")
        identity = AnonymousToken(tmp_path / "identity", talk.server.base, clock=talk.clock.clock)

        async def opened() -> Client:
            return Client(talk.server.base, ATTRIBUTION, identity, clock=talk.clock.clock)

        talk.agent.link._open = opened
        told = []
        for _ in range(2):
            await talk.says("add the title")
            told += [notice.text for notice in talk.all(Notice) if "could not be kept" in notice.text]
        assert len(told) == 1
        assert str(tmp_path / "identity") in told[0]
        assert talk.server.count(*TOKENS) == 1


@pytest.mark.row("F97", "F77")
async def test_a_machine_that_slept_finds_the_reset_and_looks_up_what_was_done(tmp_path: Path) -> None:
    """The wall clock is an hour on, the monotonic one stood still: no limit fires, the reset decides."""
    async with conversing(tmp_path, {RUN: [fr(F("Working."), end="rst")], STATE: sequence(BEFORE, AFTER)}, ["sse"]) as talk:
        talk.clock._wall += 3600
        await talk.says("add the title")
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert not talk.all(Failed)
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F35", "8.2", "1")
async def test_a_service_that_wants_the_attribution_on_every_request_gets_it(tmp_path: Path) -> None:
    """Every call of a whole conversation, from the project to the file, which is on the same host here."""
    names = ("x-skill-source", "x-skill-version", "x-skill-platform")
    scripts: dict[tuple[str, str], Any] = {
        STATE: [BEFORE], RUN: [fr(F("Done."))], UPLOAD: [ok({"files": [{"filename": "a.mp4"}], "session_state_applied": True})],
        SUBMIT: [js(200, {"success": True, "data": {"id": "r9"}})], FILE: [mp4(SAMPLE)],
        POLL: [rendering(50), js(200, {"status": "completed", "output": {"url": "/file/out.mp4"}})],
    }  # fmt: skip
    clip = tmp_path / "a.mp4"
    clip.write_bytes(SAMPLE.read_bytes())
    async with conversing(tmp_path, scripts, ["upload"], ["sse"], ["credits"], ["export"]) as talk:
        for text in (f"take {clip}", "trim it", "credits", "export"):
            await talk.says(text)
        assert not talk.all(Failed)
        paths = {request.path.split("?")[0] for request in talk.server.requests}
        assert len(paths) >= 8
        assert not [request.path for request in talk.server.requests if not all(request.headers.get(name, "").strip() for name in names)]


@pytest.mark.row("F47", "6.1")
@pytest.mark.parametrize("arrived", [True, False])
async def test_a_file_whose_upload_nobody_can_tell_about_is_looked_up_before_it_is_sent_again(tmp_path: Path, arrived: bool) -> None:
    down = [st(503) for _ in range(8)]
    taken = ok({"files": [{"filename": "a.mp4"}], "session_state_applied": True})
    scripts = {UPLOAD: [Script([CUT]), taken], STATE: [*down, project(None, ["a.mp4"] if arrived else [])]}
    clip = tmp_path / "a.mp4"
    clip.write_bytes(SAMPLE.read_bytes())
    async with conversing(tmp_path, scripts, ["upload"]) as talk:
        await talk.says(f"take {clip}")
        assert talk.one(Failed).sent == "unknown"
        await talk.says(f"take {clip}")
        assert talk.all(Failed)
        assert talk.server.count(*UPLOAD) == 1
        await talk.says(f"take {clip}")
        assert not talk.all(Failed)
        assert talk.server.count(*UPLOAD) == (1 if arrived else 2)


@pytest.mark.row("2.2")
@pytest.mark.parametrize(("text", "language"), [("trim it", "en"), ("剪掉停顿", "zh")])
async def test_a_project_is_made_once_in_the_language_of_the_person(tmp_path: Path, text: str, language: str) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("Done."))], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says(text)
        await talk.says(text)
        assert [request.json for request in talk.server.of(*CREATE)] == [{"task_name": "project", "language": language}]


@pytest.mark.row("F24", "R3")
async def test_a_frame_of_twenty_megabytes_is_read_and_its_text_shown(tmp_path: Path) -> None:
    large = {"content": {"parts": [{"functionResponse": {"name": "edit", "response": {"r": "x" * 20_000_000}}}]}, "author": "nemo_agent"}
    async with conversing(tmp_path, {RUN: [fr(large, F("Done."))], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says("trim it")
        assert talk.answer == "Done."


@pytest.mark.row("F48", "7.3", "7.5")
async def test_a_submit_that_nobody_can_tell_about_is_kept_and_asked_about_at_the_next_start(tmp_path: Path) -> None:
    down = [st(503) for _ in range(60)]
    finished = js(200, {"status": "completed", "output": {"url": "/file/out.mp4"}})
    scripts = {STATE: [AFTER], SUBMIT: [Script([CUT])], POLL: [*down, finished], FILE: [mp4(SAMPLE)]}
    async with conversing(tmp_path, scripts, ["export"]) as talk:
        await talk.says("export")
        assert talk.all(Failed)
        assert len(talk.agent.journal.opened("render")) == 1
        while len(talk.server.scripts[POLL]) > 1:
            talk.server.scripts[POLL].pop(0)
        talk.agent.journal._touched.clear()
        talk.agent.interactive = False
        talk.events = [event async for event in talk.agent.recover()]
        assert [event.type for event in talk.events if event.type == "media_ready"] == ["media_ready"]
        assert talk.server.count(*SUBMIT) == 1


@pytest.mark.row("3.3", "3.4", "F33")
@pytest.mark.parametrize(("made", "bind"), [
    ({"session_id": "s1", "user_id": "anon_7", "bind_id": "b/1"}, "?bind=b%2F1"),
    ({"session_id": "s1", "user_id": "anon_7"}, "?bind=anon_7"), ({"session_id": "s1"}, "?bind=anon_7"),
])  # fmt: skip
async def test_the_registration_link_names_the_person_by_the_best_id_known(tmp_path: Path, made: dict[str, str], bind: str) -> None:
    async with conversing(tmp_path, {CREATE: [ok(made)], RUN: [code(2001)], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says("trim it")
        assert talk.one(Failed).message == f"You're out of credits. Register to go on: https://nemovideo.com/register{bind}"


@pytest.mark.row("3.3", "3.4", "F33")
async def test_a_registered_person_gets_no_link(tmp_path: Path) -> None:
    registered = json.loads(BEFORE.pieces[0].split(b"\r\n\r\n", 1)[1])["data"] | {"user_id": "user_8"}  # type: ignore[union-attr]
    scripts = {CREATE: [ok({"session_id": "s1", "user_id": "user_8"})], RUN: [code(2001)], STATE: [ok(registered)]}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        await talk.says("trim it")
        assert talk.one(Failed).message == "Top up credits in your account"


@pytest.mark.slow
@pytest.mark.row("F88")
async def test_a_hundred_turns_in_one_process_all_run(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("Done."))], STATE: [BEFORE], CREDITS: [st(503)]}, ["sse"], backend="local") as talk:
        for number in range(100):
            await talk.says(f"edit {number}")
            assert talk.answer == "Done."
        assert talk.server.count(*RUN) == 100


