"""The room that the editor takes on the disk: told, offered, and made free only after a yes."""

import sqlite3
from pathlib import Path

import pytest

from agent.handlers.room import wish_of
from tests.backend.backend_rig import decoded, make_clip
from tests.cli.program import Program


@pytest.mark.parametrize(("text", "wish"), [
    ("how much disk space do you use?", "tell"), ("How much room does it take up", "tell"),
    ("how much storage are my projects using?", "tell"),
    ("占了多少空间？", "tell"), ("编辑器占用了多少磁盘空间", "tell"),
    ("free up space", "clean"), ("please free up some disk space.", "clean"), ("delete my old projects", "clean"),
    ("clean up unused projects", "clean"), ("清理空间", "clean"), ("帮我释放一下磁盘空间", "clean"), ("删掉没用的项目", "clean"),
    ("free up space at the top for a title", None), ("remove the old clips", None), ("make room for the logo", None), ("clean up", None),

    ("clean up the sound", None), ("how much time is left", None), ("清理噪音", None), ("空间感强一点", None),
    ("delete the old title", None),
    ("free space", "clean"), ("删掉旧的片段", None), ("", None),
])
def test_only_words_about_the_disk_are_about_the_disk(text: str, wish: str | None) -> None:
    assert wish_of(text) == wish


async def grown_old(program: Program) -> None:
    """Every project was last used forty days ago."""
    await program.ended()
    with sqlite3.connect(program.home / "state" / "backend" / "backend.sqlite") as db:
        db.execute("UPDATE meta SET value = CAST(value AS REAL) - 40 * 86400 WHERE name LIKE 'used %'")


def copies(program: Program) -> int:
    return len(list((program.home / "state" / "backend" / "media").glob("*/*/in")))


@pytest.mark.slow
async def test_old_projects_go_after_a_yes_and_what_the_person_has_stays(program: Program) -> None:
    for name in ("a", "b"):
        make_clip(program.folder / f"{name}.mp4", 2)
        assert (await program("-p", "speed it up 2x and export", f"{name}.mp4")).status == 0
    mine = {path: path.read_bytes() for path in program.folder.glob("*.mp4")}
    told = await program("-c", "-p", "how much space do you use?")
    assert "copies of the files of 2 projects" in told.out
    assert "goes by itself" in told.out
    await grown_old(program)
    asked = await program("clean")
    assert asked.status == 64
    assert "That removes 2 projects not used for 7 days" in asked.err
    assert "--yes" in asked.err
    assert copies(program) == 2
    assert (await program("-c", "-p", "status")).status == 0
    done = await program("-c", "-p", "清理空间", "--yes")
    assert "没用的 1 个项目" in done.out
    assert copies(program) == 1
    assert {path: path.read_bytes() for path in program.folder.glob("*.mp4")} == mine
    again = await program("-c", "-p", "export", "-o", "again.mp4")
    assert again.status == 0, again.said
    assert decoded(program.folder / "again.mp4")[0] == pytest.approx(1.0, abs=0.1)


@pytest.mark.slow
async def test_a_project_that_went_is_told_and_its_clip_can_be_sent_again(program: Program) -> None:
    make_clip(program.folder / "a.mp4", 2)
    assert (await program("-p", "speed it up 2x", "a.mp4")).status == 0
    await grown_old(program)
    assert (await program("clean", "30", "--yes", "--json")).json["exit_code"] == 0
    assert copies(program) == 0
    gone = await program("-c", "-p", "mute it")
    assert gone.status == 70
    assert "no longer there" in gone.err
    assert (await program("-c", "-p", "mute it", "a.mp4")).status == 0


@pytest.mark.parametrize("words", [("all",), ("0",), ("7", "8"), ("-1",)])
async def test_wrong_numbers_of_days_are_one_sentence(program: Program, words: tuple[str, ...]) -> None:
    assert (await program("clean", *words)).status == 64


async def test_the_doctor_tells_how_much_room_is_used(program: Program, tmp_path: Path) -> None:
    folder = program.home / "state" / "backend" / "media" / "1" / "2"
    folder.mkdir(parents=True)
    (folder / "in").write_bytes(b"x" * 300_000)
    (folder / "twin").hardlink_to(folder / "in")
    done = await program("doctor", "--json")
    (room,) = [row for row in done.json["checks"] if row["name"] == "room"]
    assert (room["level"], room["renders_bytes"]) == ("ok", 0)
    assert 300_000 <= room["bytes"] == room["media_bytes"] < 400_000
