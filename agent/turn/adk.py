"""Dialect A: events of the Agent Development Kit, in camelCase or snake_case, and the error frames of its versions (contract 5.2, 5.5)."""

import re
from typing import Any, Literal

from agent.client.clean import clean_line
from agent.turn.faults import NO_ERRORS, Fault, fault_of
from agent.turn.signs import Notes, Tool, kind_of, makes_footage

Json = dict[str, Any]
_RAW_ERROR = re.compile(r'\{\s*+"error"\s*+:\s*+"?')
_READ_CHARACTERS = 20_000
_READ_PARTS = 10_000


def raw_error(text: str) -> Fault | None:
    """An error frame whose text was not escaped and so is no JSON (shape c); None for any other text."""
    found = _RAW_ERROR.match(text)
    if not found:
        return None
    message = text[found.end() : found.end() + _READ_CHARACTERS].rstrip().removesuffix("}").rstrip().removesuffix('"')
    return Fault(0, clean_line(message))


def read(data: Json) -> Notes:
    """What one event says. Anything unknown says nothing."""
    if _bare_error(data):
        return Notes(fault=fault_of(data.get("error"), data))
    author = data.get("author")
    author = author if isinstance(author, str) else ""
    if author == "user":
        return Notes()
    parts = _parts(data)
    text = _text(parts)
    if author == "system" and not _pick(data, "invocationId", "invocation_id") and text.startswith("Error"):
        return Notes(fault=Fault(0, clean_line(text.removeprefix("Error").lstrip(": "))))
    partial = data.get("partial") is True
    if partial:
        return Notes(author, text, partial=True)
    fault, cut_off = _verdict(data, bool(text.strip()))
    return Notes(
        author, text, complete="content" in data or bool(author), tools=_tools(parts), fault=fault, cut_off=cut_off,
        asked=bool(_pick(data, "longRunningToolIds", "long_running_tool_ids")),
    )  # fmt: skip


def _bare_error(data: Json) -> bool:
    """Shapes a, b and the envelope of h: an error or a code, and no content."""
    if isinstance(data.get("content"), dict):
        return False
    code = data.get("code")
    return bool(data.get("error")) or (code not in (None, 0, "0", "") and "author" not in data)


def _parts(data: Json) -> list[Json]:
    content = data.get("content")
    parts = content.get("parts") if isinstance(content, dict) else None
    return [part for part in parts[:_READ_PARTS] if isinstance(part, dict)] if isinstance(parts, list) else []


def _text(parts: list[Json]) -> str:
    return "".join(part["text"] for part in parts if isinstance(part.get("text"), str) and part.get("thought") is not True)


def _tools(parts: list[Json]) -> tuple[Tool, ...]:
    tools: list[Tool] = []
    for part in parts:
        for keys, finished in ((("functionCall", "function_call"), False), (("functionResponse", "function_response"), True)):
            call = _pick(part, *keys)
            if isinstance(call, dict):
                tools.append(Tool(kind_of(call.get("name")), finished, makes_footage(call.get("name"))))
    return tuple(tools)


def _verdict(data: Json, has_text: bool) -> tuple[Fault | None, Literal["", "length", "held_back"]]:
    """An error code without text is an error; beside text, or as a mere finish reason, it means that the text was cut off (R16)."""
    code = _pick(data, "errorCode", "error_code")
    reason = code or _pick(data, "finishReason", "finish_reason")
    if not isinstance(reason, str | int) or str(reason).upper() in NO_ERRORS:
        return None, ""
    if code and not has_text:
        message = _pick(data, "errorMessage", "error_message")
        number = int(code) if str(code).isdigit() and len(str(code)) < 6 else 0
        return Fault(number, clean_line(message if isinstance(message, str) and message else str(code))), ""
    return None, "length" if str(reason).upper() == "MAX_TOKENS" else "held_back"


def _pick(data: Json, *keys: str) -> Any:
    return next((data[key] for key in keys if key in data), None)
