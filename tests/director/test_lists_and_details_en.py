"""Details said after their thing, and lists of things and stretches: what belongs to what, by relation, in English."""

from functools import cache
from itertools import permutations
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

Edit = dict[str, Any]
SCENE = Scene(duration_s=600.0, clips=5)
THERE = Scene(
    duration_s=600.0,
    clips=5,
    before=tuple(
        EDITS.validate_python(
            [
                {"op": "captions"},
                {"op": "title", "text": "Harbour"},
                {"op": "music", "mood": "jazz", "volume": 30},
                {"op": "overlay", "file": "badge.png"},
                {"op": "fade", "target": "video", "in": 1, "out": 1},
            ]
        )
    ),
)


@cache
def edits(text: str, scene: Scene = SCENE) -> list[Edit]:
    """The edits of a message as plain data."""
    return [edit.said() for edit in direct(text, scene).edits]


SAID_AFTER: tuple[tuple[str, str, Edit], ...] = (
    ("show the text “Low tide”", "make {} red", {"op": "title", "text": "Low tide", "color": "red"}),
    ("add the title “Low tide”", "put {} at the top", {"op": "title", "text": "Low tide", "position": "top"}),
    ("add the title “Low tide”", "show {} from 5 to 9 seconds", {"op": "title", "text": "Low tide", "from": 5, "to": 9}),
    ("add badge.png", "move {} to the bottom left", {"op": "overlay", "file": "badge.png", "position": "bottom_left"}),
    ("add calm music", "keep {} at 15 percent", {"op": "music", "mood": "calm", "volume": 15}),
    ("freeze the frame at 0:40", "{} should last 4 seconds", {"op": "freeze", "at": 40, "duration": 4}),
    ("freeze the frame at 40 seconds", "make {} 5 seconds long", {"op": "freeze", "at": 40, "duration": 5}),
    ("zoom in from 5 to 9 seconds", "make {} 1.5x", {"op": "zoom", "from": 5, "to": 9, "factor": 1.5}),
)
AFTER = ("{a}. {B}.", "{a}, {b}", "{a} and {b}", "{a}; {b}", "{a} - {b}", "{a}. Oh, and {b}.", "{a}\n{b}")


@pytest.mark.parametrize(("put", "detail", "meant"), SAID_AFTER)
def test_a_detail_said_after_its_thing_belongs_to_it(put: str, detail: str, meant: Edit) -> None:
    texts = []
    for pronoun in ("it", "that"):
        said = detail.format(pronoun)
        texts += [way.format(a=put, b=said, B=said[0].upper() + said[1:]) for way in AFTER]
    assert {text: edits(text) for text in texts} == {text: [meant] for text in texts}


THINGS = {
    "subtitles": {"op": "remove_captions"},
    "title": {"op": "remove_title"},
    "soundtrack": {"op": "remove_music"},
    "logo": {"op": "undo", "what": "overlay"},
    "fade": {"op": "undo", "what": "fade"},
}
LISTED = (
    "remove {a} and {b}",
    "get rid of {a} as well as {b}",
    "remove both {a} and {b}",
    "cut out {a} and also {b}",
    "remove {a}. And {b} too.",
    "I don't need {a} or {b}",
    "turn off {a} and {b}",
)


@pytest.mark.parametrize("way", LISTED)
def test_what_goes_may_be_listed(way: str) -> None:
    things = {f"the {thing}": edit for thing, edit in THINGS.items() if thing != "fade"} | {"the ums": {"op": "remove_fillers"}}
    pairs = list(permutations(things, 2))
    assert {pair: edits(way.format(a=pair[0], b=pair[1]), THERE) for pair in pairs} == {
        pair: [things[pair[0]], things[pair[1]]] for pair in pairs
    }


@pytest.mark.parametrize(
    ("verb", "edit"), [("mute", {"op": "mute", "target": "all"}), ("cut", {"op": "cut"}), ("reverse", {"op": "reverse"})]
)
def test_stretches_may_be_listed(verb: str, edit: Edit) -> None:
    meant = [edit | {"from": 10, "to": 15}, edit | {"from": 60, "to": 72}]
    for text in (
        f"{verb} 0:10 to 0:15 and 1:00 to 1:12",
        f"{verb} 0:10 to 0:15, then 1:00 to 1:12",
        f"{verb} from 0:10 to 0:15 and from 1:00 to 1:12",
    ):
        assert edits(text) in (meant, meant[::-1]), text
