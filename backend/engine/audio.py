"""The sound of a file, decoded once: raw 16-bit stereo at 48 kHz in a cache, read as a numpy memory map, and its level over time.

Sample 0 stands at the start of the file's own clock, as the picture's time does: sound that begins later has zeros before it, gaps are
filled with zeros.
"""

import asyncio
import hashlib
import threading
import uuid
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from numpy.typing import NDArray

from backend.engine.container import opened

RATE = 48_000
CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
SLACK = RATE // 25
"""Samples by which time stamps may be off before silence is put in or sound left out: 40 ms, above the jitter of phone recordings."""

BLOCK_S = 60
FLOOR_DB = -120.0


class NoAudioError(Exception):
    """The file has no sound to decode."""


async def pcm(path: Path, cache: Path) -> Path:
    """The raw sound of `path` in the folder `cache`, decoded if it is not there yet. Raises NoAudioError. Cancelling stops the decoding."""
    target = cache / f"{_key(path)}.s16"
    if target.exists():
        return target
    stop = threading.Event()
    try:
        await asyncio.to_thread(_decode, path, target, stop)
    except asyncio.CancelledError:
        stop.set()
        raise
    return target


def _key(path: Path) -> str:
    facts = path.stat()
    return hashlib.sha256(f"{path.resolve()}|{facts.st_size}|{facts.st_mtime_ns}".encode()).hexdigest()[:32]


def samples(pcm_path: Path) -> NDArray[np.int16]:
    """The decoded sound as a read-only memory map of shape (samples, 2)."""
    if not pcm_path.stat().st_size:
        return np.zeros((0, CHANNELS), np.int16)
    return np.memmap(pcm_path, np.int16, "r").reshape(-1, CHANNELS)


def _decode(path: Path, target: Path, stop: threading.Event) -> None:
    """Decode to a part file, then rename: nobody sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with _opened(path) as container, part.open("wb") as sink:
            if not container.streams.audio:
                raise NoAudioError(path.name)
            _Writer(sink, container.start_time or 0).run(container, stop)
        if stop.is_set():
            return
        if not part.stat().st_size:
            raise NoAudioError(path.name)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path) -> InputContainer:
    try:
        return opened(path)
    except av.FFmpegError as error:
        raise NoAudioError(f"{path.name}: {error}") from error


class _Writer:
    """Writes frames where their time stamps say; `origin_us` is the time of sample 0 on the file's clock."""

    def __init__(self, sink: BinaryIO, origin_us: int) -> None:
        self.sink, self.origin_s, self.written = sink, origin_us / av.time_base, 0
        self.shape: tuple[str, str, int] | None = None
        self.resampler: av.AudioResampler | None = None

    def run(self, container: InputContainer, stop: threading.Event) -> None:
        stream = container.streams.audio[0]
        for packet in container.demux(stream):
            if stop.is_set():
                return
            for frame in _frames(packet):
                self.take(frame)
        self.flush()

    def take(self, frame: AudioFrame) -> None:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            self.flush()
            self.shape = shape
        skip = 0
        if frame.time is not None:
            due = round((frame.time - self.origin_s) * RATE)
            if abs(due - self.written) > (SLACK if self.written else 0):
                self.flush()
                self.pad(due - self.written)
                skip = max(0, self.written - due)
        if self.resampler is None:
            self.resampler = av.AudioResampler("s16", "mono" if frame.layout.nb_channels == 1 else "stereo", RATE)
        self.write(self.resampler.resample(frame), skip)

    def pad(self, count: int) -> None:
        """Zeros up to where the sound goes on, a minute at a time."""
        while count > 0:
            step = min(count, BLOCK_S * RATE)
            self.sink.write(bytes(step * FRAME_BYTES))
            self.written, count = self.written + step, count - step

    def write(self, frames: list[AudioFrame], skip: int = 0) -> None:
        """One channel goes to both sides as it is: the resampler would take 3 dB off, which no player does."""
        for frame in frames:
            sound = frame.to_ndarray().reshape(frame.samples, -1)
            data = np.repeat(sound, CHANNELS // sound.shape[1], axis=1).tobytes()[skip * FRAME_BYTES :]
            skip = max(0, skip - frame.samples)
            self.sink.write(data)
            self.written += len(data) // FRAME_BYTES

    def flush(self) -> None:
        """What the resampler still holds; it starts afresh after that."""
        if self.resampler:
            self.write(self.resampler.resample(None))
        self.resampler = None


def _frames(packet: "Packet[AudioStream]") -> list[AudioFrame]:
    """The frames of a packet; none when it is damaged, as players do."""
    try:
        return packet.decode()
    except av.InvalidDataError:
        return []


def levels(pcm_path: Path, window_s: float = 0.01) -> NDArray[np.float32]:
    """RMS in dBFS of each window of the sound (both channels), -120 for nothing. Reads a minute at a time."""
    sound, step = samples(pcm_path), round(window_s * RATE)
    count = len(sound) // step
    found = np.empty(count, np.float32)
    block = max(1, BLOCK_S * RATE // step)
    for first in range(0, count, block):
        last = min(count, first + block)
        part = sound[first * step : last * step].astype(np.float32).reshape(last - first, step * CHANNELS) / 32768
        found[first:last] = np.sqrt(np.mean(np.square(part), axis=1))
    return np.asarray(np.maximum(20 * np.log10(np.maximum(found, 1e-9)), FLOOR_DB), np.float32)
