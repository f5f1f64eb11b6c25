"""The edit vocabulary: what a sentence becomes, in order. One model for each op; what was not said is None, the draft has its default.

Times and durations are seconds on the timeline as it is then; volumes are percent of the original (35 = 35 %). `facts` is what
analysis found when the edit was first applied (silent ranges, spoken cues): with it, replaying the history needs no media.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from backend.edit_base import Edit, Place, Ratio, Size, TransitionKind
from backend.edit_history import (
    DeleteVersion,
    PreviewCuts,
    Recut,
    Redo,
    RenameVersion,
    RestoreCuts,
    RestoreVersion,
    SaveVersion,
    Undo,
)
from backend.edit_sound import Bleep, Denoise, Fade, Music, Mute, Normalize, RemoveMusic, Volume

__all__ = [
    "EDIT", "EDITS", "AnyEdit", "Aspect", "BestMoments", "Bleep", "Blur", "Captions",
    "Chapters", "Color", "Crop", "Cut", "DeleteClip", "DeleteVersion", "Denoise",
    "Duration", "Edit", "Fade", "Flip", "Fps", "Freeze", "Keep", "Loop", "Merge", "MoveClip", "Music", "Mute", "Normalize", "Overlay",
    "Place", "PreviewCuts", "Ratio", "Recut", "Redo", "RemoveCaptions", "RemoveFillers", "RemoveMusic", "RemoveTitle", "RenameVersion",
    "Resolution", "RestoreCuts", "RestoreVersion", "Reverse", "Rotate", "SaveVersion", "Sharpen",
    "Size", "Speed", "Split", "Stabilize", "Title",
    "Transition", "TransitionKind", "TranslateCaptions", "Trim",
    "TrimSilence", "Undo", "Volume", "Zoom",
]


class TrimSilence(Edit):
    """Take out the silent parts. `threshold`: dB to the speech level; else seconds. `facts`: silent ranges by media id, source seconds.

    `moving`: as facts, silent ranges that stay in because the picture moves there.
    """

    op: Literal["trim_silence"] = "trim_silence"
    min_silence: float | None = None
    margin: float | None = None
    threshold: float | None = None
    facts: dict[str, list[tuple[float, float]]] | None = None
    moving: dict[str, list[tuple[float, float]]] | None = None


class RemoveFillers(Edit):
    op: Literal["remove_fillers"] = "remove_fillers"
    facts: dict[str, list[tuple[float, float]]] | None = None


class Trim(Edit):
    """Take `start` seconds off the beginning, `end` seconds off the end."""

    op: Literal["trim"] = "trim"
    start: float | None = None
    end: float | None = None


class Cut(Edit):
    op: Literal["cut"] = "cut"
    from_: float = Field(alias="from")
    to: float


class Keep(Edit):
    op: Literal["keep"] = "keep"
    from_: float = Field(alias="from")
    to: float


class Duration(Edit):
    op: Literal["duration"] = "duration"
    to: float
    how: Literal["cut", "speed"] | None = None


class BestMoments(Edit):
    """Keep only the liveliest pieces, as many as make `to` seconds. `facts`: those pieces by media id, in source seconds, with reasons."""

    op: Literal["best_moments"] = "best_moments"
    to: float | None = None
    facts: dict[str, list[tuple[float, float, list[str]]]] | None = None


class Split(Edit):
    op: Literal["split"] = "split"
    at: float


class DeleteClip(Edit):
    """`index` is 1-based; -1 is the last."""

    op: Literal["delete_clip"] = "delete_clip"
    index: int


class MoveClip(Edit):
    op: Literal["move_clip"] = "move_clip"
    index: int
    to: int


class Merge(Edit):
    op: Literal["merge"] = "merge"
    transition: TransitionKind | None = None


class Transition(Edit):
    op: Literal["transition"] = "transition"
    kind: TransitionKind | None = None
    duration: float | None = None


class Speed(Edit):
    op: Literal["speed"] = "speed"
    factor: float
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Reverse(Edit):
    op: Literal["reverse"] = "reverse"
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Freeze(Edit):
    op: Literal["freeze"] = "freeze"
    at: float
    duration: float | None = None


class Loop(Edit):
    op: Literal["loop"] = "loop"
    times: int


class Aspect(Edit):
    op: Literal["aspect"] = "aspect"
    ratio: Ratio
    mode: Literal["crop", "fit", "blur"] | None = None


class Resolution(Edit):
    op: Literal["resolution"] = "resolution"
    height: int


class Fps(Edit):
    op: Literal["fps"] = "fps"
    rate: float


class Crop(Edit):
    """Percent of the side to cut away."""

    op: Literal["crop"] = "crop"
    left: float | None = None
    top: float | None = None
    right: float | None = None
    bottom: float | None = None


class Rotate(Edit):
    op: Literal["rotate"] = "rotate"
    degrees: float
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Flip(Edit):
    op: Literal["flip"] = "flip"
    axis: Literal["horizontal", "vertical"]
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Zoom(Edit):
    op: Literal["zoom"] = "zoom"
    factor: float | None = None
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Captions(Edit):
    """Write what is said. `facts`: cues by media id in source seconds, source and language; those of a translation have the same form."""

    op: Literal["captions"] = "captions"
    language: str | None = None
    style: Literal["plain", "karaoke", "bold", "boxed"] | None = None
    position: Literal["bottom", "top", "center"] | None = None
    color: str | None = None
    size: Size | None = None
    facts: dict[str, Any] | None = None


class TranslateCaptions(Edit):
    op: Literal["translate_captions"] = "translate_captions"
    language: str
    facts: dict[str, Any] | None = None


class RemoveCaptions(Edit):
    op: Literal["remove_captions"] = "remove_captions"


class Title(Edit):
    op: Literal["title"] = "title"
    text: str
    from_: float | None = Field(None, alias="from")
    to: float | None = None
    position: Place | None = None
    color: str | None = None
    size: Size | None = None
    animation: Literal["fade", "slide", "pop", "typewriter"] | None = None


class RemoveTitle(Edit):
    op: Literal["remove_title"] = "remove_title"
    text: str | None = None


class Color(Edit):
    op: Literal["color"] = "color"
    brightness: float | None = None
    contrast: float | None = None
    saturation: float | None = None
    look: Literal["bw", "warm", "cool", "cinematic", "vintage", "vivid"] | None = None
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Overlay(Edit):
    op: Literal["overlay"] = "overlay"
    file: str
    position: Place | None = None
    scale: float | None = None
    opacity: float | None = None
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Blur(Edit):
    op: Literal["blur"] = "blur"
    target: Literal["background", "region"] | None = None
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Sharpen(Edit):
    """Crisper edges. `amount` in percent of the usual."""

    op: Literal["sharpen"] = "sharpen"
    amount: float | None = None
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Stabilize(Edit):
    op: Literal["stabilize"] = "stabilize"
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Chapters(Edit):
    op: Literal["chapters"] = "chapters"


AnyEdit = Annotated[
    TrimSilence | RemoveFillers | Trim | Cut | Keep | Duration | BestMoments
    | Split | DeleteClip | MoveClip | Merge | Transition | Speed | Reverse
    | Freeze | Loop | Aspect | Resolution | Fps | Crop | Rotate | Flip | Zoom | Captions | TranslateCaptions | RemoveCaptions | Title
    | RemoveTitle | Music | RemoveMusic | Volume | Mute | Fade | Normalize | Denoise | Color | Overlay | Blur | Sharpen | Bleep
    | Stabilize | Chapters | Undo | Redo | PreviewCuts | RestoreCuts | Recut | SaveVersion | DeleteVersion
    | RenameVersion | RestoreVersion,
    Field(discriminator="op"),
]
"""Any edit of the vocabulary."""

EDIT: TypeAdapter[AnyEdit] = TypeAdapter(AnyEdit)
EDITS: TypeAdapter[list[AnyEdit]] = TypeAdapter(list[AnyEdit])
