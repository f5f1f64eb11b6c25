"""`video-jobs auth`: which access token is used and where it is kept; bring one, ask for the free one, forget it."""

import asyncio
import getpass
import logging
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from agent.app import chosen_backend, cloud_client, free_identity, kept_token
from agent.client.auth import FixedToken
from agent.client.clock import CLOCK, Limits
from agent.client.kept import masked, usable_token
from agent.consent import Choice
from agent.errors import BadArguments, Unauthorised, VideoJobsError
from agent.frontends import signals
from agent.frontends.streams import encode, note, piped, put
from agent.settings import Settings
from prompts import Language, message

LOGGER = logging.getLogger(__name__)
VERBS = ("status", "login", "anonymous", "logout")


@dataclass(slots=True)
class Desk:
    """One run of a verb: the settings, the choices of the command line, and how it answers."""

    settings: Settings
    language: Language
    as_json: bool = False
    agreed: bool = False
    may_ask: bool = True
    choice: Choice = field(init=False)

    def __post_init__(self) -> None:
        self.choice = Choice(self.settings.folders.made("identity") / "choice.json")

    @property
    def host(self) -> str:
        """The cloud as people write it."""
        return self.settings.api_url.split("//")[-1]

    def say(self, name: str, /, **values: Any) -> str:
        """A text of the topic `auth`."""
        return message(f"auth.{name}", self.language, **values)

    def answer(self, verb: str, text: str, **facts: Any) -> int:
        """The words, or the same as one JSON object. Always 0."""
        put(encode({"v": 1, "type": f"auth_{verb}", **facts}) if self.as_json else text)
        return 0


def run(verb: str, desk: Desk) -> int:
    """One verb; the exit code. VideoJobsError for what cannot be done."""
    match verb:
        case "status":
            return _status(desk)
        case "login":
            return signals.run(lambda _: _login(desk, _secret(desk)))
        case "anonymous":
            return signals.run(lambda _: _anonymous(desk))
        case _:
            return _logout(desk)


def _status(desk: Desk) -> int:
    """What is in use; contacts nobody."""
    settings, kept, free = desk.settings, kept_token(desk.settings), free_identity(desk.settings)
    own, known = kept.read(), free.known()
    source = "NEMO_TOKEN" if settings.nemo_token else "stored" if own else "free" if known else None
    token = settings.nemo_token or own or (known.token if known else "")
    until = _moment(known.expires_at) if known and source == "free" else None
    path = {"stored": str(kept.path), "free": str(free.token_path), "NEMO_TOKEN": settings.origins.get("nemo_token", "")}.get(source or "")
    facts = {"source": source, "token": masked(token) if token else None, "until": until, "kept_in": path}
    backend = chosen_backend(settings, desk.choice)
    text = desk.say("status", backend=backend, host=desk.host, **facts)
    return desk.answer("status", text, backend=backend, host=desk.host, anonymous=source == "free", **facts)


def _secret(desk: Desk) -> str:
    """The token that a person types unseen, or that is piped in; it never stands on the command line."""
    if not sys.stdin.isatty():
        token = piped(beside_text=False)
    elif desk.may_ask:
        token = getpass.getpass(desk.say("ask_token", host=desk.host) + " ").strip()
    else:
        raise BadArguments("argument_token_input")
    if not token:
        raise BadArguments("argument_token_empty")
    if not usable_token(token):
        raise BadArguments("argument_token_letters")
    return token


async def _login(desk: Desk, token: str) -> int:
    """Keeps a token that the service takes, or that it could not be asked about."""
    client = cloud_client(desk.settings, FixedToken(token, kind="own"), limits=Limits(busy_wait_max_s=0))
    available: int | None = None
    try:
        available = (await client.credits()).available
    except Unauthorised as error:
        raise Unauthorised("login_refused", wire_code=error.wire_code, host=desk.host, log=error.log) from error
    except VideoJobsError as error:
        note(desk.say("login_unchecked", host=desk.host))
        LOGGER.info("token not checked: %s", error)
    finally:
        await client.aclose()
    kept = kept_token(desk.settings)
    await asyncio.to_thread(kept.write, token)
    await asyncio.to_thread(desk.choice.choose, "cloud")
    if desk.settings.nemo_token and desk.settings.nemo_token != token:
        note(desk.say("variable_wins"))
    facts = {"host": desk.host, "token": masked(token), "kept_in": str(kept.path), "available": available}
    return desk.answer("login", desk.say("kept", **facts), checked=available is not None, **facts)


async def _anonymous(desk: Desk) -> int:
    """Asks for the free token, once the person agreed."""

    async def sleep(seconds: float) -> None:
        note(message("agent.waiting", desk.language, wait_s=seconds))
        await asyncio.sleep(seconds)

    free = free_identity(desk.settings)
    known = await asyncio.to_thread(free.known)
    if known is None:
        await asyncio.to_thread(_consent, desk)
        client = cloud_client(desk.settings, free, limits=Limits(), clock=replace(CLOCK, sleep=sleep))
        try:
            await client.sign_in()
        finally:
            await client.aclose()
        new, known = True, await asyncio.to_thread(free.known)
    else:
        new = False
    if await asyncio.to_thread(kept_token(desk.settings).read) or desk.settings.nemo_token:
        note(desk.say("own_wins"))
    facts = {"host": desk.host, "token": masked(known.token) if known else None, "until": _moment(known.expires_at) if known else None,
             "kept_in": str(free.token_path) if known else None}
    return desk.answer("anonymous", desk.say("free", new=new, **facts), new=new, **facts)


def _consent(desk: Desk) -> None:
    """The one question before the first contact; BadArguments where it is not answered with yes."""
    from agent.handlers.asking import agreed

    values: dict[str, Any] = {"host": desk.host, "folder": str(desk.settings.folders.state)}
    if not desk.agreed and not desk.choice.agreed:
        asks = desk.may_ask and not desk.as_json and sys.stdin.isatty()
        if not asks:
            raise BadArguments("consent_needed", **values)
        note(message("agent.consent", desk.language, **values))
        if agreed(sys.stdin.readline()) is not True:
            raise BadArguments("consent_declined")
    desk.choice.give()


def _logout(desk: Desk) -> int:
    """Forgets the person's own token, or else the free one, and what was chosen; the client id stays."""
    kept, free = kept_token(desk.settings), free_identity(desk.settings)
    known, own = free.known(), kept.remove()
    gone = not own and free.forget()
    desk.choice.forget()
    removed = "stored" if own else "free" if gone else None
    until = _moment(known.expires_at) if known else None
    facts = {"removed": removed, "until": until, "client_id": str(free.id_path) if free.id_path.exists() else None,
             "variable": bool(desk.settings.nemo_token)}
    return desk.answer("logout", desk.say("gone", **facts), **facts)


def _moment(unix_s: float) -> str:
    """A time to the minute, in UTC as JSON has it."""
    return datetime.fromtimestamp(min(unix_s, 253_402_300_799), UTC).strftime("%Y-%m-%dT%H:%MZ")
