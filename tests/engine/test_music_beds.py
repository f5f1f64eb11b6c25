"""The computed music: right length and loudness, no seam, no clipping, the same every time, each mood a piece of its own."""

import re
from pathlib import Path

import numpy as np
import pytest

from backend.engine.audio import pcm, samples
from backend.engine.moods import BEDS, MOODS, bed_of
from backend.engine.music import RATE, bed, loop
from backend.engine.run import ffmpeg, source


@pytest.mark.parametrize("name", BEDS)
async def test_a_bed_is_as_long_and_as_loud_as_it_should_be(name: str, tmp_path: Path) -> None:
    bed(name, 70.5, tmp_path / "bed.wav")
    assert samples(await pcm(tmp_path / "bed.wav", tmp_path)).shape == (round(70.5 * RATE), 2)
    said = await ffmpeg([*source(tmp_path / "bed.wav"), "-af", "ebur128=peak=true", "-f", "null", "-"], level="info")
    loudness, peak = re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1], re.findall(r"Peak:\s+(-?[\d.]+)", said)[-1]
    assert -20.0 <= float(loudness) <= -16.0
    assert float(peak) < -1.0


@pytest.mark.parametrize("name", BEDS)
def test_a_loop_has_no_seam_and_never_falls_silent(name: str) -> None:
    sound = loop(name).astype(np.float64)
    steps = np.abs(np.diff(np.concatenate([sound[-2400:], sound[:2400]]), axis=0))
    assert steps[2380:2420].max() < 6 * np.percentile(np.abs(np.diff(sound, axis=0)), 99)
    seconds = sound[: len(sound) // RATE * RATE].reshape(-1, RATE * 2)
    assert 20 * np.log10(np.sqrt(np.mean(seconds**2, axis=1)) / 32768).min() > -45


@pytest.mark.slow
def test_a_bed_is_the_same_every_time_and_moods_differ() -> None:
    first = loop("calm").copy()
    loop.cache_clear()
    assert np.array_equal(first, loop("calm"))
    assert len({loop(name)[:48_000].tobytes() for name in BEDS}) == len(BEDS)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("lofi", "lo-fi"),
        ("Lo-Fi", "lo-fi"),
        ("轻快", "upbeat"),
        ("舒缓", "calm"),
        ("钢琴", "piano"),
        ("舒缓的钢琴曲", "piano"),
        ("soft jazz music", "jazz"),
        ("Epic trailer", "cinematic"),
        ("科技感", "tech"),
        ("something unpopular", "lo-fi"),
        ("", "lo-fi"),
    ],
)
def test_words_of_people_lead_to_a_bed(said: str, name: str) -> None:
    assert bed_of(said) == name


def test_every_word_leads_to_a_bed_that_exists() -> None:
    assert set(MOODS.values()) == set(BEDS)


def test_a_bed_of_no_length_is_an_empty_file(tmp_path: Path) -> None:
    bed("calm", 0.0, tmp_path / "bed.wav")
    assert (tmp_path / "bed.wav").stat().st_size == 44
