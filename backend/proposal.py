"""Edits that a model planned and that would take away most of the footage: tried on a copy, shown, and done when the person agrees."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from backend.director import Directions, NoSuchClipError, settled
from backend.draft.changes import receipt
from backend.draft.document import Document, Proposed
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.draft.timeline import Timeline
from backend.edits import AnyEdit, BestMoments
from backend.facts import FactsError, Resolver
from backend.planner.planner import Planned
from backend.scenes import spans_of
from prompts import Say

MOST = 0.5
"""The share of the footage that goes unasked."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What edits would do. `edits` have their facts and their final times, `lines` are their receipts.

    `seen_s`: seconds of source that are seen now; `removed_s`: those of them that would go, `guessed_s` by what a model alone planned, or
    by a choice of the best moments whose length nobody said.
    """

    edits: tuple[AnyEdit, ...]
    lines: tuple[str, ...]
    seen_s: float
    removed_s: float
    guessed_s: float

    @property
    def drastic(self) -> bool:
        """Whether more would go than anyone should lose by a guess."""
        return self.guessed_s > MOST * self.seen_s


def guessed(edits: Sequence[AnyEdit]) -> bool:
    """Whether how much goes was left open: a length that is said is a permission, as a range is."""
    return any(isinstance(edit, BestMoments) and edit.to is None for edit in edits)


async def rehearse(plan: Planned, document: Document, resolver: Resolver, say: Say) -> Rehearsal:
    """The edits tried one after another without a trace; one that cannot be done stays as it is: that is told in earnest."""
    now, known, lines, guessed_s = document, list[AnyEdit](), list[str](), 0.0
    for index, planned in enumerate(plan.directions.edits):
        edit = planned
        try:
            edit = settled(plan.directions, index, document.timeline.duration_s, now.timeline.duration_s, spans_of(now.timeline))
            edit = await resolver.resolve(edit, now)
            after = apply(now, edit)
        except (FactsError, EditError, NoSuchClipError):
            known.append(edit)
            continue
        known.append(edit)
        lines.append(await asyncio.to_thread(receipt, now, after, say))
        guessed_s += lost_s(now.timeline, after.timeline) if planned in plan.added or guessed([planned]) else 0.0
        now = after
    seen_s = sum(footage_s(document.timeline).values())
    return Rehearsal(tuple(known), tuple(lines), seen_s, lost_s(document.timeline, now.timeline), guessed_s)


def lost_s(before: Timeline, after: Timeline) -> float:
    """Seconds of source that were seen before and are no more."""
    left = footage_s(after)
    return sum(max(0.0, length - left.get(media, 0.0)) for media, length in footage_s(before).items())


def footage_s(timeline: Timeline) -> dict[str, float]:
    """Seconds of each media that are seen somewhere on the timeline, each moment counted once."""
    ranges: dict[str, list[tuple[float, float]]] = {}
    for clip in timeline.clips:
        ranges.setdefault(clip.media, []).append((clip.start_s, clip.end_s))
    return {media: _length(sorted(parts)) for media, parts in ranges.items()}


def _length(parts: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in parts:
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def with_proposal(document: Document, directions: Directions, text: str) -> Document:
    """The document with the edits of rehearsed directions waiting for a yes. Any other change of the document drops them."""
    waiting = tuple(Proposed(edit=edit, words=words) for edit, words in directions.worded(text))
    return Document(media=document.media, history=document.history, proposal=waiting)


def without_proposal(document: Document) -> Document:
    """The document with nothing that waits."""
    return Document(media=document.media, history=document.history)


def accepted(waiting: tuple[Proposed, ...]) -> Planned:
    """What waited, as a plan that is carried out as it was shown."""
    edits, words = tuple(one.edit for one in waiting), tuple(one.words for one in waiting)
    return Planned(Directions(edits, 1.0, kind="edit", words=words), rehearsed=True)
