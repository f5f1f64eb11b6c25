"""Anonymous tokens and credits. The process secret is user `local`; anonymous users exist for clients that speak the cloud's whole flow."""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from backend.options import Options
from backend.replies import WireError
from backend.store import Store

WEEK_S = 7 * 24 * 3600.0
CLIENT_ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Token:
    """An anonymous token just given; `expires_s` is wall time in seconds."""

    token: str
    user_id: str
    expires_s: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits of one user; the total is the sum."""

    available: int
    frozen: int


class Accounts:
    """Tokens and balances of this home. `now` is wall time, injected."""

    def __init__(self, store: Store, options: Options, now: Callable[[], float]) -> None:
        self._store = store
        self._options = options
        self._now = now

    async def issue(self, client_id: str, address: str) -> Token:
        """A new token. WireError 400 for a missing or over-long client id, 429 while its last one lives or the address has its fill."""
        if not 0 < len(client_id) <= CLIENT_ID_LENGTH:
            raise WireError(400, "X-Client-Id missing or too long")
        return await self._store.run(lambda db: self._issue(db, client_id, address))

    def _issue(self, db: sqlite3.Connection, client_id: str, address: str) -> Token:
        now, limit = self._now(), self._options.tokens_per_address
        living = "SELECT count(*) FROM tokens WHERE issued_s > ? AND "
        of_client: int = db.execute(living + "client_id = ?", (now - WEEK_S, client_id)).fetchone()[0]
        of_address: int = db.execute(living + "address = ?", (now - WEEK_S, address)).fetchone()[0]
        if of_client or 0 < limit <= of_address:
            raise WireError(429)
        token, user = "nmv_usr_" + secrets.token_urlsafe(24), "anon_" + secrets.token_hex(8)
        db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", (_digest(token), client_id, address, user, now))
        return Token(token, user, now + WEEK_S)

    async def user_of(self, token: str) -> str | None:
        """The owner of an anonymous token that still lives."""
        row = await self._store.run(lambda db: db.execute(
            "SELECT user_id FROM tokens WHERE digest = ? AND issued_s > ?", (_digest(token), self._now() - WEEK_S)).fetchone())
        return str(row[0]) if row else None

    async def balance(self, user: str) -> Balance:
        """What the user has; a new user starts with the set amount."""
        return await self._store.run(lambda db: self._balance(db, user))

    async def hold(self, user: str) -> int:
        """Reserves the price of one editing turn and returns it; WireError 2001 where the balance is too low."""

        def work(db: sqlite3.Connection) -> int:
            cost = self._options.edit_cost
            if self._balance(db, user).available < cost:
                raise WireError(2001)
            db.execute("UPDATE credits SET available = available - ?, frozen = frozen + ? WHERE user_id = ?", (cost, cost, user))
            return cost

        return await self._store.run(work)

    async def settle(self, user: str, held: int, *, spent: bool) -> None:
        """Ends a reservation: the credits are gone, or back."""
        back = 0 if spent else held
        await self._store.run(lambda db: db.execute(
            "UPDATE credits SET available = available + ?, frozen = frozen - ? WHERE user_id = ?", (back, held, user)))

    async def recover(self) -> None:
        """Gives back what a process that died had reserved."""
        await self._store.run(lambda db: db.execute("UPDATE credits SET available = available + frozen, frozen = 0"))

    def _balance(self, db: sqlite3.Connection, user: str) -> Balance:
        db.execute("INSERT OR IGNORE INTO credits (user_id, available) VALUES (?, ?)", (user, self._options.credits))
        return Balance(*db.execute("SELECT available, frozen FROM credits WHERE user_id = ?", (user,)).fetchone())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
