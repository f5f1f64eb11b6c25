"""What is heard of the clips, in samples: the sound of a shot is exactly as long as its frames. No I/O."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backend.draft.timeline import Timeline
from backend.engine.shots import Placed

SAMPLE_RATE = 48_000

CUT_FADE_S = Fraction(15, 1000)
"""Fade of the sound on each side of a cut, against clicks."""

LOUDEST_SPEED = 4
"""Sound of a clip faster than this is left out: nobody understands it."""


@dataclass(frozen=True)
class Voice:
    """Sound of one clip: samples [at, at + samples) of the result, from source second `start` on. The fades are in samples.

    `gain_before`: the gain from which a sound that just goes on comes, else its own.
    """

    media: str
    at: int
    samples: int
    start: Fraction
    speed: Fraction
    reverse: bool
    gain: float
    gain_before: float
    denoise: bool
    bleep: bool
    fade_in: int
    fade_out: int


def sample(frame: int, rate: Fraction) -> int:
    """The sample at which a frame begins."""
    return round(frame * SAMPLE_RATE / rate)


def voices(timeline: Timeline, placed: Sequence[Placed], rate: Fraction) -> Iterator[Voice]:
    """All stretches that can be heard, in order; two overlap where a transition does."""
    for index, item in enumerate(placed):
        following = placed[index + 1] if index + 1 < len(placed) else None
        if _is_heard(timeline, item):
            goes_on = item.follows and index > 0 and _is_heard(timeline, placed[index - 1])
            yield _voice(item, following, rate, gain_before=placed[index - 1].clip.sound.gain if goes_on else item.clip.sound.gain)


def _is_heard(timeline: Timeline, item: Placed) -> bool:
    sound = item.clip.sound
    audible = timeline.find(item.clip.media).has_audio and not item.shot.still and item.shot.speed <= LOUDEST_SPEED
    return audible and not sound.muted and sound.gain > 0


def _voice(item: Placed, following: Placed | None, rate: Fraction, *, gain_before: float) -> Voice:
    clip, shot = item.clip, item.shot
    at = sample(item.first, rate)
    return Voice(
        media=clip.media,
        at=at,
        samples=sample(item.last, rate) - at,
        start=shot.start,
        speed=shot.speed,
        reverse=shot.reverse,
        gain=clip.sound.gain,
        gain_before=gain_before,
        denoise=clip.sound.denoise,
        bleep=clip.sound.bleep,
        fade_in=_fade(item, rate),
        fade_out=_fade(following, rate) if following else round(CUT_FADE_S * SAMPLE_RATE),
    )


def _fade(at_start_of: Placed, rate: Fraction) -> int:
    """Samples of the fade at the border before a clip: as long as a transition, short at a cut, none where the source just goes on."""
    if at_start_of.overlap:
        return sample(at_start_of.overlap, rate)
    return 0 if at_start_of.follows else round(CUT_FADE_S * SAMPLE_RATE)
