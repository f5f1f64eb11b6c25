"""One verb for several things: "remove the captions, the title and the logo", "the music and the ums can go", "mute A to B and C to D"."""

import re
from dataclasses import replace
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_OF_THING = {
    "caption": "captions",
    "title": "title",
    "music": "music",
    "logo": "overlay",
    "pip": "overlay",
    "fade": "fade",
    "transition": "transition",
    "chapter": "chapters",
}
_ALWAYS = {"silence", "filler", "noise"}
_ALSO = {"and", "comma"}
_TIMED = {"cut", "remove", "mute", "blur", "reverse"}
_TAKEN = re.compile(
    r"\b(?:remove|delete|get rid of|take out|cut out|drop|lose|kill|nuke|scrap|ditch|turn off) (?:both )?(?:the |my |all the )?"
    r"[a-z]+(?: [a-z]+)?(?:,|\.)?(?: and| also| and also| as well as)?\s*(?:the |my )?$"
)
"""What stands before a thing where its verb was read as a phrase of the history: "remove the captions, …"."""
_DENY = {"don't need", "don't want", "do not need", "do not want", "i don't want", "no need for"}


def share(clauses: list[Clause], talk: Talk) -> list[Clause]:
    """The clauses with the verb that they share; English only."""
    if not talk.normal.isascii():
        return clauses
    parted = [part for clause in clauses for part in _parted(clause, talk)]
    if parted and _thing(parted[0], talk) and _TAKEN.search(talk.text[: parted[0].start].lower()):
        parted[0].tokens.insert(0, Token("verb", "remove", parted[0].start, parted[0].start))
        parted[0].tokens = [t for t in parted[0].tokens if talk.word(t) != "too"]
        parted[0].refresh()
    for before, after in pairwise(parted):
        _onward(before, after, talk)
    for before, after in zip(parted[-2::-1], parted[:0:-1], strict=False):
        if after.joiner in _ALSO and after.verb("remove") and _thing(before, talk) and _led_by_a_thing(after, talk):
            before.tokens.append(replace(next(t for t in after.tokens if t.name == "remove")))
            before.refresh()
    return parted


def _gone(token: Token, talk: Talk) -> bool:
    """Whether the thing can only be meant to go: it is there, or it is a fault."""
    if token.kind != "noun" and token.name != "fade":
        return False
    return token.name in _ALWAYS or _OF_THING.get(token.name, "") in talk.on_timeline


def _thing(clause: Clause, talk: Talk) -> bool:
    """Whether the clause names one such thing and nothing else."""
    said = [t for t in clause.tokens if t.kind not in ("polite", "degree") and t.name != "all" and talk.word(t) != "too"]
    return len(said) == 1 and _gone(said[0], talk)


def _led_by_a_thing(clause: Clause, talk: Talk) -> bool:
    """ "… the ums can go": the thing stands before its verb."""
    said = [t for t in clause.tokens if t.kind not in ("polite", "degree") and t.name != "all"]
    return len(said) == 2 and _gone(said[0], talk) and said[1].kind == "verb"


def _onward(before: Clause, after: Clause, talk: Talk) -> None:
    """Give the verb of a clause to the one behind it that only names another thing, or another stretch."""
    too = after.joiner == "stop" and talk.word(after.tokens[-1]) == "too"
    verb = next((t for t in before.tokens if t.kind == "verb"), None)
    if verb is None or verb is not before.tokens[0]:
        return
    if verb.name == "remove" and (after.joiner in _ALSO or too) and _thing(after, talk) and any(_gone(t, talk) for t in before.tokens):
        after.tokens = [t for t in after.tokens if talk.word(t) != "too"]
    elif not (
        verb.name in _TIMED
        and [t.kind for t in after.tokens] == ["range"]
        and before.kinds <= {"verb", "range", "noun", "particle"}
        and "range" in before.kinds
        and after.joiner in _ALSO | {"then", "stop"}
    ):
        return
    after.tokens.insert(0, replace(verb))
    after.refresh()


def _parted(clause: Clause, talk: Talk) -> list[Clause]:
    """A clause with two stretches or two unwanted things as one clause for each."""
    ranges = [t for t in clause.tokens if t.kind == "range"]
    if len(ranges) > 1 and clause.verb("mute", "blur", "reverse") and not clause.kinds & {"only", "neg"}:
        return [_only(clause, [t for t in ranges if t is not one], "and" if place else clause.joiner) for place, one in enumerate(ranges)]
    things = [t for t in clause.tokens if _gone(t, talk)]
    denied = any(t.kind == "neg" and talk.word(t) in _DENY for t in clause.tokens) and clause.kinds <= {"neg", "noun", "polite", "degree"}
    if len(things) > 1 and denied:
        return [_only(clause, [t for t in things if t is not one], "and" if place else clause.joiner) for place, one in enumerate(things)]
    return [clause]


def _only(clause: Clause, without: list[Token], joiner: str) -> Clause:
    left = {id(t) for t in without}
    kept = [replace(t) for t in clause.tokens if id(t) not in left]
    return Clause([Token("verb", "remove", t.start, t.end) if t.kind == "neg" else t for t in kept], joiner)
