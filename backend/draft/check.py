"""What holds for every timeline, whatever was done to it."""

from collections.abc import Iterator
from itertools import chain

from backend.draft.timeline import Clip, Timeline
from backend.draft.track import NEAR_S, frame_s, overlap_s


def check(timeline: Timeline) -> list[str]:
    """What is wrong with a timeline, for developers; an empty list if all is well. Tests ask after each edit."""
    return list(chain(_clips(timeline), _joins(timeline), _canvas(timeline), _layers(timeline)))


def _clips(timeline: Timeline) -> Iterator[str]:
    frame = frame_s(timeline)
    for number, clip in enumerate(timeline.clips, 1):
        media = timeline.find(clip.media)
        if clip.duration_s < frame - 2 * NEAR_S:
            yield f"clip {number} is shorter than a frame: {clip.duration_s}"
        if clip.start_s < 0 or clip.end_s < clip.start_s or clip.end_s > media.duration_s + NEAR_S:
            yield f"clip {number} is outside its source: {clip.start_s}..{clip.end_s} of {media.duration_s}"
        if clip.speed <= 0 or clip.hold_s < 0 or clip.sound.gain < 0:
            yield f"clip {number} has a negative value"
        yield from _picture(number, clip)


def _picture(number: int, clip: Clip) -> Iterator[str]:
    crop, looks = clip.picture.crop, clip.picture
    if min(crop.left, crop.top, crop.right, crop.bottom) < 0 or max(crop.left + crop.right, crop.top + crop.bottom) > 95:
        yield f"clip {number} is cropped away"
    if looks.rotate % 90 or not 0 <= looks.rotate < 360 or looks.zoom < 1:
        yield f"clip {number} is turned or zoomed oddly"
    if max(abs(looks.brightness), abs(looks.contrast), abs(looks.saturation)) > 100:
        yield f"clip {number} has a colour out of range"


def _joins(timeline: Timeline) -> Iterator[str]:
    clips = timeline.clips
    if clips and clips[0].join:
        yield "the first clip has a transition into it"
    for number, clip in enumerate(clips, 1):
        following = clips[number] if number < len(clips) else None
        both = overlap_s(clip) + (overlap_s(following) if following else 0.0)
        if clip.join and clip.join.duration_s <= 0:
            yield f"the transition into clip {number} has no length"
        if both >= clip.duration_s:
            yield f"the transitions of clip {number} are longer than it: {both} of {clip.duration_s}"


def _canvas(timeline: Timeline) -> Iterator[str]:
    canvas = timeline.canvas
    if timeline.clips and canvas is None:
        yield "there are clips and no frame"
    if canvas and (min(canvas.width, canvas.height) < 2 or canvas.width % 2 or canvas.height % 2):
        yield f"odd frame: {canvas.width}x{canvas.height}"


def _layers(timeline: Timeline) -> Iterator[str]:
    end = timeline.duration_s + NEAR_S
    spans = [(one.from_s, one.to_s) for one in timeline.titles] + [(one.from_s, one.to_s) for one in timeline.overlays]
    for start, stop in spans:
        if start < 0 or start > end or (stop is not None and not start < stop <= end):
            yield f"a title or overlay is outside the result: {start}..{stop} of {end}"
    fades = timeline.fades
    sums = (fades.video_in_s + fades.video_out_s, fades.audio_in_s + fades.audio_out_s)
    if min(fades.video_in_s, fades.video_out_s, fades.audio_in_s, fades.audio_out_s) < 0 or max(sums) > end:
        yield "the fades are longer than the result"
    if any(not 0 <= mark.at_s < end for mark in timeline.chapters):
        yield "a chapter is outside the result"
    if timeline.gain < 0 or (timeline.music and timeline.music.volume < 0):
        yield "a volume is negative"
