"""Transitions that outlive an edit: put back where it left a plain cut, out of the footage that the cut hides."""

from collections.abc import Mapping

from backend.draft.errors import Tell
from backend.draft.timeline import Join, Timeline
from backend.draft.track import frame_s, overlap_s, reshaped, spare


def rejoined(timeline: Timeline, lost: Mapping[int, Join | None]) -> Timeline:
    """The timeline with these transitions into the clips of those indexes, and nothing moved by it.

    A transition takes as much of its length as there is unused footage on both sides of the cut; with less than two frames of it, or
    clips too short for it, the plain cut stays.
    """
    clips, least = list(timeline.clips), frame_s(timeline)
    for index, join in lost.items():
        if join is None or not 0 < index < len(clips) or clips[index].join:
            continue
        before, clip = clips[index - 1], clips[index]
        half = min(join.duration_s / 2, spare(before, timeline.find(before.media))[1], spare(clip, timeline.find(clip.media))[0])
        longer, earlier = reshaped(before, 0.0, -half), reshaped(clip, -half, 0.0)
        if half >= least and 2 * half <= min(longer.duration_s - overlap_s(longer), earlier.duration_s) - least:
            clips[index - 1] = longer
            clips[index] = earlier.model_copy(update={"join": Join(kind=join.kind, duration_s=round(2 * half, 6))})
    return timeline.model_copy(update={"clips": tuple(clips)})


def tell_lost(before: Timeline, after: Timeline, tell: Tell) -> None:
    """Tells how many transitions the edit took."""
    was, now = (sum(clip.join is not None for clip in timeline.clips) for timeline in (before, after))
    if was > now:
        tell("transitions_gone", count=was - now)
