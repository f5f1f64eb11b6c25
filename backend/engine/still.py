"""One frame of a timeline as a picture: only the part that it lies in is encoded, and kept for the next export."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from backend.draft.timeline import Timeline
from backend.engine.plan import Output, RenderPlan
from backend.engine.render import rendering
from backend.engine.run import ffmpeg, picture, place

FORMS: dict[str, tuple[str, list[str]]] = {
    "jpg": ("scale=in_color_matrix=bt709:out_color_matrix=bt601:in_range=tv:out_range=pc,format=yuvj420p", ["-c:v", "mjpeg", "-q:v", "2"]),
    "png": ("scale=in_color_matrix=bt709:in_range=tv,format=rgb24", ["-c:v", "png"]),
}
"""How the frame becomes each kind of picture: a JPEG holds full-range BT.601 by its standard, a PNG holds RGB."""


@dataclass(frozen=True)
class Still:
    """The frame that was taken: its second, and its size in pixels."""

    at_s: float
    width: int
    height: int


async def still(
    timeline: Timeline, sources: Mapping[str, Path], output: Output, at_s: float, target: Path, work: Path, *, form: Literal["jpg", "png"]
) -> Still:
    """Write the frame that is seen at `at_s` seconds to `target`; past the end it is the last one. As `render`, also in what it raises."""
    async with rendering(timeline, sources, output, work) as job:
        frame = min(max(0, int(at_s * job.plan.rate + 1e-6)), job.plan.frames - 1)
        chunk = next(one for one in job.plan.chunks if one.at <= frame < one.at + one.frames)
        whole: RenderPlan = job.plan
        job.plan = replace(whole, chunks=(chunk,))
        [part] = await job.pictures(lambda share: None)
        filters, encoder = FORMS[form]
        args = [*picture(part), "-vf", f"select=eq(n\\,{frame - chunk.at}),{filters}", *encoder]
        await ffmpeg([*args, "-frames:v", "1", "-update", "1", "-map_metadata", "-1", "-f", "image2", place(target)])
        return Still(round(float(frame / whole.rate), 3), whole.width, whole.height)
