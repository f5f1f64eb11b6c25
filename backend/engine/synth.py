"""Instruments of the synthesised music: each makes one note or beat, mono samples at 48 kHz. Pure and deterministic."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Wave = NDArray[np.float32]
Rng = np.random.Generator


def hertz(pitch: float) -> float:
    """Frequency of a MIDI pitch: 69 is 440 Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def _time(length_s: float) -> Wave:
    return np.asarray(np.arange(round(length_s * RATE)) / RATE, np.float32)


def _sine(frequency: float, t: Wave, phase: float = 0.0) -> Wave:
    return np.asarray(np.sin(np.float32(2 * np.pi * frequency) * t + np.float32(phase)), np.float32)


def _edges(wave: Wave, attack_s: float, release_s: float) -> Wave:
    """The wave with a ramp at both ends, so that nothing clicks."""
    up, down = min(len(wave) // 2, max(1, round(attack_s * RATE))), min(len(wave) // 2, max(1, round(release_s * RATE)))
    wave[:up] *= np.linspace(0, 1, up, dtype=np.float32)
    wave[-down:] *= np.linspace(1, 0, down, dtype=np.float32)
    return wave


def keys(pitch: float, length_s: float) -> Wave:
    """A soft electric piano: a tine that is bright for a moment, then round."""
    t, f = _time(length_s + 0.6), hertz(pitch)
    bright = np.exp(-t * 7) * np.float32(0.9)
    tine = np.sin(np.float32(2 * np.pi * f) * t + bright * _sine(f, t), dtype=np.float32)
    bell = _sine(4.01 * f, t) * np.exp(-t * 9) * np.float32(0.06)
    wobble = 1 + np.float32(0.12) * _sine(4.6, t)
    return _edges((tine + bell) * np.exp(-t * 1.3) * wobble, 0.006, 0.35)


def piano(pitch: float, length_s: float) -> Wave:
    """A felt piano: partials slightly sharp, the higher the shorter."""
    t, f = _time(length_s + 1.4), hertz(pitch)
    wave = np.zeros_like(t)
    for n in range(1, 8):
        if n * f < 6000:
            wave += _sine(n * f * (1 + 0.0004 * n * n), t, 0.7 * n) * np.exp(-t * (0.7 + 0.55 * n + f / 900)) / np.float32(n**1.7)
    return _edges(wave, 0.004, 0.5)


def pluck(pitch: float, length_s: float) -> Wave:
    """A plucked string: many partials that fade fast."""
    t, f = _time(length_s + 0.9), hertz(pitch)
    wave = np.zeros_like(t)
    for n in range(1, 12):
        if n * f < 8000:
            wave += _sine(n * f, t) * np.exp(-t * (1.6 + 1.1 * n)) * np.float32(np.sin(n * 0.62) / n**0.9)
    return _edges(wave * np.float32(0.8), 0.002, 0.3)


def marimba(pitch: float, length_s: float) -> Wave:
    """A wooden bar with a soft mallet."""
    t, f = _time(min(length_s, 0.7) + 0.3), hertz(pitch)
    wave = _sine(f, t) * np.exp(-t * 6) + _sine(3.93 * f, t) * np.exp(-t * 22) * np.float32(0.25)
    return _edges(wave, 0.002, 0.1)


def pad(pitch: float, length_s: float) -> Wave:
    """A slow, wide sound of many soft partials, two voices apart by a few cents."""
    t, f = _time(length_s + 1.5), hertz(pitch)
    wave = np.zeros_like(t)
    for cents in (-5, 5):
        for n in range(1, 6):
            wave += _sine(n * f * 2 ** (cents / 1200), t, cents * n) / np.float32(2 * n**1.9)
    return _edges(wave * (1 + np.float32(0.08) * _sine(0.31, t)), min(1.2, 0.5 * length_s), 1.5)


def strings(pitch: float, length_s: float) -> Wave:
    """Bowed strings, short or long, with a little vibrato."""
    t, f = _time(length_s + 0.35), hertz(pitch)
    bend = np.float32(0.0035 * f / 5.3) * _sine(5.3, t)
    wave = np.zeros_like(t)
    for cents in (-6, 0, 7):
        for n in range(1, 9):
            if n * f < 7000:
                turn = np.float32(f * 2 ** (cents / 1200)) * t + bend
                wave += np.sin(np.float32(2 * np.pi * n) * turn, dtype=np.float32) / np.float32(3 * n**1.25)
    return _edges(wave, min(0.12, 0.3 * length_s), 0.35)


def bass(pitch: float, length_s: float) -> Wave:
    """A round bass, audible on small speakers by its second partial."""
    t, f = _time(length_s), hertz(pitch)
    wave = _sine(f, t) + np.float32(0.35) * _sine(2 * f, t) + np.float32(0.1) * _sine(3 * f, t)
    return _edges(wave * np.exp(-t * 1.1), 0.008, 0.06)


def kick(rng: Rng) -> Wave:
    t = _time(0.32)
    sweep = np.cumsum(48 + 90 * np.exp(-t * 38), dtype=np.float64) / RATE
    return _edges((np.sin(2 * np.pi * sweep) * np.exp(-t * 11)).astype(np.float32), 0.001, 0.05)


def drum(rng: Rng) -> Wave:
    """A large, deep drum in a hall."""
    t = _time(1.1)
    sweep = np.cumsum(52 + 40 * np.exp(-t * 18), dtype=np.float64) / RATE
    hit = np.sin(2 * np.pi * sweep) * np.exp(-t * 4.5) + 0.12 * rng.standard_normal(len(t)) * np.exp(-t * 30)
    return _edges(hit.astype(np.float32), 0.002, 0.2)


def snare(rng: Rng) -> Wave:
    """A brushed, soft snare."""
    t = _time(0.24)
    noise = np.convolve(rng.standard_normal(len(t)), np.ones(5) / 5, "same")
    return _edges((noise * np.exp(-t * 20) + 0.35 * np.sin(2 * np.pi * 185 * t) * np.exp(-t * 28)).astype(np.float32), 0.001, 0.03)


def clap(rng: Rng) -> Wave:
    t = _time(0.2)
    bursts = sum(np.exp(-np.maximum(t - at, 0) * 60) * (t >= at) for at in (0.0, 0.011, 0.023))
    return _edges((np.diff(rng.standard_normal(len(t) + 1)) * bursts * 0.25).astype(np.float32), 0.001, 0.03)


def hat(rng: Rng) -> Wave:
    t = _time(0.09)
    return _edges((np.diff(rng.standard_normal(len(t) + 1)) * np.exp(-t * 55) * 0.4).astype(np.float32), 0.001, 0.02)


def shaker(rng: Rng) -> Wave:
    t = _time(0.12)
    return _edges((np.diff(rng.standard_normal(len(t) + 1)) * np.sin(np.pi * t / 0.12) ** 2 * 0.25).astype(np.float32), 0.01, 0.02)


def ride(rng: Rng) -> Wave:
    t = _time(0.5)
    ring = sum(np.sin(2 * np.pi * f * t) for f in (3170, 4210, 5390, 6730)) * 0.06
    return _edges(((np.diff(rng.standard_normal(len(t) + 1)) * 0.18 + ring) * np.exp(-t * 9)).astype(np.float32), 0.001, 0.1)


VOICES: dict[str, Callable[[float, float], Wave]] = {
    "keys": keys, "piano": piano, "pluck": pluck, "marimba": marimba, "pad": pad, "strings": strings, "bass": bass,
}  # fmt: skip
BEATS: dict[str, Callable[[Rng], Wave]] = {
    "kick": kick, "drum": drum, "snare": snare, "clap": clap, "hat": hat, "shaker": shaker, "ride": ride,
}  # fmt: skip
