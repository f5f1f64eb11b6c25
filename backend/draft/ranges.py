"""What a person says about a stretch of the timeline, made to fit it."""

from backend.draft.errors import EditError, Tell
from backend.draft.timeline import Timeline
from backend.draft.track import NEAR_S, Range, frame_s


def span(timeline: Timeline, start: float | None, end: float | None, tell: Tell) -> Range:
    """The range from `start` (None: the beginning) to `end` (None: the end). An end past the end is clamped and told.

    EditError where it starts past the end or is shorter than a frame.
    """
    length = timeline.duration_s
    first, last = max(0.0, start or 0.0), length if end is None else end
    if first > length - frame_s(timeline) + NEAR_S:
        raise EditError("past_end", at_s=first, length_s=length)
    if last > length + frame_s(timeline):
        tell("clamped", asked_s=last, length_s=length)
    last = min(last, length)
    if last - first < frame_s(timeline) - NEAR_S:
        raise EditError("empty_range")
    return first, last


def span_or_all(timeline: Timeline, start: float | None, end: float | None, tell: Tell) -> Range | None:
    """As `span`, but None where no range was said or it is the whole."""
    if start is None and end is None:
        return None
    first, last = span(timeline, start, end, tell)
    return None if first <= 0 and last >= timeline.duration_s - NEAR_S else (first, last)


def moment(timeline: Timeline, at: float) -> float:
    """A moment inside the timeline. EditError past its end."""
    if at < 0 or at > timeline.duration_s + NEAR_S:
        raise EditError("past_end", at_s=at, length_s=timeline.duration_s)
    return at


def clip_index(timeline: Timeline, number: int) -> int:
    """The 0-based index of a clip that a person counts from 1, or from the end with -1. EditError where there is none."""
    count = len(timeline.clips)
    index = number - 1 if number > 0 else count + number
    if number == 0 or not 0 <= index < count:
        raise EditError("no_such_clip", number=number, count=count)
    return index
