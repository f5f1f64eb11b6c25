"""Where nobody speaks: a picture that moves is told from a still one, from film grain, from a pointer, and from what always moves."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from backend.engine.motion import moving

SAMPLE = Path(__file__).parents[2] / "samples" / "screen-tour.mp4"
SIZE, RATE = (320, 180), 15
QUIET = [(2.2, 5.8)]
Frame = NDArray[np.uint8]
Painter = Callable[[Frame, float], Frame]


def made(path: Path, paint: Painter, seconds: float = 8.0, codec: str = "libx264") -> Path:
    """A film of a page with lines, with what `paint` does to it at each second."""
    page = np.full((SIZE[1], SIZE[0], 3), 230, np.uint8)
    page[::15] = 120
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for number in range(round(seconds * RATE)):
            frame = av.VideoFrame.from_ndarray(paint(page.copy(), number / RATE), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def box(width: int, height: int, begin_s: float, end_s: float) -> Painter:
    """A dark box that goes over the page between the two moments and stands before and after."""
    def paint(page: Frame, at_s: float) -> Frame:
        left = 10 + round(60 * (min(max(at_s, begin_s), end_s) - begin_s))
        page[60:60 + height, left:left + width] = 20
        return page
    return paint


def grain(page: Frame, at_s: float) -> Frame:
    noise = np.random.default_rng(round(at_s * 1000)).normal(0, 8, page.shape)
    return np.clip(page + noise, 0, 255).astype(np.uint8)


def shaken(page: Frame, at_s: float) -> Frame:
    return np.roll(page, round(6 * np.sin(at_s * 9)), axis=0)


def turned_once(page: Frame, at_s: float) -> Frame:
    return 255 - page if at_s > 4 else page


@pytest.mark.parametrize(("paint", "moves"), [
    (box(60, 40, 2.0, 6.0), True), (box(4, 6, 2.0, 6.0), False), (box(60, 40, 6.0, 8.0), False), (grain, False), (shaken, False),
    (turned_once, False),
], ids=["a box", "a pointer", "a box while someone speaks", "grain", "a camera that always shakes", "a page that is turned"])
async def test_only_what_happens_in_the_silence_is_motion(tmp_path: Path, paint: Painter, moves: bool) -> None:
    assert await moving(made(tmp_path / "film.mp4", paint), tmp_path, QUIET) == [moves]


async def test_a_codec_of_whole_pictures_is_looked_at_as_well(tmp_path: Path) -> None:
    assert await moving(made(tmp_path / "film.avi", box(60, 40, 2.0, 6.0), codec="mjpeg"), tmp_path, QUIET) == [True]


async def test_many_still_stretches_and_one_that_moves(tmp_path: Path) -> None:
    film = made(tmp_path / "film.mp4", box(60, 40, 10.0, 11.0), 14.0)
    assert await moving(film, tmp_path, [(0.2, 1.2), (3.0, 4.5), (10.0, 11.0), (12.0, 12.3)]) == [False, False, True, False]


async def test_the_sample_is_still_where_nobody_speaks(tmp_path: Path) -> None:
    assert await moving(SAMPLE, tmp_path, [(6.12, 8.46), (12.12, 15.14), (24.11, 26.69)]) == [False] * 3


async def test_what_was_seen_once_is_not_looked_at_again(tmp_path: Path) -> None:
    film = made(tmp_path / "film.mp4", box(60, 40, 2.0, 6.0))
    first = await moving(film, tmp_path, QUIET)
    known = next(tmp_path.glob("*.moving.json"))
    known.write_text("[false]", encoding="utf-8")
    assert (first, await moving(film, tmp_path, QUIET)) == ([True], [False])


async def test_a_picture_that_cannot_be_read_leaves_the_decision_to_the_sound(tmp_path: Path) -> None:
    broken = tmp_path / "film.mp4"
    broken.write_bytes(SAMPLE.read_bytes()[:5000])
    assert await moving(broken, tmp_path, QUIET) == [False]
    assert not list(tmp_path.glob("*.json"))
