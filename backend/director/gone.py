"""What was just told of goes: the clip, the stretch, the rest behind it; a complaint that is cured already needs nothing more."""

from backend.director.clauses import Clause
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

_CURED_BY_REMOVAL = {"denoise", "stabilize", "trim_silence", "remove_fillers"}


def after_it(c: Clause, talk: Talk) -> bool:
    """ "Cut it at 2:10 and drop the rest": all behind the moment goes."""
    last = talk.latest()
    rest = c.noun("rest") or next((t for t in c.all("rel", "after") if not talk.normal[t.start].isascii()), None)
    if not (rest and c.verb("remove", "cut")) or c.kinds & {"ord", "quote", "range", "head", "tail", "clips"}:
        return False
    parted = last is not None and last.op == "split" and last.clause == talk.clause_index - 1
    point = next((t for t in c.tokens if t.kind in ("point", "clock")), None)
    if parted and last is not None:
        talk.found.remove(last)
        at = last.params["at"]
    elif point is not None:
        at = tidy(point.value)
    else:
        return False
    c.claim(*c.tokens)
    talk.emit("keep", c).params.update({"from": 0, "to": at})
    return True


def gone(c: Clause, talk: Talk, pronoun: Token | None) -> bool:
    """ "… is just my thumb, so throw that away": the clip or the stretch just told of goes."""
    told = talk.told == talk.clause_index - 1 and not talk.normal.startswith((" where ", " when "), c.end)
    if told and talk.span and c.noun("rest") and c.verb("remove", "cut") and not c.kinds & {"ord", "clips", "quote"}:
        talk.emit("keep", c).params.update({"from": talk.span[0], "to": talk.span[1]})
        c.claim(*c.tokens)
        return True
    if (
        not told
        or not (c.verb("remove") or (c.verb("cut", "trim") and pronoun))
        or c.kinds & {"range", "head", "tail", "quote", "ord", "dur"}
    ):
        return False
    if [t for t in c.tokens if t.kind == "noun" and t.name not in ("pronoun", "clip", "same_range", "video")]:
        return False
    if talk.clip is not None:
        talk.found = [f for f in talk.found if f.clause != talk.clause_index - 1]
        talk.emit("delete_clip", c, index=talk.clip)
    elif talk.span in talk.numbers:
        talk.found = [f for f in talk.found if f.clause != talk.clause_index - 1]
        for place, number in enumerate(talk.numbers[talk.span]):
            talk.emit("delete_clip", c.start + place, index=number)
    elif talk.span is not None and not _thing_named_since(talk):
        _take_out(talk, c)
    else:
        return False
    c.claim(*c.tokens)
    return True


def _thing_named_since(talk: Talk) -> bool:
    """Whether a thing that may go itself was named behind the stretch last told of."""
    topic = talk.topic
    return topic is not None and topic.name in ("music", "caption", "title", "logo") and topic.start >= talk.span_at


def _take_out(talk: Talk, c: Clause) -> None:
    """The stretch last named goes: off an end where it is one."""
    start, end = talk.span or (0.0, 0.0)
    if start == 0:
        talk.emit("trim", c, start=tidy(end))
    elif end >= talk.end_s:
        talk.emit("trim", c, end=tidy(talk.end_s - start))
    else:
        talk.emit("cut", c).params.update({"from": start, "to": end})


def cured(c: Clause, talk: Talk) -> bool:
    """Whether what was complained of is put right already: "it shakes, do something"."""
    last = talk.latest()
    told = last is not None and talk.told == last.clause == talk.clause_index - 1 and _put_right(c)
    if last is None or (told and c.verb("remove") and last.op not in _CURED_BY_REMOVAL):
        return False
    if not (told or (last.weak and (c.verb("clean") or "do something" in talk.normal[c.start : c.end]))):
        return False
    last.weak = False
    c.claim(*c.tokens)
    return True


def _put_right(c: Clause) -> bool:
    """ "…, sort it out", "fix that": nothing but that it is to be put right."""
    plain = c.kinds <= {"verb", "noun", "polite", "degree"}
    return plain and c.noun("pronoun") is not None and c.names <= {"clean", "remove", "pronoun"}
