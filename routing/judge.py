"""One clause -> what it asks for: what the offline classifier thinks of it, weighed with the rule that fits it."""

import re
from dataclasses import dataclass
from math import exp
from typing import cast

from routing.classifier import guess
from routing.features import CLASSES
from routing.history import about_history
from routing.plan import By
from routing.reading import Reading
from routing.rules import Asked, Verdict

_WEIGHT = {0.95: 2.0, 0.9: 1.0, 0.85: 0.75, 0.8: 0.6}
"""What a rule of such confidence adds to the logarithm of its answer's chance; the classifier has seen the rule too."""

_DOUBT = 0.005
"""What the classifier's chances are raised by, so that it never rules anything out alone."""

_FLOOR = 0.5
"""How sure a clause must be before it counts as a wish beside other clauses; by cross-validation over the examples."""


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


def judge(reading: Reading, text: str) -> Part:
    """Decides one clause; `text` is the whole message as it was typed."""
    clause, verdict = reading.clause, reading.verdict
    if not re.search(r"\w", reading.view.words):
        return Part("none", 0.5, "classifier", "", clause.start, clause.end, clause.tags)
    said = text[clause.start : clause.end]
    if "M" not in clause.tags and about_history(said.casefold().strip(" .!?,。！？，“”\"")):
        return Part("sse", 0.9, "keyword", said, clause.start, clause.end, clause.tags)
    chances = weighed(guess(reading.view), verdict)
    if "M" in clause.tags:
        chances = {**chances, "upload": 0.0, "none": chances["none"] + chances["upload"]}
    best = cast(Asked, max(CLASSES, key=lambda name: chances[name]))
    intent: Asked = best if reading.view.count == 1 or chances[best] >= _FLOOR else "none"
    if verdict and verdict.intent == intent:
        start, end = clause.place(verdict.start, verdict.end)
        return Part(intent, chances[best], "keyword", text[start:end], clause.start, clause.end, clause.tags)
    return Part(intent, chances[best], "classifier", text[clause.start : clause.end], clause.start, clause.end, clause.tags)


def weighed(chances: dict[str, float], verdict: Verdict | None) -> dict[str, float]:
    """The chances with the rule's weight added."""
    if verdict is None:
        return chances
    shares = {name: chance + _DOUBT for name, chance in chances.items()}
    shares[verdict.intent] *= exp(_WEIGHT[verdict.confidence])
    whole = sum(shares.values())
    return {name: share / whole for name, share in shares.items()}
