"""Edits of how time runs: speed, direction, still frames, repetition."""

from collections.abc import Sequence
from itertools import pairwise

from backend.draft.errors import EditError, Tell
from backend.draft.ranges import moment, span_or_all
from backend.draft.rejoin import rejoined, tell_lost
from backend.draft.retime import Layer, Moved, retimed
from backend.draft.timeline import Clip, Join, Timeline
from backend.draft.track import Clips, Range, frame_s, isolate, merged, places, source_at, split, unjoin
from backend.edits import Freeze, Loop, Reverse, Speed

SLOWEST, FASTEST, AUDIBLE = 0.1, 100.0, 4.0
"""Factors of speed that are possible, and above which nothing can be understood: the engine leaves the sound out."""
FREEZE_S = 1.0
LONGEST_S = 6 * 3600.0


def speed(timeline: Timeline, edit: Speed, tell: Tell) -> Timeline:
    """Plays the whole or a range faster or slower; transitions inside keep their share. The sound is left out above 4 times."""
    return at_speed(timeline, edit.factor, span_or_all(timeline, edit.from_, edit.to, tell), tell)


def at_speed(timeline: Timeline, factor: float, part: Range | None, tell: Tell) -> Timeline:
    """As `speed`, with a range that fits the timeline or None for the whole."""
    if not SLOWEST <= factor <= FASTEST:
        raise EditError("speed_range", least=SLOWEST, most=FASTEST)
    parts = isolate(timeline, part)
    before, inside, after = parts.before, parts.inside, parts.after
    start = sum(clip.duration_s for clip in before) - _overlaps(before)
    length = sum(clip.duration_s for clip in inside) - _overlaps(inside)
    faster = tuple(_faster(clip, factor) for clip in inside)
    if any(not SLOWEST / 4 <= clip.speed <= FASTEST for clip in faster):
        raise EditError("speed_range", least=SLOWEST, most=FASTEST)
    if any(clip.speed > AUDIBLE and timeline.find(clip.media).has_audio for clip in faster):
        tell("too_fast_to_hear", most=AUDIBLE)
    again = retimed(timeline, before + faster + after, _scaled((start, start + length), factor))
    return _limited(rejoined(again, parts.lost))


def _overlaps(clips: Clips) -> float:
    return sum(clip.join.duration_s for clip in clips[1:] if clip.join)


def _faster(clip: Clip, factor: float) -> Clip:
    join = clip.join and Join(kind=clip.join.kind, duration_s=round(clip.join.duration_s / factor, 6))
    if clip.hold_s:
        return clip.model_copy(update={"hold_s": round(clip.hold_s / factor, 6), "join": join})
    return clip.model_copy(update={"speed": round(clip.speed * factor, 6), "join": join})


def _scaled(part: Range, factor: float) -> Moved:
    start, end = part

    def moved(at_s: float) -> float:
        inside = min(max(at_s - start, 0.0), end - start)
        return min(at_s, start) + inside / factor + max(0.0, at_s - end)

    return moved


def reverse(timeline: Timeline, edit: Reverse, tell: Tell) -> Timeline:
    """Plays the whole or a range backwards; each transition stays between its two clips."""
    part = span_or_all(timeline, edit.from_, edit.to, tell)
    parts = isolate(timeline, part)
    inside = parts.inside
    turned = [clip.model_copy(update={"reverse": not clip.reverse, "join": None}) for clip in reversed(inside)]
    joins = [later.join for _, later in pairwise(inside)][::-1]
    turned[1:] = [clip.model_copy(update={"join": join}) for clip, join in zip(turned[1:], joins, strict=True)]
    if timeline.captions:
        tell("reversed_captions")
    after = rejoined(timeline.model_copy(update={"clips": parts.before + tuple(turned) + parts.after}), parts.lost)
    tell_lost(timeline, after, tell)
    return after


def freeze(timeline: Timeline, edit: Freeze, tell: Tell) -> Timeline:
    """Holds the frame at that moment (1 s unless said); what comes after it moves back."""
    at, length, frame = moment(timeline, edit.at), edit.duration or FREEZE_S, frame_s(timeline)
    if length < frame:
        raise EditError("empty_range")
    clips = split(timeline.clips, [at], frame)
    own = places(clips)
    index = next((number for number, place in enumerate(own) if at < place.to_s - frame / 2), len(own) - 1)
    last = index == len(own) - 1 and at >= own[index].to_s - frame / 2
    clip = own[index].clip
    shown = min(max(source_at(own[index], at), clip.start_s), max(clip.start_s, clip.end_s - frame))
    still = clip.model_copy(update={
        "start_s": round(shown, 6), "end_s": round(shown, 6), "speed": 1.0, "reverse": False, "hold_s": length, "join": None,
    })
    where = index + 1 if last else index
    clips = unjoin(clips, (where,))
    return _limited(retimed(timeline, (*clips[:where], still, *clips[where:]), lambda time: time + length if time > at else time))


def loop(timeline: Timeline, edit: Loop, tell: Tell) -> Timeline:
    """Plays the whole that many times, with its titles, overlays and silenced music. Chapter marks stay in the first round."""
    if not 2 <= edit.times <= 100:
        raise EditError("loop_times")
    length, bed = timeline.duration_s, timeline.music
    rounds = [length * number for number in range(edit.times)]
    silent = merged((start + at, end + at) for at in rounds for start, end in bed.silent) if bed else []
    levels = [(round(start + at, 6), round(end + at, 6), factor) for at in rounds for start, end, factor in bed.levels] if bed else []
    return _limited(timeline.model_copy(update={
        "clips": timeline.clips * edit.times,
        "titles": _repeated(timeline.titles, rounds, length),
        "overlays": _repeated(timeline.overlays, rounds, length),
        "music": bed and bed.model_copy(update={"silent": tuple((round(start, 6), round(end, 6)) for start, end in silent),
                                                "levels": tuple(levels)}),
    }))


def _repeated(layers: tuple[Layer, ...], rounds: Sequence[float], length_s: float) -> tuple[Layer, ...]:
    """The layers in each round; one over the whole stays one."""
    through = tuple(one for one in layers if one.from_s <= 0 and one.to_s is None)
    parts = [one for one in layers if one not in through]
    return through + tuple(
        one.model_copy(update={"from_s": round(one.from_s + at, 6), "to_s": round(at + (length_s if one.to_s is None else one.to_s), 6)})
        for at in rounds for one in parts)


def _limited(timeline: Timeline) -> Timeline:
    if timeline.duration_s > LONGEST_S:
        raise EditError("too_long", most_s=LONGEST_S)
    return timeline
