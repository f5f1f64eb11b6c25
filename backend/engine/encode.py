"""The picture job: every chunk that is not kept from an earlier export is encoded, some beside each other."""

import functools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.draft.timeline import Media
from backend.engine.chunks import Chunk
from backend.engine.finish import clock
from backend.engine.graph import Graph, Traits, graph
from backend.engine.plan import Quality, RenderPlan
from backend.engine.pool import cores, together
from backend.engine.run import Room, ffmpeg, picture, place
from backend.engine.store import identity, is_kept, key_of
from backend.engine.texts import Texts

PRESETS: dict[Quality, tuple[str, str]] = {"standard": ("veryfast", "20"), "high": ("medium", "18"), "draft": ("ultrafast", "26")}
"""x264 preset and constant rate factor of each quality."""

MAX_WORKERS = 8
OnShare = Callable[[float], None]


@dataclass(frozen=True)
class Studio:
    """What all chunks of one render share. `folder` is the job's own; `kept` holds finished chunks."""

    plan: RenderPlan
    media: Mapping[str, Media]
    sources: Mapping[str, Path]
    traits: Mapping[str, Traits]
    texts: Texts
    folder: Path
    kept: Path


async def pictures(studio: Studio, on_share: OnShare) -> list[Path]:
    """Encode what is missing and return the files of all chunks in order. `on_share` gets 0..1."""
    jobs = [_Job(studio, chunk) for chunk in studio.plan.chunks]
    done = {number: job.chunk.frames for number, job in enumerate(jobs) if is_kept(job.target)}
    open_jobs = {job.target: (number, job) for number, job in enumerate(jobs) if number not in done}
    workers = max(1, min(cores(), MAX_WORKERS, len(open_jobs)))
    threads = max(1, cores() // workers)

    def report(number: int, frames: float) -> None:
        done[number] = round(frames)
        on_share(min(1.0, sum(done.values()) / studio.plan.frames))

    await together([job.run(threads, functools.partial(report, number)) for number, job in open_jobs.values()], workers)
    on_share(1.0)
    return [job.target for job in jobs]


class _Job:
    """One chunk: its graph, its words, its name in the store."""

    def __init__(self, studio: Studio, chunk: Chunk) -> None:
        self.studio, self.chunk = studio, chunk
        self.words = studio.texts.of(chunk, studio.plan)
        self.words_name = f"{key_of(self.words)}.ass" if self.words else None
        self.graph: Graph = graph(studio.plan, chunk, studio.media, studio.traits, self.words_name)
        files = [(identity(studio.sources[item.media]), item.seek) for item in self.graph.inputs]
        font = studio.texts.fonts if self.words else ""
        self.target = studio.kept / f"{key_of(self.graph.text, files, font, self.encoder(), chunk.frames)}.mp4"

    def encoder(self) -> list[str]:
        preset, crf = PRESETS[self.studio.plan.quality]
        profile = ["-profile:v", "high"] if preset != "ultrafast" else []
        rate = ["-pix_fmt", "yuv420p", "-r", str(self.studio.plan.rate)]
        return ["-c:v", "libx264", "-preset", preset, "-crf", crf, *profile, *rate]

    def arguments(self, threads: int, part: Path) -> list[str]:
        args = ["-filter_complex_threads", str(threads)]
        for item in self.graph.inputs:
            seek = ["-noaccurate_seek", "-ss", f"{float(item.seek):.6f}"] if item.seek else []
            args += picture(self.studio.sources[item.media], "-threads", str(threads), *seek)
        args += ["-filter_complex", self.graph.text, "-map", "[out]", *self.encoder(), "-threads", str(threads)]
        return [*args, "-frames:v", str(self.chunk.frames), "-map_metadata", "-1", *clock(self.studio.plan), place(part)]

    async def run(self, threads: int, on_frames: Callable[[float], None]) -> None:
        if self.words_name:
            # chunks at work beside this one may have the same words and be reading them: never write into that file
            words = self.studio.folder / f"{uuid.uuid4().hex}.part"
            words.write_text(self.words, encoding="utf-8")
            words.replace(self.studio.folder / self.words_name)
        part = self.studio.kept / f"{uuid.uuid4().hex}.part"
        fonts = self.studio.folder / "fonts.conf" if self.words else None
        rate = float(self.studio.plan.rate)
        try:
            await ffmpeg(
                self.arguments(threads, part),
                on_seconds=lambda seconds: on_frames(min(self.chunk.frames, seconds * rate)),
                room=Room(self.studio.folder, fonts),
            )
            part.replace(self.target)
        finally:
            part.unlink(missing_ok=True)
        on_frames(self.chunk.frames)
