"""One clause -> what it asks for: what the offline classifier thinks of it, weighed with the rule that fits it."""

import re
from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple, cast

from routing.classifier import guess
from routing.features import CLASSES
from routing.history import about_history, compares, named, names_a_version
from routing.plan import By, Intent
from routing.reading import Reading
from routing.rules import Asked, Verdict

_WEIGHT = {0.95: 2.0, 0.9: 1.0, 0.85: 0.75, 0.8: 0.6}
"""What a rule of such confidence adds to the logarithm of its answer's chance; the classifier has seen the rule too."""

_DOUBT = 0.005
"""What the classifier's chances are raised by, so that it never rules anything out alone."""

_FLOOR, _STORY_FLOOR = 0.5, 0.55
"""How sure a clause must be before it counts as a wish beside other clauses, of which a story has many; by cross-validation."""

_BESIDE = 0.6
"""How sure it must be beside a clause that is as sure of another wish: a remark before or behind a wish often has the words of a second
one. By cross-validation."""

_STORY, _STORY_RULE = 6, 0.6
"""From so many clauses on a message tells a story, in which rules, that see one clause only, count so much of their weight."""

_WORD = re.compile(r"\w")
_DEEDS: tuple[Intent, ...] = ("export", "credits", "state", "upload")

_LAST_RESORT = 0.45
"""How likely the likeliest wish must be where otherwise nothing would be asked for; by cross-validation."""


class Part(NamedTuple):
    """A judged clause: `text[start:end]` asks for `intent`, or for nothing (`none`); `chances` says how likely each answer was."""

    intent: Asked
    confidence: float
    by: By
    matched: str
    start: int
    end: int
    tags: str
    chances: Mapping[str, float]


def judge(readings: Sequence[Reading], text: str, *, media: bool) -> list[Part]:
    """Decides every clause; `text` is the whole message as it was typed, `media` whether files come in with it."""
    small = text.casefold()
    near = named(small)
    seen = [_chances(reading, text, near) for reading in readings]
    if (asked := compares(small)) and len(small) == len(text):
        inside = [index for index, reading in enumerate(readings) if asked[0] <= reading.clause.start < asked[1]]
        for index in inside:  # the words of a name ask for nothing: "what changed since final cut?"
            seen[index] = {**dict.fromkeys(CLASSES, 0.0), "sse" if index == inside[0] else "none": 0.9}
    parts = _without_remarks([_part(reading, chances, text) for reading, chances in zip(readings, seen, strict=True)])
    if len(parts) > 1 and not media and all(part.intent == "none" for part in parts):
        sure, place, intent = max((chances[name], index, name) for index, chances in enumerate(seen) for name in _DEEDS)
        if sure >= _LAST_RESORT:
            parts[place] = parts[place]._replace(intent=intent, confidence=sure)
    return parts


def _chances(reading: Reading, text: str, near: Sequence[str]) -> dict[str, float]:
    """How likely each answer is for one clause. A clause beside its media asks for no upload: the media says so itself."""
    clause = reading.clause
    if not _WORD.search(reading.view.words) or (reading.view.among > 1 and len(reading.view.words.strip()) < 2):
        return dict.fromkeys(CLASSES, 0.0)
    history = near and about_history(text[clause.start : clause.end].casefold().strip(" .!?,。！？，“”\""), near)
    if "M" not in clause.tags and (history or names_a_version(text, clause.start)):
        return {**dict.fromkeys(CLASSES, 0.0), "sse": 0.9}
    chances = weighed(guess(reading.view), reading.verdict, _STORY_RULE if reading.view.among >= _STORY else 1.0)
    if reading.view.media and re.fullmatch("[YZ&]+", clause.tags):
        return {**dict.fromkeys(CLASSES, 0.0), "none": 1.0}
    if "M" in clause.tags:
        chances = {**chances, "upload": 0.0, "none": chances["none"] + chances["upload"]}
    return chances


def _part(reading: Reading, chances: dict[str, float], text: str) -> Part:
    clause, verdict, view = reading.clause, reading.verdict, reading.view
    best = cast(Asked, max(CLASSES, key=chances.__getitem__))
    floor = _STORY_FLOOR if view.among >= _STORY else _FLOOR if view.among > 1 else 0.0
    if not chances[best]:
        return Part("none", 0.5, "classifier", "", clause.start, clause.end, clause.tags, chances)
    intent: Asked = best if chances[best] >= floor else "none"
    if verdict and verdict.intent == intent:
        start, end = clause.place(verdict.start, verdict.end)
        return Part(intent, chances[best], "keyword", text[start:end], clause.start, clause.end, clause.tags, chances)
    return Part(intent, chances[best], "classifier", text[clause.start : clause.end], clause.start, clause.end, clause.tags, chances)


def _without_remarks(parts: list[Part]) -> list[Part]:
    """The clauses, those marked as no wish that hardly were one, beside a surer wish for something else."""
    sure = {part.intent for part in parts if part.intent != "none" and part.confidence >= _BESIDE}
    return [part._replace(intent="none") if part.confidence < _BESIDE and sure - {part.intent} else part for part in parts]


def weighed(chances: dict[str, float], verdict: Verdict | None, share: float = 1.0) -> dict[str, float]:
    """The chances with the rule's weight added, `share` of it."""
    if verdict is None:
        return chances
    shares = {name: chance + _DOUBT for name, chance in chances.items()}
    shares[verdict.intent] *= exp(share * _WEIGHT[verdict.confidence])
    whole = sum(shares.values())
    return {name: part / whole for name, part in shares.items()}
