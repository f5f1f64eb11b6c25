"""What one turn sends, as the frames of its stream: ADK events, or typed frames by a switch. Pure."""

import json
from dataclasses import dataclass, field
from typing import Any

AUTHOR = "nemo_agent"


@dataclass(frozen=True, slots=True)
class Said:
    """Words for the person; a fragment is replaced by the whole text that follows. `waits`: a question, whose answer is waited for."""

    text: str
    fragment: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """A step of the work begins."""

    id: str
    name: str
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """The step `id` is over; `state` is what of the session's state it changed."""

    id: str
    name: str
    response: dict[str, Any]
    state: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broke:
    """The turn failed. `kind` names an error class, `text` is for logs."""

    kind: str
    text: str


Frame = Said | Called | Answered | Broke


class AdkFrames:
    """The default dialect: events of Google ADK, camelCase, nulls left out, one line of JSON each."""

    def __init__(self, invocation: str, now_s: float) -> None:
        self._invocation = invocation
        self._now_s = now_s
        self._count = 0

    def encode(self, frame: Frame) -> bytes:
        """The bytes of one frame, its empty line included."""
        match frame:
            case Said(text, fragment, waits):
                waiting = [f"ask-{self._count}"] if waits else None
                content = {"parts": [{"text": text}], "role": "model"}
                return self._event(content, partial=True if fragment else None, longRunningToolIds=waiting)
            case Called(call, name, args):
                parts = [{"functionCall": {"id": call, "name": name, "args": args}}]
                return self._event({"parts": parts, "role": "model"}, longRunningToolIds=[])
            case Answered(call, name, response, state):
                parts = [{"functionResponse": {"id": call, "name": name, "response": response}}]
                return self._event({"parts": parts, "role": "user"}, state)
            case Broke(kind, text):
                details = {"error_type": kind, "error_message": text, "timestamp": self._now_s}
                return data({"error": f"{kind}: {text}", "error_details": details})

    def _event(self, content: dict[str, Any], state: dict[str, Any] | None = None, **beside: Any) -> bytes:
        self._count += 1
        extra = {key: value for key, value in beside.items() if value is not None}
        return data({
            "content": content, **extra, "invocationId": self._invocation, "author": AUTHOR,
            "actions": {"stateDelta": state or {}, "artifactDelta": {}},
            "id": f"{self._invocation}-{self._count}", "timestamp": self._now_s,
        })


class TypedFrames:
    """The other dialect: `{"type": …}` frames."""

    def encode(self, frame: Frame) -> bytes:
        """The bytes of one frame, its empty line included."""
        match frame:
            case Said(text, fragment):
                return data({"type": "chunk" if fragment else "text", "content": text})
            case Called(_, name, args):
                return data({"type": "tool_call", "name": name, "args": args})
            case Answered(_, name, response):
                return data({"type": "tool_result", "name": name, "result": response})
            case Broke(_, text):
                return data({"type": "error", "message": text})


Dialect = AdkFrames | TypedFrames


def data(value: Any) -> bytes:
    """One `data:` frame with a line of JSON."""
    return b"data: " + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n\n"
