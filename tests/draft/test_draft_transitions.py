"""Transitions outlive edits of their clips; where they cannot, that is told."""

import pytest
from footage import MUTE, PHONE, TOUR, edit, edited, project

from backend.draft.check import check
from backend.draft.document import Document
from backend.draft.history import apply
from backend.draft.track import places


def joined(kind: str = "crossfade") -> Document:
    """Three clips with that transition between all of them."""
    return edited(project(TOUR, PHONE, MUTE), edit("merge", transition=kind))


def kinds(document: Document) -> list[str]:
    assert list(check(document.timeline)) == []
    return [clip.join.kind if clip.join else "" for clip in document.timeline.clips]


def notes(document: Document) -> list[str]:
    return [note.name for note in document.history[-1].notes]


@pytest.mark.parametrize(("index", "to"), [(2, 3), (3, 1), (1, 3), (1, 2)])
def test_clips_that_change_places_keep_the_transitions_between_all(index: int, to: int) -> None:
    moved = apply(joined("wipe"), edit("move_clip", index=index, to=to))
    assert kinds(moved) == ["", "wipe", "wipe"]
    assert "transitions_gone" not in notes(moved)


def test_a_single_transition_goes_when_its_clips_part_and_that_is_told() -> None:
    document = edited(project(TOUR, PHONE), edit("merge", transition="wipe"), edit("split", at=20))
    assert kinds(document) == ["", "", "wipe"]
    moved = apply(document, edit("move_clip", index=3, to=1))
    assert (kinds(moved), notes(moved)) == (["", "", ""], ["transitions_gone"])
    assert apply(moved, edit("undo")).timeline == document.timeline


def test_the_neighbours_of_a_clip_that_goes_meet_in_its_transition() -> None:
    before = joined()
    gone = apply(before, edit("delete_clip", index=2))
    assert kinds(gone) == ["", "crossfade"]
    owned = places(before.timeline.clips)[1]
    assert gone.timeline.duration_s == pytest.approx(before.timeline.duration_s - (owned.to_s - owned.from_s))
    assert kinds(apply(before, edit("delete_clip", index=3))) == ["", "crossfade"]


@pytest.mark.parametrize(("op", "said"), [("speed", {"factor": 2.0}), ("speed", {"factor": 0.5}), ("reverse", {})])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_clip_that_plays_otherwise_keeps_the_transitions_at_its_ends_or_tells(op: str, said: dict[str, float], index: int) -> None:
    before = joined()
    owned = places(before.timeline.clips)[index]
    after = apply(before, edit(op, from_=owned.from_s, to=owned.to_s, **said))
    kept = sum(map(bool, kinds(after)))
    assert kept == 2 if op == "speed" or index == 1 else (kept, notes(after)) == (1, ["transitions_gone"])
    length_s = before.timeline.duration_s + (owned.to_s - owned.from_s) * (1 / said.get("factor", 1.0) - 1)
    assert after.timeline.duration_s == pytest.approx(length_s)


def test_what_a_cut_takes_out_does_not_come_back_in_a_transition() -> None:
    before = joined()
    border = places(before.timeline.clips)[1].from_s
    after = apply(before, edit("cut", from_=border - 3, to=border + 2))
    assert kinds(after) == ["", "", "crossfade"]
    assert after.timeline.clips[0].end_s == pytest.approx(border - 3)
