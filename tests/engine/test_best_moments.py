"""Which pieces are the liveliest: by measures alone, and how the picture is measured."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from backend.draft.arranging import whole
from backend.draft.cutting import wanted_s
from backend.draft.timeline import Media, Timeline
from backend.engine.best import Footage, Heard, Seen, best
from backend.engine.looks import looks
from backend.engine.run import ffmpeg, place

MEDIA = Media(id="a", name="a.mp4", kind="video", duration_s=60, width=320, height=180, fps="25", has_audio=True)
LINE = Timeline(media=(MEDIA,), placed=("a",), clips=(whole(MEDIA),))
TIMES = [number / 2 for number in range(120)]


def talked(*speech: tuple[float, float], moved: tuple[float, float] = (0, 0), loud: tuple[float, float] = (0, 0)) -> Footage:
    """A minute of which these stretches hold speech; the picture moves, and the sound is louder, in one stretch each."""
    ends, starts = [0.0, *(end for _, end in speech)], [*(start for start, _ in speech), 60.0]
    levels = [-60.0 if not any(start <= at < end for start, end in speech) else -12.0 if loud[0] <= at < loud[1] else -30.0 for at in TIMES]
    motion = [0.3 if moved[0] <= at < moved[1] else 0.0 for at in TIMES]
    silent = [(end, start) for end, start in zip(ends, starts, strict=True) if start > end]
    return Footage(Heard(silent, levels, speaks=True), Seen(TIMES, motion, [5.0] * 120, [90.0] * 120))


def kept(footage: Footage, seconds: float | None, line: Timeline = LINE) -> list[tuple[float, float, list[str]]]:
    return best(line, {"a": footage}, seconds)["a"]


def test_where_somebody_speaks_is_kept_and_no_word_is_cut() -> None:
    assert kept(talked((10, 15), (40, 45)), 10) == [(10, 15, ["speech", "loud"]), (40, 45, ["speech", "loud"])]


def test_among_equal_talk_what_moves_and_is_loud_is_taken_and_said_to_be_why() -> None:
    [(start, end, why)] = kept(talked((10, 16), (30, 36), (50, 56), moved=(30, 36), loud=(30, 36)), 6)
    assert (start, end) == (30, 36)
    assert set(why) <= {"speech", "motion", "loud"}
    assert "motion" in kept(talked((0, 60), moved=(30, 38)), 8)[0][2]


@pytest.mark.parametrize("seconds", [4.0, 7.5, 10.0, 30.0, 55.0])
def test_the_pieces_are_as_long_as_was_asked_in_order_and_apart(seconds: float) -> None:
    pieces = kept(talked((3, 9), (12, 20.5), (22, 41), (44, 59), moved=(14, 30)), seconds)
    assert sum(end - start for start, end, _ in pieces) == pytest.approx(seconds, abs=0.01)
    assert all(before[1] <= after[0] for before, after in pairwise(pieces))


def test_a_black_picture_comes_last_however_loud_it_is() -> None:
    footage = talked((0, 60), loud=(20, 40))
    dark = [5.0 if 20 <= at < 40 else 90.0 for at in TIMES]
    pieces = kept(Footage(footage.heard, Seen(TIMES, footage.seen.moved, footage.seen.sharp, dark, scenes=[20.0, 40.0])), 16)
    assert all(end <= 20 or start >= 40 for start, end, _ in pieces)


def test_what_was_cut_away_before_is_not_brought_back_and_fast_clips_count_as_long_as_they_last() -> None:
    half = LINE.model_copy(update={"clips": (whole(MEDIA).model_copy(update={"end_s": 30.0, "speed": 2.0}),)})
    pieces = kept(talked((0, 60), moved=(40, 60)), 6, half)
    assert all(end <= 30 for _, end, _ in pieces)
    assert sum(end - start for start, end, _ in pieces) == pytest.approx(12, abs=0.1)


def test_footage_in_which_nothing_differs_has_no_reasons() -> None:
    assert all(why == [] for _, _, why in kept(talked((0, 60)), 20))
    assert sum(end - start for start, end, _ in kept(Footage(), 20)) == pytest.approx(20)


@pytest.mark.parametrize(("asked", "length", "stays"), [(12, 90, 12), (None, 90, 30), (None, 15, 10), (None, 3600, 60)])
def test_without_a_length_a_third_stays_between_ten_seconds_and_a_minute(asked: float | None, length: float, stays: float) -> None:
    assert wanted_s(asked, length) == stays


async def test_looks_tell_motion_from_stillness_sharp_from_soft_and_where_a_new_scene_begins(tmp_path: Path) -> None:
    soft = "color=gray:s=320x180:r=10:d=3"
    film = f"{soft}[a];testsrc2=s=320x180:r=10:d=3[b];[a][b]concat=n=2"
    path = tmp_path / "film.mp4"
    await ffmpeg(["-f", "lavfi", "-i", film, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-f", "mp4", place(path)])
    found = await looks(path, tmp_path)
    assert np.allclose(np.diff([look.at_s for look in found]), 0.5, atol=0.11)
    first, second = [one for one in found if one.at_s < 2.9], [one for one in found if one.at_s > 3.3]
    assert max(one.moved for one in first) < 0.01 < 0.03 < min(one.moved for one in second)
    assert max(one.sharp for one in first) < 1 < 5 < min(one.sharp for one in second)
    assert [round(one.at_s) for one in found if one.scene] == [3]
    assert await looks(path, tmp_path) == found


async def test_a_file_without_a_picture_gives_no_looks(tmp_path: Path) -> None:
    path = tmp_path / "not.mp4"
    path.write_bytes(b"\0" * 100)
    assert await looks(path, tmp_path) == []
