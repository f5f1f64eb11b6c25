"""The chat as it is used: its own process under a pseudo-terminal, a real editor process behind it."""

import asyncio
import os
import pty
import signal
import struct
import sys
import termios
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fcntl import ioctl
from pathlib import Path

import pytest

from backend.server import stop
from tests.backend.backend_rig import make_clip
from tests.scripted.server import F, P, ScriptedServer, fr, ok

ROOT = Path(__file__).parent.parent.parent
LIMIT_S = 60
PROMPT = "›"


class Terminal:
    """A pseudo-terminal of 100 x 40 with the program in it."""

    def __init__(self, master: int, process: asyncio.subprocess.Process) -> None:
        self.master, self.process = master, process
        self.seen = ""
        self.changed = asyncio.Event()
        asyncio.get_running_loop().add_reader(master, self._read)

    def _read(self) -> None:
        try:
            self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:
            asyncio.get_running_loop().remove_reader(self.master)
        self.changed.set()

    async def shows(self, words: str) -> None:
        """Waits until the words were written to the screen."""
        try:
            async with asyncio.timeout(LIMIT_S):
                while words not in self.seen:
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            pytest.fail(f"{words!r} was never shown; the end of the screen: {self.seen[-1500:]!r}")

    async def prompts_after(self, words: str) -> None:
        """Waits until the words are there and the prompt is drawn anew below them: only then does the program read keys."""
        await self.shows(words)
        async with asyncio.timeout(LIMIT_S):
            while PROMPT not in self.seen.rpartition(words)[2]:
                self.changed.clear()
                await self.changed.wait()

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())


@asynccontextmanager
async def terminal(tmp_path: Path, *words: str, **variables: str) -> AsyncIterator[Terminal]:
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    before = termios.tcgetattr(slave)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "VIDEO_JOBS_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT),
                   "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", "VIDEO_JOBS_IDLE_S": "60", **variables}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "agent", *words, stdin=slave, stdout=slave, stderr=slave, cwd=tmp_path, env=environment,
        start_new_session=True)
    screen = Terminal(master, process)
    try:
        yield screen
        assert termios.tcgetattr(slave)[3] == before[3], "the terminal is left as it was"
        assert "Traceback" not in screen.seen
    finally:
        asyncio.get_running_loop().remove_reader(master)
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(master)
        os.close(slave)
        if (tmp_path / "home" / "state" / "backend").exists():
            await stop(tmp_path / "home" / "state" / "backend")


async def test_a_chinese_request_typed_by_hand_is_done_and_ctrl_d_says_how_to_go_on(tmp_path: Path) -> None:
    make_clip(tmp_path / "讲解 1.mp4", 4.0, loud=((0.0, 1.5), (2.5, 4.0)))
    async with terminal(tmp_path) as screen:
        await screen.prompts_after("fade out at the end")
        screen.type(f"'{tmp_path}/讲解 1.mp4' 去掉静音\r")
        await screen.shows("静音：剪掉 1 处")
        await screen.prompts_after("Timeline (1 track)")
        screen.type("/status\r")
        await screen.prompts_after("时长")
        screen.type("\x04")
        async with asyncio.timeout(LIMIT_S):
            assert await screen.process.wait() == 0
        await screen.shows("video-jobs -c")


@pytest.mark.parametrize(("keys", "code"), [("\x04", 0), ("\x03\x03", 130), ("/quit\r", 0)])
async def test_leaving_is_quick_and_leaves_the_terminal_as_it_was(tmp_path: Path, keys: str, code: int) -> None:
    async with terminal(tmp_path) as screen:
        await screen.prompts_after("fade out at the end")
        screen.type(keys)
        async with asyncio.timeout(LIMIT_S):
            assert await screen.process.wait() == code


async def test_an_interrupt_from_outside_is_a_ctrl_c_and_not_the_end(tmp_path: Path) -> None:
    async with terminal(tmp_path) as screen:
        await screen.prompts_after("fade out at the end")
        screen.process.send_signal(signal.SIGINT)
        await screen.prompts_after("again")
        screen.type("\x04")
        async with asyncio.timeout(LIMIT_S):
            assert await screen.process.wait() == 0


@pytest.mark.row("F59", "F60", "F61")
async def test_what_a_hostile_backend_says_is_words_on_the_screen(tmp_path: Path) -> None:
    said = "[link=file:///etc/passwd]x[/link] [/foo] [https://a.example](https://b.example) \x1b]8;;https://c.example\x07here\x1b]8;;\x07"
    cloud = {
        ("POST", "/api/tasks"): [ok({"session_id": "s1"})], ("GET", "/api/credits"): [ok({"available": 5, "frozen": 0, "total": 5})],
        ("GET", "/api/state"): [ok({"state": {"draft": {}, "video_infos": [{"filename": "\x1b]52;c;aGk=\x07a.mp4", "duration": 3.0}]}})],
        ("POST", "/run_sse"): [fr(P(said[:40]), P(said[40:]), F(said))],
    }  # fmt: skip
    async with (
        ScriptedServer(cloud) as server,
        terminal(tmp_path, "--backend", "cloud", NEMO_API_URL=server.base, NEMO_TOKEN="t", NO_PROXY="*") as screen,
    ):
        await screen.prompts_after("Try saying")
        screen.type("make it vertical\r")
        await screen.shows("[link=file:///etc/passwd]x[/link] [/foo] [https://a.example](https://b.example) here")
        for command in ("\x1b]8", "\x1b]52", "\x9b"):
            assert command not in screen.seen
        screen.type("\x04")
        async with asyncio.timeout(LIMIT_S):
            await screen.process.wait()
