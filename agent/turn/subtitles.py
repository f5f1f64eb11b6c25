"""SRT and VTT from the text tracks of a draft: no render, no credits, no message (contract 4.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from agent.client.clean import clean
from agent.errors import NothingToExport
from agent.turn.tracks import Segment, read


@dataclass(frozen=True, slots=True)
class Cue:
    """One text on screen, in milliseconds of the timeline."""

    start_ms: int
    end_ms: int
    text: str


def cues(draft: Mapping[str, Any] | None) -> tuple[Cue, ...]:
    """The texts by start, none if there is no text track. NothingToExport("subtitle_times") where a start is unreadable."""
    segments = [segment for track in read(draft) if track.label == "Title" for segment in track.segments]
    texts = [(segment, _text(segment)) for segment in segments]
    found = [_cue(segment, text) for segment, text in texts if text]
    return tuple(sorted(found, key=lambda cue: (cue.start_ms, cue.end_ms)))


def subtitles(draft: Mapping[str, Any] | None, form: Literal["srt", "vtt"]) -> str:
    """A whole file with LF and without a byte order mark; "" where there is no text."""
    found = cues(draft)
    if form == "srt":
        return "".join(f"{place}\n{_times(cue, ',')}\n{cue.text}\n\n" for place, cue in enumerate(found, 1))
    return "WEBVTT\n\n" + "".join(f"{_times(cue, '.')}\n{_escaped(cue.text)}\n\n" for cue in found) if found else ""


def _times(cue: Cue, point: str) -> str:
    return f"{_time(cue.start_ms, point)} --> {_time(cue.end_ms, point)}"


def _cue(segment: Segment, text: str) -> Cue:
    if segment.start_ms is None:
        raise NothingToExport("subtitle_times")
    start = round(segment.start_ms)
    return Cue(start, max(start + 1, round(segment.start_ms + (segment.length_ms or 0))), text)


def _text(segment: Segment) -> str:
    lines = (line.rstrip() for line in clean(segment.text).split("\n"))
    return "\n".join(line for line in lines if line).replace("-->", "->")


def _time(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
