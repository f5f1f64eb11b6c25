"""What the clauses of a message mean for each other: an export's settings, a question's rest, a story before a question, running order."""

import re
from collections.abc import Sequence
from functools import cache

from routing.judge import Part

_STORY = 5
"""Fewest clauses of a message that tells something before it asks."""

_THING = frozenset("JOTI")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:and |but |so |then |because )*(?:(?:on|two|three|some|a few) \w+|yesterday|earlier|this morning"
        r"|i|i'?ve|i'?d|we|we'?ve|he|she|they|my|our|it|there|only"
        r"|the (?!\w+ should)|each|which)\b(?! (?:want|need|would|like|wish)\b)"
        r"|(?:我|我们|他|她|它|他们|昨天|前天|刚才|每个|大概|中间|那天|之前|上次)"
    )


def settled(parts: Sequence[Part], text: str) -> list[Part]:
    """The clauses in their order, those that turn out to ask for nothing by themselves marked so."""
    return _without_story(_settings(parts), text)


def _settings(parts: Sequence[Part]) -> list[Part]:
    """What only names the quality of an export belongs to it (`export it, 4K if possible`), and so does the rest of a question."""
    kept: list[Part] = []
    last = ""
    for part in parts:
        belongs = part.intent == "sse" and last == "export" and "r" in part.tags and _THING.isdisjoint(part.tags)
        belongs = belongs or (part.intent == "sse" and last in ("state", "credits") and part.tags.startswith(("j", "a")))
        agreed = kept and kept[-1].intent == "credits" and "X" in kept[-1].tags and re.match("[&Z]*c[_&Z]*Y", part.tags)
        if belongs:
            part = part._replace(intent="none")
        kept.append(part._replace(intent="export", confidence=0.8) if agreed else part)
        last = part.intent if kept[-1].intent != "none" else last
    return kept


def _without_story(parts: Sequence[Part], text: str) -> list[Part]:
    """Where a message ends in a question about the session or the account, what it tells before that is a story and no wish."""
    asked = [index for index, part in enumerate(parts) if part.intent in ("state", "credits")]
    edits = [index for index, part in enumerate(parts) if part.intent == "sse"]
    busy = any(part.intent in ("export", "upload") for part in parts)
    if len(parts) < _STORY or busy or not asked or not edits or edits[-1] > asked[-1]:
        return list(parts)
    told = all(_telling().match(text[parts[index].start : parts[index].end]) for index in edits if parts[index].by == "keyword")
    return [part._replace(intent="none") if part.intent == "sse" else part for part in parts] if told else list(parts)


@cache
def _later() -> re.Pattern[str]:
    """How a clause begins that follows what was named before it, though it says `after` or `once`."""
    return re.compile(
        r"(?i)[\s,;]*(?:(?:and|then|but)\s+)*(?:after(?:wards?\b|\s(?:that|this|which))|(?:once|when|as soon as)\s"
        r"(?:that|this|it|you|everything)?(?:'s|'re|s|\sis|\sare)?\s?(?:done|finished|ready|complete|through|over|out|up))|[\s,，]*(?:完了|之后|以后|好了就|然后)"
    )


@cache
def _beforehand() -> re.Pattern[str]:
    """What is wanted before any work begins."""
    return re.compile(
        r"(?i)\bbefore (?:you |we )?(?:start|begin|do\b|touch|any(?:thing|\b))|\bfirst (?:tell|check|let me know|look up)"
        r"|\bantes de (?:empezar|nada|todo|comenzar|tocar|come[çc]ar|tudo)|\bprimero (?:dime|mira|revisa)|\bbevor du (?:anf|los|beg)"
        r"|\bavant de commencer|(?:开始|动手|動手|開始)(?:之)?前"
    )


def in_running_order(parts: Sequence[Part], text: str) -> list[Part]:
    """Clauses in the order in which they must run: `but first …` and `after adding …` go before what they were named behind."""
    ordered: list[Part] = []
    for part in parts:
        said = text[part.start : part.end]
        behind: tuple[str, ...] = ("export", "state", "credits")
        early = part.intent == "sse" and bool(re.match(r"[&ZY_]*F|[&Z_]*a", part.tags)) and not _later().match(said)
        if part.intent in ("credits", "state") and _beforehand().search(said):
            early, behind = True, ("export", "sse")
        late = (index for index, other in enumerate(ordered) if other.intent in behind)
        ordered.insert(next(late, len(ordered)) if early else len(ordered), part)
    return ordered
