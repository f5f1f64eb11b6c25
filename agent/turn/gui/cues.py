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
    """Patterns over one clause, its leading `please`, `you can` and the like taken off by `lead`, `by dragging` made `by drag` by `gerund`.

    What directs: `strong` is a direction by itself, `direction` only beside a `noun` of the editor; `statement`, `passive` and `whole`
    describe where something is to be found or done; `chained` is a change asked for right beside a direction, `means` (by dragging …)
    goes with what is `asked`. What tells: `about` and `whose` mark talk of the footage, `narrated` what someone does in it unless the
    clause `instructs`, `edited` what was done to a thing, `relative` and `opener` begin a row of told clauses. What goes along:
    `dependent` clauses, those that `follows`, `underneath` goes on describing the editor; a `subject` or a `finite` verb stands alone.
    What stays of a direction: `sure`, `found`, `purpose`, `lies`, each with its `fact`; `where` is the place that goes.
    What it points to: `opened`, `looking`, `paying`, `nothing`, `kinds`. `breaks` parts clauses.
    """

    lead: re.Pattern[str]
    gerund: re.Pattern[str]
    direction: re.Pattern[str]
    strong: re.Pattern[str]
    noun: re.Pattern[str]
    statement: re.Pattern[str]
    whole: re.Pattern[str]
    passive: re.Pattern[str]
    means: re.Pattern[str]
    asked: re.Pattern[str]
    chained: re.Pattern[str]
    about: re.Pattern[str]
    whose: re.Pattern[str]
    narrated: re.Pattern[str]
    instructs: re.Pattern[str]
    edited: re.Pattern[str]
    relative: re.Pattern[str]
    opener: re.Pattern[str]
    dependent: re.Pattern[str]
    follows: re.Pattern[str]
    underneath: re.Pattern[str]
    subject: re.Pattern[str]
    finite: re.Pattern[str]
    sure: re.Pattern[str]
    found: re.Pattern[str]
    purpose: re.Pattern[str]
    lies: re.Pattern[str]
    where: re.Pattern[str]
    breaks: re.Pattern[str]
    opened: re.Pattern[str]
    looking: re.Pattern[str]
    paying: re.Pattern[str]
    nothing: re.Pattern[str]
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
