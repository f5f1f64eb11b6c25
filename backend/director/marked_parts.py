"""Footage told by what is seen or heard in it: "cut the title sequence from 0:00 to 0:08", 有字幕的前10秒去掉.

The footage goes; no effect is added.
"""

import re

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_MARKS = {
    "caption",
    "music",
    "title",
    "logo",
    "pip",
    "sound",
    "voice",
    "blur",
    "slow_down",
    "speed_up",
    "zoom_in",
    "bw",
    "freeze",
    "reverse",
}
_STRETCHES = {"range", "head", "tail", "mid"}
_FOOTAGE = re.compile(
    r"(?:ry|red|ed|ing)?[ -](?:(?!(?:on|in|at|of|from|over|with|and|to|for|the) )[a-z]+ )?(?:parts?|bits?|sections?"
    r"|scenes?|segments?|sequences?|portions?|stretch|pieces?|footage|shots?)\b"
)
_HELD = re.compile(r"(?:有|带着?|含着?|没有?|打了?|加了?)(?:了|的)?$")
_OF_IT = re.compile(r"的?(?:那|这)?(?:一)?(?:部分|段(?!落)|片段|地方|镜头|画面)|的(?=前|后|最后|开头|末|\d|[一二三四五六七八九十两])")
_TAKES = ("remove", "cut", "trim")


def marked_part(c: Clause, talk: Talk) -> None:
    """Leave only what says which footage goes."""
    marks = [t for t in c.tokens if t.name in _MARKS]
    if c.names.isdisjoint(_MARKS) or not c.verb(*_TAKES) or "quote" in c.kinds or not all(_marks(t, talk) for t in marks):
        return
    c.claim(*marks)
    if c.kinds & _STRETCHES:
        c.tokens[:] = [t for t in c.tokens if t not in marks and t.name != "order"]
        c.refresh()
    elif any(t.kind != "noun" for t in marks) and not c.kinds & {"ord", "point", "clock"}:
        c.claim(*c.tokens)


def _marks(token: Token, talk: Talk) -> bool:
    if talk.normal[token.start].isascii():
        return _FOOTAGE.match(talk.normal, token.end) is not None
    held = _HELD.search(talk.normal, max(0, token.start - 3), token.start)
    behind = _OF_IT.match(talk.normal, token.end)
    return behind is not None and (held is not None or token.kind != "noun" or not behind[0].endswith("的"))


_ITS = re.compile(r"\bwith (?:all )?(?:the|its|that|those|their|my) $|\band (?:all )?(?:its|their) $")


def goes_along(c: Clause, talk: Talk) -> bool:
    """ "Delete the last 10 seconds with the captions": which footage goes; none are added."""
    last = talk.latest()
    if (
        c.joiner not in ("with", "and")
        or last is None
        or last.clause != talk.clause_index - 1
        or last.op not in ("trim", "cut", "delete_clip", "keep")
    ):
        return False
    if c.kinds - {"noun", "polite"} or c.names.isdisjoint(_MARKS) or not _ITS.search(talk.normal, 0, c.start):
        return False
    c.claim(*c.tokens)
    return True
