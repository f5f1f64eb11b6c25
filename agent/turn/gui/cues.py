"""The patterns by which directions to a graphical editor are told from content, read from `english.toml` and `chinese.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from routing.plan import Intent

Pointed = Intent | Literal["nothing"]
"""What a direction points to; `nothing` for those with no counterpart (`keep this tab open`)."""

_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns over one clause, its leading `please`, `you can` and the like taken off by `lead`.

    `strong` is a direction by itself, `direction` only beside a `noun` of the editor; `statement`, `passive` and `whole` describe where
    something is to be found or done; `about` and `whose` mark talk of the footage. `dependent` clauses go with their neighbour, `subject`
    begins one that stands on its own, `underneath` goes on describing the editor, `chained` is a change named right behind a direction.
    `breaks` parts clauses. `looking`, `nothing` and `kinds` say what is pointed to.
    """

    lead: re.Pattern[str]
    direction: re.Pattern[str]
    strong: re.Pattern[str]
    noun: re.Pattern[str]
    statement: re.Pattern[str]
    whole: re.Pattern[str]
    passive: re.Pattern[str]
    underneath: re.Pattern[str]
    about: re.Pattern[str]
    whose: re.Pattern[str]
    dependent: re.Pattern[str]
    subject: re.Pattern[str]
    breaks: re.Pattern[str]
    looking: re.Pattern[str]
    nothing: re.Pattern[str]
    chained: re.Pattern[str]
    kinds: tuple[tuple[Intent, re.Pattern[str]], ...]
    chinese: bool


@cache
def cues(language: Literal["english", "chinese"]) -> Cues:
    """The patterns of a language, built once."""
    data = tomllib.loads((files("agent.turn.gui") / f"{language}.toml").read_text("utf-8"))
    parts = {name: text.replace("\n", "") for name, text in data["parts"].items()}

    def build(text: str) -> re.Pattern[str]:
        text = text.replace("\n", "")
        while "@" in text and (reference := re.search(r"@([a-z]+)@", text)):
            text = text.replace(reference.group(), parts[reference.group(1)])
        return re.compile(text, re.IGNORECASE)

    names = [name for name in Cues.__dataclass_fields__ if name not in ("kinds", "chinese", "breaks")]
    order: tuple[Intent, ...] = ("upload", "credits", "export", "sse")
    return Cues(
        **{name: build(data.get(name, _NEVER)) for name in names},
        breaks=build(data["break"]),
        kinds=tuple((kind, build(data["kinds"][kind])) for kind in order),
        chinese=language == "chinese",
    )
