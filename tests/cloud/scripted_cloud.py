"""A cloud that remembers: projects, files, edits, exports. Bytes of a request in, bytes of an answer out; faults come from outside.

It plays by the contract and counts what it was asked for, so that a test can tell what was done from what was said.
"""

import json
import re
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.scripted.server import F

TOKEN = "nmv_usr_canary_7f3a"


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def film(render_id: str, times: int = 4000) -> bytes:
    """The smallest file that counts as a whole MP4; it names its render, so many times."""
    return box(b"ftyp", b"isom") + box(b"moov", b"") + box(b"mdat", render_id.encode() * times)


@dataclass(frozen=True)
class Answer:
    """Status, type and body; `frames` are the parts of a stream, `more` further lines of the head."""

    status: int = 200
    kind: str = "application/json"
    body: bytes = b""
    frames: tuple[bytes, ...] = ()
    more: str = ""

    @property
    def head(self) -> bytes:
        """The status line and the headers of a close-delimited stream, or of a body of exact length."""
        length = "" if self.frames or self.kind == "text/event-stream" else f"Content-Length: {len(self.body)}\r\n"
        chunked = "" if length else "Transfer-Encoding: chunked\r\n"
        return f"HTTP/1.1 {self.status} X\r\nContent-Type: {self.kind}\r\n{length}{chunked}{self.more}Connection: close\r\n\r\n".encode()


def js(value: Any, status: int = 200) -> Answer:
    return Answer(status, body=json.dumps(value).encode())


def ok(data: Any) -> Answer:
    return js({"code": 0, "data": data})


def stream(*frames: Any) -> Answer:
    return Answer(kind="text/event-stream", frames=tuple(b"data: " + json.dumps(item).encode() + b"\n\n" for item in frames))


@dataclass
class ScriptedCloud:
    """`works`: whether the next edits change the draft; `speaks`: whether they say so; `polls`: looks before an export is done.

    `film_times`: how long its films are; `resumed`: the first bytes that were asked for of them.
    """

    works: bool = True
    speaks: bool = True
    polls: int = 1
    film_times: int = 4000
    resumed: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    messages: Counter[str] = field(default_factory=Counter)
    """Messages that were taken in, by their words: each would be run, and paid for."""
    renders: dict[str, int] = field(default_factory=dict)
    """Exports that were taken in, and how often each was asked about."""
    submits: Counter[str] = field(default_factory=Counter)
    cancelled: set[str] = field(default_factory=set)
    sessions: int = 0
    uploads: int = 0

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """What the cloud does with a request, and what it answers."""
        if path == "/api/auth/anonymous-token":
            return ok({"token": TOKEN, "user_id": "anon_7", "expires_at": "2099-01-01T00:00:00Z"})
        if not path.startswith("/file/") and headers.get("authorization") != f"Bearer {TOKEN}":
            return js({"code": 1001}, 401)
        if method == "POST":
            return self._post(path, body)
        if path.startswith("/file/"):
            return self._file(path.removeprefix("/file/").removesuffix(".mp4"), headers)
        return self._get(path)

    def _file(self, render_id: str, headers: Mapping[str, str]) -> Answer:
        """A film, or the rest of it for whoever has the beginning of this very one."""
        whole, mark = film(render_id, self.film_times), f'"{render_id}"'
        start = int(headers.get("range", "bytes=0-")[6:-1]) if headers.get("if-range") == mark else 0
        self.resumed.append(start)
        if not start:
            return Answer(kind="video/mp4", body=whole, more=f"ETag: {mark}\r\n")
        span = f"Content-Range: bytes {start}-{len(whole) - 1}/{len(whole)}\r\n"
        return Answer(206, "video/mp4", whole[start:], more=f"ETag: {mark}\r\n{span}")

    def _post(self, path: str, body: bytes) -> Answer:
        if path.startswith("/api/tasks/"):
            self.sessions += 1
            return ok({"session_id": f"s{self.sessions}", "task_id": "t1", "user_id": "anon_7"})
        if path.startswith("/api/upload-video/"):
            names = re.findall(rb'filename="([^"]*)"', body)
            self.uploads += 1
            self.files += [name.decode() for name in names]
            return ok({"files": [{"filename": name.decode(), "duration": 2.0} for name in names], "session_state_applied": True})
        if path == "/run_sse":
            return self._turn(json.loads(body)["new_message"]["parts"][0]["text"])
        if path == "/api/render/proxy/lambda":
            render_id = json.loads(body)["id"]
            self.submits[render_id] += 1
            self.renders.setdefault(render_id, 0)
            return js({"success": True, "data": {"id": render_id, "status": "pending"}})
        if path.endswith("/cancel"):
            self.cancelled.add(path.split("/")[-2])
            return js({"success": True})
        return js({"detail": "not here"}, 404)

    def _turn(self, text: str) -> Answer:
        self.messages[text] += 1
        if self.works:
            self.titles.append(text)
        call = {"content": {"parts": [{"functionCall": {"id": "c", "name": "edit_draft"}}]}, "author": "nemo_agent"}
        return stream(call, F(f"Did {text}.")) if self.speaks else stream(call, call)

    def _get(self, path: str) -> Answer:
        if path.startswith("/api/state/"):
            return ok({"user_id": "anon_7", "state": self.state})
        if path.startswith("/api/credits/"):
            return ok({"available": 400, "frozen": 0, "total": 400})
        if path.startswith("/api/render/proxy/lambda/"):
            return self._poll(path.rsplit("/", 1)[-1])
        return js({"detail": "not here"}, 404)

    def _poll(self, render_id: str) -> Answer:
        if render_id not in self.renders:
            return js({"detail": "unknown"}, 404)
        self.renders[render_id] += 1
        if render_id in self.cancelled:
            return js({"success": True, "status": "cancelled"})
        if self.renders[render_id] <= self.polls:
            return js({"success": True, "status": "processing", "progress": 40})
        return js({"success": True, "status": "completed", "progress": 100, "output": {"url": f"/file/{render_id}.mp4", "duration": 2.0}})

    @property
    def state(self) -> dict[str, Any]:
        """The project: one clip, and a title for each edit."""
        titles = [{"d": 1000, "m": {"text": text, "start": 1000 * place}} for place, text in enumerate(self.titles)]
        tracks = [{"tt": 0, "sg": [{"d": 9000, "m": {"name": "city", "start": 0}}]}, *([{"tt": 7, "sg": titles}] if titles else [])]
        return {"draft": {"t": tracks}, "video_infos": [{"filename": name} for name in self.files], "generated_media": []}
