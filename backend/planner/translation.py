"""Captions in another language: their lines through the model, their times as they were."""

import uuid
from collections.abc import Sequence

from backend.draft.document import Document
from backend.draft.timeline import CaptionTrack, Cue
from backend.edits import AnyEdit, Captions, TranslateCaptions
from backend.facts import TRANSLATED, Emit, FactsError, Resolver
from backend.frames import Answered, Called
from backend.planner.model import Model, ModelError
from backend.planner.schema import lines_schema
from prompts import prompt

LINES, BEFORE = 60, 3
"""Lines in one question, and those before them that go along to be understood."""
LIMIT_S = 60.0
"""For one question; a long video has many."""
LONGEST = 500
"""Characters of a line: more is no caption."""


class Translating:
    """A resolver that also finds the facts of translations; everything else is the other one's."""

    def __init__(self, inner: Resolver, model: Model | None, emit: Emit) -> None:
        self._inner = inner
        self._model = model
        self._emit = emit

    async def resolve(self, edit: AnyEdit, document: Document) -> AnyEdit:
        """The edit with its facts; FactsError where there are none to find. Without a model a translation stays without, and is refused."""
        if not isinstance(edit, TranslateCaptions) or edit.facts is not None or self._model is None:
            return await self._inner.resolve(edit, document)
        track = document.timeline.captions or await self._said(document)
        call, outcome = "call-" + uuid.uuid4().hex[:8], "failed"
        self._emit(Called(call, "translate_captions", {}))
        try:
            cues = await self._translated(self._model, track, edit.language)
            outcome = "done"
        except ModelError as error:
            raise FactsError("planner.translation_failed", language=edit.language) from error
        finally:
            self._emit(Answered(call, "translate_captions", {"status": outcome}))
        facts = CaptionTrack(cues=cues, source=TRANSLATED, language=edit.language)
        return edit.model_copy(update={"facts": facts.model_dump(mode="json", include={"cues", "source", "language"})})

    async def _said(self, document: Document) -> CaptionTrack:
        """What is said, where there are no captions yet."""
        found = await self._inner.resolve(Captions(), document)
        assert isinstance(found, Captions)
        if found.facts is None:
            raise FactsError("edit_error.no_captions")
        return CaptionTrack.model_validate({"source": "", **found.facts})

    async def _translated(self, model: Model, track: CaptionTrack, language: str) -> dict[str, tuple[Cue, ...]]:
        """The same cues with other words; the times of single words are gone with the words."""
        lines = [cue.text for cues in track.cues.values() for cue in cues]
        new: list[str] = []
        for first in range(0, len(lines), LINES):
            part = lines[first : first + LINES]
            system = prompt("translate", language=language, count=len(part))
            data = {"before": lines[max(0, first - BEFORE) : first], "lines": part}
            new += lines_of((await model.answer(system, data, lines_schema(), limit_s=LIMIT_S)).get("lines"), part)
        left = iter(new)

        def same_time(cue: Cue) -> Cue:
            return Cue(start_s=cue.start_s, end_s=cue.end_s, text=next(left))

        return {media: tuple(map(same_time, cues)) for media, cues in track.cues.items()}


def lines_of(answer: object, lines: Sequence[str]) -> list[str]:
    """The lines of an answer, each on one line. ModelError where they are not as many, or one is empty or no caption any more."""
    if not isinstance(answer, list) or len(answer) != len(lines) or not all(isinstance(line, str) for line in answer):
        raise ModelError("strange", "lines")
    clean = [" ".join("".join(letter if letter.isprintable() else " " for letter in line).split()) for line in answer]
    if any((not line and old.strip()) or len(line) > LONGEST for line, old in zip(clean, lines, strict=True)):
        raise ModelError("strange", "line")
    return clean
