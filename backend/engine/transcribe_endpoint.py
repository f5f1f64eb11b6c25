"""A configured transcription server that speaks the OpenAI interface (`/audio/transcriptions`, verbose JSON)."""

import asyncio
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from backend.draft.timeline import Cue
from backend.engine.audio import RATE, samples
from backend.engine.utterances import Range, grouped

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PIECE_S = 600.0
"""Ten minutes at a time: 2.4 MB at 32 kbit/s, far under the 25 MB such servers take, and progress is seen."""

SPEECH_RATE, SPEECH_BITS = 16_000, 32_000
TIMEOUT_S = 300.0
Progress = Callable[[float], None]
NAMES = {"english": "en", "chinese": "zh", "mandarin": "zh", "cantonese": "zh", "japanese": "ja", "korean": "ko"}


class EndpointError(Exception):
    """The server could not be asked, or did not answer with a transcript."""


@dataclass(frozen=True)
class Endpoint:
    """Where and how to ask."""

    base_url: str
    key: str = field(default="", repr=False)
    model: str = "whisper-1"

    @classmethod
    def configured(cls, environ: Mapping[str, str] = os.environ) -> "Endpoint | None":
        """The server of TRANSCRIBE_BASE_URL (with _API_KEY and _MODEL); None when it is not set."""
        url = environ.get("TRANSCRIBE_BASE_URL", "").strip()
        return cls(url, environ.get("TRANSCRIBE_API_KEY", ""), environ.get("TRANSCRIBE_MODEL") or "whisper-1") if url else None


async def ask(
    endpoint: Endpoint, sound: Path, spoken: Sequence[Range], language: str | None, on_progress: Progress
) -> tuple[tuple[Cue, ...], str]:
    """The cues of the speech in raw sound, and its language. Raises EndpointError."""
    from openai import AsyncOpenAI, OpenAIError

    pieces, cues, heard = grouped(spoken, PIECE_S), list[Cue](), language or ""
    try:
        async with AsyncOpenAI(base_url=endpoint.base_url, api_key=endpoint.key or "none", timeout=TIMEOUT_S, max_retries=2) as client:
            for number, piece in enumerate(pieces):
                answer = await _asked(client, endpoint.model, await asyncio.to_thread(_encoded, sound, piece), language)
                heard = heard or str(answer.get("language") or "").lower()
                cues.extend(_cues(answer, piece))
                on_progress((number + 1) / len(pieces))
    except OpenAIError as error:
        raise EndpointError(str(error)) from error
    return tuple(cues), NAMES.get(heard, heard)


async def _asked(client: "AsyncOpenAI", model: str, sound: bytes, language: str | None) -> dict[str, Any]:
    extra: dict[str, Any] = {"language": language.split("-")[0]} if language else {}
    answer = await client.audio.transcriptions.create(
        file=("speech.mp3", sound, "audio/mpeg"),
        model=model,
        response_format="verbose_json",
        timestamp_granularities=["word", "segment"],
        **extra,
    )
    return answer.model_dump() if hasattr(answer, "model_dump") else {"text": str(answer)}


def _encoded(sound: Path, piece: Range) -> bytes:
    """A range of the sound as a small mono MP3."""
    part = samples(sound)[round(piece[0] * RATE) : round(piece[1] * RATE)]
    target = io.BytesIO()
    with av.open(target, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=SPEECH_RATE, layout="mono")
        stream.bit_rate = SPEECH_BITS
        resampler = av.AudioResampler("s16p", "mono", SPEECH_RATE)
        for first in range(0, len(part), RATE):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part[first : first + RATE]).reshape(1, -1), "s16", "stereo")
            frame.sample_rate = RATE
            for ready in resampler.resample(frame):
                container.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            container.mux(stream.encode(ready))
        container.mux(stream.encode(None))
    return target.getvalue()


def _cues(answer: dict[str, Any], piece: Range) -> list[Cue]:
    """The segments of an answer as cues in source seconds; where there is text only, one cue over the whole piece."""
    start_s, end_s = piece
    words = [(start_s + float(w["start"]), start_s + float(w["end"]), str(w["word"]).strip()) for w in answer.get("words") or ()]
    segments = [(start_s + float(s["start"]), start_s + float(s["end"]), str(s["text"]).strip()) for s in answer.get("segments") or ()]
    whole = str(answer.get("text") or "").strip()
    if not segments:
        segments = [(words[0][0], words[-1][1], whole) if words else (start_s, end_s, whole)]
    cues = []
    for first_s, last_s, text in segments:
        own = tuple(word for word in words if first_s - 0.01 <= (word[0] + word[1]) / 2 < last_s + 0.01 and word[2])
        if text and last_s > first_s:
            cues.append(Cue(start_s=first_s, end_s=min(last_s, end_s + 1.0), text=text, words=own))
    return cues
