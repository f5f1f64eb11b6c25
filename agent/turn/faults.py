"""Failures told inside a stream, as errors of the agent. Their words are for the log; the person reads ours."""

from dataclasses import dataclass
from typing import Any

from agent.client.clean import clean_line
from agent.client.replies import Reply, code_of, refusal
from agent.errors import EditFailed, VideoJobsError

_KNOWN_CODES = (1001, 1002, 2001, 402, 429, 4001, 4002)
NO_ERRORS = ("STOP", "MODEL_RETURNED_NO_CONTENT", "FINISH_REASON_UNSPECIFIED")
"""Error codes that are none: the turn is silent (R16)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure: the code it named (0 for none) and its message."""

    code: int = 0
    message: str = ""

    def same(self, other: "Fault") -> bool:
        """Whether both tell of one failure: equal messages, or one that only quotes the other."""
        if self.message and other.message:
            return self.message in other.message or other.message in self.message
        return self == other

    def error(self) -> VideoJobsError:
        """The error of section 8 for a known code, else a failed edit."""
        if self.code in _KNOWN_CODES:
            body = {"message": self.message}
            return refusal(self.code, Reply(200, b""), body=body)
        return EditFailed(sent="yes", log=self.message)


def fault_of(value: Any, data: dict[str, Any]) -> Fault:
    """The failure in an `error` value, whatever its shape, and the frame around it."""
    inner = value if isinstance(value, dict) else {}
    told = (inner.get("message"), inner.get("error_message"), value, data.get("message"))
    message = next((text for text in told if isinstance(text, str) and text), "")
    return Fault(code_of(data) or code_of(inner) or 0, clean_line(message))
