"""The recogniser as a program of its own: it holds the interpreter for half a second at a time, and a process can be ended at any moment.

Run as `python -I sphinx_worker.py SOUND` with a JSON list of [start, end] in seconds on stdin, where SOUND is raw 16-bit stereo at 48 kHz.
It prints one JSON list of [start, end, word] for each range, in order. It imports nothing of the project.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder

RATE, TARGET_RATE, FRAME_S = 48_000, 16_000, 0.01
STEP = RATE // TARGET_RATE
TAPS = 63
NOISE = re.compile(r"^(<.*>|\[.*\]|\+\+.*\+\+)$")
Word = tuple[float, float, str]

FRAME, LEAST_LEVEL_DB, LEAST_CROSSINGS = 320, 3.0, 0.035
"""In frames of 20 ms the level of speech moves by 16-19 dB (standard deviation) and its share of zero crossings by 0.16-0.22, with music
half as loud beneath it by 5-10 dB and 0.04-0.2; that of music beds by 1.5-4.7 dB and 0.01-0.026, of noise by up to 2 dB, of a tone by 0."""

AROUND_S, LEAST_RATE, LONGEST_WORD_S = 3.0, 1.5, 1.5
"""Speech has 2.5-4.4 words a second; what the recogniser hears in music mostly under 1.3, and in a tone one word that never ends."""


def low_pass() -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """A windowed sinc that leaves what 16 kHz can carry."""
    n = np.arange(TAPS) - TAPS // 2
    taps = np.sinc(n / STEP * 0.92) * np.hamming(TAPS)
    return np.asarray(taps / taps.sum())


def spoken(path: Path, start_s: float, end_s: float) -> bytes:
    """The range as mono at 16 kHz, at an even loudness."""
    sound = np.memmap(path, np.int16, "r").reshape(-1, 2)[round(start_s * RATE) : round(end_s * RATE)]
    mono = np.convolve(sound.astype(np.float64).mean(axis=1), low_pass(), "same")[::STEP]
    loudness = float(np.sqrt(np.mean(np.square(mono)))) if len(mono) else 0.0
    gain = min(3000.0 / max(loudness, 1.0), 30.0)
    return np.clip(mono * gain, -32000, 32000).astype(np.int16).tobytes()


def is_speech(sound: bytes) -> bool:
    """Whether 16-bit mono at 16 kHz may be speech: its level moves, and so does its share of high sounds."""
    frames = np.frombuffer(sound, np.int16)[: len(sound) // 2 // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64)
    if len(frames) < 2:
        return False
    level = 10 * np.log10(np.maximum(np.square(frames).mean(axis=1), 1.0))
    crossings = np.diff(np.signbit(frames), axis=1).mean(axis=1)
    return bool(level.std() >= LEAST_LEVEL_DB and crossings.std() >= LEAST_CROSSINGS)


def believed(found: list[Word], start_s: float, end_s: float) -> list[Word]:
    """The words that come as words come, out of those heard between the two seconds."""
    short = [word for word in found if word[1] - word[0] <= LONGEST_WORD_S]
    middles = np.array([(begin + end) / 2 for begin, end, _ in short])
    kept = []
    for word, middle in zip(short, middles, strict=True):
        first, last = max(start_s, middle - AROUND_S), min(end_s, middle + AROUND_S)
        count = int(np.count_nonzero(np.abs(middles - middle) <= AROUND_S))
        if last - first < AROUND_S or count >= LEAST_RATE * (last - first):
            kept.append(word)
    return kept


def words(decoder: Decoder, sound: bytes, start_s: float) -> Iterator[Word]:
    decoder.start_utt()
    decoder.process_raw(sound, full_utt=True)
    decoder.end_utt()
    for segment in decoder.seg() or ():
        if not NOISE.match(segment.word):
            text = re.sub(r"\(\d+\)$", "", segment.word)
            yield round(start_s + segment.start_frame * FRAME_S, 3), round(start_s + (segment.end_frame + 1) * FRAME_S, 3), text


def main() -> None:
    decoder = Decoder(samprate=TARGET_RATE, loglevel="FATAL")
    for start_s, end_s in json.load(sys.stdin):
        sound = spoken(Path(sys.argv[1]), start_s, end_s)
        found = believed(list(words(decoder, sound, start_s)), start_s, end_s) if is_speech(sound) else []
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
