"""Who calls: the attribution headers of every request, and the bearer token with its ways to get a new one."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from agent.client.wire import Token
from agent.errors import ConfigurationError, Unauthorised

AskToken = Callable[[str], Awaitable[Token]]
"""Asks the backend for an anonymous token of this client id."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What every call tells of its origin; an empty value would cost the export, so none is allowed."""

    source: str
    version: str
    platform: str = "unknown"

    def __post_init__(self) -> None:
        for name in ("source", "version", "platform"):
            if not re.fullmatch(r"[\x21-\x7e]{1,64}", getattr(self, name)):
                raise ConfigurationError(name=name, why="it must be 1-64 printable characters")

    def headers(self, *, bearer: str = "", client_id: str = "", accept: str = "", json: bool = False) -> dict[str, str]:
        """The headers of one call: the only place where they are made."""
        headers = {
            "X-Skill-Source": self.source, "X-Skill-Version": self.version, "X-Skill-Platform": self.platform,
            "Accept-Encoding": "identity", "User-Agent": f"{self.source}/{self.version}",
        }  # fmt: skip
        optional = {
            "Authorization": f"Bearer {bearer}" if bearer else "", "X-Client-Id": client_id,
            "Accept": accept, "Content-Type": "application/json" if json else "",
        }  # fmt: skip
        return headers | {name: value for name, value in optional.items() if value}


class Credentials(Protocol):
    """A source of bearer tokens. `kind` tells whose; `user_id` is "" where unknown.

    `replaced`: the user's own token was refused. `unsaved`: the free one in use could not be kept on disk.
    """

    @property
    def kind(self) -> Literal["local", "own", "anonymous"]: ...

    @property
    def user_id(self) -> str: ...

    @property
    def replaced(self) -> bool: ...

    @property
    def unsaved(self) -> bool: ...

    async def token(self, ask: AskToken) -> str:
        """The token to use now; `ask` is called only if there is none."""
        ...

    async def renew(self, ask: AskToken, refused: str) -> str:
        """Another token than `refused`. Raises Unauthorised where there is no way to one."""
        ...


@dataclass(slots=True)
class FixedToken:
    """A token that cannot be replaced: the secret of the local backend."""

    secret: str = field(repr=False)
    kind: Literal["local", "own", "anonymous"] = "local"
    user_id: str = ""
    replaced: bool = False
    unsaved: bool = False

    async def token(self, ask: AskToken) -> str:
        """The secret."""
        return self.secret

    async def renew(self, ask: AskToken, refused: str) -> str:
        """There is no other."""
        raise Unauthorised(wire_code=1001)


class OwnToken:
    """A token of the person's own, from `NEMO_TOKEN` or kept by `auth login`: used as it is.

    Refused, the free identity takes over, and `replaced` says so (contract 3.1)."""

    def __init__(self, secret: str, fallback: Credentials) -> None:
        self._secret = secret
        self._fallback = fallback
        self.replaced = False

    @property
    def kind(self) -> Literal["local", "own", "anonymous"]:
        """`own` until it was refused."""
        return self._fallback.kind if self.replaced else "own"

    @property
    def unsaved(self) -> bool:
        """Whether the free token that took over could not be kept."""
        return self.replaced and self._fallback.unsaved

    @property
    def user_id(self) -> str:
        """Unknown for a token of the user's own."""
        return self._fallback.user_id if self.replaced else ""

    async def token(self, ask: AskToken) -> str:
        """The user's token, or the free one after it was refused."""
        return await self._fallback.token(ask) if self.replaced else self._secret

    async def renew(self, ask: AskToken, refused: str) -> str:
        """Goes over to the free identity, and from then on renews that."""
        if refused == self._secret:
            token = await self._fallback.token(ask)
            self.replaced = True
            return token
        return await self._fallback.renew(ask, refused)
