"""So many seconds off the start, the end or both."""

from backend.director.clauses import Clause
from backend.director.slots import tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token


def trim_ends(c: Clause, talk: Talk, length: Token) -> None:
    """Take `length` off the ends that the clause names; two lengths are each of its own end."""
    both = c.find("noun", "both_ends") or ("掐头去尾" in talk.normal[c.start : c.end] and not c.find("noun", "start", "end"))
    start = c.find("noun", "start") or c.find("rel", "from_start") or c.find("rel", "first")
    end = c.find("noun", "end") or c.find("rel", "from_end") or c.find("rel", "last")
    if not (both or start or end) or c.kinds & {"quote", "file", "handle"} or c.verb("fade", "freeze") or c.noun("music"):
        return
    value = tidy(length.value)
    params: Params = {"start": value} if both or start else {}
    if both or end:
        params["end"] = value
    lengths = c.all("dur")
    if start and end and len(lengths) == 2:
        names = ("start", "end") if start.start < end.start else ("end", "start")
        params = {name: tidy(token.value) for name, token in zip(names, lengths, strict=True)}
        c.claim(*lengths)
    c.claim(length, *c.all("verb"), *c.all("noun"), *c.all("rel"), *c.all("particle"))
    talk.emit("trim", length, **params)


def of_another(c: Clause, onset: Token) -> bool:
    """ "The second verse starts at 0:20": of something in the video."""
    return bool(c.noun("voice", "sound") or (c.kinds & {"ord"} and any(t.kind == "word" and t.end <= onset.start for t in c.tokens)))
