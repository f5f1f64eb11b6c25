"""Builds `weights.bin` from `examples/*.tsv`: `python -m routing.train`. Deterministic; needs numpy, which routing itself does not.

A multinomial logistic regression over the hashed features of `features.py`, trained by full-batch gradient descent with momentum, then
rounded to seven bits a weight.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from routing import lists
from routing.clauses import clauses, mask
from routing.corpus import STORY, Message, messages, remarked, stories, variants
from routing.features import BUCKETS, CLASSES, LANE, View, features, pack
from routing.incoming import sort_out
from routing.media import find
from routing.reading import read
from routing.rules import decide

_ROUNDS = 200
_RATE = 40.0
_MOMENTUM = 0.95
_DECAY = 1e-5
_BALANCE = -0.25
_OF_MESSAGES = ("messages_", "asides.", "remarks.")


@dataclass(frozen=True, slots=True)
class Row:
    """One clause to learn from: its features, its class, and how much it counts."""

    features: list[int]
    label: int
    weight: float


def examples() -> Iterator[tuple[str, str]]:
    """Every example of a single clause as (class, text), its variants written out."""
    for path in sorted(Path(__file__).with_name("examples").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#") and not path.name.startswith(_OF_MESSAGES):
                label, text = line.split("\t")
                yield from ((label, variant) for variant in variants(text))


def _rows_of_examples() -> Iterator[Row]:
    for label, text in examples():
        masked = mask(text)
        found = clauses(masked, text)
        tags = "".join(clause.tags for clause in found)
        mixed = tuple(masked[t.start : t.end] if t.tag == "_" else t.tag for clause in found for t in clause.tokens)
        verdict = decide(tags)
        view = View(masked, tags, verdict.rule if verdict else "", before="^", mixed=mixed)
        yield Row(features(view), CLASSES.index(label), 0.35)


def _rows_of(message: Message) -> Iterator[Row]:
    """A message's clauses as routing itself cuts it."""
    found = sort_out(message.text, find(message.text, lambda _path: False))
    masked = mask(message.text, found)
    for reading in read(clauses(masked, message.text), masked, media=bool(found.incoming)):
        if re.search(r"\w", reading.view.words):
            label = message.label(reading.clause.start, reading.clause.end, masked)
            label = "sse" if label == "none" and reading.view.among == 1 else label  # it is the same plan
            yield Row(features(reading.view), CLASSES.index(label), STORY if message.share == STORY else max(message.share, 0.25))


def rows(learnt: Iterable[Message]) -> Iterator[Row]:
    """Everything that is learnt from."""
    yield from _rows_of_examples()
    for message in learnt:
        yield from _rows_of(message)


def train(found: list[Row]) -> NDArray[np.float32]:
    """Weights of shape (BUCKETS, classes). Features of one row only are left out: they say nothing of another."""
    lengths = np.array([len(row.features) for row in found])
    columns = np.concatenate([np.array(row.features, dtype=np.int64) for row in found])
    owners = np.repeat(np.arange(len(found)), lengths)
    kept = np.bincount(columns, minlength=BUCKETS)[columns] > 1
    columns, owners = columns[kept], owners[kept]
    _present, starts = np.unique(owners, return_index=True)
    order = np.argsort(columns, kind="stable")
    used, firsts, places = np.unique(columns[order], return_index=True, return_inverse=True)
    places = places[np.argsort(order, kind="stable")]
    by_column = owners[order]
    scale = (1.0 / np.sqrt(lengths))[:, None].astype(np.float32)
    target, each = _wanted(found)
    weights = np.zeros((len(used), len(CLASSES)), np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        scores = np.add.reduceat(weights[places], starts) * scale
        chance = np.exp(scores - scores.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        error = (chance - target) * each * scale
        slope = np.add.reduceat(error[by_column], firsts)
        speed = _MOMENTUM * speed - _RATE * (slope + _DECAY * weights)
        weights += speed
    whole = np.zeros((BUCKETS, len(CLASSES)), np.float32)
    whole[used] = weights
    return whole


def _wanted(found: list[Row]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The class of each row as a vector, and how much the row counts: rare classes a little more."""
    target = np.eye(len(CLASSES))[[row.label for row in found]]
    each = np.array([row.weight for row in found])[:, None]
    each = each * (target @ (target * each).sum(axis=0) ** _BALANCE)[:, None]
    return target.astype(np.float32), (each / each.mean() / len(found)).astype(np.float32)


def build() -> bytes:
    """The contents of the weights file."""
    return packed(train(list(rows(message for message in (*messages(), *stories(), *remarked()) if not message.held_out))))


def packed(weights: NDArray[np.float32]) -> bytes:
    """Weights as the file keeps them."""
    step = float(np.abs(weights).max()) / LANE
    return pack(step, np.rint(weights / step).astype(int).tolist())


def main() -> None:
    """Writes `tables.tsv`, then trains and writes `weights.bin` beside this file."""
    Path(__file__).with_name("tables.tsv").write_bytes(lists.build())
    Path(__file__).with_name("weights.bin").write_bytes(build())


if __name__ == "__main__":
    main()
