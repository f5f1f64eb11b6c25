"""Rules of the cloud that ask or tell early: the browser link, few credits, a busy service, a silent line, a clip before its music."""

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from agent.client.clock import Limits
from agent.client.replies import retry_after
from agent.events import Failed, MediaReady, Notice, Progress, Question, Text, TimelineChanged
from agent.handlers.footage import makes_footage
from agent.handlers.link import wants_link
from tests.agent.conversing import CREDITS, FILE, POLL, RUN, STATE, SUBMIT, conversing, draft, mp4, project, rendering, sequence
from tests.scripted.server import F, Request, Script, Wait, code, fr, js, ok

CLAIM = ("POST", "/api/auth/claim-token")
BEFORE, AFTER = project(draft(), ["city.mp4"]), project(draft("Urban Dreams"), ["city.mp4"])
SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"
POOR = ok({"available": 60, "frozen": 0, "total": 60})
RICH = ok({"available": 400, "frozen": 0, "total": 400})


@pytest.mark.parametrize(("text", "asked"), [
    ("open it in the browser", True), ("can I open the project in my browser?", True), ("give me a browser link", True),
    ("go on in the browser please", True), ("在浏览器中打开", True), ("blur the browser window", False),
    ("add a title when the browser opens", False), ("cut to the browser scene", False),
])  # fmt: skip
def test_a_wish_to_go_on_in_the_browser_is_told_from_a_browser_in_the_picture(text: str, asked: bool) -> None:
    assert wants_link(text) is asked


@pytest.mark.row("3.5")
async def test_the_browser_link_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    scripts = {CLAIM: [ok({"claim_token": "clm_a/b", "expires_in": 604800})], STATE: [BEFORE], RUN: [fr(F("Hi."))]}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        await talk.says("hello")
        await talk.says("open it in the browser")
        assert "https://nemovideo.com/workspace/claim?ct=clm_a%2Fb" in talk.answer
        assert talk.server.of(*CLAIM)[0].json == {"task_id": "t1", "session_id": "s1"}
        assert talk.server.count(*RUN) == 1
        assert "secret" not in talk.screen


@pytest.mark.row("3.5")
@pytest.mark.parametrize("refusal", [code(1002), code(500, 500), js(404, {})])
async def test_without_a_link_that_is_said(tmp_path: Path, refusal: Script) -> None:
    async with conversing(tmp_path, {CLAIM: [refusal], STATE: [BEFORE], RUN: [fr(F("Hi."))]}, ["sse"]) as talk:
        await talk.says("hello")
        await talk.says("open it in the browser")
        assert talk.answer == "No link is available."


async def test_work_on_this_computer_has_no_link(tmp_path: Path) -> None:
    async with conversing(tmp_path, {}, ["sse"], backend="local") as talk:
        await talk.says("open it in the browser")
        assert "this computer alone" in talk.answer
        assert talk.server.requests == []


@pytest.mark.parametrize(("text", "asked"), [
    ("generate a sunset clip", True), ("make a video of a cat", True), ("生成一段海边的视频", True), ("regenerate the second shot", True),
    ("generate captions", False), ("make the title bigger", False), ("trim the silences", False), ("生成字幕", False),
])  # fmt: skip
def test_a_wish_for_new_footage(text: str, asked: bool) -> None:
    assert makes_footage(text) is asked


@pytest.mark.row("3.6")
async def test_few_credits_are_asked_about_once_before_new_footage(tmp_path: Path) -> None:
    async with conversing(tmp_path, {CREDITS: [POOR], STATE: [BEFORE], RUN: [fr(F("Made."))]}, ["sse"]) as talk:
        await talk.says("trim the silences")
        assert not talk.all(Question)
        await talk.says("generate a sunset clip")
        assert "60 are left" in talk.one(Question).text
        assert talk.server.count(*RUN) == 1
        await talk.says("yes")
        sent = [request.json["new_message"]["parts"][0]["text"] for request in talk.server.of(*RUN)]
        assert sent == ["trim the silences", "generate a sunset clip"]
        await talk.says("generate another clip")
        assert not talk.all(Question)
        assert talk.server.count(*RUN) == 3


async def test_a_no_to_the_credits_question_sends_nothing(tmp_path: Path) -> None:
    async with conversing(tmp_path, {CREDITS: [POOR], STATE: [BEFORE]}, ["sse"]) as talk:
        await talk.says("generate a sunset clip")
        await talk.says("no")
        assert "nothing was spent" in talk.answer
        assert talk.server.count(*RUN) == 0


@pytest.mark.row("3.6")
@pytest.mark.parametrize(("balance", "interactive"), [(RICH, True), (POOR, False), (code(500, 500), True)])
async def test_nobody_is_asked_who_has_credits_or_no_terminal(tmp_path: Path, balance: Script, interactive: bool) -> None:
    scripts: dict[tuple[str, str], Any] = {CREDITS: [balance], STATE: [BEFORE], RUN: [fr(F("Made."))]}
    async with conversing(tmp_path, scripts, ["sse"], interactive=interactive) as talk:
        await talk.says("generate a sunset clip")
        assert talk.answer == "Made."
        assert talk.server.count(*RUN) == 1


DAY = "Fri, 15 Jan 2027 08:00:20 GMT"
WALL = 1_800_000_000.0


@pytest.mark.row("F37")
@pytest.mark.parametrize(("value", "wait_s"), [
    ("5", 5.0), ("0", None), ("-1", None), ("1e9", None), ("abc", None), ("", None), ("1000000000", 1e9),
    (DAY, 20.0), ("Fri, 15 Jan 2021 08:00:20 GMT", None), ("Thu, 99 Foo 2027", None),
])  # fmt: skip
def test_every_form_of_retry_after_is_read(value: str, wait_s: float | None) -> None:
    assert retry_after({"retry-after": value}, WALL) == wait_s


@pytest.mark.row("F37", "F39")
@pytest.mark.parametrize(("value", "pause"), [("5", 5.0), ("0", 30.0), ("-1", 30.0), ("abc", 30.0)])
async def test_a_busy_service_is_waited_for_once(tmp_path: Path, value: str, pause: float) -> None:
    busy = js(429, {}, headers={"Retry-After": value})
    async with conversing(tmp_path, {STATE: [BEFORE], RUN: [busy, fr(F("Done."))]}, ["sse"]) as talk:
        await talk.says("add a title")
        assert talk.answer == "Done."
        assert talk.clock.slept == [pause]
        assert any("going on in" in progress.message for progress in talk.all(Progress))
        assert talk.server.count(*RUN) == 2


@pytest.mark.row("F37", "F39")
async def test_a_service_that_is_busy_for_long_is_not_waited_for(tmp_path: Path) -> None:
    busy = js(429, {}, headers={"Retry-After": "1000000000"})
    async with conversing(tmp_path, {STATE: [BEFORE], RUN: [busy]}, ["sse"]) as talk:
        await talk.says("add a title")
        failed = talk.one(Failed)
        assert failed.code == "rate_limited"
        assert "wait" in failed.hint
        assert talk.clock.slept == []
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F18", "R26")
async def test_a_silent_line_is_looked_at_beside_and_stays_open(tmp_path: Path) -> None:
    arrived, gate, looked = asyncio.Event(), asyncio.Event(), asyncio.Event()
    states = [BEFORE]

    def answer(request: Request) -> Script:
        arrived.set()
        return fr(F("Working."), Wait(gate), F("Done."))

    def state(request: Request) -> Script:
        if arrived.is_set():
            looked.set()
            return AFTER
        return states[0]

    async with conversing(tmp_path, {RUN: [answer], STATE: [state]}, ["sse"]) as talk:
        heard = asyncio.Event()

        async def listen() -> None:
            async with aclosing(talk.agent.run_turn("add the title")) as events:
                async for event in events:
                    talk.events.append(event)
                    if isinstance(event, Text):
                        heard.set()

        turn = asyncio.create_task(listen())
        await asyncio.wait_for(heard.wait(), 5)
        await talk.clock.advance(120)
        await asyncio.wait_for(looked.wait(), 5)
        assert not talk.server.closed.is_set()
        gate.set()
        await asyncio.wait_for(turn, 5)
        assert any("No sign of life" in notice.text for notice in talk.all(Notice))
        assert "Urban Dreams" in talk.one(TimelineChanged).changes[0]
        assert talk.answer.endswith("Done.")
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("F05")
async def test_no_headers_for_half_a_minute_are_looked_into(tmp_path: Path) -> None:
    arrived, gate, looked = asyncio.Event(), asyncio.Event(), asyncio.Event()

    def answer(request: Request) -> Script:
        arrived.set()
        return Script([Wait(gate), *fr(F("Done.")).pieces])

    def state(request: Request) -> Script:
        if arrived.is_set():
            looked.set()
        return BEFORE

    async with conversing(tmp_path, {RUN: [answer], STATE: [state]}, ["sse"], limits=Limits(silence_s=10_000)) as talk:
        turn = asyncio.create_task(talk.says("add the title"))
        await asyncio.wait_for(arrived.wait(), 5)
        await talk.clock.advance(30)
        await asyncio.wait_for(looked.wait(), 5)
        gate.set()
        await asyncio.wait_for(turn, 5)
        assert talk.answer == "Done."
        assert talk.clock.time < 60
        assert talk.server.count(*RUN) == 1


@pytest.mark.row("R21")
async def test_a_raw_clip_is_told_at_once_and_the_rest_is_offered(tmp_path: Path) -> None:
    made = {"type": "tool_result", "name": "generate_video_with_seedance", "result": {}}
    music = {"type": "tool_result", "name": "generate_music_suno", "result": {}}
    scripts = {CREDITS: [RICH], RUN: [fr(made, music, F("All done."))], STATE: sequence(BEFORE, AFTER)}
    async with conversing(tmp_path, scripts, ["sse"]) as talk:
        await talk.says("generate a sunset clip")
        kinds = [type(event).__name__ for event in talk.events]
        told = [place for place, event in enumerate(talk.events) if isinstance(event, Notice) and "raw clip is there" in event.text]
        assert len(told) == 1
        assert told[0] < kinds.index("Text")
        assert talk.one(TimelineChanged).summary.startswith("Timeline (2 tracks)")
        assert any("only the raw clip" in notice.text for notice in talk.all(Notice))


@pytest.mark.row("7.2", "7.5")
async def test_several_exports_of_one_conversation_are_each_delivered(tmp_path: Path) -> None:
    """The first outlasts its polls; a second, of another size, is made meanwhile; both become files, each submitted once."""
    polls: dict[str, int] = {}

    def submitted(request: Request) -> Script:
        return js(200, {"success": True, "data": {"id": request.json["id"], "status": "pending"}})

    def polled(request: Request) -> Script:
        job = request.path.rsplit("/", 1)[-1]
        polls[job] = polls.get(job, 0) + 1
        if len(polls) == 1 and polls[job] <= 10:
            return rendering(40)
        return js(200, {"success": True, "status": "completed", "output": {"url": f"/file/{job}.mp4"}})

    async with conversing(tmp_path, {STATE: [AFTER], SUBMIT: [submitted], POLL: [polled], FILE: [mp4(SAMPLE)]}, ["export"]) as talk:
        await talk.says("export")
        assert not talk.all(MediaReady)
        await talk.says("export it at 720p")
        assert len(talk.all(MediaReady)) == 2
        assert len({video.path for video in talk.all(MediaReady)}) == 2
        assert talk.server.count(*SUBMIT) == 2
        assert talk.agent.journal.opened("render") == []
