"""What is cut away is not in the file, and what stays comes in its order: told by the numbers that the frames carry."""

import pytest

from backend.edits import AnyEdit
from tests.proof.bench import Bench, edit

GAP = {"a.mov": [(1.0, 2.0)]}
CUTS: list[tuple[AnyEdit, list[int]]] = [
    (edit("trim_silence", facts=GAP), [*range(25), *range(50, 100)]),
    (edit("remove_fillers", facts={"a.mov": [(0.4, 0.8), (3.0, 3.2)]}), [*range(10), *range(20, 75), *range(80, 100)]),
    (edit("trim", start=0.4, end=0.6), [*range(10, 85)]),
    (edit("cut", from_=1, to=2), [*range(25), *range(50, 100)]),
    (edit("keep", from_=1, to=2), [*range(25, 50)]),
    (edit("duration", to=1.2, how="cut"), [*range(30)]),
    (edit("split", at=1.36), [*range(100)]),
]


@pytest.mark.parametrize(("cut", "numbers"), CUTS, ids=lambda value: getattr(value, "op", ""))
def test_exactly_the_frames_of_the_cut_are_gone(bench: Bench, cut: AnyEdit, numbers: list[int]) -> None:
    assert bench.after(bench.project("a.mov"), cut).numbers == numbers


def test_a_duration_by_speed_shows_every_second_frame(bench: Bench) -> None:
    numbers = bench.after(bench.project("a.mov"), edit("duration", to=2, how="speed")).numbers
    assert len(numbers) == 50
    assert max(abs(number - 2 * n) for n, number in enumerate(numbers)) <= 1


def test_the_sound_is_cut_where_the_picture_is(bench: Bench) -> None:
    proof = bench.after(bench.project("steps.mov"), edit("cut", from_=1, to=2))
    assert [round(proof.pitch(at + 0.1, at + 0.9)) for at in range(3)] == pytest.approx([400, 800, 1000], abs=4)


def test_a_split_clip_is_deleted(bench: Bench) -> None:
    proof = bench.after(bench.project("a.mov"), edit("split", at=1.6), edit("delete_clip", index=1))
    assert proof.numbers == [*range(40, 100)]


def test_the_last_clip_is_moved_to_the_front_with_its_sound(bench: Bench) -> None:
    proof = bench.after(bench.project("steps.mov", "a.mov"), edit("merge"), edit("move_clip", index=2, to=1))
    assert proof.numbers[:100] == [*range(100)]
    assert [round(proof.pitch(at + 0.1, at + 0.9)) for at in (1, 4, 7)] == pytest.approx([500, 400, 1000], abs=4)


def test_merged_files_come_one_after_another_with_their_sounds(bench: Bench) -> None:
    proof = bench.after(bench.project("a.mov", "b.mov", "c.mov"), edit("merge"))
    assert proof.numbers == [*range(100), *range(100, 200), *range(200, 250)]
    assert [round(proof.pitch(at, at + 1)) for at in (1, 5, 8.5)] == pytest.approx([500, 900, 1300], abs=3)


def test_of_the_best_moments_exactly_the_chosen_frames_are_left_and_an_undo_gives_all_back(bench: Bench) -> None:
    document = bench.project("a.mov")
    pick = edit("best_moments", to=1.2, facts={"a.mov": [(0.4, 1.0, ["speech"]), (2.0, 2.6, ["motion"])]})
    proof = bench.after(document, pick)
    assert proof.numbers == [*range(10, 25), *range(50, 65)]
    assert bench.after(document, pick, edit("undo")).numbers == list(range(100))
    assert bench.after(document, pick, edit("speed", factor=2), edit("undo", what="best_moments")).numbers == list(range(0, 100, 2))
