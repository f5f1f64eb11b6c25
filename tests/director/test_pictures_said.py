"""Wishes about the picture, its clips and its sound, said as strangers say them; each beside what it must not be taken for."""

from typing import Any

import pytest

from backend.director import Scene, direct

WISHES: tuple[tuple[str, list[dict[str, Any]]], ...] = (
    ("用水印.png做角标，放左下角", [{"op": "overlay", "file": "水印.png", "position": "bottom_left"}]),
    ("插入封面图.jpg，放中间", [{"op": "overlay", "file": "封面图.jpg", "position": "center"}]),
    ("turn the picture a quarter to the right", [{"op": "rotate", "degrees": 90}]),
    ("turn it a quarter to the left", [{"op": "rotate", "degrees": -90}]),
    ("turn the music down a quarter", [{"op": "volume", "target": "music", "percent": 75}]),
    ("unmirror it please", [{"op": "flip", "axis": "horizontal"}]),
    ("drain a third of the colour", [{"op": "color", "saturation": -33.33}]),
    ("take half of the colour out", [{"op": "color", "saturation": -50}]),
    ("take the colour out", [{"op": "color", "look": "bw"}]),
    ("glue them together with a wipe, 2 seconds", [{"op": "merge"}, {"op": "transition", "kind": "wipe", "duration": 2}]),
    ("glue them together with a wipe, and make it square", [{"op": "merge", "transition": "wipe"}, {"op": "aspect", "ratio": "1:1"}]),
    ("caption this, he speaks Italian", [{"op": "captions", "language": "it"}]),
    ("render in full hd at 25 frames", [{"op": "resolution", "height": 1080}, {"op": "fps", "rate": 25}]),
    ("his voice is louder in some parts, make it all the same", [{"op": "normalize"}]),
    ("把人物背后的背景模糊掉", [{"op": "blur", "target": "background"}]),
    ("把人脸模糊掉", [{"op": "blur", "target": "region"}]),
)


@pytest.mark.parametrize(("text", "edits"), WISHES)
def test_a_wish_is_read_as_it_is_meant(text: str, edits: list[dict[str, Any]]) -> None:
    scene = Scene(duration_s=60, clips=3 if "them" in text else 1)
    said = [edit.said() for edit in direct(text, scene).edits]
    assert [{k: round(v, 2) if isinstance(v, float) else v for k, v in one.items()} for one in said] == edits
