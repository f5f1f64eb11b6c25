"""The free identity of this machine: one client id, one token, both on disk, shared by all processes under a lock (contract 3.1)."""

import asyncio
import fcntl
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

from agent.client.auth import AskToken
from agent.client.clock import CLOCK, Clock
from agent.client.jsontext import dump, parse
from agent.client.kept import removed
from agent.client.privatefile import read_private, write_private
from agent.client.wire import Token, number_of
from agent.errors import RateLimited, StateError

_LOCK_POLL_S = 0.05


def usable_id(text: str) -> bool:
    """Whether a client id fits the contract: 1-64 printable ASCII characters."""
    return 1 <= len(text) <= 64 and all("!" <= letter <= "~" for letter in text)


class AnonymousToken:
    """Credentials of an anonymous user. `folder` is the private state folder; `client_id` wins over the stored one, unwritten.

    `sibling` is a client id file of another program, adopted but never written. `unsaved` turns true where the folder cannot be written:
    the identity then lives as long as the process.
    """

    kind: Literal["local", "own", "anonymous"] = "anonymous"
    replaced = False

    def __init__(self, folder: Path, base: str, *, client_id: str = "", sibling: Path | None = None, clock: Clock = CLOCK) -> None:
        self._folder = folder
        self._base = base.rstrip("/")
        self._given = client_id
        self._sibling = sibling
        self._clock = clock
        self._held: Token | None = None
        self._own_id = ""
        self._clock_is_wrong = False
        self.unsaved = False

    @property
    def user_id(self) -> str:
        """Of the token in use, "" before there is one."""
        return self._held.user_id if self._held else ""

    async def token(self, ask: AskToken) -> str:
        """The held or stored token if it has not expired, else a new one.

        Where no new one is given out, the clock of this computer may be wrong: the old one is used, and the backend judges it.
        """
        if self._held and (self._clock_is_wrong or self._held.expires_at > self._clock.wall()):
            return self._held.token
        return await self._obtain(ask, refused="")

    async def renew(self, ask: AskToken, refused: str) -> str:
        """A token other than `refused`: one that another process stored meanwhile, else a new one for the same client id."""
        return await self._obtain(ask, refused)

    async def _obtain(self, ask: AskToken, refused: str) -> str:
        async with self._locked():
            client_id = await asyncio.to_thread(self._client_id)
            stored = await asyncio.to_thread(self._stored, client_id)
            if stored is None or stored.token == refused:
                stored = await self._asked(ask, client_id, refused)
            self._held = stored
            return stored.token

    async def _asked(self, ask: AskToken, client_id: str, refused: str) -> Token:
        try:
            new = await ask(client_id)
        except RateLimited:
            old = None if refused else await asyncio.to_thread(self._stored, client_id, past=True)
            if old is None:
                raise
            self._clock_is_wrong = True
            return old
        self._clock_is_wrong = False
        await asyncio.to_thread(self._store, new, client_id)
        return new

    @property
    def id_path(self) -> Path:
        """Where this program keeps its client id."""
        return self._folder / "client_id"

    @property
    def token_path(self) -> Path:
        """Where the free token is kept."""
        return self._folder / "token.json"

    def known(self) -> Token | None:
        """The free token that is kept and has not expired; nothing is made or asked for. Blocks."""
        client_id = self._known_id()
        return self._stored(client_id) if client_id else None

    def forget(self) -> bool:
        """Removes the free token and keeps the client id; whether there was one. Blocks."""
        self._held = None
        return removed(self.token_path)

    def _known_id(self) -> str:
        if self._given:
            return self._given
        for path in (self.id_path, self._sibling):
            found = read_private(path, mend=path.parent == self._folder).strip() if path else ""
            if usable_id(found):
                return found
        return ""

    def _client_id(self) -> str:
        if known := self._known_id():
            return known
        self._own_id = self._own_id or str(uuid.uuid4())
        self._write("client_id", self._own_id.encode())
        return self._own_id

    def _stored(self, client_id: str, *, past: bool = False) -> Token | None:
        """The token on disk; one whose time is over only if `past`."""
        data = parse(read_private(self.token_path))
        if not isinstance(data, dict) or data.get("base") != self._base or data.get("client_id") != client_id:
            return None
        expires = number_of(data.get("expires_at"))
        if not isinstance(data.get("token"), str) or expires is None:
            return None
        if expires <= self._clock.wall() and not past:
            return None
        return Token(data["token"], str(data.get("user_id") or ""), expires)

    def _store(self, token: Token, client_id: str) -> None:
        identity = {"base": self._base, "client_id": client_id}
        self._write("token.json", dump({"token": token.token, "user_id": token.user_id, "expires_at": token.expires_at, **identity}))

    def _write(self, name: str, data: bytes) -> None:
        try:
            write_private(self._folder / name, data)
        except OSError:
            self.unsaved = True

    @asynccontextmanager
    async def _locked(self) -> AsyncIterator[None]:
        """Waits for the lock of the folder without blocking the loop; without a writable folder there is nothing to share."""
        handle = await asyncio.to_thread(self._open_lock)
        try:
            while handle is not None and not _try_lock(handle):
                await self._clock.timer(_LOCK_POLL_S)
            yield
        finally:
            if handle is not None:
                os.close(handle)

    def _open_lock(self) -> int | None:
        with suppress(FileExistsError, OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return os.open(self._folder / "identity.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except PermissionError:
            self.unsaved = True
            return None
        except OSError as error:
            if error.errno in (30, 28, 20):  # read-only, full, no directory
                self.unsaved = True
                return None
            raise StateError(path=str(self._folder), log=str(error)) from error


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
