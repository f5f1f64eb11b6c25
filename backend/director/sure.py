"""How sure a reading is, and which words it left unread."""

import math
from collections.abc import Collection, Sequence

from backend.director.clauses import Clause
from backend.director.likely import Chances
from backend.director.talk import Talk
from backend.director.tokens import Token

_SILENT_KINDS = {"polite", "sep", "ask", "degree", "rel", "only", "neg"}
_PLAIN_NAMES = {"pronoun", "video", "all"}
_AMOUNTS = {
    "num",
    "dur",
    "clock",
    "pct",
    "frac",
    "db",
    "factor",
    "times",
    "point",
    "range",
    "head",
    "tail",
    "part",
    "ord",
    "ratio",
    "quote",
}


def unread(clauses: Sequence[Clause], talk: Talk) -> tuple[str, ...]:
    """The user's own words that no edit took, neighbours joined, in their order; words without meaning for an edit are not counted."""
    spans: list[tuple[int, int]] = []
    for clause in clauses:
        for token in clause.tokens:
            if token.kind in _SILENT_KINDS or id(token) in clause.used or token.end <= token.start:
                continue
            if token.name in _PLAIN_NAMES:
                continue
            if spans and not talk.normal[spans[-1][1] : token.start].strip(" -'"):
                spans[-1] = (spans[-1][0], max(token.end, spans[-1][1]))
            else:
                spans.append((token.start, token.end))
    return tuple(dict.fromkeys(talk.text[a:b].strip() for a, b in spans))


def _left(clauses: Sequence[Clause]) -> tuple[list[Token], int]:
    """The tokens with a meaning that no edit took, and how many have a meaning at all."""
    content = [(c, t) for c in clauses for t in c.tokens if t.kind not in _SILENT_KINDS and t.end > t.start and t.name not in _PLAIN_NAMES]
    return [t for c, t in content if id(t) not in c.used], len(content)


WEIGHTS = {
    "bias": 3.27,
    "share": -0.83,
    "amounts": -1.86,
    "verbs": -0.38,
    "things": -0.2,
    "unknown": 0.34,
    "clauses": -0.87,
    "implied": -0.08,
    "usual": -0.99,
    "slips": 0.0,
    "refused": 0.49,
    "missed": 0.03,
    "denied": -0.47,
    "long": 0.09,
    "none": -1.18,
    "none_verbs": 0.05,
    "none_asked": 0.46,
    "none_refused": 0.68,
}
"""Fitted to 1,453 instructions read before the grammar had been mended for them (ridge 3), then, near those weights (ridge 10), to 680
later ones, 10 % of them wrongly read. Of the 680, a fifth left out at a time: area under the curve 0.78, mean calibration error 0.03;
72 % of the wrong readings are among the 33 % that are below 0.9."""


def features(clauses: Sequence[Clause], talk: Talk, *, missed: int, asked: bool, edits: int) -> tuple[float, ...]:
    """What tells a right reading from a wrong one, in the order of `WEIGHTS`."""
    left, count = _left(clauses)
    tokens = [t for c in clauses for t in c.tokens]
    none = float(edits == 0)
    verbs = sum(t.kind == "verb" and t.name != "export" for t in left)
    return (
        1.0,
        len(left) / count if count else 0.0,
        min(2.0, sum(t.kind in _AMOUNTS for t in left)),
        min(2.0, verbs),
        min(2.0, sum(t.kind == "noun" for t in left)),
        math.log1p(sum(t.kind == "word" for t in left)),
        math.log(max(1, len(clauses))),
        float(any(f.weak for f in talk.found)),
        float(any(f.guessed for f in talk.found)),
        float(any(t.fuzzy for t in tokens)),
        float(bool(talk.refused)),
        float(missed > 0),
        float(any(t.kind == "neg" for t in tokens)),
        float(len(talk.normal) > 120),
        none,
        none * float(verbs > 0),
        none * float(asked),
        none * float(bool(talk.refused)),
    )


def confidence(values: Sequence[float]) -> float:
    """The probability, 0..1, that the list of edits is what was asked for, by logistic regression on `features`."""
    total = sum(w * v for w, v in zip(WEIGHTS.values(), values, strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


_SELF, _FROM, _LEAST, _NONE, _NONE_LIKELY = 1.04, 0.67, 0.47, -1.53, -0.39
_AS_GOOD = 1.0
"""Log odds of an edit from which on it is no less likely than others."""


def weighed(grammar: float, ops: Collection[str], chances: Chances, *, missed: bool) -> float:
    """What the grammar's confidence is worth beside the chances of its edits, or of the likeliest where it found none.

    Fitted to 880 messages that neither had been mended for, 13 % of them wrongly read; a set left out at a time the area under the curve is
    0.84 (0.70 without the chances), the mean calibration error 0.02; 77 % of the wrong readings are among the 32 % that are below 0.9."""
    odds = _SELF + _FROM * _log_odds(grammar)
    if ops:
        odds += _LEAST * min(_AS_GOOD, *(_log_odds(chances.of(op)) for op in set(ops)))
    else:
        odds += _NONE + _NONE_LIKELY * _log_odds(chances.likeliest()[1])
    sure = round(1 / (1 + math.exp(-odds)), 3)
    return min(grammar, sure) if missed or not ops else sure


def _log_odds(chance: float) -> float:
    """The logarithm of the odds, within about -9 .. 9."""
    chance = max(1e-4, min(1 - 1e-4, chance))
    return math.log(chance / (1 - chance))
