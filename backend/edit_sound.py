"""The edits of sound: music, levels, silence, fades, noise."""

from typing import Literal

from pydantic import Field

from backend.edit_base import Edit, SoundTarget


class Music(Edit):
    op: Literal["music"] = "music"
    mood: str | None = None
    file: str | None = None
    volume: float | None = None
    duck: bool | None = None


class RemoveMusic(Edit):
    op: Literal["remove_music"] = "remove_music"


class Volume(Edit):
    op: Literal["volume"] = "volume"
    target: SoundTarget
    percent: float | None = None
    db: float | None = None
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Mute(Edit):
    op: Literal["mute"] = "mute"
    target: SoundTarget
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class Fade(Edit):
    op: Literal["fade"] = "fade"
    target: Literal["video", "audio", "both"]
    in_: float | None = Field(None, alias="in")
    out: float | None = None


class Normalize(Edit):
    op: Literal["normalize"] = "normalize"
    lufs: float | None = None


class Denoise(Edit):
    op: Literal["denoise"] = "denoise"


class Bleep(Edit):
    """A tone instead of the clips' own sound, for a range of the timeline in seconds."""

    op: Literal["bleep"] = "bleep"
    from_: float = Field(alias="from")
    to: float
