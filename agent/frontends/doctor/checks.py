"""What one look at one thing found. The words are in `doctor.j2`: `<name>` says what was found, `<name>_todo` what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["ok", "warning", "problem"]
CONFIGURATION, UNREACHABLE = 78, 69
"""Exit codes of a problem: something here has to be changed; something cannot be reached."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report. `facts` fill the words and stand in the JSON; none of them is a secret."""

    name: str
    level: Level
    facts: Mapping[str, Any] = field(default_factory=dict)
    exit_code: int = CONFIGURATION


def level_of(*, problem: bool = False, warning: bool = False) -> Level:
    """The worse of the two."""
    return "problem" if problem else "warning" if warning else "ok"
