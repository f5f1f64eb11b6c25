"""What the offline classifier sees of a clause, and the file its weights are kept in."""

import re
import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

from routing.plan import INTENTS

CLASSES = (*INTENTS, "none")
"""The answers of the classifier. `none`: words that ask for nothing by themselves."""

BUCKETS = 1 << 16
"""Features are hashed into so many rows; a power of two."""

LANE = 63
"""Greatest weight as stored; a stored byte is the weight plus 64."""

_MOST, _READ, _WORDS = 480, 400, 80
_HEADER = "<8sfHHI"
_MAGIC = b"vjroute3"
_TWICE = re.compile(r"(.)\1+", re.DOTALL)
_VOWELS = str.maketrans("", "", "aeiou'")
_MIX = 0x9E3779B1  # the usual odd constant near 2**32 / golden ratio


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[a-z0-9']+|[\u0900-\u097f]+|[\uac00-\ud7a3]+|[\u3040-\u9fff]+|[?？!！]")


@dataclass(frozen=True, slots=True)
class View:
    """A clause as the classifier sees it: its folded words, its tags, the rule that fits it, and where it stands among the others.

    `count` is the number of clauses of the message, `others` the tags of all others together, `media` whether files come in with it,
    `mixed` its known words as tags among the unknown ones, `opening` the same for the beginning of the sentence that it goes on with.
    """

    words: str
    tags: str
    rule: str = ""
    index: int = 0
    count: int = 1
    before: str = ""
    others: str = ""
    media: bool = False
    mixed: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()


def features(view: View) -> list[int]:
    """The hashed features of a clause, without repeats: words, pairs of words, letter groups, groups of tags, the rule, the place."""
    words = _word().findall(view.words[:_READ])[:_WORDS]
    found = [*_of_place(view.rule, *_place(view)), *_of_others(view.others)]
    before = _START
    for word in words:
        own = _of_word(word)
        found += own
        found.append(((before * 31 + own[0] * 7 + 1) * _MIX & 0xFFFFFFFF) >> 16)
        before = own[0]
    found.append(((before * 31 + 3) * _MIX & 0xFFFFFFFF) >> 16)
    one, two = _START, _START
    for entry in (*view.mixed[:_WORDS], "$"):
        three = _of_entry(entry)
        found.append(((two * 131 + three * 17 + 5) * _MIX & 0xFFFFFFFF) >> 16)
        found.append(((one * 517 + two * 131 + three * 17 + 9) * _MIX & 0xFFFFFFFF) >> 16)
        one, two = two, three
    if view.opening:
        found += _of_opening(view.opening)
    found += _of_tags(view.tags.replace("_", "")[:60], "".join(sorted(set(view.tags))))
    return list(dict.fromkeys(found))[:_MOST]


def _place(view: View) -> tuple[str, str, bool]:
    size = "1" if view.count == 1 else "2" if view.count == 2 else "4" if view.count <= 4 else "8" if view.count <= 8 else "9"
    place = "f" if view.index == 0 else "l" if view.index == view.count - 1 else "m"
    return size + place, view.before, view.media


@lru_cache(maxsize=4096)
def _of_place(rule: str, place: str, before: str, media: bool) -> tuple[int, ...]:
    return tuple(map(_hash, (f"r{rule}", f"p{place}", f"p{place[0]}r{rule}", f"m{media}", f"q{before}", f"q{before}r{rule}")))


@lru_cache(maxsize=1024)
def _of_others(others: str) -> tuple[int, ...]:
    return tuple(_hash(f"o{tag}") for tag in others)


@lru_cache(maxsize=8192)
def _of_word(word: str) -> tuple[int, ...]:
    dense = word[0] > "\u0fff"
    padded = word[:60] if dense else f"<{word[:60]}>"
    if dense:
        return _hash(f"w{word}"), *_groups("c", padded, (1, 2, 3))
    return _hash(f"w{word}"), *_groups("c", padded, (3, 4)), _hash("k" + bones(word))


@lru_cache(maxsize=1024)
def _of_opening(opening: tuple[str, ...]) -> tuple[int, ...]:
    return _hash("s" + opening[0]), _hash("s" + " ".join(opening))


@lru_cache(maxsize=8192)
def _of_entry(entry: str) -> int:
    return _hash("x" + entry)


def bones(word: str) -> str:
    """What slips of typing leave of a word: its first letter and its consonants, none twice in a row."""
    bare = word[:1] + word[1:].translate(_VOWELS)
    return _TWICE.sub(r"\1", bare)


@lru_cache(maxsize=8192)
def _of_tags(bare: str, kinds: str) -> tuple[int, ...]:
    line = f"^{bare}$"
    return (*_groups("t", line, (2, 3, 4)), *(_hash(f"h{kind}") for kind in kinds))


def _groups(mark: str, line: str, sizes: tuple[int, ...]) -> list[int]:
    """The hashes of all runs of so many letters, each behind `mark`; ASCII is cut as bytes: the same numbers in half the time."""
    if not line.isascii():
        return [_hash(mark + line[start : start + size]) for size in sizes for start in range(len(line) - size + 1)]
    raw, seed = line.encode(), crc32(mark.encode())
    return [crc32(raw[start : start + size], seed) % BUCKETS for size in sizes for start in range(len(raw) - size + 1)]


def _hash(name: str) -> int:
    return crc32(name.encode("utf-8", "replace")) % BUCKETS


_START = _hash("^")


def pack(step: float, weights: list[list[int]]) -> bytes:
    """The file: header, then one byte a weight (weight + 64), all buckets of the first class, then those of the next."""
    body = bytes(row[label] + LANE + 1 for label in range(len(CLASSES)) for row in weights)
    return struct.pack(_HEADER, _MAGIC, step, len(CLASSES), 0, len(weights)) + body


def unpack(data: bytes) -> tuple[float, tuple[bytes, ...]]:
    """The step between weights, and the stored weights of each class by bucket. ValueError where the file is not one of ours."""
    magic, step, classes, _zero, buckets = struct.unpack_from(_HEADER, data)
    start = struct.calcsize(_HEADER)
    if (magic, buckets, classes, len(data)) != (_MAGIC, BUCKETS, len(CLASSES), start + BUCKETS * len(CLASSES)):
        raise ValueError("not the weights of this classifier")
    return step, tuple(data[start + label * BUCKETS : start + (label + 1) * BUCKETS] for label in range(len(CLASSES)))
