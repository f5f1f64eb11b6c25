"""A timeline into a file: plan, then picture and sound beside each other, join, read back, name. Nothing half-done is left behind."""

import asyncio
import errno
import functools
import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from backend.draft.timeline import Timeline
from backend.engine.audio import NoAudioError
from backend.engine.encode import Studio, pictures
from backend.engine.finish import Rendered, VerifyError, join, publish, verified
from backend.engine.fonts import GlyphError
from backend.engine.graph import Traits
from backend.engine.mix import Desk, Mixed, sound
from backend.engine.plan import Output, PlanError, RenderPlan, plan
from backend.engine.pool import together
from backend.engine.probe import MediaError, look
from backend.engine.run import EngineError
from backend.engine.steady import Shaky, Stretch, copies, replaced, steadied, stretches
from backend.engine.store import forget
from backend.engine.texts import prepare

__all__ = ["Output", "RenderError", "Rendered", "Rendering", "render", "rendering"]

STEADY_SHARE, PICTURE_SHARE, JOIN_SHARE = 0.4, 0.93, 0.97
OnShare = Callable[[float], None]


class RenderError(Exception):
    """A render that gave no file. `reason`: ffmpeg, missing (no ffmpeg), limit, disk_full, storage (other trouble with files), verify,
    no_picture, source_missing (`detail`: the media id), source_damaged, glyphs (`detail`: the letters; `__cause__.package`: what brings
    them). Otherwise `detail` is for logs.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


async def render(
    timeline: Timeline,
    sources: Mapping[str, Path],
    output: Output,
    target: Path,
    work: Path,
    on_progress: OnShare,
) -> Rendered:
    """Render `timeline` to `target` (an mp4, replaced if it exists). `sources`: stored files by media id.

    `work` is a folder that outlives the render: finished parts stay in it for the next one. `on_progress` gets 0..1, rising.
    Raises RenderError; when cancelled, all its processes have ended before the cancellation goes on.
    """
    async with rendering(timeline, sources, output, work) as job:
        part = target.with_name(f".{target.name}.{job.folder.name[:8]}.part")
        try:
            return await job.run(target, part, _rising(on_progress))
        finally:
            part.unlink(missing_ok=True)


@asynccontextmanager
async def rendering(timeline: Timeline, sources: Mapping[str, Path], output: Output, work: Path) -> AsyncIterator["Rendering"]:
    """A job that is set up, in a folder of its own that goes with it. What fails in the block is a RenderError."""
    folder = work / "jobs" / uuid.uuid4().hex
    try:
        compiled = plan(timeline, sources, output)
        await asyncio.to_thread(_check_files, compiled, sources)
        await asyncio.to_thread(_folders, folder, work)
        yield Rendering(timeline, compiled, sources, work, folder)
    except (PlanError, EngineError) as error:
        raise RenderError(error.reason, error.detail) from error
    except VerifyError as error:
        raise RenderError("verify", str(error)) from error
    except GlyphError as error:
        raise RenderError("glyphs", error.missing) from error
    except (MediaError, NoAudioError) as error:
        raise RenderError("source_damaged", str(error)) from error
    except OSError as error:
        raise RenderError("disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "storage", str(error)) from error
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _check_files(compiled: RenderPlan, sources: Mapping[str, Path]) -> None:
    for media in compiled.needed:
        if not sources[media].is_file():
            raise PlanError("source_missing", media)


def _folders(job: Path, work: Path) -> None:
    for folder in (job, work / "chunks", work / "sound", work / "pcm"):
        folder.mkdir(parents=True, exist_ok=True)


def _rising(on_progress: OnShare) -> OnShare:
    """Passes on only what is more than before."""
    best = -1.0

    def report(share: float) -> None:
        nonlocal best
        if share > best:
            best = share
            on_progress(min(1.0, share))

    return report


class Rendering:
    """One render: what its steps share."""

    def __init__(self, timeline: Timeline, compiled: RenderPlan, sources: Mapping[str, Path], work: Path, folder: Path) -> None:
        self.timeline, self.plan, self.sources, self.work, self.folder = timeline, compiled, sources, work, folder
        self.chunks: list[Path] = []
        self.mixed: Mixed | None = None

    async def run(self, target: Path, part: Path, on_progress: OnShare) -> Rendered:
        on_progress(0.0)
        await together([self._picture(on_progress), self._sound()], 2)
        assert self.mixed
        on_progress(PICTURE_SHARE)
        await join(self.plan, self.chunks, self.mixed.path, self.folder, part)
        on_progress(JOIN_SHARE)
        notes = ("too_quiet",) if self.mixed.too_quiet else ()
        rendered = await asyncio.to_thread(verified, self.plan, part, target, notes)
        await asyncio.to_thread(publish, part, target)
        await asyncio.to_thread(self._tidy)
        on_progress(1.0)
        return rendered

    async def pictures(self, on_progress: OnShare) -> list[Path]:
        """The files of all parts of the picture, in order; those that are missing are encoded."""
        texts = await asyncio.to_thread(prepare, self.timeline, self.plan, self.folder)
        traits = await asyncio.to_thread(self._traits)
        shaky = stretches(self.plan)
        begin = STEADY_SHARE if shaky else 0.0
        made = await self._steadied(shaky, traits, lambda share: on_progress(share * begin))
        studio = Studio(
            plan=replaced(self.plan, shaky),
            media=copies(shaky, {media.id: media for media in self.timeline.media}),
            sources={**self.sources, **made},
            traits={**traits, **{copy: Traits(untagged=False) for copy in made}},
            texts=texts,
            folder=self.folder,
            kept=self.work / "chunks",
        )
        return await pictures(studio, lambda share: on_progress(begin + share * (PICTURE_SHARE - begin)))

    async def _picture(self, on_progress: OnShare) -> None:
        self.chunks = await self.pictures(on_progress)

    def _traits(self) -> dict[str, Traits]:
        found = {media: look(self.sources[media]) for media in self.plan.media}
        return {media: Traits(untagged=seen.untagged, hdr=bool(seen.hdr), alpha=seen.alpha) for media, seen in found.items()}

    async def _steadied(self, shaky: list[Stretch], traits: Mapping[str, Traits], on_share: OnShare) -> dict[str, Path]:
        made = {}
        for number, stretch in enumerate(shaky):
            report = functools.partial(lambda before, share: on_share((before + share) / len(shaky)), number)
            source = Shaky(self.sources[stretch.media], self.timeline.find(stretch.media), traits[stretch.media])
            made[stretch.copy] = await steadied(stretch, self.plan, source, self.work / "chunks", report)
        return made

    async def _sound(self) -> None:
        self.mixed = await sound(Desk(self.plan, self.sources, self.work / "pcm", self.folder, self.work / "sound"))

    def _tidy(self) -> None:
        assert self.mixed
        forget(self.work / "chunks", self.chunks)
        forget(self.work / "sound", [self.mixed.path])
        forget(self.work / "pcm", [])
