"""Steadied copies of shaky sources. Two passes over the whole stretch that is used, before anything is cut: the path of the camera is only
smooth if it is known on both sides of a cut. The copy takes the place of the source in the plan; the sound stays with the original.
"""

import asyncio
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from backend.draft.timeline import Media
from backend.engine.canvas import even
from backend.engine.finish import clock
from backend.engine.graph import TAGS, Traits, prepared
from backend.engine.plan import RenderPlan
from backend.engine.run import Room, ffmpeg, picture, place
from backend.engine.shots import Blend, Piece, Shot
from backend.engine.store import identity, is_kept, key_of

DETECT = "vidstabdetect=shakiness=6:accuracy=12"
TRANSFORM = "vidstabtransform=smoothing=15:optzoom=1:maxshift=64"
LOSSLESS_ENOUGH = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", "-pix_fmt", "yuv420p", "-g", "30"]


@dataclass(frozen=True)
class Stretch:
    """What of one media is to be steadied: seconds [start, end) of it, and the id of the copy."""

    media: str
    start: Fraction
    end: Fraction

    @property
    def copy(self) -> str:
        return f"{self.media}~steady"


def stretches(plan: RenderPlan) -> list[Stretch]:
    """One stretch for each media that has a shot to be steadied."""
    found: dict[str, Stretch] = {}
    for shot in (shot for chunk in plan.chunks for piece in chunk.pieces for shot in _shots(piece)):
        if shot.picture.stabilize and shot.media and not shot.still:
            end = shot.start + shot.extent(plan.rate)
            known = found.get(shot.media, Stretch(shot.media, shot.start, end))
            found[shot.media] = Stretch(shot.media, min(known.start, shot.start), max(known.end, end))
    return list(found.values())


def _shots(piece: Piece) -> tuple[Shot, ...]:
    return (piece.before, piece.after) if isinstance(piece, Blend) else (piece,)


def replaced(plan: RenderPlan, steadied: Iterable[Stretch]) -> RenderPlan:
    """The plan with the copies in the place of the shaky shots."""
    known = {stretch.media: stretch for stretch in steadied}

    def moved(shot: Shot) -> Shot:
        stretch = known.get(shot.media)
        if not stretch or not shot.picture.stabilize or shot.still:
            return shot
        picture = shot.picture.model_copy(update={"stabilize": False})
        return replace(shot, media=stretch.copy, start=shot.start - stretch.start, picture=picture)

    def changed(piece: Piece) -> Piece:
        return Blend(piece.kind, moved(piece.before), moved(piece.after)) if isinstance(piece, Blend) else moved(piece)

    chunks = tuple(replace(chunk, pieces=tuple(changed(piece) for piece in chunk.pieces)) for chunk in plan.chunks)
    return replace(plan, chunks=chunks)


@dataclass(frozen=True)
class Shaky:
    """A source to be steadied: its file, what it is, what its pixels need."""

    path: Path
    media: Media
    traits: Traits

    def plain(self) -> str:
        """Filter text to square pixels, even sides and the colours of the result."""
        size = f"{even(self.media.width)}:{even(self.media.height)}"
        scale = f"scale={size}:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"
        before = prepared(self.media, self.traits)
        return f"{before},{scale}" if before else scale


async def steadied(stretch: Stretch, plan: RenderPlan, source: Shaky, kept: Path, on_share: Callable[[float], None]) -> Path:
    """The steadied copy on the grid of the plan, made if it is not kept. `on_share` gets 0..1."""
    target = kept / f"{key_of(identity(source.path), stretch, plan.rate, DETECT, TRANSFORM)}.mp4"
    if await asyncio.to_thread(is_kept, target):
        return target
    name = uuid.uuid4().hex
    path, part = kept / f"{name}.trf", kept / f"{name}.part"
    frames = round((stretch.end - stretch.start) * plan.rate)
    length_s = float(frames / plan.rate)
    seek = ["-noaccurate_seek", "-ss", f"{float(stretch.start):.6f}"] if stretch.start else []
    grid = f"settb=AVTB,setpts=PTS+8,fps={plan.rate}:start_time=0,trim=end_frame={frames},{source.plain()}"
    taken = picture(source.path, *seek)
    try:
        room = Room(kept)
        detect = [*taken, "-vf", f"{grid},{DETECT}:result={path.name}", "-an", "-f", "null", "-"]
        await ffmpeg(detect, room=room, on_seconds=lambda seconds: on_share(min(0.5, seconds / length_s / 2)))
        transform = [*taken, "-vf", f"{grid},{TRANSFORM}:input={path.name},{TAGS}", "-an", *LOSSLESS_ENOUGH, *clock(plan), place(part)]
        await ffmpeg(transform, room=room, on_seconds=lambda seconds: on_share(min(1.0, 0.5 + seconds / length_s / 2)))
        part.replace(target)
    finally:
        path.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return target


def copies(stretches_: Iterable[Stretch], media: Mapping[str, Media]) -> dict[str, Media]:
    """The media as before, and the copies."""
    return {**media, **{item.copy: media[item.media].model_copy(update={"id": item.copy}) for item in stretches_}}
