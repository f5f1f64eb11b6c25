"""The draft of the wire: tracks `t` with type `tt`, segments `sg`, durations `d` in milliseconds and metadata `m`.

One extra key, `x`, holds the whole timeline as JSON. It is the local backend's own: render reads it back, nobody else needs it.
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from backend.draft.check import check
from backend.draft.timeline import Timeline
from backend.draft.track import places
from backend.engine.captions import project_captions

VIDEO, MUSIC, LAYER, TEXT = 0, 1, 2, 7
"""Track types. 0, 1 and 7 are those of the contract; pictures over the picture have a number of our own."""


class DraftError(Exception):
    """A draft that is not one of ours, or was changed on the way."""


def draft_of(timeline: Timeline) -> dict[str, Any]:
    """The draft of a timeline; {} while there is no clip."""
    if not timeline.clips or timeline.canvas is None:
        return {}
    tracks = [_video(timeline), _music(timeline), _layers(timeline), _titles(timeline), _captions(timeline)]
    return {
        "t": [track for track in tracks if track["sg"]],
        "d": _ms(timeline.duration_s),
        "m": {"title": _name(timeline, timeline.clips[0].media), "width": timeline.canvas.width, "height": timeline.canvas.height},
        "x": timeline.model_dump(mode="json"),
    }


def timeline_of(draft: Mapping[str, Any]) -> Timeline:
    """The timeline of a draft. DraftError where `x` is missing, malformed, or says something else than the tracks."""
    if not draft:
        return Timeline()
    try:
        timeline = Timeline.model_validate(draft["x"])
        expected, wrong = draft_of(timeline), check(timeline)
    except (KeyError, ValueError, ZeroDivisionError) as error:
        raise DraftError("the draft holds no timeline") from error
    if wrong or any(draft.get(key) != expected.get(key) for key in ("t", "d", "m")):
        raise DraftError("the tracks of the draft do not fit its timeline")
    return timeline


def _ms(value_s: float) -> int:
    return round(value_s * 1000)


def _name(timeline: Timeline, media: str) -> str:
    return PurePath(timeline.find(media).name).stem


def _segment(start_s: float, end_s: float, **metadata: Any) -> dict[str, Any]:
    start = _ms(start_s)
    return {"d": max(1, _ms(end_s) - start), "m": {**metadata, "start": start}}


def _track(tt: int, segments: list[dict[str, Any]], **metadata: Any) -> dict[str, Any]:
    end = max((one["m"]["start"] + one["d"] for one in segments), default=0)
    return {"tt": tt, "d": end, "m": metadata, "sg": segments}


def _video(timeline: Timeline) -> dict[str, Any]:
    shown = places(timeline.clips)
    return _track(VIDEO, [
        _segment(place.start_s, place.start_s + place.clip.duration_s, name=_name(timeline, place.clip.media)) for place in shown
    ])


def volume_of(percent: float) -> float:
    """A volume as the wire reads it: percent above 2, and up to 2 a factor, so that 2 % is 0.02."""
    return round(percent) if percent > 2 else round(percent / 100, 4)


def _music(timeline: Timeline) -> dict[str, Any]:
    bed = timeline.music
    if bed is None:
        return _track(MUSIC, [])
    name = bed.name if bed.source.startswith("bed:") else PurePath(bed.name).stem
    return _track(MUSIC, [_segment(0.0, timeline.duration_s, name=name, volume=0 if bed.muted else volume_of(bed.volume))])


def _layers(timeline: Timeline) -> dict[str, Any]:
    end = timeline.duration_s
    return _track(LAYER, [
        _segment(one.from_s, end if one.to_s is None else one.to_s, name=_name(timeline, one.media)) for one in timeline.overlays
    ])


def _titles(timeline: Timeline) -> dict[str, Any]:
    end = timeline.duration_s
    return _track(TEXT, [
        _segment(one.from_s, end if one.to_s is None else one.to_s, text=one.text, color=one.color, position=one.position)
        for one in sorted(timeline.titles, key=lambda one: one.from_s)
    ], kind="titles")


def _captions(timeline: Timeline) -> dict[str, Any]:
    return _track(TEXT, [_segment(line.start_s, line.end_s, text=line.text) for line in project_captions(timeline)], kind="captions")
