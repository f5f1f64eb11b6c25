"""faster-whisper, where the user has installed it. Its weights come on first use; when they cannot, the next rung is taken."""

import importlib
import importlib.util
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from backend.draft.timeline import Cue
from backend.engine.audio import samples

MODEL = "small"
STEP = 3


class WhisperError(Exception):
    """The model could not be loaded or did not run."""


def installed() -> bool:
    return importlib.util.find_spec("faster_whisper") is not None


def recognise(
    sound: Path, language: str | None, on_progress: Callable[[float], None], stop: threading.Event
) -> tuple[tuple[Cue, ...], str]:
    """The cues of raw sound with word times, and its language. Blocks; `stop` ends it between segments. Raises WhisperError."""
    whisper: Any = importlib.import_module("faster_whisper")
    mono = samples(sound).astype(np.float32).mean(axis=1) / 32768
    mono = mono[: len(mono) // STEP * STEP].reshape(-1, STEP).mean(axis=1)
    cues: list[Cue] = []
    try:
        model = whisper.WhisperModel(MODEL, compute_type="int8")
        code = language.split("-")[0] if language else None
        segments, info = model.transcribe(mono, language=code, word_timestamps=True, vad_filter=True)
        for segment in segments:
            if stop.is_set():
                break
            words = tuple((float(word.start), float(word.end), word.word.strip()) for word in segment.words or ())
            if segment.text.strip():
                cues.append(Cue(start_s=segment.start, end_s=segment.end, text=segment.text.strip(), words=words))
            on_progress(min(1.0, segment.end / max(info.duration, 0.01)))
    except (RuntimeError, OSError, ValueError) as error:
        raise WhisperError(str(error)) from error
    return tuple(cues), str(info.language)
