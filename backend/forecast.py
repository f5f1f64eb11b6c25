"""What a sentence would do, found without doing it: the edits, whether each fits the clip, and the lengths where they can be known."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from backend.answers import quoted
from backend.director import Directions, NoSuchClipError, Scene, direct, settled
from backend.draft.changes import name_of
from backend.draft.cutting import wanted_s
from backend.draft.document import Document, with_media
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.edit_sound import WordFacts
from backend.edits import AnyEdit, BestMoments, Bleep, Captions, RemoveFillers, TrimSilence
from backend.planner.model import Model, Server
from backend.planner.planner import planned
from backend.scenes import scene_of, spans_of
from prompts import Language, Say, message

ASSUMED_S = 60.0
"""The length of the video that is thought of where no file is named."""

CLIP = "clip"
_WORD = {"start_s": 0.0, "end_s": 0.1, "text": "…"}
By = Literal["grammar", "model"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One edit. `problem`: why it cannot be done, "" where it can; `remarks`: how it would be done otherwise than it was said.

    `listens`: what it comes to is known once the sound has been heard.
    """

    edit: dict[str, Any]
    name: str
    words: str
    by: By = "grammar"
    problem: str = ""
    remarks: tuple[str, ...] = ()
    listens: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """The edits in order. `by` is "model" where a language model planned any of them.

    Lengths in seconds; `after_s` is None where an edit that listens decides it.

    `left_out` are sentences about what would not be done; `not_understood` and `unread` are the person's words behind them.
    """

    by: By
    confidence: float
    before_s: float
    after_s: float | None
    edits: tuple[Foreseen, ...] = ()
    not_understood: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    refused: tuple[dict[str, str], ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether something would be done, and all of it."""
        return bool(self.edits) and not (self.left_out or any(one.problem for one in self.edits))


async def foresee(text: str, clip: Path | None, language: Language, server: Server | None = None) -> Forecast:
    """The forecast of `text` for a clip, which is opened and read but not sent or changed; without one nothing is checked against it.

    The language model of `server` is asked where it would be asked in earnest: about the words, where the grammar is unsure of them.
    Raises `backend.engine.probe.MediaError`; OSError where it cannot be read.
    """
    document = await asyncio.to_thread(_document, clip)
    scene = scene_of(document, language) if document.timeline.clips else Scene(duration_s=ASSUMED_S, language=language)
    model = Model(server) if server and clip else None
    try:
        plan = await planned(model, text, direct(text, scene), document, scene)
    finally:
        if model is not None:
            await model.aclose()
    directions = plan.directions
    trial = _Trial(document, clip, lambda name, /, **values: message(name, language, **values))
    by: tuple[By, ...] = tuple("model" if edit in plan.added else "grammar" for edit in directions.edits)
    said = zip(directions.worded(text), by, strict=True)
    edits = tuple(trial.planned(directions, index, words, one) for index, ((_, words), one) in enumerate(said))
    after_s = None if trial.listens or clip is None else trial.document.timeline.duration_s
    refused = tuple({"reason": one.reason, "words": one.words} for one in directions.refused)
    left_out = (*_left_out(directions, text, trial.say), *(dropped.words(trial.say) for dropped in plan.dropped))
    return Forecast(
        "model" if "model" in by else "grammar", directions.confidence, scene.duration_s, after_s, edits,
        directions.not_understood, directions.unread, refused, left_out,
    )


def _document(clip: Path | None) -> Document:
    """An empty project, or one with the clip."""
    if clip is None:
        return Document()
    from backend.engine.probe import probe

    return with_media(Document(), probe(clip, CLIP, clip.name))


@dataclass(slots=True)
class _Trial:
    """The document as it would be after the edits so far; those that listen have found nothing in it."""

    document: Document
    clip: Path | None
    say: Say
    listens: bool = False

    def planned(self, directions: Directions, index: int, words: str, by: By) -> Foreseen:
        """The edit at `index`; one for a numbered clip has the times that this clip has then."""
        edit, timeline = directions.edits[index], self.document.timeline
        if self.clip is None or index not in directions.clips:
            return self.foreseen(edit, words, by)
        try:
            return self.foreseen(settled(directions, index, timeline.duration_s, timeline.duration_s, spans_of(timeline)), words, by)
        except NoSuchClipError as error:
            problem = self.say("edit_error.no_such_clip", number=error.number, count=error.count)
            said = {name: value for name, value in edit.said().items() if name not in ("from", "to")}
            return Foreseen(said, name_of(edit, self.say), words, by, problem)

    def foreseen(self, edit: AnyEdit, words: str, by: By) -> Foreseen:
        """Does the edit to the trial's document, if there is a clip."""
        listens, problem, remarks = isinstance(edit, TrimSilence | RemoveFillers | Captions | BestMoments), "", tuple[str, ...]()
        listens = listens or (isinstance(edit, Bleep) and edit.word is not None)
        self.listens = self.listens or isinstance(edit, TrimSilence | RemoveFillers)
        if self.clip is not None:
            try:
                self.document = apply(self.document, self._deaf(edit))
                remarks = () if listens else tuple(note.words(self.say) for note in self.document.history[-1].notes)
            except EditError as error:
                problem = error.words(self.say)
        return Foreseen(edit.said(), name_of(edit, self.say), words, by, problem, remarks, listens)

    def _deaf(self, edit: AnyEdit) -> AnyEdit:
        """The edit as if little were heard. EditError where nothing can be."""
        match edit:
            case TrimSilence():
                return edit.model_copy(update={"facts": {}})
            case RemoveFillers():
                self._must_speak()
                return edit.model_copy(update={"facts": {}})
            case Bleep(word=str()):
                self._must_speak()
                return edit.model_copy(update={"facts": WordFacts(ranges={CLIP: [(0.0, 0.3)]})})
            case BestMoments():
                stays_s = wanted_s(edit.to, self.document.timeline.duration_s)
                return edit.model_copy(update={"facts": {CLIP: [(0.0, stays_s, [])]}})
            case Captions():
                self._must_speak()
                return edit.model_copy(update={"facts": {"cues": {CLIP: [_WORD]}, "source": "subtitles", "language": ""}})
            case _:
                return edit

    def _must_speak(self) -> None:
        """Whether words can be had: from the sound, or from subtitles in the file or beside it."""
        beside = self.clip is not None and any(self.clip.with_suffix(suffix).is_file() for suffix in (".srt", ".vtt"))
        if not beside and not any(media.has_audio or media.has_subtitles for media in self.document.media):
            raise EditError("no_audio")


def _left_out(directions: Directions, text: str, say: Say) -> tuple[str, ...]:
    lines = [say(f"director.refused_{one.reason}", words=quoted([one.words])) for one in directions.refused]
    if directions.not_understood:
        lines.append(say("director.not_understood_part", words=quoted(directions.not_understood)))
    if not directions.edits and not lines:
        lines.append(say("forecast.nothing", words=quoted([text])))
    return tuple(lines)
