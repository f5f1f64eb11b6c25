"""The whole job on the sample clip: sentence, edit, export, and a look at the result. Needs no account, key or network."""

import asyncio
import shutil
from contextlib import AbstractAsyncContextManager, aclosing
from importlib import resources
from pathlib import Path

from agent.app import App
from agent.errors import BadInput, OutputError
from agent.events import AgentEvent, MediaReady, TimelineChanged
from agent.frontends.oneshot import Run
from agent.frontends.signals import Stop

FOLDER = Path("video-jobs-demo")
CLIP, SUBTITLES = "screen-tour.mp4", "screen-tour.srt"


def laid_out(folder: Path) -> Path:
    """The sample clip and its subtitles as files in `folder`; the clip's path. A copy of an earlier demo is used again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (CLIP, SUBTITLES):
            source = resources.files("samples") / name
            if not source.is_file():
                raise BadInput("sample_missing")
            with resources.as_file(source) as path:
                if not (folder / name).exists() or (folder / name).stat().st_size != path.stat().st_size:
                    shutil.copyfile(path, folder / name)
    except OSError as error:
        raise OutputError(path=str(folder), log=str(error)) from error
    return folder.absolute() / CLIP


async def demo(run: Run, opened: AbstractAsyncContextManager[App], folder: Path, stop: Stop) -> int:
    """The demo in the conversation of `opened`; the exit code. VideoJobsError before it began."""
    clip = await asyncio.to_thread(laid_out, folder)
    async with opened as app:
        run.begin(app)
        sentence = app.say("demo.sentence")
        run.told("demo_started", app.say("demo.start", name=clip.name, sentence=sentence), clip=str(clip), sentence=sentence)
        tale = _Tale(clip)
        try:
            async with aclosing(app.agent.run_turn(sentence, [clip])) as events:
                async for event in events:
                    tale.see(event)
                    run.event(event)
            await _finished(run, app, tale, sentence)
        except asyncio.CancelledError:
            if not stop.exit_code:
                raise
        return run.end(app.jobs(), stop)


class _Tale:
    """What the end of the demo tells: before, after, and where the files are."""

    def __init__(self, clip: Path) -> None:
        self.clip = clip
        self.before_s = self.after_s = 0.0
        self.summary = ""
        self.video: Path | None = None

    def see(self, event: AgentEvent) -> None:
        match event:
            case MediaReady(kind="upload"):
                self.before_s = event.duration_s or 0.0
            case MediaReady(kind="video") if event.path:
                self.video, self.after_s = Path(event.path), event.duration_s or 0.0
            case TimelineChanged():
                self.summary = event.summary


async def _finished(run: Run, app: App, tale: _Tale, sentence: str) -> None:
    """The contact sheet, and the comparison; nothing where the export did not come to its end."""
    if tale.video is None:
        return
    sheet = tale.video.with_name(f"{tale.video.stem}-frames.png")
    await app.contact_sheet(tale.video, sheet)
    run.event(MediaReady(kind="image", name=sheet.name, path=str(sheet), size_bytes=sheet.stat().st_size))
    before_size, after_size = tale.clip.stat().st_size, tale.video.stat().st_size
    facts = {"before_s": tale.before_s, "after_s": tale.after_s, "before_size": before_size, "after_size": after_size,
             "video": str(tale.video), "sheet": str(sheet), "summary": tale.summary}
    run.told("demo_done", app.say("demo.done", sentence=sentence, **facts), **facts)
