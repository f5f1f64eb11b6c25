"""Events as JSON lines: `init` first, each event under its own type, `result` last. ASCII only, since people `cat` them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agent.events import AgentEvent, CreditsSpent, Failed, MediaReady, Notice, Question, Text, TimelineChanged, TurnEnded
from agent.frontends.streams import encode

VERSION = 1


@dataclass(slots=True)
class Outcome:
    """What a run came to, gathered from its events."""

    answers: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    error: Failed | None = None
    question: str = ""
    credits: dict[str, int] | None = None
    turns: int = 0

    def see(self, event: AgentEvent) -> None:
        """Take in one event."""
        match event:
            case Text(final=True):
                self.answers.append(event.text)
            case Notice() if event.text not in self.notices:
                self.notices.append(event.text)
            case TimelineChanged():
                self.answers += [*event.changes, event.summary]
            case MediaReady(path=str()):
                self.files.append(event.model_dump(exclude={"type"}, exclude_none=True))
            case Question():
                asked = self.answers[-1:] if event.id == "backend" else []  # its question is the answer before it
                self.question = (asked or [event.text])[0]
                self.answers.append(event.text)
            case CreditsSpent():
                self.credits = {"before": self.credits["before"] if self.credits else event.before, "after": event.after}
            case Failed():
                self.error = event
            case TurnEnded():
                self.turns += 1

    @property
    def exit_code(self) -> int:
        """That of the error, else 0."""
        return self.error.exit_code if self.error else 0


@dataclass(slots=True)
class JsonLines:
    """Writes the lines. `wall` is Unix seconds."""

    write: Callable[[str], None]
    session_id: str = ""
    wall: Callable[[], float] = time.time

    def line(self, type_: str, /, **body: Any) -> None:
        """One line of this type."""
        self.write(encode({"v": VERSION, "type": type_, "ts": round(self.wall(), 3), "session_id": self.session_id, **body}))

    def event(self, event: AgentEvent) -> None:
        """One event of the agent; a file on disk is told by a `file` line too."""
        self.line(event.type, **event.model_dump(mode="json", exclude={"type"}))
        if isinstance(event, MediaReady) and event.path:
            self.line("file", kind=event.kind, path=event.path, size_bytes=event.size_bytes)


def result(outcome: Outcome, *, jobs: list[dict[str, Any]], duration_ms: int, exit_code: int) -> dict[str, Any]:
    """The body of the `result` line."""
    error = outcome.error
    return {
        "is_error": exit_code != 0, "result": "\n".join(filter(None, outcome.answers)),
        "error": {"code": error.code, "message": error.message, "retryable": error.retryable, "hint": error.hint, "sent": error.sent}
        if error else None,
        "question": outcome.question or None, "notices": outcome.notices, "files": outcome.files, "jobs": jobs,
        "credits": outcome.credits, "num_turns": outcome.turns, "duration_ms": duration_ms, "exit_code": exit_code,
    }
