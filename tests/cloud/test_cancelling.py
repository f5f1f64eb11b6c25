"""A running export is stopped by words: told from edits, cut in while it is waited for, from another window, and after a crash."""

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from agent.events import AgentEvent, Failed, MediaReady, Notice, Progress, Text
from agent.journal import Journal
from prompts import speaker
from tests.agent.conversing import FILE, POLL, RUN, STATE, SUBMIT, Conversation, conversing, draft, mp4, project, promises_hold
from tests.scripted.server import CUT, F, Request, Script, fr, js

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"
READY = project(draft("Urban Dreams"), ["city.mp4"])
CANCEL = ("POST", "/api/render/proxy/lambda/")


class Renders:
    """Renders of a cloud that works them off in order; one look makes the first of them `pace` percent further."""

    def __init__(self, pace: int = 0) -> None:
        self.pace, self.jobs = pace, dict[str, int | str]()
        self.stoppable = True

    def submitted(self, request: Request) -> Script:
        self.jobs[request.json["id"]] = 0
        return js(200, {"success": True, "data": {"id": request.json["id"], "status": "pending"}})

    def polled(self, request: Request) -> Script:
        first = next((job for job, done in self.jobs.items() if isinstance(done, int) and done < 100), None)
        if first:
            self.jobs[first] = int(self.jobs[first]) + self.pace
        job = request.path.rsplit("/", 1)[-1]
        done = self.jobs[job]
        if isinstance(done, str):
            return js(200, {"success": True, "status": done})
        if done < 100:
            return js(200, {"success": True, "status": "processing", "progress": done})
        return js(200, {"success": True, "status": "completed", "output": {"url": f"/file/{job}.mp4"}})

    def cancelled(self, request: Request) -> Script:
        job = request.path.rsplit("/", 2)[-2]
        if not self.stoppable:
            return js(405, {"detail": "no"})
        if isinstance(done := self.jobs[job], int) and done < 100:
            self.jobs[job] = "cancelled"
        return js(200, {"success": True})

    @property
    def scripts(self) -> dict[tuple[str, str], Any]:
        return {STATE: [READY], SUBMIT: [self.submit_or_cancel], POLL: [self.polled], FILE: [mp4(SAMPLE)], RUN: [fr(F("Bigger."))]}

    def submit_or_cancel(self, request: Request) -> Script:
        return (self.cancelled if request.path.endswith("/cancel") else self.submitted)(request)


def cancels(talk: Conversation) -> int:
    return sum(request.path.endswith("/cancel") for request in talk.server.requests)


async def cut_in(talk: Conversation, words: str, *, at: str = "progress") -> list[AgentEvent]:
    """Says "export", and `words` as soon as an event of that type has come; the events of the export's turn."""
    seen: list[AgentEvent] = []
    async with aclosing(talk.agent.run_turn("export")) as events:
        async for event in events:
            if event.type == at and not any(other.type == at for other in seen):
                assert talk.agent.cut_in(words) == ""
            seen.append(event)
    promises_hold(seen)
    talk.events = seen
    return seen


@pytest.mark.row("7.3", "F78")
@pytest.mark.parametrize(("words", "said"), [("cancel the export", "was stopped"), ("取消导出", "已停止")])
async def test_an_export_that_is_waited_for_is_stopped_at_once(tmp_path: Path, words: str, said: str) -> None:
    renders = Renders()
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        if said == "已停止":
            talk.agent.say = speaker(lambda: "zh")
        await cut_in(talk, words)
        assert said in talk.one(Text).text
        assert (cancels(talk), list(renders.jobs.values())) == (1, ["cancelled"])
        assert [entry.status for entry in talk.agent.journal.entries] == ["stopped"]
        assert not list((tmp_path / "out").glob("*.mp4"))
        assert talk.agent.cut_in(words) is None, "nothing runs any more"


@pytest.mark.row("7.3")
async def test_an_export_that_cannot_be_stopped_goes_on_and_is_delivered(tmp_path: Path) -> None:
    renders = Renders(pace=30)
    renders.stoppable = False
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        await cut_in(talk, "cancel the export")
        assert any("could not be stopped" in notice.text for notice in talk.all(Notice))
        assert talk.one(MediaReady).kind == "video"


async def test_a_stop_that_comes_too_late_is_told_with_the_file(tmp_path: Path) -> None:
    renders = Renders(pace=100)
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        await cut_in(talk, "cancel the export", at="media_ready")
        assert talk.one(MediaReady).kind == "video"
        assert any("before it could be stopped" in notice.text for notice in talk.all(Notice))
        assert cancels(talk) == 0


async def test_an_edit_behind_the_stop_is_left_for_the_next_turn(tmp_path: Path) -> None:
    async with conversing(tmp_path, Renders().scripts, ["export"]) as talk:
        async with aclosing(talk.agent.run_turn("导出")) as events:
            talk.events = []
            async for event in events:
                if isinstance(event, Progress) and not talk.all(Progress):
                    assert talk.agent.cut_in("别导了，先把标题改大") == "先把标题改大"
                talk.events.append(event)
        assert "已停止" in talk.one(Text).text


async def test_an_export_that_is_still_to_come_is_left_out(tmp_path: Path) -> None:
    async with conversing(tmp_path, Renders().scripts, ["sse", "export"]) as talk:
        await cut_in(talk, "cancel the export", at="planned")
        assert "left out" in talk.answer
        assert talk.server.count(*RUN) == 1
        assert talk.server.count(*SUBMIT) == 0


async def test_a_message_of_another_kind_does_not_cut_in(tmp_path: Path) -> None:
    async with conversing(tmp_path, Renders(pace=50).scripts, ["export"]) as talk:
        seen: list[str | None] = []
        async with aclosing(talk.agent.run_turn("export")) as events:
            async for event in events:
                if isinstance(event, Progress):
                    seen += [talk.agent.cut_in(words) for words in ("make it louder", "export it again at 720p", "add the title Stop")]
        assert set(seen) == {None}


async def left_running(talk: Conversation) -> None:
    """An export whose wait was stopped."""

    async def listen() -> None:
        async with aclosing(talk.agent.run_turn("export")) as events:
            async for event in events:
                if isinstance(event, Progress) and talk.server.count(*POLL):
                    listening.cancel()

    listening = asyncio.create_task(listen())
    with pytest.raises(asyncio.CancelledError):
        await listening


@pytest.mark.row("7.3")
async def test_an_export_in_the_background_is_stopped_and_the_rest_is_done(tmp_path: Path) -> None:
    renders = Renders()
    async with conversing(tmp_path, renders.scripts, ["export"], ["sse"], ["sse"]) as talk:
        await left_running(talk)
        await talk.says("cancel the export and make the title bigger")
        assert talk.answer.splitlines() == ["The export video-edited.mp4 was stopped; no file was made.", "Bigger."]
        assert talk.server.of(*RUN)[0].json["new_message"]["parts"][0]["text"] == "make the title bigger"
        await talk.says("cancel the export")
        assert "No export is running" in talk.answer
        assert (cancels(talk), talk.server.count(*RUN)) == (1, 1)


async def test_two_exports_are_stopped_one_by_one_or_both(tmp_path: Path) -> None:
    renders = Renders()
    async with conversing(tmp_path, renders.scripts, ["export"], ["export"], ["sse"], ["export"], ["sse"]) as talk:
        await left_running(talk)
        await talk.says("export it at 720p")
        await talk.says("cancel the export")
        assert list(renders.jobs.values()) == ["cancelled", 0]
        assert "Another export goes on" in talk.all(Notice)[0].text
        await talk.says("export")
        await talk.says("cancel all exports")
        assert list(renders.jobs.values()) == ["cancelled"] * 3
        assert talk.agent.journal.opened("render") == []


@pytest.mark.row("7.3", "F72")
async def test_a_wish_to_stop_that_a_crash_cut_off_is_carried_out_by_the_next_start(tmp_path: Path) -> None:
    renders = Renders()
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        await left_running(talk)
        (entry,) = talk.agent.journal.opened("render")
        talk.agent.journal.note(entry, recalled=True)
        talk.agent.journal = Journal(talk.agent.journal.path, wall=talk.clock.clock.wall)
        talk.events = [event async for event in talk.agent.recover()]
        assert "was stopped" in talk.one(Text).text
        assert list(renders.jobs.values()) == ["cancelled"]
        assert talk.agent.journal.opened("render") == []


async def test_a_line_that_breaks_on_the_way_leaves_the_export_open_and_says_so(tmp_path: Path) -> None:
    renders = Renders()
    async with conversing(tmp_path, renders.scripts, ["export"], ["sse"]) as talk:
        await left_running(talk)
        talk.server.scripts[SUBMIT] = [Script([CUT])]
        await talk.says("cancel the export")
        assert talk.one(Failed).code == "connection_lost"
        assert len(talk.agent.journal.opened("render")) == 1


async def test_an_export_stopped_by_somebody_else_is_a_failure_of_the_wait(tmp_path: Path) -> None:
    renders = Renders()
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        async with aclosing(talk.agent.run_turn("export")) as events:
            talk.events = []
            async for event in events:
                talk.events.append(event)
                renders.jobs.update(dict.fromkeys(renders.jobs, "cancelled"))
        assert talk.one(Failed).message == "The export video-edited.mp4 was stopped from another window; no file was made."
        assert talk.one(Failed).exit_code == 70


@pytest.mark.row("7.1")
async def test_exports_of_changed_drafts_are_made_and_delivered_in_order(tmp_path: Path) -> None:
    renders = Renders(pace=0)
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        await left_running(talk)
        talk.server.scripts[STATE] = [project(draft("Urban Dreams", "Part 2"), ["city.mp4"])]
        renders.pace = 40
        await talk.says("export")
        assert "Before it comes video-edited.mp4" in talk.all(Notice)[0].text
        sent = [request.json["draft"] for request in talk.server.of(*SUBMIT)]
        assert sent[0] != sent[1]
        assert [Path(video.path or "").name for video in talk.all(MediaReady)] == ["video-edited.mp4", "video-edited-2.mp4"]
        assert talk.agent.journal.opened("render") == []


@pytest.mark.row("7.1")
async def test_the_same_export_asked_for_while_it_ran_is_not_made_again(tmp_path: Path) -> None:
    renders = Renders(pace=100)
    async with conversing(tmp_path, renders.scripts, ["export"]) as talk:
        typed_at = talk.clock.clock.wall()
        await talk.says("export")
        made = talk.one(MediaReady).path
        async with aclosing(talk.agent.run_turn("export", asked_at=typed_at)) as events:
            talk.events = [event async for event in events]
        assert talk.one(MediaReady).path == made
        assert talk.server.count(*SUBMIT) == 1
        await talk.says("export")
        assert talk.server.count(*SUBMIT) == 2, "asked for afterwards, it is made anew"
