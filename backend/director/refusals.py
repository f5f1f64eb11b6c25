"""Wishes that cannot be granted by editing, found by the patterns of `refusals.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from backend.director.talk import Talk


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(files("backend.director").joinpath("refusals.toml").read_text(encoding="utf-8"))
    return tuple((reason, re.compile("|".join(f"(?:{p})" for p in patterns))) for reason, patterns in table.items())


def reasons() -> tuple[str, ...]:
    """Every reason there is; `director.refused_<reason>` tells it to the person."""
    return tuple(reason for reason, _ in _patterns())


def refusal(words: str, talk: Talk) -> str | None:
    """The reason why a clause cannot be done, or None. `words` is the clause in the normal form, quotations blanked out."""
    for reason, pattern in _patterns():
        if pattern.search(words) and not (reason == "watermark" and talk.here("overlay")):
            return reason
    return None
