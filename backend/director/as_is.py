"""A stretch that stays as it is: "normal speed until 0:30, then double", "leave the first minute alone and blur the rest"."""

import re

from backend.director.clauses import Clause
from backend.director.slots import bounds, other_side
from backend.director.talk import Params, Talk

_NORMALLY = re.compile(r"\b(?:normally|as is|as it is)\b|照常|原样")
_STRETCHES = ("head", "tail", "range", "until", "part")
_MORE = {"neg", "quote", "factor", "times", "pct", "dur", "only", "motion"}
_VERBS = {"add", "keep", "make", "spare", "start"}
_OTHERS = ("music", "sound", "voice", "caption", "title", "logo", "brightness", "contrast", "saturation", "colour", "picture")


def as_is(c: Clause, talk: Talk) -> bool:
    """Whether the clause says of a stretch only that it stays; what follows is for the rest then."""
    stretch = next((found for kind in _STRETCHES if (found := c.find(kind))), None)
    if stretch is None or c.has(*_OTHERS) or c.kinds & _MORE:
        return False
    if any(t.kind == "verb" and t.name not in _VERBS for t in c.tokens):
        return False
    if c.find("rel", "normal"):
        if "speed" in talk.on_timeline or talk.latest("speed"):
            return False
    elif not c.verb("spare") and not (c.verb("add", "keep") and _NORMALLY.search(talk.normal, c.start, c.end)):
        return False
    stays = bounds(stretch, talk.end_s)
    if stays is None:
        return False
    talk.stays = (talk.clause_index, stays)
    c.claim(*c.tokens)
    return True


def beside_it(c: Clause, talk: Talk) -> Params:
    """ "…, then double", 后面两倍速: behind a stretch that stays, a speed is for what lies on its other side."""
    told, stays = talk.stays
    whole = c.noun("video", "all") and not c.noun("end", "rest")
    if told != talk.clause_index - 1 or whole or c.joiner not in ("then", "but", "and", "comma", "stop"):
        return {}
    left = other_side(stays, talk.end_s)
    c.claim(c.noun("end"), c.find("rel", "after"))
    return {"from": left[0], "to": left[1]} if left else {}
