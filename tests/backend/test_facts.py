"""What is found out before an edit: which subtitles belong to a video, fillers, when nothing can be heard."""

import asyncio
from pathlib import Path

import pytest
from backend_rig import Rig, Start, make_clip, text_of

from backend.crew import Crew
from backend.director import Directions, Scene
from backend.draft.document import Document
from backend.draft.timeline import Cue
from backend.edits import Captions
from backend.fillers import filler_ranges, is_filler

SRT = "1\n00:00:00,200 --> 00:00:01,200\n{text}\n\n"


def captions_of(state: dict[str, object]) -> list[str]:
    draft = state["draft"]
    assert isinstance(draft, dict)
    tracks = [track for track in draft["t"] if track["tt"] == 7]
    return [segment["m"]["text"] for track in tracks for segment in track["sg"]]


@pytest.mark.parametrize("name", ["talk.srt", "TALK.srt", "talk.en.srt", "other.srt", "talk.vtt"])
async def test_subtitles_are_found_by_their_stem_or_by_being_the_only_ones(rig: Rig, clip: Path, tmp_path: Path, name: str) -> None:
    text = SRT.format(text="From the file")
    beside = tmp_path / name
    beside.write_text("WEBVTT\n\n" + text.replace(",", ".") if name.endswith("vtt") else text)
    sid = await rig.session()
    await rig.upload(sid, beside)
    await rig.upload(sid, clip)
    await rig.say(sid, "add captions")
    assert captions_of(await rig.state(sid)) == ["From the file"]


async def test_of_two_videos_each_gets_its_own_subtitles(rig: Rig, clip: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.mp4"
    make_clip(second, 2.0, loud=((0.0, 2.0),))
    for name, text in (("talk.srt", "One"), ("second.srt", "Two")):
        (tmp_path / name).write_text(SRT.format(text=text))
    sid = await rig.session()
    await rig.upload(sid, clip, second, tmp_path / "talk.srt", tmp_path / "second.srt")
    await rig.say(sid, "merge the clips")
    await rig.say(sid, "add captions")
    assert captions_of(await rig.state(sid)) == ["One", "Two"]


async def test_newer_subtitles_replace_the_words(rig: Rig, clip: Path, tmp_path: Path) -> None:
    sid = await rig.session()
    await rig.upload(sid, clip)
    for text in ("Old", "New"):
        (tmp_path / "talk.srt").write_text(SRT.format(text=text))
        await rig.upload(sid, tmp_path / "talk.srt")
        await rig.say(sid, "add captions")
        assert captions_of(await rig.state(sid)) == [text]


async def test_a_new_style_of_captions_does_not_listen_again(start: Start, clip: Path) -> None:
    track = {"cues": {}, "source": "whisper", "language": "en"}

    def captions(text: str, scene: Scene) -> Directions:
        media = scene.media_names and document().media[0].id
        facts = {**track, "cues": {media: [{"start_s": 0.2, "end_s": 1.0, "text": "Hi"}]}} if text == "first" else None
        return Directions(edits=(Captions(facts=facts, style="bold"),), confidence=1.0, kind="edit")

    rig = await start(crew=Crew(direct=captions))
    sid = await rig.session()
    await rig.upload(sid, clip)
    loop = asyncio.get_running_loop()

    def document() -> Document:
        return asyncio.run_coroutine_threadsafe(rig.service.projects.document(sid), loop).result(10)

    for text in ("first", "second"):
        events = await rig.say(sid, text)
        calls = [part["functionCall"]["name"] for event in events for part in event["content"]["parts"] if "functionCall" in part]
        assert calls == ["edit_multitrack"]
    assert captions_of(await rig.state(sid)) == ["Hi"]


async def test_subtitles_without_a_cue_are_refused(rig: Rig, clip: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_text("nothing that is timed")
    assert (await rig.upload(await rig.session(), clip, tmp_path / "talk.srt"))["code"] == 4001


@pytest.mark.parametrize("words", ["add captions", "trim the silences"])
async def test_a_video_without_sound_says_so_and_stays(rig: Rig, tmp_path: Path, words: str) -> None:
    silent = tmp_path / "silent.mp4"
    make_clip(silent, 2.0)
    sid = await rig.session()
    await rig.upload(sid, silent)
    before = await rig.state(sid)
    assert "no sound" in text_of(await rig.say(sid, words))
    assert await rig.state(sid) == before


async def test_a_video_without_sound_can_have_subtitles(rig: Rig, tmp_path: Path) -> None:
    silent = tmp_path / "silent.mp4"
    make_clip(silent, 2.0)
    (tmp_path / "silent.srt").write_text(SRT.format(text="Written"))
    sid = await rig.session()
    await rig.upload(sid, silent, tmp_path / "silent.srt")
    await rig.say(sid, "add captions")
    assert captions_of(await rig.state(sid)) == ["Written"]


async def test_a_file_in_which_nothing_is_heard_is_not_cut_away(rig: Rig, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.mp4"
    make_clip(quiet, 2.0, loud=((0.0, 0.0),))
    sid = await rig.session()
    await rig.upload(sid, quiet)
    before = await rig.state(sid)
    assert "I hear nothing" in text_of(await rig.say(sid, "trim the silences"))
    assert await rig.state(sid) == before


def test_fillers_are_cut_inside_their_sound() -> None:
    words = ((0.0, 0.3, "So,"), (0.3, 0.7, "Um..."), (0.7, 0.75, "uh"), (0.8, 1.0, "umbrella"))
    found = filler_ranges([Cue(start_s=0.0, end_s=1.0, text="", words=words), Cue(start_s=1.0, end_s=2.0, text="um")])
    assert found == [pytest.approx((0.32, 0.68))]


@pytest.mark.parametrize(("word", "filler"), [("Um,", True), ("嗯", True), ("like", False), ("", False), ("那个", False), ("Hmm…", True)])
def test_a_filler_carries_no_word(word: str, filler: bool) -> None:
    assert is_filler(word) is filler
