"""The finished file: the video by a render that is submitted once, watched and fetched; subtitles and the timeline without one."""

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from itertools import takewhile
from pathlib import Path
from typing import Any

from agent.client import wire
from agent.client.client import Client
from agent.context import TurnContext, failed
from agent.errors import NothingToExport, ServiceUnavailable
from agent.events import AgentEvent, MediaReady, Notice, Progress, Text
from agent.handlers import render, target
from agent.handlers.delivery import delivered
from agent.handlers.documents import subtitle_file, timeline_file
from agent.handlers.link import link, wants_link
from agent.handlers.reattach import left_over, reattached
from agent.handlers.report import current
from agent.handlers.wishes import Wishes, wishes
from agent.journal import Entry


async def export(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """What the words of the step ask for. NothingToExport without a timeline; a project that is gone is not exported (contract 3.2)."""
    if wants_link(turn.step.text):
        yield await link(turn)
        return
    client, _sid, state = await current(turn)
    if not state.exportable or state.draft is None:
        raise NothingToExport
    wish = wishes(turn.step.text)
    for kind in wish.subtitles:
        try:
            yield await subtitle_file(turn, state.draft, kind, wish)
        except NothingToExport as error:
            if not (wish.timeline or wish.video):
                raise
            told = failed(error, turn)
            yield Notice(level="warning", text=" ".join((told.message, told.hint)))
    if wish.timeline:
        async with aclosing(timeline_file(turn, client, wish)) as events:
            async for event in events:
                yield event
    if wish.video and turn.recall.is_set():
        turn.recall.clear()
        yield Text(text=turn.say("export.never_started"))
    elif wish.video:
        if wish.other_format:
            yield Notice(text=turn.say("export.only_mp4", format=wish.other_format.upper()))
        async with aclosing(_video(turn, client, state, wish)) as events:
            async for event in events:
                yield event
        async with aclosing(left_over(turn, client)) as events:  # earlier exports of this conversation that went on without a turn
            async for event in events:
                yield event


async def _video(turn: TurnContext, client: Client, state: wire.State, wish: Wishes) -> AsyncGenerator[AgentEvent, None]:
    """Submit, or go on with the render of this very draft that still runs; watch; fetch."""
    draft = state.draft
    if draft is None or not state.draft_intact:
        raise ServiceUnavailable(log="the draft does not survive a round trip")
    output = _output(wish, local=turn.local)
    digest = hashlib.sha256(json.dumps([turn.session.sid, draft, output]).encode()).hexdigest()
    named = wish.name or turn.target
    if named is None and (made := await turn.journaled(_just_made, turn, digest)):
        yield Notice(text=turn.say("export.just_made"))
        yield made
        return
    started = [entry for entry in turn.journal.opened("render", turn.session.sid) if entry.status != "intent"]
    running = next((entry for entry in started if entry.data.get("digest") == digest), None)
    if running is not None and named is None:
        path = Path(running.data["target"])
    else:
        path = await asyncio.to_thread(target.place, turn, wish.name, ".mp4", [Path(entry.data["target"]) for entry in started])
    job = render.Job(turn.session.sid, draft, output, digest, str(path))
    if running is not None:
        yield Notice(text=turn.say("export.reattached"))
        entry = running
        await turn.journaled(turn.journal.mark, entry, "sent", target=str(path), turn=turn.turn_id, recalled=None)
    else:
        yield Progress(message=turn.say("export.rendering", local=turn.local), fraction=0.0)
        entry, _ = await render.submit(turn, client, job)
    async with aclosing(_earlier(turn, client, entry, started)) as events:
        async for event in events:
            yield event
    async with aclosing(delivered(turn, client, entry, job)) as events:
        async for event in events:
            yield event


def _just_made(turn: TurnContext, digest: str) -> MediaReady | None:
    """The file of the same export, where that was finished while this message waited for it (contract 7.1). Blocks."""
    for entry in reversed(turn.journal.entries):
        path, since = Path(entry.data.get("target") or ""), entry.data.get("ended", 0.0) > turn.asked_at
        if entry.status == "done" and entry.data.get("digest") == digest and since and path.is_file():
            return MediaReady(kind="video", name=path.name, path=str(path), size_bytes=path.stat().st_size)
    return None


async def _earlier(turn: TurnContext, client: Client, mine: Entry, started: Sequence[Entry]) -> AsyncGenerator[AgentEvent, None]:
    """The exports that were asked for before this one and still run: the backend works them off in order, and so are they delivered."""
    before = list(takewhile(lambda entry: entry.id != mine.id, started))
    if before:
        yield Notice(text=turn.say("export.after_earlier", names=[Path(entry.data["target"]).name for entry in before]))
    for entry in before:
        async with aclosing(reattached(turn, client, entry, wait=True, away=False)) as events:
            async for event in events:
                yield event


def _quality(wish: Wishes) -> str:
    """The quality in the local editor's words; what every submit says means its default there."""
    return "draft" if wish.draft else "best" if wish.best else "high"


def _output(wish: Wishes, *, local: bool) -> dict[str, Any]:
    """The `output` of the submit: only what was asked for is added (contract 7.1)."""
    output: dict[str, Any] = {"format": "mp4", "quality": _quality(wish) if local else "high"}
    if wish.height:
        output["resolution"] = f"{wish.height}p"
    if wish.fps:
        output["fps"] = int(wish.fps) if wish.fps.is_integer() else wish.fps
    return output
