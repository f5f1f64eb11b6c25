"""What is done to the whole or not at all: captions, repetition and transitions wished for a part are refused, not done everywhere."""

import re

from backend.director.clauses import Clause
from backend.director.clip_scope import named
from backend.director.scene import Refusal
from backend.director.talk import Talk

_STRETCHES = {"range", "head", "tail", "part", "mid"}
_BETWEEN = re.compile(r"\b(?:between|from|into|where)\b|之间|中间|和|到|跟|与")
_OTHERS = ("keep", "cut", "trim", "merge", "move", "swap", "split", "undo", "redo", "mute", "freeze", "reverse", "translate")


def whole_only(c: Clause, talk: Talk) -> bool:
    """Whether the clause wishes that for a part; it is done with then."""
    if c.verb(*_OTHERS) and not c.has("silence", "filler"):
        return False
    if not any(wished(c, talk) for wished in (_captions, _loops, _joins_two, _fades_inside, _pauses_inside)):
        return False
    talk.refused.append(Refusal("part", talk.said(c)))
    c.claim(*c.tokens)
    return True


def _some_clips(c: Clause, talk: Talk) -> set[int]:
    """The numbers of the clips that the clause names; none where they are all."""
    clips = talk.scene.clips
    group = named(c, talk, clips) if clips > 1 and c.kinds & {"ord", "num", "rel"} else None
    numbers = {number % (clips + 1) for number in group[0]} if group else set[int]()
    return numbers if len(numbers) < clips else set()


def _captions(c: Clause, talk: Talk) -> bool:
    if c.noun("caption") is None or c.kinds & {"quote", "pct"}:
        return False
    return bool((c.find("only") and c.kinds & _STRETCHES) or (c.has("clip") and _some_clips(c, talk)))


def _loops(c: Clause, talk: Talk) -> bool:
    return bool(c.verb("loop") and not c.noun("music") and "neg" not in c.kinds and (c.kinds & _STRETCHES or _some_clips(c, talk)))


def _joins_two(c: Clause, talk: Talk) -> bool:
    """A transition between two clips of more."""
    noun = c.noun("transition")
    if not (noun or c.kinds & {"motion"} or c.has("fade")) or talk.scene.clips < 3:
        return False
    clips = len(c.all("num")) if noun and talk.word(noun) == "between clips" else len(_some_clips(c, talk))
    return 1 < clips < talk.scene.clips and _BETWEEN.search(talk.normal, c.start, c.end) is not None


def _fades_inside(c: Clause, talk: Talk) -> bool:
    """A fade at a clip that is neither the first nor the last."""
    if not c.verb("fade") or c.has("music", "quote", "title", "transition") or c.kinds & {"quote", "motion"}:
        return False
    clips = _some_clips(c, talk)
    return bool(clips) and not clips & {1, talk.scene.clips}


def _pauses_inside(c: Clause, talk: Talk) -> bool:
    """Pauses and fillers of some clips only."""
    taken = c.noun("silence", "filler") and c.verb("remove", "cut", "trim") and "neg" not in c.kinds
    return bool(taken and not c.verb("mute") and _some_clips(c, talk))
