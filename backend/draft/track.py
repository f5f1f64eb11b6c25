"""The main track as geometry: where clips lie, splitting, removing and joining them. Times are timeline seconds unless they say source.

Where two clips overlap in a transition, the border between them is the middle of the overlap: each moment belongs to one clip, its owner.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from backend.draft.errors import EditError
from backend.draft.timeline import Clip, Join, Media, Timeline

Clips = tuple[Clip, ...]
Range = tuple[float, float]
NEAR_S = 1e-4


@dataclass(frozen=True)
class Place:
    """A clip with its first moment on the timeline and the stretch that it owns."""

    clip: Clip
    start_s: float
    from_s: float
    to_s: float

    @property
    def middle_s(self) -> float:
        return (self.from_s + self.to_s) / 2


def frame_s(timeline: Timeline) -> float:
    """The length of a frame of the result."""
    rate = Fraction(timeline.canvas.fps) if timeline.canvas else Fraction(30)
    return float(1 / rate)


def overlap_s(clip: Clip) -> float:
    """How long the clip overlaps the one before it."""
    return clip.join.duration_s if clip.join else 0.0


def places(clips: Sequence[Clip]) -> list[Place]:
    """Every clip with its place, in order."""
    starts, at = [], 0.0
    for index, clip in enumerate(clips):
        at -= overlap_s(clip) if index else 0.0
        starts.append(at)
        at += clip.duration_s
    borders = [0.0, *(start + overlap_s(clip) / 2 for start, clip in zip(starts[1:], clips[1:], strict=True)), at]
    return [Place(clip, start, *own) for clip, start, own in zip(clips, starts, pairwise(borders), strict=True)]


def reshaped(clip: Clip, head_s: float, tail_s: float) -> Clip:
    """The clip with so much less (negative: more) at its beginning and end."""
    if clip.hold_s:
        return clip.model_copy(update={"hold_s": round(clip.hold_s - head_s - tail_s, 6)})
    first, last = (tail_s, head_s) if clip.reverse else (head_s, tail_s)
    start, end = clip.start_s + first * clip.speed, clip.end_s - last * clip.speed
    return clip.model_copy(update={"start_s": max(0.0, round(start, 6)), "end_s": round(end, 6)})


def halves(clip: Clip, offset_s: float) -> tuple[Clip, Clip]:
    """The clip split at that many seconds after its beginning."""
    left = reshaped(clip, 0.0, clip.duration_s - offset_s)
    right = reshaped(clip, offset_s, 0.0).model_copy(update={"join": None})
    return left, right


def source_at(place: Place, at_s: float) -> float:
    """The source second that the clip shows at a moment of the timeline."""
    if place.clip.hold_s:
        return place.clip.start_s
    passed = (at_s - place.start_s) * place.clip.speed
    return place.clip.end_s - passed if place.clip.reverse else place.clip.start_s + passed


def spare(clip: Clip, media: Media) -> tuple[float, float]:
    """Seconds of unused source before and after the clip, as they would last on the timeline."""
    if clip.hold_s:
        return 3600.0, 3600.0
    before, after = clip.start_s / clip.speed, max(0.0, media.duration_s - clip.end_s) / clip.speed
    return (after, before) if clip.reverse else (before, after)


def split(clips: Clips, times: Iterable[float], least_s: float) -> Clips:
    """The clips split at those moments; a moment nearer than `least_s` to a border of a clip splits nothing."""
    moments, result = sorted(times), list[Clip]()
    for place in places(clips):
        rest, begun, border = place.clip, place.start_s, place.from_s
        low, high = bisect_left(moments, place.from_s), bisect_right(moments, place.to_s)
        for at in moments[low:high]:
            if at - border >= least_s and place.to_s - at >= least_s:
                left, rest = halves(rest, at - begun)
                begun = border = at
                result.append(left)
        result.append(rest)
    return tuple(result)


def unjoined(before: Clip, clip: Clip) -> tuple[Clip, Clip]:
    """Two neighbours with a plain cut in the middle of their transition: nothing else moves."""
    half = overlap_s(clip) / 2
    return reshaped(before, 0.0, half), reshaped(clip, half, 0.0).model_copy(update={"join": None})


def unjoin(clips: Clips, indexes: Iterable[int]) -> Clips:
    """The clips without the transitions into those at `indexes`; indexes off the track are ignored."""
    result = list(clips)
    for index in indexes:
        if 0 < index < len(result) and result[index].join:
            result[index - 1], result[index] = unjoined(result[index - 1], result[index])
    return tuple(result)


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order, those that touch as one."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1] + NEAR_S:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def owned_by(clips: Clips, ranges: list[Range]) -> list[bool]:
    """For each clip whether the middle of what it owns lies in one of the merged ranges."""
    starts = [start for start, _ in ranges]
    found = []
    for place in places(clips):
        index = bisect_right(starts, place.middle_s) - 1
        found.append(index >= 0 and place.middle_s <= ranges[index][1])
    return found


class Isolated(NamedTuple):
    """The clips before, inside and after a range, with plain cuts at its two ends, and the transitions that there were."""

    before: Clips
    inside: Clips
    after: Clips
    joins: tuple[Join | None, Join | None] = (None, None)

    @property
    def lost(self) -> dict[int, Join | None]:
        """The transitions that there were, by the index of the clip behind the cut."""
        return {len(self.before): self.joins[0], len(self.before) + len(self.inside): self.joins[1]}


def isolate(timeline: Timeline, span: Range | None) -> Isolated:
    """The range apart from the rest; None is the whole."""
    if span is None:
        return Isolated((), timeline.clips, ())
    clips = split(timeline.clips, span, frame_s(timeline))
    inside = owned_by(clips, [span])
    if True not in inside:
        raise EditError("empty_range")
    first = inside.index(True)
    last = len(inside) - inside[::-1].index(True)
    joins = clips[first].join if first else None, clips[last].join if last < len(clips) else None
    clips = unjoin(clips, (first, last))
    return Isolated(clips[:first], clips[first:last], clips[last:], joins)


def alter(timeline: Timeline, span: Range | None, change: Callable[[Clip], Clip]) -> Timeline:
    """The timeline with every clip (those in the range) changed in looks or sound, not in length."""
    if span is None:
        return timeline.model_copy(update={"clips": tuple(change(clip) for clip in timeline.clips)})
    clips = split(timeline.clips, span, frame_s(timeline))
    inside = owned_by(clips, [span])
    changed = tuple(change(clip) if within else clip for clip, within in zip(clips, inside, strict=True))
    return timeline.model_copy(update={"clips": changed})


def fitting(clips: Clips, least_s: float) -> Clips:
    """The clips without pieces shorter than `least_s`, and with plain cuts where a transition is too long for its clips."""
    result: list[Clip] = []
    dropped = False
    for clip in clips:
        if clip.join and (dropped or not result):
            half = overlap_s(clip) / 2 if result else 0.0
            clip = reshaped(clip, half, 0.0).model_copy(update={"join": None})
        elif clip.join and not _fits(result[-1], clip, least_s):
            result[-1], clip = unjoined(result[-1], clip)
            if result[-1].duration_s < least_s:
                result.pop()
        dropped = clip.duration_s < least_s
        if not dropped:
            result.append(clip)
    if result and result[0].join:
        result[0] = result[0].model_copy(update={"join": None})
    return tuple(result)


def _fits(before: Clip, clip: Clip, least_s: float) -> bool:
    overlap = overlap_s(clip)
    return overlap <= clip.duration_s - least_s and overlap_s(before) + overlap <= before.duration_s - least_s
