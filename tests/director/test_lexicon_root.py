"""The Chinese words are planted by their first characters, when a text has them; what is read does not depend on what was read before."""

import pytest

from backend.director.lexicon import Root


def _root() -> Root:
    root = Root()
    for phrase, name in (("剪", "cut"), ("剪掉", "remove"), ("音乐", "music"), ("剪掉", "later"), ("视频", "video")):
        root.add(phrase, ("verb", name))
    return root


def test_a_text_plants_what_its_characters_begin() -> None:
    root = _root()
    root.plant("把音乐剪掉")
    assert root.get("剪") == {"": ("verb", "cut"), "掉": {"": ("verb", "remove")}}
    assert root.get("音") == {"乐": {"": ("verb", "music")}}
    assert root.get("视") is None
    root.plant("cut the 视")
    assert root.get("视") == {"频": {"": ("verb", "video")}}


def test_every_first_character_is_met_in_order_whatever_was_planted() -> None:
    root = _root()
    root.plant("视频")
    assert list(root) == ["剪", "音", "视"]
    assert {first: root[first] for first in root} == {
        "剪": {"": ("verb", "cut"), "掉": {"": ("verb", "remove")}},
        "音": {"乐": {"": ("verb", "music")}},
        "视": {"频": {"": ("verb", "video")}},
    }


def test_a_character_that_begins_nothing_is_not_there() -> None:
    root = _root()
    root.plant("猫")
    assert "猫" not in root
    with pytest.raises(KeyError):
        _missing = root["猫"]
