"""The patterns by which directions to a graphical editor are told from content, read from `english.toml` and `chinese.toml`."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from routing.plan import Intent

Pointed = Intent | Literal["nothing"]
"""What a direction points to; `nothing` for those with no counterpart (`keep this tab open`)."""

Kinds = list[tuple[Pointed, ...]]
"""What each clause of a sentence points to, in order; an empty one is content."""

AIMS: tuple[Intent, ...] = ("state", "sse")
KINDS: tuple[Intent, ...] = ("upload", "credits", "export", "sse")
LABELLED: tuple[Intent, ...] = ("credits", "state", "upload", "export", "sse")
SERVED: tuple[Intent, ...] = ("upload", "credits", "export")


_LATIN = re.compile(
    r"\\u[0-9a-f]{4}|\\.|\[(?:\\.|[^\]])*\]|\(\?P<\w+>|\(\?[a-z-]+:|(?P<word>[A-Za-z]+?(?=[A-Za-z][?*+{])|[A-Za-z]+(?![A-Za-z?*+{]))"
    r"|(?P<last>[A-Za-z](?=[?*+{]))"
)
"""The Latin letters of a pattern, past its escapes, sets and names of groups."""


class Cues:
    """Patterns by name over one clause, its leading `please`, `you can` and the like taken off by `lead`, `by dragging` read as `by drag`.

    What directs: `strong` is a direction by itself, `direction` only beside a `noun` of the editor; `statement`, `passive` and `whole`
    describe where something is to be found or done; `chained` is a change asked for right beside a direction, `means` (by dragging …)
    goes with what is `asked` or `doable`.
    One may stand further inside a clause: a part of the editor that is `named`, and a verb that `bids`.
    A `fronted` place goes with the change behind it; one that `picks` says what a menu was opened for. A condition runs into its
    direction behind `fore`. An entry of a list has its `label` before the place.
    What tells: a `scene` of the footage or what the backend did; a thing that is `owned` has buttons of its own, `about` and `whose`
    mark talk of the footage, `narrated` what is done in it, as do `teller` before and `tells` behind a verb unless the clause
    `instructs`, `edited` what was done to a thing, `relative` and `opener` begin a row of told clauses.
    What no form tells is weighed: `evidence` for the editor and for the footage; the action then comes from the `nouns`.
    What goes along: `dependent` clauses (those that name a `wish` may stay), those that `follows`, `underneath` goes on describing
    the editor, one that `waits` does not; a `subject` or a `finite` verb stands alone.
    What stays of a direction: what is `shown`, `sure`, `found`, `purpose`, `lies`, `chosen`, `sent`, each with its `fact`; `where` is
    the place that goes. What goes with a direction and is said again: a `value`; a quoted name that something `calls`, when it is no
    `control`; what the direction is `aimed` at, or what is left without the ways `around` it and a verb that `moves`, `takes` or
    `brings` (one that `acts` may stay).
    A `command` is a verb and one part of the editor, a `control` by what its name is `labelled` for or a `place`, and no more;
    `pressing` it is another thing than opening it. A link may be to such a `thing`.
    What it points to: `opened`, `looking`, `paying`, `nothing`, `alters`, `aims` (what a control is for), `kinds`; a `menu` is only
    the way to what comes next, an `anonymous` control what the words before it are about, a `pronoun` the control
    named before, a place the change that it is `useful` for.
    What was said to be `missing` is `supplied`; a place `inside` the export window serves exporting. `breaks` parts clauses.
    A language without one of them has nothing of the kind. Each is built when first asked for: all at once would hold up a reply.
    """

    def __init__(self, language: Literal["english", "chinese"]) -> None:
        self._data = tomllib.loads((files("agent.turn.gui") / f"{language}.toml").read_text("utf-8"))
        self.chinese = language == "chinese"

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name.startswith("_"):
            raise AttributeError(name)
        pattern = self._built(self._data.get(name, "(?!)"))
        setattr(self, name, pattern)
        return pattern

    @cached_property
    def strong(self) -> "Either":
        """A direction by itself: by its form, or a gesture that only editors know."""
        return Either(self._built(self._data["strong"]), self.gesture)

    @cached_property
    def aims(self) -> tuple[tuple[Intent, re.Pattern[str]], ...]:
        """What a control is for, by its purpose: click it to see …"""
        return tuple((kind, self._built(self._data["aims"][kind])) for kind in AIMS)

    @cached_property
    def served(self) -> tuple[tuple[Intent, re.Pattern[str]], ...]:
        """What the words before a control without a name say that it is for: 4K can be exported. The button is …"""
        return tuple((kind, self._built(self._data["served"][kind])) for kind in SERVED)

    @cached_property
    def kinds(self) -> tuple[tuple[Intent, "Either"], ...]:
        """What a direction points to, in the order in which they are tried."""
        found = {kind: (self._built(self._data["kinds"][kind]),) for kind in KINDS}
        return tuple((kind, Either(*found[kind], *((self.gesture,) if kind == "sse" else ()))) for kind in KINDS)

    @cached_property
    def evidence(self) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
        """What speaks for a clause about the editor (above zero) and for one about the footage or what was done (below), by name."""
        return tuple((name, weight, self._built(text)) for name, (weight, text) in self._data["evidence"].items())

    @cached_property
    def labelled(self) -> tuple[tuple[Intent, re.Pattern[str]], ...]:
        """What the name of a control says that it does, in the order in which they are tried."""
        return tuple((kind, self._built(self._data["labelled"][kind])) for kind in LABELLED)

    @cached_property
    def nouns(self) -> tuple[tuple[Intent, re.Pattern[str]], ...]:
        """What the parts of the editor named in a clause stand for, in the order in which they are tried."""
        return tuple((kind, self._built(self._data["nouns"][kind])) for kind in KINDS)

    def build(self) -> Iterator[None]:
        """Builds every pattern that is not yet there, one at a step: a few milliseconds each."""
        for name, text in self._data.items():
            if isinstance(text, str) or name in ("aims", "served", "kinds", "labelled", "evidence", "nouns"):
                getattr(self, name)
                yield

    def _built(self, text: str) -> re.Pattern[str]:
        text = text.replace("\n", "")
        while "@" in text and (reference := re.search(r"@([a-z]+)@", text)):
            text = text.replace(reference.group(), self._data["parts"][reference.group(1)].replace("\n", ""))
        return re.compile(_LATIN.sub(_either_case, text)) if self.chinese else re.compile(text, re.IGNORECASE)


def _either_case(token: re.Match[str]) -> str:
    """Latin letters in either case, where the whole pattern would cost twice as much to build so: Chinese knows no case."""
    word, last = token["word"], token["last"]
    if not (word or last):
        return token.group()
    return (f"(?i:{word})" if word else "") + (f"(?i:{last})" if last else "")


class Either:
    """Patterns that are built apart because one of them serves others too; what stands first in the text is found."""

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        self._patterns = patterns

    def search(self, text: str) -> re.Match[str] | None:
        found = [match for pattern in self._patterns if (match := pattern.search(text))]
        return min(found, key=lambda match: match.start(), default=None)


@cache
def cues(language: Literal["english", "chinese"]) -> Cues:
    """The patterns of a language."""
    return Cues(language)
