"""The matrix of `matrix.toml`: every thing in every frame people ask in means that thing, and what only speaks of a thing means nothing."""

import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

MATRIX: dict[str, Any] = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
FRAMES: dict[str, list[str]] = MATRIX["frames"]


def asked(text: str, *before: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of a message about four clips of a minute in all, with the edits `before` on the timeline."""
    scene = Scene(duration_s=60.0, clips=4, before=tuple(EDITS.validate_python(list(before))))
    return [edit.said() for edit in direct(text, scene).edits]


@pytest.mark.parametrize("row", MATRIX["row"], ids=[row["v"] for row in MATRIX["row"]])
def test_a_thing_is_asked_for_in_any_frame(row: dict[str, Any]) -> None:
    wrong = {}
    for form in row.keys() & FRAMES.keys():
        for frame in FRAMES[form]:
            text = frame.format(**{form: row[form]})
            if (edits := asked(text)) != row["edits"]:
                wrong[text] = edits
    assert not wrong


@pytest.mark.parametrize("there", [False, True])
def test_what_only_speaks_of_a_thing_asks_for_nothing(there: bool) -> None:
    timeline: list[dict[str, Any]] = [
        {"op": "zoom", "factor": 1.3, "from": 2, "to": 4}, {"op": "captions"}, {"op": "music", "mood": "ska"}, {"op": "denoise"},
        {"op": "color", "look": "vintage"}, {"op": "transition", "kind": "crossfade"},
    ]
    spoken = [frame.format(x=x) for group in MATRIX["asleep"] for frame, x in product(FRAMES["no"], group["x"])]
    spoken += [frame.format(x=x) for group in MATRIX["asleep"] for frame, x in product(FRAMES["zno"], group["zx"])]
    wrong = {text: edits for text in spoken if (edits := asked(text, *(timeline if there else ())))}
    assert not wrong
