"""Taking back and doing again, in rendered frames; and that no op is without a proof."""

import re
from pathlib import Path

import numpy as np
import pytest

from backend.draft.ops import OPS
from tests.proof.bench import Bench, Proof, edit


def same(one: Proof, other: Proof) -> bool:
    pictures = len(one.seen.rgb) == len(other.seen.rgb) and all(map(np.array_equal, one.seen.rgb, other.seen.rgb))
    return pictures and np.array_equal(one.seen.sound, other.seen.sound)


def test_after_undo_the_file_is_what_it_was_and_after_redo_what_it_became(bench: Bench) -> None:
    document = bench.project("a.mov")
    edits = (edit("title", text="Hello"), edit("volume", target="clip", percent=50), edit("speed", factor=2))
    before, after = bench.after(document, edits[0]), bench.after(document, *edits)
    assert not same(before, after)
    assert same(bench.after(document, *edits, edit("undo", steps=2)), before)
    assert same(bench.after(document, *edits, edit("undo", steps=2), edit("redo")), after)


@pytest.mark.parametrize("what", ["flip", "cut", "mute"])
def test_one_edit_taken_back_is_as_if_it_had_never_been(bench: Bench, what: str) -> None:
    edits = [edit("flip", axis="horizontal"), edit("cut", from_=1, to=2), edit("mute", target="clip", from_=0, to=1)]
    edits.append(edit("color", look="bw"))
    others = [one for one in edits if one.op != what]
    document = bench.project("a.mov")
    assert same(bench.after(document, *edits, edit("undo", what=what)), bench.after(document, *others))


def test_a_cut_put_back_by_its_number_is_in_picture_and_sound_what_it_was(bench: Bench) -> None:
    silent = edit("trim_silence", facts={"a.mov": [(0.5, 1.0), (2.0, 2.6)]})
    document = bench.project("a.mov")
    assert not same(bench.after(document, silent), bench.after(document))
    assert same(bench.after(document, silent, edit("restore_cuts")), bench.after(document))
    one = bench.after(document, silent, edit("restore_cuts", numbers=[2]))
    assert same(one, bench.after(document, edit("cut", from_=0.5, to=1.0)))
    assert same(bench.after(document, silent, edit("restore_cuts"), edit("recut", numbers=[1])), one)


def test_every_op_of_the_vocabulary_is_rendered_in_a_proof() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_proof_*.py"))
    assert set(re.findall(r'edit\(\s*"(\w+)"', sources)) == {*OPS, "undo", "redo"}
