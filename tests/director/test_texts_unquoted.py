"""Texts of titles that only their capitals, their frame or their place show, with the details around them."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

TEXTS: tuple[tuple[str, list[dict[str, Any]]], ...] = (
    ("put Q2 Review in the top left for the first 6 s, fading in",
     [{"op": "title", "text": "Q2 Review", "from": 0, "to": 6, "position": "top_left", "animation": "fade"}]),
    ("have Part 9: Pulleys appear as if typed", [{"op": "title", "text": "Part 9: Pulleys", "animation": "typewriter"}]),
    ("write happy 50th dad on the first 3 seconds and put swing music on it",
     [{"op": "title", "text": "happy 50th dad", "from": 0, "to": 3}, {"op": "music", "mood": "swing"}]),
    ("Show Our Farm in the last 3 seconds with a typewriter effect, and fade the audio out",
     [{"op": "title", "text": "Our Farm", "from": 57, "to": 60, "animation": "typewriter"}, {"op": "fade", "target": "audio", "out": 1}]),
    ("text Unit 7 on screen from second 3 to second 7.5", [{"op": "title", "text": "Unit 7", "from": 3, "to": 7.5}]),
    ("a centered title that says Kim & Lou, 9 June 2024", [{"op": "title", "text": "Kim & Lou, 9 June 2024", "position": "center"}]),
    ("put Harbour Days 2023 top right in white",
     [{"op": "title", "text": "Harbour Days 2023", "position": "top_right", "color": "white"}]),
    ("put Grandpa at 70 in the middle", [{"op": "title", "text": "Grandpa at 70", "position": "center"}]),
    ("'SCENE V' huge, centered, 3 seconds, at 0:20, fade animation",
     [{"op": "title", "text": "SCENE V", "from": 20, "to": 23, "position": "center", "size": "large", "animation": "fade"}]),
    ('add text "Rye, Day 3" on top in orange', [{"op": "title", "text": "Rye, Day 3", "position": "top", "color": "orange"}]),
    ('lower third "Dr. Amy Lo" 0:08-0:15', [{"op": "title", "text": "Dr. Amy Lo", "from": 8, "to": 15, "position": "bottom_left"}]),
    ("sun.png, bottom right, only 0:10-0:20", [{"op": "overlay", "file": "sun.png", "position": "bottom_right", "from": 10, "to": 20}]),
    ("then text Now stir at 0:05 for 5 seconds", [{"op": "title", "text": "Now stir", "from": 5, "to": 10}]),
    ("put Leo swims! at the top", [{"op": "title", "text": "Leo swims!", "position": "top"}]),
    ("write Pike, 30 inches under it", [{"op": "title", "text": "Pike, 30 inches", "position": "bottom"}]),
    ("write Hello, add captions", [{"op": "title", "text": "Hello"}, {"op": "captions"}]),
    ("add a title that says Rome, centered", [{"op": "title", "text": "Rome", "position": "center"}]),
    ("zoom 2x from 12 to 18 seconds and write Mind the gap at the bottom meanwhile",
     [{"op": "zoom", "factor": 2, "from": 12, "to": 18},
      {"op": "title", "text": "Mind the gap", "from": 12, "to": 18, "position": "bottom"}]),
    ("boxed subtitles, and her name Dr. Ada Lund bottom left from 5s to 10s",
     [{"op": "captions", "style": "boxed"}, {"op": "title", "text": "Dr. Ada Lund", "from": 5, "to": 10, "position": "bottom_left"}]),
    ("denoise it and title it Harbour Trip up top", [{"op": "denoise"}, {"op": "title", "text": "Harbour Trip", "position": "top"}]),
    ('at 0:10 show "Step 3: rest" in the top right until 0:14',
     [{"op": "title", "text": "Step 3: rest", "from": 10, "to": 14, "position": "top_right"}]),
    ("put the date 12/05/2025 in the top right corner", [{"op": "title", "text": "12/05/2025", "position": "top_right"}]),
    ("captions that are easy to read on a phone", [{"op": "captions"}]),
    ("captions in blue with a white background", [{"op": "captions", "color": "blue"}]),
    ("put Captions at the bottom", [{"op": "captions", "position": "bottom"}]),
    ("put The Music at 20%", [{"op": "music", "volume": 20}]),
    ("have Clip 2 fade in", [{"op": "fade", "target": "both", "in": 1}]),
    ("some soft piano on top", [{"op": "music", "mood": "soft piano"}]),
    ("3 second fade in at the beginning and 5 at the end fading out", [{"op": "fade", "target": "both", "in": 3, "out": 5}]),
    ("hmm feels lame, liven it up somehow", []),
    ("hmms out please", [{"op": "remove_fillers"}]),
)


@pytest.mark.parametrize(("text", "edits"), TEXTS)
def test_a_text_without_quotes_ends_where_its_details_begin(text: str, edits: list[dict[str, Any]]) -> None:
    assert [edit.said() for edit in direct(text, Scene(duration_s=60, clips=2)).edits] == edits


def test_a_text_is_replaced_by_another() -> None:
    scene = Scene(before=tuple(EDITS.validate_python([{"op": "title", "text": "Day 1"}])))
    edits = [edit.said() for edit in direct('replace the text "Day 1" with "Day 2"', scene).edits]
    assert edits == [{"op": "remove_title", "text": "Day 1"}, {"op": "title", "text": "Day 2"}]
