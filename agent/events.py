"""The vocabulary between the agent and every front end.

One turn is `TurnStarted`, any number of the others, `TurnEnded`. The terminal, JSON lines and MCP are folds over this one stream.
Each docstring says when the event is sent. Times are seconds.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Event(BaseModel):
    """The base of all events: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TurnStarted(Event):
    """First event of every turn, before anything is decided."""

    type: Literal["turn_started"] = "turn_started"
    turn_id: str
    text: str


class PlannedStep(Event):
    """One step of a plan, as `Planned` shows it. `errand`: what an `sse` step is for, where it is not to edit this timeline."""

    type: Literal["planned_step"] = "planned_step"
    intent: str
    text: str
    media: tuple[str, ...] = ()
    by: str = "keyword"
    confidence: float = 1.0
    errand: str = ""


class Planned(Event):
    """Sent once, when the message has become steps and before the first of them runs."""

    type: Literal["planned"] = "planned"
    steps: tuple[PlannedStep, ...]


class Text(Event):
    """Words for the person. `final=False` is a fragment for display that the next final text of the turn replaces."""

    type: Literal["text"] = "text"
    text: str
    final: bool = True


class Progress(Event):
    """Work goes on: a step of an upload, an edit or a render. `fraction` is 0..1 where known."""

    type: Literal["progress"] = "progress"
    message: str
    elapsed_s: float = 0.0
    fraction: float | None = None


class TimelineChanged(Event):
    """The timeline differs from before: one line for each change, and the track summary of the contract (4.3, 4.4)."""

    type: Literal["timeline_changed"] = "timeline_changed"
    changes: tuple[str, ...]
    summary: str


class MediaReady(Event):
    """A file is there: `upload` (taken in), `video` (a finished export on disk), `subtitles`, `timeline`, `image` or `link`."""

    type: Literal["media_ready"] = "media_ready"
    kind: Literal["upload", "video", "subtitles", "timeline", "image", "link"]
    name: str = ""
    path: str | None = None
    url: str | None = None
    duration_s: float | None = None
    size_bytes: int | None = None
    width: int | None = None
    height: int | None = None


class Question(Event):
    """The turn ends with a question; the next input answers it."""

    type: Literal["question"] = "question"
    id: str
    text: str
    choices: tuple[str, ...] = ()


class Notice(Event):
    """Something worth a line that is not the answer: an engine chosen, a job found again, a caption draft's quality."""

    type: Literal["notice"] = "notice"
    level: Literal["info", "warning"] = "info"
    text: str


class CreditsSpent(Event):
    """After a step that can cost credits, where the balance before and after are known and differ."""

    type: Literal["credits_spent"] = "credits_spent"
    before: int
    after: int


class Failed(Event):
    """A step failed; later steps of the plan do not run. `sent` tells whether the request had left this machine."""

    type: Literal["failed"] = "failed"
    code: str
    message: str
    hint: str = ""
    retryable: bool = False
    sent: Literal["yes", "no", "unknown"] = "no"
    exit_code: int = 1


class TurnEnded(Event):
    """Last event of every turn, also after failure and cancellation."""

    type: Literal["turn_ended"] = "turn_ended"
    turn_id: str
    status: Literal["done", "failed", "cancelled", "question"]
    elapsed_s: float


AgentEvent = Annotated[
    TurnStarted | Planned | Text | Progress | TimelineChanged | MediaReady | Question | Notice | CreditsSpent | Failed | TurnEnded,
    Field(discriminator="type"),
]
"""Any event of a turn."""

ANSWERS = (Text, TimelineChanged, MediaReady, Question, Failed)
"""The kinds one of which every turn holds: nobody is left in silence."""
