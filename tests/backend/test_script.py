"""A recipe as a message: done whole or not at all; times that hang on the length are read again for each clip."""

import json
from typing import Any

import pytest

from backend.draft.document import Document, with_media
from backend.draft.history import apply
from backend.draft.timeline import Media
from backend.edits import EDIT, Speed, Title
from backend.lettering import undrawable
from backend.script import ScriptError, recipe_of, script_of
from tests.backend.backend_rig import Rig, Start, make_clip, text_of

KEY = "video_jobs_recipe"


def document(duration_s: float, *edits: tuple[dict[str, Any], str]) -> Document:
    """A clip of that length with these edits, each with the words that it came from."""
    media = Media(id="m", name="a.mp4", kind="video", duration_s=duration_s, width=64, height=48, fps="10", has_audio=True)
    made = with_media(Document(), media)
    for edit, words in edits:
        made = apply(made, EDIT.validate_python(edit), words)
    return made


def message(*steps: dict[str, Any], version: object = 1) -> str:
    return json.dumps({KEY: version, "steps": list(steps)})


def test_a_document_tells_the_edits_that_count_with_their_words() -> None:
    made = document(
        60, ({"op": "speed", "factor": 2.0}, "twice as fast"), ({"op": "music"}, "add music"), ({"op": "undo"}, "undo"),
        ({"op": "mute", "target": "all", "from": 25.0, "to": 30.0}, "mute the last 5 seconds"),
        ({"op": "cut", "from": 2.0, "to": 3.0}, "cut 0:02 to 0:03"), ({"op": "save_version", "name": "one"}, "call this one"),
    )
    assert recipe_of(made) == {"left_out": [], "steps": [
        {"words": "twice as fast", "edit": {"op": "speed", "factor": 2.0}},
        {"words": "mute the last 5 seconds", "edit": {"op": "mute", "target": "all", "from": 25.0, "to": 30.0}, "relative": True},
        {"words": "cut 0:02 to 0:03", "edit": {"op": "cut", "from": 2.0, "to": 3.0}},
    ]}


@pytest.mark.parametrize(("text", "reason"), [
    (message({"edit": {"op": "speed", "factor": 2}}, version=2), "script.version"), (message(), "script.empty"),
    (message({"edit": {"op": "fly"}}), "script.step"), (message({"words": "mute it"}), "script.step"),
    (json.dumps({KEY: 1, "steps": "x"}), "script.empty"),
    (message({"edit": {"op": "speed", "factor": 2, "colour": "red"}}), "script.step"),
])
def test_a_recipe_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(ScriptError) as caught:
        script_of(text)
    assert caught.value.message == reason


@pytest.mark.parametrize("text", ["trim the silences", "{", "{}", '{"video_jobs_recipe', '["video_jobs_recipe"]', "[" * 100_000])
def test_any_other_message_is_no_recipe(text: str) -> None:
    assert script_of(text) is None


@pytest.fixture
async def project(start: Start, tmp_path: Any) -> tuple[Rig, str]:
    """A project with a clip of four seconds."""
    rig = await start()
    sid = await rig.session()
    make_clip(tmp_path / "a.mp4", 4, loud=((0, 4),))
    await rig.upload(sid, tmp_path / "a.mp4")
    return rig, sid


async def test_a_recipe_is_done_in_one_message(project: tuple[Rig, str]) -> None:
    rig, sid = project
    steps = [{"words": "cut 0:00 to 0:01", "edit": {"op": "cut", "from": 0, "to": 1}},
             {"words": "mute the last 1 second", "edit": {"op": "mute", "target": "all", "from": 59, "to": 60}, "relative": True}]
    events = await rig.say(sid, message(*steps))
    assert "error" not in events[-1]
    reply = (await rig.client.get(f"/api/state/nemo_agent/me/{sid}/latest")).json()["data"]
    assert [step["edit"] for step in reply["recipe"]["steps"]] == [
        {"op": "cut", "from": 0.0, "to": 1.0}, {"op": "mute", "target": "all", "from": 2.0, "to": 3.0}]
    assert reply["state"]["draft"]["d"] == 3000


async def test_a_step_that_does_not_fit_leaves_the_timeline_as_it_was(project: tuple[Rig, str]) -> None:
    rig, sid = project
    before = (await rig.state(sid))["draft"]
    steps = {"edit": {"op": "speed", "factor": 2}}, {"words": "cut the end", "edit": {"op": "cut", "from": 50, "to": 60}}
    events = await rig.say(sid, message(*steps))
    assert text_of(events) == "Step 2 of the recipe (“cut the end”) does not fit: 0:50 is past the end; the video is 0:02 long."
    assert events[-1]["error_details"]["error_type"] == "ScriptError"
    assert (await rig.state(sid))["draft"] == before


async def test_a_recipe_of_another_version_changes_nothing(project: tuple[Rig, str]) -> None:
    rig, sid = project
    events = await rig.say(sid, message({"edit": {"op": "speed", "factor": 2}}, version=7))
    assert "version 7" in text_of(events)
    assert (await rig.state(sid))["draft"]["d"] == 4000


async def test_a_clip_without_sound_has_nothing_to_mute_and_the_rest_is_done(start: Start, tmp_path: Any) -> None:
    rig = await start()
    sid = await rig.session()
    make_clip(tmp_path / "silent.mp4", 4)
    await rig.upload(sid, tmp_path / "silent.mp4")
    mute, silences = {"words": "mute it", "edit": {"op": "mute", "target": "all"}}, {"edit": {"op": "trim_silence"}}
    speed = {"words": "2x", "edit": {"op": "speed", "factor": 2}}
    events = await rig.say(sid, message(silences, speed, mute))
    told = text_of(events).splitlines()
    assert told[0] == "Step 1 of the recipe (“trim_silence”) was passed over: The video has no sound, so there is nothing to do here."
    assert told[1].startswith("Speed: 2×")
    assert told[2].startswith("Step 3 of the recipe (“mute it”) was passed over")
    assert (await rig.state(sid))["draft"]["d"] == 2000
    events = await rig.say(sid, message(silences, mute))
    assert "Step 2 of the recipe (“mute it”) does not fit" in text_of(events)
    assert events[-1]["error_details"]["error_type"] == "ScriptError"


async def test_a_clip_without_speech_has_nothing_to_write_and_the_rest_is_done(start: Start, tmp_path: Any) -> None:
    rig = await start()
    sid = await rig.session()
    make_clip(tmp_path / "tone.mp4", 1, loud=((0, 1),))
    await rig.upload(sid, tmp_path / "tone.mp4")
    captions = {"words": "add captions", "edit": {"op": "captions"}}
    bigger = {"words": "bigger", "edit": {"op": "captions", "size": "large"}}
    speed = {"words": "2x", "edit": {"op": "speed", "factor": 2}}
    told = text_of(await rig.say(sid, message(captions, bigger, speed))).splitlines()
    assert told[0] == ("Step 1 of the recipe (“add captions”) was passed over: "
                       "I found no speech in what is on the timeline, so there is nothing to write.")
    assert told[1].startswith("Step 2 of the recipe (“bigger”) was passed over")
    assert told[2].startswith("Speed: 2×")
    events = await rig.say(sid, message(captions))
    assert "Step 1 of the recipe (“add captions”) does not fit" in text_of(events)


async def test_emoji_that_no_font_has_are_told_with_the_title(project: tuple[Rig, str]) -> None:
    rig, sid = project
    title = Title(text="Sea 🌊 and \U000e8001")
    assert undrawable(title, ()) == "🌊\U000e8001"
    assert undrawable(Title(text="plain"), ()) == ""
    assert undrawable(Speed(factor=2), ()) == ""
    told = text_of(await rig.say(sid, "add the title “Sea 🌊” at the top"))
    assert "Title: “Sea 🌊”" in told
    assert ("The font of titles has no 🌊" in told) == bool(undrawable(Title(text="Sea 🌊")))
