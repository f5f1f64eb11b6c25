"""Background music that is computed: free of rights, the same every time, looping without a seam, ready in about a second.

`bed("calm", 90.0, target)` writes a WAV file (48 kHz, stereo, 16 bit). The arrangement wraps round its end, filters and echoes included.
"""

import functools
import wave
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.engine.moods import BEDS, DEFAULT, MOODS, Bed, Chord, Part, bed_of
from backend.engine.synth import BEATS, RATE, VOICES, Rng, Wave

__all__ = ["DEFAULT", "MOODS", "bed", "bed_of", "loop"]

Stereo = NDArray[np.float32]

BARS = 16
BEATS_PER_BAR = 4
ROUND = 9600
"""Loops are a multiple of this many samples: the transforms of such lengths are fast."""

RMS_DB = -19.0
"""Mean power of the finished bed: near -18 LUFS, so that 35 % lies well under a voice."""

PEAK = 0.89


def bed(mood: str, duration_s: float, target: Path) -> None:
    """Write `duration_s` seconds of the bed for `mood` to `target`. Blocks for about a second; call it in a thread."""
    music = loop(bed_of(mood))
    left = round(duration_s * RATE)
    part = target.with_name(f"{target.name}.part")
    with wave.open(str(part), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        while left > 0:
            file.writeframesraw(music[:left].tobytes())
            left -= len(music)
    part.replace(target)


@functools.lru_cache(maxsize=2)
def loop(name: str) -> NDArray[np.int16]:
    """One round of a bed, shape (samples, 2), whose end leads into its beginning."""
    piece = BEDS[name]
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    length = round(BARS * BEATS_PER_BAR * 60 / piece.bpm * RATE / ROUND) * ROUND
    dry = np.zeros((length, 2), np.float32)
    for at_s, sound, pan in _score(piece, length / RATE / BARS / BEATS_PER_BAR, rng):
        _lay(dry, at_s, sound, pan)
    return _mastered(_coloured(dry, piece, rng))


def _score(piece: Bed, beat_s: float, rng: Rng) -> Iterator[tuple[float, Wave, float]]:
    """Every sound of the piece: when in seconds, what, and where between left (-1) and right (1)."""
    sounds = {name: BEATS[name](rng) for name in piece.drums}
    for bar in range(BARS):
        chord = piece.chords[bar % len(piece.chords)]
        after = piece.chords[(bar + 1) % len(piece.chords)]
        start = bar * BEATS_PER_BAR
        for part in piece.parts:
            for beat, sound, pan in _played(part, chord, after, beat_s):
                yield (start + _swung(beat, piece.swing)) * beat_s + 0.004 * rng.random(), sound, pan
        for name, (beats, gain) in piece.drums.items():
            for beat in beats:
                touch = np.float32(gain * (0.85 + 0.15 * rng.random()))
                yield (start + _swung(beat, piece.swing)) * beat_s, sounds[name] * touch, 0.25 * (name == "hat")
        yield from _melody(piece, start, beat_s, rng)


@functools.lru_cache(maxsize=64)
def _note(voice: str, pitch: int, length_s: float) -> Wave:
    return VOICES[voice](pitch, length_s)


def _swung(beat: float, swing: float) -> float:
    """Off-beats come a little late."""
    return beat + swing if beat % 1 == 0.5 else beat


def _played(part: Part, chord: Chord, after: Chord, beat_s: float) -> Iterator[tuple[float, Wave, float]]:
    length_s = part.length_beats * beat_s
    for number, beat in enumerate(part.beats):
        for pitch in _pitches(part, number, chord, after):
            pan = 0.0 if part.style in ("root", "walk") else ((pitch * 7) % 11 - 5) / 12
            yield beat, _note(part.voice, pitch + part.shift, length_s) * np.float32(part.gain), pan


def _pitches(part: Part, number: int, chord: Chord, after: Chord) -> tuple[int, ...]:
    if part.style == "block":
        return chord.notes
    if part.style == "root":
        return (chord.bass,)
    if part.style == "walk":
        return ((chord.bass, chord.notes[0] - 12, chord.notes[1] - 12, after.bass + 1)[number % 4],)
    order = (*range(len(chord.notes)), *range(len(chord.notes) - 2, 0, -1))
    return (chord.notes[order[number % len(order)]],)


def _melody(piece: Bed, start: int, beat_s: float, rng: Rng) -> Iterator[tuple[float, Wave, float]]:
    """A few notes of the scale, near each other, with air between them; the second half of each four bars rests more."""
    place = len(piece.scale) // 2
    chance = piece.melody * (0.5 if start // BEATS_PER_BAR % 4 == 3 else 1.0)
    for half in range(2 * BEATS_PER_BAR):
        if piece.scale and rng.random() < chance:
            place = int(np.clip(place + rng.integers(-2, 3), 0, len(piece.scale) - 1))
            sound = _note(piece.melody_voice, piece.scale[place], 1.5 * beat_s)
            yield (start + _swung(half / 2, piece.swing)) * beat_s, sound * np.float32(0.2), 0.3


def _lay(track: Stereo, at_s: float, sound: Wave, pan: float) -> None:
    """Add a sound to the round; what goes over the end comes in again at the beginning."""
    angle = (pan + 1) * np.pi / 4
    sides = np.array([np.cos(angle), np.sin(angle)], np.float32)
    at = round(at_s * RATE) % len(track)
    while len(sound):
        count = min(len(sound), len(track) - at)
        track[at : at + count] += sound[:count, None] * sides
        sound, at = sound[count:], 0


def _coloured(dry: Stereo, piece: Bed, rng: Rng) -> Stereo:
    """Room, warmth and crackle, all computed in a circle so that the loop stays closed."""
    length = len(dry)
    echo = _room(length, rng)
    frequency = np.fft.rfftfreq(length, 1 / RATE).astype(np.float32)
    soft = 1 / np.sqrt(1 + (frequency / piece.lowpass_hz) ** 6)
    low_cut = frequency**2 / (frequency**2 + 28.0**2)
    wet = np.empty_like(dry)
    for side in range(2):
        spectrum = np.fft.rfft(dry[:, side])
        spectrum *= (1 + piece.room * np.fft.rfft(echo[:, side])) * soft * low_cut
        wet[:, side] = np.fft.irfft(spectrum, length)
    return wet + _crackle(length, rng) * np.float32(piece.crackle) if piece.crackle else wet


def _room(length: int, rng: Rng) -> Stereo:
    """The echo of a small hall: noise that fades within two seconds."""
    count = min(length, 2 * RATE)
    fading = np.exp(-np.arange(count, dtype=np.float32) / (0.38 * RATE))
    echo = np.zeros((length, 2), np.float32)
    echo[:count] = rng.standard_normal((count, 2)).astype(np.float32) * fading[:, None] / np.sqrt(0.19 * RATE)
    return echo


def _crackle(length: int, rng: Rng) -> Stereo:
    """An old record: faint hiss, and small clicks about nine times a second."""
    hiss = rng.standard_normal((length, 2)).astype(np.float32) * np.float32(0.05)
    clicks = rng.integers(0, length - 40, round(9 * length / RATE))
    for at in clicks:
        size = np.float32(rng.exponential(0.5))
        hiss[at : at + 40] += size * np.exp(-np.arange(40, dtype=np.float32) / 6)[:, None] * (1 if rng.random() < 0.5 else -1)
    return hiss


def _mastered(mix: Stereo) -> NDArray[np.int16]:
    """At its loudness, peaks rounded off rather than clipped."""
    mix -= mix.mean(axis=0)
    for _ in range(3):
        mix *= np.float32(10 ** (RMS_DB / 20) / np.sqrt(np.mean(np.square(mix))))
        mix = np.float32(PEAK) * np.tanh(mix / np.float32(PEAK))
    return np.asarray(np.round(mix * 32767), np.int16)
