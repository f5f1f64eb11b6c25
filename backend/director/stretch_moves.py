"""A stretch that is to stand elsewhere: "take 0:40 to 1:00 and put it at the start".

The clips are parted at both of its ends, and what lies between moves.
"""

import re

from backend.director.arranged import arranged
from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.scene import Refusal
from backend.director.slots import bounds, tidy
from backend.director.talk import Talk

_TO_THE_START = re.compile(
    r"\b(?:to|at|in|into|on|onto) (?:the )?(?:very )?(?:start|beginning|front|opening|top)\b|\b(?:first|up front|before everything)\b"
    r"|最前|开头|片头|前面|首位"
)
_TO_THE_END = re.compile(
    r"\b(?:to|at|in|into|on|onto) (?:the )?(?:very )?(?:end|back|close|finish)\b|\b(?:last|after everything)\b|最后|末尾|结尾|片尾|后面"
)
_TAKEN = re.compile(r"\b(?:take|grab|get|pull|lift|move|bring|put|shift|cut)\b[^.;!?\n]*$|[把将][^。；！？\n]*$")
_STRETCHES = ("range", "head", "tail")
_OTHERS = ("caption", "title", "music", "logo", "pip", "image", "text", "sound", "voice")


def moves_a_stretch(c: Clause, talk: Talk) -> bool:
    """Whether the clause moves a stretch of time, its own or the one the clause before takes up."""
    words = talk.normal[c.start : c.end]
    if not wanted(c) or c.has(*_OTHERS) or c.kinds & {"quote", "file", "factor", "pct", "dur", "place", "motion"}:
        return False
    moved = c.verb("move", "add") or (c.verb("make") and not words.isascii())
    moved = moved or (not c.kinds & {"verb"} and c.joiner in ("and", "then", "comma"))
    if not moved or removing(c, talk):
        return False
    stretch = next((t for t in c.tokens if t.kind in _STRETCHES), None)
    where = words if stretch is None else talk.normal[stretch.end : c.end]
    start, end = _TO_THE_START.search(where), _TO_THE_END.search(where)
    if bool(start) == bool(end):
        return False
    if stretch is not None:
        found = bounds(stretch, talk.end_s) if c.verb("move") or _TAKEN.search(talk.normal, max(0, c.start - 4), stretch.start) else None
    else:
        found = _taken_up(c, talk)
    if found is None:
        return False
    c.claim(*c.tokens)
    _move(c, talk, found, to=1 if start else -1)
    return True


def _taken_up(c: Clause, talk: Talk) -> tuple[float, float] | None:
    """The stretch that the clause before took, read as one to keep."""
    last = talk.latest()
    if last is None or last.op not in ("keep", "cut") or last.clause != talk.clause_index - 1 or c.joiner not in ("and", "then", "comma"):
        return None
    if c.kinds - {"verb", "noun", "rel", "polite", "degree"} or not _TAKEN.search(talk.normal, max(0, c.start - 80), c.start):
        return None
    if any(t.kind == "noun" and t.name not in ("pronoun", "start", "end", "same_range", "clip", "video", "all") for t in c.tokens):
        return None
    talk.found.remove(last)
    return last.params["from"], last.params["to"]


def _move(c: Clause, talk: Talk, stretch: tuple[float, float], to: int) -> None:
    """The clips are parted where the stretch begins and ends, and those between go to the place `to`."""
    edges = [] if (clips := arranged(talk)) is None else [end for _, _, end in clips]
    if not edges:
        talk.refused.append(Refusal("part", talk.said(c)))
        return
    for at in stretch:
        if 0 < at < talk.end_s - 0.05 and not any(abs(at - edge) < 0.05 for edge in edges):
            talk.emit("split", c, at=tidy(at))
    inside = [n for n, (_, a, b) in enumerate(arranged(talk) or [], 1) if a >= stretch[0] - 0.05 and b <= stretch[1] + 0.05]
    count = len(arranged(talk) or [])
    for place, number in enumerate(inside if to > 0 else list(reversed(inside))):
        talk.emit("move_clip", c, index=number, to=place + 1 if to > 0 else count - place)
