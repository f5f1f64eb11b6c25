"""The sound of the result, measured."""

from collections.abc import Callable

import av
import numpy as np
import pytest
from decoding import hear, watch

from backend.draft.timeline import Chapter, Clip, Fades, MusicBed, Sound
from tests.engine.conftest import Studio

Make = Callable[..., Clip]
TONE_DB = -12.04


def test_a_gain_of_one_half_is_six_decibels_less(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 1), clip(2, 3, sound=Sound(gain=0.5)))).path)
    assert seen.level_db(1.1, 1.9) - seen.level_db(0.1, 0.9) == pytest.approx(-6.02, abs=0.15)


def test_a_muted_clip_is_silent_and_the_gain_of_the_whole_counts(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 1), clip(2, 3, sound=Sound(muted=True)), gain=0.5)).path)
    assert seen.level_db(0.1, 0.9) == pytest.approx(TONE_DB - 6.02, abs=0.6)
    assert seen.level_db(1.1, 1.9) < -80


def test_music_loops_to_the_end_and_ends_with_the_picture(studio: Studio, clip: Make) -> None:
    music = MusicBed(source="tone", name="tone.wav", volume=50)
    clips = [clip(0, 6, "silent"), clip(0, 3, "silent")]
    rendered = studio.render(studio.timeline(*clips, more=("tone",), music=music))
    seen = watch(rendered.path)
    assert abs(rendered.sync_s) < 1 / 30
    assert seen.level_db(1, 6.5) == pytest.approx(TONE_DB - 6.02, abs=0.6)
    assert seen.level_db(0, 0.05) < TONE_DB - 15
    assert seen.level_db(8.8, 9.0) < TONE_DB - 20


def test_music_at_a_volume_lies_under_a_voice_that_stays_as_it_was(studio: Studio, clip: Make) -> None:
    plain = watch(studio.render(studio.timeline(clip(0, 3))).path)
    music = MusicBed(source="bed:calm", name="calm", volume=35)
    mixed = watch(studio.render(studio.timeline(clip(0, 3), music=music)).path)
    assert mixed.level_db(0.5, 2.5) == pytest.approx(plain.level_db(0.5, 2.5), abs=1.0)
    assert np.abs(mixed.sound[48000:52800] - plain.sound[48000:52800]).max() > 0.01


def test_ducked_music_is_softer_while_somebody_speaks(studio: Studio, clip: Make) -> None:
    music = MusicBed(source="tone", name="tone.wav", volume=35, duck=True)
    clips = [clip(0, 3, "silent"), clip(0, 3, sound=Sound(gain=0.35))]
    ducked = hear(studio.render(studio.timeline(*clips, more=("tone",), music=music)).path)
    loud = hear(studio.render(studio.timeline(*clips, more=("tone",), music=music.model_copy(update={"duck": False}))).path)
    difference = [np.square(sound[200_000:230_000]).mean() for sound in (ducked, loud)]
    assert 10 * np.log10(difference[0] / difference[1]) < -3
    assert np.square(ducked[48_000:120_000]).mean() == pytest.approx(float(np.square(loud[48_000:120_000]).mean()), rel=0.05)


def test_the_sound_fades_at_both_ends(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 4), fades=Fades(audio_in_s=1, audio_out_s=1))).path)
    full = seen.level_db(1.5, 2.5)
    assert seen.level_db(0.45, 0.55) == pytest.approx(full - 6, abs=1)
    assert seen.level_db(3.45, 3.55) == pytest.approx(full - 6, abs=1)
    assert seen.level_db(3.97, 4.0) < full - 25


def test_loudness_is_brought_to_what_was_asked(studio: Studio, clip: Make) -> None:
    soft = clip(0, 5, sound=Sound(gain=0.1))
    seen = watch(studio.render(studio.timeline(soft, lufs=-20.0)).path)
    assert seen.level_db(1, 4) == pytest.approx(-20.0 - 3.0, abs=1.5)


def test_near_silence_is_left_as_it_is_and_told(studio: Studio, clip: Make) -> None:
    timeline = studio.timeline(clip(0, 2, "silent"), lufs=-14.0)
    assert studio.render(timeline).notes == ("too_quiet",)
    assert studio.render(timeline).notes == ("too_quiet",)


def test_denoising_lowers_hiss(studio: Studio) -> None:
    plain = watch(studio.render(studio.timeline(Clip(media="hiss", start_s=0, end_s=3))).path)
    clean = watch(studio.render(studio.timeline(Clip(media="hiss", start_s=0, end_s=3, sound=Sound(denoise=True)))).path)
    assert clean.level_db(1, 2.8) < plain.level_db(1, 2.8) - 5


def test_a_cut_in_a_tone_makes_no_click(studio: Studio, clip: Make) -> None:
    sound = hear(studio.render(studio.timeline(clip(0.1013, 1.0), clip(2.0371, 3.0), clip(1.0, 1.5371))).path)
    assert np.abs(np.diff(sound[:, 0])).max() < 0.06


def test_chapters_are_in_the_file(studio: Studio, clip: Make) -> None:
    marks = (Chapter(at_s=0, name="Begin = here; #1"), Chapter(at_s=1.5, name="结尾"))
    rendered = studio.render(studio.timeline(clip(0, 3), chapters=marks))
    with av.open(str(rendered.path)) as container:
        found = [(chapter["metadata"]["title"], float(chapter["start"] * chapter["time_base"])) for chapter in container.chapters()]
    assert found == [("Begin = here; #1", 0.0), ("结尾", 1.5)]
