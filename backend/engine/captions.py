"""Captions as they are seen: cues in source time, carried through the clips, broken into lines, with sensible times. Pure.

A cue follows its words through cuts, moves, repeats and changes of speed. Words whose sound is cut away go too; a cue that lies in a cut
is gone; a rest under 0.25 s is dropped. Reversed clips and held frames carry no captions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.draft.timeline import Clip, Cue, Timeline
from backend.engine.captionlayout import REST_S, TimedText, laid_out, spaced
from backend.engine.cuewords import TimedWord, timed_words

__all__ = ["Stretch", "TimedText", "meeting", "placed", "project_captions", "stretches"]

WHOLE = 0.7
"""A cue without word times stays whole when this share of it is kept: what was cut out of it was then most likely a pause."""

HEARD = 0.4
"""A word stays when this share of it is kept."""


@dataclass(frozen=True)
class Stretch:
    """A part of a cue that one clip shows: source seconds, and how they come onto the timeline."""

    start_s: float
    end_s: float
    clip: Clip
    at_s: float

    def on_timeline(self, source_s: float) -> float:
        """The timeline second of a source second, kept within the stretch."""
        inside = min(max(source_s, self.start_s), self.end_s)
        return self.at_s + (inside - self.clip.start_s) / self.clip.speed


def project_captions(timeline: Timeline) -> list[TimedText]:
    """The captions of the result in order, none overlapping another. Empty when there is no caption track."""
    if not timeline.captions:
        return []
    whole = stretches(timeline)
    shown = [
        caption
        for media, cues in timeline.captions.cues.items()
        for cue, passes in _played(cues, [part for part in whole if part.clip.media == media])
        for played in passes
        for caption in laid_out(_heard(cue, played), cue, timeline)
    ]
    return spaced(sorted(shown, key=lambda caption: caption.start_s), timeline.duration_s) if shown else []


def placed(timeline: Timeline) -> Iterator[tuple[float, Clip]]:
    """Each clip with the timeline second at which it starts; a transition overlaps it with the one before."""
    at_s = 0.0
    for number, clip in enumerate(timeline.clips):
        if number and clip.join:
            at_s -= clip.join.duration_s
        yield at_s, clip
        at_s += clip.duration_s


def stretches(timeline: Timeline) -> list[Stretch]:
    """Every clip that carries captions."""
    return [Stretch(clip.start_s, clip.end_s, clip, at_s) for at_s, clip in placed(timeline) if not (clip.reverse or clip.hold_s)]


def _played(cues: Sequence[Cue], clips: list[Stretch]) -> Iterator[tuple[Cue, list[list[Stretch]]]]:
    """Each cue with the times it is played: each one or more stretches that follow each other on the timeline and in the source."""
    for cue, clips_of_cue in zip(cues, meeting(cues, clips), strict=True):
        passes: list[list[Stretch]] = []
        for clip in clips_of_cue:
            stretch = replace(clip, start_s=max(cue.start_s, clip.start_s), end_s=min(cue.end_s, clip.end_s))
            if passes and _follows(passes[-1][-1], stretch):
                passes[-1].append(stretch)
            else:
                passes.append([stretch])
        yield cue, passes


def meeting(cues: Sequence[Cue], clips: list[Stretch]) -> list[list[Stretch]]:
    """For each cue the clips that show a part of it, in the order of the timeline: one sweep through the source."""
    found: list[list[Stretch]] = [[] for _ in cues]
    waiting = sorted(range(len(clips)), key=lambda number: clips[number].start_s, reverse=True)
    near: list[int] = []
    for index in sorted(range(len(cues)), key=lambda index: cues[index].start_s):
        cue = cues[index]
        while waiting and clips[waiting[-1]].start_s < cue.end_s:
            near.append(waiting.pop())
        near = [number for number in near if clips[number].end_s > cue.start_s]
        found[index] = [clips[number] for number in sorted(near) if clips[number].start_s < cue.end_s]
    return found


def _follows(before: Stretch, after: Stretch) -> bool:
    gap_s = after.on_timeline(after.start_s) - before.on_timeline(before.end_s)
    return after.start_s >= before.end_s - 0.001 and abs(gap_s) < REST_S


def _heard(cue: Cue, stretches: list[Stretch]) -> list[TimedWord]:
    """The words of the cue that these stretches let be heard, in timeline seconds."""
    kept_s = sum(stretch.end_s - stretch.start_s for stretch in stretches)
    words = timed_words(cue)
    if not cue.words and kept_s >= WHOLE * (cue.end_s - cue.start_s):
        heard = _respread(words, cue, stretches, kept_s)
    else:
        heard = [shown for word in words if (shown := _carried(word, stretches))]
    rest_s = heard[-1][1] - heard[0][0] if heard else 0.0
    return [] if len(heard) < len(words) and rest_s < REST_S else heard


def _carried(word: TimedWord, stretches: list[Stretch]) -> TimedWord | None:
    start_s, end_s, text = word
    shares = [(min(end_s, part.end_s) - max(start_s, part.start_s), -n) for n, part in enumerate(stretches)]
    if sum(max(0.0, share) for share, _ in shares) < HEARD * (end_s - start_s):
        return None
    best = stretches[-max(shares)[1]]
    return best.on_timeline(start_s), best.on_timeline(end_s), text


def _respread(words: list[TimedWord], cue: Cue, stretches: list[Stretch], kept_s: float) -> list[TimedWord]:
    """All words, spread over what is kept of the cue."""

    def moved(source_s: float) -> float:
        left_s = (source_s - cue.start_s) / (cue.end_s - cue.start_s) * kept_s
        for stretch in stretches:
            if left_s <= stretch.end_s - stretch.start_s + 1e-9:
                return stretch.on_timeline(stretch.start_s + left_s)
            left_s -= stretch.end_s - stretch.start_s
        return stretches[-1].on_timeline(stretches[-1].end_s)

    return [(moved(start_s), moved(end_s), text) for start_s, end_s, text in words]
