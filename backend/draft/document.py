"""The project document: the files in the order of their upload and every edit ever applied.

The timeline is derived by replaying the active edits.

Taking edit k back gives the timeline that never had edit k. Later edits that no longer fit then rest (`skipped`) until they fit again.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from backend.draft.arranging import place
from backend.draft.errors import EditError, Note, Remarks
from backend.draft.ops import done
from backend.draft.timeline import Data, Media, Timeline
from backend.edits import AnyEdit, Redo, Undo


class Applied(Data):
    """An edit of the history. `number` counts from 1; `media` is how many files there were then.

    `of` are the numbers of the edits that an undo or redo switched.
    """

    number: int
    edit: AnyEdit
    media: int
    active: bool = True
    notes: tuple[Note, ...] = ()
    of: tuple[int, ...] = ()

    @property
    def is_switch(self) -> bool:
        """Whether this is an undo or a redo."""
        return isinstance(self.edit, Undo | Redo)


class Replay(Data):
    """The timeline of a history, and the numbers of the active edits that did not fit."""

    timeline: Timeline
    skipped: tuple[int, ...] = ()


class Document(Data):
    """Immutable; every change gives a new one. JSON: `model_dump_json` and `model_validate_json`."""

    media: tuple[Media, ...] = ()
    history: tuple[Applied, ...] = ()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy without the replay that this document has cached: another history has another one."""
        return type(self)(**({"media": self.media, "history": self.history} | dict(update or {})))

    @cached_property
    def replay(self) -> Replay:
        timeline, skipped = Timeline(), list[int]()
        for entry in self.history:
            if entry.is_switch or not entry.active:
                continue
            try:
                timeline, _ = done(seen(timeline, self.media[:entry.media]), entry.edit)
            except EditError:
                skipped.append(entry.number)
        return Replay(timeline=seen(timeline, self.media), skipped=tuple(skipped))

    @property
    def timeline(self) -> Timeline:
        return self.replay.timeline

    @property
    def skipped(self) -> tuple[Applied, ...]:
        """Active edits that do not fit the present state and rest."""
        return tuple(self.history[number - 1] for number in self.replay.skipped)

    @property
    def active(self) -> tuple[Applied, ...]:
        """The edits that count, oldest first, without undo and redo."""
        return tuple(entry for entry in self.history if entry.active and not entry.is_switch)


def seen(timeline: Timeline, media: tuple[Media, ...]) -> Timeline:
    """The timeline knowing these files. The first video lies on the main track as long as nothing was ever put there."""
    timeline = timeline.model_copy(update={"media": media})
    video = next((one for one in media if one.kind == "video"), None)
    return timeline if timeline.placed or video is None else place(timeline, (video,))


def with_media(document: Document, *media: Media) -> Document:
    """The document with further files. A file with a known id takes the place of that one."""
    new = {one.id: one for one in media}
    known = {one.id for one in document.media}
    kept = tuple(new.get(one.id, one) for one in document.media)
    return document.model_copy(update={"media": kept + tuple(one for one in new.values() if one.id not in known)})


def apply(document: Document, edit: AnyEdit) -> Document:
    """The document after an edit, undo and redo included. EditError where it cannot be done; nothing changes then."""
    if isinstance(edit, Undo):
        return _undo(document, edit)
    if isinstance(edit, Redo):
        return _redo(document, edit)
    timeline, notes = done(document.timeline, edit)
    after = _extended(document, _entry(document, edit, notes=notes))
    # The replay of the longer history is the present one and this edit: known without doing all again.
    after.__dict__["replay"] = Replay(timeline=timeline, skipped=document.replay.skipped)
    return after


def _entry(document: Document, edit: AnyEdit, *, notes: tuple[Note, ...] = (), of: tuple[int, ...] = ()) -> Applied:
    return Applied(number=len(document.history) + 1, edit=edit, media=len(document.media), notes=notes, of=of)


def _extended(document: Document, entry: Applied) -> Document:
    return Document(media=document.media, history=(*document.history, entry))


def _undo(document: Document, edit: Undo) -> Document:
    steps = max(1, edit.steps or 1)
    candidates = [entry for entry in document.active if edit.what is None or entry.edit.op == edit.what]
    if not candidates:
        raise EditError("nothing_to_undo") if edit.what is None else EditError("not_done")
    tell = Remarks()
    if edit.steps and edit.steps > len(candidates):
        tell("undone_all", count=len(candidates), asked=edit.steps)
    numbers = tuple(entry.number for entry in candidates[-steps:][::-1])
    return _switched(document, _entry(document, edit, notes=tell.all(), of=numbers), active=False)


def _redo(document: Document, edit: Redo) -> Document:
    """Without `steps` all that the last undo took back; with it that many edits, the last taken back first."""
    undone = [entry.of for entry in document.history if isinstance(entry.edit, Undo)]
    waiting = [[number for number in numbers if not document.history[number - 1].active] for numbers in undone]
    last_first = [numbers[::-1] for numbers in waiting[::-1] if numbers]
    if not last_first:
        raise EditError("nothing_to_redo")
    in_order = list(dict.fromkeys(number for group in last_first for number in group))
    numbers = last_first[0] if edit.steps is None else in_order[:max(1, edit.steps)]
    return _switched(document, _entry(document, edit, of=tuple(numbers)), active=True)


def _switched(document: Document, entry: Applied, *, active: bool) -> Document:
    history = tuple(one.model_copy(update={"active": active}) if one.number in entry.of else one for one in document.history)
    return Document(media=document.media, history=(*history, entry))
