"""What goes wrong before anything is edited: each is one clear sentence and the right exit code, in text and in JSON, never a traceback."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.backend.backend_rig import decoded, make_clip
from tests.cli.program import ROOT, Program

TRIM = ("-p", "trim the silences")
Make = Callable[[Path], object]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of three seconds with a pause."""
    path = tmp_path_factory.mktemp("clips") / "talk.mp4"
    make_clip(path, 3.0, loud=((0.0, 1.0), (2.0, 3.0)))
    return path


async def refused(program: Program, words: tuple[str, ...], status: int, said: str, stdin: str | bytes = b"", **more: str) -> None:
    """Runs the words in both styles, and looks at the code and the one sentence."""
    text = await program(*words, stdin=stdin, **more)
    assert (text.status, text.out) == (status, ""), text.said
    assert said in text.err
    assert "went wrong" not in text.err
    result = (await program(*words, "--output-format", "json", stdin=stdin, **more)).json
    assert (result["exit_code"], result["is_error"]) == (status, True)
    assert said in result["error"]["message"]


FILES: list[tuple[str, Make, str]] = [
    ("missing.mp4", lambda path: None, "There is no file missing.mp4."),
    ("folder", lambda path: path.mkdir(), "folder is a folder."),
    ("empty.mp4", lambda path: path.touch(), "empty.mp4 is empty."),
    ("notes.txt", lambda path: path.write_text("x"), "I can't take notes.txt"),
    ("no-extension", lambda path: path.write_text("x"), "I can't take no-extension"),
    ("text.mp4", lambda path: path.write_text("just words"), "I can't take text.mp4"),
    ("noise.mov", lambda path: path.write_bytes(bytes(range(256)) * 40), "I can't take noise.mov"),
    ("pipe.mp4", lambda path: os.mkfifo(path), "pipe.mp4 is not a regular file."),
    ("loop.mp4", lambda path: path.symlink_to(path), "There is no file loop.mp4."),
    ("gone.mp4", lambda path: path.symlink_to("nowhere"), "There is no file gone.mp4."),
    ("x" * 300 + ".mp4", lambda path: None, "There is no file xxx"),
]


@pytest.mark.parametrize(("name", "make", "said"), FILES, ids=[name[:12] for name, _, _ in FILES])
async def test_a_file_that_cannot_be_used_is_named_with_the_reason(program: Program, name: str, make: Make, said: str) -> None:
    make(program.folder / name)
    await refused(program, (*TRIM, name), 65, said)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
async def test_a_file_without_permission_is_told_from_a_missing_one(program: Program, clip: Path) -> None:
    shutil.copy(clip, program.folder / "secret.mp4")
    (program.folder / "secret.mp4").chmod(0)
    await refused(program, (*TRIM, "secret.mp4"), 65, "I can't read secret.mp4: no permission.")


async def test_a_file_name_that_is_no_text_is_refused_before_anything(program: Program, clip: Path) -> None:
    name = os.fsdecode(b"caf\xe9.mp4")
    shutil.copy(clip, program.folder / name)
    await refused(program, (*TRIM, name), 65, "I can't use the name caf\ufffd.mp4")
    await refused(program, (*TRIM, "-o", name), 65, "I can't use the name caf\ufffd.mp4")
    assert not program.home.exists() or not (program.home / "state" / "backend").exists()


async def test_a_file_over_the_limit_is_not_read(program: Program) -> None:
    with (program.folder / "big.mp4").open("wb") as file:
        file.truncate(501 * 1024 * 1024)
    await refused(program, (*TRIM, "big.mp4"), 65, "too large (max 500MB)", VIDEO_JOBS_UPLOAD_LIMIT_MB="500")
    await refused(program, (*TRIM, "big.mp4"), 65, "too large (max 500MB)", VIDEO_JOBS_BACKEND="cloud", NEMO_TOKEN="nmv_usr_x",
                  NEMO_API_URL="http://127.0.0.1:9")


async def test_a_clip_without_sound_has_no_silences_to_cut(program: Program) -> None:
    make_clip(program.folder / "mute.mp4", 1.0)
    done = await program("-p", "trim the silences and export", "mute.mp4")
    assert (done.status, "no sound" in done.out) == (0, True)
    assert decoded(program.folder / "mute-edited.mp4")[0] == pytest.approx(1.0, abs=0.11)


@pytest.mark.parametrize("message", ["export", "give me the srt"])
async def test_nothing_to_export_is_said(program: Program, message: str) -> None:
    await refused(program, ("-p", message), 65, "nothing to export")


@pytest.mark.parametrize(("words", "status", "said"), [
    (("--frobnicate",), 64, "there is no option --frobnicate"), (("-dash.mp4",), 64, "there is no option -d"),
    ((), 64, "There is nothing to do"), (("-p", " "), 64, "There is nothing to do"), (("-p", "-"), 64, "There is nothing to do"),
    (("-c", "-p", "x"), 64, "no conversation to go on with"), (("-r", "nobody", "-p", "x"), 64, "There is no conversation nobody"),
    (("--session", "../x", "-p", "x"), 64, "There is no conversation ../x"), (("--backend", "mars", "-p", "x"), 64, "auto, local, cloud"),
])
async def test_words_that_make_no_sense_are_one_sentence(program: Program, words: tuple[str, ...], status: int, said: str) -> None:
    text = await program(*words)
    assert (text.status, text.out) == (status, "")
    assert said in text.err
    assert len(text.err.splitlines()) <= 2
    if words:
        assert (await program(*words, "--output-format", "json")).json["exit_code"] == status


async def test_without_a_terminal_and_without_words_nothing_waits(program: Program) -> None:
    assert (await program()).status == 64


@pytest.mark.row("F86")
async def test_control_signs_in_a_message_do_no_harm(program: Program, clip: Path) -> None:
    done = await program(str(clip), stdin=b"trim\x00 the\x07 \x1b]0;title\x07silences \xff\xfe\xed\xa0\x80\xe2\x80\xae", TERM="xterm")
    assert done.status == 0
    assert not set(done.said) & {"\x00", "\x07", "\x1b", "\u202e"}
    done = await program("-c", "-p", os.fsdecode(b"status \xff"), "--output-format", "stream-json")
    assert done.status == 0


async def test_a_message_of_a_megabyte_is_refused_in_a_sentence(program: Program, clip: Path) -> None:
    await refused(program, (str(clip),), 64, "too long: more than 100000 letters", stdin="please " * 150_000)


@pytest.mark.parametrize("home", ["/proc/nope", "file", "file/below"])
@pytest.mark.row("F80")
async def test_records_that_cannot_be_kept_are_named(program: Program, home: str) -> None:
    (program.folder / "file").write_text("in the way")
    where = home if home.startswith("/") else str(program.folder / home)
    await refused(program, ("-p", "status"), 73, f"I can't keep my records in {where}", VIDEO_JOBS_HOME=where)


@pytest.mark.parametrize("name", ["state/journal", "state/sessions", "state/identity", "state/backend", "state/log"])
async def test_a_file_in_the_place_of_a_folder_is_named(program: Program, name: str) -> None:
    (program.home / name).parent.mkdir(parents=True)
    (program.home / name).write_text("in the way")
    await refused(program, ("-p", "status"), 73, f"I can't keep my records in {program.home / name}")
    (program.home / name).unlink()


async def test_a_folder_in_the_place_of_a_token_is_named(program: Program) -> None:
    (program.home / "state" / "identity" / "own_token.json").mkdir(parents=True)
    for words in (("auth",), ("auth", "logout"), ("-p", "hello", "--backend", "cloud")):
        done = await program(*words)
        assert (done.status, "own_token.json" in done.err) == (73, True)


async def test_an_ffmpeg_that_is_not_there_is_named_at_once(program: Program, clip: Path) -> None:
    await refused(program, (*TRIM, str(clip)), 78, "VIDEO_JOBS_FFMPEG is not a program that can be started: /nope/ffmpeg",
                  VIDEO_JOBS_FFMPEG="/nope/ffmpeg")


async def test_an_editor_that_finds_no_port_says_why(program: Program) -> None:
    path = f"{Path(__file__).parent / 'watch'}:{ROOT}"
    more = {"PYTHONPATH": path, "SOCKET_WATCH_LOG": str(program.folder / "log"), "SOCKET_WATCH_NO_PORT": "1"}
    await refused(program, ("-p", "status"), 69, "did not start: cannot serve: [Errno 98] Address already in use", **more)


@pytest.mark.row("F81")
async def test_projects_of_a_newer_version_are_left_alone(program: Program) -> None:
    home = program.home / "state" / "backend"
    home.mkdir(parents=True)
    with sqlite3.connect(home / "backend.sqlite") as database:
        database.execute("PRAGMA user_version=99")
    database.close()
    before = (home / "backend.sqlite").read_bytes()
    await refused(program, ("-p", "status"), 69, "written by a newer video-jobs")
    assert (home / "backend.sqlite").read_bytes() == before


@pytest.mark.slow
async def test_an_export_is_not_begun_where_it_cannot_be_written(program: Program, clip: Path) -> None:
    (program.folder / "file").write_text("in the way")
    (program.folder / "there.mp4").write_text("mine")
    assert (await program("-p", "status", str(clip))).status == 0
    for target, said in (("/proc/x.mp4", "I can't write to /proc."),
                         ("file/x.mp4", "I can't write to file."), ("x" * 300 + ".mp4", "I can't write to xxx"),
                         ("there.mp4", f"There is already a file {program.folder / 'there.mp4'}")):
        await refused(program, ("-c", "-p", "export", "-o", target), 73, said)
    assert (program.folder / "there.mp4").read_text() == "mine"
    done = await program("-c", "-p", "export", "-o", "new/folder/x.mp4")
    assert (done.status, (program.folder / "new" / "folder" / "x.mp4").is_file()) == (0, True)
    longest = "x" * 251 + ".mp4"
    assert (await program("-c", "-p", "export", "-o", longest)).status == 0
    assert decoded(program.folder / longest)[0] == pytest.approx(3.0, abs=0.1)


async def test_a_long_chinese_name_gives_a_name_that_fits(program: Program, clip: Path) -> None:
    name = "会" * 82 + ".mp4"
    shutil.copy(clip, program.folder / name)
    done = await program("-p", "export", name)
    assert done.status == 0
    (made,) = program.folder.glob("*-edited.mp4")
    assert decoded(made)[0] == pytest.approx(3.0, abs=0.1)
