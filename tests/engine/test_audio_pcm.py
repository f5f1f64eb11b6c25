"""The decoded sound stands where the file says, sample for sample."""

import asyncio
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from backend.engine.audio import RATE, NoAudioError, levels, pcm, samples


def wav(file: Path, seconds: float, *, rate: int = RATE, channels: int = 1) -> Path:
    """A tone of 440 Hz at -6 dBFS."""
    tone = 16384 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
    with wave.open(str(file), "wb") as target:
        target.setparams((channels, 2, rate, 0, "NONE", ""))
        target.writeframes(np.repeat(tone.astype(np.int16), channels).tobytes())
    return file


def film(file: Path, pieces: list[tuple[float, float]]) -> Path:
    """A Matroska file: five seconds of picture from 0, and a tone in each piece (start, seconds)."""
    with av.open(str(file), "w", format="matroska") as container:
        picture = container.add_stream("libx264", rate=10, width=64, height=64, pix_fmt="yuv420p")
        sound = container.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        for start_s, seconds in pieces:
            for first in range(0, round(seconds * RATE), 4800):
                note = av.AudioFrame.from_ndarray(np.full((1, 9600), 8000, np.int16), "s16", "stereo")
                note.sample_rate, note.time_base, note.pts = RATE, Fraction(1, RATE), round(start_s * RATE) + first
                container.mux(sound.encode(note))
        container.mux(sound.encode(None))
    return file


def edges(file: Path) -> list[float]:
    """Seconds at which the sound begins and ends."""
    heard = np.abs(samples(file)[:, 0].astype(int)) > 1000
    return [round(float(edge) / RATE, 3) for edge in np.flatnonzero(np.diff(np.concatenate(([0], heard, [0])).astype(int)))]


async def test_any_rate_and_layout_becomes_stereo_at_48_kilohertz(tmp_path: Path) -> None:
    for rate, channels in ((48_000, 2), (44_100, 1), (16_000, 1)):
        sound = samples(await pcm(wav(tmp_path / f"{rate}", 2.0, rate=rate, channels=channels), tmp_path / "cache"))
        assert sound.shape == (96_000, 2)
        assert np.array_equal(sound[:, 0], sound[:, 1])
        assert 20 * np.log10(np.sqrt(np.mean((sound[4800:-4800, 0] / 32768.0) ** 2))) == pytest.approx(-9.03, abs=0.1)


async def test_sound_that_begins_late_and_has_a_gap_keeps_its_place(tmp_path: Path) -> None:
    decoded = await pcm(film(tmp_path / "in", [(0.5, 1.0), (3.0, 1.0)]), tmp_path / "cache")
    assert edges(decoded) == [0.5, 1.5, 3.0, 4.0]


async def test_it_is_decoded_once_and_again_when_the_file_changed(tmp_path: Path) -> None:
    file = wav(tmp_path / "in", 1.0)
    first = await pcm(file, tmp_path / "cache")
    stamp = first.stat().st_mtime_ns
    assert (await pcm(file, tmp_path / "cache"), first.stat().st_mtime_ns) == (first, stamp)
    wav(file, 2.0)
    assert await pcm(file, tmp_path / "cache") != first


async def test_a_file_without_sound_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    silent = film(tmp_path / "in", [])
    (tmp_path / "text").write_text("no media")
    for file in (silent, tmp_path / "text"):
        with pytest.raises(NoAudioError):
            await pcm(file, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


async def test_a_cancelled_decoding_leaves_nothing_behind(tmp_path: Path) -> None:
    file = wav(tmp_path / "in", 120.0, rate=44_100)
    task = asyncio.create_task(pcm(file, tmp_path / "cache"))
    while not list((tmp_path / "cache").glob("*.part")):
        await asyncio.to_thread(lambda: None)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    while list((tmp_path / "cache").glob("*.part")):
        await asyncio.to_thread(lambda: None)
    assert list((tmp_path / "cache").iterdir()) == []


async def test_levels_are_dbfs_of_each_window(tmp_path: Path) -> None:
    measured = levels(await pcm(wav(tmp_path / "in", 1.0), tmp_path / "cache"), 0.05)
    assert measured.shape == (20,)
    assert measured[1:-1] == pytest.approx(-9.03, abs=0.1)
