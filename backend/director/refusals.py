"""Wishes that cannot be granted by editing, found by the patterns of `refusals.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from backend.director.gate import Gated, Table
from backend.director.talk import Talk


@cache
def _by_reason() -> dict[str, list[str]]:
    return tomllib.loads(files("backend.director").joinpath("refusals.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[tuple[str, Gated], ...], Table]:
    each = tuple((reason, Gated(pattern)) for reason, patterns in _by_reason().items() for pattern in patterns)
    return each, Table([pattern for _, pattern in each])


def reasons() -> tuple[str, ...]:
    """Every reason there is; `director.refused_<reason>` tells it to the person."""
    return tuple(_by_reason())


def refusal(words: str, talk: Talk, plain: str) -> str | None:
    """The reason why a clause cannot be done, or None. `words` is the clause, of the message `plain`: normal form, quotations blank."""
    each, table = _patterns()
    for place in table.near(plain):
        reason, gated = each[place]
        if gated.pattern.search(words) and not (reason == "watermark" and talk.here("overlay")):
            return reason
    return None
