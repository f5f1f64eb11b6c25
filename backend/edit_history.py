"""Edits of the history: taking back, named versions, and single cuts by their numbers in the list of cuts.

`facts` is what the numbers meant when the edit was first applied: with it, replaying needs no list.
"""

from typing import Literal

from pydantic import Field

from backend.edit_base import Edit

CutFacts = list[tuple[str, float, float]]
"""Stretches of source: media id, from, to (seconds)."""


class Undo(Edit):
    """Take back the last `steps` edits, or the last edit (`steps` edits) with the op `what`."""

    op: Literal["undo"] = "undo"
    steps: int | None = None
    what: str | None = None


class Redo(Edit):
    op: Literal["redo"] = "redo"
    steps: int | None = None


class PreviewCuts(Edit):
    """Find what `trim_silence` would cut, without cutting. Parameters and facts as there."""

    op: Literal["preview_cuts"] = "preview_cuts"
    min_silence: float | None = None
    margin: float | None = None
    threshold: float | None = None
    facts: dict[str, list[tuple[float, float]]] | None = None
    moving: dict[str, list[tuple[float, float]]] | None = None


class RestoreCuts(Edit):
    """Put stretches that were cut back where they were, by their numbers (-1 = the last). None = all."""

    op: Literal["restore_cuts"] = "restore_cuts"
    numbers: list[int] | None = None
    facts: CutFacts | None = None


class Recut(Edit):
    """Cut stretches of the list of cuts that are in the video, by their numbers (-1 = the last).

    `which` without numbers: "moving" = those left in because the picture moves there, "all" = all that are in, "others" = all but
    `numbers`.
    """

    op: Literal["recut"] = "recut"
    numbers: list[int] | None = None
    which: Literal["moving", "all", "others"] | None = None
    facts: CutFacts | None = None


class SaveVersion(Edit):
    """Give the present state a name; without one it gets the next free number."""

    op: Literal["save_version"] = "save_version"
    name: str | None = None


class DeleteVersion(Edit):
    """Forget a named state; the video and its edits stay as they are. Without a name the only one, with `all` every one."""

    op: Literal["delete_version"] = "delete_version"
    name: str | None = None
    all: bool | None = None


class RenameVersion(Edit):
    """Give a named state another name (`name` None = the only one)."""

    op: Literal["rename_version"] = "rename_version"
    name: str | None = None
    to: str = Field(min_length=1)


class RestoreVersion(Edit):
    """Go back to a named state (None = the one saved last), or to before the last edit with the op `before`."""

    op: Literal["restore_version"] = "restore_version"
    name: str | None = None
    before: str | None = None
