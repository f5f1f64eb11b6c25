"""The offline classifier: a logistic regression over hashed features, in pure Python. Trained by `train.py`, shipped as `weights.bin`."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import exp, sqrt
from operator import itemgetter

from routing.features import CLASSES, LANE, Group, View, in_pair, of_entry, of_word, split, unpack
from routing.stored import read_file

_BITS = 24
_LANE = (1 << _BITS) - 1


@cache
def _weights() -> tuple[float, tuple[bytes, ...]]:
    return unpack(read_file("weights.bin"))


def guess(view: View) -> dict[str, float]:
    """How likely each class is for a clause; the chances add up to 1."""
    step, _tables = _weights()
    words, groups, own = split(view)
    lanes = _summed(own) + sum(map(_of_group, groups)) + sum(map(_of_word, words))
    count = lanes & _LANE
    scale = step / sqrt(count)
    scores = [scale * ((lanes >> _BITS * place & _LANE) - (LANE + 1) * count) for place in range(1, len(CLASSES) + 1)]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    whole = sum(shares)
    return {name: share / whole for name, share in zip(CLASSES, shares, strict=True)}


@lru_cache(maxsize=16384)
def _of_word(word: str) -> int:
    return _summed(of_word(word))


def remember(words: Iterable[str]) -> None:
    """Makes what is kept of folded words that many messages hold, before one comes."""
    for word in words:
        _of_word(word)
        in_pair(word)
        of_entry(word)


def _summed(found: Sequence[int]) -> int:
    """How many features, then the sum of their stored weights for each class, side by side in one number: sums are added at once."""
    lanes = len(found)
    pick = itemgetter(*found)
    for place, table in enumerate(_weights()[1], 1):
        lanes |= sum(pick(table)) << _BITS * place
    return lanes


@lru_cache(maxsize=8192)
def _of_group(group: Group) -> int:
    return _summed(group)
