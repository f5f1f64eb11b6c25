"""The door: who may speak to the local backend at all. Runs before every route, for every method.

Host must be exactly this server's own (a rebound page sends no Origin), no Origin at all, the bearer compared in constant time, and bodies
of a kind that a web page cannot send unasked. There are no CORS headers.
"""

import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.replies import WireError

LOCAL_USER = "local"
OPEN_PATHS = re.compile(r"/healthz|/api/files/.+")
TOKEN_PATH = "/api/auth/anonymous-token"  # noqa: S105 - a path
BODYLESS = re.compile(r"/api/auth/anonymous-token|/api/render/proxy/lambda/[^/]+/cancel")
BODY_TYPES = ("application/json", "multipart/form-data")


@dataclass
class Door:
    """What the guard compares with. `port` is known once the socket is bound; `user_of` finds the owner of an anonymous token."""

    secret: str
    open_tokens: bool
    user_of: Callable[[str], Awaitable[str | None]]
    port: int = 0
    hosts: frozenset[str] = field(default_factory=frozenset)

    def open_at(self, port: int) -> None:
        """From now on only requests to this port are answered."""
        self.port = port
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})


class Guard:
    """ASGI middleware: answers 421, 403, 401 or 415 itself; else sets `scope["state"]["user"]` and passes on."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, _quiet(send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            scope.setdefault("state", {})["user"] = await self._admit(scope)
        except WireError as error:
            await error.response()(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _admit(self, scope: Scope) -> str:
        headers, path = Headers(scope=scope), scope["path"]
        if headers.getlist("host") not in [[host] for host in self.door.hosts]:
            raise WireError(status=421, detail="this server answers to its own address only")
        if "origin" in headers:
            raise WireError(status=403, detail="requests from web pages are refused")
        user = await self._user(headers, path)
        if scope["method"] == "POST" and not _body_allowed(headers, path):
            raise WireError(status=415, detail="JSON or multipart only")
        return user

    async def _user(self, headers: Headers, path: str) -> str:
        given = headers.getlist("authorization")
        scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        if scheme.lower() == "bearer" and token.strip():
            if hmac.compare_digest(token.strip().encode(), self.door.secret.encode()):
                return LOCAL_USER
            if user := await self.door.user_of(token.strip()):
                return user
        elif not given and (OPEN_PATHS.fullmatch(path) or (path == TOKEN_PATH and self.door.open_tokens)):
            return ""
        raise WireError(1001, status=401)


def _body_allowed(headers: Headers, path: str) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    empty = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
    return kind in BODY_TYPES or (empty and not kind and BODYLESS.fullmatch(path) is not None)


def _quiet(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
        await send(message)

    return sender
