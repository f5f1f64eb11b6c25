"""Where stretches of source are missing on the main track, and putting them back there."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.draft.cutting import on_timeline
from backend.draft.errors import EditError, Tell
from backend.draft.retime import drop, retimed
from backend.draft.timeline import Clip, Timeline
from backend.draft.track import NEAR_S, Clips, Place, Range, frame_s, places, unjoin
from backend.edit_history import Recut, RestoreCuts


@dataclass(frozen=True)
class Seam:
    """A gap in the source between two clips: the stretch that goes in before clip `index`, at `at_s` of the timeline.

    `like` is the clip beside it, whose looks, sound and speed the stretch takes.
    """

    index: int
    at_s: float
    like: Clip
    start_s: float
    end_s: float

    def clip(self) -> Clip:
        """The missing stretch as a clip."""
        return self.like.model_copy(update={"start_s": round(self.start_s, 6), "end_s": round(self.end_s, 6), "join": None})


def seams(own: Sequence[Place], media: str, span: Range, least: float) -> list[Seam]:
    """Every place where that stretch of a media would go in, in order: behind what came before it, else before what came after it.

    Gaps under `least` seconds are none. Empty where both neighbours are gone. A looped or doubled clip has several.
    """
    behind = [seam for index in range(len(own)) if (seam := _behind(own, index, media, span, least))]
    return behind or [seam for index in range(len(own)) if (seam := _ahead(own, index, media, span, least))]


def _near(clip: Clip, media: str) -> bool:
    return clip.media == media and not clip.hold_s


def _behind(own: Sequence[Place], index: int, media: str, span: Range, least: float) -> Seam | None:
    """The gap that begins where this clip ends in the order of the source."""
    clip, (start, end) = own[index].clip, span
    if not _near(clip, media) or not start - NEAR_S <= clip.end_s < end - least:
        return None
    beside = index - 1 if clip.reverse else index + 1
    after = own[beside].clip if 0 <= beside < len(own) else None
    stop = end
    if after and _near(after, media) and after.reverse == clip.reverse and clip.end_s < after.start_s:
        stop = min(end, after.start_s)
    at = index if clip.reverse else index + 1
    return Seam(at, own[index].from_s if clip.reverse else own[index].to_s, clip, clip.end_s, stop)


def _ahead(own: Sequence[Place], index: int, media: str, span: Range, least: float) -> Seam | None:
    """The gap that ends where this clip begins in the order of the source."""
    clip, (start, end) = own[index].clip, span
    if not _near(clip, media) or not start + least < clip.start_s <= end + NEAR_S:
        return None
    at = index + 1 if clip.reverse else index
    return Seam(at, own[index].to_s if clip.reverse else own[index].from_s, clip, start, clip.start_s)


def restore_cuts(timeline: Timeline, edit: RestoreCuts, tell: Tell) -> Timeline:
    """Puts the stretches of `facts` back where they were, with the looks of the clip beside them; what lies over the rest moves along."""
    lost, before = 0, timeline
    for media, start, end in edit.facts or ():
        found = _seams(timeline, media, (start, end))
        lost += not found
        for number in reversed(range(len(found))):
            timeline = _filled(timeline, media, (start, end), number)
    if timeline == before:
        raise EditError("cuts_lost")
    if lost:
        tell("cuts_lost", count=lost)
    return timeline


def _seams(timeline: Timeline, media: str, span: Range) -> list[Seam]:
    return seams(places(timeline.clips), media, span, frame_s(timeline))


def _filled(timeline: Timeline, media: str, span: Range, number: int) -> Timeline:
    """The timeline with the stretch in that seam; a transition there becomes a plain cut first, which may leave nothing to fill."""
    clips = unjoin(timeline.clips, (_seams(timeline, media, span)[number].index,))
    plain = timeline.model_copy(update={"clips": clips})
    found = _seams(plain, media, span)
    if number >= len(found):
        return timeline
    seam = found[number]
    new, at = seam.clip(), seam.at_s
    joined = _sealed((*clips[:seam.index], new, *clips[seam.index:]), seam.index)
    return retimed(plain, joined, lambda time: time + new.duration_s if time > at + NEAR_S else time)


def _sealed(clips: Clips, index: int) -> Clips:
    """The clip at `index` grown together with its neighbours where they show the same source on and on."""
    result = list(clips)
    for left in (index, index - 1):
        if 0 <= left < len(result) - 1 and (one := _one(result[left], result[left + 1])):
            result[left:left + 2] = [one]
    return tuple(result)


def _one(clip: Clip, after: Clip) -> Clip | None:
    """Two clips as one, where they differ in nothing but their times and these meet."""
    first, last = (after, clip) if clip.reverse else (clip, after)
    whole = clip.model_copy(update={"start_s": first.start_s, "end_s": last.end_s})
    alike = after.model_copy(update={"start_s": first.start_s, "end_s": last.end_s, "join": clip.join}) == whole
    return whole if alike and not after.join and not clip.hold_s and abs(first.end_s - last.start_s) < NEAR_S else None


def recut(timeline: Timeline, edit: Recut, tell: Tell) -> Timeline:
    """Cuts the stretches of `facts` wherever they are seen."""
    by_media: dict[str, list[Range]] = {}
    for media, start, end in edit.facts or ():
        by_media.setdefault(media, []).append((start, end))
    ranges = on_timeline(timeline, by_media)
    if not ranges:
        raise EditError("cuts_lost")
    return drop(timeline, ranges)
