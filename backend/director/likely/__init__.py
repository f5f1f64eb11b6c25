"""How likely each edit is for a message, by its words alone: a second opinion on what the grammar reads.

A logistic regression for every edit over hashed features, learnt by `train.py` from `examples/` and shipped as `weights.bin`; pure Python.
"""

import struct
import zlib
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from operator import itemgetter

from backend.director.likely.features import BUCKETS, features
from backend.director.tokens import Token

HEADER = "<8sfIH"
MAGIC = b"vjlikely"


class Chances:
    """The chance of each edit, 0..1, for one message. An edit that the examples do not have gets 1/2."""

    def __init__(self, words: str, tokens: Sequence[Token], before: Iterable[str]) -> None:
        self._said = (words, tokens, before)
        self._found: list[int] = []

    def of(self, op: str) -> float:
        """The chance of one edit; only what is asked for is worked out."""
        step, bias, columns = _weights()
        if op not in bias:
            return 0.5
        if not self._found:
            self._found = features(*self._said)
        score = step * sum(itemgetter(*self._found)(columns[op])) / sqrt(len(self._found)) + bias[op]
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))

    def likeliest(self, *, besides: Collection[str] = ()) -> tuple[str, float]:
        """The likeliest edit of all, or of all but some, and its chance."""
        return max(((op, self.of(op)) for op in _weights()[1] if op not in besides), key=lambda one: one[1])


@cache
def _weights() -> tuple[float, dict[str, float], dict[str, memoryview]]:
    """The step of a stored weight, the bias of every edit, and its weights by bucket."""
    stored = (files("backend.director.likely") / "weights.bin").read_bytes()
    magic, step, _learnt_from, count = struct.unpack_from(HEADER, stored)
    if magic != MAGIC:
        raise ValueError("weights.bin is not of this version: run python -m backend.director.likely.train")
    names_end = stored.index(b"\n", struct.calcsize(HEADER))
    names = stored[struct.calcsize(HEADER) : names_end].decode().split(",")
    bias = struct.unpack_from(f"<{count}f", stored, names_end + 1)
    columns = memoryview(zlib.decompress(stored[names_end + 1 + 4 * count :])).cast("b")
    if len(columns) != BUCKETS * count:
        raise ValueError("weights.bin is not of this version: run python -m backend.director.likely.train")
    by_op = {name: columns[place * BUCKETS : (place + 1) * BUCKETS] for place, name in enumerate(names)}
    return step, dict(zip(names, bias, strict=True)), by_op
