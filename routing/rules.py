"""The rules of `rules.toml`: tags of one clause -> what it asks for."""

import re
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, cast

from routing.plan import Intent
from routing.stored import stored

Asked = Intent | Literal["none"]


class Verdict(NamedTuple):
    """What a rule says of a clause; `start`/`end` are places in the tags."""

    intent: Asked
    confidence: float
    rule: str
    start: int
    end: int


def bits(tags: str) -> int:
    """Which tags occur, a bit for each letter."""
    held = 0
    for tag in set(tags):
        held |= 1 << ord(tag) - 32
    return held


class Rule:
    """One line of the table: found in the tags, and `unless` not, it decides. `needs` are the tags without one of which it cannot fit."""

    __slots__ = ("_pattern", "_source", "_unless", "confidence", "intent", "name", "needs")

    def __init__(self, row: dict[str, Any]) -> None:
        self.name: str = row["name"]
        self.intent = cast(Asked, row["intent"])
        self.confidence: float = row["confidence"]
        self.needs = bits(row["needs"])
        self._source: tuple[str, str] = (row["pattern"], row.get("unless", ""))
        self._pattern: re.Pattern[str] | None = None
        self._unless: re.Pattern[str] | None = None

    @property
    def ready(self) -> bool:
        """Whether its pattern is built."""
        return self._pattern is not None

    def build(self) -> re.Pattern[str]:
        """Its pattern, made ready."""
        self._unless = re.compile(self._source[1]) if self._source[1] else None
        self._pattern = re.compile(self._source[0])
        return self._pattern

    def search(self, tags: str) -> re.Match[str] | None:
        """Where the rule fits; None where it does not."""
        match = (self._pattern or self.build()).search(tags)
        return None if match and self._unless and self._unless.search(tags) else match


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in its order."""
    return tuple(Rule(row) for row in stored("rules"))


@lru_cache(maxsize=4096)
def decide(tags: str) -> Verdict | None:
    """The first rule that fits, or None."""
    held = bits(tags)
    for rule in rules():
        if rule.needs & held and (match := rule.search(tags)):
            return Verdict(rule.intent, rule.confidence, rule.name, *match.span())
    return None
