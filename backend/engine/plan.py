"""What is to be rendered, worked out before anything runs: sizes, the frame grid, pieces of picture, stretches of sound. No I/O.

The grid is that of `shots.place`; the voice follows it sample by sample, so picture and sound end together and stay together at every cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from backend.draft.timeline import Canvas, Chapter, Fades, MusicBed, OverlayPicture, Timeline
from backend.engine.chunks import Chunk, chunked
from backend.engine.heard import Voice, sample, voices
from backend.engine.rates import rate_of
from backend.engine.shots import Blend, Piece, Placed, Shot, pieces, place, seconds

CAP, DRAFT_CAP = 1080, 480
"""Short side of the picture in pixels, unless a height was asked for; and of a draft."""

Quality = Literal["standard", "high", "draft"]


class PlanError(Exception):
    """The timeline cannot be rendered: no_picture (nothing to show), source_missing (a media without a file; `detail` is its id)."""

    def __init__(self, reason: Literal["no_picture", "source_missing"], detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Literal["no_picture", "source_missing"] = reason
        self.detail = detail


@dataclass(frozen=True)
class Output:
    """What was asked of the file. `height`: short side in pixels (720 = 720p); `fps`: frames per second; None = as the canvas."""

    format: Literal["mp4"] = "mp4"
    quality: Quality = "standard"
    height: int | None = None
    fps: float | None = None


@dataclass(frozen=True)
class Overlaid:
    """A picture over frames [first, last) of the result."""

    overlay: OverlayPicture
    shot: Shot
    first: int
    last: int


@dataclass(frozen=True)
class RenderPlan:
    """Everything the jobs need. `frames` and `samples` are the lengths of picture and sound."""

    rate: Fraction
    width: int
    height: int
    mode: Literal["crop", "fit", "blur"]
    quality: Quality
    frames: int
    samples: int
    chunks: tuple[Chunk, ...]
    voices: tuple[Voice, ...]
    overlays: tuple[Overlaid, ...]
    music: MusicBed | None
    fades: Fades
    gain: float
    lufs: float | None
    chapters: tuple[Chapter, ...]

    @property
    def duration_s(self) -> float:
        """Length of the result in seconds."""
        return float(self.frames / self.rate)

    @property
    def media(self) -> tuple[str, ...]:
        """Ids of all media whose pictures are used, each once."""
        shots = [shot for chunk in self.chunks for piece in chunk.pieces for shot in _shots(piece)]
        return tuple(dict.fromkeys(shot.media for shot in [*shots, *(overlaid.shot for overlaid in self.overlays)] if shot.media))

    @property
    def needed(self) -> tuple[str, ...]:
        """Ids of all media whose files are read."""
        music = [self.music.source] if self.music and not self.music.source.startswith("bed:") else []
        return tuple(dict.fromkeys([*self.media, *(voice.media for voice in self.voices), *music]))


def plan(timeline: Timeline, sources: Mapping[str, Path], output: Output) -> RenderPlan:
    """Compile a timeline. Raises PlanError."""
    canvas = _canvas(timeline)
    rate = Fraction(output.fps).limit_denominator(1001) if output.fps else rate_of(canvas.fps)
    placed = place(timeline.clips, rate)
    if not placed:
        raise PlanError("no_picture")
    _check_sources(timeline, placed, sources)
    frames = placed[-1].last
    width, height = size(canvas.width, canvas.height, output, asked=_asked(timeline, canvas))
    return RenderPlan(
        rate=rate,
        width=width,
        height=height,
        mode=canvas.mode,
        quality=output.quality,
        frames=frames,
        samples=sample(frames, rate),
        chunks=chunked(_seen(pieces(placed, rate), timeline), rate),
        voices=tuple(voices(timeline, placed, rate)),
        overlays=tuple(_overlays(timeline, frames, rate)),
        music=timeline.music if timeline.music and not timeline.music.muted and timeline.music.volume > 0 else None,
        fades=timeline.fades,
        gain=timeline.gain,
        lufs=timeline.lufs,
        chapters=tuple(chapter for chapter in timeline.chapters if 0 <= chapter.at_s < frames / rate),
    )


def size(width: int, height: int, output: Output, *, asked: bool) -> tuple[int, int]:
    """Even size of the result for a canvas: made smaller to the cap of its quality, larger only when `output.height` says so.

    `asked` means that somebody chose the canvas size, so the usual cap does not apply.
    """
    short = min(width, height)
    wanted = output.height or (short if asked else min(short, CAP))
    if output.quality == "draft":
        wanted = min(wanted, DRAFT_CAP)
    scale = Fraction(wanted, short)
    return _even(width * scale), _even(height * scale)


def _even(side: Fraction) -> int:
    return max(2, 2 * round(side / 2))


def _canvas(timeline: Timeline) -> Canvas:
    if timeline.canvas:
        return timeline.canvas
    for clip in timeline.clips:
        media = timeline.find(clip.media)
        if media.kind != "audio":
            return Canvas(width=media.width, height=media.height, fps=media.fps)
    raise PlanError("no_picture")


def _asked(timeline: Timeline, canvas: Canvas) -> bool:
    """Lines were asked for; or the canvas has not the size of a source, from which it would have been taken over."""
    return canvas.lines > 0 or (canvas.width, canvas.height) not in {(media.width, media.height) for media in timeline.media}


def _check_sources(timeline: Timeline, placed: Sequence[Placed], sources: Mapping[str, Path]) -> None:
    if all(timeline.find(item.clip.media).kind == "audio" for item in placed):
        raise PlanError("no_picture")
    used = [item.clip.media for item in placed] + [overlay.media for overlay in timeline.overlays]
    if timeline.music and not timeline.music.source.startswith("bed:"):
        used.append(timeline.music.source)
    for media_id in used:
        if media_id not in sources:
            raise PlanError("source_missing", media_id)


def _seen(found: Iterable[Piece], timeline: Timeline) -> list[Piece]:
    """Sound without a picture is shown as black (media ""), a still picture as held."""
    kinds = {media.id: media.kind for media in timeline.media}

    def seen(shot: Shot) -> Shot:
        if kinds[shot.media] == "video":
            return shot
        return replace(shot, media="" if kinds[shot.media] == "audio" else shot.media, start=Fraction(0), speed=Fraction(1), still=True)

    return [Blend(piece.kind, seen(piece.before), seen(piece.after)) if isinstance(piece, Blend) else seen(piece) for piece in found]


def _shots(piece: Piece) -> tuple[Shot, ...]:
    return (piece.before, piece.after) if isinstance(piece, Blend) else (piece,)


def _overlays(timeline: Timeline, frames: int, rate: Fraction) -> Iterable[Overlaid]:
    for overlay in timeline.overlays:
        media = timeline.find(overlay.media)
        first = max(0, round(seconds(overlay.from_s) * rate))
        last = frames if overlay.to_s is None else min(frames, round(seconds(overlay.to_s) * rate))
        if media.kind == "video":
            last = min(last, first + round(seconds(media.duration_s) * rate))
        if last > first and media.kind != "audio":
            yield Overlaid(overlay, Shot(overlay.media, Fraction(0), last - first, still=media.kind == "image"), first, last)
