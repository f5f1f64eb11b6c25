"""The one place that starts ffmpeg: argument lists, own process group, closed stdin, small environment, limits, whitelists.

`source()` writes an input so that it can only be a file of a known container; `ffmpeg()` runs one job, reports seconds written and cannot
outlive its caller: cancellation ends the whole group (TERM, two seconds, KILL), and a killed parent takes the child along (`cage.py`).
"""

import asyncio
import functools
import os
import re
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import imageio_ffmpeg

from backend.engine.cage import Limits, caged

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mp3,wav,aac,gif,png_pipe,jpeg_pipe,webp_pipe,webp_anim"
"""Demuxers that may open what a user brought. No playlists, no concat scripts: those name other files."""

MAX_PIXELS = 50_000_000
"""Largest picture that is decoded: a 31 KB PNG of 16 000 x 16 000 takes 214 MB."""

STDERR_BYTES = 64 * 1024
LISTING_S = 20.0

Reason = Literal["missing", "limit", "ffmpeg", "disk_full"]
OnSeconds = Callable[[float], None]


class EngineError(Exception):
    """A job of ffmpeg failed. `reason`: missing (no program), limit (time, memory, size), disk_full, ffmpeg (other); `detail` for logs."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Room:
    """Where a job runs: working folder (names in a filter graph are relative to it) and the fontconfig file that replaces the system's."""

    folder: Path | None = None
    fonts: Path | None = None


LIMITS, NOWHERE = Limits(), Room()


@functools.lru_cache(maxsize=4)
def _bundled(_override: str | None) -> str:
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def executable() -> str:
    """The ffmpeg in use: VIDEO_JOBS_FFMPEG, else the one of the imageio-ffmpeg wheel. EngineError("missing") if there is none."""
    override = os.environ.get("VIDEO_JOBS_FFMPEG")
    if override:
        return override
    try:
        return _bundled(override)
    except RuntimeError as error:
        raise EngineError("missing", str(error)) from error


def place(path: Path) -> str:
    """A path as ffmpeg must get it: absolute, with its protocol, so that no name is read as an option or an address."""
    return f"file:{path.absolute()}"


def source(path: Path, *options: str, formats: str = FORMATS) -> list[str]:
    """The arguments of one input, whitelisted; `options` stand before its -i (seek, raw format)."""
    guard = ["-protocol_whitelist", "file", "-format_whitelist", formats]
    return [*guard, *options, "-i", place(path)]


def picture(path: Path, *options: str) -> list[str]:
    """As `source`, for inputs that are decoded as pictures: with the cap on pixels."""
    return source(path, "-max_pixels", str(MAX_PIXELS), *options)


def raw(path: Path, *options: str) -> list[str]:
    """Raw 16-bit stereo sound at 48 kHz, our own intermediate."""
    return source(path, *options, "-f", "s16le", "-ar", "48000", "-ac", "2", formats="s16le")


async def ffmpeg(
    args: Sequence[str],
    *,
    on_seconds: OnSeconds | None = None,
    limits: Limits = LIMITS,
    level: Literal["error", "info"] = "error",
    room: Room = NOWHERE,
) -> str:
    """Run one job to its end and return what it said on stderr (last 64 KiB). Raises EngineError; cancellation ends the process group."""
    program = await asyncio.to_thread(executable)
    head = ["-nostdin", "-hide_banner", "-nostats", "-v", level, "-xerror", "-progress", "pipe:1", "-stats_period", "0.25", "-y"]
    command = await asyncio.to_thread(caged, [program, *head, *args], limits)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=room.folder,
            env=_environment(room),
            start_new_session=True,
        )
    except OSError as error:
        raise EngineError("missing", str(error)) from error
    return await _attend(process, on_seconds, limits)


async def listing(program: str, option: str) -> str:
    """What a program says of itself, such as `-version` or `-filters`. EngineError where it cannot be started or does not answer."""
    command = await asyncio.to_thread(caged, [program, "-hide_banner", option], LIMITS)
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=null, stdout=pipe, stderr=null, env=_environment(NOWHERE), start_new_session=True
        )
    except OSError as error:
        raise EngineError("missing", str(error)) from error
    try:
        async with asyncio.timeout(LISTING_S):
            said, _ = await process.communicate()
    except TimeoutError:
        raise EngineError("limit", f"no answer within {LISTING_S:.0f} s") from None
    finally:
        await _end(process, LIMITS)
    if process.returncode:
        raise EngineError(_reason(process.returncode, ""), f"exit {process.returncode}")
    return said.decode("utf-8", "replace")


async def _attend(process: asyncio.subprocess.Process, on_seconds: OnSeconds | None, limits: Limits) -> str:
    assert process.stdout
    assert process.stderr
    try:
        async with asyncio.timeout(limits.wall_s):
            said, _, code = await asyncio.gather(_tail(process.stderr), _follow(process.stdout, on_seconds), process.wait())
    except TimeoutError:
        raise EngineError("limit", f"no end after {limits.wall_s:.0f} s") from None
    finally:
        await _end(process, limits)
    if code:
        raise EngineError(_reason(code, said), f"exit {code}: {said[-2000:].strip()}")
    return said


def _reason(code: int, said: str) -> Reason:
    if "No space left on device" in said or code == 228:
        return "disk_full"
    if code in (126, 127):
        return "missing"
    if code in (-signal.SIGXFSZ, -signal.SIGXCPU, -signal.SIGKILL) or "Cannot allocate memory" in said:
        return "limit"
    return "ffmpeg"


def _environment(room: Room) -> dict[str, str]:
    """Nothing of ours: no token, no proxies. One malloc arena pair keeps the address space below its limit on many cores."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    if room.fonts:
        environment["FONTCONFIG_FILE"] = str(room.fonts.absolute())
    return environment


async def _follow(stream: asyncio.StreamReader, on_seconds: OnSeconds | None) -> None:
    while line := await stream.readline():
        key, _, value = line.decode("ascii", "replace").strip().partition("=")
        if on_seconds and key == "out_time_us" and value.lstrip("-").isdigit():
            on_seconds(max(0.0, int(value) / 1_000_000))


async def _tail(stream: asyncio.StreamReader) -> str:
    kept = b""
    while block := await stream.read(8192):
        kept = (kept + block)[-STDERR_BYTES:]
    return re.sub(r"\x1b\[[0-9;]*m|[^\n\t\x20-\x7e\x80-\U0010ffff]|[\x80-\x9f]", "", kept.decode("utf-8", "replace"))


async def _end(process: asyncio.subprocess.Process, limits: Limits) -> None:
    """No process of the group is left when this returns, however it was interrupted."""
    if process.returncode is not None:
        return
    try:
        _signal(process, signal.SIGTERM)
        async with asyncio.timeout(limits.grace_s):
            await process.communicate()
    except TimeoutError:
        pass
    finally:
        if process.returncode is None:
            _signal(process, signal.SIGKILL)
            await process.communicate()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
