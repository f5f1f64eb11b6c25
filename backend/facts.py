"""What an edit must know of the sound before it is applied: silent ranges, spoken words. The engine finds it once; the edit keeps it."""

import logging
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from backend.caches import CACHE, used
from backend.draft.document import Document
from backend.draft.timeline import CaptionTrack, Media
from backend.edits import AnyEdit, BestMoments, Bleep, Captions, PreviewCuts, RemoveFillers, TrimSilence
from backend.fillers import filler_ranges
from backend.frames import Answered, Called, Frame
from backend.moments import with_moments
from backend.projects import Projects
from backend.spoken_words import word_facts

if TYPE_CHECKING:
    from backend.engine.transcribe import Transcript

LOGGER = logging.getLogger("backend.facts")
Emit = Callable[[Frame], None]
Ranges = dict[str, list[tuple[float, float]]]
TRANSLATED = "translation"
"""The source of captions that are a translation."""
WORSE = ("subtitles", "endpoint", "whisper", "sphinx")
"""Sources of captions, the most reliable first: of several the least is told."""

NO_AUDIO, NO_SPEECH = "edit_error.no_audio", "edit_error.no_speech"


class FactsError(Exception):
    """The sound does not give what the edit needs. `message` names a text of the prompts, `values` fill it."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values


class Resolver(Protocol):
    """Finds the facts that edits need."""

    async def resolve(self, edit: AnyEdit, document: Document) -> AnyEdit:
        """The edit with its facts; FactsError where there are none to find."""
        ...


class Analysis:
    """Resolves the facts of edits for one session; what it does is emitted as calls and answers."""

    def __init__(self, projects: Projects, session_id: str, emit: Emit) -> None:
        self._projects = projects
        self._session_id = session_id
        self._emit = emit

    async def resolve(self, edit: AnyEdit, document: Document) -> AnyEdit:
        """The edit with its facts; FactsError where there are none to find."""
        match edit:
            case TrimSilence(facts=None) | PreviewCuts(facts=None):
                return await self._step("analyze_pauses", self._silences(edit, heard(document)))
            case Captions(facts=None):
                used = await self._worded(document)
                restyles = await self._restyles(edit, document, used)
                return edit if restyles else await self._step("understand_speech", self._captions(edit, used))
            case RemoveFillers(facts=None):
                return await self._step("understand_speech", self._fillers(edit, await self._worded(document)))
            case Bleep(word=str(word), facts=None):
                return await self._step("understand_speech", self._bleep(edit, word, document))
            case BestMoments(facts=None):
                return await self._step("analyze_moments", with_moments(edit, document.timeline, shown(document), self._path, self._cache))
            case _:
                return edit

    async def _step(self, name: str, work: Awaitable[AnyEdit]) -> AnyEdit:
        call, outcome = "call-" + uuid.uuid4().hex[:8], "failed"
        self._emit(Called(call, name, {}))
        try:
            edit = await work
            outcome = "done"
        finally:
            self._emit(Answered(call, name, {"status": outcome}))
        return edit

    async def _silences(self, edit: TrimSilence | PreviewCuts, used: list[Media]) -> AnyEdit:
        from backend.engine.silence import AllSilentError, silences

        said = {"min_silence_s": edit.min_silence, "margin_s": edit.margin, "threshold_db": edit.threshold}
        wishes = {key: value for key, value in said.items() if value is not None}
        facts: Ranges = {}
        moves: Ranges = {}
        for media in used:
            with suppress(AllSilentError):
                facts[media.id], moves[media.id] = await self._apart(media, await silences(self._path(media), self._cache(media), **wishes))
        if not facts:
            raise FactsError("director.all_silent")
        return edit.model_copy(update={"facts": facts, "moving": {media: spans for media, spans in moves.items() if spans} or None})

    async def _apart(self, media: Media, silent: list[tuple[float, float]]) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """Silent ranges over a still picture, and those where it moves."""
        from backend.engine.motion import moving

        if media.kind != "video" or not silent:
            return silent, []
        moves = await moving(self._path(media), self._cache(media), silent)
        parted = list(zip(silent, moves, strict=True))
        return [span for span, there in parted if not there], [span for span, there in parted if there]

    async def _worded(self, document: Document) -> list[Media]:
        """The media on the main track that have sound or subtitles; FactsError where there is none."""
        found = []
        for media in shown(document):
            if media.has_audio or media.has_subtitles or await self._projects.sidecar(self._session_id, media):
                found.append(media)
        if not found:
            raise FactsError(NO_AUDIO)
        return found

    async def _captions(self, edit: Captions, used: list[Media]) -> AnyEdit:
        found = await self._transcripts(used, edit.language)
        least = max(found.values(), key=lambda one: WORSE.index(one.source))
        track = CaptionTrack(cues={media: one.cues for media, one in found.items()}, source=least.source, language=least.language)
        return edit.model_copy(update={"facts": track.model_dump(mode="json", include={"cues", "source", "language"})})

    async def _restyles(self, edit: Captions, document: Document, used: list[Media]) -> bool:
        """Whether the captions that are there already hold these words, so that only their looks can be meant."""
        there = document.timeline.captions
        if there is None or edit.language not in (None, there.language) or not all(media.id in there.cues for media in used):
            return False
        if there.source == TRANSLATED:  # subtitles beside the file are older than it; a bare wish for captions means the words themselves
            return any((edit.style, edit.position, edit.color, edit.size))
        return not [one for one in used if await self._projects.sidecar(self._session_id, one)]

    async def _fillers(self, edit: RemoveFillers, used: list[Media]) -> AnyEdit:
        found = await self._transcripts(used, None)
        if not any(cue.words for one in found.values() for cue in one.cues):
            return edit
        return edit.model_copy(update={"facts": {media: filler_ranges(one.cues) for media, one in found.items()}})

    async def _bleep(self, edit: Bleep, word: str, document: Document) -> AnyEdit:
        """Where the word is said, by the captions that are there, else by what can be understood."""
        there = document.timeline.captions
        if there is not None and there.source != TRANSLATED:
            facts = word_facts(there.cues, word)
        else:
            found = await self._transcripts(await self._worded(document), None)
            facts = word_facts({media: one.cues for media, one in found.items()}, word)
        if not facts.ranges:
            raise FactsError("edit_error.word_not_said", word=word)
        return edit.model_copy(update={"facts": facts})

    async def _transcripts(self, used: list[Media], language: str | None) -> "dict[str, Transcript]":
        """What is said in each media; those without speech are left out. FactsError where no one speaks, or nothing can transcribe."""
        found: dict[str, Transcript] = {}
        for media in used:
            try:
                found[media.id] = await self._words(media, language)
            except FactsError as error:
                if error.message != NO_SPEECH:
                    raise
        if not found:
            raise FactsError(NO_SPEECH)
        return found

    async def _words(self, media: Media, language: str | None) -> "Transcript":
        from backend.engine.transcribe import TranscriptError, transcribe

        sidecar = await self._projects.sidecar(self._session_id, media)
        try:
            return await transcribe(self._path(media), sidecar=sidecar, cache=self._cache(media), language=language)
        except TranscriptError as error:
            LOGGER.info("no transcript: %s", error)
            raise _told(error.reason, language or "") from error

    def _path(self, media: Media) -> Path:
        return self._projects.path(self._session_id, media.id)

    def _cache(self, media: Media) -> Path:
        return used(self._path(media).parent / CACHE)


def shown(document: Document) -> list[Media]:
    """The media on the main track, each once."""
    timeline = document.timeline
    return [timeline.find(media) for media in dict.fromkeys(clip.media for clip in timeline.clips)]


def heard(document: Document) -> list[Media]:
    """The media on the main track that have sound; FactsError where there is none."""
    found = [media for media in shown(document) if media.has_audio]
    if not found:
        raise FactsError(NO_AUDIO)
    return found


def _told(reason: str, language: str) -> FactsError:
    if reason in ("no_speech", "no_audio"):
        return FactsError(NO_SPEECH if reason == "no_speech" else NO_AUDIO)
    if reason == "subtitles":
        return FactsError("director.subtitles_unreadable")
    if reason == "language" and language:
        return FactsError("director.speech_language", language=language)
    return FactsError("director.speech_failed")
