"""What the director is told about the video, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from backend.edits import AnyEdit

Kind = Literal["edit", "question", "smalltalk", "help", "none"]


@dataclass(frozen=True)
class Scene:
    """The timeline a sentence is about. `duration_s` seconds; `before`: the edits already on it, oldest first, undo and redo among them.

    `footage`: those of `media_names` that are on the main track. `versions`: the names of saved states, oldest first.
    `spans`: where each clip begins and ends, in seconds; empty where that is not known. `fps`: frames a second; 0 where not known.
    """

    duration_s: float = 60.0
    width: int = 1920
    height: int = 1080
    clips: int = 1
    has_audio: bool = True
    media_names: tuple[str, ...] = ()
    footage: tuple[str, ...] = ()
    before: tuple[AnyEdit, ...] = ()
    language: str = "en"
    versions: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    fps: float = 0.0


@dataclass(frozen=True)
class Refusal:
    """A wish that no edit can grant. `reason` is a name of `refusals.toml` ("generate", "face", …); `words` is what the user said."""

    reason: str
    words: str


@dataclass(frozen=True)
class Ask:
    """A question that the history answers: the list of cuts (from number `first`), the saved versions, or what changed.

    `since` and `until` are names of states: "" is the original, None the present.
    """

    about: Literal["cuts", "versions", "changes"]
    first: int = 1
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Directions:
    """The edits of a message in the order they were asked for.

    `confidence` is the probability, 0..1, that `edits` (none included) is what was asked for. `not_understood` holds clauses that asked
    for something without becoming an edit. `kind` is "edit" when there are edits, "question" for a question or a wish too vague to act on,
    "none" for the rest. `unread` holds the user's words that no edit took, in their order. `asks` are questions that the history answers;
    they are about the state after the edits. `words` has for each edit the user's words that it came from. `at_end`: places in `edits`
    of those whose times were reckoned from the end. `clips`: for places in `edits` the numbers of the clips (from 1, -1 the last) whose
    stretch the edit is for; its times are theirs before this message, or stand in for them where they are not known yet.
    """

    edits: tuple[AnyEdit, ...] = ()
    confidence: float = 0.0
    not_understood: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    kind: Kind = "none"
    unread: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    words: tuple[str, ...] = ()
    at_end: frozenset[int] = frozenset()
    clips: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def worded(self, text: str) -> tuple[tuple[AnyEdit, str], ...]:
        """Each edit with its words; those of the whole `text` where they are not known for each."""
        words = self.words if len(self.words) == len(self.edits) else (text,) * len(self.edits)
        return tuple(zip(self.edits, words, strict=True))
