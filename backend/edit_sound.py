"""The edits of sound: music, levels, silence, fades, noise."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
    from_: float | None = Field(None, alias="from")
    to: float | None = None


class WordFacts(BaseModel):
    """Where a word is said: ranges by media id, in source seconds. `approximate`: of some only the time of their line is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ranges: dict[str, list[tuple[float, float]]]
    approximate: bool = False


class Bleep(Edit):
    """A tone instead of the clips' own sound: for a range of the timeline in seconds, or wherever `word` is said (`facts`)."""

    op: Literal["bleep"] = "bleep"
    from_: float | None = Field(None, alias="from")
    to: float | None = None
    word: str | None = None
    facts: WordFacts | None = None
