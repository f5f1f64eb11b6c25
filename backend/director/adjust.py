"""A change of an effect that is on the timeline: a longer fade, a stronger zoom, the freeze a second longer.

Such a clause names the effect and compares or complains; the edit repeats what says which one is meant, with the new value.
"""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_SUBJECTS = {
    "fade": ("fade",),
    "zoom": ("zoom_in", "zoom_noun"),
    "freeze": ("freeze",),
    "transition": ("transition", "crossfade", "fade_black", "fade_white", "wipe"),
}
_USUAL_S = {"fade": 1.0, "freeze": 1.0, "transition": 0.5}
_KEEPS = {"fade": ("target", "in", "out"), "zoom": ("from", "to"), "freeze": ("at",), "transition": ("kind",)}


def adjust(c: Clause, talk: Talk) -> bool:
    """Read the clause as a change of an effect on the timeline; False when it is not one."""
    if not talk.on_timeline or not wanted(c) or c.kinds & {"quote", "range", "head", "tail", "point", "clock"}:
        return False
    for op, names in _SUBJECTS.items():
        if op in talk.on_timeline and not talk.latest(op) and c.has(*names):
            more = op == "freeze" and "dur" in c.kinds and _MORE.search(talk.normal[max(0, c.start - 1) : c.end])
            lasting = "dur" in c.kinds and _so_long(c, talk, op)
            paced = op in ("fade", "transition") and (c.verb("slow_down") or c.verb("speed_up"))
            way = _way(c) or _as_long(c, talk, op) or (1 if more or lasting or (paced and c.verb("slow_down")) else -1 if paced else 0)
            new = _zoomed(c, talk, way) if op == "zoom" else _timed(c, talk, op, way)
            if way and new:
                known = {k: v for k, v in talk.on_timeline[op].items() if k in _KEEPS[op]}
                said = c.kinds & {"dur", "factor", "pct"}
                c.claim(*c.tokens)
                edit = talk.emit(op, c)
                edit.params.update(known | new)
                edit.guessed = not said
                return True
    return False


_THE_FADE = re.compile(r"\b(?:the|that|this) fades?(?:[ -](in|out))?\b")


def _so_long(c: Clause, talk: Talk, op: str) -> bool:
    """ "Make the freeze 5 seconds long", "the fade should last 3 seconds": a new length for what is there."""
    if op == "fade":
        named = _THE_FADE.search(talk.normal, c.start, c.end)
        told = c.find("rel", "exactly", "for") or c.noun("length") or c.verb("make")
        return bool(named and told and (not named[1] or named[1] in talk.on_timeline[op]))
    if op == "freeze":
        return bool(c.find("rel", "exactly", "for") or c.noun("length") or c.verb("make")) and not c.noun("last_frame", "first_frame")
    return op == "transition" and c.find("rel", "exactly") is not None


def _way(c: Clause) -> int:
    """+1 more or longer, -1 less or shorter; a complaint asks for the opposite."""
    if c.has("too_long", "too_slow", "too_strong", "shorten", "decrease", "small"):
        return -1
    return 1 if c.has("too_short", "too_sudden", "too_fast", "lengthen", "longer", "increase", "large", "closer") else 0


_AS_LONG = re.compile(r"\b(?:(half)|twice|double) (?:as long|the length|the duration)\b|(短一半|减半|一半长)|长一倍|加倍|翻倍")


def _as_long(c: Clause, talk: Talk, op: str) -> int:
    """ "Make the crossfade half as long", 转场时间减半: +1 for twice as long, -1 for half."""
    found = _AS_LONG.search(talk.normal, c.start, c.end + 12) if op in ("fade", "freeze", "transition") else None
    return 0 if found is None else -1 if found[1] or found[2] else 1


def _timed(c: Clause, talk: Talk, op: str, way: int) -> Params:
    """The new length of a fade, a freeze or a transition, in seconds."""
    known = talk.on_timeline[op]
    keys = [k for k in ("in", "out") if k in known] if op == "fade" else ["duration"]
    length = c.find("dur")
    new: Params = {}
    for key in keys:
        current = float(known.get(key, _USUAL_S[op]))
        if length is None:
            new[key] = tidy(current * 2 if way > 0 else current / 2)
        else:
            reaches = any(talk.word(t).endswith(("到", "至", "成", "为")) for t in c.all("verb"))
            added = not reaches and (_by_that_much(c, length) or _MORE.search(talk.normal[max(0, c.start - 1) : c.end]))
            new[key] = tidy(current + way * length.value if added else length.value)
    return new


_MORE = re.compile(r"再?多(?:停|留|定)|再(?:停|留|定|长)|another|more")


def _by_that_much(c: Clause, length: Token) -> bool:
    """ "A second longer", 再长一秒: the length is added; "3 seconds", "longer: 3 seconds" is the whole."""
    if c.has("to", "exactly"):
        return False
    index = c.tokens.index(length)
    beside = c.tokens[max(0, index - 1) : index + 2]
    return any(t.name in ("lengthen", "longer", "shorten", "too_long") for t in beside)


def _zoomed(c: Clause, talk: Talk, way: int) -> Params:
    factor, length, to = c.find("factor"), c.find("dur"), talk.on_timeline["zoom"].get("to")
    if length and way and to is not None:
        known = {key: value for key, value in talk.on_timeline["zoom"].items() if key in ("factor", "from")}
        return known | {"to": tidy(max(float(known.get("from", 0)), float(to) + way * float(length.value)))}
    if factor:
        return {"factor": tidy(factor.value)}
    current = float(talk.on_timeline["zoom"].get("factor", 1.3))
    return {"factor": tidy(round(current + 0.3 if way > 0 else 1 + (current - 1) / 2, 2))}
