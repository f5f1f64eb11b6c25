"""Footage told by what is seen or heard in it: "cut the title sequence from 0:00 to 0:08", 有字幕的前10秒去掉.

The footage goes; no effect is added.
"""

import re

from backend.director.clauses import Clause
from backend.director.scene import Refusal
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


_HELD_IN_IT = re.compile(
    r"\b(?:cut|remove|delete|drop|lose|take out|chop|get rid of) (?:out )?(?:the|that|this) "
    r"(?:part|bit|section|stretch|piece|scene|segment|passage)s?,? $"
)


def part_with(c: Clause, talk: Talk) -> None:
    """ "Cut the part with no commentary from 0:20 to 0:40": that stretch, whatever is heard or seen there."""
    lead = talk.normal[max(0, c.start - 48) : c.start].removesuffix("with ").removesuffix("without ")
    begun = lead if c.joiner == "with" else ""
    stretches = [t for t in c.tokens if t.kind in _STRETCHES]
    if len(stretches) != 1 or not _HELD_IN_IT.search(begun) or c.kinds & {"quote", "file", "factor"} or c.verb("add", "make", "keep"):
        return
    if any(found.clause == talk.clause_index - 1 for found in talk.found):
        return
    c.tokens[:] = [Token("verb", "remove", c.start, c.start), *stretches]
    c.refresh()


_OWN_SOUND = re.compile(r"\b(?:its|their|the clip's|that clip's) |\b(?:of|from) (?:it|that|there|the clip)\b|它的|原来的|那段的|这段的")


def sound_stays(c: Clause, talk: Talk) -> bool:
    """ "Lose the third clip but keep its sound": footage cannot go without its sound, so that nothing goes."""
    last = talk.latest()
    if not c.verb("keep") or c.noun("sound", "voice") is None or c.kinds - {"verb", "noun", "polite", "degree", "only"} or last is None:
        return False
    own = _OWN_SOUND.search(talk.normal, max(0, c.start - 12), c.end + 12)
    if last.clause != talk.clause_index - 1 or not (last.op == "delete_clip" or (own and last.op in ("cut", "trim"))):
        return False
    if not own and c.joiner not in ("but", "comma"):
        return False
    talk.found = [f for f in talk.found if f.clause != last.clause]
    talk.refused.append(Refusal("part", talk.said(c)))
    c.claim(*c.tokens)
    return True


_IN_ITS_PLACE = re.compile(
    r"(?: (?:in(?:to)? (?:its|that|the same) (?:place|spot|position)|there|instead|where (?:it|that) was))\b"
    r"|到?(?:它的|那个|那里?的?|原来的?)(?:位置|地方|那儿?|那里)|顶(?:上|替)"
)


def takes_its_place(c: Clause, talk: Talk) -> bool:
    """ "Delete clip 1 and put the last one in its place"."""
    last, number = talk.latest(), c.find("ord")
    clip = c.noun("clip")
    if number is None and clip is not None:
        number = next((t for t in c.all("num") if t.start >= clip.start), None) or c.find("rel", "last")
    if last is None or number is None or last.op != "delete_clip" or last.clause != talk.clause_index - 1 or last.params["index"] < 1:
        return False
    if not c.verb("add", "move", "make") or not _IN_ITS_PLACE.search(talk.normal, c.start, c.end + 16):
        return False
    index = -1 if number.name == "last" else int(number.value)
    c.claim(*c.tokens)
    talk.emit("move_clip", c, index=index, to=last.params["index"])
    return True


def voice_stays(c: Clause, talk: Talk) -> bool:
    """ "Mute the game but keep my voice": both are one sound, so that nothing is muted; the music is one of its own."""
    last = talk.latest()
    if last is None or last.op != "mute" or last.clause != talk.clause_index - 1 or last.params.get("target") == "music":
        return False
    music = c.noun("music") if last.params.get("target") == "all" else None
    if not c.verb("keep", "spare") or (music or c.noun("voice")) is None or c.kinds - {"verb", "noun", "polite", "degree", "only", "rel"}:
        return False
    c.claim(*c.tokens)
    if music is not None:
        last.params["target"] = "clip"
    elif talk.here("music"):
        last.params["target"] = "music"
    else:
        talk.found.remove(last)
        talk.refused.append(Refusal("part", talk.said(c)))
    return True


_WHY = re.compile(
    r"\W*(?:(?:because|since|as|cause|cos) )?(?:they|it|that|those|these)(?:'re|'s)? (?:(?:just|really|also|only|kind of|always|now|all) )*"
    r"(?:take|cover|hide|block|distract|annoy|get|look|feel|sound|were|was|are|is|make|eat|don'?t|doesn'?t|didn'?t|never)s?\b"
)
_WISHED = re.compile(r"\b(?:should|must|needs?|has to|have to|instead|can|could|let|please|want)\b")


def why_it_goes(c: Clause, talk: Talk, words: str) -> bool:
    """ "Remove the captions, they take up the bottom third": of what went nothing is changed."""
    last = talk.latest()
    gone = last is not None and last.clause == talk.clause_index - 1 and last.op.startswith("remove_")
    if not gone or c.joiner not in ("comma", "stop", "dash") or not _WHY.match(words) or _WISHED.search(words):
        return False
    c.claim(*c.tokens)
    return True
