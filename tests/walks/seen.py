"""What is in a finished video, by decoding all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
WINDOW = RATE // 100


@dataclass(frozen=True)
class Seen:
    """One file: codecs, size, frames, the ends of picture and sound in seconds, and the sound itself (mono, -1..1)."""

    video_codec: str
    audio_codec: str
    profile: str
    width: int
    height: int
    frames: int
    rate: float
    picture_end_s: float
    sound_end_s: float
    sound: NDArray[np.float32]

    def longest_silence_s(self, below_db: float = -35.0) -> float:
        """The longest stretch whose level in windows of 10 ms stays `below_db` under the level of speech (95th percentile)."""
        whole = self.sound[: len(self.sound) // WINDOW * WINDOW].reshape(-1, WINDOW)
        level = 20 * np.log10(np.sqrt((whole**2).mean(axis=1)) + 1e-9)
        quiet = level < np.percentile(level, 95) + below_db
        longest = run = 0
        for each in quiet:
            run = run + 1 if each else 0
            longest = max(longest, run)
        return longest / 100


def seen(path: Path) -> Seen:
    """Decodes every frame of picture and sound."""
    with av.open(str(path)) as media:
        video, audio = media.streams.video[0], media.streams.audio[0]
        frames, end = 0, 0.0
        rate = float(video.average_rate or 0)
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        pieces: list[NDArray[np.float32]] = []
        for frame in media.decode(video, audio):
            if isinstance(frame, av.VideoFrame):
                frames += 1
                end = max(end, float(frame.time or 0) + 1 / rate)
            else:
                pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
        sound = np.concatenate(pieces)
        return Seen(video.codec_context.name, audio.codec_context.name, video.codec_context.profile or "", video.codec_context.width,
                    video.codec_context.height, frames, rate, end, len(sound) / RATE, sound)


def looks(path: Path, step_s: float) -> Iterator[NDArray[np.uint8]]:
    """The brightness of a frame every `step_s` seconds, height x width."""
    with av.open(str(path)) as media:
        due = step_s / 2
        for frame in media.decode(video=0):
            if float(frame.time or 0) >= due:
                due += step_s
                yield frame.to_ndarray(format="gray")
