"""What the offline classifier sees of a clause, and the file its weights are kept in."""

import re
import struct
from functools import lru_cache
from zlib import crc32

from routing.folding import fold
from routing.plan import INTENTS

CLASSES = (*INTENTS, "none")
"""The answers of the classifier. `none`: words that ask for nothing by themselves."""

BUCKETS = 1 << 14
"""Features are hashed into so many rows."""

LANE = 63
"""Greatest weight as stored; a stored byte is the weight plus 64."""

_MOST, _READ, _WORDS = 480, 400, 80
_WORD = re.compile(r"[a-z0-9']+|[\u0900-\u097f]+|[\uac00-\ud7a3]+|[\u3040-\u30ff\u3400-\u9fff]+|[?？!！]")
_HEADER = "<8sfHH"
_MAGIC = b"vjroute2"


def features(text: str, tags: str) -> list[int]:
    """The hashed features of a clause, without repeats: words, pairs of words, letter groups, and groups of tags."""
    words = _WORD.findall(fold(text[:_READ]))[:_WORDS]
    found = [_hash("*"), _hash(f"l{min(len(words), 12) // 3}")]
    before = "^"
    for word in words:
        found += _of_word(word)
        found.append(_hash(f"b{before} {word}"))
        before = word
    found.append(_hash(f"b{before} $"))
    return list(dict.fromkeys([*found, *_of_tags(tags.replace("_", "")[:60], "".join(sorted(set(tags))))]))[:_MOST]


@lru_cache(maxsize=8192)
def _of_word(word: str) -> tuple[int, ...]:
    dense = word[0] > "\u0fff"
    padded = word[:60] if dense else f"<{word[:60]}>"
    groups = (padded[start : start + size] for size in ((1, 2, 3) if dense else (3, 4)) for start in range(len(padded) - size + 1))
    return (_hash(f"w{word}"), *(_hash(f"c{group}") for group in groups))


@lru_cache(maxsize=8192)
def _of_tags(bare: str, kinds: str) -> tuple[int, ...]:
    line = f"^{bare}$"
    groups = (line[start : start + size] for size in (2, 3, 4) for start in range(len(line) - size + 1))
    return (*(_hash(f"t{group}") for group in groups), *(_hash(f"h{kind}") for kind in kinds))


def _hash(name: str) -> int:
    return crc32(name.encode("utf-8", "replace")) % BUCKETS


def pack(step: float, weights: list[list[int]]) -> bytes:
    """The file: header, then one byte a weight (weight + 64), a row of classes for each bucket."""
    body = bytes(weight + LANE + 1 for row in weights for weight in row)
    return struct.pack(_HEADER, _MAGIC, step, len(weights), len(CLASSES)) + body


def unpack(data: bytes) -> tuple[float, list[int]]:
    """The step between weights, and each row as one number with two bytes a class, so that rows can be added as numbers.

    ValueError where the file is not one of ours.
    """
    magic, step, buckets, classes = struct.unpack_from(_HEADER, data)
    start = struct.calcsize(_HEADER)
    if (magic, buckets, classes, len(data)) != (_MAGIC, BUCKETS, len(CLASSES), start + BUCKETS * len(CLASSES)):
        raise ValueError("not the weights of this classifier")
    wide = bytearray(2 * (len(data) - start))
    wide[::2] = data[start:]
    size = 2 * len(CLASSES)
    return step, [int.from_bytes(wide[at : at + size], "little") for at in range(0, len(wide), size)]
