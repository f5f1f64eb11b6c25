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


def words(decoder: Decoder, sound: bytes, start_s: float) -> Iterator[tuple[float, float, str]]:
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
        found = list(words(decoder, spoken(Path(sys.argv[1]), start_s, end_s), start_s))
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
