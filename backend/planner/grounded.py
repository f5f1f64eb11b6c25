"""A planned step against the timeline and the person's words: what does not fit is dropped, with the reason. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.director import Directions, Refusal, settled
from backend.draft.changes import name_of
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.edits import (
    AnyEdit,
    BestMoments,
    Bleep,
    Captions,
    Music,
    RemoveFillers,
    RenameVersion,
    RestoreVersion,
    SaveVersion,
    Title,
    TranslateCaptions,
    TrimSilence,
    Undo,
)
from backend.engine.moods import MOODS
from backend.planner.answer import Answer, Step, numbers_wrong
from backend.planner.limits import TIMES
from backend.planner.schema import OPS
from backend.planner.words import overlap, plain, said
from prompts import Say

NEAR_S = 0.05
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
HEX = re.compile(r"#?[0-9a-fA-F]{6}|#[0-9a-fA-F]{3}")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A step that was left out. `message` names the reason in the prompts, `values` fill it."""

    edit: AnyEdit
    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def words(self, say: Say) -> str:
        """One line for the person. What the model made up is shown, and so made plain first."""
        shown = self.edit.model_copy(update={name: plain(value) for name, value in self.edit if isinstance(value, str)})
        values = {name: plain(value) if isinstance(value, str) else value for name, value in self.values.items()}
        return say("planner.dropped", name=name_of(shown, say), why=say(self.message, **values))


@dataclass(frozen=True, slots=True)
class Grounded:
    """What of an answer holds: the steps that fit, the others, and the impossible wishes that were really wished."""

    steps: tuple[Step, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    cannot: tuple[Refusal, ...] = ()


def grounded(answer: Answer, text: str, document: Document, *, sure: Sequence[AnyEdit] = (), refused: Sequence[Refusal] = ()) -> Grounded:
    """Each step tried on the state that the `sure` edits and the steps before it leave.

    A step about words that were `refused` is left out unsaid.
    """
    kept, dropped, now = list[Step](), list[Dropped](), document
    longest_s = document.timeline.duration_s
    for edit in sure:
        now, _ = _tried(now, edit)
    for step in answer.steps:
        if any(overlap(step.words, refusal.words) for refusal in refused):
            continue
        problem = _unsaid(step, text, now) or _misfit(step.edit, max(longest_s, now.timeline.duration_s))
        if problem is None:
            meant = settled(Directions((*(one.edit for one in kept), step.edit)), len(kept), longest_s, longest_s)
            now, problem = _tried(now, meant)
        if problem is None:
            kept.append(step)
        else:
            dropped.append(problem)
    cannot = [one for one in answer.cannot if said(one.words, text) and not any(overlap(one.words, known.words) for known in refused)]
    return Grounded(tuple(kept), tuple(dropped), tuple(cannot))


def _unsaid(step: Step, text: str, document: Document) -> Dropped | None:
    """Words that the person did not say: the ones that ask for the edit, and those that would be seen."""
    edit, titles = step.edit, [one.text for one in document.timeline.titles]
    if not said(step.words, text):
        return Dropped(edit, "planner.why_unasked")
    unsaid = ""
    match edit:
        case Title(text=words) if words.strip() and words.strip() not in titles:
            unsaid = "" if said(words, text) else words
        case SaveVersion(name=str(name)):
            unsaid = "" if said(name, text) else name
        case RenameVersion(to=str(name)) | Bleep(word=str(name)):
            unsaid = "" if said(name, text) else name
        case Music(mood=str(mood)):
            unsaid = "" if said(mood, text) or mood.strip().lower() in MOODS else mood
    return Dropped(edit, "planner.why_text", {"text": unsaid}) if unsaid else None


def _misfit(edit: AnyEdit, longest_s: float) -> Dropped | None:
    """Numbers out of range, times past the end, names that mean nothing."""
    if wrong := numbers_wrong(edit):
        return Dropped(edit, "planner.why_number", {"name": wrong[0], "value": f"{wrong[1]:g}"})
    params = edit.model_dump(by_alias=True, exclude_none=True)
    for name in TIMES.get(edit.op, ()):
        if params.get(name, 0.0) > longest_s + NEAR_S:
            return Dropped(edit, "edit_error.past_end", {"at_s": params[name], "length_s": longest_s})
        if params.get(name, 0.0) < 0:
            return Dropped(edit, "planner.why_number", {"name": name, "value": f"{params[name]:g}"})
    unknown = _unknown(edit, params)
    return Dropped(edit, "planner.why_name", {"text": unknown}) if unknown else None


def _unknown(edit: AnyEdit, params: dict[str, Any]) -> str:
    """A colour, a language or an op that does not exist."""
    match edit:
        case Undo(what=str(op)) | RestoreVersion(before=str(op)) if op not in OPS:
            return op
        case Captions(language=str(language)) | TranslateCaptions(language=language) if LANGUAGE.fullmatch(language) is None:
            return language
    color = params.get("color")
    return color if isinstance(color, str) and not _is_color(color.strip().lower()) else ""


def _is_color(text: str) -> bool:
    from backend.engine.asstext import COLORS  # brings the fonts along, which the start of the process does not wait for

    return bool(HEX.fullmatch(text)) or any(word in COLORS for word in text.split())


def _tried(document: Document, edit: AnyEdit) -> tuple[Document, Dropped | None]:
    """The document after the edit. What needs to listen first is believed here, and tried when it is done."""
    listens = isinstance(edit, TrimSilence | RemoveFillers | Captions | TranslateCaptions | BestMoments)
    if listens or (isinstance(edit, Bleep) and edit.word):
        return document, None
    try:
        return apply(document, edit), None
    except EditError as error:
        return document, Dropped(edit, f"edit_error.{error.reason}", error.values)
