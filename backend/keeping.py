"""How long a project is kept: the copies of its files, its edits and versions go together, whole, once nobody has used it for long enough.

The files of a project are what uploads brought: the person's own files lie elsewhere and are never touched, nor are finished exports.
Anything said to a project, taken into it, exported from it or read of it counts as use. Its media are never taken from under its
edits: as long as there is a project, there are all of its files, whether its timeline, its history or a version shows them.
"""

import shutil
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

DAY_S = 86_400.0
MARK_S = 3600.0
"""Use is written down once in so long."""
SCRATCH = "scratch"
"""The name of a project that no conversation comes back to, such as that of one clip of a batch."""
SCRATCH_DAYS = 7.0
"""Such a project stays as long as a finished export does."""
AWAY_DAYS = 30.0
_USED = "used "


@dataclass(frozen=True, slots=True)
class Room:
    """Projects, and the bytes of their files on the disk."""

    projects: int
    bytes: int


def mark(db: sqlite3.Connection, session_id: str, now_s: float) -> None:
    """Writes down that the project is used now."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_USED + session_id, repr(now_s)))


def unused(db: sqlite3.Connection, now_s: float, days: float, spared: Collection[str] = ()) -> list[str]:
    """The projects that nobody used for `days`, scratch ones for a week. 0 days: only scratch ones.

    None that is `spared` or has an export under way. One of which nothing is known, from before this was written down, is new now.
    """
    db.execute("INSERT OR IGNORE INTO meta SELECT 'used ' || id, ? FROM sessions", (repr(now_s),))
    rows = db.execute(
        "SELECT sessions.id, sessions.name, CAST(meta.value AS REAL) FROM sessions JOIN meta ON meta.name = 'used ' || sessions.id"
        " WHERE NOT EXISTS (SELECT 1 FROM renders WHERE session_id = sessions.id AND status IN ('queued', 'running'))").fetchall()
    limits = {True: min(SCRATCH_DAYS, days or SCRATCH_DAYS) * DAY_S, False: days * DAY_S if days else float("inf")}
    return [str(sid) for sid, name, used_s in rows if sid not in spared and now_s - used_s > limits[name == SCRATCH]]


def away(db: sqlite3.Connection, now_s: float) -> bool:
    """Whether nothing ran here for long before this start, which is written down: someone comes back, or the clock is wrong.

    Then nothing goes by itself at this start, so that the project that is opened next is used and stays.
    """
    row = db.execute("SELECT CAST(value AS REAL) FROM meta WHERE name = 'started'").fetchone()
    db.execute("INSERT OR REPLACE INTO meta VALUES ('started', ?)", (repr(now_s),))
    return row is None or abs(now_s - row[0]) > AWAY_DAYS * DAY_S


def drop(db: sqlite3.Connection, session_ids: Collection[str]) -> None:
    """Takes the projects out of the database. Their folders go afterwards: what a crash leaves of them belongs to nobody, and is swept."""
    for sid in session_ids:
        db.execute("DELETE FROM files WHERE session_id = ?", (sid,))
        db.execute("DELETE FROM sessions WHERE id = ?", (sid,))
        db.execute("DELETE FROM meta WHERE name = ?", (_USED + sid,))


def taken(folders: Collection[Path]) -> int:
    """Bytes on the disk that go with these folders: a file that another folder shares stays there. Blocks."""
    found, links = dict[tuple[int, int], tuple[int, int]](), dict[tuple[int, int], int]()
    for folder in folders:
        for path in folder.rglob("*"):
            facts = path.lstat()
            if path.is_file() and not path.is_symlink():
                key = (facts.st_dev, facts.st_ino)
                links[key] = links.get(key, 0) + 1
                found[key] = (facts.st_blocks * 512, facts.st_nlink)
    return sum(size for key, (size, count) in found.items() if links[key] == count)


def remove(folders: Collection[Path]) -> int:
    """Removes the folders; the bytes that came free. Blocks."""
    freed = taken(folders)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return freed
