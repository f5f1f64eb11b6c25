"""What lies over the main track when clips go, come or change their speed.

Titles, overlays and chapters follow the pictures they were put on.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TypeVar

from backend.draft.errors import EditError
from backend.draft.timeline import Chapter, Fades, MusicBed, OverlayPicture, Timeline, TitleText
from backend.draft.track import NEAR_S, Clips, Range, fitting, frame_s, merged, owned_by, places, split, unjoin

Layer = TypeVar("Layer", TitleText, OverlayPicture)
Moved = Callable[[float], float]
READABLE_S = 3.0
"""A text that was at least this long is not made shorter by a cut under it."""


def drop(timeline: Timeline, ranges: Iterable[Range]) -> Timeline:
    """The timeline without those ranges. EditError where nothing would be left."""
    asked = merged(ranges)
    clips = split(timeline.clips, [moment for span in asked for moment in span], frame_s(timeline))
    gone = owned_by(clips, asked)
    if all(gone):
        raise EditError("nothing_left")
    removed = merged((place.from_s, place.to_s) for place, out in zip(places(clips), gone, strict=True) if out)
    borders = [index for index in range(1, len(clips)) if gone[index] or gone[index - 1]]
    kept = tuple(clip for clip, out in zip(unjoin(clips, borders), gone, strict=True) if not out)
    return retimed(timeline, kept, without(removed))


def without(removed: list[Range]) -> Moved:
    """Where a moment comes to lie when merged ranges are taken out."""
    starts = [start for start, _ in removed]
    sums = [0.0, *accumulate(end - start for start, end in removed)]

    def moved(at_s: float) -> float:
        index = bisect_right(starts, at_s)
        inside = max(0.0, removed[index - 1][1] - at_s) if index else 0.0
        return at_s - sums[index] + inside

    return moved


def retimed(timeline: Timeline, clips: Clips, moved: Moved) -> Timeline:
    """The timeline with other clips on the main track, and everything over it where `moved` says."""
    timeline = timeline.model_copy(update={"clips": clips})
    return timeline.model_copy(update={
        "titles": tuple(_layer(title, moved, READABLE_S) for title in timeline.titles),
        "overlays": tuple(_layer(overlay, moved, 0.0) for overlay in timeline.overlays),
        "chapters": tuple(Chapter(at_s=round(moved(mark.at_s), 3), name=mark.name) for mark in timeline.chapters),
        "music": timeline.music and _music(timeline.music, moved),
    })


def _music(music: MusicBed, moved: Moved) -> MusicBed:
    silent = ((round(moved(start), 6), round(moved(end), 6)) for start, end in music.silent)
    levels = ((round(moved(start), 6), round(moved(end), 6), factor) for start, end, factor in music.levels)
    return music.model_copy(update={"silent": tuple(one for one in silent if one[1] - one[0] > NEAR_S),
                                    "levels": tuple(one for one in levels if one[1] - one[0] > NEAR_S)})


def _layer(layer: Layer, moved: Moved, readable_s: float) -> Layer:
    start = round(moved(layer.from_s), 6)
    if layer.to_s is None:
        return layer.model_copy(update={"from_s": start})
    least = min(layer.to_s - layer.from_s, readable_s)
    return layer.model_copy(update={"from_s": start, "to_s": round(max(moved(layer.to_s), start + least), 6)})


def settle(timeline: Timeline) -> Timeline:
    """The timeline in order after an edit: no clip under a frame, transitions that fit, nothing past the end.

    EditError where nothing is left.
    """
    frame = frame_s(timeline)
    timeline = timeline.model_copy(update={"clips": fitting(timeline.clips, frame - NEAR_S)})
    if not timeline.clips:
        raise EditError("nothing_left")
    end = timeline.duration_s
    return timeline.model_copy(update={
        "titles": _inside(timeline.titles, end, frame),
        "overlays": _inside(timeline.overlays, end, frame),
        "chapters": _chapters(timeline.chapters, end),
        "fades": _fades(timeline.fades, end),
    })


def _inside(layers: tuple[Layer, ...], end_s: float, frame: float) -> tuple[Layer, ...]:
    kept = (layer for layer in layers if layer.from_s <= end_s - frame)
    fitted = (layer if layer.to_s is None or layer.to_s <= end_s else layer.model_copy(update={"to_s": round(end_s, 6)}) for layer in kept)
    return tuple(layer for layer in fitted if layer.to_s is None or layer.to_s - layer.from_s >= frame - NEAR_S)


def _chapters(marks: tuple[Chapter, ...], end_s: float) -> tuple[Chapter, ...]:
    by_time = {mark.at_s: mark for mark in reversed(marks) if mark.at_s < end_s}
    return tuple(by_time[at] for at in sorted(by_time))


def _fades(fades: Fades, end_s: float) -> Fades:
    values = fades.model_dump()
    for kind in ("video", "audio"):
        both = values[f"{kind}_in_s"] + values[f"{kind}_out_s"]
        if both > end_s:
            values |= {f"{kind}_{side}_s": values[f"{kind}_{side}_s"] * end_s / both for side in ("in", "out")}
    return Fades(**values)
