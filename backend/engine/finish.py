"""Chunks and sound into one file, by copying; then the file is read again and believed only if it is what was planned."""

import asyncio
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Stream

from backend.draft.timeline import Chapter
from backend.engine.plan import RenderPlan
from backend.engine.run import FORMATS, ffmpeg, place, source

TOLERANCE_S = 0.1
MIN_TIMESCALE = 10_000


class VerifyError(Exception):
    """The file that was written is not the one that was planned."""


@dataclass(frozen=True)
class Rendered:
    """A finished file, as read back from it. `sync_s`: picture's end less sound's end. `notes`: what was left undone (too_quiet)."""

    path: Path
    duration_s: float
    size_bytes: int
    width: int
    height: int
    video_codec: str
    audio_codec: str
    sync_s: float = 0.0
    notes: tuple[str, ...] = ()


def clock(plan: RenderPlan) -> list[str]:
    """An mp4 whose clocks both count frames exactly: the usual one of 1 ms for the whole file makes chunks a little too short."""
    scale = plan.rate.numerator
    while scale < MIN_TIMESCALE:
        scale *= 2
    return ["-video_track_timescale", str(scale), "-movie_timescale", str(scale), "-f", "mp4"]


async def join(plan: RenderPlan, chunks: Sequence[Path], sound: Path, folder: Path, part: Path) -> None:
    """Write `part` from the chunks in order and the sound. The list and the chunks lie in one folder, so it holds plain names only."""
    listing = chunks[0].parent / f"{folder.name}.list"
    listing.write_text("".join(f"file '{chunk.name}'\n" for chunk in chunks), encoding="ascii")
    inputs = [*source(listing, "-f", "concat", "-safe", "1", formats=f"concat,{FORMATS}"), *source(sound)]
    if plan.chapters:
        names = folder / "chapters.txt"
        names.write_text(chapters(plan.chapters, plan.duration_s), encoding="utf-8")
        inputs += [*source(names, "-f", "ffmetadata", formats="ffmetadata"), "-map_chapters", "2"]
    delay = await asyncio.to_thread(_delay, plan, chunks)
    stamps = f"setts=pts=round(round(PTS*TB*{plan.rate})/({plan.rate})/TB):dts=round((N-{delay})/({plan.rate})/TB)"
    copied = ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-bsf:v", stamps, "-map_metadata:g", "-1"]
    try:
        await ffmpeg([*inputs, *copied, "-movflags", "+faststart", *clock(plan), place(part)])
    finally:
        listing.unlink(missing_ok=True)


def _delay(plan: RenderPlan, chunks: Sequence[Path]) -> int:
    """Frames by which decoding runs ahead in any of the chunks. It must be the same in all: a very short one is encoded with none."""
    delays = [0]
    for chunk in chunks:
        with av.open(place(chunk), format="mov", options={"protocol_whitelist": "file"}) as container:
            first = next(container.demux(container.streams.video[0]))
            delays.append(round(-(first.dts or 0) * (first.time_base or 0) * plan.rate))
    return max(delays)


def chapters(found: Sequence[Chapter], duration_s: float) -> str:
    """Chapters as an ffmetadata file."""
    lines = [";FFMETADATA1"]
    for chapter, following in zip(found, [*found[1:], None], strict=True):
        end_s = following.at_s if following else duration_s
        name = re.sub(r"([=;#\\])", r"\\\1", " ".join(chapter.name.split()))
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(chapter.at_s * 1000)}", f"END={round(end_s * 1000)}", f"title={name}"]
    return "\n".join([*lines, ""])


def publish(part: Path, target: Path) -> None:
    """Make the file durable, then give it its name."""
    for path, flags in ((part, os.O_RDONLY), (target.parent, os.O_RDONLY)):
        if path == target.parent:
            part.replace(target)
        descriptor = os.open(path, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def verified(plan: RenderPlan, part: Path, target: Path, notes: tuple[str, ...]) -> Rendered:
    """Read `part` packet by packet and describe it as `target`. Raises VerifyError."""
    if not part.stat().st_size:
        raise VerifyError("empty file")
    try:
        with av.open(place(part), format="mov", options={"protocol_whitelist": "file"}) as container:
            if not (container.streams.video and container.streams.audio):
                raise VerifyError("a stream is missing")
            video, audio = container.streams.video[0], container.streams.audio[0]
            stamps = [pts for pts, _ in _stamps(container, video)]
            picture_s = max(stamps, default=0.0) + float(1 / plan.rate)
            sound_s = max((pts + length for pts, length in _stamps(container, audio)), default=0.0)
            _check(plan, stamps, picture_s, sound_s)
            return Rendered(
                path=target,
                duration_s=round(picture_s, 6),
                size_bytes=part.stat().st_size,
                width=video.codec_context.width,
                height=video.codec_context.height,
                video_codec=video.codec_context.name,
                audio_codec=audio.codec_context.name,
                sync_s=round(picture_s - sound_s, 6),
                notes=notes,
            )
    except av.FFmpegError as error:
        raise VerifyError(str(error)) from error


def _stamps(container: InputContainer, stream: Stream) -> Iterator[tuple[float, float]]:
    """Start and length in seconds of every packet. The length of the last picture in the file is no measure: it also covers reordering."""
    container.seek(0)
    for packet in container.demux(stream):
        if packet.pts is not None and packet.time_base:
            yield float(packet.pts * packet.time_base), float((packet.duration or 0) * packet.time_base)


def _check(plan: RenderPlan, stamps: Sequence[float], picture_s: float, sound_s: float) -> None:
    allowed = max(TOLERANCE_S, 2 / float(plan.rate))
    if len(stamps) != plan.frames:
        raise VerifyError(f"{len(stamps)} frames of {plan.frames}")
    for name, found_s in (("picture", picture_s), ("sound", sound_s)):
        if abs(found_s - plan.duration_s) > allowed:
            raise VerifyError(f"{name} ends at {found_s:.3f} s, planned {plan.duration_s:.3f} s")
