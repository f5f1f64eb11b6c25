"""Sessions, their documents and their files. A document changes in one transaction: an edit is on disk, or it did not happen."""

import asyncio
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from backend.caches import forget
from backend.draft.document import Document, with_media
from backend.draft.timeline import Media
from backend.keeping import MARK_S, Room, away, drop, mark, remove, taken, unused
from backend.replies import WireError
from backend.store import Store
from prompts import Language

FileKind = Literal["video", "image", "audio", "subtitles"]


@dataclass(frozen=True, slots=True)
class Session:
    """One project of one user. `language` is that of its creation; a message has its own."""

    id: str
    task_id: str
    user_id: str
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was taken in. `media` is what probing found; None for subtitles, which belong to the media with the same stem."""

    id: str
    name: str
    kind: FileKind
    hash: str
    size: int
    media: Media | None


class Projects:
    """All sessions of this home."""

    def __init__(self, store: Store, home: Path, now: Callable[[], float]) -> None:
        self._store = store
        self._home = home
        self._now = now
        self._marked: dict[str, float] = {}

    async def create(self, user: str, name: str, language: Language) -> Session:
        """A new session with an empty document."""
        session = Session(_number(), _number(), user, name, language)
        values = (session.id, session.task_id, user, name, language, self._now(), Document().model_dump_json())
        await self._store.run(lambda db: db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", values))
        await self._used(session.id)
        return session

    async def find(self, session_id: str, user: str) -> Session:
        """The session, if it is this user's, which counts as use of it; WireError 1002 otherwise."""
        row = await self._store.run(lambda db: db.execute(
            "SELECT id, task_id, user_id, name, language FROM sessions WHERE id = ? AND user_id = ?", (session_id, user)).fetchone())
        if row is None:
            raise WireError(1002)
        await self._used(session_id)
        return Session(*row)

    async def _used(self, session_id: str) -> None:
        now = self._now()
        if now - self._marked.get(session_id, float("-inf")) >= MARK_S:
            await self._store.run(lambda db: mark(db, session_id, now))
            self._marked[session_id] = now

    async def room(self, days: float, spared: Collection[str]) -> tuple[Room, Room]:
        """What all projects take, and those of them that nobody used for `days` and that are not `spared`."""
        sids, old = await self._store.run(lambda db: (
            [str(row[0]) for row in db.execute("SELECT id FROM sessions")], unused(db, self._now(), days, spared)))
        return await asyncio.to_thread(lambda: (Room(len(sids), taken(self._folders(sids))), Room(len(old), taken(self._folders(old)))))

    async def clean(self, days: float, spared: Collection[str] = ()) -> Room:
        """Removes the projects that nobody used for `days` (0: scratch ones only), whole; what came free."""

        def work(db: sqlite3.Connection) -> list[str]:
            old = unused(db, self._now(), days, spared)
            drop(db, old)
            return old

        old = await self._store.run(work)
        return Room(len(old), await asyncio.to_thread(remove, self._folders(old)))

    async def clean_at_start(self, days: float) -> Room:
        """As `clean`, but not at the first start after a long pause."""
        return Room(0, 0) if await self._store.run(lambda db: away(db, self._now())) else await self.clean(days)

    def _folders(self, session_ids: Sequence[str]) -> list[Path]:
        return [self._home / "media" / sid for sid in session_ids]

    async def document(self, session_id: str) -> Document:
        """The document as it is on disk, its timeline already derived."""

        def work(db: sqlite3.Connection) -> Document:
            document = _load(db, session_id)
            assert document.replay  # derived here, in the store's thread, and kept: a long history must not hold the loop up
            return document

        return await self._store.run(work)

    async def change(self, session_id: str, change: Callable[[Document], Document]) -> Document:
        """Replaces the document by `change` of it; what `change` raises leaves it as it was."""

        def work(db: sqlite3.Connection) -> Document:
            document = change(_load(db, session_id))
            _save(db, session_id, document)
            return document

        return await self._store.run(work)

    async def add_files(self, session_id: str, files: Sequence[StoredFile]) -> None:
        """Writes the files down and puts their media into the document, all of them or none."""

        def work(db: sqlite3.Connection) -> None:
            document = _load(db, session_id)
            position: int = db.execute("SELECT count(*) FROM files WHERE session_id = ?", (session_id,)).fetchone()[0]
            for place, file in enumerate(files, position):
                media = file.media.model_dump_json() if file.media else None
                db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           (file.id, session_id, place, file.name, file.kind, file.hash, file.size, media))
                document = with_media(document, file.media) if file.media else document
            _save(db, session_id, document)

        await self._store.run(work)

    async def files(self, session_id: str) -> list[StoredFile]:
        """The files of the session in the order in which they came."""
        rows = await self._store.run(lambda db: db.execute(
            "SELECT id, name, kind, hash, size, media FROM files WHERE session_id = ? ORDER BY position", (session_id,)).fetchall())
        return [StoredFile(row[0], row[1], row[2], row[3], row[4], Media.model_validate_json(row[5]) if row[5] else None) for row in rows]

    def path(self, session_id: str, file_id: str) -> Path:
        """The stored file, in a folder of its own; it has no extension, so that nothing chooses a demuxer by it."""
        return self._home / "media" / session_id / file_id / "in"

    async def sweep(self) -> None:
        """Removes what uploads that never ended have left on the disk, and what was decoded long ago."""
        known = await self._store.run(lambda db: {str(row[0]) for row in db.execute("SELECT id FROM files")})
        media, free = self._home / "media", shutil.disk_usage(self._home).free
        await asyncio.to_thread(_sweep, media, known)
        await asyncio.to_thread(forget, media, self._now(), free)

    async def twin(self, file: StoredFile) -> Path | None:
        """Another stored file with the same bytes, if there is one on the disk."""
        row = await self._store.run(lambda db: db.execute(
            "SELECT session_id, id FROM files WHERE hash = ? AND size = ? AND id != ? LIMIT 1", (file.hash, file.size, file.id)).fetchone())
        path = self.path(row[0], row[1]) if row else None
        return path if path and path.is_file() else None

    async def sources(self, session_id: str) -> dict[str, Path]:
        """Media id to stored file, for the engine."""
        return {file.id: self.path(session_id, file.id) for file in await self.files(session_id) if file.media}

    async def sidecar(self, session_id: str, media: Media) -> Path | None:
        """The newest subtitles of the media: same stem, or the stem and a language; else any, where there is one media only."""
        files = await self.files(session_id)
        found = [file for file in files if file.kind == "subtitles" and _belongs(file.name, media.name)]
        if not found and sum(file.kind in ("video", "audio") for file in files) == 1:
            found = [file for file in files if file.kind == "subtitles"]
        return self.path(session_id, found[-1].id) if found else None


def _sweep(media: Path, known: set[str]) -> None:
    for folder in media.glob("*/*"):
        if folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)


def _belongs(subtitles: str, media: str) -> bool:
    stem, of = Path(subtitles).stem.casefold(), Path(media).stem.casefold()
    return stem == of or stem.rpartition(".")[0] == of


def _load(db: sqlite3.Connection, session_id: str) -> Document:
    row = db.execute("SELECT document FROM sessions WHERE id = ?", (session_id,)).fetchone()
    if row is None:
        raise WireError(1002)
    return Document.model_validate_json(row[0])


def _save(db: sqlite3.Connection, session_id: str, document: Document) -> None:
    db.execute("UPDATE sessions SET document = ? WHERE id = ?", (document.model_dump_json(), session_id))


def _number() -> str:
    return str(10**18 + secrets.randbelow(8 * 10**18))
