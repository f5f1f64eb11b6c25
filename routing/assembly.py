"""Judged clauses and the media of a message -> its plan: steps merged, put in the order in which they must run, each with its words."""

import re
from collections.abc import Sequence

from routing.incoming import Found
from routing.judge import Part
from routing.plan import Intent, Plan, Step
from routing.relations import in_running_order, settled

_UNDECIDED = 0.5

def assemble(text: str, parts: Sequence[Part], found: Found) -> Plan:
    """The plan of one message. Never empty: where nothing else is asked, the editing agent answers."""
    parts = settled(parts, text)
    wanted = [part for part in in_running_order(parts, text) if part.intent != "none"]
    steps = [_step(intent, wanted, parts, text) for intent in dict.fromkeys(part.intent for part in wanted) if intent != "none"]
    steps = _with_media(steps, text, found)
    steps = steps or [_fallback(text, parts)]
    return Plan(tuple(steps), _doubt(parts, {step.intent for step in steps}))


def _doubt(parts: Sequence[Part], planned: set[Intent]) -> float:
    """How likely the likeliest wish is that no step of the plan answers."""
    wishes = (part.chances.items() for part in parts)
    return max((chance for part in wishes for intent, chance in part if intent != "none" and intent not in planned), default=0.0)


def _step(intent: Intent, wanted: Sequence[Part], parts: Sequence[Part], text: str) -> Step:
    mine = [part for part in wanted if part.intent == intent]
    best = max(mine, key=lambda part: part.confidence)
    return Step(intent, _words(intent, wanted, parts, text), (), best.by, best.confidence, best.matched)


def _words(intent: Intent, wanted: Sequence[Part], parts: Sequence[Part], text: str) -> str:
    """The words of one step: its clauses with what stands between; the editing step also keeps clauses that ask nothing by themselves."""
    if len({part.intent for part in wanted}) == 1:
        return text.strip()
    pieces: list[str] = []
    last = -2
    for index, part in enumerate(parts):
        if part.intent == intent or (part.intent == "none" and intent == "sse"):
            piece_start = parts[last].end if last == index - 1 else part.start
            pieces.append(text[piece_start : part.end])
            last = index
        elif pieces:
            pieces.append(" ")
    return re.sub(r"\s+", " ", "".join(pieces)).strip(" ,，、;；") or text.strip()


def _with_media(steps: list[Step], text: str, found: Found) -> list[Step]:
    """Media comes in before anything that is edited, but behind what was asked for before it."""
    if not found.incoming:
        return steps
    rest = [step for step in steps if step.intent != "upload"]
    first = found.incoming[0].start
    place = 0
    for index, step in enumerate(rest):
        asked_before = step.matched != "" and -1 < text.find(step.matched) < first
        if step.intent in ("credits", "state") and asked_before and all(other.intent != "sse" for other in rest[:index]):
            place = index + 1
    named = " ".join(text[media.start : media.end] for media in found.incoming)
    return [*rest[:place], Step("upload", named, found.incoming, "media", 0.97, named), *rest[place:]]


def _fallback(text: str, parts: Sequence[Part]) -> Step:
    """Nothing is asked for that we know: the editing agent reads it."""
    sure = max((part.confidence for part in parts), default=_UNDECIDED)
    by = "default" if not parts or parts[0].by == "classifier" else "keyword"
    matched = next((part.matched for part in parts if part.by == "keyword"), "")
    return Step("sse", text.strip() or text, (), "keyword" if by == "keyword" else "default", sure, matched)
