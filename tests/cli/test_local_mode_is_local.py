"""The local mode opens no socket to another computer: every Python process of it runs under a hook that would see and stop one.

ffmpeg is no Python; each of its inputs is whitelisted to files (`backend/engine/run.py`), which is tested beside it.
"""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.backend.backend_rig import decoded, make_clip
from tests.cli.program import ROOT, Program

WATCH = Path(__file__).parent / "watch"


@pytest.fixture
def watched(tmp_path: Path) -> Program:
    """A program under watch, with a proxy set that it must not use."""
    outside = "http://192.0.2.1:3128"
    return Program(tmp_path, {
        "PYTHONPATH": f"{WATCH}:{ROOT}", "SOCKET_WATCH_LOG": str(tmp_path / "sockets.log"), "NO_PROXY": "", "HTTP_PROXY": outside,
        "http_proxy": outside, "HTTPS_PROXY": outside, "ALL_PROXY": outside,
    })


def seen(program: Program, word: str) -> list[str]:
    lines = (program.folder / "sockets.log").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(word)]


@pytest.mark.parametrize("attempt", [
    "socket.create_connection(('192.0.2.1', 80), 1)",
    "socket.getaddrinfo('example.invalid', 80)", "socket.gethostbyname('example.invalid')",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))", "socket.socket().bind(('0.0.0.0', 0))",
    "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))",
])
async def test_the_watch_sees_and_stops_what_goes_outside(watched: Program, attempt: str) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", f"import socket; {attempt}", env=watched.environment(),
                                                   stderr=asyncio.subprocess.PIPE)
    _, err = await process.communicate()
    assert process.returncode == 1
    assert b"the local mode opens no outside socket" in err
    assert len(seen(watched, "outside")) == 1


@pytest.mark.slow
async def test_a_whole_conversation_on_this_computer_opens_no_outside_socket(watched: Program, tmp_path: Path) -> None:
    make_clip(tmp_path / "talk.mp4", 4.0, loud=((0.0, 1.5), (2.5, 4.0)))
    (tmp_path / "talk.srt").write_text("1\n00:00:00,200 --> 00:00:01,400\nHello there\n", encoding="utf-8")
    try:
        first = await watched("-p", "trim the silences, add captions, lo-fi music at 35%", "talk.mp4")
        assert first.status == 0, first.said
        for message in ("how many credits are left?", "status", "undo the music", "what is the weather like?", "open it in the browser"):
            assert (await watched("-c", "-p", message)).status in (0, 64, 65, 70), message
        done = await watched("-c", "-p", "export it as cut.mp4", "--output-format", "json")
        assert (done.status, done.json["files"][0]["path"]) == (0, str(tmp_path / "cut.mp4"))
        assert decoded(tmp_path / "cut.mp4")[0] == pytest.approx(3.4, abs=0.3)
        for words in (["doctor"], ["auth"], ["plan", "trim the silences"]):
            assert (await watched(*words)).status == 0
    finally:
        await watched.ended()
    assert seen(watched, "outside") == []
    processes = " ".join(seen(watched, "watching"))
    assert "-m agent" in processes
    assert "-m backend" in processes
