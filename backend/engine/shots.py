"""The frame grid: clips with times in seconds become shots with whole numbers of frames, computed once for picture and sound.

Every boundary is `round(time x rate)` of the time since the start of the result, so roundings never add up; a shot's sound is exactly
frames / rate long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from backend.draft.timeline import Clip, Picture
from backend.edits import TransitionKind

TOUCH_S = 1e-4
"""Two clips of one media whose times differ by less are one uninterrupted stretch."""


@dataclass(frozen=True)
class Shot:
    """Frames from one media. `start`: the earliest source instant, in seconds, also when `reverse`; `still` holds the frame at `start`."""

    media: str
    start: Fraction
    frames: int
    speed: Fraction = Fraction(1)
    reverse: bool = False
    still: bool = False
    picture: Picture = field(default=Picture())

    def extent(self, rate: Fraction) -> Fraction:
        """Seconds of source that it takes."""
        return Fraction(0) if self.still else self.frames * self.speed / rate

    def part(self, offset: int, frames: int, rate: Fraction) -> "Shot":
        """`frames` frames of it, from its own frame `offset` on."""
        if self.still:
            return replace(self, frames=frames)
        skipped = self.frames - offset - frames if self.reverse else offset
        return replace(self, start=self.start + skipped * self.speed / rate, frames=frames)

    @property
    def plain(self) -> bool:
        """Runs forward at its own speed."""
        return self.speed == 1 and not self.reverse and not self.still


@dataclass(frozen=True)
class Blend:
    """A transition: the end of one shot over the beginning of the next, equally long."""

    kind: TransitionKind
    before: Shot
    after: Shot

    @property
    def frames(self) -> int:
        return self.after.frames


Piece = Shot | Blend


@dataclass(frozen=True)
class Placed:
    """A clip on the grid: frames [first, last) of the result; the first `overlap` lie over the clip before; `follows`: goes on from it."""

    clip: Clip
    shot: Shot
    first: int
    overlap: int
    follows: bool

    @property
    def last(self) -> int:
        return self.first + self.shot.frames


def seconds(value: float) -> Fraction:
    """A time as an exact number of microseconds."""
    return Fraction(round(value * 1_000_000), 1_000_000)


def place(clips: Sequence[Clip], rate: Fraction) -> list[Placed]:
    """All clips on the grid of `rate`; a clip shorter than half a frame disappears, a transition never outlasts its clip."""
    placed: list[Placed] = []
    end = Fraction(0)
    for clip in clips:
        before = placed[-1] if placed else None
        length = seconds(clip.duration_s)
        join = min(length, seconds(clip.join.duration_s)) if clip.join and before else Fraction(0)
        end += length - join
        frames_end = round(end * rate)
        overlap = _overlap(join, before, frames_end, rate)
        first = before.last - overlap if before else 0
        if frames_end > first:
            placed.append(_placed(clip, before, Placed(clip, _shot(clip, frames_end - first, rate), first, overlap, False), rate))
    return placed


def _overlap(join: Fraction, before: Placed | None, frames_end: int, rate: Fraction) -> int:
    """Frames shared with the clip before: never those that one already shares, never more than this clip has."""
    if not before or frames_end < before.last:
        return 0
    return min(round(join * rate), before.shot.frames - before.overlap)


def _shot(clip: Clip, frames: int, rate: Fraction) -> Shot:
    start = seconds(clip.start_s)
    if clip.speed == 1 and not clip.hold_s:
        start = Fraction(round(start * rate)) / rate
    speed = Fraction(clip.speed).limit_denominator(1000)
    return Shot(clip.media, start, frames, speed, clip.reverse, clip.hold_s > 0, clip.picture)


def _placed(clip: Clip, before: Placed | None, placed: Placed, rate: Fraction) -> Placed:
    """Where the source goes on without a gap, so do its frames: the start is taken from the end of the shot before."""
    if not before or placed.overlap or not (before.shot.plain and placed.shot.plain):
        return placed
    if before.clip.media != clip.media or abs(before.clip.end_s - clip.start_s) > TOUCH_S:
        return placed
    start = before.shot.start + before.shot.extent(rate)
    return replace(placed, shot=replace(placed.shot, start=start), follows=True)


def pieces(placed: Sequence[Placed], rate: Fraction) -> list[Piece]:
    """The picture as a sequence: bodies of clips and the transitions between them."""
    found: list[Piece] = []
    for index, item in enumerate(placed):
        if item.overlap:
            before = placed[index - 1]
            tail = before.shot.part(before.shot.frames - item.overlap, item.overlap, rate)
            kind = item.clip.join.kind if item.clip.join else "crossfade"
            found.append(Blend(kind, tail, item.shot.part(0, item.overlap, rate)))
        shared = placed[index + 1].overlap if index + 1 < len(placed) else 0
        body = item.shot.frames - item.overlap - shared
        if body > 0:
            found.append(item.shot.part(item.overlap, body, rate))
    return found
