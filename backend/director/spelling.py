"""Small slips of the keyboard: the nearest known word within a bounded distance."""

from collections.abc import Iterable
from functools import lru_cache


def distance(a: str, b: str, limit: int) -> int:
    """Edits between two words (a swap of neighbours counts once), or `limit` + 1 when there are more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > limit:
            return limit + 1
        before, row = row, now
    return row[-1]


def allowed(length: int) -> int:
    """How many slips a word of this length may hold."""
    return 0 if length < 4 else 1 if length < 8 else 2


@lru_cache(maxsize=8192)
def _letters(word: str) -> int:
    """Which letters a word holds, a bit for each."""
    held = 0
    for letter in word:
        held |= 1 << ord(letter) % 64
    return held


def closest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of `known`, or None when none is near enough. The first letter may only move, not change."""
    limit = allowed(len(word))
    best, best_distance, letters = None, limit + 1, _letters(word)
    for candidate in known:
        if abs(len(candidate) - len(word)) > limit or word[0] not in candidate[:2] or candidate[0] not in word[:2]:
            continue
        most = min(limit, allowed(len(candidate)) or 1)
        if (letters ^ _letters(candidate)).bit_count() > 2 * most:  # a slip changes two letters of the set at most
            continue
        found = distance(word, candidate, most)
        if found <= most and (
            found < best_distance
            or (found == best_distance and best is not None and sorted(candidate) == sorted(word) != sorted(best))
            or (found == best_distance and best is not None and len(candidate) > len(best) and len(candidate) > len(word))
        ):
            best, best_distance = candidate, found
    return best
