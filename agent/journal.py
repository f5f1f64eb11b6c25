"""What was asked of a backend and what is known of its outcome: intent -> sent -> done, failed, stopped, not sent, or unknown.

An entry is on disk before the request goes out, and marked as sent before the first byte does, so that a crash never leads to a second
send (faults 2.2). One SQLite file holds the entries of all conversations. Each operation has a connection of its own.
"""

import fcntl
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from agent.disk import set_aside
from agent.errors import StateError

Kind = Literal["turn", "upload", "render"]
Status = Literal["intent", "sent", "not_sent", "done", "failed", "stopped", "unknown"]
OPEN: frozenset[Status] = frozenset({"intent", "sent", "unknown"})
KEPT_CLOSED = 50
"""Closed entries of a conversation that are kept for a look back; the oldest go first."""

FORGOTTEN_AFTER_S = 7 * 86_400
"""An open entry older than a token's life cannot be asked for any more (contract 7.5)."""

SCHEMA = 1
BUSY_S = 5.0
_TABLE = """CREATE TABLE entry (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, conversation TEXT NOT NULL, base TEXT NOT NULL,
    sid TEXT NOT NULL, status TEXT NOT NULL, at REAL NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL, data TEXT NOT NULL)"""
_BEGUN = """INSERT INTO entry (id, kind, conversation, base, sid, status, at, pid, started, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_MARKED = "UPDATE entry SET status = ?, pid = ?, started = ?, data = json_patch(data, ?) WHERE id = ?"
_NOTED = "UPDATE entry SET data = json_patch(data, ?) WHERE id = ?"
_OWNER = "SELECT pid, started FROM entry WHERE id = ?"
_TRIMMED = """DELETE FROM entry WHERE number IN (SELECT number FROM entry WHERE conversation = ?
    AND status NOT IN ('intent', 'sent', 'unknown') ORDER BY number DESC LIMIT -1 OFFSET ?)"""
_COLUMNS = "SELECT id, kind, sid, status, at, data, pid, started FROM entry"
_OWN = f"{_COLUMNS} WHERE conversation = ? ORDER BY number"
_FOREIGN = f"{_COLUMNS} WHERE conversation != ? AND base = ? AND status IN ('intent', 'sent', 'unknown') ORDER BY number"
_OF_TURN = f"{_COLUMNS} WHERE kind = 'render' AND base = ? AND json_extract(data, '$.turn') = ? ORDER BY number DESC LIMIT 1"
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_MAGIC = b"SQLite format 3\0"


class _BrokenError(Exception):
    """The file holds no database, or a damaged one."""


class Entry(BaseModel):
    """One request. `data` belongs to its kind: a turn holds the snapshot before it; a render its digest, output, target, the id to poll."""

    id: str
    kind: Kind
    sid: str
    status: Status = "intent"
    at: float = 0.0
    data: dict[str, Any] = Field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether the outcome is not known yet."""
        return self.status in OPEN


class Journal:
    """The entries of one conversation over one backend (`base`). All methods block; StateError where the file cannot be used."""

    def __init__(self, path: Path, *, conversation: str = "", base: str = "", wall: Callable[[], float] = time.time) -> None:
        self.path, self.conversation, self.base, self.wall = path, conversation, base, wall
        self._owner = (os.getpid(), process_start(os.getpid()))
        self._touched: set[str] = set()
        with self._errors(), self._alone():
            try:
                self._prepare()
            except (sqlite3.DatabaseError, _BrokenError) as error:
                if isinstance(error, sqlite3.DatabaseError) and getattr(error, "sqlite_errorcode", None) not in _BROKEN:
                    raise
                for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                    if each.exists():
                        set_aside(each)
                self._prepare()

    @property
    def entries(self) -> list[Entry]:
        """All entries of this conversation, the oldest first."""
        return [_entry(row) for row in self._read(_OWN, self.conversation)]

    def begin(self, kind: Kind, entry_id: str, sid: str, **data: Any) -> Entry:
        """Write the intent, before anything is sent. An id that is taken, also by another conversation, gets the next number."""
        entry = Entry(id=entry_id, kind=kind, sid=sid, at=self.wall(), data=data)
        with self._writing() as db:
            while db.execute("SELECT 1 FROM entry WHERE id = ?", (entry.id,)).fetchone():
                entry.id = _next(entry.id)
            values = (entry.id, kind, self.conversation, self.base, sid, entry.status, entry.at, *self._owner, json.dumps(data))
            db.execute(_BEGUN, values)
        self._touched.add(entry.id)
        return entry

    def mark(self, entry: Entry, status: Status, **data: Any) -> None:
        """Write what is known now; from here on the entry is this process's. What another process noted meanwhile stays."""
        entry.status = status
        if not entry.open:
            data |= {"before": None}
        entry.data.update(data)
        with self._writing() as db:
            db.execute(_MARKED, (status, *self._owner, json.dumps(data), entry.id))
            db.execute(_TRIMMED, (self.conversation, KEPT_CLOSED))
        self._touched.add(entry.id)

    def note(self, entry: Entry, **data: Any) -> None:
        """Write facts beside the entry, whose status and owner stay. A fact that is None goes away."""
        entry.data.update(data)
        with self._writing() as db:
            db.execute(_NOTED, (json.dumps(data), entry.id))

    def opened(self, kind: Kind, sid: str | None = None) -> list[Entry]:
        """The entries of `kind` in this conversation whose outcome is not known, the oldest first."""
        return [entry for entry in self.entries if entry.kind == kind and entry.open and sid in (None, entry.sid)]

    def left(self, kind: Kind) -> list[Entry]:
        """Those of them that an earlier run left: this one has not begun or marked them."""
        return [entry for entry in self.opened(kind) if entry.id not in self._touched]

    def orphans(self, kind: Kind) -> list[Entry]:
        """The same of other conversations over this backend, where the process that owned the entry is gone."""
        rows = self._read(_FOREIGN, self.conversation, self.base)
        return [_entry(row) for row in rows if row[1] == kind and not alive(row[6], row[7])]

    def elsewhere(self, kind: Kind) -> list[Entry]:
        """The open entries of other conversations over this backend, also of processes that still run, the oldest first."""
        return [_entry(row) for row in self._read(_FOREIGN, self.conversation, self.base) if row[1] == kind]

    def export_of(self, turn_id: str) -> Entry | None:
        """The last export that a turn has asked this backend for, of any conversation."""
        return next((_entry(row) for row in self._read(_OF_TURN, self.base, turn_id)), None)

    def held_elsewhere(self, entry: Entry) -> bool:
        """Whether another process that still runs has the entry."""
        return any((pid, started) != self._owner and alive(pid, started) for pid, started in self._read(_OWNER, entry.id))

    def take(self, entry: Entry) -> bool:
        """Makes an entry that an earlier process left this one's; False where another process was quicker."""
        with self._writing() as db:
            row = db.execute(_OWNER, (entry.id,)).fetchone()
            if row is None or (row != self._owner and alive(*row)):
                return False
            db.execute("UPDATE entry SET pid = ?, started = ? WHERE id = ?", (*self._owner, entry.id))
        return True

    def _read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._errors(), closing(self._connected()) as db:
            return db.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: taken at once, since a read snapshot cannot become one while others write."""
        with self._errors(), closing(self._connected()) as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY_S, isolation_level=None)
        db.execute("PRAGMA synchronous = FULL")
        return db

    def _prepare(self) -> None:
        """The file with its table, 0600 from its first moment; what nobody can ask for any more is forgotten."""
        torn = self.path.with_name(f"{self.path.name}-wal").exists()
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        os.fchmod(handle, 0o600)
        foreign = os.read(handle, len(_MAGIC)) not in (b"", _MAGIC)  # SQLite itself takes a file of a few bytes for an empty one
        os.close(handle)
        if foreign:
            raise _BrokenError
        with closing(self._connected()) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > SCHEMA:
                raise StateError("journal_newer", path=str(self.path))
            if torn and db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise _BrokenError
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("BEGIN IMMEDIATE")
            if version == 0:
                db.execute(_TABLE)
                db.execute(f"PRAGMA user_version = {SCHEMA}")
            db.execute("DELETE FROM entry WHERE at <= ?", (self.wall() - FORGOTTEN_AFTER_S,))
            db.execute("COMMIT")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes or mends the file."""
        handle = os.open(self.path.with_name(f"{self.path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StateError(path=str(self.path), log=str(error)) from error


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(id=row[0], kind=row[1], sid=row[2], status=row[3], at=row[4], data=json.loads(row[5]))


def alive(pid: int, started: str) -> bool:
    """Whether the process that wrote an entry still runs: its number, and its start, since numbers are used again."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return not started
    return process_start(pid) == started


def process_start(pid: int) -> str:
    """When a process began, in the kernel's ticks; "" where the system does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _next(entry_id: str) -> str:
    """`render_41` -> `render_42`; an id without a number at its end gets one."""
    head, digits = re.fullmatch(r"(.*?)(\d{0,15})", entry_id, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{head}{int(digits or 1) + 1}"
