"""A message as the classifier sees it: one view for each of its clauses, each with the rule that fits it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from routing.clauses import Clause
from routing.features import View
from routing.lexicon import MARKS
from routing.rules import Verdict, decide

_MARK = re.compile("[" + "".join(MARKS) + "]")


class Reading(NamedTuple):
    """One clause with what the rules say of it and what the classifier sees."""

    clause: Clause
    verdict: Verdict | None
    view: View


def read(found: Sequence[Clause], masked: str, *, media: bool) -> list[Reading]:
    """The readings of all clauses of a masked message."""
    verdicts = [decide(clause.tags) for clause in found]
    names = [verdict.rule if verdict else "" for verdict in verdicts]
    kinds = [set(clause.tags) for clause in found]
    seen = Counter(chain.from_iterable(kinds))
    every = "".join(sorted(seen))
    lone = {kind for kind, times in seen.items() if times == 1}
    readings = []
    plain = _MARK.sub(" ", masked)
    opening: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    for index, (clause, verdict) in enumerate(zip(found, verdicts, strict=True)):
        own = lone & kinds[index]
        others = "".join([kind for kind in every if kind not in own]) if own else every
        words = plain[clause.start : clause.end]
        mixed = tuple([masked[start:end] if tag == "_" else tag for tag, start, end, _dense, _unspaced in clause.tokens])
        opening = () if clause.opens else opening or first
        first = mixed[:2] if clause.opens else first
        before = names[index - 1] if index else "^"
        view = View(words, clause.tags, names[index], index, len(found), before, others, media, mixed, opening)
        readings.append(Reading(clause, verdict, view))
    return readings
