"""A render watched to its end, and its file fetched; the journal's entry stays open until the file is whole (contract 7.2-7.4)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any

from agent.client import wire
from agent.client.client import Client
from agent.client.partfile import Kept
from agent.context import TurnContext
from agent.errors import RenderFailed
from agent.events import AgentEvent, MediaReady, Notice, Progress, Text
from agent.handlers import render
from agent.handlers.relay import SHOWN_AFTER_S, Amount, relayed
from agent.journal import Entry


async def delivered(
    turn: TurnContext, client: Client, entry: Entry, job: render.Job | None, *, at_once: bool = False
) -> AsyncGenerator[AgentEvent, None]:
    """Watches a render to its end, or stops it at the person's word, and fetches the file.

    With `job`, a failure is answered by one more submit under a new id.
    """
    started, answer = turn.clock.now(), None
    while answer is None or turn.recall.is_set():
        async with aclosing(render.watched(turn, client, entry, at_once=at_once)) as answers:
            async for answer in answers:
                if answer.status == "waiting":
                    yield await _progress(turn, entry, answer, started)
        if not turn.recall.is_set():
            break
        answer = await render.stop(turn, client, entry)
        if answer.status in ("waiting", "unknown"):
            yield Notice(level="warning", text=turn.say("export.not_stopped", name=_name(entry)))
            answer = None
    may_try_again = job is not None and not (entry.data.get("second") or entry.data.get("recalled"))
    if answer is not None and answer.status == "failed" and job is not None and may_try_again:
        await turn.journaled(turn.journal.mark, entry, "failed", log=answer.error)
        entry, _ = await render.again(turn, client, job)
        async with aclosing(delivered(turn, client, entry, None)) as events:
            async for event in events:
                yield event
        return
    async with aclosing(_ended(turn, client, entry, answer)) as events:
        async for event in events:
            yield event


def _name(entry: Entry) -> str:
    return Path(entry.data["target"]).name


async def _progress(turn: TurnContext, entry: Entry, answer: wire.Render, started: float) -> Progress:
    if answer.progress != entry.data.get("percent"):
        await turn.journaled(turn.journal.mark, entry, "sent", percent=answer.progress)
    words, elapsed = turn.say("export.rendering", local=turn.local), turn.clock.now() - started
    return Progress(message=words, elapsed_s=elapsed, fraction=(answer.progress or 0) / 100)


async def _ended(turn: TurnContext, client: Client, entry: Entry, answer: wire.Render | None) -> AsyncGenerator[AgentEvent, None]:
    """What a render came to."""
    if answer is None or answer.status == "waiting":
        yield Text(text=turn.say("export.still_running"))
    elif answer.status == "unknown":
        await turn.journaled(turn.journal.mark, entry, "failed")
        raise RenderFailed("render_lost", sent="yes")
    elif answer.status == "cancelled":
        await turn.journaled(turn.journal.mark, entry, "stopped")
        if not entry.data.get("recalled"):
            raise RenderFailed("render_stopped", sent="yes", name=_name(entry))
        yield Text(text=turn.say("export.cancelled", name=_name(entry)))
    elif answer.status == "failed":
        await turn.journaled(turn.journal.mark, entry, "failed", log=answer.error)
        raise RenderFailed(sent="yes", log=answer.error)
    else:
        async with aclosing(_fetched(turn, client, entry, answer)) as events:
            async for event in events:
                yield event
        if turn.recall.is_set() or entry.data.get("recalled"):
            turn.recall.clear()
            yield Notice(text=turn.say("export.too_late", name=_name(entry)))


async def _fetched(turn: TurnContext, client: Client, entry: Entry, answer: wire.Render) -> AsyncGenerator[AgentEvent, None]:
    """The file, on disk under its final name; the journal's entry stays open until it is whole (contract 7.4)."""
    path = await asyncio.to_thread(_still_free, Path(entry.data["target"]))
    poll_id = str(entry.data.get("poll") or entry.id)
    started = turn.clock.now()


    async def note(facts: dict[str, Any]) -> None:
        await turn.journaled(turn.journal.note, entry, file=facts)

    work = partial(client.download, answer.url, path, render_id=poll_id, kept=Kept(entry.data.get("file") or {}, note))
    async with aclosing(relayed(work)) as reports:
        async for report in reports:
            if isinstance(report, Amount):
                if turn.clock.now() - started >= SHOWN_AFTER_S:
                    yield Progress(message=turn.say("export.fetching"), elapsed_s=turn.clock.now() - started, fraction=report.fraction)
                continue
            done = report.value
            await turn.journaled(turn.journal.mark, entry, "done", target=str(done), percent=100, ended=turn.clock.wall())
            yield MediaReady(kind="video", name=done.name, path=str(done), duration_s=answer.duration_s, size_bytes=done.stat().st_size)


def _still_free(path: Path) -> Path:
    """The target, or a free name beside it when someone made that file meanwhile."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    free.parent.mkdir(parents=True, exist_ok=True)
    return free
