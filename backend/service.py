"""The parts of one running backend, made once and handed to the routes."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from backend.accounts import Accounts
from backend.crew import Crew
from backend.jobs import Jobs
from backend.links import Links
from backend.options import Options
from backend.projects import Projects
from backend.security import Door
from backend.store import Store
from backend.turns import Turns

LOGGER = logging.getLogger("backend.service")


@dataclass
class Service:
    """Everything a route may need. `touch` and `active` feed the clock that ends an idle process."""

    home: Path
    options: Options
    store: Store
    projects: Projects
    accounts: Accounts
    jobs: Jobs
    turns: Turns
    links: Links
    door: Door
    build: str
    stop: Callable[[], None] = lambda: None
    bare_sessions: set[str] = field(default_factory=set)
    """Sessions that were spoken to without attribution headers."""
    requests: int = 0
    last_s: float = field(default_factory=time.monotonic)

    @property
    def working(self) -> bool:
        """Whether an edit or an export is under way."""
        return self.turns.busy or self.jobs.busy

    def idle_s(self) -> float:
        """Seconds since anything was going on; 0 while it is."""
        return 0.0 if self.working or self.requests else time.monotonic() - self.last_s

    async def halt(self) -> None:
        """Stops the work: turns end with an error frame, exports go back to the queue. Requests are still answered."""
        await self.turns.stop()
        await self.jobs.stop()


async def open_service(home: Path, options: Options, secret: str, build: str, *, crew: Crew, now: Callable[[], float]) -> Service:
    """Opens the database, recovers what a dead process left, and starts the export queue. `now` is wall time in seconds."""
    store, links = Store(home / "backend.sqlite"), Links()
    await store.open()
    await links.open(store)
    projects, accounts = Projects(store, home, now), Accounts(store, options, now)
    jobs = Jobs(store, projects, home, now, crew)
    await accounts.recover()
    await projects.sweep()
    await jobs.recover(options.keep_days)
    if (gone := await projects.clean_at_start(options.keep_projects_days)).projects:
        LOGGER.info("removed %s projects that were not used for long, %s bytes", gone.projects, gone.bytes)
    jobs.start(options.renders)
    door = Door(secret, options.open_tokens, accounts.user_of)
    return Service(home, options, store, projects, accounts, jobs, Turns(projects, accounts, crew), links, door, build)
