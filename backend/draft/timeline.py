"""The timeline as plain data: what is to be seen and heard, and when. The engine compiles it; nothing here touches media.

Source times are seconds in a media file, timeline times are seconds of the result. Captions keep source times, so that they
follow the words through any later cut, move or change of speed; titles, overlays and music keep timeline times. The main track
has no gaps: clips lie end to end.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from backend.edits import Place, Ratio, Size, TransitionKind


class Data(BaseModel):
    """Frozen plain data."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Media(Data):
    """A file of the project as probed at import: rotation and sample aspect are already applied to width and height.

    `fps` is a rational as text ("30000/1001"); zero duration and fps "0" mean a still picture.
    """

    id: str
    name: str
    kind: Literal["video", "image", "audio"]
    duration_s: float
    width: int = 0
    height: int = 0
    fps: str = "0"
    has_audio: bool = False
    has_subtitles: bool = False


class Crop(Data):
    """Percent of each side cut away, 0..95 in sum."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


class Picture(Data):
    """How a clip is drawn. Applied in this order: crop, rotate, flips, stabilise, zoom, colour, blur."""

    crop: Crop = Crop()
    rotate: int = 0
    flip_horizontal: bool = False
    flip_vertical: bool = False
    stabilize: bool = False
    zoom: float = 1.0
    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    look: Literal["bw", "warm", "cool", "cinematic", "vintage", "vivid"] | None = None
    blur: bool = False
    sharpen: float = 0.0


class Sound(Data):
    """How a clip is heard: gain as a factor. `bleep`: a tone in its place."""

    gain: float = 1.0
    muted: bool = False
    denoise: bool = False
    bleep: bool = False


class Join(Data):
    """A transition into a clip from the one before it; it overlaps both by `duration_s`."""

    kind: TransitionKind
    duration_s: float


class Clip(Data):
    """A stretch of one media on the main track. `hold_s` > 0 is a still frame of the source at `start_s`, silent, that long."""

    media: str
    start_s: float
    end_s: float
    speed: float = 1.0
    reverse: bool = False
    hold_s: float = 0.0
    picture: Picture = Picture()
    sound: Sound = Sound()
    join: Join | None = None

    @property
    def duration_s(self) -> float:
        """Length on the timeline, in seconds."""
        return self.hold_s if self.hold_s else (self.end_s - self.start_s) / self.speed


class Cue(Data):
    """Spoken words in source seconds of one media."""

    start_s: float
    end_s: float
    text: str
    words: tuple[tuple[float, float, str], ...] = ()


class CaptionTrack(Data):
    """What is said, as text in the picture. `source` tells where the cues came from (subtitles, transcript, endpoint, whisper, sphinx)."""

    cues: dict[str, tuple[Cue, ...]]
    source: str
    language: str = ""
    style: Literal["plain", "karaoke", "bold", "boxed"] = "plain"
    position: Literal["bottom", "top", "center"] = "bottom"
    color: str = "white"
    size: Size = "medium"


class TitleText(Data):
    """Text on screen, timeline seconds. `to_s` None = to the end."""

    text: str
    from_s: float
    to_s: float | None
    position: Place = "center"
    color: str = "white"
    size: Size = "medium"
    animation: Literal["fade", "slide", "pop", "typewriter"] = "fade"


class OverlayPicture(Data):
    """A picture or clip over the main track. `scale` and `opacity` in percent (of the canvas width; of full)."""

    media: str
    from_s: float = 0.0
    to_s: float | None = None
    position: Place = "top_right"
    scale: float = 12.0
    opacity: float = 100.0


class MusicBed(Data):
    """Background music under the whole: a media id, or `bed:<mood>` for a synthesised one. `volume` in percent.

    `silent`: ranges of the timeline, in seconds, in which it is not heard. `levels`: ranges in which it has a level of its own, as a
    factor of `volume`; they do not overlap.
    """

    source: str
    name: str
    volume: float = 35.0
    duck: bool = False
    muted: bool = False
    silent: tuple[tuple[float, float], ...] = ()
    levels: tuple[tuple[float, float, float], ...] = ()


class Fades(Data):
    """Seconds of fading at the two ends of the result."""

    video_in_s: float = 0.0
    video_out_s: float = 0.0
    audio_in_s: float = 0.0
    audio_out_s: float = 0.0


class Canvas(Data):
    """The frame of the result. `fps` rational as text; `mode` tells how a picture of another shape is fitted.

    `ratio` and `lines` (length of the shorter side) are what the person asked for; None and 0 mean that the first source decided.
    """

    width: int
    height: int
    fps: str
    mode: Literal["crop", "fit", "blur"] = "fit"
    ratio: Ratio | None = None
    lines: int = 0


class Chapter(Data):
    at_s: float
    name: str


class Timeline(Data):
    """The whole result. `media` holds every file that is used or could be; `canvas` is None while there is no picture.

    `placed` names the media that have been on the main track, so that a removed clip does not come back with the next merge.
    """

    media: tuple[Media, ...] = ()
    placed: tuple[str, ...] = ()
    clips: tuple[Clip, ...] = ()
    canvas: Canvas | None = None
    captions: CaptionTrack | None = None
    titles: tuple[TitleText, ...] = ()
    overlays: tuple[OverlayPicture, ...] = ()
    music: MusicBed | None = None
    fades: Fades = Fades()
    chapters: tuple[Chapter, ...] = ()
    gain: float = 1.0
    lufs: float | None = None

    @property
    def duration_s(self) -> float:
        """Length of the result in seconds: the clips less the overlaps of their transitions."""
        return sum(clip.duration_s for clip in self.clips) - sum(clip.join.duration_s for clip in self.clips[1:] if clip.join)

    def find(self, media_id: str) -> Media:
        """The media with that id; KeyError if there is none."""
        for media in self.media:
            if media.id == media_id:
                return media
        raise KeyError(media_id)
