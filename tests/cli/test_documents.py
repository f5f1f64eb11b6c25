"""Files without a render: the timeline for other editors, and subtitles in both forms."""

import json
from pathlib import Path

import av
import opentimelineio as otio
import pytest

from tests.backend.backend_rig import make_clip
from tests.cli.program import Program

SRT = "1\n00:00:00,500 --> 00:00:01,500\nHello & you\n\n2\n00:00:02,000 --> 00:00:03,000\nthe end\n"


@pytest.fixture
async def project(program: Program) -> Program:
    """A captioned clip from which a second is cut."""
    make_clip(program.folder / "my talk.mp4", 5, loud=((0, 5),))
    (program.folder / "my talk.srt").write_text(SRT, encoding="utf-8")
    assert (await program("-p", "add captions and cut 0:03 to 0:04", "my talk.mp4")).status == 0
    return program


async def test_the_timeline_is_written_with_the_persons_own_files_and_over_nothing(project: Program) -> None:
    done = await project("-c", "-p", "export the timeline as OTIO", "--output-format", "json")
    assert done.status == 0, done.said
    (made,) = done.json["files"]
    assert (made["kind"], made["name"]) == ("timeline", "my talk-edited.otio")
    read = otio.adapters.read_from_file(made["path"])
    clips = list(read.video_tracks()[0])
    assert [clip.media_reference.target_url for clip in clips] == [(project.folder / "my talk.mp4").as_uri()] * 2
    assert [clip.source_range.start_time.to_seconds() for clip in clips] == [0, 4]
    assert read.duration().to_seconds() == 4
    (project.folder / "my talk-edited.otio").write_text("mine", encoding="utf-8")
    done = await project("-c", "-p", "导出时间线文件OTIO")
    assert "my talk-edited-2.otio" in done.out
    assert "字幕（可以说" in done.err
    taken = await project("-c", "-p", "export the timeline as \"my talk-edited.otio\"")
    assert taken.status == 73
    third = await project("-c", "-p", "export the timeline as an EDL", "--output-format", "json")
    assert "I write OTIO, which EDL and other editors can import." in third.json["notices"]
    assert (project.folder / "my talk-edited.otio").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in project.folder.iterdir() if path.is_file()) == [
        "my talk-edited-2.otio", "my talk-edited-3.otio", "my talk-edited.otio", "my talk.mp4", "my talk.srt"]
    assert (project.folder / "my talk-edited-2.otio").stat().st_mode & 0o777 == 0o644


async def test_without_captions_the_timeline_is_written_all_the_same(program: Program) -> None:
    make_clip(program.folder / "a.mp4", 2)
    assert (await program("-p", "speed it up 2x", "a.mp4")).status == 0
    done = await program("-c", "-p", "give me the srt and export the timeline as otio")
    assert done.status == 0, done.said
    assert "captions" in done.err
    assert (program.folder / "a-edited.otio").is_file()
    assert (await program("-c", "-p", "give me the srt")).status != 0


async def test_subtitles_come_in_both_forms(project: Program) -> None:
    asked = [("give me the .vtt", ["my talk-edited.vtt"]), ("导出字幕文件", ["my talk-edited.srt"]),
             ("export the subtitles as srt and vtt", ["my talk-edited-2.srt", "my talk-edited-2.vtt"]),
             ("export the captions as words.vtt", ["words.vtt"])]
    for text, names in asked:
        done = await project("-c", "-p", text, "--output-format", "json")
        assert done.status == 0, done.said
        assert [made["name"] for made in done.json["files"]] == names
        written = Path(done.json["files"][-1]["path"]).read_text(encoding="utf-8")
        vtt = names[-1].endswith(".vtt")
        assert written.startswith("WEBVTT\n\n00:00:00.500 --> " if vtt else "1\n00:00:00,500 --> ")
        assert ("Hello &amp; you" if vtt else "Hello & you") in written
    assert not list(project.folder.glob("*.part")) + list(project.folder.glob(".my*"))


async def test_the_cloud_says_honestly_that_it_has_no_timeline_for_others(program: Program) -> None:
    from tests.agent.conversing import CREATE, STATE, draft
    from tests.agent.conversing import project as state
    from tests.scripted.server import ScriptedServer, ok

    scripts = {CREATE: [ok({"session_id": "s1"})], STATE: [state(draft("Hi"), ["a.mp4"])]}
    async with ScriptedServer(scripts) as server:
        done = await program("-p", "export the timeline as OTIO", NEMO_API_URL=server.base, NEMO_TOKEN="nmv_usr_canary")
    assert "only be written as OTIO by the editor on this computer" in done.out
    assert json.dumps(done.status) == "0"


async def test_the_cloud_says_honestly_that_it_sends_no_picture(program: Program) -> None:
    from tests.agent.conversing import CREATE
    from tests.scripted.server import ScriptedServer, ok

    async with ScriptedServer({CREATE: [ok({"session_id": "s1"})]}) as server:
        done = await program("-p", "save a cover image at 0:12", NEMO_API_URL=server.base, NEMO_TOKEN="nmv_usr_canary")
    assert "by the editor on this computer only" in done.out
    assert done.status == 0


async def test_a_thumbnail_is_written_beside_the_exports_and_tells_its_frame_also_behind_an_edit(project: Program) -> None:
    done = await project("-c", "-p", "make a thumbnail", "--output-format", "json")
    assert done.status == 0, done.said
    (made,) = done.json["files"]
    assert (made["kind"], made["name"]) == ("image", "my talk-cover.jpg")
    assert "chosen because it is sharp" in done.said
    with av.open(made["path"]) as container:
        [frame] = container.decode(video=0)
    assert (frame.width, frame.height) == (64, 48)
    again = await project("-c", "-p", "导出0:03的画面作封面，命名为 封面.png")
    assert again.status == 0, again.said
    assert "0:03" in again.out
    assert (project.folder / "封面.png").read_bytes().startswith(b"\x89PNG")
    named = await project("-c", "-p", "make a thumbnail", "-o", "front.png")
    assert named.status == 0, named.said
    assert (project.folder / "front.png").read_bytes().startswith(b"\x89PNG")
    late = await project("-c", "-p", "save a cover image at 1:00")
    assert "0:04 long" in late.out
    assert sorted(path.name for path in project.folder.glob("*.jpg")) == ["my talk-cover.jpg"]
    both = await project("-c", "-p", "cut the first second and make a thumbnail at 0:01", "--output-format", "json")
    assert both.status == 0, both.said
    assert [made["kind"] for made in both.json["files"]] == ["image"]
    assert "1 s off the start" in both.said
    assert "the frame at 0:01" in both.said
