"""What routing takes and gives: a message with its context, and the ordered plan made of it. Plain data, imports nothing heavy."""

from typing import Literal, NamedTuple, get_args

Intent = Literal["upload", "sse", "export", "credits", "state"]
INTENTS: tuple[Intent, ...] = get_args(Intent)

By = Literal["keyword", "media", "classifier", "model", "default", "followup"]


class Media(NamedTuple):
    """A file or address in a message: a local path (expanded, unquoted) or an http(s) URL; `start`/`end` is its place in the text."""

    kind: Literal["path", "url"]
    value: str
    start: int = 0
    end: int = 0


class Step(NamedTuple):
    """One thing to do. `text` holds the words that belong to it; `confidence` is 0..1; `matched` is the words that decided.

    `errand`: what the words ask for beside the edits of this timeline, such as "same" for the same edits to other clips.
    """

    intent: Intent
    text: str
    media: tuple[Media, ...] = ()
    by: By = "default"
    confidence: float = 1.0
    matched: str = ""
    errand: str = ""


class Plan(NamedTuple):
    """The steps of one message, in the order in which they run. Never empty. `doubt` is 0..1: how likely a further step was meant."""

    steps: tuple[Step, ...]
    doubt: float = 0.0

    @property
    def intents(self) -> tuple[Intent, ...]:
        """The intents alone, as the labelled sets give them."""
        return tuple(step.intent for step in self.steps)

    @property
    def confidence(self) -> float:
        """The least sure step decides, or the step that may be missing."""
        return min(1 - self.doubt, *(step.confidence for step in self.steps))


class Context(NamedTuple):
    """What routing may know of the conversation."""

    has_clip: bool = False
    has_draft: bool = False
    export_running: bool = False
    last_reply: str = ""
    last_question: str = ""
    last_plan: tuple[Intent, ...] = ()
