"""What `likely` sees of a message: its words, pairs of words and groups of letters, the kinds of its tokens, and the edits before it."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from backend.director.tokens import Token

BUCKETS = 1 << 14
"""Features are hashed into so many rows; a power of two. With 2**13 and 2**16 as many readings were told right from wrong."""

_READ = 600
_WORD = re.compile(r"[a-z0']+|[^\sa-z0']")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_BLANK = re.compile(r"\s+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_GROUP = 4
_AMOUNTS = ("word", "num", "dur", "clock", "pct")


def features(words: str, tokens: Sequence[Token], before: Iterable[str]) -> list[int]:
    """The hashed features of a message, each once and in a fixed order.

    `words`: its normal form with quotations blank; `tokens`: as scanned; `before`: the ops on the timeline."""
    words = _NUMBER.sub("0", words[:_READ])
    found = dict.fromkeys(_of_chinese(words) if _CHINESE.search(words) else _of_english(words))
    kinds = [t.kind if t.kind in _AMOUNTS else f"{t.kind}:{t.name}" for t in tokens[:_READ]]
    found |= dict.fromkeys(f"k{kind}" for kind in kinds)
    found |= dict.fromkeys(f"k2{one}|{two}" for one, two in pairwise(["^", *kinds]))
    found |= dict.fromkeys(f"b{op}" for op in before)
    return [crc32(name.encode()) % BUCKETS for name in found]


def _of_chinese(words: str) -> list[str]:
    """Letters, and groups of two and three of them."""
    dense = "^" + _BLANK.sub("", words) + "$"
    return [dense[at : at + size] for size in (1, 2, 3) for at in range(len(dense) - size + 1)]


def _of_english(words: str) -> list[str]:
    """Words, pairs of words, and groups of four letters, so that a slip of the keyboard leaves most of a word."""
    said = ["^", *_WORD.findall(words), "$"]
    pairs = [f"{one} {two}" for one, two in pairwise(said)]
    groups = [f"c{edged[at : at + _GROUP]}" for edged in (f"<{word}>" for word in said) for at in range(len(edged) - _GROUP + 1)]
    return [*said, *pairs, *groups]
