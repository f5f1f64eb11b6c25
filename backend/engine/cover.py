"""Which frame of a timeline makes a good cover: sharp, neither black nor burnt out, at rest, and in no transition or fade. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from backend.draft.timeline import Timeline
from backend.draft.track import Place, overlap_s, places
from backend.engine.looks import Look

DARK, LIGHT = 40.0, 215.0
"""Mean levels of 255 between which a picture is well lit."""
MOVED, NEW_SCENE_S, BLURRED = 2.0, 0.5, 0.5
"""What a picture loses for each share of it that moves, for a new scene so shortly before or after it, and where it is blurred."""


def cover_s(timeline: Timeline, looks: Mapping[str, Sequence[Look]]) -> float:
    """The moment, in seconds of the timeline. Without a look that can be used it is the middle."""
    found = [(at, look, place) for place, ends in _whole(timeline) for at, look in _seen(place, ends, looks)]
    if not found:
        return timeline.duration_s / 2
    sharpest = max(look.sharp for _, look, _ in found) or 1.0
    scenes = {media: [look.at_s for look in known if look.scene] for media, known in looks.items()}

    def worth(one: tuple[float, Look, Place]) -> float:
        _, look, place = one
        ill_lit = max(0.0, DARK - look.light) / DARK + max(0.0, look.light - LIGHT) / (255 - LIGHT)
        new = any(abs(look.at_s - scene) < NEW_SCENE_S for scene in scenes[place.clip.media])
        return look.sharp / sharpest - 2 * ill_lit - MOVED * look.moved - 0.3 * new - BLURRED * place.clip.picture.blur

    return round(max(found, key=worth)[0], 3)


def _whole(timeline: Timeline) -> Iterator[tuple[Place, tuple[float, float]]]:
    """Each clip with the stretch in which nothing but it is seen: no transition, no fade from or to black."""
    own = places(timeline.clips)
    for index, place in enumerate(own):
        after = own[index + 1].clip if index + 1 < len(own) else None
        first = max(place.start_s + (overlap_s(place.clip) if index else 0.0), timeline.fades.video_in_s)
        last = place.start_s + place.clip.duration_s - (overlap_s(after) if after else 0.0)
        yield place, (first, min(last, timeline.duration_s - timeline.fades.video_out_s))


def _seen(place: Place, ends: tuple[float, float], looks: Mapping[str, Sequence[Look]]) -> Iterator[tuple[float, Look]]:
    clip = place.clip
    for look in looks.get(clip.media, ()) if not clip.hold_s else ():
        if clip.start_s <= look.at_s < clip.end_s:
            at = place.start_s + (clip.end_s - look.at_s if clip.reverse else look.at_s - clip.start_s) / clip.speed
            if ends[0] <= at < ends[1]:
                yield at, look
