"""The export queue: what is to be rendered is on disk before it is promised; one runs at a time unless set otherwise.

queued -> running -> done | failed | cancelled. A job whose process died is queued once more; a clean stop does not count as a try.
"""

import asyncio
import json
import logging
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from backend.crew import Crew, Order
from backend.draft.wire import timeline_of
from backend.engine.store import sweep
from backend.projects import Projects
from backend.store import Store

LOGGER = logging.getLogger("backend.jobs")
ATTEMPTS = 2
DAY_S = 24 * 3600.0
Status = Literal["queued", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Job:
    """One export. `progress` is 0..1, `error` is for logs and clients' logs; times are wall seconds."""

    id: str
    session_id: str
    user_id: str
    draft: dict[str, Any]
    output: dict[str, Any]
    status: Status
    attempt: int
    error: str
    duration_s: float | None
    size: int | None
    created_s: float
    completed_s: float | None
    progress: float = 0.0


class Jobs:
    """Takes exports in, runs them, and remembers them. `busy` tells whether any waits or runs."""

    def __init__(self, store: Store, projects: Projects, home: Path, now: Callable[[], float], crew: Crew) -> None:
        self._store = store
        self._crew = crew
        self._projects = projects
        self._home = home
        self._now = now
        self._progress: dict[str, float] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._cancelled: set[str] = set()
        self._workers: list[asyncio.Task[None]] = []
        self._wake = asyncio.Event()
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """Whether an export waits or runs."""
        return bool(self._tasks) or self._waiting > 0

    async def recover(self, keep_days: float) -> None:
        """After a start: jobs of a process that died go back to the queue, once; half-made files and old exports go."""
        before = self._now() - keep_days * DAY_S
        old = await self._store.run(lambda db: _requeue(db, before, self._now()))
        for job_id in old:
            await asyncio.to_thread(shutil.rmtree, self._folder(job_id), ignore_errors=True)
        await asyncio.to_thread(self._sweep)
        await self._count()

    def start(self, workers: int) -> None:
        """Begins to work the queue off."""
        self._workers = [asyncio.create_task(self._work(), name=f"render-{number}") for number in range(workers)]

    async def stop(self) -> None:
        """Ends the workers; what ran goes back to the queue."""
        for task in [*self._workers, *self._tasks.values()]:
            task.cancel()
        await asyncio.gather(*self._workers, *self._tasks.values(), return_exceptions=True)

    async def submit(self, job_id: str, session: tuple[str, str], draft: dict[str, Any], output: dict[str, Any]) -> Job | None:
        """Queues an export for (session id, user id). The job with that id if there is one already; None if it is another user's."""
        values = (job_id, *session, json.dumps(draft), json.dumps(output), self._now())
        await self._store.run(lambda db: db.execute(
            "INSERT OR IGNORE INTO renders (id, session_id, user_id, draft, output, status, attempt, created_s)"
            " VALUES (?, ?, ?, ?, ?, 'queued', 0, ?)", values))
        await self._count()
        self._wake.set()
        return await self.find(job_id, session[1])

    async def find(self, job_id: str, user: str) -> Job | None:
        """The user's job with that id."""
        job = await self._store.run(lambda db: _job(db.execute("SELECT * FROM renders WHERE id = ?", (job_id,)).fetchone()))
        if job is None or job.user_id != user:
            return None
        return _with_progress(job, self._progress.get(job_id, 0.0))

    async def cancel(self, job_id: str) -> None:
        """Stops the job if it waits or runs; a finished one stays as it is."""
        self._cancelled.add(job_id)
        if task := self._tasks.get(job_id):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await self._store.run(lambda db: db.execute(
            "UPDATE renders SET status = 'cancelled', completed_s = ? WHERE id = ? AND status = 'queued'", (self._now(), job_id)))
        self._cancelled.discard(job_id)
        await self._count()

    def output(self, job_id: str) -> Path:
        """The finished file of a job."""
        return self._folder(job_id) / "out.mp4"

    def _sweep(self) -> None:
        """Removes unfinished files beside the outputs; finished parts in the work folder stay, so that the next try goes on with them."""
        sweep(self._home / "work")
        for path in (self._home / "renders").glob("*/.*"):
            path.unlink(missing_ok=True)

    def _folder(self, job_id: str) -> Path:
        return self._home / "renders" / job_id

    async def _work(self) -> None:
        while True:
            self._wake.clear()
            job = await self._store.run(_take)
            if job is None:
                await self._count()
                await self._wake.wait()
                continue
            task = self._tasks[job.id] = asyncio.create_task(self._run(job), name=f"job-{job.id}")
            try:
                await asyncio.wait({task})
            finally:
                if task.done():
                    del self._tasks[job.id]
                    self._progress.pop(job.id, None)

    async def _run(self, job: Job) -> None:
        try:
            duration_s, size = await self._render(job)
        except asyncio.CancelledError:
            await asyncio.shield(self._stopped(job))
            raise
        except Exception as error:  # outermost border of a job: whatever a render raises fails the job, and the queue goes on
            LOGGER.exception("export %s failed", job.id)
            await self._finish(job.id, "failed", error=f"{type(error).__name__}: {error}")
        else:
            await self._finish(job.id, "done", duration_s=duration_s, size=size)

    async def _render(self, job: Job) -> tuple[float, int]:
        timeline = await asyncio.to_thread(timeline_of, job.draft)
        target, work = self.output(job.id), self._home / "work"
        for folder in (work, target.parent):
            folder.mkdir(parents=True, exist_ok=True)

        def progress(fraction: float) -> None:
            self._progress[job.id] = max(self._progress.get(job.id, 0.0), min(fraction, 0.99))

        sources = await self._projects.sources(job.session_id)
        made = await self._crew.render(Order(timeline, sources, job.output, target, work, progress))
        return made.duration_s, made.size

    async def _stopped(self, job: Job) -> None:
        if job.id in self._cancelled:
            await self._finish(job.id, "cancelled")
        else:
            await self._store.run(lambda db: db.execute(
                "UPDATE renders SET status = 'queued', attempt = attempt - 1 WHERE id = ?", (job.id,)))

    async def _finish(self, job_id: str, status: Status, *, error: str = "", duration_s: float | None = None,
                      size: int | None = None) -> None:
        values = (status, error[:2000], duration_s, size, self._now(), job_id)
        await self._store.run(lambda db: db.execute(
            "UPDATE renders SET status = ?, error = ?, duration_s = ?, size = ?, completed_s = ? WHERE id = ?", values))

    async def _count(self) -> None:
        self._waiting = await self._store.run(
            lambda db: db.execute("SELECT count(*) FROM renders WHERE status = 'queued'").fetchone()[0])


def _requeue(db: sqlite3.Connection, before: float, now: float) -> list[str]:
    db.execute("UPDATE renders SET status = 'failed', error = 'interrupted twice', completed_s = ?"
               " WHERE status = 'running' AND attempt >= ?", (now, ATTEMPTS))
    db.execute("UPDATE renders SET status = 'queued' WHERE status = 'running'")
    old = [str(row[0]) for row in db.execute("SELECT id FROM renders WHERE completed_s < ?", (before,))]
    db.execute("DELETE FROM renders WHERE completed_s < ?", (before,))
    return old


def _take(db: sqlite3.Connection) -> Job | None:
    row = db.execute("SELECT * FROM renders WHERE status = 'queued' ORDER BY created_s, id LIMIT 1").fetchone()
    if row is not None:
        db.execute("UPDATE renders SET status = 'running', attempt = attempt + 1 WHERE id = ?", (row["id"],))
    return _job(row)


def _job(row: sqlite3.Row | None) -> Job | None:
    if row is None:
        return None
    values = dict(row)
    return Job(**{**values, "draft": json.loads(values["draft"]), "output": json.loads(values["output"])})


def _with_progress(job: Job, fraction: float) -> Job:
    done = 1.0 if job.status == "done" else fraction if job.status == "running" else 0.0
    values = {name: getattr(job, name) for name in Job.__slots__}
    return Job(**{**values, "progress": done})
