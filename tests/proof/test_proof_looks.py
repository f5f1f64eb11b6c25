"""Colour, pictures over the picture, blur, steadiness, chapters: in pixels and marks of the file."""

from itertools import pairwise
from typing import Any

import av
import numpy as np
import pytest

from tests.engine.decoding import Watched
from tests.proof.bench import Bench, Proof, edit

QUARTERS = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]


def patches(bench: Bench, **said: Any) -> Proof:
    """Dull red, green and blue, and grey."""
    return bench.after(bench.project("patches.mp4"), *([edit("color", **said)] if said else []))


def colors(proof: Proof) -> Any:
    return np.array([proof.seen.color(10, *at) for at in QUARTERS], float)


def saturation(proof: Proof) -> float:
    """Mean distance of the strongest and the weakest part of the three coloured quarters."""
    return float(np.ptp(colors(proof)[:3], axis=1).mean())


def warmth(proof: Proof) -> float:
    red, _, blue = colors(proof)[3]
    return float(red - blue)


def spread(proof: Proof) -> float:
    return float(proof.seen.luma[10].astype(float).std())


def test_brightness_contrast_and_saturation_go_the_way_that_was_said(bench: Bench) -> None:
    plain = patches(bench)
    assert patches(bench, brightness=20).light(10) > plain.light(10) + 10
    assert patches(bench, brightness=-20).light(10) < plain.light(10) - 10
    assert spread(patches(bench, contrast=40)) > 1.2 * spread(plain) > 1.4 * spread(patches(bench, contrast=-40))
    assert saturation(patches(bench, saturation=40)) > 1.25 * saturation(plain) > 1.8 * saturation(patches(bench, saturation=-40))
    assert saturation(patches(bench, saturation=-100)) < 6


def test_the_second_of_two_clips_alone_is_brighter_mirrored_and_sharper(bench: Bench) -> None:
    document = bench.project("sides.mp4", "patches.mp4")
    merged = bench.after(document, edit("merge"))
    first, second = 25, 62
    changes = [edit("color", brightness=20, from_=2, to=3), edit("flip", axis="horizontal", from_=2, to=3)]
    proof = bench.after(document, edit("merge"), *changes)
    assert np.array_equal(proof.seen.luma[first], merged.seen.luma[first])
    assert proof.light(second) > merged.light(second) + 10
    red, green = proof.seen.color(second, *QUARTERS[1]), proof.seen.color(second, *QUARTERS[0])
    assert red[0] > red[1] + 20
    assert green[1] > green[0] + 20
    without = bench.after(document, edit("merge"), *changes, edit("undo", what="color"))
    assert without.light(second) == pytest.approx(merged.light(second), abs=1)
    assert bench.after(document, edit("merge"), *changes, edit("undo", what="color"), edit("redo")).timeline == proof.timeline


def test_sharpening_and_steadying_keep_to_their_range(bench: Bench) -> None:
    plain = bench.after(bench.project("detail.mp4"))
    proof = bench.after(bench.project("detail.mp4"), edit("sharpen", from_=1, to=2))
    assert detail(proof.seen, 30) > 1.1 * detail(plain.seen, 30)
    assert detail(proof.seen, 10) == pytest.approx(detail(plain.seen, 10), rel=0.02)
    steadied = bench.after(bench.project("detail.mp4"), edit("stabilize", from_=1, to=2))
    assert [clip.picture.stabilize for clip in steadied.timeline.clips] == [False, True]


def test_each_look_is_what_its_name_says(bench: Bench) -> None:
    plain = patches(bench)
    looks = {name: patches(bench, look=name) for name in ("bw", "warm", "cool", "cinematic", "vintage", "vivid")}
    assert saturation(looks["bw"]) < 6
    assert warmth(looks["warm"]) > warmth(plain) + 10
    assert warmth(looks["cool"]) < warmth(plain) - 10
    assert saturation(looks["vivid"]) > 1.2 * saturation(plain)
    assert saturation(looks["vintage"]) < saturation(plain)
    assert warmth(looks["vintage"]) > warmth(plain) + 5
    red, _, blue = colors(looks["cinematic"])[3] - colors(plain)[3]
    assert red - blue > 15


def is_lime(color: tuple[int, int, int]) -> bool:
    return color[1] > 170 and max(color[0], color[2]) < 60


PLACES = {"top": (0.5, 0.08), "center": (0.5, 0.5), "bottom_left": (0.06, 0.92), "top_right": (0.94, 0.08), "bottom_right": (0.94, 0.92)}


@pytest.mark.parametrize("place", PLACES)
def test_an_overlay_is_where_it_was_put_and_nowhere_else(bench: Bench, place: str) -> None:
    document = bench.project("dark.mp4", "logo.png")
    proof = bench.after(document, edit("trim", end=3), edit("overlay", file="logo.png", position=place))
    assert [name for name, at in PLACES.items() if is_lime(proof.seen.color(10, *at))] == [place]
    lime = (proof.seen.rgb[10][..., 1] > 120).sum(axis=1).max()
    assert lime == pytest.approx(0.12 * 320, abs=3)


def test_an_overlay_has_its_time_its_size_and_its_opacity(bench: Bench) -> None:
    document = bench.project("dark.mp4", "logo.png")
    proof = bench.after(document, edit("overlay", file="logo.png", position="center", scale=50, opacity=50, from_=1, to=2))
    assert [max(proof.seen.color(frame, 0.5, 0.5)) > 60 for frame in (10, 24, 25, 49, 50, 80)] == [False, False, True, True, False, False]
    assert proof.seen.color(30, 0.5, 0.5)[1] == pytest.approx(128, abs=16)
    assert (proof.seen.rgb[30][..., 1] > 60).sum(axis=1).max() == pytest.approx(160, abs=4)


def test_a_video_over_the_video_plays(bench: Bench) -> None:
    document = bench.project("dark.mp4", "a.mov")
    proof = bench.after(document, edit("overlay", file="a.mov", position="center", scale=100))
    assert proof.numbers == [*range(100)]


def detail(seen: Watched, frame: int) -> float:
    return float(np.abs(np.diff(seen.luma[frame].astype(float), axis=1)).mean())


def test_blur_takes_detail_away_in_its_range_only(bench: Bench) -> None:
    plain = bench.after(bench.project("detail.mp4"))
    proof = bench.after(bench.project("detail.mp4"), edit("blur", from_=1, to=2))
    assert detail(proof.seen, 30) < 0.6 * detail(plain.seen, 30)
    assert detail(proof.seen, 20) == pytest.approx(detail(plain.seen, 20), rel=0.05)


def test_sharpened_edges_are_steeper_and_an_undo_gives_them_back(bench: Bench) -> None:
    plain, sharp, back = (bench.after(bench.project("detail.mp4"), *edits) for edits in (
        (), (edit("sharpen"),), (edit("sharpen"), edit("undo"))))
    assert detail(sharp.seen, 10) > 1.1 * detail(plain.seen, 10)
    assert np.array_equal(back.seen.luma[10], plain.seen.luma[10])


def shaking(proof: Proof) -> float:
    """Mean change from frame to frame in the middle of the picture."""
    middle = [plane[60:180, 80:240].astype(float) for plane in proof.seen.luma[10:-10]]
    return float(np.mean([np.abs(after - before).mean() for before, after in pairwise(middle)]))


def test_a_steadied_picture_shakes_less_and_is_as_long(bench: Bench) -> None:
    plain, steady = (bench.after(bench.project("shaky.mp4"), *edits) for edits in ((), (edit("stabilize"),)))
    assert len(steady.seen.rgb) == len(plain.seen.rgb) == 75
    assert shaking(steady) < 0.5 * shaking(plain)


def test_chapters_are_in_the_file_at_the_borders_of_the_files(bench: Bench) -> None:
    proof = bench.after(bench.project("one.mp4", "two.mp4", "three.mp4"), edit("merge"), edit("chapters"))
    with av.open(str(proof.rendered.path)) as container:
        found = [(mark["metadata"]["title"], round(float(mark["start"] * mark["time_base"]), 2)) for mark in container.chapters()]
    assert found == [("one", 0.0), ("two", 11.0), ("three", 22.0)]
