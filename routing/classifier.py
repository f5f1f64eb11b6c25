"""The offline classifier: a logistic regression over hashed features, in pure Python. Trained by `train.py`, shipped as `weights.bin`."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import exp, sqrt
from operator import itemgetter
from sys import byteorder

from routing.features import BUCKETS, CLASSES, LANE, Group, View, in_pair, of_entry, of_word, split, unpack
from routing.stored import read_file

_WIDTH = 24
_MASK = (1 << _WIDTH) - 1
_SECOND, _COUNT = 4 * _WIDTH, 8 * _WIDTH
_AT = tuple(half + _WIDTH * lane for half in (0, _SECOND) for lane in range(3))
"""Where the sum of each class begins, in bits."""


@cache
def _weights() -> tuple[float, memoryview, memoryview]:
    """The step, and the stored weights by bucket: three classes side by side in one number, the other three in another."""
    step, classes = unpack(read_file("weights.bin"))
    first, second = _side_by_side(classes[:3]), _side_by_side(classes[3:])
    return step, first, second


def _side_by_side(classes: Sequence[bytes]) -> memoryview:
    """Numbers of 64 bits with a class in each 24: a feature is then one place in memory, not one for each class."""
    room = bytearray(8 * BUCKETS)
    for lane, stored in enumerate(classes):
        room[3 * lane if byteorder == "little" else 7 - 3 * lane :: 8] = stored
    return memoryview(room).cast("Q")


def guess(view: View) -> dict[str, float]:
    """How likely each class is for a clause; the chances add up to 1."""
    words, groups, own = split(view)
    lanes = _summed(own) + sum(map(_of_group, groups)) + sum(map(_of_word, words))
    count = lanes >> _COUNT
    scale = _weights()[0] / sqrt(count)
    scores = [scale * ((lanes >> start & _MASK) - (LANE + 1) * count) for start in _AT]
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
    """The sum of the stored weights for each class, and how many features they are, in one number: such sums are added at once."""
    _step, first, second = _weights()
    pick = itemgetter(*found)
    sums: int = sum(pick(second)) << _SECOND | sum(pick(first))
    return len(found) << _COUNT | sums


@lru_cache(maxsize=8192)
def _of_group(group: Group) -> int:
    return _summed(group)
