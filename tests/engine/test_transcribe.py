"""The ladder of captions: subtitles, a server, faster-whisper, pocketsphinx; and honest words when there is none."""

import asyncio
import json
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.engine import music
from backend.engine.audio import RATE, pcm, samples
from backend.engine.transcribe import TranscriptError, transcribe
from backend.engine.transcribe_endpoint import Endpoint
from backend.engine.utterances import cues_of_words, grouped, utterances

SAMPLES = Path(__file__).parents[2] / "samples"
SEGMENT = {"avg_logprob": 0.0, "compression_ratio": 1.0, "no_speech_prob": 0.0, "temperature": 0.0, "seek": 0, "tokens": []}
ANSWER = {
    "task": "transcribe",
    "language": "english",
    "duration": 12.0,
    "text": "This is the page. To begin.",
    "segments": [{**SEGMENT, "id": 0, "start": 0.0, "end": 4.5, "text": " This is the page."}],
    "words": [
        {"word": "This", "start": 0.1, "end": 0.4},
        {"word": "is", "start": 0.4, "end": 0.6},
        {"word": "the", "start": 0.6, "end": 0.8},
        {"word": "page", "start": 0.8, "end": 1.4},
    ],
}


def saved(file: Path, sound: "np.ndarray[Any, np.dtype[np.int16]]") -> Path:
    with wave.open(str(file), "wb") as target:
        target.setparams((2, 2, RATE, 0, "NONE", ""))
        target.writeframes(sound.tobytes())
    return file


@pytest.fixture
async def talk(tmp_path: Path) -> Path:
    """The first two sentences of the sample: 12.6 s."""
    return saved(tmp_path / "in", samples(await pcm(SAMPLES / "screen-tour.mp4", tmp_path / "made"))[: round(12.6 * RATE)])


@dataclass
class ScriptedServer:
    """A transcription server that says `answer` with `status`, and keeps what it was asked."""

    answer: Any
    status: int = 200
    asked: list[bytes] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[Endpoint]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                owner.asked.append(self.path.encode() + self.rfile.read(int(self.headers["content-length"])))
                body = json.dumps(owner.answer).encode()
                self.send_response(owner.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1", "key", "whisper-1")
            finally:
                server.shutdown()
                thread.join()


async def reason_of(path: Path, folder: Path, **wishes: Any) -> TranscriptError:
    with pytest.raises(TranscriptError) as error:
        await transcribe(path, cache=folder, **wishes)
    return error.value


async def test_a_subtitle_file_beside_the_media_comes_first(tmp_path: Path) -> None:
    seen: list[float] = []
    found = await transcribe(SAMPLES / "screen-tour.mp4", sidecar=SAMPLES / "screen-tour.srt", cache=tmp_path, on_progress=seen.append)
    assert (found.source, len(found.cues), seen) == ("subtitles", 6, [1.0])
    assert found.cues[1].text.startswith("To begin")


async def test_an_unreadable_subtitle_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("nothing")
    assert (await reason_of(SAMPLES / "screen-tour.mp4", tmp_path, sidecar=tmp_path / "a.srt")).reason == "subtitles"


async def test_the_last_rung_hears_english_without_a_network(talk: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    found = await transcribe(talk, cache=tmp_path, language="en", on_progress=seen.append)
    assert (found.source, found.language) == ("sphinx", "en")
    text = " ".join(cue.text for cue in found.cues).lower()
    spoken = (
        "this is the weekly report page every number on it updates on its own to begin i pick the last seven days from the menu on the left"
    )
    assert len(set(spoken.split()) & set(text.split())) >= 0.6 * len(set(spoken.split()))
    assert 1.2 < found.cues[0].start_s < 1.8
    assert 11.5 < found.cues[-1].end_s < 12.6
    assert all(cue.start_s <= start_s < end_s <= cue.end_s + 1e-6 for cue in found.cues for start_s, end_s, _ in cue.words)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("kind", ["tone", "noise", "sad", "corporate"])
async def test_music_and_tones_say_nothing(tmp_path: Path, kind: str) -> None:
    times = np.arange(8 * RATE) / RATE
    if kind in ("sad", "corporate"):
        music.bed(kind, 8.0, tmp_path / "bed.wav")
        sound = tmp_path / "bed.wav"
    else:
        wave = np.sin(2 * np.pi * 330 * times) if kind == "tone" else np.random.default_rng(7).normal(0, 0.3, len(times))
        sound = saved(tmp_path / "in", np.repeat((wave * 9000).astype(np.int16)[:, None], 2, axis=1))
    assert (await reason_of(sound, tmp_path, language="en")).reason == "no_speech"


async def test_speech_is_heard_over_music(talk: Path, tmp_path: Path) -> None:
    music.bed("upbeat", 12.6, tmp_path / "bed.wav")
    voice, bed = [samples(await pcm(sound, tmp_path)).astype(int) for sound in (talk, tmp_path / "bed.wav")]
    mixed = voice[: len(bed)] + bed[: len(voice)] // 3
    found = await transcribe(saved(tmp_path / "mixed", mixed.astype(np.int16)), cache=tmp_path, language="en")
    assert {"every", "number", "seven", "days", "menu"} <= set(" ".join(cue.text for cue in found.cues).lower().split())


async def test_it_can_be_cancelled_and_the_loop_stays_free(talk: Path, tmp_path: Path) -> None:
    started = asyncio.Event()
    task = asyncio.create_task(transcribe(talk, cache=tmp_path, on_progress=lambda share: started.set()))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_another_language_is_not_guessed_by_the_english_recogniser(talk: Path, tmp_path: Path) -> None:
    assert (await reason_of(talk, tmp_path, language="zh")).reason == "language"


async def test_a_configured_server_is_asked_with_small_sound_and_its_times_are_moved(talk: Path, tmp_path: Path) -> None:
    server = ScriptedServer(ANSWER)
    with server.running() as endpoint:
        found = await transcribe(talk, cache=tmp_path, endpoint=endpoint)
    assert (found.source, found.language, len(server.asked)) == ("endpoint", "en", 1)
    assert server.asked[0].startswith(b"/v1/audio/transcriptions")
    assert len(server.asked[0]) < 80_000
    (cue,) = found.cues
    assert cue.text == "This is the page."
    assert 1.2 < cue.start_s < 1.5
    assert [word for _, _, word in cue.words] == ["This", "is", "the", "page"]
    assert cue.words[0][0] == pytest.approx(cue.start_s + 0.1)


async def test_a_server_that_knows_text_only_still_gives_cues(talk: Path, tmp_path: Path) -> None:
    with ScriptedServer({"text": "你好，世界"}).running() as endpoint:
        found = await transcribe(talk, cache=tmp_path, endpoint=endpoint, language="zh")
    assert [(cue.text, cue.words) for cue in found.cues] == [("你好，世界", ())]
    assert found.language == "zh"


async def test_a_server_that_refuses_is_named_when_the_next_rung_answers_or_cannot(talk: Path, tmp_path: Path) -> None:
    with ScriptedServer({"error": {"message": "no"}}, status=401).running() as endpoint:
        found = await transcribe(talk, cache=tmp_path, endpoint=endpoint)
        assert (found.source, found.failed) == ("sphinx", ("endpoint",))
        error = await reason_of(talk, tmp_path, endpoint=endpoint, language="ja")
    assert (error.reason, error.failed) == ("language", ("endpoint",))


async def test_faster_whisper_is_taken_when_it_is_installed(talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "faster_whisper.py").write_text(
        "from types import SimpleNamespace as N\n"
        "class WhisperModel:\n"
        "    def __init__(self, name, compute_type): pass\n"
        "    def transcribe(self, sound, **wishes):\n"
        "        assert len(sound) == 201600 and abs(sound).max() <= 1\n"
        "        word = N(start=1.0, end=1.5, word=' 你好')\n"
        "        return iter([N(start=1.0, end=2.0, text=' 你好', words=[word])]), N(language='zh', duration=12.6)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path / "site")
    found = await transcribe(talk, cache=tmp_path, language="zh")
    assert (found.source, found.language) == ("whisper", "zh")
    assert found.cues[0].words == ((1.0, 1.5, "你好"),)


async def test_silence_and_pictures_without_sound_are_told_apart(tmp_path: Path) -> None:
    quiet = saved(tmp_path / "in", np.zeros((3 * RATE, 2), np.int16))
    assert (await reason_of(quiet, tmp_path)).reason == "no_speech"
    (tmp_path / "text").write_text("no media at all")
    assert (await reason_of(tmp_path / "text", tmp_path)).reason == "no_audio"


def test_the_server_of_the_environment_is_used_only_when_it_is_named() -> None:
    assert Endpoint.configured({}) is None
    assert Endpoint.configured({"TRANSCRIBE_BASE_URL": "http://x/v1", "TRANSCRIBE_API_KEY": "k"}) == Endpoint(
        "http://x/v1", "k", "whisper-1"
    )


def test_speech_is_parted_at_pauses_and_never_too_long() -> None:
    level = np.full(6000, -20.0, np.float32)
    level[1000:1100], level[2500:2520] = -80.0, -30.0
    parts = utterances(level)
    assert parts[0] == pytest.approx((0.0, 10.2), abs=0.1)
    assert all(end_s - start_s <= 14.0 for start_s, end_s in parts)
    assert sum(end_s - start_s for start_s, end_s in parts) == pytest.approx(59.3, abs=0.3)
    assert grouped([(0, 4), (5, 9), (9, 30)], 10) == [(0, 9), (9, 30)]


def test_words_become_cues_that_end_at_pauses() -> None:
    words = [(n * 0.5, n * 0.5 + 0.4, "word") for n in range(6)] + [(5.0, 5.4, "next")]
    assert [cue.text for cue in cues_of_words(words)] == ["word word word word word word", "next"]
