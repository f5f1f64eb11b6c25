"""Builds `weights.bin` from `examples/*.tsv`: `python -m backend.director.likely.train`. Needs numpy, which `likely` itself does not.

A logistic regression for each edit over the features of `features.py`, by full-batch gradient descent (Adam), with eight bits a weight.
An example is a line: the ops that it asks for, the ops on the timeline before, the message; tabs between, commas inside.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.director.likely import HEADER, MAGIC
from backend.director.likely.features import BUCKETS, features
from backend.director.masks import blanked, masks
from backend.director.normal import normal
from backend.director.scan import scan

_ROUNDS = 500
_RATE = 0.1
_MEAN, _SPREAD = 0.9, 0.99
_RIDGE = 300.0
_LANE = 127
HERE = Path(__file__).parent

Floats = NDArray[np.float32]


def examples() -> Iterator[tuple[list[str], list[str], str]]:
    """Every example as (its ops, the ops before it, its text)."""
    for path in sorted(HERE.glob("examples/*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            ops, before, text = line.split("\t")
            yield [op for op in ops.split(",") if op], [op for op in before.split(",") if op], text


def learnt_from() -> int:
    """A checksum of the examples, kept with the weights."""
    return zlib.crc32(b"".join(path.read_bytes() for path in sorted(HERE.glob("examples/*.tsv"))))


def seen(text: str, before: list[str]) -> list[int]:
    """The features of a message as the director sees them."""
    plain = normal(text)
    hidden = masks(text, ())
    return features(blanked(plain, hidden), scan(plain, hidden), before)


def train(found: list[list[int]], target: Floats) -> tuple[Floats, Floats]:
    """Weights of shape (BUCKETS, ops) and a bias of each op. Features of one message only are left out: they say nothing of another."""
    lengths = np.array([max(1, len(one)) for one in found])
    columns = np.concatenate([np.array(one, dtype=np.int64) for one in found])
    owners = np.repeat(np.arange(len(found)), [len(one) for one in found])
    kept = np.bincount(columns, minlength=BUCKETS)[columns] > 1
    columns, owners = columns[kept], owners[kept]
    used, places = np.unique(columns, return_inverse=True)
    order = np.argsort(places, kind="stable")
    firsts = np.searchsorted(places[order], np.arange(len(used)))
    present, starts = np.unique(owners, return_index=True)
    scale = (1.0 / np.sqrt(lengths))[:, None].astype(np.float32)
    state = [np.zeros((len(used) + 1, target.shape[1]), np.float32) for _ in range(3)]
    weights, mean, spread = state
    weights[-1] = -3.0
    for turn in range(1, _ROUNDS + 1):
        scores = np.zeros(target.shape, np.float32)
        scores[present] = np.add.reduceat(weights[places], starts)
        error = (1 / (1 + np.exp(-(scores * scale + weights[-1]))) - target) / len(found)
        slope = np.add.reduceat((error * scale)[owners[order]], firsts) + weights[:-1] / (_RIDGE * len(found))
        slope = np.vstack([slope, error.sum(axis=0)[None]])
        mean[:] = _MEAN * mean + (1 - _MEAN) * slope
        spread[:] = _SPREAD * spread + (1 - _SPREAD) * slope**2
        weights -= _RATE * (mean / (1 - _MEAN**turn)) / (np.sqrt(spread / (1 - _SPREAD**turn)) + 1e-7)
    whole = np.zeros((BUCKETS, target.shape[1]), np.float32)
    whole[used] = weights[:-1]
    return whole, weights[-1]


def build() -> bytes:
    """The contents of the weights file."""
    listed = list(examples())
    ops = sorted({op for wanted, _, _ in listed for op in wanted})
    target = np.array([[op in wanted for op in ops] for wanted, _, _ in listed], np.float32)
    weights, bias = train([seen(text, before) for _, before, text in listed], target)
    step = float(np.abs(weights).max()) / _LANE
    rows = np.rint(weights / step).astype(np.int8)
    names = ",".join(ops).encode() + b"\n"
    head = struct.pack(HEADER, MAGIC, step, learnt_from(), len(ops)) + names + bias.astype("<f4").tobytes()
    return head + zlib.compress(rows.T.tobytes(), 9)


def main() -> None:
    """Trains and writes `weights.bin` beside this file."""
    (HERE / "weights.bin").write_bytes(build())


if __name__ == "__main__":
    main()
