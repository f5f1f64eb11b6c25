"""The rules of `rules.toml`: tags of one clause -> what it asks for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from routing.plan import Intent

Asked = Intent | Literal["none"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: found in the tags, and `unless` not, it decides."""

    name: str
    intent: Asked
    confidence: float
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a clause; `start`/`end` are places in the tags."""

    intent: Asked
    confidence: float
    rule: str
    start: int
    end: int


@cache
def rules() -> tuple[Rule, ...]:
    """The table, compiled once."""
    rows = tomllib.loads((files("routing") / "rules.toml").read_text("utf-8"))["rule"]
    return tuple(_rule(row) for row in rows)


def _rule(row: dict[str, Any]) -> Rule:
    unless = re.compile(row["unless"]) if "unless" in row else None
    return Rule(row["name"], cast(Asked, row["intent"]), row["confidence"], re.compile(row["pattern"]), unless)


def decide(tags: str) -> Verdict | None:
    """The first rule that fits, or None."""
    for rule in rules():
        if (match := rule.pattern.search(tags)) and not (rule.unless and rule.unless.search(tags)):
            return Verdict(rule.intent, rule.confidence, rule.name, *match.span())
    return None
