"""The voice track: the sound of all clips at its sample, block by block, so that memory does not grow with length."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.engine.audio import CHANNELS, levels, samples
from backend.engine.heard import CUT_FADE_S, SAMPLE_RATE, Voice
from backend.engine.run import ffmpeg, place, raw
from backend.engine.store import key_of

BLOCK = 10 * SAMPLE_RATE
RAMP = round(CUT_FADE_S * SAMPLE_RATE)
"""Samples in which one gain becomes another where the sound goes on, against clicks."""

Sound = NDArray[np.float32]

REDUCTION_DB = 12
"""At most: more of it eats the voice."""

ABOVE_FLOOR_DB = 6
"""The filter reaches its full reduction when it takes the noise for this much louder than its mean power."""

BLEEP_HZ, BLEEP_PEAK = 1000.0, 0.2
"""The tone that television puts over words, at -14 dBFS: clear, not louder than speech."""

SLOWEST, FASTEST = 0.5, 2.0
"""Tempo that one atempo changes without leaving samples out; more is done in steps."""


def assemble(voices: Sequence[Voice], sounds: Mapping[Voice, Path], length: int, target: Path) -> None:
    """Write `length` samples as raw 32-bit float stereo at 48 kHz. Blocks. `sounds` holds for each voice the raw sound it plays from;
    a voice that is faster or slower has its own, already stretched.
    """
    opened = {path: samples(path) for path in set(sounds.values())}
    with target.open("wb") as file:
        for first in range(0, length, BLOCK):
            block = np.zeros((min(BLOCK, length - first), CHANNELS), np.float32)
            for voice in voices:
                if voice.at < first + len(block) and voice.at + voice.samples > first:
                    _add(block, first, voice, opened[sounds[voice]])
            file.write(block.tobytes())


def _add(block: Sound, first: int, voice: Voice, sound: NDArray[np.int16]) -> None:
    begin, end = max(first, voice.at), min(first + len(block), voice.at + voice.samples)
    offset, count = begin - voice.at, end - begin
    block[begin - first : end - first] += _read(voice, sound, offset, count) * _envelope(voice, offset, count)[:, None]


def _read(voice: Voice, sound: NDArray[np.int16], offset: int, count: int) -> Sound:
    """`count` samples of a voice from its own sample `offset` on, silence where the source has none."""
    if voice.bleep:
        return _tone(voice, offset, count)
    origin = 0 if voice.speed != 1 else round(voice.start * SAMPLE_RATE)
    start = origin + (voice.samples - offset - count if voice.reverse else offset)
    found = np.zeros((count, CHANNELS), np.float32)
    part = sound[max(0, start) : max(0, start + count)]
    shift = max(0, -start)
    found[shift : shift + len(part)] = part.astype(np.float32) / 32768
    return found[::-1] if voice.reverse else found


def _tone(voice: Voice, offset: int, count: int) -> Sound:
    """`count` samples of the tone that stands in for a voice, in the phase of the result so that pieces of it join."""
    at = np.arange(voice.at + offset, voice.at + offset + count, dtype=np.float64)
    wave = (BLEEP_PEAK * np.sin(2 * np.pi * BLEEP_HZ / SAMPLE_RATE * at)).astype(np.float32)
    return np.repeat(wave[:, None], CHANNELS, axis=1)


def _envelope(voice: Voice, offset: int, count: int) -> Sound:
    """Gain of each sample. The fades are quarter sines: two that cross keep the loudness."""
    at = np.arange(offset, offset + count, dtype=np.float32)
    step = (voice.gain_before - voice.gain) * np.clip(1 - at / RAMP, 0, 1)
    gain = (voice.gain + step).astype(np.float32)
    half = voice.samples // 2
    if fade := min(voice.fade_in, half):
        gain *= np.sin(np.clip((at + 0.5) / fade, 0, 1) * np.float32(np.pi / 2))
    if fade := min(voice.fade_out, half):
        gain *= np.sin(np.clip((voice.samples - at - 0.5) / fade, 0, 1) * np.float32(np.pi / 2))
    return gain


async def cleaned(sound: Path, kept: Path) -> Path:
    """The whole raw sound with its noise lowered, once for a media, so that the measure of the noise does not start anew at each cut."""
    target = kept / f"{key_of(sound.name, REDUCTION_DB, ABOVE_FLOOR_DB)}.s16"
    if not target.exists():
        floor_db = await asyncio.to_thread(noise_floor_db, sound)
        noise_db = min(-20.0, max(-80.0, floor_db + ABOVE_FLOOR_DB))
        await _filtered(raw(sound), f"afftdn=nr={REDUCTION_DB}:nf={noise_db:.1f}", target)
    return target


def noise_floor_db(sound: Path) -> float:
    """The level in dBFS that the softest tenth of a sound stays below; digital silence does not count. -80 where there is no sound."""
    found = levels(sound)
    heard = found[found > -100]
    return float(np.percentile(heard, 10)) if len(heard) else -80.0


async def stretched(voice: Voice, sound: Path, folder: Path) -> Path:
    """The sound of one voice at its speed, pitch kept."""
    target = folder / f"{key_of(voice, sound.name)}.s16"
    extent_s = float(voice.samples * voice.speed / SAMPLE_RATE)
    taken = raw(sound, "-ss", f"{float(voice.start):.6f}", "-t", f"{extent_s:.6f}")
    if not target.exists():
        await _filtered(taken, tempo(float(voice.speed)), target)
    return target


async def _filtered(taken: list[str], filters: str, target: Path) -> None:
    part = target.with_suffix(".part")
    try:
        await ffmpeg([*taken, "-af", filters, "-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", str(CHANNELS), place(part)])
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def tempo(speed: float) -> str:
    """The filters for a speed: `atempo` in steps of at most a factor of two."""
    steps = []
    while not SLOWEST <= speed <= FASTEST:
        step = SLOWEST if speed < SLOWEST else FASTEST
        steps.append(step)
        speed /= step
    return ",".join(f"atempo={step:.6f}" for step in [*steps, speed])
