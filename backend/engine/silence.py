"""Where nobody speaks: ranges that can be cut without hurting a word.

Levels are RMS over 10 ms. The threshold lies `threshold_db` under the level of speech; where the room is louder than that, just above
the room.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.engine.audio import NoAudioError, levels, pcm

__all__ = ["AllSilentError", "NoAudioError", "Settings", "find", "silences"]

WINDOW_S = 0.01
Levels = NDArray[np.float32]
Flags = NDArray[np.bool_]

SILENT_FILE_DB = -60.0
"""A file whose loudest parts are under this has no speech to measure by."""

SPEECH_RANGE_DB = 30.0
"""Windows this far under the loudest are no speech when its level is measured."""

ROOM_S = 0.5
ROOM_FLAT_DB = 6.0
ROOM_UNDER_SPEECH_DB = 8.0
ROOM_HEADROOM_DB = 4.0
"""A room is recognised by half seconds whose level stays within 6 dB; the threshold goes 4 dB above it, never within 8 dB of speech."""

CLICK_S = 0.05
"""Sounds shorter than this (a mouse click) do not end a silence."""

TAIL_DB, TAIL_S = 8.0, 0.12
"""A word's fading end still belongs to it: up to 0.12 s as long as it is within 8 dB under the threshold and above the room."""

MIN_PIECE_S = 0.1
LEAN_S = 0.03
"""The margin after a word is this much longer than the one before the next: ends fade, beginnings do not."""


class AllSilentError(Exception):
    """Nothing is heard in the whole file: a cut of all silence would leave nothing."""


@dataclass(frozen=True)
class Settings:
    """What counts as silence, in seconds and in dB relative to speech."""

    min_silence_s: float = 0.5
    margin_s: float = 0.2
    threshold_db: float = -35.0


async def silences(
    path: Path, cache: Path, *, min_silence_s: float = 0.5, margin_s: float = 0.2, threshold_db: float = -35.0
) -> list[tuple[float, float]]:
    """The ranges to cut, in source seconds, margins already taken off. Raises NoAudioError, AllSilentError."""
    sound = await pcm(path, cache)
    settings = Settings(min_silence_s, margin_s, threshold_db)
    return await asyncio.to_thread(lambda: find(levels(sound, WINDOW_S), settings))


def find(measured: Levels, settings: Settings = Settings()) -> list[tuple[float, float]]:
    """The ranges to cut, from levels in dBFS of each 10 ms. Raises AllSilentError."""
    if not len(measured) or np.percentile(measured, 99.9) < SILENT_FILE_DB:
        raise AllSilentError
    speech, room = speech_level(measured), _room_level(measured)
    threshold = _threshold(speech, room, settings.threshold_db)
    quiet = _runs(~_without_clicks(_smooth(measured) > threshold))
    tails = [_tail(measured, first, max(threshold - TAIL_DB, room + 2.0)) for first, _ in quiet]
    total_s = len(measured) * WINDOW_S
    cuts = _joined([cut for run, tail_s in zip(quiet, tails, strict=True) if (cut := _cut(run, tail_s, total_s, settings))], total_s)
    if cuts and sum(stop_s - start_s for start_s, stop_s in cuts) > total_s - MIN_PIECE_S:
        raise AllSilentError
    return cuts


def speech_level(measured: Levels) -> float:
    """The level of speech in dBFS: the 90th percentile of what is not far under the loudest."""
    loud = measured[measured > np.percentile(measured, 99.9) - SPEECH_RANGE_DB]
    return float(np.percentile(loud, 90))


def _room_level(measured: Levels) -> float:
    """The highest usual level of half seconds that are even and well under speech; -inf where there are none."""
    width = round(ROOM_S / WINDOW_S)
    if len(measured) < width:
        return -np.inf
    windows = np.lib.stride_tricks.sliding_window_view(_smooth(measured), width)[:: width // 10]
    top, bottom = windows.max(axis=1), windows.min(axis=1)
    even = top[(top - bottom < ROOM_FLAT_DB) & (top < speech_level(measured) - ROOM_UNDER_SPEECH_DB)]
    return float(np.percentile(even, 90)) if len(even) else -np.inf


def _threshold(speech: float, room: float, relative_db: float) -> float:
    return max(speech + relative_db, min(room + ROOM_HEADROOM_DB, speech - ROOM_UNDER_SPEECH_DB))


def _smooth(measured: Levels) -> Levels:
    """Mean power over three windows: single windows of noise jump."""
    power = np.pad(np.power(10.0, measured / 10), 1, mode="edge")
    return np.asarray(10 * np.log10((power[:-2] + power[1:-1] + power[2:]) / 3), np.float32)


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """Start and end of each stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _without_clicks(heard: Flags) -> Flags:
    kept = heard.copy()
    for start, end in _runs(heard):
        if (end - start) * WINDOW_S < CLICK_S and end - start < len(heard):
            kept[start:end] = False
    return kept


def _tail(measured: Levels, first: int, low: float) -> float:
    """Seconds by which the word before this silence goes on fading."""
    after = measured[first : first + round(TAIL_S / WINDOW_S)]
    under = np.flatnonzero(after < low)
    return WINDOW_S * (int(under[0]) if len(under) else len(after))


def _cut(run: tuple[int, int], tail_s: float, total_s: float, settings: Settings) -> tuple[float, float] | None:
    """A silence without its margins; at the two ends of the file only one side has a margin."""
    start_s, end_s = run[0] * WINDOW_S, run[1] * WINDOW_S
    if end_s - start_s < settings.min_silence_s - WINDOW_S / 2:
        return None
    lean_s = min(LEAN_S, settings.margin_s / 2)
    begin_s = start_s + tail_s + settings.margin_s + lean_s if run[0] else 0.0
    stop_s = end_s - settings.margin_s + lean_s if end_s < total_s - WINDOW_S / 2 else total_s
    return (round(begin_s, 3), round(stop_s, 3)) if stop_s - begin_s > WINDOW_S else None


def _joined(cuts: list[tuple[float, float]], total_s: float) -> list[tuple[float, float]]:
    """Pieces that would be kept for less than 0.1 s go with the cuts beside them."""
    joined: list[tuple[float, float]] = []
    for start_s, stop_s in cuts:
        begin_s = joined.pop()[0] if joined and start_s - joined[-1][1] < MIN_PIECE_S else start_s
        joined.append((begin_s if begin_s >= MIN_PIECE_S else 0.0, stop_s if stop_s <= total_s - MIN_PIECE_S else round(total_s, 3)))
    return joined
