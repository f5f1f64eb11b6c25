"""Edits that take time out of the result: silences, fillers, ranges, ends."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from backend.draft import motion
from backend.draft.errors import EditError, Tell
from backend.draft.ranges import moment, span
from backend.draft.retime import drop
from backend.draft.timeline import Media, Timeline
from backend.draft.track import NEAR_S, Place, Range, frame_s, merged, places, split
from backend.edits import BestMoments, Cut, Duration, Keep, RemoveFillers, Split, Trim, TrimSilence

LEAST_S, MOST_S = 10.0, 60.0
"""Of the best moments, where no length was said."""


def trim_silence(timeline: Timeline, edit: TrimSilence, tell: Tell) -> Timeline:
    """Takes out the silent ranges of `facts`. None found is a remark, not an error, so that the edits after it go on.

    Nothing is remarked where all silences stay in because the picture moves there: the receipt tells that.
    """
    if not any(media.has_audio for media in used(timeline)):
        raise EditError("no_audio")
    if edit.facts is None:
        raise EditError("not_analysed")
    ranges = on_timeline(timeline, edit.facts)
    if not ranges:
        if not on_timeline(timeline, edit.moving or {}):
            tell("no_silence", least_s=edit.min_silence or 0.5)
        return timeline
    return drop(timeline, ranges)


def remove_fillers(timeline: Timeline, edit: RemoveFillers, tell: Tell) -> Timeline:
    """Takes out the ranges of `facts`."""
    if edit.facts is None:
        raise EditError("no_words")
    ranges = on_timeline(timeline, edit.facts)
    if not ranges:
        tell("no_fillers")
        return timeline
    return drop(timeline, ranges)


def trim(timeline: Timeline, edit: Trim, tell: Tell) -> Timeline:
    start, end, length = edit.start or 0.0, edit.end or 0.0, timeline.duration_s
    if start <= 0 and end <= 0:
        raise EditError("trim_how")
    if start + end > length - frame_s(timeline):
        raise EditError("trim_all", asked_s=start + end, length_s=length)
    return drop(timeline, [one for one in ((0.0, start), (length - end, length)) if one[1] - one[0] > NEAR_S])


def cut(timeline: Timeline, edit: Cut, tell: Tell) -> Timeline:
    return drop(timeline, [span(timeline, edit.from_, edit.to, tell)])


def keep(timeline: Timeline, edit: Keep, tell: Tell) -> Timeline:
    start, end = span(timeline, edit.from_, edit.to, tell)
    outside = [one for one in ((0.0, start), (end, timeline.duration_s)) if one[1] - one[0] > NEAR_S]
    return drop(timeline, outside) if outside else timeline


def duration(timeline: Timeline, edit: Duration, tell: Tell) -> Timeline:
    """Makes the whole that long: by a cut at the end, or by speed. What is short enough already stays as it is."""
    length = timeline.duration_s
    if edit.to < frame_s(timeline):
        raise EditError("empty_range")
    if edit.how == "speed":
        return motion.at_speed(timeline, length / edit.to, None, tell)
    if length <= edit.to + NEAR_S:
        tell("short_enough", length_s=length, asked_s=edit.to)
        return timeline
    return drop(timeline, [(edit.to, length)])


def wanted_s(asked: float | None, length_s: float) -> float:
    """Seconds that are to stay of a timeline by its best moments: without a length a third, between 10 s and a minute."""
    return asked if asked is not None else max(LEAST_S, min(MOST_S, round(length_s / 3)))


def best_moments(timeline: Timeline, edit: BestMoments, tell: Tell) -> Timeline:
    """Keeps only the pieces of `facts`. What is as short already stays as it is."""
    wanted, length = wanted_s(edit.to, timeline.duration_s), timeline.duration_s
    if wanted < frame_s(timeline):
        raise EditError("empty_range")
    if length <= wanted + NEAR_S:
        tell("short_enough", length_s=length, asked_s=wanted)
        return timeline
    if edit.facts is None:
        raise EditError("not_analysed")
    kept = merged(on_timeline(timeline, {media: [(start, end) for start, end, _ in pieces] for media, pieces in edit.facts.items()}))
    if not kept:
        raise EditError("no_moments")
    ends, starts = [0.0, *(end for _, end in kept)], [*(start for start, _ in kept), length]
    outside = [(end, start) for end, start in zip(ends, starts, strict=True) if start - end > NEAR_S]
    return drop(timeline, outside) if outside else timeline


def split_clip(timeline: Timeline, edit: Split, tell: Tell) -> Timeline:
    at = moment(timeline, edit.at)
    clips = split(timeline.clips, [at], frame_s(timeline))
    if len(clips) == len(timeline.clips):
        tell("already_split", at_s=at)
    return timeline.model_copy(update={"clips": clips})


def used(timeline: Timeline) -> tuple[Media, ...]:
    """The media on the main track, each once, in the order of the track."""
    return tuple(timeline.find(media) for media in dict.fromkeys(clip.media for clip in timeline.clips))


def shown_parts(timeline: Timeline, ranges: Mapping[str, Sequence[Range]]) -> dict[str, list[Range]]:
    """Of source ranges by media what any clip shows, in source seconds, in order and apart."""
    found: dict[str, list[Range]] = {}
    for media, of_media in ranges.items():
        clips = [clip for clip in timeline.clips if clip.media == media and not clip.hold_s]
        parts = ((max(start, clip.start_s), min(end, clip.end_s)) for start, end in of_media for clip in clips)
        found[media] = merged(part for part in parts if part[1] - part[0] > NEAR_S)
    return found


def on_timeline(timeline: Timeline, ranges: Mapping[str, Sequence[Range]]) -> list[Range]:
    """Source ranges by media as ranges of the timeline, wherever clips show them."""
    in_order = {media: merged(of_media) for media, of_media in ranges.items()}
    return [found for place in places(timeline.clips) for found in seen_in(place, in_order.get(place.clip.media, []))]


def seen_in(place: Place, ranges: Sequence[Range]) -> Iterable[Range]:
    """What the clip shows of source ranges that are in order and apart, in timeline seconds; of a transition the half that it owns."""
    clip = place.clip
    for index in range(bisect_right(ranges, clip.start_s, key=itemgetter(1)), len(ranges)):
        start, end = ranges[index]
        if start >= clip.end_s:
            break
        first, last = max(start, clip.start_s), min(end, clip.end_s)
        lead = clip.end_s - last if clip.reverse else first - clip.start_s
        begin = place.start_s + lead / clip.speed
        low, high = max(begin, place.from_s), min(begin + (last - first) / clip.speed, place.to_s)
        if high - low > NEAR_S:
            yield low, high
