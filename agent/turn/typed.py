"""Dialect B: frames that name their type (contract 5.3)."""

from typing import Any

from agent.turn.faults import fault_of
from agent.turn.signs import Notes, Tool, kind_of, makes_footage

Json = dict[str, Any]
_AUTHOR = "\0typed"
_FRAGMENTS = ("chunk", "text_delta", "delta")


def speaks(data: Json) -> bool:
    """Whether a frame is of this dialect: a type, and neither the content nor the author of the other one."""
    kind = data.get("type")
    return isinstance(kind, str) and "author" not in data and (kind == "error" or not isinstance(data.get("content"), dict))


def read(data: Json) -> Notes:
    """What one frame says. Any frame but a fragment closes the text before it; types that are unknown say nothing else."""
    kind = data["type"].lower()
    if kind in _FRAGMENTS:
        return Notes(_AUTHOR, _text(data), partial=True)
    if kind == "text":
        return Notes(_AUTHOR, _text(data), complete=True, repeats=False)
    if kind == "error":
        value = next((data[key] for key in ("error", "message", "content") if data.get(key)), "")
        return Notes(_AUTHOR, complete=True, fault=fault_of(value, data))
    if kind in ("tool_call", "tool_result"):
        return Notes(_AUTHOR, complete=True, tools=(_tool(data, kind),))
    return Notes(_AUTHOR, complete=kind not in ("heartbeat", "ping"))


def _tool(data: Json, kind: str) -> Tool:
    return Tool(kind_of(data.get("name")), kind == "tool_result", makes_footage(data.get("name")))


def _text(data: Json) -> str:
    return next((data[key] for key in ("content", "text", "message", "delta") if isinstance(data.get(key), str)), "")
