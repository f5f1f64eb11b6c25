"""Silences of made speech: found to 20 ms, in clean and noisy rooms, without hurting words."""

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.engine.audio import RATE, levels
from backend.engine.silence import AllSilentError, NoAudioError, Settings, find, silences

SAMPLE = Path(__file__).parents[2] / "samples" / "screen-tour.mp4"
Sound = NDArray[np.float64]
Script = list[tuple[float | None, float]]
"""Level in dBFS (None: a pause) and seconds."""

USUAL: Script = [
    (None, 1.0),
    (-20, 3),
    (None, 0.7),
    (-20, 2),
    (None, 0.3),
    (-20, 2),
    (None, 2.0),
    (-26, 1),
    (None, 0.55),
    (-20, 2),
    (None, 1.5),
]


def speech(length_s: float, level_db: float, rng: np.random.Generator, fade_s: float = 0.01) -> Sound:
    """Something like a voice: harmonics and breath, four syllables a second."""
    t = np.arange(round(length_s * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * 120 * k * t) / k for k in range(1, 12)) + rng.normal(0, 0.3, len(t))
    syllables = 0.25 + 0.75 * np.abs(np.sin(np.pi * 4 * t + rng.random()))
    sound = tone * syllables * np.minimum(1, np.minimum(t / 0.01, (length_s - t) / fade_s))
    return np.asarray(sound / np.sqrt(np.mean(sound**2)) * 10 ** (level_db / 20))


def said(script: Script, room_db: float = -120.0, seed: int = 1, fade_s: float = 0.01) -> Sound:
    rng = np.random.default_rng(seed)
    parts = [np.zeros(round(s * RATE)) if level is None else speech(s, level, rng, fade_s) for level, s in script]
    sound = np.concatenate(parts)
    return sound + rng.normal(0, 10 ** (room_db / 20), len(sound))


def saved(sound: Sound, folder: Path) -> Path:
    """The sound as raw stereo, as the cache holds it."""
    file = folder / "sound.s16"
    np.clip(np.repeat(sound[:, None], 2, axis=1) * 32767, -32768, 32767).astype(np.int16).tofile(file)
    return file


def cuts_of(sound: Sound, folder: Path, settings: Settings = Settings()) -> list[tuple[float, float]]:  # noqa: B008
    return find(levels(saved(sound, folder)), settings)


def kept(sound: Sound, cuts: list[tuple[float, float]]) -> Sound:
    edges = [0, *(round(edge * RATE) for cut in cuts for edge in cut), len(sound)]
    return np.concatenate([sound[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)])


def longest_silence_s(sound: Sound, under_db: float) -> float:
    power = np.square(sound[: len(sound) // 480 * 480]).reshape(-1, 480).mean(axis=1)
    edges = np.flatnonzero(np.concatenate(([True], 10 * np.log10(power + 1e-12) > under_db, [True])))
    return float(np.diff(edges).max() - 1) * 0.01


def test_silences_are_found_to_twenty_milliseconds(tmp_path: Path) -> None:
    cuts = cuts_of(said(USUAL), tmp_path, Settings(margin_s=0.0))
    assert np.abs(np.array(cuts) - [(0, 1), (4, 4.7), (9, 11), (12, 12.55), (14.55, 16.05)]).max() <= 0.021


@pytest.mark.parametrize("room_db", [-120, -60, -50, -45, -40])
def test_no_silence_over_six_tenths_is_left_in_any_room(tmp_path: Path, room_db: float) -> None:
    sound = said(USUAL, room_db)
    cuts = cuts_of(sound, tmp_path)
    assert len(cuts) == 5
    assert longest_silence_s(kept(sound, cuts), max(-55.0, room_db + 4)) <= 0.6


def test_the_margins_are_two_tenths_with_more_after_a_word(tmp_path: Path) -> None:
    start_s, end_s = cuts_of(said(USUAL), tmp_path)[2]
    assert 0.2 <= start_s - 9.0 <= 0.27
    assert 0.15 <= 11.0 - end_s <= 0.21


def test_a_fading_word_end_survives(tmp_path: Path) -> None:
    sound = said([(-20, 2), (None, 2), (-20, 2)], -70, fade_s=0.4)
    ending_s = cuts_of(sound, tmp_path)[0][0]
    assert ending_s >= 2.0 + 0.1


def test_a_quiet_speaker_is_not_cut(tmp_path: Path) -> None:
    cuts = cuts_of(said([(-18, 4), (None, 1), (-34, 3), (None, 1), (-18, 4)], -70), tmp_path)
    assert [(round(a), round(b)) for a, b in cuts] == [(4, 5), (8, 9)]


def test_a_mouse_click_does_not_save_a_silence(tmp_path: Path) -> None:
    sound = said([(-20, 2), (None, 3), (-20, 2)], -70)
    sound[round(3.5 * RATE) : round(3.52 * RATE)] = 0.3
    assert len(cuts_of(sound, tmp_path)) == 1


def test_speech_without_pauses_and_steady_noise_have_no_cuts(tmp_path: Path) -> None:
    assert cuts_of(said([(-20, 20)], -60), tmp_path) == []
    assert cuts_of(np.random.default_rng(3).normal(0, 0.1, 10 * RATE), tmp_path) == []


def test_a_silent_file_is_never_cut_to_nothing(tmp_path: Path) -> None:
    for sound in (np.zeros(5 * RATE), np.random.default_rng(1).normal(0, 1e-4, 5 * RATE)):
        with pytest.raises(AllSilentError):
            cuts_of(sound, tmp_path)


def test_every_kept_piece_is_long_enough(tmp_path: Path) -> None:
    script: Script = [(None, 0.9), *[part for _ in range(8) for part in ((-20.0, 0.07), (None, 0.8))], (-20, 1)]
    cuts = cuts_of(said(script, -70), tmp_path, Settings(margin_s=0.0))
    assert all(after[0] - before[1] >= 0.1 for before, after in pairwise(cuts))


async def test_the_pauses_of_the_sample_are_found_and_no_word_is_touched(tmp_path: Path) -> None:
    cuts = await silences(SAMPLE, tmp_path)
    spoken = [(1.45, 5.95), (8.7, 12.0), (15.3, 18.6), (20.75, 23.95), (26.9, 29.95), (33.5, 37.65)]
    assert len(cuts) == 7
    assert all(end <= start + 0.01 or begin >= stop - 0.01 for begin, end in cuts for start, stop in spoken)
    assert 23.0 < 39.3 - sum(end - begin for begin, end in cuts) < 25.0


async def test_a_file_without_sound_says_so(tmp_path: Path) -> None:
    picture = Path(__file__).parent / "test_silence.py"
    with pytest.raises(NoAudioError):
        await silences(picture, tmp_path)


async def test_a_setting_of_the_user_wins(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "in.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((said(USUAL) * 32767).astype(np.int16).tobytes())
    usual = await silences(tmp_path / "in.wav", tmp_path)
    assert len(await silences(tmp_path / "in.wav", tmp_path, min_silence_s=1.2)) == 2 < len(usual)
    tight = await silences(tmp_path / "in.wav", tmp_path, margin_s=0.05)
    assert sum(b - a for a, b in tight) > sum(b - a for a, b in usual)
