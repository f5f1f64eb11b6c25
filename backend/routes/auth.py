"""Anonymous tokens, credits, the browser link's token, and the two routes of the process itself."""

import secrets
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend.identity import proof
from backend.replies import WireError, ok
from backend.requests import body, own_session, service, user

CLAIM_S = 604_800
NONCE_LENGTH = 128


async def health(request: Request) -> Response:
    """Proves that this is the backend of the state file, to a caller that sends a nonce and no bearer."""
    nonce = request.query_params.get("nonce", "")
    if not 0 < len(nonce) <= NONCE_LENGTH:
        raise WireError(status=400, detail="a nonce is needed")
    return JSONResponse({"proof": proof(service(request).door.secret, nonce), "build": service(request).build})


async def stop(request: Request) -> Response:
    """Ends the process: 202, or 409 while it edits or exports."""
    await body(request)
    if service(request).working:
        raise WireError(status=409, detail="work is under way")
    service(request).stop()
    return JSONResponse({"stopping": True}, status_code=202)


async def anonymous_token(request: Request) -> Response:
    """Contract 2.1."""
    address = request.client.host if request.client else ""
    token = await service(request).accounts.issue(request.headers.get("x-client-id", "").strip(), address)
    expires = datetime.fromtimestamp(token.expires_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    balance = await service(request).accounts.balance(token.user_id)
    return ok({"token": token.token, "user_id": token.user_id, "expires_at": expires, "credits": balance.available})


async def credits(request: Request) -> Response:
    """Contract 2.5."""
    balance = await service(request).accounts.balance(user(request))
    return ok({"available": balance.available, "frozen": balance.frozen, "total": balance.available + balance.frozen})


async def claim_token(request: Request) -> Response:
    """Contract 2.7: a token of the right shape; it opens nothing here."""
    asked = await body(request)
    await own_session(request, "me", str(asked.get("session_id", "")))
    return ok({"claim_token": "clm_" + secrets.token_urlsafe(24), "expires_in": CLAIM_S})
