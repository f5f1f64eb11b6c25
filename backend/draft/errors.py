"""What an edit can say against being done, and the remarks that it leaves when it is done."""

from typing import Any, Protocol

from pydantic import Field

from backend.draft.timeline import Data
from prompts import Say


class EditError(Exception):
    """An edit that cannot be done; nothing was changed. `reason` is a message of `edit_error`, `values` are the facts in it."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values

    def words(self, say: Say) -> str:
        """The error as one line for the person."""
        return say(f"edit_error.{self.reason}", **self.values)


class Note(Data):
    """A remark on an edit that was done otherwise than it was said: the message `receipt.note_<name>` and its facts (plain JSON)."""

    name: str
    values: dict[str, Any] = Field(default_factory=dict)

    def words(self, say: Say) -> str:
        """The remark as one line for the person."""
        return say(f"receipt.note_{self.name}", **self.values)


class Tell(Protocol):
    """Takes a remark while an edit is being done."""

    def __call__(self, name: str, /, **values: Any) -> None: ...


class Remarks:
    """A `Tell` that keeps what it is told, each remark once."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def __call__(self, name: str, /, **values: Any) -> None:
        note = Note(name=name, values=values)
        if note not in self.notes:
            self.notes.append(note)

    def all(self) -> tuple[Note, ...]:
        return tuple(self.notes)
