"""What a foreign draft tells of its tracks: each fact where it is first found, and left out where it is not (contract 4.1, 4.3)."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from agent.client.clean import clean_line

Json = Mapping[str, Any]
Label = Literal["Video", "BGM", "Title", "Layer"]
_LABELS: Mapping[int, Label] = {0: "Video", 1: "BGM", 7: "Title"}
_NAMES = ("name", "title", "text", "content")
_STARTS = ("start", "start_time", "st")
_VOLUMES = ("volume", "vol")
_MEDIA_LINK = re.compile(r"(?:https?://|file:/|/)\S+|[^\s/]+\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a track. Milliseconds; None and "" where the draft does not say."""

    name: str = ""
    text: str = ""
    start_ms: float | None = None
    length_ms: float | None = None
    percent: int | None = None
    color: str = ""
    position: str = ""

    @property
    def end_ms(self) -> float | None:
        """Where it ends, if both facts are known."""
        return None if self.start_ms is None or self.length_ms is None else self.start_ms + self.length_ms


@dataclass(frozen=True, slots=True)
class Track:
    """A track of a draft, in the draft's order. `length_ms` is the track's own, where it gives one."""

    label: Label
    segments: tuple[Segment, ...]
    length_ms: float | None = None


def read(draft: Json | None) -> tuple[Track, ...]:
    """The tracks of a draft; whatever it is, this never fails."""
    tracks = (draft or {}).get("t")
    return tuple(_track(track if isinstance(track, Mapping) else {}) for track in tracks) if isinstance(tracks, list) else ()


def _track(track: Json) -> Track:
    kind = number(track.get("tt"))
    label = _LABELS.get(int(kind), "Layer") if kind is not None and kind == int(kind) else "Layer"
    items = track.get("sg")
    segments = [_segment(item, track) for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    if label in ("Video", "BGM"):
        segments = list(_end_to_end(segments))
    return Track(label, tuple(segments), number(track.get("d")))


def _segment(segment: Json, track: Json) -> Segment:
    own = (_meta(segment), segment)
    places = (*own, _meta(track), track)
    text = _first_text(own, ("text", "content", "name", "title"))
    volume = _first_number(places, _VOLUMES)
    percent = None if volume is None else math.floor((volume * 100 if volume <= 2 else volume) + 0.5)
    return Segment(
        name=clean_line(_first_text(places, _NAMES)) or _file_name(own), text=text,
        start_ms=_first_number((segment, _meta(segment)), _STARTS), length_ms=_first_number((segment, _meta(segment)), ("d",)),
        percent=percent,
        color=clean_line(_first_text(own, ("color",)), 30), position=clean_line(_first_text(own, ("position",)), 30),
    )  # fmt: skip


def _end_to_end(segments: list[Segment]) -> Iterator[Segment]:
    """Without any start, the segments of a video or sound track follow each other from 0."""
    if any(segment.start_ms is not None for segment in segments):
        yield from segments
        return
    at: float | None = 0.0
    for segment in segments:
        known = at is not None and segment.length_ms is not None
        yield Segment(segment.name, segment.text, at, segment.length_ms, segment.percent, segment.color, segment.position)
        at = at + segment.length_ms if known and at is not None and segment.length_ms is not None else None


def _meta(thing: Json) -> Json:
    meta = thing.get("m")
    return meta if isinstance(meta, Mapping) else {}


def _first_text(places: tuple[Json, ...], keys: tuple[str, ...]) -> str:
    found = (place.get(key) for place in places for key in keys)
    return next((value for value in found if isinstance(value, str) and value.strip()), "")


def _first_number(places: tuple[Json, ...], keys: tuple[str, ...]) -> float | None:
    found = (number(place.get(key)) for place in places for key in keys)
    return next((value for value in found if value is not None), None)


def _file_name(places: tuple[Json, ...]) -> str:
    """The file name of the first media link among the values."""
    for place in places:
        for value in place.values():
            if isinstance(value, str) and _MEDIA_LINK.fullmatch(value.strip()):
                return clean_line(PurePosixPath(unquote(_path(value.strip()))).name)
    return ""


def _path(link: str) -> str:
    try:
        return urlsplit(link).path
    except ValueError:
        return ""


def number(value: Any) -> float | None:
    """A finite number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 1e15 and math.isfinite(value) else None
