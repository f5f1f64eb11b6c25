"""When what was just put on the screen is shown and goes away, said behind it."""

from backend.director.clauses import Clause
from backend.director.slots import tidy
from backend.director.talk import Talk

_VANISHES = ("消失", "隐藏", "藏起来")


def gone_after(c: Clause, talk: Talk) -> bool:
    """A title at 8 s, 3秒后消失: how long what was just put there stays."""
    last = talk.latest()
    length = next((t for t in c.tokens if t.kind == "dur" or (t.kind == "range" and t.value[1] is None)), None)
    vanishes = any(talk.word(t) in _VANISHES for t in c.all("verb", "remove"))
    if not vanishes or length is None or last is None or last.op not in ("title", "overlay") or "from" not in last.params:
        return False
    c.claim(*c.tokens)
    last.params["to"] = tidy(last.params["from"] + float(length.value if length.kind == "dur" else length.value[0]))
    return True


def says_when(c: Clause, talk: Talk) -> bool:
    """ "…, on screen from 0:55 for 4 seconds": when what was just put there is shown."""
    last = talk.latest()
    shown = last is not None and last.op in ("title", "overlay") and last.clause == talk.clause_index - 1 and "from" not in last.params
    return shown and not c.kinds & {"verb"} and c.joiner in ("comma", "and")
