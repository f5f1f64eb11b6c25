"""The offline classifier: a logistic regression over hashed features, in pure Python. Trained by `train.py`, shipped as `weights.bin`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import cast

from routing.features import CLASSES, LANE, features, unpack
from routing.rules import Asked


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest class of a clause and how sure that is (0..1); `chances` has all of them."""

    intent: Asked
    confidence: float
    chances: dict[str, float]


@cache
def _weights() -> tuple[float, list[int]]:
    return unpack((files("routing") / "weights.bin").read_bytes())


def guess(text: str, tags: str) -> Guess:
    """Classifies one clause by its words and its tags."""
    step, rows = _weights()
    found = features(text, tags)
    total = sum(rows[index] for index in found)
    scale = step / sqrt(len(found))
    offset = (LANE + 1) * len(found)
    scores = [scale * ((total >> (16 * lane) & 0xFFFF) - offset) for lane in range(len(CLASSES))]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    chances = dict(zip(CLASSES, (share / sum(shares) for share in shares), strict=True))
    best = max(chances, key=lambda name: chances[name])
    return Guess(cast(Asked, best), chances[best], chances)
