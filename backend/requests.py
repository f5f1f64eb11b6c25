"""Reading requests, the same way in every route: who asks, for which session, with which JSON."""

import json
from typing import Any, cast

from starlette.requests import Request

from backend.projects import Session
from backend.replies import WireError
from backend.service import Service

MAX_JSON_BYTES = 64 * 1024 * 1024
ATTRIBUTION = ("x-skill-source", "x-skill-version", "x-skill-platform")


def service(request: Request) -> Service:
    """The parts of this backend."""
    return cast(Service, request.app.state.service)


def user(request: Request) -> str:
    """Who asks, as the guard found."""
    return str(request.scope["state"]["user"])


def base_url(request: Request) -> str:
    """This server as the client addressed it; the guard has checked the host."""
    return f"http://{request.headers['host']}"


async def session(request: Request) -> Session:
    """The session of the path; WireError 1002 where it is not the caller's."""
    owner, session_id = request.path_params.get("owner", "me"), request.path_params["session_id"]
    return await own_session(request, str(owner), str(session_id))


async def own_session(request: Request, owner: str, session_id: str) -> Session:
    """The caller's session with that id; `owner` is the word `me` or the caller's own id."""
    caller = user(request)
    if owner not in ("me", caller):
        raise WireError(1002)
    found = await service(request).projects.find(session_id, caller)
    if not attributed(request):
        service(request).bare_sessions.add(found.id)
    return found


def attributed(request: Request) -> bool:
    """Whether the three attribution headers are there and not blank."""
    return all(request.headers.get(name, "").strip() for name in ATTRIBUTION)


async def body(request: Request, *, max_bytes: int = MAX_JSON_BYTES) -> dict[str, Any]:
    """The JSON object of the body, `{}` for an empty one; WireError 400 for anything else, 413 where it is too long."""
    text = b""
    async for chunk in request.stream():
        text += chunk
        if len(text) > max_bytes:
            raise WireError(status=413, detail="the body is too long")
    try:
        found = json.loads(text or b"{}", parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WireError(status=400, detail="the body is no JSON") from error
    if not isinstance(found, dict):
        raise WireError(status=400, detail="the body is no JSON object")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)
