"""Details of a picture that stand before it: "60 % opacity, 12 % scale, up top, stamp.svg"."""

from backend.director.clauses import Clause
from backend.director.talk import Talk

_DETAILS = {"pct", "num", "frac", "place", "noun", "rel", "range", "head", "tail", "degree", "polite", "point", "dur", "particle"}
_MEASURED = {"opacity", "size_noun"}
_LISTED = ("comma", "and")


def details_first(clauses: list[Clause], talk: Talk) -> list[Clause]:
    """The clauses with what leads up to a file, and can only be told of it, in its clause."""
    at = 1
    while at < len(clauses):
        file = clauses[at]
        first = at
        if file.tokens[0].kind == "file" and talk.normal[file.tokens[0].start].isascii() and file.joiner in _LISTED:
            while first and _only_details(clauses[first - 1], talk) and (first == at or clauses[first].joiner in _LISTED):
                first -= 1
        led = clauses[first:at]
        if led and any(one.named(*_MEASURED) or _scales(one, talk) for one in led):
            tokens = [token for one in led for token in one.tokens]
            clauses[first : at + 1] = [Clause([file.tokens[0], *tokens, *file.tokens[1:]], led[0].joiner)]
            at = first
        at += 1
    return clauses


def replaced_with(clauses: list[Clause]) -> list[Clause]:
    """ "Replace the original audio | with waltz.mp3" as one clause: what goes and what comes."""
    for at in range(len(clauses) - 1, 0, -1):
        before, after = clauses[at - 1], clauses[at]
        sounds = before.verb("replace", "swap") and before.noun("sound", "voice") and not before.noun("music")
        if sounds and after.joiner == "with" and after.tokens[0].kind in ("file", "genre", "mood"):
            clauses[at - 1 : at + 1] = [Clause(before.tokens + after.tokens, before.joiner)]
    return clauses


def _scales(clause: Clause, talk: Talk) -> bool:
    """Whether its verb is only the word "scale": "12 % scale"."""
    verbs = [t for t in clause.tokens if t.kind == "verb"]
    return len(verbs) == 1 and talk.word(verbs[0]) == "scale" and bool(clause.kinds & {"pct", "num"})


def _only_details(clause: Clause, talk: Talk) -> bool:
    told = clause.kinds - ({"verb"} if _scales(clause, talk) else set()) <= _DETAILS
    return told and all(t.name in _MEASURED for t in clause.tokens if t.kind == "noun")
