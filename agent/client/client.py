"""One method for each endpoint of a backend, cloud or local: signatures in, typed answers or typed errors out."""

import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from agent import errors
from agent.client import download, upload, wire
from agent.client.auth import Attribution, Credentials
from agent.client.calls import CREATE, READ, STOP, Call, Calls
from agent.client.clock import CLOCK, Clock, Limits
from agent.client.network import Network
from agent.client.pace import paced
from agent.client.partfile import Kept
from agent.client.replies import Json, body_of, code_of
from agent.client.sse import Alive, Frame
from agent.client.stream import open_turn, turn_call

_PICTURE_S = 600.0
"""For a frame of a long video: all of it is looked at once, to choose."""
_RENDER = "/api/render/proxy"
Sending = Callable[[], Awaitable[None]]


class Client:
    """A backend. All methods raise the errors of `agent.errors`; none of them shows anything."""

    def __init__(
        self,
        base_url: str,
        attribution: Attribution,
        credentials: Credentials,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        clock: Clock = CLOCK,
        tls: ssl.SSLContext | None = None,
        network: Network | None = None,
    ) -> None:
        """`tls` replaces the trusted certificates and `network` the way out, for tests.

        ConfigurationError for an address that is neither https nor loopback.
        """
        self._calls = Calls(base_url, attribution, credentials, limits=limits, clock=clock, network=network or Network(limits, tls))
        self.base_url = str(self._calls.base)
        self.local = self._calls.local
        self.limits = limits
        self.clock = clock
        self.credentials = credentials

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._calls.aclose()

    async def sign_in(self) -> None:
        """Makes sure that there is a token, before the first request of the user."""
        await self._calls.token()

    async def create_session(self, language: str = "en", name: str = "project") -> wire.NewSession:
        """A new project. `language` is a language tag."""
        body = {"task_name": name, "language": language or "en"}
        call = Call("POST", "/api/tasks/me/with-session/nemo_agent", json=body, reply_s=self.limits.reply_s, repeats=CREATE)
        session = wire.new_session(await self._calls.payload(call, lambda data: bool(wire.new_session(data).session_id)))
        if not session.session_id:
            raise errors.ServiceUnavailable(wire_code=200, log="no session id in the answer")
        return session

    def run_sse(self, session_id: str, text: str, on_sending: Sending | None = None) -> AsyncGenerator[Frame | Alive, None]:
        """Sends one message, once, and gives its frames until the stream closes; use it with `aclosing`.

        `on_sending` is awaited before the first byte goes out, here and in the other calls that have it.

        ConnectionLost: `sent="no"` when nothing was sent; else `reason` is `cut`, `timeout`, `too_large`, or `limit` (15 minutes in all,
        10 without a frame).
        """
        if not text.strip():
            raise errors.BadArguments(log="an empty message")
        return paced(open_turn(self._calls, turn_call(session_id, text, on_sending)), self.clock, self.limits)

    async def upload(
        self, session_id: str, paths: Sequence[Path], on_progress: upload.Told, *,
        before: wire.State | None = None, on_sending: Sending | None = None,
    ) -> wire.Uploaded:  # fmt: skip
        """Sends local files. `before` is the state before it, so that a file of an earlier upload is not taken for a new one."""
        call = Call("POST", f"/api/upload-video/nemo_agent/me/{quote(session_id, safe='')}", on_sending=on_sending)
        return await upload.send_files(self._calls, call, paths, on_progress, read_state=lambda: self.state(session_id), before=before)

    async def upload_urls(
        self, session_id: str, urls: Sequence[str], *, before: wire.State | None = None, on_sending: Sending | None = None
    ) -> wire.Uploaded:
        """Lets the backend fetch http(s) addresses."""
        for url in urls:
            if not url.lower().startswith(("http://", "https://")):
                raise errors.BadInput("address_not_allowed", name=url)
        call = Call("POST", f"/api/upload-video/nemo_agent/me/{quote(session_id, safe='')}", on_sending=on_sending)
        return await upload.send_urls(self._calls, call, urls, read_state=lambda: self.state(session_id), before=before)

    async def credits(self) -> wire.Credits:
        """The balance."""
        return wire.credits(await self._calls.payload(self._get("/api/credits/balance/simple")))

    async def state(self, session_id: str) -> wire.State:
        """The project as it is now."""
        data = await self._calls.payload(self._get(f"/api/state/nemo_agent/me/{quote(session_id, safe='')}/latest"))
        return wire.state(data)

    async def otio(self, session_id: str, name: str, sources: dict[str, str]) -> Json:
        """The timeline as OpenTimelineIO (`otio`) and what it cannot tell (`left_out`): from the local editor only."""
        path = f"/api/timeline/nemo_agent/me/{quote(session_id, safe='')}/otio"
        call = Call("POST", path, json={"name": name, "sources": sources}, reply_s=self.limits.reply_s, repeats=READ)
        return await self._calls.payload(call, lambda data: isinstance(data.get("otio"), dict))

    async def room(self, days: int, spared: Sequence[str], *, remove: bool = False) -> Json:
        """What the local editor keeps on the disk, and what of it nobody used for `days`; with `remove` that is gone afterwards."""
        asked = {"days": days, "spared": list(spared), "remove": remove}
        call = Call("POST", "/api/room", json=asked, reply_s=self.limits.submit_s, repeats=READ)
        return await self._calls.payload(call, lambda data: isinstance(data.get("spare_bytes"), int))

    async def picture(self, session_id: str, at_s: float | None, form: str) -> Json:
        """One frame of the result as base64 `data`, or a `problem`: from the local editor only, which first has to look and to draw."""
        path = f"/api/timeline/nemo_agent/me/{quote(session_id, safe='')}/picture"
        call = Call("POST", path, json={"at": at_s, "format": form}, reply_s=_PICTURE_S, repeats=READ)
        return await self._calls.payload(call, lambda data: isinstance(data.get("data"), str) or isinstance(data.get("problem"), str))

    async def submit_render(
        self, render_id: str, session_id: str, draft: Json, output: Json, on_sending: Sending | None = None
    ) -> wire.Render:
        """Starts an export under our own id. RenderFailed for a definite refusal; a lost answer is ConnectionLost or ServiceUnavailable."""
        body = {"id": render_id, "sessionId": session_id, "draft": draft, "output": output}
        limit = self.limits.submit_s
        call = Call("POST", f"{_RENDER}/lambda", json=body, reply_s=limit, write_s=limit, on_sending=on_sending)

        async def act(token: str) -> Json:
            return body_of(await self._calls.reply(call, token), now=self.clock.wall())

        try:
            return wire.render(await self._calls.repeated(call, act), render_id)
        except errors.ServiceUnavailable as error:
            if 200 <= error.wire_code < 600:
                raise
            if any(words in error.log.lower() for words in ("duplicate", "already exists")):
                return wire.Render(render_id, "waiting")  # the first submit arrived
            raise errors.RenderFailed(sent="yes", log=error.log) from error

    async def poll_render(self, render_id: str) -> wire.Render:
        """How an export stands. An id that the backend does not know has status `unknown`."""
        call = self._get(f"{_RENDER}/lambda/{quote(render_id, safe='')}")

        async def act(token: str) -> Json:
            return body_of(await self._calls.reply(call, token), lenient=_tells_status, now=self.clock.wall())

        try:
            return wire.render(await self._calls.repeated(call, act), render_id)
        except (errors.RequestRefused, errors.NoSuchSession) as error:
            if error.wire_code != 404:
                raise
            return wire.Render(render_id, "unknown", error=error.log)

    async def cancel_render(self, render_id: str) -> None:
        """Asks to stop an export; RequestRefused where the backend cannot."""
        call = Call("POST", f"{_RENDER}/lambda/{quote(render_id, safe='')}/cancel", reply_s=self.limits.reply_s, repeats=STOP)
        await self._calls.payload(call, lambda _: True)

    async def download(
        self, url: str, target: Path, on_progress: download.Told, *, render_id: str, kept: Kept = download.ANEW
    ) -> Path:
        """The finished file at `target`, or beside it under a free name. OutputError for the disk, ConnectionLost and ServiceError else.

        `kept`: what an earlier process noted of this download, and where to note more, so that it is gone on with and delivered once.
        """
        fallback = f"{_RENDER}/{quote(render_id, safe='')}/download" if render_id else ""
        return await download.fetch(self._calls, url, target, on_progress, fallback=fallback, render_id=render_id, kept=kept)

    async def claim_token(self, session_id: str, task_id: str) -> str:
        """A token that opens this one project in the browser."""
        body = {"task_id": task_id, "session_id": session_id}
        call = Call("POST", "/api/auth/claim-token", json=body, reply_s=self.limits.reply_s, repeats=CREATE)
        token = (await self._calls.payload(call)).get("claim_token")
        if not isinstance(token, str) or not token:
            raise errors.ServiceUnavailable(wire_code=200, log="no claim token in the answer")
        return token

    def _get(self, path: str) -> Call:
        return Call("GET", path, reply_s=self.limits.reply_s, repeats=READ)


def _tells_status(body: Json) -> bool:
    """A poll reply with `success: false` that names a status is an answer, not a refusal."""
    return not code_of(body) and wire.render(body, "").status in ("failed", "cancelled")
