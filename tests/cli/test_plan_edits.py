"""`plan --edits`: what a sentence would do to a clip, before anything is sent, rendered or changed."""

from pathlib import Path

import pytest

from tests.backend.backend_rig import make_clip
from tests.cli.program import Program

TWELVE_S = 12.0


@pytest.fixture
def clip(program: Program) -> Path:
    """Twelve seconds with a tone in the first half."""
    make_clip(program.folder / "talk.mp4", TWELVE_S, loud=((0, 6),))
    return program.folder / "talk.mp4"


async def test_the_edits_of_a_sentence_are_shown_with_the_words_that_they_come_from(program: Program, clip: Path) -> None:
    before = sorted(path.name for path in program.folder.iterdir())
    done = await program("plan", "--edits", "cut 0:02 to 0:04, mute the last 3 seconds and export", "talk.mp4", "--json")
    assert (done.status, done.err) == (0, "")
    assert (done.json["steps"], done.json["by"], done.json["complete"]) == (["sse", "export"], "grammar", True)
    assert done.json["confidence"] > 0.7
    assert [(one["edit"], one["words"]) for one in done.json["edits"]] == [
        ({"op": "cut", "from": 2.0, "to": 4.0}, "cut 0:02 to 0:04"),
        ({"op": "mute", "target": "all", "from": 9.0, "to": 12.0}, "mute the last 3 seconds"),
    ]
    assert (done.json["duration_s"], done.json["after_s"]) == (TWELVE_S, 10.0)
    assert sorted(path.name for path in program.folder.iterdir()) == before


async def test_an_edit_past_the_end_is_told_and_the_exit_code_says_so(program: Program, clip: Path) -> None:
    done = await program("plan", "--edits", "cut 0:10 to 0:20, then cut 0:50 to 1:20", "talk.mp4")
    assert done.status == 70
    lines = done.out.splitlines()
    assert lines[1].endswith("0:20 is past the end; I took the end, 0:12.")
    assert lines[3].strip() == "can't be done: 0:50 is past the end; the video is 0:10 long."


async def test_what_is_not_understood_is_told_with_the_rest(program: Program, clip: Path) -> None:
    done = await program("plan", "--edits", "speed it up 2x and generate a dragon", "talk.mp4", "--json")
    assert done.status == 70
    assert [one["edit"]["op"] for one in done.json["edits"]] == ["speed"]
    assert not done.json["complete"]
    assert "dragon" in " ".join(done.json["unread"])


async def test_edits_that_need_the_sound_leave_the_length_open(program: Program, clip: Path) -> None:
    done = await program("plan", "--edits", "去掉静音，加字幕，然后裁成竖屏", "talk.mp4")
    assert done.status == 0
    assert "听过声音才知道" in done.out
    assert "需要先听视频的声音：剪静音、字幕" in done.out


async def test_captions_of_a_clip_without_sound_or_subtitles_cannot_be_done(program: Program) -> None:
    make_clip(program.folder / "mute.mp4", 2)
    assert (await program("plan", "--edits", "add captions", "mute.mp4")).status == 70
    (program.folder / "mute.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nhello\n", encoding="utf-8")
    assert (await program("plan", "--edits", "add captions", "mute.mp4")).status == 0


async def test_without_a_file_times_are_those_of_a_minute_and_that_is_said(program: Program) -> None:
    done = await program("plan", "--edits", "-", "--json", stdin="keep the last 10 seconds")
    assert (done.status, done.json["clip"], done.json["assumed_duration_s"], done.json["after_s"]) == (0, None, 60.0, None)
    assert done.json["edits"][0]["edit"] == {"op": "keep", "from": 50.0, "to": 60.0}
    assert "as for a video of 1:00" in (await program("plan", "--edits", "keep the last 10 seconds")).out


@pytest.mark.parametrize(("words", "status", "said"), [
    ((), 64, "plan needs a request"), (("mute it", "gone.mp4"), 65, "There is no file gone.mp4."),
    (("mute it", "notes.txt"), 65, "notes.txt"), (("mute it", "song.mp3"), 65, "song.mp3 is no video."),
    (("mute it", "false.mp4"), 65, "false.mp4"), (("mute it", "a.mp4", "b.mp4"), 64, "takes one file"),
    (("export",), 70, "I found no edit in this: “export”."),
])
async def test_what_cannot_be_planned_is_one_sentence(program: Program, words: tuple[str, ...], status: int, said: str) -> None:
    for name in ("notes.txt", "song.mp3", "false.mp4"):
        (program.folder / name).write_text("no media", encoding="utf-8")
    done = await program("plan", "--edits", *words)
    assert done.status == status
    assert said in done.said
