"""The frame of the result and how the picture lies in it: a picture of four colours (red, green / blue, white) in a black border."""

from pathlib import Path

import numpy as np
import pytest

from backend.draft.document import Document
from backend.draft.history import apply
from backend.draft.timeline import Media
from backend.edits import AnyEdit
from backend.engine.plan import Output, plan
from tests.engine.decoding import Watched, is_black, is_blue, is_red, is_white
from tests.proof.bench import Bench, Proof, edit


def letter(seen: Watched, x: float, y: float) -> str:
    color = seen.color(5, x, y)
    tests = {"R": is_red, "B": is_blue, "W": is_white, "-": is_black, "G": lambda c: c[1] > 180 and c[0] < 70 and c[2] < 70}
    return next((name for name, is_that in tests.items() if is_that(color)), "?")


def corners(proof: Proof) -> str:
    """The colours of the four quarters, row by row."""
    return "".join(letter(proof.seen, x, y) for y in (0.3, 0.7) for x in (0.3, 0.7))


def sides(bench: Bench, *edits: AnyEdit) -> Proof:
    return bench.after(bench.project("sides.mp4"), *edits)


def size(proof: Proof) -> tuple[int, int]:
    height, width = proof.seen.luma[0].shape
    return width, height


SHAPES = {"9:16": (90, 160), "1:1": (90, 90), "4:5": (90, 112), "21:9": (210, 90), "4:3": (120, 90)}


@pytest.mark.parametrize(("ratio", "shape"), SHAPES.items())
def test_each_aspect_has_its_shape(bench: Bench, ratio: str, shape: tuple[int, int]) -> None:
    proof = sides(bench, edit("aspect", ratio=ratio))
    assert size(proof) == shape
    assert letter(proof.seen, 0.4, 0.46) == "R"


def test_aspect_modes_cut_the_sides_or_leave_bars_or_fill_them(bench: Bench) -> None:
    cut, bars, filled = (sides(bench, edit("aspect", ratio="9:16", mode=mode)) for mode in ("crop", "fit", "blur"))
    assert corners(cut) == "RGBW"
    assert [letter(bars.seen, 0.5, y) for y in (0.05, 0.95)] == ["-", "-"]
    assert corners(bars) == "----"
    assert [letter(bars.seen, x, y) for y in (0.46, 0.54) for x in (0.3, 0.7)] == ["R", "G", "B", "W"]
    assert [letter(filled.seen, x, y) for y in (0.46, 0.54) for x in (0.3, 0.7)] == ["R", "G", "B", "W"]
    red, green, _ = filled.seen.color(5, 0.25, 0.25)
    assert red > 100 > green


@pytest.mark.parametrize(("lines", "shape"), [(64, (114, 64)), (180, (320, 180))])
def test_a_resolution_keeps_the_picture(bench: Bench, lines: int, shape: tuple[int, int]) -> None:
    proof = sides(bench, edit("resolution", height=lines))
    assert size(proof) == shape
    assert corners(proof) == "RGBW"


@pytest.mark.parametrize(("asked", "shape"), [((), (1920, 1080)), ((edit("resolution", height=2160),), (3840, 2160))])
def test_only_a_resolution_that_was_asked_for_has_no_cap(tmp_path: Path, asked: tuple[AnyEdit, ...], shape: tuple[int, int]) -> None:
    document = Document(media=(Media(id="f", name="film.mp4", kind="video", duration_s=4, width=3840, height=2160, fps="25"),))
    for one in asked:
        document = apply(document, one)
    planned = plan(document.timeline, {"f": tmp_path / "film.mp4"}, Output())
    assert (planned.width, planned.height) == shape


def test_a_rate_changes_the_frames_and_not_the_time(bench: Bench) -> None:
    proof = bench.after(bench.project("a.mov"), edit("fps", rate=10))
    assert proof.seen.rate == 10
    assert proof.timeline.duration_s == pytest.approx(4)
    assert max(abs(number - 2.5 * n) for n, number in enumerate(proof.numbers)) <= 1.5


def test_a_crop_takes_the_left_half_away(bench: Bench) -> None:
    proof = sides(bench, edit("crop", left=50))
    assert size(proof) == (80, 90)
    assert corners(proof) == "GGWW"
    assert letter(proof.seen, 0.02, 0.3) == "G"


def test_a_crop_of_top_and_bottom_takes_the_border_away(bench: Bench) -> None:
    proof = sides(bench, edit("crop", top=20, bottom=20, right=20))
    assert size(proof) == (128, 54)
    assert [letter(proof.seen, 0.3, 0.04), letter(proof.seen, 0.3, 0.96), letter(proof.seen, 0.98, 0.3)] == ["R", "B", "G"]


@pytest.mark.parametrize(("degrees", "shape", "colors"), [(90, (90, 160), "BRWG"), (180, (160, 90), "WBGR"), (270, (90, 160), "GWRB")])
def test_a_rotation_is_clockwise(bench: Bench, degrees: int, shape: tuple[int, int], colors: str) -> None:
    proof = sides(bench, edit("rotate", degrees=degrees))
    assert size(proof) == shape
    assert corners(proof) == colors


@pytest.mark.parametrize(("axis", "colors"), [("horizontal", "GRWB"), ("vertical", "BWRG")])
def test_a_flip_mirrors(bench: Bench, axis: str, colors: str) -> None:
    assert corners(sides(bench, edit("flip", axis=axis))) == colors


def test_a_zoom_of_a_range_fills_the_frame_with_the_middle_then_only(bench: Bench) -> None:
    proof = sides(bench, edit("zoom", factor=2, from_=1, to=2))
    assert max(proof.seen.color(10, 0.02, 0.3)) < 40
    assert is_red(proof.seen.color(40, 0.02, 0.3))
    assert is_red(proof.seen.color(40, 0.44, 0.44))
    assert is_white(proof.seen.color(40, 0.56, 0.56))


def test_turned_mirrored_and_cropped_as_it_is_seen(bench: Bench) -> None:
    proof = sides(bench, edit("rotate", degrees=90), edit("flip", axis="horizontal"), edit("crop", left=50))
    assert corners(proof) == "BBWW"


def test_a_turn_of_a_range_leaves_the_frame_and_the_rest(bench: Bench) -> None:
    document = bench.project("sides.mp4")
    plain, proof = bench.after(document), bench.after(document, edit("rotate", degrees=180, from_=1, to=2))
    assert (proof.rendered.width, proof.rendered.height) == (plain.rendered.width, plain.rendered.height)
    assert np.array_equal(proof.seen.luma[10], plain.seen.luma[10])
    for x, y in ((0.3, 0.3), (0.7, 0.7)):
        assert np.abs(np.subtract(proof.seen.color(40, x, y), plain.seen.color(40, 1 - x, 1 - y))).max() < 12
