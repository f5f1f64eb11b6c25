"""The other side of a fade, and fades of the other track, told behind one: "… and out over 3 s", "… and the sound over 2"."""

import re

from backend.director.clauses import Clause
from backend.director.ops_fade import DEFAULT_S
from backend.director.slots import tidy
from backend.director.talk import Found, Params, Talk


def fades_too(c: Clause, talk: Talk) -> bool:
    """ "… and the picture out over 3 s too", "… and the sound over 2": the same for what is named, with its own length."""
    edit = talk.latest()
    if edit is not None and edit.op == "fade" and _and_out(c, talk, edit):
        return True
    if edit is None or edit.op != "fade" or edit.clause < talk.clause_index - 2 or c.joiner not in ("and", "comma", "but"):
        return False
    heard, seen = c.noun("sound", "voice", "music"), c.noun("picture", "video")
    length = c.find("dur") or c.find("tail") or c.find("head") or (c.find("num") if c.find("rel", "for") else None)
    if bool(heard) == bool(seen) or length is None or c.kinds & {"verb", "neg", "quote", "pct", "db"}:
        return False
    whose = "audio" if heard else "video"
    if edit.guessed and edit.params["target"] not in ("both", whose) and _one_fade(c, talk, edit):
        edit.params = {"target": "both", "out": tidy(length.value)}
        c.claim(*c.tokens)
        return True
    if edit.params["target"] == "both" and heard:
        edit.params["target"] = "video"
    if edit.params["target"] == whose:
        return False
    coming = c.find("particle", "in") or c.find("noun", "start") or c.find("rel", "from_start")
    going = c.find("particle", "out", "away") or c.find("noun", "end") or c.find("rel", "from_end")
    keys = [key for key, said in (("in", coming), ("out", going)) if said] or [key for key in ("in", "out") if key in edit.params]
    talk.emit("fade", c, target=whose).params.update(dict.fromkeys(keys, tidy(length.value)))
    c.claim(*c.tokens)
    return True


def _and_out(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Fade in | and out on the sound": the other side of the fade just asked for, and what it is of."""
    first, last = c.tokens[0], edit.clause == talk.clause_index - 1
    if not last or c.joiner != "and" or first.kind != "particle" or first.name not in ("in", "out") or first.name in edit.params:
        return False
    if not c.kinds <= {"particle", "noun", "dur", "polite", "degree"} or any(
        t.name not in (*_HEARD, *_SEEN) for t in c.tokens if t.kind == "noun"
    ):
        return False
    length, heard, seen = c.find("dur"), c.noun(*_HEARD), c.noun(*_SEEN)
    if length and edit.guessed:
        edit.params.update({key: tidy(length.value) for key in ("in", "out") if key in edit.params})
    edit.params[first.name] = tidy(length.value) if length else edit.params.get("in") or edit.params.get("out") or DEFAULT_S
    if edit.params["target"] == "both" and bool(heard) != bool(seen):
        edit.params["target"] = "audio" if heard else "video"
    c.claim(*c.tokens)
    return True


_HEARD, _SEEN = ("sound", "music", "voice"), ("picture", "video")


_LISTED_LENGTH = re.compile(r"(?:\d\s?(?:s|secs?)?|\b(?:seconds?|secs?|one|two|three|half))\s*(?:and|,|/|&)\s*(?:then\s*)?$")
"""What stands before the second of two lengths: "fade in and out, 1 s and 2 s"."""


def _one_fade(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Fade picture | and sound out over 3 s": both in one fade, whose way and length come last."""
    said = talk.normal[edit.start : c.start]
    return c.joiner == "and" and bool(c.find("particle", "out", "away")) and " out" not in said and " in" not in said


def absorb_fade(c: Clause, talk: Talk, edit: Found) -> Params:
    """ "… and out", "… and a 2 second fade at the end": the other side, or a length that follows."""
    second = bool(c.kinds & {"dur", "num"}) and _LISTED_LENGTH.search(talk.normal, 0, c.start) is not None
    length = c.take("dur") or c.take("tail") or c.take("head") or c.take("num")
    value = tidy(length.value) if length else edit.params.get("out") or edit.params.get("in") or DEFAULT_S
    if length and c.find("noun", "all") and not c.find("noun", "start", "end"):
        for other in talk.found:
            if other.op == "fade":
                other.params.update({key: value for key in ("in", "out") if key in other.params})
        return {"target": edit.params["target"]}
    words, black = talk.normal[c.start : c.end], c.find("rel", "black")
    to_black, from_black = (black if f"{side} black" in words else None for side in ("to", "from"))
    out = c.find("particle", "out") or c.find("noun", "end") or c.find("rel", "from_end") or to_black
    into = c.find("particle", "in") or c.find("noun", "start") or c.find("rel", "from_start") or from_black
    c.claim(out, into)
    if length and second and not (out or into) and {"in", "out"} <= edit.params.keys():
        return {"out": value}
    if out and length and edit.guessed and edit.params.keys() == {"target", "in"} and c.joiner in ("and", "comma"):
        return {"in": value, "out": value}
    if out and "out" not in edit.params:
        return {"out": value}
    if into and "in" not in edit.params:
        return {"in": value}
    if length:
        for key in ("in", "out"):
            if key in edit.params:
                edit.params[key] = value
        return {"target": edit.params["target"]}
    return {}
