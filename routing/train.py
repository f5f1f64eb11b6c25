"""Builds `weights.bin` from `examples/*.tsv`: `python -m routing.train`. Deterministic; needs numpy, which routing itself does not.

A multinomial logistic regression over the hashed features of `features.py`, trained by full-batch gradient descent with momentum, then
rounded to seven bits a weight.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from routing.clauses import clauses, mask
from routing.features import BUCKETS, CLASSES, LANE, features, pack

_ROUNDS = 400
_RATE = 4.0
_DECAY = 3e-5
_MOST_VARIANTS = 14
_SLOT = re.compile(r"\{([^{}]*)\}")


def examples() -> Iterator[tuple[str, str]]:
    """Every example as (class, text), its variants written out."""
    for path in sorted(Path(__file__).with_name("examples").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                label, text = line.split("\t")
                yield from ((label, variant) for variant in variants(text))


def variants(text: str) -> list[str]:
    """A deterministic sample of what the slots of an example can make: each option stands in at least one variant."""
    slots = [slot.split("|") for slot in _SLOT.findall(text)]
    total = min(_MOST_VARIANTS, int(np.prod([len(slot) for slot in slots]))) if slots else 1
    total = max(total, max((len(slot) for slot in slots), default=1))
    made = []
    for number in range(total):
        turn = iter(range(len(slots)))
        made.append(_SLOT.sub(lambda match: _option(match.group(1).split("|"), number, next(turn)), text))  # noqa: B023 - used at once
    return list(dict.fromkeys(made))


def _option(options: list[str], number: int, slot: int) -> str:
    """Which option of a slot stands in the variant `number`; slots move at different paces, so that their options meet in many pairs."""
    return options[(number * (1 + 2 * slot) + number // 7) % len(options)]


def rows() -> tuple[list[list[int]], list[int]]:
    """The features and the class of every example."""
    inputs, labels = [], []
    for label, text in examples():
        tags = "".join(clause.tags for clause in clauses(mask(text), text))
        inputs.append(features(mask(text), tags))
        labels.append(CLASSES.index(label))
    return inputs, labels


def train(inputs: list[list[int]], labels: list[int]) -> NDArray[np.float64]:
    """Weights of shape (BUCKETS, classes)."""
    lengths = np.array([len(row) for row in inputs])
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in inputs])
    owners = np.repeat(np.arange(len(inputs)), lengths)
    scale = 1.0 / np.sqrt(lengths)
    target = np.eye(len(CLASSES))[labels]
    balance = 1.0 / np.sqrt(target.sum(axis=0))
    each = (target @ balance)[:, None]
    each /= each.mean()
    weights = np.zeros((BUCKETS, len(CLASSES)))
    speed = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        scores = np.zeros_like(target)
        for label in range(len(CLASSES)):
            scores[:, label] = np.bincount(owners, weights[columns, label], len(inputs)) * scale
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        error = (chance - target) * each * scale[:, None] / len(inputs)
        slope = np.zeros_like(weights)
        for label in range(len(CLASSES)):
            slope[:, label] = np.bincount(columns, error[owners, label], BUCKETS)
        speed = 0.9 * speed - _RATE * (slope + _DECAY * weights)
        weights += speed
    return weights


def build() -> bytes:
    """The contents of the weights file."""
    weights = train(*rows())
    step = float(np.abs(weights).max()) / LANE
    return pack(step, np.rint(weights / step).astype(int).tolist())


def main() -> None:
    """Trains and writes the file beside this one."""
    Path(__file__).with_name("weights.bin").write_bytes(build())


if __name__ == "__main__":
    main()
