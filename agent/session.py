"""What survives a restart: one JSON file for each conversation, and a pointer to the last one."""

import fcntl
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.disk import set_aside, write_whole
from agent.errors import BadArguments, StateError

SCHEMA = 1


class Uploaded(BaseModel):
    """A file that the backend has: by path, size in bytes and time of change, so that an unchanged one is not sent again."""

    path: str
    size: int
    mtime_ns: int
    name: str
    duration_s: float | None = None


class Asked(BaseModel):
    """A question that ended a turn; `text` is the message that waits for its answer."""

    id: str
    question: str
    text: str = ""
    files: tuple[str, ...] = ()


class Unfinished(BaseModel):
    """The clips of a batch that have no result yet, in order, with its recipe as JSON, and where results go.

    `turn` is the turn in which the first of them was at work; `turns` counts those of the conversation before the batch.
    """

    recipe: str
    clips: tuple[str, ...]
    target: str = ""
    turn: str = ""
    turns: int = 0


class Session(BaseModel):
    """One conversation over one backend project. `sid` is the backend's id; times are Unix seconds."""

    model_config = ConfigDict(validate_assignment=True)

    v: int = SCHEMA
    id: str
    backend: Literal["local", "cloud"] = "local"
    base: str = ""
    sid: str = ""
    task_id: str = ""
    user_id: str = ""
    bind_id: str = ""
    language: Literal["en", "zh"] = "en"
    title: str = ""
    created_at: float = 0.0
    updated_at: float = 0.0
    turns: int = 0
    files: list[Uploaded] = Field(default_factory=list)
    has_clip: bool = False
    has_draft: bool = False
    upload_told: bool = False
    credits_asked: bool = False
    last_plan: tuple[str, ...] = ()
    last_reply: str = ""
    notes: list[str] = Field(default_factory=list)
    """Facts that the next message to the backend carries: an uploaded file that its project has not taken in by itself."""
    said: list[str] = Field(default_factory=list)
    """Messages that have changed the timeline, for a backend that does not tell its edits."""
    asked: Asked | None = None
    unfinished: Unfinished | None = None
    snapshot: Any = None

    def forget_project(self) -> None:
        """The backend's project is gone: ids, files and knowledge of it too; the conversation stays."""
        self.sid = self.task_id = ""
        self.files, self.said = [], []
        self.has_clip = self.has_draft = False
        self.snapshot = None


class SessionStore:
    """The sessions of one state folder. All methods block; StateError where the folder cannot be written."""

    def __init__(self, folder: Path, *, wall: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.wall = wall

    def new(self, backend: Literal["local", "cloud"], base: str = "") -> Session:
        """A session that is not on disk before its first save."""
        now = self.wall()
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
        return Session(id=f"{stamp}-{secrets.token_hex(3)}", backend=backend, base=base, created_at=now, updated_at=now)

    def path(self, session_id: str) -> Path:
        """The file of a session. BadArguments for an id that no session can have."""
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", session_id) is None:
            raise BadArguments("session_unknown", id=session_id[:80])
        return self.folder / f"{session_id}.json"

    def save(self, session: Session, *, as_last: bool = True) -> None:
        """Write it whole, and make it the last one."""
        session.updated_at = self.wall()
        write_whole(self.path(session.id), session.model_dump_json())
        if as_last:
            write_whole(self.folder / "last", session.id)

    def load(self, session_id: str) -> Session:
        """BadArguments for an unknown one; a damaged file is moved aside and counts as unknown; a newer schema is refused."""
        path = self.path(session_id)
        try:
            session = Session.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise BadArguments("session_unknown", id=session_id) from error
        except ValidationError as error:
            aside = set_aside(path)
            raise BadArguments("session_damaged", id=session_id, path=str(aside)) from error
        except OSError as error:
            raise StateError("state_unreadable", path=str(path), log=str(error)) from error
        if session.v > SCHEMA:
            raise BadArguments("session_newer", id=session_id)
        return session

    def last(self) -> str | None:
        """The id of the session that was saved last, if its file is still there."""
        try:
            session_id = (self.folder / "last").read_text(encoding="utf-8").strip()
            return session_id if self.path(session_id).is_file() else None
        except (OSError, UnicodeDecodeError, BadArguments):
            return None

    def listed(self) -> list[Session]:
        """All readable sessions, the newest first."""
        return sorted(self._readable(), key=lambda session: session.updated_at, reverse=True)

    def _readable(self) -> Iterator[Session]:
        for path in self.folder.glob("[A-Za-z0-9]*.json"):
            try:
                session = Session.model_validate_json(path.read_bytes())
            except (OSError, ValidationError):
                continue
            if session.v <= SCHEMA:
                yield session

    @contextmanager
    def held(self, session_id: str) -> Iterator[None]:
        """Keep other processes off this session. BadArguments while another one has it."""
        lock = self.path(session_id).with_suffix(".lock")
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StateError(path=str(lock), log=str(error)) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise BadArguments("session_in_use", id=session_id) from error
        try:
            yield
        finally:
            os.close(descriptor)
