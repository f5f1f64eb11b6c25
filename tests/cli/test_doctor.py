"""`video-jobs doctor`: each thing one line, what to do about it, and an exit code that a script can use."""

import re
import tomllib
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from agent.frontends.doctor.machine import PACKAGES
from backend.identity import read
from tests.cli.program import ROOT, Done, Program
from tests.scripted.server import ScriptedServer, js, st

NAMES = ["python", "packages", "configuration", "manifest", "state", "disk", "room", "output", "terminal", "editor", "ffmpeg", "fonts"]


def stub(folder: Path, *, version: str = "7.1", filters: str = "", encoders: str = "") -> str:
    """A program that speaks like an ffmpeg with these abilities."""
    path = folder / "stub-ffmpeg"
    listing = {"-version": f"ffmpeg version {version} Copyright", "-filters": filters, "-encoders": encoders}
    cases = "\n".join(f"*{option}) printf '%s\\n' {' '.join(repr(f' V. {word} x') for word in text.split()) or repr('')};;"
                      for option, text in listing.items() if option != "-version")
    path.write_text(f"#!/bin/sh\ncase \"$*\" in *-version) echo '{listing['-version']}';;\n{cases}\nesac\n")
    path.chmod(0o755)
    return str(path)


def check(done: Done, name: str) -> dict[str, Any]:
    (found,) = [row for row in done.json["checks"] if row["name"] == name]
    return dict(found)


def test_the_packages_are_those_of_the_project() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=]", line)[0] for line in needed} == set(PACKAGES)


async def test_a_sound_installation_is_fine_and_nothing_is_left_running(program: Program) -> None:
    done = await program("doctor", "--json", "--backend", "local")
    assert (done.status, done.err) == (0, "")
    assert [row["name"] for row in done.json["checks"]] == NAMES
    assert {row["level"] for row in done.json["checks"]} == {"ok"}, done.out
    assert read(program.home / "state" / "backend") is None
    assert check(done, "ffmpeg")["missing"] == []


async def test_a_person_reads_one_line_for_each_thing(program: Program) -> None:
    english, chinese = await program("doctor"), await program("doctor", VIDEO_JOBS_LANGUAGE="zh")
    assert len(english.out.splitlines()) == len(chinese.out.splitlines()) == len(NAMES) + 1
    assert english.out.endswith("Everything is fine.\n")
    assert chinese.out.endswith("一切正常。\n")


async def test_an_ffmpeg_that_lacks_something_is_named_with_what_it_lacks(program: Program, tmp_path: Path) -> None:
    poor = stub(tmp_path, version="4.2.7", filters="ass overlay scale", encoders="aac png")
    done = await program("doctor", "--json", VIDEO_JOBS_FFMPEG=poor)
    found = check(done, "ffmpeg")
    assert (done.status, found["level"], found["version"], found["old"]) == (78, "problem", "4.2.7", True)
    assert {"libx264", "xfade", "loudnorm", "drawtext", "sidechaincompress"} <= set(found["missing"])
    assert not {"ass", "aac"} & set(found["missing"])
    assert "VIDEO_JOBS_FFMPEG" in found["todo"]
    text = await program("doctor", VIDEO_JOBS_FFMPEG=poor)
    assert re.search(r"^problem  ffmpeg 4\.2\.7 .*libx264.*\n +-> ", text.out, re.M)


async def test_a_program_that_is_no_ffmpeg_is_told_from_one(program: Program) -> None:
    done = await program("doctor", "--json", VIDEO_JOBS_FFMPEG="/bin/true")
    assert (done.status, check(done, "ffmpeg")["error"]) == (78, "it is no ffmpeg")


@pytest.mark.parametrize(("more", "said"), [
    ({"VIDEO_JOBS_FFMPEG": "/nowhere/ffmpeg"}, "VIDEO_JOBS_FFMPEG is not a program"), ({"VIDEO_JOBS_POLL_S": "soon"}, "VIDEO_JOBS_POLL_S"),
])
async def test_a_wrong_setting_is_one_problem_among_the_checks(program: Program, more: dict[str, str], said: str) -> None:
    done = await program("doctor", **more)
    assert done.status == 78
    assert re.search(rf"^problem  .*{said}", done.out, re.M)
    assert "ok       video-jobs" in done.out


async def test_settings_are_told_by_name_and_place_without_their_values(program: Program, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NEMO_TOKEN=nmv_usr_canary_canary_canary\n")
    async with ScriptedServer({("GET", "/"): [st(200)]}) as server:
        more = {"NEMO_API_URL": server.base, "NEMO_WEB_URL": server.base, "OPENAI_API_KEY": "sk-canarycanary", "VIDEO_JOBS_BAKEND": "cloud",
                "OPENAI_BASE_URL": f"{server.base}/v1"}
        done, text = await program("doctor", "--json", **more), await program("doctor", **more)
    found = check(done, "configuration")
    assert found["given"]["NEMO_TOKEN"] == ".env"
    assert found["given"]["OPENAI_API_KEY"] == "environment"
    assert (found["level"], found["unknown"]) == ("warning", ["VIDEO_JOBS_BAKEND"])
    assert "canary" not in done.said + text.said
    assert "canary" not in str([(request.path, request.body) for request in server.requests])


async def test_records_that_cannot_be_kept_are_a_problem(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = await program("doctor", "--json", VIDEO_JOBS_HOME=str(tmp_path / "file"))
    assert (done.status, check(done, "state")["level"]) == (78, "problem")


async def test_an_editor_that_does_not_start_is_a_problem_here_and_a_warning_for_the_cloud(program: Program) -> None:
    (program.home / "state").mkdir(parents=True)
    (program.home / "state" / "backend").write_text("in the way")
    done = await program("doctor", "--json", "--backend", "local")
    assert (done.status, check(done, "editor")["level"]) == (69, "problem")
    async with ScriptedServer({("GET", "/"): [st(404)]}) as server:
        done = await program("doctor", "--json", "--backend", "cloud", NEMO_API_URL=server.base, NEMO_WEB_URL=server.base)
    assert (done.status, check(done, "editor")["level"]) == (0, "warning")
    (program.home / "state" / "backend").unlink()


async def test_the_cloud_is_looked_at_only_where_it_was_chosen(program: Program) -> None:
    late = {"Date": formatdate(0, usegmt=True)}
    async with ScriptedServer({("GET", "/"): [st(404, headers=late)]}) as server:
        more = {"NEMO_API_URL": server.base, "NEMO_WEB_URL": server.base}
        assert [row["name"] for row in (await program("doctor", "--json", "--backend", "local", **more)).json["checks"]] == NAMES
        assert server.requests == []
        done = await program("doctor", "--json", NEMO_TOKEN="nmv_usr_mine", **more)
    assert [row["name"] for row in done.json["checks"]] == [*NAMES, "token", "host"]
    assert all("authorization" not in request.headers for request in server.requests)
    found = check(done, "host")
    assert (done.status, found["level"], found["skewed"]) == (0, "warning", True)
    assert "Set the clock" in found["todo"]


async def test_a_cloud_that_cannot_be_reached_is_a_blocker(program: Program) -> None:
    async with ScriptedServer({}) as server:
        gone = server.base
    done = await program("doctor", "--json", "--backend", "cloud", NEMO_API_URL=gone, NEMO_WEB_URL="http://127.0.0.1:9")
    assert (done.status, check(done, "host")["reason"], check(done, "web")["level"]) == (69, "refused", "warning")


@pytest.mark.slow
async def test_a_language_model_server_is_asked_for_its_models_alone(program: Program) -> None:
    models = js(200, {"object": "list", "data": [{"id": "small", "object": "model", "created": 0, "owned_by": "me"}]})
    async with ScriptedServer({("GET", "/v1/models"): [models]}) as server:
        more = {"OPENAI_BASE_URL": f"{server.base}/v1", "OPENAI_API_KEY": "sk-x"}
        fine = await program("doctor", "--json", VIDEO_JOBS_MODEL="small", **more)
        other = await program("doctor", "--json", VIDEO_JOBS_MODEL="large", **more)
        assert {(request.method, request.path, request.body) for request in server.requests} == {("GET", "/v1/models", b"")}
    assert [check(done, "model")["level"] for done in (fine, other)] == ["ok", "warning"]
    gone = await program("doctor", "--json", **more)
    assert (gone.status, check(gone, "model")["why"]) == (0, "APIConnectionError")


async def test_doctor_takes_no_files_and_no_unknown_option(program: Program) -> None:
    assert (await program("doctor", "clip.mp4")).status == 64
    assert (await program("doctor", "--frobnicate", "--json")).json["exit_code"] == 64
    assert "doctor" in (await program("doctor", "--help")).out
