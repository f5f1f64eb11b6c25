"""A frame of the result as a picture: exactly the frame at that time, with what lies over it; and which one is chosen."""

from typing import Any, Literal

import av
import numpy as np
import pytest

from backend.draft.document import Document
from backend.draft.history import apply
from backend.edits import AnyEdit
from backend.engine.cover import cover_s
from backend.engine.looks import Look
from backend.engine.plan import Output
from backend.engine.still import Still, still
from tests.engine.decoding import step
from tests.proof.bench import Bench, done, edit


def taken(bench: Bench, document: Document, at_s: float, form: Literal["jpg", "png"] = "jpg") -> tuple[Still, Any, bytes]:
    """The still, its pixels as RGB, and the bytes of the file."""
    target = bench.folder / f"cover.{form}"
    made = done(still(document.timeline, bench.made, Output(), at_s, target, bench.folder / "work", form=form))
    with av.open(str(target)) as container:
        [frame] = container.decode(container.streams.video[0])
        return made, frame.to_ndarray(format="rgb24"), target.read_bytes()


def edited(bench: Bench, *names: str, edits: tuple[AnyEdit, ...] = ()) -> Document:
    document = bench.project(*names)
    for one in edits:
        document = apply(document, one)
    return document


def number(pixels: Any) -> int:
    grey = pixels.mean(axis=2) * 219 / 255 + 16
    return step(grey, 1) + 16 * step(grey, 3)


@pytest.mark.parametrize(("at", "shown"), [(0.0, 0), (0.52, 13), (2.0, 50), (3.96, 99), (99.0, 99)])
@pytest.mark.parametrize("form", ["jpg", "png"])
def test_the_frame_is_the_one_that_is_seen_at_that_time(bench: Bench, at: float, shown: int, form: Literal["jpg", "png"]) -> None:
    made, pixels, data = taken(bench, edited(bench, "a.mov"), at, form)
    assert number(pixels) == shown
    assert made.at_s == shown / 25
    assert pixels.shape == (made.height, made.width, 3)
    assert data.startswith(b"\xff\xd8\xff" if form == "jpg" else b"\x89PNG")


def test_the_edits_are_in_it(bench: Bench) -> None:
    cut = edited(bench, "a.mov", edits=(edit("cut", from_=0, to=1), edit("speed", factor=2)))
    assert number(taken(bench, cut, 0.4)[1]) == 25 + 20
    title = edit("title", text="HELLO", size="large")
    plain, titled = (taken(bench, edited(bench, "dark.mp4", edits=edits), 1)[1] for edits in ((), (title,)))
    assert plain.mean() < 3
    assert titled.max() > 200


@pytest.mark.parametrize("form", ["jpg", "png"])
def test_the_colours_are_those_of_the_video(bench: Bench, form: Literal["jpg", "png"]) -> None:
    document = edited(bench, "sides.mp4")
    seen = bench.after(document).seen
    _, pixels, _ = taken(bench, document, 1.0, form)
    for x, y in ((0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7)):
        spot = pixels[int(y * pixels.shape[0]), int(x * pixels.shape[1])].astype(int)
        assert np.abs(spot - np.array(seen.color(25, x, y))).max() < 16


def looked(*moments: tuple[float, float, float, float]) -> list[Look]:
    """Looks of (second, moved, sharp, light)."""
    return [Look(at, moved, sharp, light, scene=False) for at, moved, sharp, light in moments]


@pytest.mark.parametrize(("moments", "best"), [
    ([(0.5, 0, 5, 120), (1.5, 0, 9, 120), (2.5, 0, 5, 120)], 1.5), ([(0.5, 0, 5, 120), (1.5, 0, 9, 3), (2.5, 0, 4, 120)], 0.5),
    ([(0.5, 0.6, 9, 120), (1.5, 0, 8, 120)], 1.5), ([(0.5, 0, 9, 254), (1.5, 0, 7, 120)], 1.5), ([], 2.0),
])
def test_the_sharp_lit_and_still_frame_is_chosen(bench: Bench, moments: list[tuple[float, float, float, float]], best: float) -> None:
    assert cover_s(edited(bench, "a.mov").timeline, {"a.mov": looked(*moments)}) == best


def test_no_frame_of_a_fade_or_of_a_transition_is_chosen(bench: Bench) -> None:
    sharpest_last = looked(*((at / 2, 0, 1 + at, 120) for at in range(8)))
    faded = edited(bench, "a.mov", edits=(edit("fade", target="video", out=2),))
    assert cover_s(faded.timeline, {"a.mov": sharpest_last}) == 1.5
    joined = edited(bench, "a.mov", "b.mov", edits=(edit("merge", transition="crossfade"), edit("transition", duration=1)))
    first = cover_s(joined.timeline, {"a.mov": sharpest_last, "b.mov": []})
    assert first + 1e-6 < joined.timeline.duration_s - joined.timeline.clips[1].duration_s


def test_after_a_cut_and_backwards_the_moment_is_where_the_look_is_now(bench: Bench) -> None:
    looks = {"a.mov": looked((3.0, 0, 9, 120), (0.5, 0, 1, 120))}
    assert cover_s(edited(bench, "a.mov", edits=(edit("cut", from_=0, to=1),)).timeline, looks) == pytest.approx(2.0)
    assert cover_s(edited(bench, "a.mov", edits=(edit("reverse"),)).timeline, looks) == pytest.approx(1.0)


def test_nothing_of_the_work_is_left_behind(bench: Bench) -> None:
    taken(bench, edited(bench, "a.mov"), 1.0)
    assert list((bench.folder / "work" / "jobs").glob("*")) == []
