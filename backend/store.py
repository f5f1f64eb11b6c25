"""The database of the local backend: SQLite in WAL, one thread, every write an immediate transaction that is on disk when the call returns.

kill -9 at any moment loses nothing that a caller was told. A damaged file is moved aside; one of a newer version is refused, untouched.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
VERSION = 2
"""2: documents may hold versions, cuts by their numbers and waiting edits. Nothing in the tables is different from 1."""
LOGGER = logging.getLogger("backend.store")
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE sessions (
  id TEXT PRIMARY KEY, task_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL,
  created_s REAL NOT NULL, document TEXT NOT NULL) STRICT;
CREATE TABLE files (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id), position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  hash TEXT NOT NULL, size INTEGER NOT NULL, media TEXT) STRICT;
CREATE INDEX files_of_session ON files (session_id, position);
CREATE TABLE renders (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL, user_id TEXT NOT NULL, draft TEXT NOT NULL, output TEXT NOT NULL, status TEXT NOT NULL,
  attempt INTEGER NOT NULL, error TEXT NOT NULL DEFAULT '', duration_s REAL, size INTEGER,
  created_s REAL NOT NULL, completed_s REAL) STRICT;
CREATE TABLE tokens (
  digest TEXT PRIMARY KEY, client_id TEXT NOT NULL, address TEXT NOT NULL, user_id TEXT NOT NULL, issued_s REAL NOT NULL) STRICT;
CREATE TABLE credits (user_id TEXT PRIMARY KEY, available INTEGER NOT NULL, frozen INTEGER NOT NULL DEFAULT 0) STRICT;
"""


class NewerSchemaError(Exception):
    """The database was written by a newer version; nothing was touched."""


class Store:
    """`run` executes a function on the one connection, in the one thread, inside an immediate transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1, "store")
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Opens or makes the database. NewerSchemaError; OSError or sqlite3.OperationalError where the folder cannot be written."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._open)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `work`, committed and synced; rolled back where it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work)

    async def close(self) -> None:
        """Closes the connection and marks the file as cleanly left."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        assert self._connection is not None
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return result

    def _open(self) -> None:
        try:
            self._connection = self._connect()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            self._move_aside(str(error))
            self._connection = self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=5.0, isolation_level=None)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise NewerSchemaError(f"version {version}, this program knows {VERSION}")
            for line in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {line}")
            if version == 0:
                connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")
            elif version < VERSION:
                connection.execute(f"PRAGMA user_version={VERSION}")
            _check(connection)
        except BaseException:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return connection

    def _move_aside(self, why: str) -> None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        LOGGER.error("database damaged (%s); moved aside as *.corrupt-%s", why, stamp)
        for suffix in ("", "-wal", "-shm"):
            path = self.path.with_name(self.path.name + suffix)
            if path.exists():
                path.rename(path.with_name(f"{path.name}.corrupt-{stamp}"))

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('clean', '1')")
            self._connection.close()
            self._connection = None


def _check(connection: sqlite3.Connection) -> None:
    """After a crash the whole file is checked; sqlite3.DatabaseError where it is damaged."""
    clean = connection.execute("SELECT value FROM meta WHERE name = 'clean'").fetchone()
    if clean is None:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
    connection.execute("DELETE FROM meta WHERE name = 'clean'")
