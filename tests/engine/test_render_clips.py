"""Clips that do not simply play: speed, reverse, freeze, stills, transitions, clips without sound."""

from collections.abc import Callable

import pytest
from decoding import is_black, watch

from backend.draft.timeline import Canvas, Clip, Join, Picture
from tests.engine.conftest import Studio

Make = Callable[..., Clip]


def test_double_speed_shows_every_other_frame_and_keeps_the_pitch(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(1, 3, speed=2.0))).path)
    assert seen.numbers == list(range(30, 90, 2))
    crossings = int(((seen.sound[4800:43200, 0][:-1] < 0) & (seen.sound[4800:43200, 0][1:] >= 0)).sum())
    assert crossings == pytest.approx(440 * 0.8, abs=4)


def test_half_speed_takes_twice_as_long(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(1, 2, speed=0.5))).path)
    assert len(seen.luma) == 60
    assert abs(len(seen.sound) / 48000 - 2) < 1 / 30
    assert seen.numbers[0] == 30
    assert seen.numbers[-1] == 59
    assert seen.level_db(0.5, 1.5) > -13


def test_above_four_times_the_sound_is_left_out(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 5, speed=5.0))).path)
    assert len(seen.luma) == 30
    assert seen.level_db(0, 1) < -80


def test_reverse_runs_backwards_across_its_pieces(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0.5, 5.5, reverse=True))).path)
    assert seen.numbers == list(range(164, 14, -1))


def test_the_sound_runs_backwards_too(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 1.4, "flashes", reverse=True))).path)
    white = [n for n, plane in enumerate(seen.luma) if plane.mean() > 200]
    assert white == [41 - 15]
    assert seen.level_db(26 / 30, 27 / 30) > -15
    assert seen.level_db(0.4, 0.6) < -60


def test_a_freeze_holds_one_frame_in_silence(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 1), clip(1, 1, hold_s=1.0), clip(1, 2))).path)
    assert seen.numbers == [*range(30), *[30] * 30, *range(30, 60)]
    assert seen.level_db(1.1, 1.9) < -60
    assert seen.level_db(0.1, 0.9) > -13


def test_a_crossfade_blends_picture_and_sound(studio: Studio) -> None:
    white, black = Picture(), Picture(brightness=-200, contrast=-100)
    join = Join(kind="crossfade", duration_s=0.5)
    clips = (Clip(media="wide", start_s=0, end_s=1, picture=white), Clip(media="wide", start_s=0, end_s=1, picture=black, join=join))
    seen = watch(studio.render(studio.timeline(*clips)).path)
    means = [float(plane.mean()) for plane in seen.luma]
    assert len(means) == 45
    assert means[14] > 225
    assert means[22] == pytest.approx(125, abs=20)
    assert means[31] < 25


def test_sound_does_not_dip_in_a_crossfade(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 2), clip(3, 5, join=Join(kind="crossfade", duration_s=1.0)))).path)
    assert len(seen.luma) == 90
    assert seen.numbers[0] == 0
    assert seen.numbers[-1] == 149
    assert seen.level_db(1.4, 1.6) > seen.level_db(0.2, 0.8) - 4


@pytest.mark.parametrize("kind", ["fade_black", "fade_white", "wipe", "slide", "zoom"])
def test_every_transition_has_its_length(studio: Studio, clip: Make, kind: str) -> None:
    clips = (clip(0, 1), clip(2, 3, join=Join(kind=kind, duration_s=0.4)), clip(4, 5, join=Join(kind=kind, duration_s=0.4)))
    seen = watch(studio.render(studio.timeline(*clips)).path)
    assert len(seen.luma) == 66
    assert (seen.numbers[0], seen.numbers[17], seen.numbers[-1]) == (0, 17, 149)


def test_a_picture_without_sound_has_a_silent_track(studio: Studio, clip: Make) -> None:
    rendered = studio.render(studio.timeline(clip(0, 1, "silent"), clip(0, 1)))
    seen = watch(rendered.path)
    assert rendered.audio_codec == "aac"
    assert seen.level_db(0, 0.9) < -80
    assert seen.level_db(1.1, 1.9) > -13


def test_a_still_picture_is_shown_as_long_as_asked(studio: Studio, clip: Make) -> None:
    still = Clip(media="logo", start_s=0, end_s=1.5)
    seen = watch(studio.render(studio.timeline(clip(0, 0.5), still, canvas=Canvas(width=160, height=90, fps="30"))).path)
    assert len(seen.luma) == 60
    red, green, _ = seen.color(40, 0.5, 0.5)
    assert green > 220
    assert red < 40
    assert is_black(seen.color(40, 0.02, 0.5))


def test_a_gif_moves(studio: Studio) -> None:
    seen = watch(studio.render(studio.timeline(Clip(media="gif", start_s=0, end_s=1))).path)
    assert len(seen.luma) == 10
    assert (seen.rgb[0] != seen.rgb[8]).any()


def test_a_steadied_clip_keeps_its_length(studio: Studio) -> None:
    clips = [Clip(media="odd", start_s=0.2, end_s=1.2, picture=Picture(stabilize=True)), Clip(media="odd", start_s=0, end_s=0.5)]
    seen = watch(studio.render(studio.timeline(*clips)).path)
    assert len(seen.luma) == 45
