"""The facts that a receipt tells about edits whose place was found by measuring or listening."""

from collections.abc import Callable

from backend.draft.cutting import on_timeline
from backend.draft.details import FACTS, Change, Facts, length, stretch

SHOWN = 8
"""Pieces that a receipt lists."""


def moments(change: Change) -> Facts:
    """The pieces that were kept, where they were, each with its reasons in words."""
    found = [(at, why) for media, pieces in (change.edit.facts or {}).items() for start, end, why in pieces
             for at in on_timeline(change.before, {media: [(start, end)]})]
    found.sort()
    pieces = [{"from_s": at[0], "to_s": at[1], "why": [change.word("reason", name) for name in why]} for at, why in found]
    return {"pieces": pieces[:SHOWN], "count": len(pieces)} | length(change)


def bleeped(change: Change) -> Facts:
    """The range, or the moments at which the word was said."""
    facts = change.edit.facts
    ranges = on_timeline(change.before, facts.ranges) if change.edit.word and facts else []
    return {"word": change.edit.word or "", "times": [start for start, _ in ranges[:SHOWN]], "count": len(ranges),
            "approximate": bool(facts and facts.approximate)} | stretch(change)


ALL_FACTS: dict[str, Callable[[Change], Facts]] = FACTS | {"best_moments": moments, "bleep": bleeped}
"""The facts of each op, for the block of its name in `receipt`."""
