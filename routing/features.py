"""What the offline classifier sees of a clause, and the file its weights are kept in."""

import re
import struct
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple
from zlib import crc32

from routing.plan import INTENTS

CLASSES = (*INTENTS, "none")
"""The answers of the classifier. `none`: words that ask for nothing by themselves."""

BUCKETS = 1 << 16
"""Features are hashed into so many rows; a power of two."""

LANE = 63
"""Greatest weight as stored; a stored byte is the weight plus 64."""

_READ, _WORDS = 400, 80
_HEADER = "<8sfHHI"
_MAGIC = b"vjroute3"
_TWICE = re.compile(r"(.)\1+", re.DOTALL)
_MIX = 0x9E3779B1  # the usual odd constant near 2**32 / golden ratio
_LOW = 0xFFFFFFFF
_IN_PAIR, _IN_ENTRY = [crc32(place) for place in (b"1", b"2")], [crc32(place) for place in (b"3", b"4", b"5", b"6", b"7")]
"""The checksums of the letters that stand before a word for its place."""
_VOWELS = str.maketrans("", "", "aeiou'")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[a-z0-9']+|[\u0900-\u097f]+|[\uac00-\ud7a3]+|[\u3040-\u9fff]+|[?？!！]")


class View(NamedTuple):
    """A clause as the classifier sees it: its folded words, its tags, the rule that fits it, and where it stands among the others.

    `at` is its place among the clauses, `among` their number, `others` the tags of all others, `media` whether files come with it,
    `mixed` its known words as tags among the unknown ones, `opening` the same for the beginning of the sentence that it goes on with.
    """

    words: str
    tags: str
    rule: str = ""
    at: int = 0
    among: int = 1
    before: str = ""
    others: str = ""
    media: bool = False
    mixed: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()


Group = tuple[int, ...]
"""Hashed features that are made once and met again in many clauses. Two or more."""


def features(view: View) -> list[int]:
    """The hashed features of a clause: words, pairs of words, letter groups, groups of tags, the rule, the place."""
    words, groups, singles = split(view)
    return [*chain.from_iterable(map(of_word, words)), *chain.from_iterable(groups), *singles]


def split(view: View) -> tuple[Iterable[str], list[Group], list[int]]:
    """The same in three parts: words, each once; groups that other clauses share; and what is this clause's own."""
    words = words_of(view.words)
    groups = [_of_others(view.others)]
    if view.opening:
        groups.append(_of_opening(view.opening))
    pairs = [_EDGE, *map(in_pair, words), _EDGE]
    found = _own(view)
    found += [one[0] ^ two[1] for one, two in pairwise(pairs)]
    entries = [_RIM, _RIM, *map(of_entry, view.mixed[:_WORDS]), _RIM]
    found += [two[0] ^ three[1] for two, three in pairwise(entries)]
    found += [one[2] ^ two[3] ^ three[4] for one, two, three in zip(entries, entries[1:], entries[2:], strict=False)]
    return dict.fromkeys(words), groups, found


def words_of(folded: str) -> list[str]:
    """The words of a clause that are read."""
    return _word().findall(folded[:_READ])[:_WORDS]


def _own(view: View) -> list[int]:
    """The rule, the place in the message, the clause before; which tags there are, and which stand side by side."""
    size = "1" if view.among == 1 else "2" if view.among == 2 else "4" if view.among <= 4 else "8" if view.among <= 8 else "9"
    place = "f" if view.at == 0 else "l" if view.at == view.among - 1 else "m"
    rule, before = _named("r", view.rule), _named("q", view.before)
    tags = [_EDGE_TAG, *map(_of_tag, view.tags.replace("_", "")[:60]), _EDGE_TAG]
    return [
        rule[0], before[0], _named("p", size + place)[0], _named("m", str(view.media))[0],
        rule[1] ^ _named("p", size)[1], rule[1] ^ before[1],
        *[one[0] ^ two[1] for one, two in pairwise(tags)], *[_of_tag(kind)[2] for kind in sorted(set(view.tags))],
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _named(kind: str, name: str) -> tuple[int, int]:
    """A name alone, and as one of two joined by `^`."""
    return _hash(kind + name), _mixed(kind + name)


@lru_cache(maxsize=256)
def _of_tag(tag: str) -> tuple[int, int, int, int]:
    """A tag as the first and as the second of two side by side, as one that is there at all, and as one of another clause."""
    return _mixed("8" + tag), _mixed("9" + tag), _hash("h" + tag), _hash("o" + tag)


@lru_cache(maxsize=1024)
def _of_others(others: str) -> Group:
    return _hash("o"), _named("o", str(min(len(others), 9)))[0], *[_of_tag(tag)[3] for tag in others]


@lru_cache(maxsize=8192)
def of_word(word: str) -> Group:
    """The features of one folded word by itself: the word, its letter groups, and what slips of typing leave of it."""
    dense = word[0] > "\u0fff"
    padded = word[:60] if dense else f"<{word[:60]}>"
    if dense:
        return _hash(f"w{word}"), *_groups("c", padded, (1, 2, 3))
    return _hash(f"w{word}"), *_groups("c", padded, (3,)), _hash("k" + bones(word))


@lru_cache(maxsize=1024)
def _of_opening(opening: tuple[str, ...]) -> Group:
    return _hash("s" + opening[0]), _hash("s" + " ".join(opening))


@lru_cache(maxsize=16384)
def in_pair(word: str) -> tuple[int, int]:
    """A word as the first and as the second of a pair: `first ^ second` is the hash of the pair."""
    raw = word.encode("utf-8", "replace")
    return (crc32(raw, _IN_PAIR[0]) * _MIX & _LOW) >> 16, (crc32(raw, _IN_PAIR[1]) * _MIX & _LOW) >> 16


@lru_cache(maxsize=16384)
def of_entry(entry: str) -> tuple[int, int, int, int, int]:
    """An entry at the two places of a pair and the three of a triple; the hash of a group is that of its places, joined by `^`."""
    raw = entry.encode("utf-8", "replace")
    one, two, three, four, five = [(crc32(raw, seed) * _MIX & _LOW) >> 16 for seed in _IN_ENTRY]
    return one, two, three, four, five


def bones(word: str) -> str:
    """What slips of typing leave of a word: its first letter and its consonants, none twice in a row."""
    bare = word[:1] + word[1:].translate(_VOWELS)
    return _TWICE.sub(r"\1", bare)


def _groups(mark: str, line: str, sizes: tuple[int, ...]) -> list[int]:
    """The hashes of all runs of so many letters, each behind `mark`; ASCII is cut as bytes: the same numbers in half the time."""
    if not line.isascii():
        return [_hash(mark + line[start : start + size]) for size in sizes for start in range(len(line) - size + 1)]
    raw, seed = line.encode(), crc32(mark.encode())
    return [crc32(raw[start : start + size], seed) % BUCKETS for size in sizes for start in range(len(raw) - size + 1)]


def _hash(name: str) -> int:
    return crc32(name.encode("utf-8", "replace")) % BUCKETS


def _mixed(name: str) -> int:
    """A hash that may be joined with others by `^`: the checksum alone is linear, so that `a b` would be `b a`."""
    return (crc32(name.encode("utf-8", "replace")) * _MIX & _LOW) >> 16


_EDGE = in_pair("^")
_RIM = of_entry("^")
_EDGE_TAG = _of_tag("^")


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
