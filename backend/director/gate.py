"""Patterns that are built and tried only where a text holds letters without which they cannot fit.

What a pattern needs is read from its source: of each alternative the rarest run of up to three letters. A pattern in a `Gated` is
therefore skipped by itself in nearly every text, and most are never built in a short run.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import add
from typing import ClassVar
from weakref import WeakSet

_SIZE, _MOST = 3, 3
"""Letters of a run that are looked for; sets of them that a pattern is asked for."""

_COMMON = "etaoinshrdlucmfgypwbvkxjqz"
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*)(,?)\d*\})[?+]?")
_GROUP = re.compile(r"\((?:\?(?:(?P<plain>:|P<\w+>)|(?P<apart><?[=!]|P=\w+\)|[a-zA-Z#>(-])))?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}


@lru_cache(maxsize=64)
def grams(text: str) -> frozenset[str]:
    """All runs of three letters of a text; where it is not ASCII, the shorter ones too, since two Chinese letters are a word."""
    pairs = list(map(add, text, text[1:]))
    found = frozenset(map(add, pairs, text[2:]))
    return found if text.isascii() else found.union(text, pairs)


class Gated:
    """A pattern that is built when the first text comes that it may fit. `source` has no flags.

    `within` is a text that holds the one that is searched, such as the message of a clause: looked at once for all its clauses.
    `made` are all that there are.
    """

    __slots__ = ("__weakref__", "_pattern", "needs", "source")
    made: ClassVar[WeakSet["Gated"]] = WeakSet()

    def __init__(self, source: str) -> None:
        Gated.made.add(self)
        self.source = source
        self.needs = needed(source)
        self._pattern: re.Pattern[str] | None = None

    def may_fit(self, text: str) -> bool:
        """Whether the text holds what the pattern needs."""
        held = grams(text)
        for need in self.needs:  # noqa: SIM110 - a plain loop takes half the time of all()
            if need.isdisjoint(held):
                return False
        return True

    @property
    def ready(self) -> bool:
        """Whether the pattern is built."""
        return self._pattern is not None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        if self._pattern is None:
            self._pattern = re.compile(self.source)
        return self._pattern

    def search(self, text: str, within: str = "") -> re.Match[str] | None:
        """As of a pattern."""
        return self.pattern.search(text) if self.may_fit(within or text) else None

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As of a pattern."""
        return self.pattern.match(text, at) if self.may_fit(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of a pattern."""
        return self.pattern.finditer(text) if self.may_fit(text) else iter(())


class Table:
    """Many patterns, of which those are found at once that a text may fit."""

    def __init__(self, patterns: Sequence[Gated]) -> None:
        self._patterns = patterns
        self._always = [place for place, one in enumerate(patterns) if not one.needs]
        self._holding: dict[str, list[int]] = {}
        for place, one in enumerate(patterns):
            for gram in one.needs[0] if one.needs else ():
                self._holding.setdefault(gram, []).append(place)
        self._last: tuple[str, list[int]] = ("", self._always)

    def near(self, text: str) -> list[int]:
        """The places of the patterns that the text may fit, in order."""
        last, found = self._last
        if text != last:
            held = self._holding.keys() & grams(text)
            found = [place for place in {place for gram in held for place in self._holding[gram]} if self._patterns[place].may_fit(text)]
            self._last = text, sorted(found + self._always)
        return self._last[1]


Needs = tuple[frozenset[str], ...]
"""Sets of runs of letters: a text that the pattern fits holds at least one of each. The rarest first; none where nothing can be told."""


def needed(source: str) -> Needs:
    """What every text holds that the pattern fits."""
    found, end = _Source(source).alternatives(0)
    return found if end == len(source) else ()


def _weight(gram: str) -> float:
    """About how often a text holds it."""
    share = 1.0
    for letter in gram:
        share *= 0.09 if letter == " " else 0.1 / (1 + 0.3 * _COMMON.find(letter)) if letter in _COMMON else 0.005
    return share * 60


def _common(need: frozenset[str]) -> float:
    return sum(map(_weight, need))


def _of_run(run: str) -> Needs:
    """What a run of letters needs: its rarest three. A shorter one of ASCII letters is in most texts and not looked for."""
    if not run or (run.isascii() and len(run) < _SIZE):
        return ()
    return (frozenset((min((run[at : at + _SIZE] for at in range(max(1, len(run) - _SIZE + 1))), key=_weight),)),)


class _Source:
    """The source of a pattern, read from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source

    def alternatives(self, at: int) -> tuple[Needs, int]:
        """What the alternatives need, up to a closing bracket or the end, and where that is."""
        found, at = self._sequence(at)
        if self.source[at : at + 1] != "|":
            return found, at
        each = [found]
        while self.source[at : at + 1] == "|":
            found, at = self._sequence(at + 1)
            each.append(found)
        return ((frozenset(chain.from_iterable(needs[0] for needs in each)),) if all(each) else ()), at

    def _sequence(self, at: int) -> tuple[Needs, int]:
        needs: set[frozenset[str]] = set()
        run = ""
        while at < len(self.source) and self.source[at] not in "|)":
            letter, inside, at = self._item(at)
            fewest, repeats, at = self._times(at)
            if letter is not None and fewest:
                run += letter
                if not repeats:
                    continue
            needs.update(_of_run(run))
            run = ""
            if fewest:
                needs.update(inside)
        needs.update(_of_run(run))
        return tuple(sorted(needs, key=_common)[:_MOST]), at

    def _item(self, at: int) -> tuple[str | None, Needs, int]:
        """One item: its letter ("" where it has no width) or what a group needs, and where the next begins."""
        first = self.source[at]
        if first == "\\":
            return self._escaped(at + 1)
        if first == "(":
            return self._group(at)
        if first == "[" and (found := _CLASS.match(self.source, at)):
            return None, (), found.end()
        if first == ".":
            return None, (), at + 1
        return "" if first in "^$" else first, (), at + 1

    def _escaped(self, at: int) -> tuple[str | None, Needs, int]:
        letter = self.source[at]
        if letter in "bBAZ":
            return "", (), at + 1
        if letter in "ux":
            end = at + (5 if letter == "u" else 3)
            return chr(int(self.source[at + 1 : end], 16)), (), end
        if letter.isalnum():
            return _SHORT.get(letter), (), at + 1
        return letter, (), at + 1

    def _group(self, at: int) -> tuple[str | None, Needs, int]:
        opened = _GROUP.match(self.source, at)
        assert opened is not None  # at a bracket
        if (opened["apart"] or "").startswith("P="):
            return None, (), opened.end()
        if opened["apart"] and opened["apart"][-1] not in "=!":
            raise ValueError(f"a gated pattern has no flags and conditions: {self.source[at : at + 20]}")
        needs, end = self.alternatives(opened.end())
        return None, () if opened["apart"] else needs, end + 1

    def _times(self, at: int) -> tuple[int, bool, int]:
        """How often the item before stands at least, whether more often than once may be, and where its quantifier ends."""
        found = _QUANTIFIER.match(self.source, at)
        if found is None or found[0] in ("{}", "{,}"):
            return 1, False, at
        sign = found[0][0]
        fewest = int(found[1] or 0) if sign == "{" else 1 if sign == "+" else 0
        return fewest, True, found.end()
