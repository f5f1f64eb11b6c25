"""One message: contract 2.3 and section 5."""

import time
import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend.frames import AdkFrames, TypedFrames
from backend.replies import WireError
from backend.requests import body, own_session, service
from backend.stream import TurnStream

MAX_MESSAGE_BYTES = 1024 * 1024


async def run_sse(request: Request) -> Response | TurnStream:
    """The turn as a stream; 404, 409, 422 and 2001 come instead of one."""
    asked = await body(request, max_bytes=MAX_MESSAGE_BYTES)
    session_id, text = str(_either(asked, "session_id", "sessionId") or ""), _text(_either(asked, "new_message", "newMessage"))
    if not text.strip() or not session_id:
        missing = "new_message" if session_id else "session_id"
        return JSONResponse({"detail": [{"type": "missing", "loc": ["body", missing], "msg": "Field required"}]}, status_code=422)
    owner = str(_either(asked, "user_id", "userId") or "me")
    try:
        found = await own_session(request, owner, session_id)
    except WireError as error:
        raise WireError(1002, f"Session not found: {session_id}", status=404) from error
    parts = service(request)
    turn = await parts.turns.admit(found, text)
    dialect = TypedFrames() if parts.options.typed else AdkFrames("e-" + uuid.uuid4().hex[:12], round(time.time(), 3))
    return TurnStream(turn, dialect, parts.options)


def _either(asked: dict[str, Any], snake: str, camel: str) -> Any:
    return asked.get(snake, asked.get(camel))


def _text(message: Any) -> str:
    parts = message.get("parts") if isinstance(message, dict) else None
    if not isinstance(parts, list):
        return ""
    return "".join(part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str))
