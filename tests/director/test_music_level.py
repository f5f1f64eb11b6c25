"""Music that was put in without a volume lies at 35 %: softer is less than that."""

import pytest

from backend.director import Scene, direct
from backend.edits import Music, Volume


@pytest.mark.parametrize(("text", "least", "most"), [
    ("turn the music down", 1, 30), ("音乐小一点", 1, 30), ("the music is too loud", 1, 30), ("louder music", 40, 100)])
def test_a_relative_level_starts_from_the_usual_one(text: str, least: float, most: float) -> None:
    [edit] = direct(text, Scene(before=(Music(mood="lo-fi"),))).edits
    assert isinstance(edit, Volume)
    assert edit.target == "music"
    assert edit.percent is not None
    assert least <= edit.percent <= most
