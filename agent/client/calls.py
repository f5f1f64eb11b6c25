"""One request and its answer: headers, redirects, time limits, and what may be repeated (contract 1, 2, 6.1)."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx

from agent import errors
from agent.client.auth import Attribution, Credentials
from agent.client.clock import Clock, Limits
from agent.client.jsontext import dump
from agent.client.network import Network, base_of, is_loopback, lost, same_origin
from agent.client.replies import Json, Reply, passing, payload
from agent.client.unpack import Unpacker
from agent.client.wire import Token

T = TypeVar("T")
Body = bytes | AsyncIterator[bytes]
_REDIRECTS = 5
_READ_PAUSES_S = (1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often a call may go out again by itself: when nothing was sent; when it was sent and no answer came; after 1001; after 429."""

    unsent: int = 1
    lost: int = 0
    pauses_s: tuple[float, ...] = ()
    renew: bool = True
    busy: bool = True


ONCE = Repeats()
CREATE = Repeats(unsent=2, lost=1)
READ = Repeats(unsent=3, lost=3, pauses_s=_READ_PAUSES_S)
STOP = Repeats(unsent=2, lost=2)
TOKEN = Repeats(unsent=1, lost=1, renew=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `path` is under the API base, or a whole address; `content` makes the body anew for each sending."""

    method: str
    path: str
    json: Json | None = None
    content: Callable[[], Body] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""
    client_id: str = ""
    bearer: bool = True
    reply_s: float | None = 30.0
    write_s: float | None = 30.0
    repeats: Repeats = ONCE
    on_sending: Callable[[], Awaitable[None]] | None = None
    """Awaited before the first byte of the request goes out: what it raises keeps the request here."""


class Budget:
    """Counts the repeats that are left of one call."""

    def __init__(self, repeats: Repeats, limits: Limits) -> None:
        self._repeats = repeats
        self._limits = limits
        self._failures = 0
        self._renewed = False
        self._waited = False

    def pause(self, error: errors.VideoJobsError) -> float | None:
        """Seconds to wait before the same call goes out again, None if it must not."""
        if isinstance(error, errors.Unauthorised):
            may, self._renewed = self._repeats.renew and not self._renewed, True
            return 0.0 if may else None
        if isinstance(error, errors.RateLimited):
            wait = error.retry_after_s or self._limits.busy_wait_s
            may, self._waited = self._repeats.busy and not self._waited and wait <= self._limits.busy_wait_max_s, True
            return wait if may else None
        return self._after_failure(error)

    def _after_failure(self, error: errors.VideoJobsError) -> float | None:
        line = isinstance(error, errors.ConnectionLost)
        if not line and not (isinstance(error, errors.ServiceError) and passing(error)):
            return None
        allowed = self._repeats.unsent if line and error.sent == "no" else self._repeats.lost
        if self._failures >= allowed:
            return None
        self._failures += 1
        pauses = self._repeats.pauses_s or (0.0,)
        return pauses[min(self._failures, len(pauses)) - 1]


class Calls:
    """Sends calls to one backend."""

    def __init__(
        self, base: str, attribution: Attribution, credentials: Credentials, *, limits: Limits, clock: Clock, network: Network | None = None
    ) -> None:
        self.base = base_of(base)
        self.local = is_loopback(self.base.host)
        self.limits = limits
        self.clock = clock
        self.credentials = credentials
        self._attribution = attribution
        self._network = network or Network(limits)
        self._signing_in = asyncio.Lock()

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._network.aclose()

    async def payload(self, call: Call, wanted: Callable[[Json], bool] = bool) -> Json:
        """The payload of a JSON call, with the repeats that it may have."""

        async def act(token: str) -> Json:
            return payload(await self.reply(call, token), wanted, now=self.clock.wall())

        return await self.repeated(call, act)

    async def repeated(self, call: Call, act: Callable[[str], Awaitable[T]]) -> T:
        """The result of `act(token)`, which is called again as often as the contract lets this call go out again."""
        budget = Budget(call.repeats, self.limits)
        while True:
            token = await self.token() if call.bearer else ""
            try:
                return await act(token)
            except errors.VideoJobsError as error:
                pause = budget.pause(error)
                if pause is None:
                    raise
                refused = isinstance(error, errors.Unauthorised)
            if refused:
                await self.renew(token)
            if pause:
                await self.clock.sleep(pause)

    async def token(self) -> str:
        """The bearer token; asks for one if there is none."""
        async with self._signing_in:
            return await self.credentials.token(self.ask_token)

    async def renew(self, refused: str) -> None:
        """Replaces a refused token, unless another call has done so meanwhile."""
        async with self._signing_in:
            if await self.credentials.token(self.ask_token) == refused:
                await self.credentials.renew(self.ask_token, refused)

    async def ask_token(self, client_id: str) -> Token:
        """One anonymous token for this client id (contract 2.1)."""
        call = Call("POST", "/api/auth/anonymous-token", client_id=client_id, bearer=False, repeats=TOKEN)
        try:
            data = await self.payload(call)
        except errors.RateLimited as error:
            raise errors.RateLimited("token_in_use", wire_code=429, log=error.log, retry_after_s=error.retry_after_s) from error
        token = data.get("token")
        if not isinstance(token, str) or not token:
            raise errors.ServiceUnavailable(wire_code=200, log="no token in the answer")
        return Token(token, str(data.get("user_id") or ""), _expiry(data.get("expires_at"), self.clock.wall()))

    async def reply(self, call: Call, token: str) -> Reply:
        """One complete answer; nothing is repeated here. ConnectionLost for the line, ServiceUnavailable for an answer without end."""
        body = bytearray()
        async with self.opened(call, token) as response, aclosing(self.pieces(response)) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) > self.limits.reply_bytes:
                    raise errors.ServiceUnavailable(wire_code=response.status_code, log="answer too large")
        return Reply(response.status_code, bytes(body), dict(response.headers))

    @asynccontextmanager
    async def opened(self, call: Call, token: str) -> AsyncIterator[httpx.Response]:
        """A response whose headers are there and whose body is not. POSTs follow no redirect, GETs at most five."""
        url = httpx.URL(call.path) if "://" in call.path else httpx.URL(f"{self.base}{call.path}")
        response = await self._sent(call, url, token)
        try:
            for _ in range(_REDIRECTS):
                if call.method != "GET" or not response.has_redirect_location:
                    break
                url = self._redirect(url, response)
                await response.aclose()
                response = await self._sent(call, url, token)
            yield response
        finally:
            with suppress(httpx.HTTPError):
                await response.aclose()

    async def pieces(self, response: httpx.Response) -> AsyncGenerator[bytes, None]:
        """The plain bytes of a body as they come; close it with `aclosing`."""
        unpacker = Unpacker(response.headers.get("content-encoding", ""))
        try:
            async for data in response.aiter_raw():
                if not unpacker.packed:
                    yield data
                    continue
                for piece in unpacker.feed(data):
                    yield piece
        except httpx.HTTPError as error:
            raise lost(error, response.request.url, answered=True) from error

    def trusted(self, url: httpx.URL) -> bool:
        """Whether an address may be fetched at all: https, or this machine where the backend is local."""
        return url.scheme == "https" or (url.scheme == "http" and self.local and is_loopback(url.host))

    async def _sent(self, call: Call, url: httpx.URL, token: str) -> httpx.Response:
        client = await self._network.client(url)
        timeout = httpx.Timeout(connect=self.limits.connect_s, read=call.reply_s, write=call.write_s, pool=None)
        body: Any = dump(call.json) if call.json is not None else call.content() if call.content else None
        request = client.build_request(
            call.method, url, headers=self._headers(call, url, token), content=body, timeout=timeout, extensions=_traced(call)
        )  # fmt: skip
        limit = None if call.reply_s is None or call.content else self.limits.connect_s + call.reply_s
        try:
            async with asyncio.timeout(limit):  # a limit for each read never fires on headers that trickle in
                return await client.send(request, stream=True)
        except (httpx.HTTPError, TimeoutError) as error:
            raise lost(error, url) from error

    def _headers(self, call: Call, url: httpx.URL, token: str) -> dict[str, str]:
        """Ours go to the API base alone: another host sees neither the bearer nor the attribution."""
        if not same_origin(url, self.base):
            return {"Accept-Encoding": "identity", **call.headers}
        bearer = token if call.bearer else ""
        ours = self._attribution.headers(bearer=bearer, client_id=call.client_id, accept=call.accept, json=call.json is not None)
        return ours | dict(call.headers)

    def _redirect(self, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        try:
            target = url.join(response.headers["location"])
        except httpx.InvalidURL as error:
            raise errors.RequestRefused(wire_code=response.status_code, log="redirect to no address") from error
        if not self.trusted(target):
            raise errors.RequestRefused(wire_code=response.status_code, log=f"redirect to {target.scheme}://{target.host}")
        return target


def _traced(call: Call) -> dict[str, Any]:
    """The hook of the HTTP library for `on_sending`: it is awaited between the connection and the first byte."""
    on_sending = call.on_sending

    async def trace(step: str, info: Any) -> None:
        if on_sending is not None and step.endswith("send_request_headers.started"):
            await on_sending()

    return {"trace": trace} if on_sending else {}


def _expiry(value: Any, now: float) -> float:
    """Unix seconds of an ISO time or a number; seven days from now where there is none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(value) / 1000 if value > 1e11 else float(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return now + 7 * 86_400
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
