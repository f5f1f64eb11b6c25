"""The second reading of a message: what the grammar is unsure of is asked, the answer is checked, and what holds is planned."""

import asyncio
from dataclasses import dataclass
from functools import partial

from backend.director import Directions, Scene
from backend.director.refusals import reasons
from backend.draft.document import Document
from backend.edits import AnyEdit
from backend.planner.answer import read
from backend.planner.context import context_of
from backend.planner.grounded import Dropped, Grounded, grounded
from backend.planner.merge import Open, merged, open_part
from backend.planner.model import Model, ModelError
from backend.planner.schema import plan_schema
from prompts import prompt


@dataclass(frozen=True, slots=True)
class Planned:
    """The directions that stand. `added`: those of their edits that a model alone planned.

    `unanswered`: it was asked and gave nothing usable. `rehearsed`: the edits have been tried, and are to be done just so.
    """

    directions: Directions
    added: tuple[AnyEdit, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    unreadable: int = 0
    unanswered: bool = False
    rehearsed: bool = False


async def planned(model: Model | None, text: str, directions: Directions, document: Document, scene: Scene) -> Planned:
    """The directions, with a model's plan for what they leave open. Without a model, a clip or an open part they are as they were."""
    part: Open = open_part(directions, text) if model is not None and document.timeline.clips else "nothing"
    if model is None or part == "nothing":
        return Planned(directions)
    try:
        data = await model.answer(prompt("edits", reasons=reasons()), context_of(text, directions, document, scene, part), plan_schema())
    except ModelError:
        return Planned(directions, unanswered=True)
    answer = read(data)
    sure = directions.edits if part == "rest" else ()
    trying = partial(grounded, text=text, document=document, sure=sure, refused=directions.refused)
    found = await asyncio.to_thread(trying, answer) if answer else Grounded()
    if answer is None or not (found.steps or found.cannot):
        return Planned(directions, unanswered=True)
    added = tuple(step.edit for step in found.steps if step.edit not in directions.edits)
    return Planned(merged(directions, found, part), added, found.dropped, answer.unreadable)
