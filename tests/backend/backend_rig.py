"""A client that speaks the wire to a backend of the test, and tiny media made here."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np

from backend.service import Service

HEADERS = {"X-Skill-Source": "ai-video-jobs-remote", "X-Skill-Version": "1.0.0", "X-Skill-Platform": "unknown"}
RATE, FPS = 48000, 10


@dataclass
class Rig:
    """One running backend and a client with its bearer."""

    service: Service
    client: httpx.AsyncClient
    base: str
    home: Path
    close: Callable[[], Awaitable[None]]

    async def session(self, language: str = "en") -> str:
        """A new session's id."""
        answer = await self.client.post("/api/tasks/me/with-session/nemo_agent", json={"task_name": "project", "language": language})
        return str(answer.json()["data"]["session_id"])

    async def upload(self, sid: str, *paths: Path) -> dict[str, Any]:
        """The whole reply to an upload of these files."""
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        return dict((await self.client.post(f"/api/upload-video/nemo_agent/me/{sid}", files=files)).json())

    async def state(self, sid: str) -> dict[str, Any]:
        """The state's payload."""
        return dict((await self.client.get(f"/api/state/nemo_agent/me/{sid}/latest")).json()["data"]["state"])

    async def say(self, sid: str, text: str) -> list[dict[str, Any]]:
        """The events of one message, heartbeats left out."""
        body = {"app_name": "nemo_agent", "user_id": "me", "session_id": sid, "new_message": {"parts": [{"text": text}]}}
        answer = await self.client.post("/run_sse", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/event-stream")
        frames = [block.removeprefix("data: ") for block in answer.text.split("\n\n") if block.startswith("data: ")]
        return [json.loads(frame) for frame in frames]

    async def export(self, sid: str, render_id: str) -> dict[str, Any]:
        """The reply of the submit, with the draft of the state."""
        draft = (await self.state(sid))["draft"]
        body = {"id": render_id, "sessionId": sid, "draft": draft, "output": {"format": "mp4", "quality": "high"}}
        return dict((await self.client.post("/api/render/proxy/lambda", json=body)).json())

    async def finished(self, render_id: str) -> dict[str, Any]:
        """The poll reply once the export has ended, however it ended."""
        while True:
            answer = (await self.client.get(f"/api/render/proxy/lambda/{render_id}")).json()
            if answer["status"] not in ("pending", "processing"):
                return dict(answer)


Start = Callable[..., Awaitable[Rig]]
"""Starts a backend; keywords are options, and `home`, `now`, `crew`."""


async def gone(pid: int) -> None:
    """Waits until the process has ended, reaping it if it is a child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_reader(handle, ended.set)
    try:
        async with asyncio.timeout(20):
            await ended.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)  # noqa: ASYNC222 - it has ended


def text_of(events: list[dict[str, Any]]) -> str:
    """The whole texts of a turn, fragments left out."""
    whole = [event for event in events if "content" in event and not event.get("partial")]
    return "\n".join(part["text"] for event in whole for part in event["content"]["parts"] if "text" in part)


def make_clip(path: Path, duration_s: float, *, loud: tuple[tuple[float, float], ...] = (), size: tuple[int, int] = (64, 48),
              moving: tuple[float, float] = (0.0, 0.0)) -> None:
    """Writes a small H.264 file; with `loud` a mono track that has a tone there and is silent elsewhere.

    Between the seconds of `moving` a white square goes over the picture.
    """
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "g": "10"})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        audio = container.add_stream("aac", rate=RATE, layout="mono") if loud else None
        for number in range(int(duration_s * FPS)):
            picture = np.full((size[1], size[0], 3), 40 + number * 3 % 160, np.uint8)
            if moving[0] <= number / FPS < moving[1]:
                picture[10:40, number * 5 % 40:][:, :20] = 255
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(video.encode())
        if audio:
            _write_tone(container, audio, duration_s, loud)


def _write_tone(container: Any, stream: Any, duration_s: float, loud: tuple[tuple[float, float], ...]) -> None:
    times = np.arange(int(duration_s * RATE)) / RATE
    gate = np.zeros_like(times)
    for start, end in loud:
        gate[(times >= start) & (times < end)] = 1.0
    wave = (np.sin(2 * np.pi * 220 * times) * gate * 0.4).astype(np.float32)
    for place in range(0, len(wave), 1024):
        frame = av.AudioFrame.from_ndarray(wave[None, place:place + 1024], "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, place, Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def decoded(path: Path) -> tuple[float, int, int, int]:
    """Duration in seconds, width, height and number of frames, found by decoding."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = sum(1 for _ in container.decode(stream))
        assert stream.duration is not None
        assert stream.time_base is not None
        return float(stream.duration * stream.time_base), stream.width, stream.height, frames
