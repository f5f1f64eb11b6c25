"""What a file is: opened once at import with PyAV, its first frame decoded and its end looked at, so that a bad file is refused early.

Sync and blocking; call it in a thread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from backend.draft.timeline import Media
from backend.engine.magic import demuxer_of, head_of
from backend.engine.rates import sane_rate
from backend.engine.run import FORMATS, MAX_PIXELS
from backend.engine.webp import animation

MAX_DURATION_S = 12 * 3600.0
"""A file of 95 KB can claim 100 hours."""

STILL_FORMATS = ("png_pipe", "jpeg_pipe", "webp_pipe")
HDR_TRANSFERS = {16: "smpte2084", 18: "arib-std-b67"}
"""H.273 transfer characteristics of PQ and HLG."""

UNTAGGED = 2
"""H.273: unspecified."""


class MediaError(Exception):
    """A file that cannot be used. `detail` is for logs and, for damage, tells where it ends."""

    def __init__(self, reason: Literal["not_media", "damaged", "empty", "too_big", "encrypted"], detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Look:
    """What decides how decoded pixels must be read: colour matrix untagged, transfer of HDR ("" for SDR), see-through parts."""

    untagged: bool = True
    hdr: str = ""
    alpha: bool = False


def probe(path: Path, media_id: str, name: str) -> Media:
    """Describe a stored file. Raises MediaError; OSError if it cannot be read."""
    if _demuxer(path) == "webp_anim":
        return _animated_webp(path, media_id, name)
    with _opened(path) as (container, demuxer):
        stream = picture_stream(container)
        if stream is None:
            return _sound_only(container, media_id, name)
        frame = _first_frame(container, stream)
        width, height = _display_size(stream, frame)
        still = demuxer in STILL_FORMATS or (demuxer == "gif" and not _moves(container, stream))
        duration_s = 0.0 if still else _duration_s(container, stream)
        if not still:
            _check_length(duration_s)
            _check_end(container, stream)
        return Media(
            id=media_id,
            name=name,
            kind="image" if still else "video",
            duration_s=duration_s,
            width=width,
            height=height,
            fps="0" if still else str(sane_rate(stream.average_rate, stream.base_rate)),
            has_audio=bool(container.streams.audio),
            has_subtitles=bool(container.streams.subtitles),
        )


def look(path: Path) -> Look:
    """Colour facts of a file's picture, read from its first frame. Raises MediaError."""
    if _demuxer(path) == "webp_anim":
        return Look(untagged=False, alpha=True)
    with _opened(path) as (container, _):
        stream = picture_stream(container)
        if stream is None:
            return Look()
        frame = _first_frame(container, stream)
        return Look(
            untagged=int(frame.colorspace) == UNTAGGED,
            hdr=HDR_TRANSFERS.get(int(frame.color_trc), ""),
            alpha=any(part.is_alpha for part in frame.format.components) or frame.format.name == "pal8",
        )


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The first stream of moving or still pictures that is not cover art."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def _demuxer(path: Path) -> str:
    head = head_of(path)
    if not head:
        raise MediaError("empty")
    demuxer = demuxer_of(head)
    if demuxer is None:
        raise MediaError("not_media", "unknown first bytes")
    return demuxer


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, str]]:
    demuxer = _demuxer(path)
    options = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
    try:
        with av.open(f"file:{path.absolute()}", format=demuxer, options=options) as container:
            yield container, demuxer
    except MemoryError as error:
        raise MediaError("too_big", str(error)) from error
    except av.FFmpegError as error:
        raise MediaError("damaged", str(error)) from error


def _first_frame(container: InputContainer, stream: VideoStream) -> VideoFrame:
    if stream.codec_context.codec_tag == "encv":
        raise MediaError("encrypted")
    if stream.codec_context.width * stream.codec_context.height > MAX_PIXELS:
        raise MediaError("too_big", f"{stream.codec_context.width}x{stream.codec_context.height}")
    stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
    for frame in container.decode(stream):
        return frame
    raise MediaError("damaged", "no picture could be decoded")


def _display_size(stream: VideoStream, frame: VideoFrame) -> tuple[int, int]:
    """Size as a player shows it, in square pixels: the sample aspect widens, then a quarter turn swaps the sides."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    width, height = max(1, round(frame.width * aspect)), frame.height
    return (height, width) if frame.rotation % 180 == 90 else (width, height)


def _sound_only(container: InputContainer, media_id: str, name: str) -> Media:
    if not container.streams.audio:
        raise MediaError("not_media", "neither picture nor sound")
    stream = container.streams.audio[0]
    if stream.codec_context.codec_tag == "enca":
        raise MediaError("encrypted")
    if next(container.decode(stream), None) is None:
        raise MediaError("damaged", "no sound could be decoded")
    duration_s = (container.duration or 0) / av.time_base
    _check_length(duration_s)
    return Media(id=media_id, name=name, kind="audio", duration_s=duration_s, has_audio=True)


def _animated_webp(path: Path, media_id: str, name: str) -> Media:
    found = animation(path)
    if found is None:
        raise MediaError("damaged", "chunks do not add up")
    if found.width * found.height > MAX_PIXELS:
        raise MediaError("too_big", f"{found.width}x{found.height}")
    still = found.frames == 1
    rate = sane_rate(Fraction(found.frames * 1000, found.duration_ms), None)
    return Media(
        id=media_id,
        name=name,
        kind="image" if still else "video",
        duration_s=0.0 if still else found.duration_ms / 1000,
        width=found.width,
        height=found.height,
        fps="0" if still else str(rate),
    )


def _moves(container: InputContainer, stream: VideoStream) -> bool:
    """Whether there is a second frame; the container is at the start again afterwards."""
    container.seek(0)
    count = sum(1 for _, packet in zip(range(3), container.demux(stream), strict=False) if packet.size)
    container.seek(0)
    return count > 1


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    """Length of the picture, or of the whole where the sound goes on for more than half a second."""
    whole = (container.duration or 0) / av.time_base
    if not (stream.duration and stream.time_base):
        return whole or _last_end_s(container)
    own = float(stream.duration * stream.time_base)
    return whole if whole > own + 0.5 else own


def _check_length(duration_s: float) -> None:
    if duration_s <= 0:
        raise MediaError("damaged", "no duration")
    if duration_s > MAX_DURATION_S:
        raise MediaError("too_big", f"{duration_s:.0f} s")


def _check_end(container: InputContainer, stream: VideoStream) -> None:
    """A file that was cut short still promises its full length in its header: read its last seconds."""
    promised = _duration_s(container, stream)
    allowed = max(0.25, promised * 0.02)
    container.seek(int(max(0.0, promised - 2.0) * av.time_base) + (container.start_time or 0))
    if _last_end_s(container) >= promised - allowed:
        return
    container.seek(container.start_time or 0)
    reached = _last_end_s(container)
    if reached < promised - allowed:
        raise MediaError("damaged", f"ends at {reached:.2f} s of {promised:.2f} s")


def _last_end_s(container: InputContainer) -> float:
    """End of the latest packet from here on, in seconds from the start of the file."""
    end, start = 0.0, (container.start_time or 0) / av.time_base
    try:
        for packet in container.demux():
            if packet.pts is not None and packet.time_base and not packet.is_corrupt:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base) - start)
    except av.FFmpegError:
        return end
    return end
