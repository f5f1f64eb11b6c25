"""From any JSON reply to a payload or a typed error, in the reading order of the contract (2): code, then `success`, then the status."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from agent import errors
from agent.client.clean import clean_line
from agent.client.jsontext import NOT_JSON, parse

Json = dict[str, Any]
_BY_CODE: Mapping[int, type[errors.ServiceError]] = {
    1001: errors.Unauthorised, 1002: errors.NoSuchSession, 2001: errors.OutOfCredits,
    4001: errors.UnsupportedFile, 4002: errors.FileTooLarge,
}  # fmt: skip
_BY_STATUS: Mapping[int, type[errors.ServiceError]] = {
    401: errors.Unauthorised, 402: errors.PlanRequired, 409: errors.TurnRunning, 413: errors.FileTooLarge, 415: errors.UnsupportedFile,
    408: errors.ServiceUnavailable, 429: errors.RateLimited,
}  # fmt: skip
_LINK = re.compile(r"https://[^\s\"'<>]+")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})</title", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """One complete answer: HTTP status, headers (lower-case names) and body."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """A 2xx status."""
        return 200 <= self.status < 300


def payload(reply: Reply, wanted: Callable[[Json], bool] = bool, *, now: float = 0.0) -> Json:
    """The payload of a success: `data` if it is an object, else the body. Raises the ServiceError that the answer stands for.

    `wanted` tells for a reply with neither code nor `success` whether it holds what was asked for; `now` is Unix seconds, for a Retry-After
    that is a date.
    """
    return inner(body_of(reply, wanted, now=now))


def body_of(
    reply: Reply, wanted: Callable[[Json], bool] = bool, *, lenient: Callable[[Json], bool] | None = None, now: float = 0.0
) -> Json:
    """As `payload`, but the whole body. `lenient` names bodies that are answers although they say `success: false`."""
    body = parse(reply.body)
    if not isinstance(body, dict):
        raise refusal(reply.status, reply, text=_page_title(reply))
    code = code_of(body)
    if code:
        raise refusal(code, reply, body=body, now=now)
    if code == 0 or (lenient and lenient(body)):
        return body
    if isinstance(body.get("success"), bool):
        if not body["success"]:
            raise refusal(0 if reply.ok else reply.status, reply, body=body, now=now)
        return body
    if reply.ok and wanted(inner(body)):
        return body
    raise refusal(reply.status, reply, body=body, now=now)


def inner(body: Json) -> Json:
    """`data` if it is an object, else the body itself."""
    data = body.get("data")
    return data if isinstance(data, dict) else body


def code_of(body: Json) -> int | None:
    """The envelope's code: an integer or a numeric string, else None."""
    code = body.get("code")
    if isinstance(code, str) and re.fullmatch(r"-?[0-9]{1,9}", code):
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def refusal(code: int, reply: Reply, *, body: Json | None = None, text: str = "", now: float = 0.0) -> errors.ServiceError:
    """The error of section 8 for a wire code, or for the status where `code` is one."""
    log = clean_line(text or error_text(body or {}))
    if code == 429:
        return errors.RateLimited(wire_code=429, log=log, retry_after_s=retry_after(reply.headers, now))
    if code == 404 and "session not found" in log.lower():
        return errors.NoSuchSession(wire_code=404, log=log)
    kind = _BY_CODE.get(code) or _BY_STATUS.get(code)
    if kind is None:
        kind = errors.RequestRefused if 300 <= code < 500 else errors.ServiceUnavailable
    if kind in (errors.OutOfCredits, errors.PlanRequired):
        return kind(wire_code=code, log=log, reply_link=_register_link(body or {}))
    return kind(wire_code=code, log=log)


def passing(error: errors.ServiceError) -> bool:
    """Whether the same call may work a moment later: 408 and 5xx, but no unknown code and no answer that is no answer."""
    return isinstance(error, errors.ServiceUnavailable) and (error.wire_code == 408 or 500 <= error.wire_code < 600)


def error_text(body: Json) -> str:
    """`message`, `msg`, `detail` or `error` of a body. For the log only: it can hold paths of the server."""
    for key in ("message", "msg", "detail", "error"):
        value = body.get(key)
        if isinstance(value, list):
            value = "; ".join(str(item.get("msg", item)) if isinstance(item, dict) else str(item) for item in value[:5])
        if isinstance(value, dict):
            value = value.get("message")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait that the answer named, as a number or a date; None if it names none that makes sense."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", value):
        return float(value) or None
    try:
        seconds = parsedate_to_datetime(value).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds if seconds > 0 else None


def _page_title(reply: Reply) -> str:
    """What an answer that is no JSON object says of itself, in one line."""
    text = reply.body[:20_000].decode("utf-8", "replace")
    title = _TITLE.search(text)
    if title:
        return f"HTML page: {title.group(1)}"
    return "HTML page" if text.lstrip().startswith("<") else text[:200] if parse(reply.body) is NOT_JSON else "JSON, but no object"


def _register_link(body: Json) -> str:
    """A registration link of the vendor's own hosts inside a refusal, else ""."""
    for value in (*body.values(), *inner(body).values()):
        for link in _LINK.findall(value) if isinstance(value, str) else ():
            host = (urlsplit(link).hostname or "").lower()
            if host in ("nemovideo.com", "nemovideo.ai") or host.endswith((".nemovideo.com", ".nemovideo.ai")):
                return str(link).rstrip(".,;)")
    return ""
