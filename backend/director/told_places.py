"""Where a complaint lies, its cure is: "the first 10 seconds are too dark, brighten them", 10秒到20秒太慢，加速."""

import re

from backend.director.clauses import Clause
from backend.director.talk import Talk

_CURES = {"color", "speed", "volume", "stabilize", "denoise", "sharpen"}
_WHOLE = ("video", "all", "picture", "rest", "clip", "music")
_COMPLAINS = re.compile("太|有点|偏|不够|过于")


def cured_there(c: Clause, talk: Talk) -> None:
    """Give an edit of the clause the stretch of the same edit that the complaint before it implied."""
    if c.named(*_WHOLE) or c.kinds & {"range", "head", "tail", "part", "ord", "clips", "point", "clock", "only"}:
        return
    for found in talk.found:
        if found.clause != talk.clause_index or found.op not in _CURES or "from" in found.params:
            continue
        told = next((f for f in reversed(talk.found) if f.op == found.op and f.clause == found.clause - 1 and "to" in f.params), None)
        if told is None or not (told.weak or (told.guessed and _COMPLAINS.search(talk.normal, max(0, c.start - 10), c.start))):
            continue
        if told.op != "volume" or told.params.get("target") == found.params.get("target"):
            found.params |= {key: told.params[key] for key in ("from", "to")}
