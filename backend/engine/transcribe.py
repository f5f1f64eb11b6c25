"""What is said in a file, from the best source there is: its subtitles, a configured server, faster-whisper, and last pocketsphinx."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from backend.draft.timeline import Cue
from backend.engine import subtitles, transcribe_whisper
from backend.engine.audio import NoAudioError, levels, pcm
from backend.engine.transcribe_endpoint import Endpoint, EndpointError, ask
from backend.engine.transcribe_sphinx import RecogniserError, recognise
from backend.engine.utterances import Range, utterances

Source = Literal["subtitles", "endpoint", "whisper", "sphinx"]
Reason = Literal["no_audio", "no_speech", "language", "subtitles", "failed"]
OnProgress = Callable[[float], None]


class TranscriptError(Exception):
    """No transcript. `reason`: no_audio, no_speech, language (what is installed knows English only), subtitles (the file given cannot be
    read), failed; `failed`: rungs that were tried before and did not answer; `detail` for logs."""

    def __init__(self, reason: Reason, detail: str = "", failed: tuple[Source, ...] = ()) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.failed = failed


@dataclass(frozen=True)
class Transcript:
    """What is said, in source seconds. `language` is a two-letter code or ""; `failed` names better sources that were asked in vain."""

    cues: tuple[Cue, ...]
    source: Source
    language: str
    failed: tuple[Source, ...] = ()


async def transcribe(
    path: Path,
    *,
    sidecar: Path | None = None,
    cache: Path,
    language: str | None = None,
    on_progress: OnProgress = lambda share: None,
    endpoint: Endpoint | None = None,
) -> Transcript:
    """The transcript of `path`. `on_progress` gets 0..1; `endpoint` None means the one of the environment. Raises TranscriptError."""
    written = await _written(path, sidecar, language)
    if written:
        on_progress(1.0)
        return written
    sound, spoken = await _speech(path, cache)
    on_progress(0.05)
    found = await _heard(sound, spoken, _Wish(language, endpoint or Endpoint.configured(), lambda share: on_progress(0.05 + 0.95 * share)))
    if not found.cues:
        raise TranscriptError("no_speech", failed=found.failed)
    return found


@dataclass(frozen=True)
class _Wish:
    language: str | None
    endpoint: Endpoint | None
    on_progress: OnProgress

    @property
    def is_english(self) -> bool:
        return self.language is None or self.language.lower().split("-")[0] in ("", "en", "auto")


async def _written(path: Path, sidecar: Path | None, language: str | None) -> Transcript | None:
    """Subtitles beside or inside the file."""
    if sidecar:
        try:
            cues = await asyncio.to_thread(subtitles.read, sidecar)
        except (subtitles.SubtitleError, OSError) as error:
            raise TranscriptError("subtitles", str(error)) from error
        return Transcript(cues, "subtitles", subtitles.language_of(cues) or language or "")
    cues, found = await asyncio.to_thread(subtitles.embedded, path, language)
    return Transcript(cues, "subtitles", found) if cues else None


async def _speech(path: Path, cache: Path) -> tuple[Path, list[Range]]:
    try:
        sound = await pcm(path, cache)
    except NoAudioError as error:
        raise TranscriptError("no_audio", str(error)) from error
    spoken = await asyncio.to_thread(lambda: utterances(levels(sound)))
    if not spoken:
        raise TranscriptError("no_speech")
    return sound, spoken


async def _heard(sound: Path, spoken: list[Range], wish: _Wish) -> Transcript:
    """The first recogniser that answers."""
    failed: tuple[Source, ...] = ()
    if wish.endpoint:
        try:
            cues, language = await ask(wish.endpoint, sound, spoken, wish.language, wish.on_progress)
            return Transcript(cues, "endpoint", language)
        except EndpointError:
            failed = ("endpoint",)
    if transcribe_whisper.installed():
        try:
            cues, language = await _whispered(sound, wish)
            return Transcript(cues, "whisper", language, failed)
        except transcribe_whisper.WhisperError:
            failed = (*failed, "whisper")
    if not wish.is_english:
        raise TranscriptError("language", failed=failed)
    try:
        return Transcript(await recognise(sound, spoken, wish.on_progress), "sphinx", "en", failed)
    except* RecogniserError as group:
        raise TranscriptError("failed", str(group.exceptions[0]), failed) from group


async def _whispered(sound: Path, wish: _Wish) -> tuple[tuple[Cue, ...], str]:
    """In a thread; progress comes back to the loop, cancelling ends it at the next segment."""
    stop, loop = threading.Event(), asyncio.get_running_loop()

    def reported(share: float) -> None:
        loop.call_soon_threadsafe(wish.on_progress, share)

    try:
        return await asyncio.to_thread(transcribe_whisper.recognise, sound, wish.language, reported, stop)
    except asyncio.CancelledError:
        stop.set()
        raise
