"""What a turn shows while it runs: fragments, whole texts, tools at work. Texts are clean, but GUI talk is not yet translated."""

from dataclasses import dataclass, field
from typing import Literal

from agent.turn.faults import Fault

ToolKind = Literal["generating", "editing", "analysing", "working"]
_KINDS: tuple[tuple[ToolKind, tuple[str, ...]], ...] = (
    ("generating", ("generate_video", "seedance", "music", "suno", "audio", "voiceover", "generate")),
    ("editing", ("edit", "draft", "multitrack")),
    ("analysing", ("understand", "analyze", "analyse")),
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a text that is still being written; the next `Said` of the same author replaces all its pieces."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A whole text of one author: a paragraph of the answer."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of the backend starts or has finished. Only its kind is told, never its name. `footage`: it makes a clip (R21)."""

    kind: ToolKind
    finished: bool = False
    footage: bool = False


Sign = Fragment | Said | Tool


@dataclass(frozen=True, slots=True)
class Notes:
    """What one frame says, in either dialect.

    `complete`: it closes its author's text. `repeats`: its text stands for the fragments before it, also where it differs from them.
    """

    author: str = ""
    text: str = ""
    partial: bool = False
    complete: bool = False
    repeats: bool = True
    tools: tuple[Tool, ...] = field(default=())
    asked: bool = False
    cut_off: Literal["", "length", "held_back"] = ""
    fault: Fault | None = None


def makes_footage(name: object) -> bool:
    """Whether a tool of that name makes a clip."""
    return isinstance(name, str) and any(word in name.lower() for word in ("generate_video", "seedance"))


def kind_of(name: object) -> ToolKind:
    """The kind of work behind a tool's name (R12)."""
    name = name.lower() if isinstance(name, str) else ""
    return next((kind for kind, words in _KINDS if any(word in name for word in words)), "working")
