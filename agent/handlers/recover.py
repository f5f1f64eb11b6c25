"""What an earlier run left open: nothing is sent again, the state and the exports are looked at and told (contract 6.2, 7.5)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from agent.client.client import Client
from agent.client.wire import State
from agent.context import TurnContext
from agent.errors import NoSuchSession
from agent.events import AgentEvent, Notice, Progress
from agent.handlers.intents import has_arrived, remember
from agent.handlers.reattach import reattached
from agent.handlers.report import noted, report
from agent.journal import Entry
from agent.turn import watch


async def recovered(turn: TurnContext, *, edits: bool, renders: bool) -> AsyncGenerator[AgentEvent, None]:
    """The open edits and uploads of this conversation's project, and the exports of all; contacts nobody where there are none."""
    for notice in await _unsent(turn):
        yield notice
    journal, sid = turn.journal, turn.session.sid
    turns, uploads = (journal.opened("turn", sid), journal.opened("upload", sid)) if edits and sid else ([], [])
    exports = [*journal.left("render"), *journal.orphans("render")] if renders else []
    if not (turns or uploads or exports):
        return
    yield Progress(message=turn.say("agent.checking"))
    client = await turn.link.client()
    try:
        for part in (_edits(turn, client, turns), _uploads(turn, client, uploads)):
            async with aclosing(part) as events:
                async for event in events:
                    yield event
    except NoSuchSession:
        for entry in (*turns, *uploads):
            await turn.journaled(journal.mark, entry, "failed")
        yield Notice(level="warning", text=turn.say("error.project_gone"))
    except asyncio.CancelledError:  # the person does not want to wait: a later message looks again
        for entry in (*turns, *uploads):
            if entry.open:
                await turn.journaled(journal.mark, entry, "unknown")
        raise
    for entry in exports:
        if not await turn.journaled(journal.take, entry):
            continue
        async with aclosing(reattached(turn, client, entry, wait=not turn.interactive)) as events:
            async for event in events:
                yield event


async def _unsent(turn: TurnContext) -> list[Notice]:
    """What never left: an entry is marked as sent before the first byte, so the words can go out again if the person wants."""
    journal, notices = turn.journal, []
    for kind, name in (("turn", "agent.unsent_turn"), ("upload", "agent.unsent_upload"), ("render", "agent.unsent_export")):
        left = [entry for entry in journal.opened(kind) if entry.status == "intent"]  # type: ignore[arg-type]
        for entry in left:
            await turn.journaled(journal.mark, entry, "not_sent")
        notices += [Notice(level="warning", text=turn.say(name))] if left else []
    return notices


async def _edits(turn: TurnContext, client: Client, turns: list[Entry]) -> AsyncGenerator[AgentEvent, None]:
    """A changed state means that the edit was done; one that stays as it was, that it was probably not."""
    if not turns:
        return
    last = turns[-1]
    yield Notice(text=turn.say("agent.interrupted", interactive=turn.interactive))
    before = State(last.data.get("before") or {})

    async def read() -> State:
        return await client.state(last.sid)

    finding = await _check(turn, last)(read, before, turn.clock)
    status = {"changed": "done", "unchanged": "failed", "unknown": "unknown"}[finding.verdict]
    for entry in turns:
        await turn.journaled(turn.journal.mark, entry, status)
    if finding.state is not None:
        noted(turn, finding.state)
    if finding.verdict != "changed" or finding.state is None:
        unread = finding.verdict == "unknown"
        yield Notice(level="warning", text=turn.say("agent.recovered_unknown" if unread else "agent.recovered_nothing"))
        return
    yield Notice(text=turn.say("agent.recovered_turn"))
    yield report(turn, before, finding.state)
    later = None if turn.local or _over(turn, last) else await watch.settled(read, finding.state, turn.clock)
    if later is not None:
        yield report(turn, finding.state, later)


def _check(turn: TurnContext, entry: Entry) -> watch.Check:
    """The whole schedule while the run may still be at work; one look where it was gone through, or the limit of a turn is over."""
    if turn.local:
        return watch.after_silence
    return watch.once if _over(turn, entry) or entry.status == "unknown" else watch.after_restart


def _over(turn: TurnContext, entry: Entry) -> bool:
    """Whether no run of this entry can be at work any more."""
    return turn.clock.wall() - entry.at > watch.TURN_S


async def _uploads(turn: TurnContext, client: Client, uploads: list[Entry]) -> AsyncGenerator[AgentEvent, None]:
    """Files that the project has by now were sent; others did not arrive. A second look comes 30 s after the first."""
    for entry in uploads:
        names = ", ".join(file["name"] for file in entry.data.get("files", ()))
        arrived = await has_arrived(client, entry)
        if not arrived and not turn.local and not _over(turn, entry):
            await turn.clock.sleep(watch.SETTLE_S)
            arrived = await has_arrived(client, entry)
        if arrived is None:
            await turn.journaled(turn.journal.mark, entry, "unknown")
            yield Notice(level="warning", text=turn.say("agent.recovered_later"))
            continue
        await turn.journaled(turn.journal.mark, entry, "done" if arrived else "failed")
        if arrived:
            remember(turn, entry)
        yield Notice(text=turn.say("agent.recovered_upload" if arrived else "agent.recovered_no_upload", names=names))
