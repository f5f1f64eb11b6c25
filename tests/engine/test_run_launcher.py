"""The launcher of ffmpeg: limits, whitelists, environment, progress, an end to everything."""

import asyncio
import json
import os
import select
import sys
from pathlib import Path

import pytest
from decoding import jobs_left, pids_left

from backend.engine import run
from backend.engine.cage import Limits
from backend.engine.run import EngineError, ffmpeg, picture, place, source
from tests.engine.conftest import Shelf, lavfi

ENDLESS = [*lavfi("testsrc2=s=320x180:r=30"), "-c:v", "libx264", "-preset", "ultrafast", "-f", "mp4"]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands in for ffmpeg; the test writes it."""
    path = tmp_path / "stub"
    monkeypatch.setenv("VIDEO_JOBS_FFMPEG", str(path))
    return path


def write(path: Path, body: str) -> None:
    path.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    path.chmod(0o755)


async def test_progress_tells_the_seconds_written(tmp_path: Path) -> None:
    told: list[float] = []
    await ffmpeg([*lavfi("testsrc2=s=64x36:r=30:d=2"), "-f", "mp4", place(tmp_path / "o")], on_seconds=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(2.0, abs=0.1)


async def test_the_wall_limit_ends_a_job_that_does_not_end(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        await ffmpeg([*ENDLESS, place(tmp_path / "o")], limits=Limits(wall_s=0.5))
    assert caught.value.reason == "limit"
    assert not jobs_left(tmp_path)


async def test_the_size_limit_ends_a_job_that_writes_too_much(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        await ffmpeg([*ENDLESS, place(tmp_path / "o")], limits=Limits(file_bytes=100_000))
    assert caught.value.reason == "limit"


async def test_a_program_that_ignores_the_polite_signal_is_killed(script: Path) -> None:
    ready = asyncio.Event()
    write(script, "import signal\nsignal.signal(15, signal.SIG_IGN)\nprint('out_time_us=0', flush=True)\nsignal.pause()\n")
    task = asyncio.create_task(ffmpeg(["x"], on_seconds=lambda _: ready.set(), limits=Limits(grace_s=0.1)))
    await asyncio.wait_for(ready.wait(), 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not jobs_left(script)


async def test_the_environment_carries_nothing_of_ours(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "secret")
    write(script, "import os, sys\nsys.stderr.write(' '.join(sorted(os.environ)))\n")
    assert set((await ffmpeg([])).split()) <= {"LANG", "LC_CTYPE", "MALLOC_ARENA_MAX", "PATH"}


async def test_what_it_says_is_capped_and_cleaned(script: Path) -> None:
    write(script, "import sys\nsys.stderr.write('x' * 1_000_000 + '\\x1b[31mred\\x1b]0;t\\x07 end')\n")
    said = await ffmpeg([])
    assert len(said) <= run.STDERR_BYTES
    assert said.endswith("xred]0;t end")


async def test_a_failure_brings_its_last_words(script: Path) -> None:
    write(script, "import sys\nsys.stderr.write('no such codec')\nsys.exit(3)\n")
    with pytest.raises(EngineError) as caught:
        await ffmpeg([])
    assert caught.value.reason == "ffmpeg"
    assert "no such codec" in caught.value.detail


async def test_a_full_disk_has_its_own_name(script: Path) -> None:
    write(script, "import sys\nsys.stderr.write('av_interleaved_write_frame(): No space left on device')\nsys.exit(228)\n")
    with pytest.raises(EngineError) as caught:
        await ffmpeg([])
    assert caught.value.reason == "disk_full"


async def test_a_program_that_is_not_there(script: Path) -> None:
    with pytest.raises(EngineError) as caught:
        await ffmpeg([])
    assert caught.value.reason == "missing"


@pytest.mark.parametrize("text", ["#EXTM3U\n#EXTINF:1,\n{secret}\n", "ffconcat version 1.0\nfile {secret}\n"])
async def test_a_script_named_as_a_video_opens_no_other_file(shelf: Shelf, tmp_path: Path, text: str) -> None:
    secret = tmp_path / "secret.ts"
    await ffmpeg([*lavfi("color=red:s=64x36:d=1"), "-f", "mpegts", place(secret)])
    for name in (str(secret), secret.name):
        listing = tmp_path / "in.mp4"
        listing.write_text(text.format(secret=name), encoding="utf-8")
        with pytest.raises(EngineError):
            await ffmpeg([*picture(listing), "-f", "mp4", place(tmp_path / "out")])


async def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    await ffmpeg([*lavfi("color=black:s=8000x8000"), "-frames:v", "1", "-c:v", "png", "-f", "image2", place(bomb)])
    with pytest.raises(EngineError):
        await ffmpeg([*picture(bomb), "-f", "null", "-"])


def test_a_path_is_never_an_option_or_an_address() -> None:
    args = source(Path("-vf"), "-ss", "1")
    assert args[-1] == f"file:{Path.cwd() / '-vf'}"
    assert place(Path("/a/concat:b|c")) == "file:/a/concat:b|c"


WITHOUT_TOOLS = """
import json, sys
from backend.engine.cage import Limits, caged
print(json.dumps(caged([sys.executable, "-c", sys.argv[1]], Limits(cpu_s=77, file_bytes=12345))))
"""


async def test_the_shim_sets_the_same_limits_without_the_tools(tmp_path: Path) -> None:
    """The command is made where PATH has no program at all, and then run."""
    code = "import resource as r; print(*(r.getrlimit(n)[0] for n in (r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CORE)))"
    environment = {"PATH": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    maker = [sys.executable, "-c", WITHOUT_TOOLS, code]
    made = await asyncio.create_subprocess_exec(*maker, stdout=asyncio.subprocess.PIPE, env=environment)
    command = json.loads((await made.communicate())[0])
    assert command[0] == sys.executable
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert out.split() == [b"77", b"12345", b"64", b"0"]


@pytest.mark.skipif(sys.platform != "linux", reason="the signal of a dying parent is Linux's")
async def test_a_killed_parent_takes_its_job_along(tmp_path: Path) -> None:
    code = f"""
import asyncio
from pathlib import Path
from backend.engine.run import ffmpeg
told = lambda seconds: print("on", flush=True)
asyncio.run(ffmpeg({[*ENDLESS, place(tmp_path / "o")]!r}, on_seconds=told))
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, env=environment)
    assert parent.stdout
    assert await asyncio.wait_for(parent.stdout.readline(), 60)
    children = [os.pidfd_open(pid) for pid in pids_left(tmp_path) if pid != parent.pid]
    parent.kill()
    await parent.communicate()
    assert children
    for child in children:
        ended, _, _ = await asyncio.to_thread(select.select, [child], [], [], 30)
        os.close(child)
        assert ended
