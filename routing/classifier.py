"""The offline classifier: a logistic regression over hashed features, in pure Python. Trained by `train.py`, shipped as `weights.bin`."""

from functools import cache
from math import exp, sqrt
from operator import itemgetter

from routing.features import CLASSES, LANE, View, features, unpack
from routing.stored import read_file


@cache
def _weights() -> tuple[float, tuple[bytes, ...]]:
    return unpack(read_file("weights.bin"))


def guess(view: View) -> dict[str, float]:
    """How likely each class is for a clause; the chances add up to 1."""
    step, tables = _weights()
    found = features(view)
    pick = itemgetter(*found)
    scale = step / sqrt(len(found))
    scores = [scale * (sum(pick(table)) - (LANE + 1) * len(found)) for table in tables]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    whole = sum(shares)
    return {name: share / whole for name, share in zip(CLASSES, shares, strict=True)}
