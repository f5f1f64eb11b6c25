"""What of picture and sound is different between two timelines, with its values before and after."""

from collections.abc import Callable, Iterator, Sequence

from backend.draft.timeline import Clip, Timeline
from backend.draft.track import NEAR_S, places
from prompts import Say

Reading = Callable[[Clip], object]

NUMBERS: dict[str, Reading] = {
    "brightness": lambda clip: clip.picture.brightness, "contrast": lambda clip: clip.picture.contrast,
    "saturation": lambda clip: clip.picture.saturation, "look": lambda clip: clip.picture.look or "",
    "crop": lambda clip: clip.picture.crop, "zoom": lambda clip: clip.picture.zoom, "rotate": lambda clip: clip.picture.rotate,
    "flip": lambda clip: (clip.picture.flip_horizontal, clip.picture.flip_vertical), "sharpen": lambda clip: clip.picture.sharpen,
    "clip_gain": lambda clip: clip.sound.gain * 100,
}
"""What has a value in each clip; where clips differ, all their values are told in the order of the clips."""

STRETCHES: dict[str, Callable[[Clip], bool]] = {
    "stabilize": lambda clip: clip.picture.stabilize, "blur": lambda clip: clip.picture.blur, "reverse": lambda clip: clip.reverse,
    "hold": lambda clip: clip.hold_s > 0, "muted": lambda clip: clip.sound.muted, "denoise": lambda clip: clip.sound.denoise,
    "bleep": lambda clip: clip.sound.bleep,
}
"""What is or is not: so many seconds of the result have it."""


def looks_and_sound(before: Timeline, after: Timeline, say: Say) -> Iterator[str]:
    """A line for each value that is different."""
    for name, read in NUMBERS.items():
        was, now = _distinct(before, read), _distinct(after, read)
        if was != now and before.clips and after.clips:
            yield say("changes.value", name=name, was=_shown(name, was, say), now=_shown(name, now, say))
    measured = {name: (_seconds(before, has), _seconds(after, has)) for name, has in STRETCHES.items()}
    measured |= {name: (_of_music(before, name), _of_music(after, name)) for name in ("music_muted", "music_level")}
    for name, (was_s, now_s) in measured.items():
        if abs(was_s - now_s) > NEAR_S:
            yield say("changes.stretch", name=name, was_s=was_s, now_s=now_s,
                      all_was=_is_all(before, was_s), all_now=_is_all(after, now_s))
    if before.gain != after.gain:
        yield say("changes.gain", was=before.gain * 100, now=after.gain * 100)
    if before.lufs != after.lufs:
        yield say("changes.lufs", was=before.lufs, now=after.lufs)


def _distinct(timeline: Timeline, read: Reading) -> list[object]:
    return list(dict.fromkeys(read(clip) for clip in timeline.clips))


def _shown(name: str, values: Sequence[object], say: Say) -> list[str]:
    return [say("changes.one", name=name, value=value) for value in values]


def _seconds(timeline: Timeline, has: Callable[[Clip], bool]) -> float:
    return sum(place.to_s - place.from_s for place in places(timeline.clips) if has(place.clip))


def _of_music(timeline: Timeline, name: str) -> float:
    """Seconds in which the music is silent, or has a level of its own; none where there is no music."""
    bed = timeline.music
    if bed is None:
        return 0.0
    return sum(end - start for start, end, *_ in (bed.silent if name == "music_muted" else bed.levels))


def _is_all(timeline: Timeline, length_s: float) -> bool:
    return timeline.duration_s > 0 and abs(length_s - timeline.duration_s) <= NEAR_S
