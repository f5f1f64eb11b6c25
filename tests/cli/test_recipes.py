"""Recipes and batches as people use them: the edits of one conversation, done to other clips by the program on this computer."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from tests.backend.backend_rig import decoded, make_clip
from tests.cli.program import Program

WORDS = "cut 0:01 to 0:02, mute the last second"


def level(path: Path, start_s: float, end_s: float) -> float:
    """The RMS of the sound in that stretch, 0..1."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("fltp", "mono", 48000)
        parts = [part.to_ndarray()[0] for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    samples = np.concatenate(parts)[int(start_s * 48000):int(end_s * 48000)]
    return float(np.sqrt(np.mean(samples**2)))


@pytest.fixture
async def talk(program: Program) -> Program:
    """A project with three clips, of which the first one is edited; other clips lie in `raw`."""
    (program.folder / "raw").mkdir()
    for name, length_s in (("a", 5), ("b", 4), ("c", 3), ("raw/x1", 6), ("raw/x2", 1.5), ("raw/x10", 4)):
        make_clip(program.folder / f"{name}.mp4", length_s, loud=((0, length_s),))
    assert (await program("-p", WORDS, "a.mp4", "b.mp4", "c.mp4")).status == 0
    return program


@pytest.mark.slow
async def test_a_recipe_is_saved_shown_and_run_on_a_folder_and_one_failure_does_not_stop_the_rest(talk: Program) -> None:
    saved = await talk("recipe", "save", "Podcast", "--json")
    assert (saved.status, saved.json["is_error"]) == (0, False)
    file = talk.home / "state" / "recipes" / "Podcast.json"
    assert json.loads(file.read_text(encoding="utf-8"))["steps"] == [
        {"words": "cut 0:01 to 0:02", "edit": {"op": "cut", "from": 1.0, "to": 2.0}},
        {"words": "mute the last second", "edit": {"op": "mute", "target": "all", "from": 3.0, "to": 4.0}, "relative": True},
    ]
    assert "read again for each clip" in (await talk("recipe", "show", "podcast")).out
    file.write_text(file.read_text(encoding="utf-8").replace('"from": 1.0, "to": 2.0', '"from": 1.6, "to": 2.6'), encoding="utf-8")
    done = await talk("recipe", "run", "podcast", "raw", "b.mp4", "-o", "out", "--output-format", "json")
    assert done.status == 70
    assert [Path(made["path"]).relative_to(talk.folder).as_posix() for made in done.json["files"]] == [
        "out/x1-edited.mp4", "out/x10-edited.mp4", "out/b-edited.mp4"]
    assert done.json["error"]["message"].splitlines()[0] == "3 of 4 were made."
    assert "x2.mp4: Step 1 of the recipe (“cut 0:01 to 0:02”) does not fit: 0:01.6 is past the end" in done.json["error"]["message"]
    made = talk.folder / "out" / "x1-edited.mp4"
    assert decoded(made)[0] == pytest.approx(5.0, abs=0.05)
    assert level(made, 4.1, 4.9) < 0.001 < 0.1 < level(made, 3.1, 3.9)
    assert decoded(talk.folder / "out" / "b-edited.mp4")[0] == pytest.approx(3.0, abs=0.05)
    assert "0:04" in (await talk("-c", "-p", "status")).out


@pytest.mark.slow
async def test_the_same_is_done_to_the_other_clips_of_the_project(talk: Program) -> None:
    done = await talk("-c", "-p", "对其他几个也这样做", "--output-format", "stream-json")
    assert done.status == 0
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [Path(line["path"]).name for line in lines if line["type"] == "file"] == ["b-edited.mp4", "c-edited.mp4"]
    assert sum(line["type"] == "turn_started" for line in lines) == sum(line["type"] == "turn_ended" for line in lines) == 1
    assert any("第 2/2 个 c.mp4" in line.get("message", "") for line in lines if line["type"] == "progress")
    assert decoded(talk.folder / "c-edited.mp4")[0] == pytest.approx(2.0, abs=0.05)
    assert level(talk.folder / "c-edited.mp4", 1.1, 1.9) < 0.001 < 0.1 < level(talk.folder / "c-edited.mp4", 0.1, 0.9)
    assert "nothing" not in (await talk("-c", "-p", "undo")).out


@pytest.mark.slow
async def test_the_others_are_done_as_a_step_of_a_longer_message(program: Program) -> None:
    for name, length_s in (("a", 3), ("b", 2), ("c", 4)):
        make_clip(program.folder / f"{name}.mp4", length_s)
    words = "speed it up 2x, then do the same to the others and export"
    planned = await program("plan", words, "--json")
    assert [(step["intent"], step.get("errand", ""), step["text"]) for step in planned.json["steps"]] == [
        ("sse", "", "speed it up 2x"), ("export", "", ""), ("sse", "same", "do the same to the others and export")]
    done = await program("-p", words, "a.mp4", "b.mp4", "c.mp4")
    assert done.status == 0, done.said
    assert [round(decoded(program.folder / f"{name}-edited.mp4")[0], 1) for name in "abc"] == [1.5, 1.0, 2.0]
    assert len(list(program.folder.glob("*-edited*"))) == 3


async def test_clips_of_one_timeline_are_edited_there(program: Program) -> None:
    for name in ("a", "b"):
        make_clip(program.folder / f"{name}.mp4", 2)
    assert (await program("-p", "merge them", "a.mp4", "b.mp4")).status == 0
    done = await program("-c", "-p", "mute the first clip, then do the same to the other clips", "--output-format", "json")
    assert not done.json["files"]
    assert not list(program.folder.glob("*-edited*"))


async def test_many_others_wait_for_a_yes_and_the_edit_before_is_not_done_twice(program: Program) -> None:
    make_clip(program.folder / "a.mp4", 4)
    (program.folder / "lots").mkdir()
    for number in range(21):
        (program.folder / "lots" / f"{number}.mp4").write_bytes(b"no video")
    done = await program("-p", "cut the first second, then do the same to every clip in ./lots", "a.mp4")
    assert done.status == 64
    assert "--yes" in done.err
    assert "0:03" in (await program("-c", "-p", "status")).out


@pytest.mark.slow
async def test_recipes_are_kept_and_done_by_words_too(talk: Program) -> None:
    assert "recipe “talk”" in (await talk("-c", "-p", "save this as a recipe called talk")).out
    assert "talk" in (await talk("-p", "what recipes do I have?")).out
    done = await talk("-p", "run the talk recipe on raw/x1.mp4", "-o", "mine.mp4")
    assert done.status == 0
    assert decoded(talk.folder / "mine.mp4")[0] == pytest.approx(5.0, abs=0.05)
    here = await talk("-p", "use the talk recipe", "c.mp4")
    assert "0:03 → 0:02" in here.out
    assert "剪掉" in (await talk("-p", "运行talk配方", "b.mp4")).out
    assert (await talk("-p", "run the tale recipe on c.mp4")).status == 64


@pytest.mark.slow
async def test_words_are_done_to_each_clip_of_a_folder(program: Program) -> None:
    (program.folder / "raw").mkdir()
    for name in ("a", "b"):
        make_clip(program.folder / "raw" / f"{name}.mp4", 2)
    done = await program("-p", "speed it up 2x in every clip in ./raw", "-o", "raw")
    assert done.status == 0, done.said
    assert "a.mp4: Speed: 2×, 0:02 → 0:01.\n" in done.err
    assert "Next you could say" not in done.said
    assert decoded(program.folder / "raw" / "b-edited.mp4")[0] == pytest.approx(1.0, abs=0.1)
    again = await program("-p", "make it fly to the moon in every clip in ./raw")
    assert again.status == 70
    assert "2 files in there are earlier results" in again.err
    assert not list(program.folder.glob("*.mp4"))


async def test_more_than_twenty_clips_are_asked_about_first(talk: Program) -> None:
    await talk("recipe", "save", "many")
    (talk.folder / "lots").mkdir()
    for number in range(21):
        (talk.folder / "lots" / f"{number}.mp4").write_bytes(b"no video")
    done = await talk("recipe", "run", "many", "lots", "--output-format", "json")
    assert (done.status, done.json["error"]["code"]) == (64, "batch_needs_yes")
    assert "--yes" in done.json["error"]["hint"]
    done = await talk("recipe", "run", "many", "lots", "--yes", "--output-format", "json")
    assert done.json["error"]["code"] == "batch_failed"
    assert done.json["error"]["message"].startswith("0 of 21 were made.")
    assert "20.mp4" in done.json["error"]["message"]


@pytest.mark.slow
async def test_a_recipe_names_its_music_and_brings_it_along(program: Program) -> None:
    make_clip(program.folder / "a.mp4", 3)
    make_clip(program.folder / "b.mp4", 3)
    make_clip(program.folder / "tone.mp4", 4, loud=((0, 4),))
    with av.open(str(program.folder / "tone.mp4")) as source, av.open(str(program.folder / "song.m4a"), "w", format="mp4") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    assert (await program("-p", "put song.m4a under it at 100%", "a.mp4", "song.m4a")).status == 0
    assert (await program("recipe", "save", "tune")).status == 0
    assert (await program("recipe", "run", "tune", "b.mp4")).status == 0
    assert level(program.folder / "b-edited.mp4", 0.5, 2.5) > 0.05
    (program.folder / "song.m4a").rename(program.folder / "away.m4a")
    gone = await program("recipe", "run", "tune", "b.mp4")
    assert gone.status == 65
    assert "needs song.m4a" in gone.err


@pytest.mark.parametrize(("text", "said"), [
    ('{"video_jobs_recipe": 9, "name": "x", "steps": []}', "version 9"), ("{", "no recipe that I can read"),
    ("[]", "no recipe that I can read"),
    ('{"video_jobs_recipe": 1, "name": "x", "steps": []}', "no recipe that I can read"),
])
async def test_a_file_that_is_no_recipe_is_told(program: Program, text: str, said: str) -> None:
    make_clip(program.folder / "a.mp4", 1)
    (program.folder / "x.json").write_text(text, encoding="utf-8")
    done = await program("recipe", "run", "x.json", "a.mp4")
    assert done.status == 65
    assert said in done.err


@pytest.mark.parametrize(("words", "status"), [
    (("save", "a/b"), 64), (("save",), 64), (("save", "x"), 64), (("run", "x"), 64), (("run", "x", "a.mp4"), 64), (("show", "x"), 64),
    (("remove", "x"), 64), (("bake", "x"), 64), (("list", "x"), 64), (("list",), 0),
])
async def test_wrong_commands_are_one_sentence(program: Program, words: tuple[str, ...], status: int) -> None:
    make_clip(program.folder / "a.mp4", 1)
    assert (await program("recipe", *words)).status == status


@pytest.mark.slow
async def test_recipes_are_not_overwritten_unasked_and_can_be_removed(talk: Program) -> None:
    assert (await talk("recipe", "save", "one")).status == 0
    assert (await talk("recipe", "save", "ONE")).status == 64
    assert (await talk("recipe", "save", "ONE", "--yes")).status == 0
    assert (await talk("recipe", "save", "one", "-o", "mine.json")).status == 0
    assert (await talk("recipe", "list")).out == "one\n"
    assert (await talk("recipe", "remove", "one")).status == 0
    assert (await talk("recipe", "show", "mine.json")).status == 0
    assert (await talk("-p", "list my recipes")).out.startswith("There are no recipes yet.")
