"""One clause -> what it asks for: what the offline classifier thinks of it, weighed against the rule that fits it."""

import re
from dataclasses import dataclass
from math import log
from typing import cast

from routing.classifier import guess
from routing.clauses import Clause
from routing.features import CLASSES
from routing.lexicon import MARKS
from routing.plan import By
from routing.rules import Asked, Verdict, decide

SURE = 0.95
"""From this confidence on a rule is not questioned: it goes by the build of a clause, not by a word alone."""

_WEIGHT = {0.9: 1.8, 0.85: 1.3, 0.8: 1.0}
"""What a rule of such confidence adds to the logarithm of its answer's chance; found on our own messages."""

_DOUBT = 0.02
"""What the classifier's chances are raised by, so that it never rules anything out alone."""

_FLOOR = {"sse": 0.5, "export": 0.85, "credits": 0.85, "state": 0.85, "upload": 0.85, "none": 0.0}
"""How sure the classifier must be before a clause without a rule counts as a wish of its own beside other clauses."""

_ALONE = 0.55
_OVERRULING = 0.7
_MARK = re.compile("[" + "".join(MARKS) + "]")


@dataclass(frozen=True, slots=True)
class Part:
    """A judged clause: `text[start:end]` asks for `intent`, or for nothing (`none`)."""

    intent: Asked
    confidence: float
    by: By
    matched: str
    start: int
    end: int
    tags: str


def judge(clause: Clause, masked: str, text: str, *, alone: bool = False) -> Part:
    """Decides one clause; `text` is the whole message as it was typed, `alone` where it has no other clause."""
    verdict = decide(clause.tags)
    words = _MARK.sub(" ", masked[clause.start : clause.end])
    if verdict and verdict.confidence >= SURE:
        return _by_rule(verdict, clause, text)
    if not re.search(r"\w", words):
        return Part("none", 0.5, "classifier", "", clause.start, clause.end, clause.tags)
    chances = guess(words, clause.tags).chances
    if not verdict:
        return _unruled(chances, clause, text, alone)
    weighed = {name: log(chances[name] + _DOUBT) + (_weight(verdict, clause.tags) if name == verdict.intent else 0.0) for name in CLASSES}
    best = cast(Asked, max(CLASSES, key=lambda name: weighed[name]))
    if best == verdict.intent or {best, verdict.intent} == {"sse", "none"} or chances[best] < _OVERRULING:
        return _by_rule(verdict, clause, text)
    return Part(best, chances[best], "classifier", text[clause.start : clause.end], clause.start, clause.end, clause.tags)


def _unruled(chances: dict[str, float], clause: Clause, text: str, alone: bool) -> Part:
    best = cast(Asked, max(CLASSES, key=lambda name: chances[name]))
    floor = _ALONE if alone else _FLOOR[best]
    intent: Asked = best if chances[best] >= floor else "none"
    return Part(intent, chances[best], "classifier", text[clause.start : clause.end], clause.start, clause.end, clause.tags)


def _weight(verdict: Verdict, tags: str) -> float:
    """How much a rule weighs against the classifier: less where the words that decide come late, behind a subject of their own."""
    weight = _WEIGHT[verdict.confidence]
    return weight / 2 if tags[: verdict.start].count("_") >= 3 else weight


def _by_rule(verdict: Verdict, clause: Clause, text: str) -> Part:
    start, end = clause.place(verdict.start, verdict.end)
    return Part(verdict.intent, verdict.confidence, "keyword", text[start:end], clause.start, clause.end, clause.tags)
