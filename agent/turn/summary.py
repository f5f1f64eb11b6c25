"""The track summary of the contract (4.3), one line whatever the draft is."""

import math
from collections.abc import Mapping
from typing import Any

from agent.turn.tracks import Segment, Track, read


def summary(draft: Mapping[str, Any] | None) -> str:
    """`Timeline (2 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%)`."""
    tracks = read(draft)
    items = "".join(f" {place}. {_item(track)}" for place, track in enumerate(tracks, 1))
    plural = "" if len(tracks) == 1 else "s"
    return f"Timeline ({len(tracks)} track{plural}){':' if items else ''}{items}"


def _item(track: Track) -> str:
    if not track.segments:
        return f"{track.label} (empty)"
    name = track.segments[0].name
    if name and track.label == "Title":
        name = f'"{name}"'
    more = f" +{len(track.segments) - 1} more" if name and len(track.segments) > 1 else ""
    facts = [fact for fact in (span(track), _percent(track)) if fact]
    return f"{track.label}{': ' + name if name else ''}{more}" + (f" ({', '.join(facts)})" if facts else "")


def _percent(track: Track) -> str:
    percent = next((segment.percent for segment in track.segments if segment.percent is not None), None)
    return f"{percent}%" if track.label == "BGM" and percent is not None else ""


def span(track: Track) -> str:
    """`0-10s` from the earliest start to the latest end; a bare `3s` where no start is known; "" where nothing is."""
    return span_of(track.segments) or ("" if track.length_ms is None else f"{tenths(track.length_ms)}s")


def span_of(segments: tuple[Segment, ...]) -> str:
    """The span of some segments, by the same rule."""
    starts = [segment.start_ms for segment in segments if segment.start_ms is not None]
    ends = [end for segment in segments if (end := segment.end_ms) is not None]
    if starts and ends:
        return f"{tenths(min(starts))}-{tenths(max(ends))}s"
    lengths = [segment.length_ms for segment in segments if segment.length_ms is not None]
    return f"{tenths(sum(lengths))}s" if lengths and not starts else ""


def tenths(milliseconds: float) -> str:
    """Seconds rounded half up to a tenth, without `.0`."""
    whole, tenth = divmod(math.floor(milliseconds / 100 + 0.5), 10)
    return f"{whole}.{tenth}" if tenth else str(whole)
