"""What an edit looks like: said, silent, failed, cut, stopped, and pointing at buttons."""

import asyncio
import json
from contextlib import aclosing
from pathlib import Path

import pytest

from agent.client.clock import Limits
from agent.events import AgentEvent, CreditsSpent, Failed, Notice, Planned, Progress, Question, Text, TimelineChanged, TurnEnded
from agent.journal import Journal
from tests.agent.conversing import CREATE, CREDITS, RUN, STATE, conversing, draft, project, promises_hold, sequence
from tests.scripted.server import HANG, F, P, Request, Script, Wait, closed_port, code, fr, ok

CLIP = ["city.mp4"]
EMPTY, BEFORE, AFTER = project(), project(draft(), CLIP), project(draft("Urban Dreams"), CLIP)


@pytest.mark.row("4.3", "R19", "2.6")
async def test_an_edit_that_speaks_shows_its_words_and_the_timeline(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(P("Title "), F("Title added."))], STATE: sequence(BEFORE, AFTER)}, ["sse"]) as talk:
        await talk.says("add the title Urban Dreams")
        assert talk.answer == "Title added."
        change = talk.one(TimelineChanged)
        assert len(change.changes) == 1
        assert "Urban Dreams" in change.changes[0]
        assert change.summary.startswith("Timeline (2 tracks): 1. Video: city (0-10s)")
        assert talk.one(TurnEnded).status == "done"
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("2.3")
async def test_the_words_reach_the_backend_unchanged(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("ok"))]}, ["sse"]) as talk:
        await talk.says("把停顿剪掉 🎬")
        assert talk.server.of(*RUN)[0].json["new_message"]["parts"] == [{"text": "把停顿剪掉 🎬"}]


@pytest.mark.row("F93", "R7", "R11")
async def test_two_authors_who_write_at_once_never_mix(tmp_path: Path) -> None:
    stream = fr(
        P("Cut one. ", "x"), P("Song one. ", "y"), P("Cut two. ", "x"), P("Song two. ", "y"), F("Cut one. Cut two.", "x"),
        P("Song three. ", "y"), F("Song one. Song two. Song three.", "y"),
    )  # fmt: skip
    async with conversing(tmp_path, {RUN: [stream], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says("cut it and add music")
        assert [(text.final, text.text) for text in talk.all(Text)] == [
            (False, "Cut one."), (True, "Cut one. Cut two."),
            (False, "Song one. Song two."), (True, "Song one. Song two. Song three."),
        ]  # fmt: skip


@pytest.mark.row("F20", "R20", "4.4")
async def test_a_silent_edit_is_told_from_the_state(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr()], STATE: sequence(BEFORE, BEFORE, BEFORE, AFTER)}, ["sse"]) as talk:
        await talk.says("add the title")
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert not talk.all(Failed)
        assert talk.clock.slept == [3.0, 3.0]


@pytest.mark.row("F20", "R19", "R20")
async def test_a_silent_turn_without_a_change_says_so_and_shows_the_timeline(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr()], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says("add the title")
        assert "as before" in talk.answer
        assert "Timeline (1 track): 1. Video: city (0-10s)" in talk.answer
        assert "try again" not in talk.screen.lower()
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F21", "R14", "R15")
async def test_an_error_in_the_stream_is_one_failure_and_never_sent_again(tmp_path: Path) -> None:
    frames = fr({"error": "ValueError: /srv/secret", "error_details": {"error_message": "/srv/secret"}})
    async with conversing(tmp_path, {RUN: [frames], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says("add the title")
        failed = talk.one(Failed)
        assert (failed.exit_code, failed.message) == (70, "That didn't work. The timeline is as before.")
        assert "/srv/secret" not in talk.screen
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F21", "R14")
async def test_an_error_after_a_change_tells_both(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr({"error": "late"})], STATE: sequence(BEFORE, AFTER)}, ["sse"]) as talk:
        await talk.says("add the title")
        assert talk.one(TimelineChanged).changes
        assert "listed above" in talk.one(Failed).message


@pytest.mark.row("F13", "6.2")
async def test_a_cut_is_checked_and_never_sent_again(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("Working on it."), end="cut")], STATE: sequence(BEFORE, BEFORE, AFTER)}, ["sse"]) as talk:
        await talk.says("add the title")
        assert talk.answer == "Working on it."
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert any("line dropped" in notice.text for notice in talk.all(Notice))
        assert not talk.all(Failed)
        assert talk.clock.slept == [30.0, 60.0, 30.0]
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F13", "F16", "6.2")
async def test_a_cut_without_a_change_stays_unknown(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(end="cut")], STATE: [BEFORE]}, ["sse", "export"]) as talk:
        await talk.says("add the title and export")
        failed = talk.one(Failed)
        assert failed.sent == "unknown"
        assert failed.retryable
        assert sum(talk.clock.slept) == 270.0
        assert any("export" in notice.text for notice in talk.all(Notice))
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F01", "6.1")
async def test_nothing_listening_is_told_and_nothing_was_sent(tmp_path: Path) -> None:
    async with conversing(tmp_path, {}, ["sse"], base=f"http://127.0.0.1:{closed_port()}") as talk:
        await talk.says("add a title")
        failed = talk.one(Failed)
        assert (failed.code, failed.sent, failed.exit_code) == ("connection_lost", "no", 69)
        assert "Nothing was sent." in failed.message


@pytest.mark.row("F63", "9.2")
async def test_click_export_never_reaches_the_screen_and_exports_nothing(tmp_path: Path) -> None:
    said = "Captions added. Click the Export button in the top right corner to download your video."
    async with conversing(tmp_path, {RUN: [fr(P(said[:30]), P(said[30:]), F(said))], STATE: sequence(BEFORE, AFTER)}, ["sse"]) as talk:
        for _ in range(3):
            await talk.says("add captions")
            assert "captions added" in talk.answer.lower()
            for word in ("click", "button", "top right"):
                assert word not in talk.screen.lower()
            assert "when you want the file" in talk.screen
        assert talk.server.count("POST", "/api/render") == 0


@pytest.mark.row("R13")
async def test_a_question_of_the_backend_ends_the_turn_and_keeps_the_export_back(tmp_path: Path) -> None:
    asked = fr(F("Which music do you want?", longRunningToolIds=["c1"]))
    async with conversing(tmp_path, {RUN: [asked], STATE: [BEFORE]}, ["sse", "export"]) as talk:
        await talk.says("add music and export")
        assert talk.answer == "Which music do you want?"
        assert talk.one(Question).id == "backend"
        assert talk.one(TurnEnded).status == "question"
        assert talk.server.count("POST", "/api/render") == 0


async def test_a_failed_edit_stops_the_export_behind_it(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr({"error": "no"})], STATE: [BEFORE]}, ["sse", "export"]) as talk:
        await talk.says("trim and export")
        assert [step.intent for step in talk.one(Planned).steps] == ["sse", "export"]
        assert talk.one(TurnEnded).status == "failed"
        assert any("Not done because of that: export" in notice.text for notice in talk.all(Notice))


@pytest.mark.row("3.6", "2.5")
async def test_credits_are_told_when_a_step_costs_some(tmp_path: Path) -> None:
    balances = [ok({"available": 160, "frozen": 0, "total": 160}), ok({"available": 10, "frozen": 0, "total": 10})]
    async with conversing(tmp_path, {RUN: [fr(F("done"))], CREDITS: balances}, ["sse"]) as talk:
        await talk.says("generate a clip")
        assert talk.one(CreditsSpent) == CreditsSpent(before=160, after=10)


@pytest.mark.row("F33", "3.4", "8.1")
async def test_out_of_credits_shows_the_registration_address(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [code(2001)]}, ["sse"]) as talk:
        await talk.says("add a title")
        failed = talk.one(Failed)
        assert failed.exit_code == 77
        assert failed.message == "You're out of credits. Register to go on: https://nemovideo.com/register?bind=anon_7"


@pytest.mark.row("F32", "3.2")
async def test_a_lost_empty_project_is_replaced_and_the_message_sent_once(tmp_path: Path) -> None:
    states = sequence(code(1002), EMPTY)
    async with conversing(tmp_path, {RUN: [fr(F("hello"))], STATE: states, CREATE: [ok({"session_id": "s2"})]}, ["sse"]) as talk:
        talk.agent.link.session.sid = "old"
        await talk.says("hello")
        assert talk.answer == "hello"
        assert any("started a new one" in notice.text for notice in talk.all(Notice))
        assert [request.json["session_id"] for request in talk.server.of(*RUN)] == ["s2"]


@pytest.mark.row("F32", "3.2")
async def test_a_lost_project_with_clips_is_asked_about_before_anything_is_sent(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("done"))], STATE: sequence(code(1002), EMPTY)}, ["sse"]) as talk:
        talk.agent.link.session.sid = "old"
        talk.agent.link.session.has_clip = True
        await talk.says("add a title")
        assert talk.one(Question).id == "project_gone"
        assert (talk.server.count(*RUN), talk.server.count(*CREATE)) == (0, 0)
        await talk.says("yes")
        assert talk.answer == "done"
        assert [request.json["new_message"]["parts"][0]["text"] for request in talk.server.of(*RUN)] == ["add a title"]
        assert talk.server.count(*CREATE) == 1


@pytest.mark.row("F32", "3.2")
async def test_without_a_person_a_lost_project_is_an_error(tmp_path: Path) -> None:
    async with conversing(tmp_path, {STATE: [code(1002)]}, ["sse"], interactive=False) as talk:
        talk.agent.link.session.sid = "old"
        talk.agent.link.session.has_clip = True
        await talk.says("add a title")
        assert talk.one(Failed).code == "no_such_session"
        assert talk.server.count(*RUN) == 0


@pytest.mark.row("R26", "F78")
async def test_a_stop_ends_the_turn_and_says_what_stands(tmp_path: Path) -> None:
    hanging = Script([*fr(F("Working on it.")).pieces[:-1], HANG])
    async with conversing(tmp_path, {RUN: [hanging], STATE: sequence(BEFORE, AFTER)}, ["sse"]) as talk:
        seen: list[AgentEvent] = []

        async def listen() -> None:
            async with aclosing(talk.agent.run_turn("add the title")) as events:
                async for event in events:
                    seen.append(event)
                    if isinstance(event, Text):
                        listening.cancel()

        listening = asyncio.create_task(listen())
        with pytest.raises(asyncio.CancelledError):
            await listening
        promises_hold(seen)
        assert isinstance(seen[-1], TurnEnded)
        assert seen[-1].status == "cancelled"
        assert any(isinstance(event, TimelineChanged) for event in seen)
        assert [event.exit_code for event in seen if isinstance(event, Failed)] == [130]
        await asyncio.wait_for(talk.server.closed.wait(), 5)


@pytest.mark.row("R24", "F17")
async def test_a_long_turn_says_that_it_still_works(tmp_path: Path) -> None:
    arrived, gate = asyncio.Event(), asyncio.Event()

    def answer(request: Request) -> Script:
        arrived.set()
        return fr(Wait(gate), F("done"))

    async with conversing(tmp_path, {RUN: [answer]}, ["sse"], limits=Limits(silence_s=900)) as talk:
        turn = asyncio.create_task(talk.says("add a title"))
        await asyncio.wait_for(arrived.wait(), 5)
        await talk.clock.advance(125)
        gate.set()
        await asyncio.wait_for(turn, 5)
        assert any("Still working... 2:0" in progress.message for progress in talk.all(Progress))
        assert talk.answer == "done"


async def test_a_bug_of_ours_ends_the_turn_with_a_sentence(tmp_path: Path) -> None:
    class ScriptedBug:
        async def plan(self, text: str, context: object) -> object:
            raise ZeroDivisionError

    async with conversing(tmp_path, {}, ["sse"]) as talk:
        talk.agent.router = ScriptedBug()  # type: ignore[assignment]
        await talk.says("add a title")
        assert (talk.one(Failed).code, talk.one(Failed).exit_code) == ("internal", 1)
        assert "Traceback" not in talk.screen


@pytest.mark.row("F91", "R12", "R6")
async def test_hidden_reasoning_and_tool_names_are_never_shown(tmp_path: Path) -> None:
    parts = [{"text": "secret plan", "thought": True}, {"text": "Done."}]
    thought = {"content": {"parts": parts, "role": "model"}, "author": "nemo_agent"}
    called = {"functionCall": {"id": "c", "name": "edit_multitrack", "args": {}}}
    call = {"content": {"parts": [called], "role": "model"}, "author": "nemo_agent"}
    async with conversing(tmp_path, {RUN: [fr(call, thought)]}, ["sse"]) as talk:
        await talk.says("add a title")
        assert "secret plan" not in talk.screen
        assert "multitrack" not in talk.screen
        assert any(progress.message == "Editing" for progress in talk.all(Progress))


@pytest.mark.row("6.2", "F13")
@pytest.mark.parametrize(("later", "words"), [(AFTER, "was done"), (BEFORE, "could not see")])
async def test_after_a_crash_an_open_edit_is_looked_up_and_never_sent_again(tmp_path: Path, later: Script, words: str) -> None:
    async with conversing(tmp_path, {STATE: [later]}, ["sse"]) as talk:
        session, journal = talk.agent.link.session, talk.agent.journal
        session.sid = "s1"
        before = json.loads(BEFORE.pieces[0].split(b"\r\n\r\n", 1)[1])["data"]["state"]  # type: ignore[union-attr]
        entry = journal.begin("turn", "t1", "s1", before={key: before[key] for key in ("draft", "video_infos", "generated_media")})
        journal.mark(entry, "sent")
        talk.agent.journal = Journal(journal.path, wall=journal.wall)
        talk.events = [event async for event in talk.agent.recover()]
        assert any(words in notice.text for notice in talk.all(Notice))
        assert bool(talk.all(TimelineChanged)) == (later is AFTER)
        assert talk.agent.journal.opened("turn") == []
        assert talk.server.count(*RUN) == 0
