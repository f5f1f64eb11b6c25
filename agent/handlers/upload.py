"""Takes files in: each is checked here first, sent once, and named with what the backend found in it."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any

from agent.client import wire
from agent.client.client import Client
from agent.context import TurnContext
from agent.errors import NoSuchSession, UnsupportedFile
from agent.events import AgentEvent, MediaReady, Notice, Progress, Text
from agent.handlers.files import SUBTITLES, Candidate, check, sidecar
from agent.handlers.intents import late_uploads, uploading
from agent.handlers.relay import SHOWN_AFTER_S, Amount, relayed
from agent.session import Uploaded


async def upload(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """The files and addresses of the step, and those that came beside the message. With none of them: how to send one."""
    paths = list(dict.fromkeys([*(Path(m.value) for m in turn.step.media if m.kind == "path"), *turn.files]))
    urls = [m.value for m in turn.step.media if m.kind == "url"]
    if not paths and not urls:
        yield Text(text=turn.say("upload.how", local=turn.local))
        return
    limit = turn.settings.limit_bytes(local=turn.local)
    found = [await asyncio.to_thread(check, path, limit, local=turn.local) for path in paths]
    await late_uploads(turn)
    fresh = [candidate for candidate in found if not known(turn, candidate)]
    for event in _told_known(turn, [candidate for candidate in found if candidate not in fresh], alone=not fresh and not urls):
        yield event
    if not turn.local and fresh and not turn.session.upload_told:
        yield Notice(text=turn.say("upload.leaves", host=turn.settings.api_url.split("//")[-1]))
        turn.session.upload_told = True
    if fresh:
        async with aclosing(_send(turn, fresh)) as events:
            async for event in events:
                yield event
    if urls:
        async with aclosing(_fetch(turn, urls)) as events:
            async for event in events:
                yield event


def _told_known(turn: TurnContext, there: Sequence[Candidate], *, alone: bool) -> list[AgentEvent]:
    """The files that are not sent again; where the message held nothing else, that is the answer."""
    if alone and len(turn.plan.steps) < 2:
        return [Text(text=turn.say("upload.all_known", names=", ".join(candidate.path.name for candidate in there)))]
    return [Notice(text=turn.say("upload.known", name=candidate.path.name)) for candidate in there]


def known(turn: TurnContext, candidate: Candidate) -> bool:
    """Whether the project has this very file: same path, size and time of change."""
    facts = (str(candidate.path), candidate.size, candidate.mtime_ns)
    return bool(turn.session.sid) and any((file.path, file.size, file.mtime_ns) == facts for file in turn.session.files)


async def _send(turn: TurnContext, fresh: Sequence[Candidate]) -> AsyncGenerator[AgentEvent, None]:
    """One request for all files; beside a clip its subtitles, where the work is done here."""
    paths = [candidate.path for candidate in fresh]
    if turn.local:
        for beside in filter(None, [await asyncio.to_thread(sidecar, candidate) for candidate in fresh]):
            if beside not in paths:
                paths.append(beside)
                yield Notice(text=turn.say("upload.sidecar", name=beside.name))
    words = turn.say("upload.sending", names=", ".join(c.path.name for c in fresh), size=sum(c.size for c in fresh), local=turn.local)
    yield Progress(message=words, fraction=0.0)
    started = 0.0
    uploaded: wire.Uploaded | None = None
    async with aclosing(_sent(turn, paths)) as reports:
        async for report in reports:
            match report:
                case Amount():
                    started = started or turn.clock.now()
                    if turn.clock.now() - started >= SHOWN_AFTER_S:
                        yield Progress(message=words, elapsed_s=turn.clock.now() - started, fraction=report.fraction)
                case Notice():
                    yield report
                case _:
                    uploaded = report
                    await _remember(turn, uploaded, fresh)  # before the journal's entry is closed: a crash must find one of both
    for event in _ready(uploaded) if uploaded is not None else []:
        yield event


async def _sent(turn: TurnContext, paths: Sequence[Path]) -> AsyncGenerator[Amount | Notice | wire.Uploaded, None]:
    """The upload; once more in a new project where the old one is gone (contract 3.2)."""
    for last in (False, True):
        client, sid = await turn.link.project()
        try:
            before = await client.state(sid) if turn.session.files else None
            async with uploading(turn, sid, await asyncio.to_thread(_facts, paths), before) as sending:
                work = partial(client.upload, sid, paths, before=before, on_sending=sending)
                async with aclosing(relayed(work)) as reports:
                    async for report in reports:
                        yield report if isinstance(report, Amount) else report.value
            return
        except NoSuchSession:
            if last:
                raise
        except UnsupportedFile as error:
            raise UnsupportedFile(wire_code=error.wire_code, log=error.log, name=", ".join(path.name for path in paths)) from error
        await turn.link.renew()
        yield Notice(level="warning", text=turn.say("agent.project_renewed"))


async def _fetch(turn: TurnContext, urls: Sequence[str]) -> AsyncGenerator[AgentEvent, None]:
    """Addresses: the backend fetches them itself."""
    yield Progress(message=turn.say("upload.fetching", count=len(urls)))
    client, sid = await turn.link.project()
    try:
        uploaded = await _fetched(turn, client, sid, urls)
    except NoSuchSession:
        client, sid = await turn.link.renew()
        yield Notice(level="warning", text=turn.say("agent.project_renewed"))
        uploaded = await _fetched(turn, client, sid, urls)
    for event in _ready(uploaded):
        yield event


async def _fetched(turn: TurnContext, client: Client, sid: str, urls: Sequence[str]) -> wire.Uploaded:
    names = [{"name": url.partition("?")[0].rstrip("/").rpartition("/")[2]} for url in urls]
    async with uploading(turn, sid, names) as sending:
        uploaded = await client.upload_urls(sid, urls, on_sending=sending)
        await _remember(turn, uploaded, ())
    return uploaded


def _facts(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """What the journal keeps of the files: what `Uploaded` holds. Blocks."""
    found = [(path, path.stat()) for path in paths]
    return [{"path": str(path), "size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "name": path.name} for path, stat in found]


async def _remember(turn: TurnContext, uploaded: wire.Uploaded, sent: Sequence[Candidate]) -> None:
    """Keeps what is there now; a file that the project did not take in by itself is named in the next message (contract 2.4)."""
    session = turn.session
    durations = {media.name: media.duration_s for media in uploaded.files}
    for candidate in sent:
        name = candidate.path.name
        session.files = [file for file in session.files if file.path != str(candidate.path)]
        session.files.append(Uploaded(path=str(candidate.path), size=candidate.size, mtime_ns=candidate.mtime_ns, name=name,
                                      duration_s=durations.get(name)))
    session.has_clip = True
    if not uploaded.applied:
        client, sid = await turn.link.project()
        there = {media.name for media in (await client.state(sid)).video_infos}
        session.notes += [turn.say("upload.note", name=m.name, url=m.url) for m in uploaded.files if m.url and m.name not in there]
    await turn.link.save()


def _ready(uploaded: wire.Uploaded) -> list[MediaReady]:
    """The media; subtitles that went along were named before."""
    media = [file for file in uploaded.files if file.name.rpartition(".")[2].lower() not in SUBTITLES]
    return [MediaReady(kind="upload", name=file.name, url=file.url or None, duration_s=file.duration_s or None,
                       width=file.width or None, height=file.height or None) for file in media or uploaded.files]
