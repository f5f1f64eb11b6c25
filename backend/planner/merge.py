"""The grammar's directions and what a model adds to them, as one. Pure."""

from dataclasses import replace
from typing import Literal

from backend.director import Directions, Refusal
from backend.edits import AnyEdit
from backend.planner.grounded import Grounded
from backend.planner.words import overlap
from backend.smalltalk import kind_of

SURE = 0.9
"""From this probability on the grammar's reading stands: 77 % of its wrong readings are among the 32 % below it (`director/sure.py`)."""

Open = Literal["nothing", "rest", "all"]
Placed = tuple[AnyEdit, str, bool, tuple[int, ...]]
"""An edit with its words, whether its times were reckoned from the end, and the numbers of the clips that it is for."""


def open_part(directions: Directions, text: str) -> Open:
    """What of a message a model may plan: nothing, the clauses that the grammar missed, or all, since its reading is a guess."""
    if directions.edits:
        missed = directions.not_understood
        if missed and all(any(overlap(words, clause) for clause in missed) for words in directions.unread):
            return "rest"
        return "all" if directions.confidence < SURE else "nothing"
    settled = directions.kind in ("smalltalk", "help") or kind_of(text) is not None or directions.asks or directions.refused
    return "nothing" if not directions.not_understood and (settled or directions.confidence >= SURE) else "all"


def merged(directions: Directions, found: Grounded, part: Open) -> Directions:
    """The directions with the model's steps in the places of what was open."""
    words = [step.words for step in found.steps] + [refusal.words for refusal in found.cannot]
    missed = tuple(clause for clause in directions.not_understood if not any(overlap(clause, one) for one in words))
    refused: tuple[Refusal, ...] = (*directions.refused, *found.cannot)
    placed = _placed(directions, found) if part == "rest" else [(step.edit, step.words, False, ()) for step in found.steps]
    return replace(
        directions, edits=tuple(edit for edit, _, _, _ in placed), words=tuple(words for _, words, _, _ in placed),
        at_end=frozenset(index for index, (_, _, at_end, _) in enumerate(placed) if at_end),
        clips={index: numbers for index, (_, _, _, numbers) in enumerate(placed) if numbers},
        not_understood=missed, refused=refused, kind="edit" if placed else "none", unread=(),
    )


def _placed(directions: Directions, found: Grounded) -> list[Placed]:
    """The new edits between the sure ones, in their order; a sure one that was planned anew is done once. As `Placed`."""
    placed: list[Placed] = []
    new = [step for step in found.steps if step.edit not in directions.edits]
    sure = directions.worded("")
    for count in range(len(sure) + 1):
        last = count == len(sure)
        placed += [(step.edit, step.words, False, ()) for step in new if max(0, step.after) == count or (last and step.after > count)]
        placed += [] if last else [(*sure[count], count in directions.at_end, directions.clips.get(count, ()))]
    return placed
