"""The program as a script meets it: formats, exit codes, signals, pipes."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import pytest

from agent.errors import BadArguments
from agent.frontends.arguments import Arguments, parse
from agent.frontends.words import told
from tests.scripted.server import HANG, F, Script, ScriptedServer, code, fr, ok

ROOT = Path(__file__).parent.parent.parent
HEAVY = ("httpx", "pydantic", "jinja2", "rich", "prompt_toolkit", "openai", "mcp", "asyncio")
CREATE = ("POST", "/api/tasks/me/with-session/nemo_agent")
RUN, STATE, CREDITS = ("POST", "/run_sse"), ("GET", "/api/state/nemo_agent/me/"), ("GET", "/api/credits")
EMPTY = ok({"state": {"draft": {}, "video_infos": []}})
CLOUD: dict[tuple[str, str], Any] = {
    CREATE: [ok({"session_id": "s1"})], STATE: [EMPTY], CREDITS: [ok({"available": 5, "frozen": 0, "total": 5})],
    RUN: [fr(F("Hello \x1b[31mthere 你好."))],
}


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of the person's own, a home of the test, and no network."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), "VIDEO_JOBS_HOME": str(home / "vj"), "PYTHONPATH": str(ROOT), "NO_PROXY": "*", **more}


async def started(home: Path, *words: str, **more: str) -> Process:
    command = [sys.executable, "-m", "agent", *words]
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=home, env=environment(home, **more))


async def ran(home: Path, *words: str, stdin: str = "", **more: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one run."""
    process = await started(home, *words, **more)
    out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 60)
    assert process.returncode is not None
    assert "Traceback" not in err.decode()
    return process.returncode, out.decode(), err.decode()


def cloud(server: ScriptedServer) -> dict[str, str]:
    return {"NEMO_API_URL": server.base, "NEMO_TOKEN": "nmv_usr_canary"}


def lines(out: str) -> list[dict[str, Any]]:
    assert out.isascii()
    return [json.loads(line) for line in out.splitlines()]


def test_the_version_loads_nothing_heavy() -> None:
    source = f"import sys, agent.cli; agent.cli.main(['--version']); print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["video-jobs 1.0.0", "[]"]


def test_the_help_loads_no_network_and_no_terminal_library() -> None:
    heavy = ("httpx", "prompt_toolkit", "openai", "mcp")
    source = f"import sys, agent.cli; agent.cli.main(['--help']); print([m for m in {heavy} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "[]\n"
    for number in (0, 1, 64, 65, 69, 70, 73, 74, 75, 77, 78, 129, 130, 141, 143):
        assert f"{number}" in done.stdout
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


@pytest.mark.parametrize(("words", "expected"), [
    (["-p", "trim", "a.mp4", "b.mp4"], Arguments(prompt="trim", files=("a.mp4", "b.mp4"))),
    (["a.mp4", "-p", "trim"], Arguments(prompt="trim", files=("a.mp4",))),
    (["-cp", "trim"], Arguments(prompt="trim", resume="")),
    (["-ptrim"], Arguments(prompt="trim")),
    (["--print=a=b"], Arguments(prompt="a=b")),
    (["-p", "-"], Arguments(prompt="-")),
    (["-r"], Arguments(resume="")),
    (["-r", "20260101-000000-abc", "-v"], Arguments(resume="20260101-000000-abc", verbose=True)),
    (["-r", "clip.mp4"], Arguments(resume="", files=("clip.mp4",))),
    (["--", "-strange.mp4"], Arguments(files=("-strange.mp4",))),
    (["-p", "--help me"], Arguments(prompt="--help me")),
])
def test_the_arguments_are_read(words: list[str], expected: Arguments) -> None:
    assert parse(words) == expected


@pytest.mark.parametrize(("words", "said"), [
    (["--colour"], "no option --colour"), (["-p"], "-p needs a value"), (["--backend", "mars"], "auto, local, cloud"),
    (["--yes=1"], "--yes takes no value"), (["-c", "--session", "x"], "exclude each other"), (["-x"], "no option -x"),
])
def test_wrong_arguments_are_one_sentence(words: list[str], said: str) -> None:
    with pytest.raises(BadArguments) as caught:
        parse(words)
    event = told(caught.value, "en")
    assert said in event.message
    assert event.exit_code == 64
    assert told(caught.value, "zh").message != event.message


async def test_text_puts_the_answer_alone_on_stdout(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        status, out, err = await ran(tmp_path, "-p", "hello", **cloud(server))
    assert (status, out) == (0, "Hello there 你好.\n")
    assert "Editing in the cloud at 127.0.0.1" in err
    assert "nmv_usr_canary" not in err


async def test_quiet_says_nothing_beside_the_answer(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        assert await ran(tmp_path, "--quiet", "-p", "hello", **cloud(server)) == (0, "Hello there 你好.\n", "")


async def test_the_request_may_come_on_stdin_or_on_both(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        await ran(tmp_path, stdin="from the pipe", **cloud(server))
        await ran(tmp_path, "-p", "-", stdin="from a dash", **cloud(server))
        await ran(tmp_path, "-p", "trim the silences", stdin="and add captions", **cloud(server))
        texts = [request.json["new_message"]["parts"][0]["text"] for request in server.of(*RUN)]
    assert texts == ["from the pipe", "from a dash", "trim the silences\nand add captions"]


async def test_json_is_one_object(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        status, out, _ = await ran(tmp_path, "-p", "hello", "--output-format", "json", **cloud(server))
    (result,) = lines(out)
    assert status == 0
    assert (result["type"], result["is_error"], result["result"], result["num_turns"]) == ("result", False, "Hello there 你好.", 1)
    assert set(result) >= {"v", "session_id", "error", "files", "jobs", "credits", "duration_ms", "exit_code"}


async def test_json_lines_begin_with_init_and_end_with_result(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        _, out, _ = await ran(tmp_path, "-p", "hello", "--output-format", "stream-json", **cloud(server))
    found = lines(out)
    assert [line["type"] for line in found] == ["init", "turn_started", "planned", "progress", "text", "turn_ended", "result"]
    assert all(line["v"] == 1 and line["ts"] > 0 for line in found)
    assert len({line["session_id"] for line in found}) == 1
    assert found[0]["backend"] == "cloud"


async def test_a_failure_has_its_code_in_every_format(tmp_path: Path) -> None:
    async with ScriptedServer({**CLOUD, RUN: [code(2001)]}) as server:
        for style in ("text", "json", "stream-json"):
            status, out, err = await ran(tmp_path, "-p", "hello", "--output-format", style, **cloud(server))
            assert status == 77
            if style == "text":
                assert out == ""
                assert "Top up credits" in err
            else:
                last = lines(out)[-1]
                assert (last["is_error"], last["error"]["code"], last["exit_code"]) == (True, "out_of_credits", 77)


@pytest.mark.parametrize(("words", "more", "status"), [
    (["--colour"], {}, 64), (["-p", ""], {}, 64), (["-c", "-p", "x"], {}, 64), (["-r", "nobody", "-p", "x"], {}, 64),
    (["-p", "x"], {"VIDEO_JOBS_POLL_S": "soon"}, 78), (["-p", "x"], {"NEMO_API_URL": "http://example.com"}, 78),
    (["-p", "hello", "--backend", "cloud"], {}, 64),
])
async def test_what_cannot_begin_is_refused_with_its_code(tmp_path: Path, words: list[str], more: dict[str, str], status: int) -> None:
    for style in ("text", "stream-json"):
        found, out, err = await ran(tmp_path, *words, "--output-format", style, **more)
        assert found == status
        if style == "text":
            assert out == ""
            assert err
        else:
            events = lines(out)
            assert (events[0]["type"], events[-1]["type"], events[-1]["exit_code"]) == ("init", "result", status)


async def test_a_conversation_goes_on(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        await ran(tmp_path, "-p", "hello", **cloud(server))
        await ran(tmp_path, "-c", "-p", "again", **cloud(server))
        await ran(tmp_path, "--session", "mine", "-p", "another", **cloud(server))
        await ran(tmp_path, "--session", "mine", "-p", "another", **cloud(server))
        assert server.count(*CREATE) == 2
        assert server.count(*RUN) == 4


@pytest.mark.row("F79")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_the_turn_and_the_result_is_still_last(tmp_path: Path, number: signal.Signals) -> None:
    hanging = Script([*fr(F("Working.")).pieces[:-1], HANG])
    async with ScriptedServer({**CLOUD, RUN: [hanging]}) as server:
        process = await started(tmp_path, "-p", "hello", "--output-format", "stream-json", **cloud(server))
        assert process.stdin
        assert process.stdout
        process.stdin.close()
        read: list[bytes] = []
        while not read or b'"text"' not in read[-1]:
            read.append(await asyncio.wait_for(process.stdout.readline(), 30))
        process.send_signal(number)
        rest = await asyncio.wait_for(process.stdout.read(), 30)
        assert await process.wait() == 128 + number
        found = lines(rest.decode())
    assert [line["type"] for line in found[-3:]] == ["failed", "turn_ended", "result"]
    assert (found[-2]["status"], found[-1]["exit_code"], found[-1]["is_error"]) == ("cancelled", 128 + number, True)


@pytest.mark.row("F79")
async def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        command = f"{sys.executable} -m agent -p hello --output-format stream-json </dev/null | true; exit ${{PIPESTATUS[0]}}"
        process = await asyncio.create_subprocess_exec("bash", "-c", command, stdout=PIPE, stderr=PIPE, cwd=tmp_path,
                                                       env=environment(tmp_path, **cloud(server)))
        _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 141
    assert err == b""


async def test_a_full_disk_behind_stdout_is_told_apart(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        command = f"{sys.executable} -m agent -p hello --quiet </dev/null >/dev/full"
        process = await asyncio.create_subprocess_exec("bash", "-c", command, stdout=PIPE, stderr=PIPE, cwd=tmp_path,
                                                       env=environment(tmp_path, **cloud(server)))
        _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 74
    assert b"Traceback" not in err


@pytest.mark.row("F85")
async def test_a_terminal_without_the_letters_gets_escapes(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        status, out, _ = await ran(tmp_path, "-p", "hello", PYTHONIOENCODING="ascii", **cloud(server))
    assert (status, out) == (0, "Hello there \\u4f60\\u597d.\n")


@pytest.mark.row("F82")
async def test_nothing_that_was_written_holds_the_token(tmp_path: Path) -> None:
    async with ScriptedServer({**CLOUD, RUN: [code(1001)], ("POST", "/api/auth/anonymous-token"): [code(400)]}) as server:
        await ran(tmp_path, "-p", "hello", "-v", **cloud(server))
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"canary" not in path.read_bytes(), path


async def test_a_plan_is_shown_without_contacting_anyone(tmp_path: Path) -> None:
    status, out, err = await ran(tmp_path, "plan", "trim silences, add captions, and export", "--json")
    assert (status, err) == (0, "")
    assert [step["intent"] for step in json.loads(out)["steps"]] == ["sse", "export"]
    status, out, _ = await ran(tmp_path, "plan", "trim silences, add captions, and export")
    assert [line.split()[1] for line in out.splitlines()] == ["sse", "export"]
    assert (await ran(tmp_path, "plan"))[0] == 64
