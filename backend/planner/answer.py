"""A model's plan as data: every step read on its own, so that one bad step does not spoil the others. Pure."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from backend.director import Refusal
from backend.director.refusals import reasons
from backend.edits import EDIT, AnyEdit
from backend.planner.limits import outside
from backend.planner.schema import HIDDEN

MOST_STEPS = 24
"""Of one message; an answer with more is no plan."""


@dataclass(frozen=True, slots=True)
class Step:
    """One planned edit. `words`: the person's own that ask for it; `after`: how many of the understood edits come before it."""

    edit: AnyEdit
    words: str
    after: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What could be read. `unreadable` counts the steps that are no edits."""

    steps: tuple[Step, ...] = ()
    cannot: tuple[Refusal, ...] = ()
    unreadable: int = 0


def read(data: dict[str, Any]) -> Answer | None:
    """The plan in an answer; None where the whole is none."""
    edits, cannot = data.get("edits"), data.get("cannot", [])
    if not isinstance(edits, list) or not isinstance(cannot, list) or len(edits) + len(cannot) > MOST_STEPS:
        return None
    steps = [_step(one) for one in edits]
    refusals = [_refusal(one) for one in cannot]
    return Answer(tuple(filter(None, steps)), tuple(filter(None, refusals)), steps.count(None))


def _step(data: Any) -> Step | None:
    if not isinstance(data, dict) or not isinstance(data.get("words"), str) or not isinstance(data.get("edit"), dict):
        return None
    params = {name: value for name, value in data["edit"].items() if value is not None}
    if HIDDEN & params.keys() or not all(isinstance(name, str) for name in params):
        return None
    try:
        edit = EDIT.validate_python(params, strict=False)
    except (ValidationError, RecursionError, OverflowError):
        return None
    after = data.get("after")
    return Step(edit, data["words"], after if isinstance(after, int) and not isinstance(after, bool) else 10**6)


def _refusal(data: Any) -> Refusal | None:
    if not isinstance(data, dict) or data.get("reason") not in reasons() or not isinstance(data.get("words"), str):
        return None
    return Refusal(str(data["reason"]), data["words"])


def numbers_wrong(edit: AnyEdit) -> tuple[str, float] | None:
    """The first parameter that is out of range, with its value."""
    return next(outside(edit.op, edit.model_dump(by_alias=True, exclude_none=True)), None)
