"""The project document: the files in the order of their upload and every edit ever applied.

The timeline is derived by replaying the active edits.

Taking edit k back gives the timeline that never had edit k. Later edits that no longer fit then rest (`skipped`) until they fit again.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from backend.draft.arranging import place
from backend.draft.errors import EditError, Note
from backend.draft.ops import done
from backend.draft.timeline import Data, Media, Timeline
from backend.edit_history import DeleteVersion, PreviewCuts, Redo, RenameVersion, RestoreVersion, SaveVersion, Undo
from backend.edits import AnyEdit


class Applied(Data):
    """An entry of the history. `number` counts from 1; `media` is how many files there were then.

    `words` are the person's own, "" where nobody knows them any more.

    `of` are the numbers of the entries that an undo or redo switched, or that a return switched off; `on` those that it switched on.
    """

    number: int
    edit: AnyEdit
    media: int
    active: bool = True
    notes: tuple[Note, ...] = ()
    of: tuple[int, ...] = ()
    on: tuple[int, ...] = ()
    words: str = ""

    @property
    def is_switch(self) -> bool:
        """Whether this is an undo or a redo."""
        return isinstance(self.edit, Undo | Redo)

    @property
    def is_return(self) -> bool:
        """Whether this goes back to an earlier state; it can be undone as an edit can."""
        return isinstance(self.edit, RestoreVersion)

    @property
    def is_mark(self) -> bool:
        """Whether this changes nothing: a name for the state or what becomes of it, a look ahead."""
        return isinstance(self.edit, SaveVersion | PreviewCuts) or self.is_naming

    @property
    def is_naming(self) -> bool:
        """Whether this takes a name of a state away or changes it; right after it, it can be undone."""
        return isinstance(self.edit, DeleteVersion | RenameVersion)

    @property
    def counts(self) -> bool:
        """Whether the timeline is made with this entry."""
        return self.active and not (self.is_switch or self.is_return or self.is_mark)


class Proposed(Data):
    """An edit that waits for a yes, with the person's words that asked for it."""

    edit: AnyEdit
    words: str


class Replay(Data):
    """The timeline of a history, and the numbers of the active edits that did not fit."""

    timeline: Timeline
    skipped: tuple[int, ...] = ()


class Document(Data):
    """Immutable; every change gives a new one. JSON: `model_dump_json` and `model_validate_json`.

    `proposal`: edits that wait for the person's yes, for this very state; no other state has them.
    """

    media: tuple[Media, ...] = ()
    history: tuple[Applied, ...] = ()
    proposal: tuple[Proposed, ...] = ()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy without the replay that this document has cached: another history has another one."""
        return type(self)(**({"media": self.media, "history": self.history} | dict(update or {})))

    @cached_property
    def replay(self) -> Replay:
        return self.replayed(len(self.history))

    def replayed(self, count: int) -> Replay:
        """The replay of the first `count` entries, with the flags of now."""
        timeline, skipped = Timeline(), list[int]()
        for entry in self.history[:count]:
            if not entry.counts:
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
        """The edits that count, oldest first, without undo, redo, returns and marks."""
        return tuple(entry for entry in self.history if entry.counts)


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


def extended(document: Document, edit: AnyEdit, **entry: Any) -> Document:
    """The document with one more entry; the flags of the others as they are."""
    new = Applied(number=len(document.history) + 1, edit=edit, media=len(document.media), **entry)
    return Document(media=document.media, history=(*document.history, new))


def with_replay(document: Document, replay: Replay) -> Document:
    """The document with its replay known beforehand, so that it is not done again."""
    document.__dict__["replay"] = replay
    return document
