"""How time runs: transitions, speed, direction, still frames, repetition."""

import numpy as np
import pytest

from tests.engine.decoding import is_blue, is_red
from tests.proof.bench import Bench, Proof, edit

PITCHES = pytest.mark.parametrize("factor", [0.5, 2.0, 3.0])


def joined(bench: Bench, kind: str) -> Proof:
    """A second of red and a second of blue, whose ends overlap in a transition of 0.8 s: frames 5 to 24 of 30."""
    edits = (edit("merge"), edit("fps", rate=25), edit("keep", from_=10, to=12), edit("transition", kind=kind, duration=0.8))
    return bench.after(bench.project("one.mp4", "three.mp4"), *edits)


def test_a_crossfade_mixes_both_pictures_and_both_sounds_in_its_middle(bench: Bench) -> None:
    document = bench.project("a.mov", "b.mov")
    proof = bench.after(document, edit("merge"), edit("trim", start=3, end=3), edit("transition", duration=0.4))
    numbers = proof.numbers
    assert numbers[:15] == [*range(75, 90)]
    assert numbers[-15:] == [*range(110, 125)]
    left = [float(np.median(proof.seen.luma[frame][30:60, 20:60])) for frame in (14, 20, 26)]
    before, after = 24 + 12 * (95 % 16), 24 + 12 * (105 % 16)
    assert left[1] == pytest.approx((before + after) / 2, abs=14)
    assert abs(proof.tone_db(500, 0.7, 0.9) - proof.tone_db(900, 0.7, 0.9)) < 3


@pytest.mark.parametrize("kind", ["fade_black", "fade_white", "wipe", "slide", "zoom"])
def test_each_transition_is_its_own_picture_between_the_two(bench: Bench, kind: str) -> None:
    proof = joined(bench, kind)
    seen, middle = proof.seen, len(proof.seen.rgb) // 2
    assert is_red(seen.color(2, 0.5, 0.5))
    assert is_blue(seen.color(-3, 0.5, 0.5))
    between = [seen.color(frame, 0.5, 0.5) for frame in range(middle - 9, middle + 9)]
    if kind == "fade_black":
        assert min(range(18), key=lambda n: max(between[n])) == pytest.approx(9, abs=1)
        assert min(max(color) for color in between) < 30
    if kind == "fade_white":
        assert max(range(18), key=lambda n: min(between[n])) == pytest.approx(9, abs=1)
        assert max(min(color) for color in between) > 220
    if kind == "zoom":
        assert len(set(between)) > 4
    if kind in ("wipe", "slide"):
        assert is_red(seen.color(middle, 0.1, 0.5))
        assert is_blue(seen.color(middle, 0.9, 0.5))


@PITCHES
def test_speed_changes_the_length_and_keeps_the_pitch(bench: Bench, factor: float) -> None:
    proof = bench.after(bench.project("a.mov"), edit("speed", factor=factor))
    numbers = proof.numbers
    assert abs(len(numbers) - 100 / factor) <= 1
    assert max(abs(number - factor * n) for n, number in enumerate(numbers)) <= max(1, factor / 2)
    assert proof.pitch(0.2, len(numbers) / 25 - 0.2) == pytest.approx(500, rel=0.03)
    assert proof.seen.level_db(0.2, 1.1) == pytest.approx(-12.04, abs=1)


def test_speed_of_a_range_leaves_the_rest(bench: Bench) -> None:
    numbers = bench.after(bench.project("a.mov"), edit("speed", factor=2, from_=1, to=3)).numbers
    assert len(numbers) == 75
    assert numbers[:25] == [*range(25)]
    assert numbers[50:] == [*range(75, 100)]
    assert max(abs(number - 25 - 2 * n) for n, number in enumerate(numbers[25:50])) <= 1


def test_reversed_pictures_and_sounds_run_backwards(bench: Bench) -> None:
    assert bench.after(bench.project("a.mov"), edit("reverse")).numbers == [*range(99, -1, -1)]
    proof = bench.after(bench.project("steps.mov"), edit("reverse"))
    assert [round(proof.pitch(at + 0.1, at + 0.9)) for at in range(4)] == pytest.approx([1000, 800, 600, 400], abs=4)


def test_a_reversed_range_lies_between_what_runs_forward(bench: Bench) -> None:
    numbers = bench.after(bench.project("a.mov"), edit("reverse", from_=1, to=2)).numbers
    assert numbers == [*range(25), *range(49, 24, -1), *range(50, 100)]


def test_a_frozen_frame_holds_in_silence(bench: Bench) -> None:
    proof = bench.after(bench.project("a.mov"), edit("freeze", at=2, duration=1))
    assert proof.numbers == [*range(50), *[50] * 25, *range(50, 100)]
    assert proof.seen.level_db(2.1, 2.9) < -60
    assert proof.pitch(3.2, 4.8) == pytest.approx(500, abs=3)


def test_a_loop_repeats_the_whole(bench: Bench) -> None:
    proof = bench.after(bench.project("c.mov"), edit("loop", times=3))
    assert proof.numbers == [*range(200, 250)] * 3
    assert proof.pitch(4.2, 5.8) == pytest.approx(1300, abs=3)
