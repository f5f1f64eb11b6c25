"""The set phrases of a message that are about its history: cuts by number, versions, changes, what is there and is to be otherwise."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from backend.director import ops_cuts, ops_reference, ops_versions
from backend.director.cut_numbers import CHINESE, ENGLISH
from backend.director.masks import Mask
from backend.director.scene import Scene
from backend.director.set_phrases import Phrases, Reading, compiled, read
from backend.director.takeback import make_ready, take_back


@cache
def _phrases() -> Phrases:
    table = tomllib.loads((resources.files(__package__) / "phrases.toml").read_text(encoding="utf-8"))
    make_ready()
    return compiled(table, {"english": ENGLISH, "chinese": CHINESE}, ops_cuts.READERS | ops_versions.READERS | ops_reference.READERS)


def history_phrases(text: str, normal: str, scene: Scene, hidden: Mapping[int, Mask]) -> Reading:
    """What the message says in set phrases; `hidden` are its quotations and files by their start."""
    quoted = [(mask.start, mask.end) for mask in hidden.values()]
    reading = Reading(scene, text, normal)
    take_back(reading, quoted)
    read(reading, _phrases(), quoted)
    ops_cuts.exceptions(reading)
    return reading
