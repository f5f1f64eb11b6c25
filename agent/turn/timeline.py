"""A draft as a person reads it: the track summary, what changed, how long it is, its texts. All pure, all tolerant of foreign drafts."""

from collections.abc import Mapping
from typing import Any

from agent.turn.changes import diff
from agent.turn.subtitles import Cue, cues, subtitles
from agent.turn.summary import summary
from agent.turn.tracks import Segment, Track, number, read

__all__ = ["Cue", "Segment", "Track", "cues", "diff", "duration_s", "read", "subtitles", "summary"]


def duration_s(draft: Mapping[str, Any] | None) -> float | None:
    """The length of the result in seconds: the draft's own `d`, else the latest end on its tracks; None where neither is known."""
    own = number((draft or {}).get("d"))
    ends = [end for track in read(draft) for segment in track.segments if (end := segment.end_ms) is not None]
    milliseconds = own if own is not None else max(ends, default=None)
    return None if milliseconds is None else milliseconds / 1000
