"""From a file and a sentence to an MP4, over the wire."""

from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from backend_rig import Rig, Start, decoded, make_clip, text_of

from backend.crew import Crew
from backend.director import Directions, Scene, direct


async def test_a_clip_is_cut_and_exported(rig: Rig, clip: Path, tmp_path: Path) -> None:
    sid = await rig.session()
    uploaded = await rig.upload(sid, clip)
    assert uploaded["code"] == 0
    assert uploaded["data"]["session_state_applied"] is True
    item = uploaded["data"]["files"][0]
    assert (item["filename"], item["file_type"], item["width"], item["height"], item["fps"]) == ("talk.mp4", "video", 64, 48, 10)
    assert item["duration"] == pytest.approx(4.0, abs=0.1)

    events = await rig.say(sid, "trim the last 1 second")
    state = await rig.state(sid)
    assert state["draft"]["t"][0]["d"] == pytest.approx(3000, abs=100)
    assert text_of(events)

    submitted = await rig.export(sid, "render_1")
    assert submitted["success"] is True
    done = await rig.finished("render_1")
    assert done["status"] == done["data"]["status"] == "completed"
    assert done["output"]["url"] == done["data"]["outputUrl"]
    target = tmp_path / "out.mp4"
    async with httpx.AsyncClient(trust_env=False) as stranger:
        answer = await stranger.get(done["output"]["url"])
    target.write_bytes(answer.content)
    assert int(answer.headers["content-length"]) == done["output"]["size"] == len(answer.content)
    duration_s, width, height, frames = decoded(target)
    assert duration_s == pytest.approx(3.0, abs=0.15)
    assert (width, height, frames) == (64, 48, 30)


async def test_silences_are_found_in_the_sound_and_cut(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    await rig.upload(sid, clip)
    events = await rig.say(sid, "trim the silences")
    calls = [part["functionCall"] for event in events for part in event.get("content", {}).get("parts", []) if "functionCall" in part]
    assert [call["name"] for call in calls] == ["analyze_pauses", "edit_multitrack"]
    assert calls[1]["args"] == {"edits": [{"op": "trim_silence"}]}
    assert (await rig.state(sid))["draft"]["d"] == pytest.approx(3400, abs=200)


async def test_a_message_in_chinese_is_answered_in_chinese(rig: Rig, clip: Path) -> None:
    sid = await rig.session("en")
    await rig.upload(sid, clip)
    assert "导出" in text_of(await rig.say(sid, "改成9:16竖屏"))


async def test_an_edit_without_a_clip_asks_for_one(rig: Rig) -> None:
    sid = await rig.session()
    assert "no video in this project" in text_of(await rig.say(sid, "trim the silences"))
    assert (await rig.state(sid))["draft"] == {}


async def test_words_that_are_no_edit_get_three_examples(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    await rig.upload(sid, clip)
    answer = text_of(await rig.say(sid, "purple monkey dishwasher"))
    assert "purple monkey dishwasher" in answer
    assert answer.count("“") == 4


async def test_what_was_edited_survives_a_restart(start: Start, clip: Path, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    first = await start(home)
    sid = await first.session()
    await first.upload(sid, clip)
    await first.say(sid, "make it 9:16")
    before = await first.state(sid)
    await first.close()
    second = await start(home)
    after = await second.state(sid)
    assert after["draft"] == before["draft"]


async def test_subtitles_beside_a_video_become_its_captions(rig: Rig, clip: Path, tmp_path: Path) -> None:
    subtitles = tmp_path / "talk.srt"
    subtitles.write_text("1\n00:00:00,200 --> 00:00:01,200\nHello there\n\n", encoding="utf-8")
    sid = await rig.session()
    uploaded = await rig.upload(sid, clip, subtitles)
    assert [item["file_type"] for item in uploaded["data"]["files"]] == ["video", "subtitles"]
    await rig.say(sid, "add captions")
    texts = [track for track in (await rig.state(sid))["draft"]["t"] if track["tt"] == 7]
    assert [segment["m"]["text"] for segment in texts[0]["sg"]] == ["Hello there"]
    assert len((await rig.state(sid))["video_infos"]) == 1


async def test_every_edit_of_a_message_is_told_as_it_is_made(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    await rig.upload(sid, clip)
    events = await rig.say(sid, "make it 9:16 and add a title that says Hello")
    kinds = ["fragment" if event.get("partial") else next(iter(part)) for event in events for part in event["content"]["parts"]]
    assert [kind for kind in kinds if kind != "fragment"] == ["functionCall", "functionResponse", "text"] * 2 + ["text"]
    assert len(text_of(events).splitlines()) >= 3


async def test_fragments_are_the_text_that_follows_them(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    await rig.upload(sid, clip)
    events = await rig.say(sid, "make it 9:16 and add a title that says Hello")
    begun, wholes = "", 0
    for event in events:
        part = event["content"]["parts"][0]
        if event.get("partial"):
            begun += part["text"]
        elif "text" in part:
            assert part["text"] == begun
            begun, wholes = "", wholes + 1
        else:
            assert begun == ""
    assert wholes == 3


async def test_two_videos_are_joined(rig: Rig, clip: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.mp4"
    make_clip(second, 2.0)
    sid = await rig.session()
    await rig.upload(sid, clip, second)
    await rig.say(sid, "merge the clips")
    assert (await rig.state(sid))["draft"]["d"] == pytest.approx(6000, abs=200)


async def test_the_director_sees_the_edits_that_count(start: Start, clip: Path) -> None:
    seen: list[list[str]] = []

    def direct_and_note(text: str, scene: Scene) -> Directions:
        seen.append([edit.op for edit in scene.before])
        return direct(text, scene)

    rig = await start(crew=Crew(direct=direct_and_note))
    sid = await rig.session()
    await rig.upload(sid, clip)
    for text in ("mirror the video", "make it black and white", "undo", "mute it", "how long is it?"):
        await rig.say(sid, text)
    told = [seen[0], *(now for before, now in pairwise(seen) if now != before)]
    assert told == [[], ["flip"], ["flip", "color"], ["flip", "undo"], ["flip", "mute"]]
