"""Events as lines that a person reads: one fold for the terminal chat, the one-shot run and the demo. Touches no terminal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from agent.events import (
    AgentEvent,
    CreditsSpent,
    Failed,
    MediaReady,
    Notice,
    Planned,
    Progress,
    Question,
    Text,
    TimelineChanged,
    TurnEnded,
    TurnStarted,
)
from prompts import Say

Role = Literal["plan", "answer", "change", "summary", "file", "question", "progress", "notice", "warning", "error", "hint", "credits"]
DATA: frozenset[Role] = frozenset({"answer", "change", "summary", "file", "question"})
"""The roles that are the answer; the others accompany it."""

STEP = 0.1
"""Progress of one kind of work is told again after this fraction."""


@dataclass(frozen=True, slots=True)
class Line:
    """One or more lines of text of one role."""

    role: Role
    text: str


@dataclass(slots=True)
class View:
    """The fold. `progress_step` is the fraction after which the same work is told again; fragments of text are left out."""

    say: Say
    progress_step: float = STEP
    _shown: dict[str, float] = field(default_factory=dict)

    def lines(self, event: AgentEvent) -> list[Line]:
        """What the event adds to the screen, in order."""
        match event:
            case TurnStarted() | TurnEnded():
                self._shown.clear()
                return []
            case Planned():
                return self._plan(event)
            case Text():
                return [Line("answer", event.text)] if event.final else []
            case Progress():
                return self._progress(event)
            case TimelineChanged():
                return self._changed(event)
            case MediaReady():
                return [Line("file", self._media(event))]
            case Question():
                return self._question(event)
            case Notice():
                return [Line("warning" if event.level == "warning" else "notice", event.text)]
            case CreditsSpent():
                return [Line("credits", self.say("credits.spent", before=event.before, after=event.after))]
            case Failed():
                return [Line("error", event.message)] + ([Line("hint", event.hint)] if event.hint else [])

    def _plan(self, event: Planned) -> list[Line]:
        """A plan of one step says nothing new; the order of several does."""
        if len(event.steps) < 2:
            return []
        steps = [self.say(f"agent.step_{step.errand or step.intent}") for step in event.steps]
        return [Line("plan", self.say("agent.plan", steps=steps))]

    def _progress(self, event: Progress) -> list[Line]:
        """The first report of some work, then each further step of it."""
        before = self._shown.get(event.message)
        fraction = event.fraction
        if before is not None and (fraction is None or fraction < before + self.progress_step):
            return []
        self._shown[event.message] = fraction or 0.0
        percent = int(fraction * 100) if fraction else None
        return [Line("progress", self.say("agent.progress", message=event.message, percent=percent))]

    def _changed(self, event: TimelineChanged) -> list[Line]:
        changes = [Line("change", change) for change in event.changes]
        return changes + ([Line("summary", event.summary)] if event.summary else [])

    def _media(self, event: MediaReady) -> str:
        facts = event.model_dump(include={"name", "path", "url", "duration_s", "size_bytes", "width", "height"})
        return self.say(f"agent.media_{event.kind}", **facts)

    def _question(self, event: Question) -> list[Line]:
        choices = self.say("agent.choices", choices=list(event.choices)) if event.choices else ""
        return [Line("question", "\n".join(filter(None, (event.text, choices))))]


def printer(write: Callable[[str], None], note: Callable[[str], None]) -> Callable[[list[Line]], None]:
    """Answers to `write`, everything else to `note`."""

    def put(lines: list[Line]) -> None:
        for line in lines:
            (write if line.role in DATA else note)(line.text)

    return put
