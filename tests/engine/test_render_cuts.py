"""Cuts: exactly the frames that were asked for, and sound that ends with them."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from decoding import watch

from backend.draft.timeline import Canvas, Clip
from tests.engine.conftest import Studio

Make = Callable[..., Clip]


def test_a_cut_keeps_exactly_the_frames_between_its_ends(studio: Studio, clip: Make) -> None:
    rendered = studio.render(studio.timeline(clip(0.5, 1.0), clip(2.0, 2.4), clip(4.0, 5.0)))
    seen = watch(rendered.path)
    assert seen.numbers == [*range(15, 30), *range(60, 72), *range(120, 150)]
    assert seen.times == [Fraction(n, 30) for n in range(57)]
    assert rendered.duration_s == pytest.approx(57 / 30)
    assert (rendered.video_codec, rendered.audio_codec) == ("h264", "aac")
    assert rendered.size_bytes == rendered.path.stat().st_size


def test_clips_out_of_order_and_twice(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(4.0, 4.5), clip(0.0, 0.5), clip(0.0, 0.5))).path)
    assert seen.numbers == [*range(120, 135), *range(15), *range(15)]


def test_forty_cuts_leave_picture_and_sound_within_a_frame(studio: Studio, clip: Make) -> None:
    clips = [clip(0.137 * n, 0.137 * n + 0.0871) for n in range(40)]
    rendered = studio.render(studio.timeline(*clips))
    seen = watch(rendered.path)
    assert abs(rendered.sync_s) < 1 / 30
    assert abs(len(seen.sound) / 48000 - len(seen.luma) / 30) < 1 / 30
    assert len(seen.luma) == round(40 * 0.0871 * 30)


def test_a_flash_and_its_beep_stay_together_after_every_cut(studio: Studio, clip: Make) -> None:
    clips = [clip(n + 0.3, n + 0.9, "flashes") for n in range(6)]
    seen = watch(studio.render(studio.timeline(*clips)).path)
    white = [n for n, plane in enumerate(seen.luma) if plane.mean() > 200]
    loud = np.abs(seen.sound).max(axis=1) > 0.2
    beeps = [int(at) for at in np.flatnonzero(loud) if not loud[max(0, at - 4800) : at].any()]
    assert len(white) == len(beeps) == 6
    assert all(abs(frame / 30 - beep / 48000) < 0.005 for frame, beep in zip(white, beeps, strict=True))


def test_a_long_result_in_many_chunks_has_no_seam(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(0, 6), canvas=Canvas(width=64, height=36, fps="30"))).path)
    assert seen.numbers == list(range(180))
    assert seen.level_db(0.1, 5.9) == pytest.approx(seen.level_db(2.9, 3.1), abs=0.2)


def test_a_rate_of_30000_by_1001_counts_exactly(studio: Studio, clip: Make) -> None:
    canvas = Canvas(width=160, height=90, fps="30000/1001")
    rendered = studio.render(studio.timeline(clip(0.5, 1.5), clip(2, 5), canvas=canvas))
    seen = watch(rendered.path)
    assert seen.times == [Fraction(1001 * n, 30000) for n in range(round(4 * 30000 / 1001))]
    assert seen.rate == Fraction(30000, 1001)


def test_a_source_of_another_rate_is_brought_to_the_canvas_rate(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(1, 2, "count25"), canvas=Canvas(width=160, height=90, fps="50"))).path)
    assert len(seen.luma) == 50
    assert seen.numbers[0] == 25
    assert seen.numbers[-1] == 49


def test_variable_frame_rate_keeps_its_times(studio: Studio, clip: Make) -> None:
    media = studio.shelf.media("vfr")
    assert media.fps == "30"
    seen = watch(studio.render(studio.timeline(clip(0.5, 2.5, "vfr"))).path)
    assert len(seen.luma) == 60
    assert seen.numbers[:15] == list(range(15, 30))
    assert all(abs(number - (15 + n)) <= 3 for n, number in enumerate(seen.numbers))


def test_a_clip_past_the_end_of_its_source_holds_the_last_frame(studio: Studio, clip: Make) -> None:
    seen = watch(studio.render(studio.timeline(clip(5.8, 6.3))).path)
    assert seen.numbers == [*range(174, 180), *[179] * 9]


def test_the_second_render_of_the_same_encodes_nothing_and_a_change_little(studio: Studio, clip: Make) -> None:
    timeline = studio.timeline(clip(0, 6), clip(1, 4))
    first = studio.render(timeline)
    chunks = studio.folder / "work" / "chunks"
    made = {path: path.stat().st_ino for path in chunks.iterdir()}
    second = studio.render(timeline)
    assert {path: path.stat().st_ino for path in chunks.iterdir()} == made
    assert second.duration_s == first.duration_s
    studio.render(studio.timeline(clip(0, 5.2), clip(1, 4)))
    fresh = set(chunks.iterdir()) - set(made)
    assert 0 < len(fresh) <= 2
