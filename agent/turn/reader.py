"""Frames of one turn in, what they mean out: pure, both dialects, decided frame by frame (contract 5, R6-R18).

Text is kept per author: fragments are for display, a complete text replaces them. Tools, thoughts and state never reach the person.
"""

from dataclasses import dataclass
from typing import Literal

from agent.client.clean import CleanStream, clean
from agent.client.sse import Frame
from agent.errors import VideoJobsError
from agent.turn import adk, noise, typed
from agent.turn.faults import Fault
from agent.turn.signs import Fragment, Said, Sign, Tool, ToolKind

Ending = Literal["clean", "cut"]
_SHOWN_CHARACTERS = 200_000
"""Of one text: what follows is not shown, so that no reply holds up the loop."""
_AUTHORS = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn came to, when its stream has closed.

    `texts` are the answers in order; `late` those of them that `feed` has not given, since they were left open. `errors` is one entry per
    distinct failure. `silent`: neither text nor error (R19). `incomplete`: a text was left open, or the last frame was torn (R9).
    `noise`: all that came was "temporary issue" (R18).
    `asked`: the text is a question of the backend (R13). `cut_off`: the model stopped early (R16).
    `generated`: a tool that makes clips has finished (R21).
    """

    texts: tuple[str, ...] = ()
    late: tuple[Said, ...] = ()
    errors: tuple[VideoJobsError, ...] = ()
    silent: bool = False
    incomplete: bool = False
    noise: bool = False
    asked: bool = False
    cut_off: Literal["", "length", "held_back"] = ""
    tools: tuple[ToolKind, ...] = ()
    generated: bool = False
    end: Ending = "clean"


class TurnReader:
    """One turn. `feed` each frame as it comes; `close` when the stream has ended."""

    def __init__(self) -> None:
        self._open: dict[str, _Buffer] = {}
        self._said: list[Said] = []
        self._held: list[Said] = []
        self._faults: list[Fault] = []
        self._tools: list[ToolKind] = []
        self._cut_off: Literal["", "length", "held_back"] = ""
        self._asked = self._torn = self._generated = False

    @property
    def silent(self) -> bool:
        """Whether nothing visible and no error has come so far."""
        return not (self._said or self._faults or any(buffer.text.strip() for buffer in self._open.values()))

    def feed(self, frame: Frame) -> list[Sign]:
        """What this frame gives to show now: fragments, whole texts, tools at work."""
        self._torn = self._torn or frame.torn
        shown: list[Sign] = []
        if isinstance(frame.data, str):
            fault = adk.raw_error(frame.data)
            self._fault(fault)
            return shown
        notes = typed.read(frame.data) if typed.speaks(frame.data) else adk.read(frame.data)
        self._fault(notes.fault)
        self._asked = self._asked or notes.asked
        self._cut_off = self._cut_off or notes.cut_off
        shown += self._work(notes.tools)
        if notes.partial:
            shown += self._fragment(notes.author, notes.text)
        elif notes.complete:
            shown += self._whole(notes.author, notes.text, repeats=notes.repeats)
        return shown

    def close(self, end: Ending = "clean") -> Outcome:
        """The outcome. Texts left open are kept, and make the answer incomplete."""
        left = [Said(author, clean(buffer.text)) for author, buffer in self._open.items() if buffer.text.strip()]
        open_texts = [said for said in left if not noise.is_noise(said.text)]
        held = [*self._held, *(said for said in left if noise.is_noise(said.text))]
        texts = (*self._said, *open_texts)
        errors = tuple(fault.error() for fault in self._faults)
        return Outcome(
            texts=tuple(said.text for said in texts), late=tuple(open_texts), errors=errors, silent=not texts and not errors,
            incomplete=bool(open_texts) or self._torn, noise=bool(held) and not texts, asked=self._asked and bool(texts),
            cut_off=self._cut_off, tools=tuple(self._tools), generated=self._generated, end=end,
        )  # fmt: skip

    def _fault(self, fault: Fault | None) -> None:
        """Notes a failure; the same message told twice is one failure (R15)."""
        if fault is not None and not any(fault.same(known) for known in self._faults):
            self._faults.append(fault)

    def _work(self, tools: tuple[Tool, ...]) -> list[Sign]:
        for tool in tools:
            if tool.finished:
                self._generated = self._generated or tool.footage
            else:
                self._tools.append(tool.kind)
        return list(tools)

    def _fragment(self, author: str, text: str) -> list[Sign]:
        if len(self._open) >= _AUTHORS and author not in self._open:
            self._torn = True
            return []
        buffer = self._open.setdefault(author, _Buffer())
        show = buffer.add(text)
        return [Fragment(author, show)] if show else []

    def _whole(self, author: str, text: str, *, repeats: bool) -> list[Sign]:
        """A complete event: its text, or what was open of that author, is now a whole text."""
        buffer = self._open.pop(author, None)
        opened = buffer.text if buffer else ""
        shown: list[Sign] = []
        if len(text) > _SHOWN_CHARACTERS:
            text, self._cut_off = text[:_SHOWN_CHARACTERS], self._cut_off or "length"
        if opened.strip() and text.strip() and not (repeats or text.strip().startswith(opened.strip())):
            shown += self._say(author, opened)
        return shown + self._say(author, text if text.strip() else opened)

    def _say(self, author: str, text: str) -> list[Sign]:
        said = Said(author, clean(text).strip("\n"))
        if not said.text.strip():
            return []
        if noise.is_noise(said.text):
            self._held.append(said)
            return []
        said = Said(author, noise.without_tail(said.text))
        self._said.append(said)
        return [said]


class _Buffer:
    """The open text of one author."""

    def __init__(self) -> None:
        self.text = ""
        self._shown = 0
        self._stream = CleanStream()

    def add(self, fragment: str) -> str:
        """Appends, and gives what can be shown: nothing while the whole may still turn out to be noise."""
        if len(fragment) > len(self.text) and self.text.strip() and fragment.startswith(self.text):
            self.text = fragment[:_SHOWN_CHARACTERS]  # some backends repeat everything so far in each fragment
        else:
            self.text += fragment[: _SHOWN_CHARACTERS - len(self.text)]
        if noise.may_become_noise(self.text):
            return ""
        new, self._shown = self.text[self._shown :], len(self.text)
        return self._stream.feed(new)
