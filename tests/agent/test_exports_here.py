"""The way to the file: submitted once, watched, fetched whole, and picked up again after a restart."""

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from agent.events import AgentEvent, Failed, MediaReady, Notice, Progress, Text, TurnEnded
from agent.journal import Journal
from agent.session import Uploaded
from tests.agent.conversing import FILE, POLL, RUN, STATE, SUBMIT, conversing, draft, mp4, project, promises_hold, rendering
from tests.scripted.server import CUT, HANG, Script, code, js, st

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"
READY = project(draft("Urban Dreams"), ["city.mp4"])
PENDING = js(200, {"success": True, "data": {"id": "r9", "status": "pending", "progress": 5}})


def done(request: Any) -> Script:
    """A finished render whose file this server has."""
    return js(200, {"success": True, "status": "completed", "progress": 100, "output": {"url": "/file/out.mp4", "duration": 30.5}})


FINE: dict[tuple[str, str], Any] = {STATE: [READY], SUBMIT: [PENDING], POLL: [rendering(50), done], FILE: [mp4(SAMPLE)]}


@pytest.mark.row("7.1", "7.2", "7.4")
async def test_an_export_ends_as_a_file_on_disk(tmp_path: Path) -> None:
    async with conversing(tmp_path, FINE, ["export"]) as talk:
        await talk.says("export")
        video = talk.one(MediaReady)
        assert (video.kind, video.path) == ("video", str(tmp_path / "out" / "video-edited.mp4"))
        assert Path(video.path or "").read_bytes() == SAMPLE.read_bytes()
        assert video.size_bytes == SAMPLE.stat().st_size
        assert 0.5 in [progress.fraction for progress in talk.all(Progress)]
        assert talk.clock.slept == [30.0, 30.0]
        assert talk.server.count(*RUN) == 0


@pytest.mark.row("4.2", "7.1")
async def test_the_draft_goes_back_untouched_and_only_what_was_asked_is_added(tmp_path: Path) -> None:
    strange = {"zz": None, "t": [{"tt": 0, "sg": [{"d": 1000, "k": {}, "n": 2**53}], "a": []}], "b": "ü"}
    async with conversing(tmp_path, {**FINE, STATE: [project(strange)]}, ["export"]) as talk:
        await talk.says("export it at 720p and 24 fps")
        body = talk.server.of(*SUBMIT)[0].json
        assert list(body["draft"]) == ["zz", "t", "b"]
        assert body["draft"] == strange
        assert body["output"] == {"format": "mp4", "quality": "high", "resolution": "720p", "fps": 24}
        assert body["id"].startswith("render_1800000000")


HOSTILE_NAMES = {
    "../../.bashrc": "bashrc", "/etc/passwd": "passwd", "C:\\x.mp4": "C__x", "CON.mp4": "CON", "-rf.mp4": "rf", "~.mp4": "_", ".mp4": "mp4",
    "a\0b.mp4": "a_b", "\u202egpj.mp4": "_gpj", "\x1b]0;t\x07a.mp4": "__0_t_a", "a\nb.mp4": "a_b", "$(reboot).mp4": "_(reboot)",
    "*.mp4": "_",
    " .mp4": "video", "": "video", "..": "video", "剪" * 80 + ".mp4": "剪" * 60, "n" * 250 + ".mp4": "n" * 80,
}  # fmt: skip
"""Names of a first clip, and the file names without `-edited.mp4` that they may become."""


@pytest.mark.row("F57", "7.4")
@pytest.mark.parametrize(("name", "stem"), HOSTILE_NAMES.items())
async def test_a_hostile_name_becomes_a_plain_one_in_the_folder(tmp_path: Path, name: str, stem: str) -> None:
    async with conversing(tmp_path, FINE, ["export"]) as talk:
        talk.agent.link.session.files.append(Uploaded(name=name, path="/nowhere", size=1, mtime_ns=1))
        await talk.says("export")
        path = Path(talk.one(MediaReady).path or "")
        assert path == tmp_path / "out" / f"{stem}-edited.mp4"
        assert [made.name for made in path.parent.iterdir()] == [path.name]


@pytest.mark.row("F77", "7.1")
async def test_a_clock_that_is_set_back_names_no_export_twice(tmp_path: Path) -> None:
    async with conversing(tmp_path, FINE, ["export"]) as talk:
        for number in range(3):
            talk.server.scripts[STATE] = [project(draft(f"Title {number}"), ["city.mp4"])]
            await talk.says("export")
            assert talk.all(Failed) == []
            talk.clock.set_wall(-talk.clock.time)
        ids = [submit.json["id"] for submit in talk.server.of(*SUBMIT)]
    assert len(set(ids)) == len(ids) == 3


@pytest.mark.row("7.1")
async def test_nothing_to_export_is_said_without_a_call(tmp_path: Path) -> None:
    async with conversing(tmp_path, {STATE: [project(files=["city.mp4"])]}, ["export"]) as talk:
        await talk.says("export")
        assert talk.one(Failed).message == "There is nothing to export yet."
        assert talk.one(Failed).exit_code == 65
        assert talk.server.count(*SUBMIT) == 0


@pytest.mark.row("7.4", "F57")
async def test_no_file_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "video-edited.mp4").write_text("mine", encoding="utf-8")
    async with conversing(tmp_path, FINE, ["export"]) as talk:
        await talk.says("export")
        assert talk.one(MediaReady).name == "video-edited-2.mp4"
        assert (tmp_path / "out" / "video-edited.mp4").read_text(encoding="utf-8") == "mine"


async def test_a_named_file_that_exists_is_refused_before_the_render(tmp_path: Path) -> None:
    (tmp_path / "mine.mp4").write_text("mine", encoding="utf-8")
    async with conversing(tmp_path, FINE, ["export"], target=tmp_path / "mine.mp4") as talk:
        await talk.says("export")
        assert (talk.one(Failed).code, talk.one(Failed).exit_code) == ("output_unwritable", 73)
        assert talk.server.count(*SUBMIT) == 0


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("final.mp4", "final.mp4"),
        ("final.mov", "final.mp4"),
        ("folder/", "folder/video-edited.mp4"),
    ],
)
async def test_the_output_flag_names_a_file_or_a_folder(tmp_path: Path, target: str, name: str) -> None:
    (tmp_path / "folder").mkdir()
    async with conversing(tmp_path, FINE, ["export"], target=tmp_path / target) as talk:
        await talk.says("export")
        assert talk.one(MediaReady).path == str(tmp_path / name)


@pytest.mark.row("7.3")
async def test_a_failed_render_gets_one_new_id(tmp_path: Path) -> None:
    failed = js(200, {"success": True, "status": "failed", "error": "/srv/x"})
    async with conversing(tmp_path, {**FINE, POLL: [failed, done]}, ["export"]) as talk:
        await talk.says("export")
        ids = [request.json["id"] for request in talk.server.of(*SUBMIT)]
        assert len(set(ids)) == 2
        assert talk.one(MediaReady).kind == "video"


@pytest.mark.row("7.3", "8.1")
async def test_a_render_that_fails_twice_is_a_failure(tmp_path: Path) -> None:
    failed = js(200, {"success": True, "status": "failed", "error": "/srv/x"})
    async with conversing(tmp_path, {**FINE, POLL: [failed]}, ["export"]) as talk:
        await talk.says("export")
        assert talk.one(Failed).message == "The export failed. Your timeline is safe; you can try again."
        assert talk.server.count(*SUBMIT) == 2
        assert "/srv/x" not in talk.screen


@pytest.mark.row("F48", "7.3")
async def test_a_lost_answer_polls_its_own_id_and_is_not_sent_again(tmp_path: Path) -> None:
    async with conversing(tmp_path, {**FINE, SUBMIT: [Script([CUT])]}, ["export"]) as talk:
        await talk.says("export")
        own = talk.server.of(*SUBMIT)[0].json["id"]
        assert talk.server.count(*SUBMIT) == 1
        assert {request.path.split("/")[-1] for request in talk.server.of(*POLL)} == {own}
        assert talk.one(MediaReady).kind == "video"


@pytest.mark.row("F48", "7.3")
async def test_a_submit_that_never_arrived_goes_out_once_more_with_the_same_id(tmp_path: Path) -> None:
    unknown = js(404, {"detail": "not found"})
    scripts = {**FINE, SUBMIT: [Script([CUT]), PENDING], POLL: [unknown, unknown, unknown, done]}
    async with conversing(tmp_path, scripts, ["export"]) as talk:
        await talk.says("export")
        ids = [request.json["id"] for request in talk.server.of(*SUBMIT)]
        assert len(ids) == 2
        assert len(set(ids)) == 1


@pytest.mark.row("F49", "7.2")
async def test_at_the_cap_it_still_renders_and_the_next_export_waits_for_it(tmp_path: Path) -> None:
    async with conversing(tmp_path, {**FINE, POLL: [*[rendering(40)] * 10, done]}, ["export"]) as talk:
        await talk.says("export")
        assert "still renders" in talk.one(Text).text
        assert talk.one(TurnEnded).status == "done"
        assert talk.agent.journal.opened("render")
        await talk.says("export")
        assert talk.one(MediaReady).kind == "video"
        assert any("running already" in notice.text for notice in talk.all(Notice))
        assert talk.server.count(*SUBMIT) == 1
        assert not talk.agent.journal.opened("render")


@pytest.mark.row("F50", "7.5")
async def test_a_restart_fetches_what_finished_meanwhile(tmp_path: Path) -> None:
    async with conversing(tmp_path, {**FINE, POLL: [*[rendering(40)] * 10, done]}, ["export"]) as talk:
        await talk.says("export")
        talk.agent.journal = Journal(talk.agent.journal.path, wall=talk.clock.clock.wall)
        talk.events = [event async for event in talk.agent.recover()]
        assert talk.one(MediaReady).path == str(tmp_path / "out" / "video-edited.mp4")
        assert talk.server.count(*SUBMIT) == 1


@pytest.mark.row("F34", "8.2")
async def test_a_plan_without_export_is_told_without_a_word_on_credits(tmp_path: Path) -> None:
    async with conversing(tmp_path, {**FINE, SUBMIT: [code(402)]}, ["export"]) as talk:
        await talk.says("export")
        assert talk.one(Failed).message.startswith("Register or upgrade your plan to unlock export.")
        assert talk.one(Failed).exit_code == 77
        assert "credit" not in talk.screen.lower()
        assert talk.server.count(*SUBMIT) == 1


@pytest.mark.row("F32", "3.2")
async def test_a_project_that_is_gone_is_not_exported(tmp_path: Path) -> None:
    async with conversing(tmp_path, {STATE: [code(1002)]}, ["export"]) as talk:
        talk.agent.link.session.sid = "old"
        await talk.says("export")
        assert talk.one(Failed).code == "no_such_session"
        assert talk.server.count("POST", "/api/") == 0


@pytest.mark.row("F55", "7.4")
async def test_a_page_instead_of_a_video_is_no_file(tmp_path: Path) -> None:
    page = st(200, "text/html", "<html>link expired</html>")
    scripts = {**FINE, FILE: [page], ("GET", "/api/render/proxy/r9/download"): [page], ("GET", "/api/render/proxy/render_"): [page]}
    async with conversing(tmp_path, scripts, ["export"]) as talk:
        await talk.says("export")
        assert talk.one(Failed).exit_code == 69
        assert not list((tmp_path / "out").glob("*.mp4"))
        assert talk.agent.journal.opened("render")


@pytest.mark.row("4.5")
async def test_a_subtitle_file_is_made_here_without_a_render(tmp_path: Path) -> None:
    async with conversing(tmp_path, {STATE: [READY]}, ["export"]) as talk:
        await talk.says("export the srt")
        made = talk.one(MediaReady)
        assert made.kind == "subtitles"
        assert Path(made.path or "").read_text(encoding="utf-8") == "1\n00:00:01,000 --> 00:00:04,000\nUrban Dreams\n\n"
        assert talk.server.count(*SUBMIT) == 0


async def test_subtitles_of_a_timeline_without_text_are_refused_in_words(tmp_path: Path) -> None:
    async with conversing(tmp_path, {STATE: [project(draft())]}, ["export"]) as talk:
        await talk.says("give me the srt")
        assert "no text on the timeline" in talk.one(Failed).message


@pytest.mark.row("3.6")
async def test_credits_and_status_never_reach_the_editing_stream(tmp_path: Path) -> None:
    async with conversing(tmp_path, {STATE: [READY]}, ["credits"], ["state"]) as talk:
        await talk.says("credits")
        assert talk.answer.startswith("60 credits available.")
        await talk.says("status")
        assert talk.answer.splitlines()[:2] == [
            'Timeline (2 tracks): 1. Video: city (0-10s) 2. Title: "Urban Dreams" (1-4s)',
            "Length: 0:10",
        ]
        assert talk.server.count(*RUN) == 0


async def test_work_on_this_computer_is_free_and_says_so(tmp_path: Path) -> None:
    async with conversing(tmp_path, {}, ["credits"], backend="local") as talk:
        await talk.says("how many credits are left")
        assert "free" in talk.answer
        assert talk.server.requests == []


async def test_an_export_here_is_watched_by_the_second(tmp_path: Path) -> None:
    moving = [rendering(percent) for percent in range(0, 100, 4)]
    async with conversing(tmp_path, {**FINE, POLL: [*moving, done]}, ["export"], backend="local") as talk:
        await talk.says("export")
        assert set(talk.clock.slept) == {1.0}
        assert talk.one(MediaReady).kind == "video"


@pytest.mark.row("7.5", "F78")
async def test_a_stopped_wait_leaves_the_export_running(tmp_path: Path) -> None:
    async with conversing(tmp_path, {**FINE, POLL: [rendering(40), Script([HANG])]}, ["export"]) as talk:
        seen: list[AgentEvent] = []

        async def listen() -> None:
            async with aclosing(talk.agent.run_turn("export")) as events:
                async for event in events:
                    seen.append(event)
                    if isinstance(event, Progress) and event.fraction == 0.4:
                        listening.cancel()

        listening = asyncio.create_task(listen())
        with pytest.raises(asyncio.CancelledError):
            await listening
        promises_hold(seen)
        (failed,) = [event for event in seen if isinstance(event, Failed)]
        assert "goes on without me" in failed.hint
        assert talk.server.count("POST", "/api/render/proxy/lambda/") == 0
        assert [entry.status for entry in talk.agent.journal.opened("render")] == ["sent"]
