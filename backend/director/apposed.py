"""A part said behind what goes there: "cut the music, 0:50 to 1:00", "lose the logo, but only in clip 2"."""

import re

from backend.director.clauses import Clause
from backend.director.taken_in_part import goes
from backend.director.talk import Talk

_STRETCHES = {"range", "head", "tail", "part", "mid", "until"}
_BESIDE = {"only", "polite", "neg", "rel", "particle", "degree", "noun", "num", "ord"}
_JOINED = {"comma", "but", "stop", "dash", "paren", "colon", "only", "semicolon"}
_RELATIONS = {"for", "from", "in", "at", "to", "dash", "between", "except", "first", "last", "until", "after", "before", "under"}
_RELATED = re.compile(r"\b(?:for|in|during|but)\b")


def apposed(clauses: list[Clause], talk: Talk) -> list[Clause]:
    """The clauses with such a part in the clause that it is of."""
    at = 1
    while at < len(clauses):
        before, part = clauses[at - 1], clauses[at]
        listed = part.joiner == "comma" and at + 1 < len(clauses) and clauses[at + 1].joiner == "and"
        related = part.joiner == "but" or _RELATED.search(talk.normal, before.end, part.end)
        unwanted = not related and "neg" in before.kinds and not any(talk.here(op) for op in ("music", "captions", "title", "overlay"))
        if (
            not listed
            and not unwanted
            and part.joiner in _JOINED
            and _only_a_part(part)
            and not before.kinds & _STRETCHES
            and goes(before, talk)
        ):
            spared = "neg" in part.kinds or part.has("except")
            for token in part.tokens:
                if spared and token.kind in _STRETCHES:
                    token.name = "except"
            kept = [t for t in part.tokens if t.kind in _STRETCHES or (t.kind not in ("only", "polite", "neg") and t.name != "except")]
            clauses[at - 1 : at + 1] = [Clause([*before.tokens, *kept], before.joiner)]
            continue
        at += 1
    return clauses


def _only_a_part(clause: Clause) -> bool:
    placed = clause.kinds & _STRETCHES or (clause.has("clip") and clause.kinds & {"ord", "num", "rel"})
    if not placed or clause.kinds - _STRETCHES - _BESIDE:
        return False
    relations = [t.name for t in clause.tokens if t.kind == "rel"]
    moved = "first" in relations and "last" in relations
    return not moved and set(relations) <= _RELATIONS and all(t.name == "clip" for t in clause.tokens if t.kind == "noun")
