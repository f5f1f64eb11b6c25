"""What was left open and is looked at again: exports are fetched, edits are told from the state. Nothing is sent again."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from agent.client.client import Client
from agent.client.wire import State
from agent.context import TurnContext
from agent.errors import ConnectionLost, RateLimited, RenderFailed, ServiceUnavailable
from agent.events import AgentEvent, MediaReady, Notice
from agent.handlers.cancel import stopped
from agent.handlers.delivery import delivered
from agent.handlers.report import report
from agent.journal import Entry


async def reattached(
    turn: TurnContext, client: Client, entry: Entry, *, wait: bool, away: bool = True
) -> AsyncGenerator[AgentEvent, None]:
    """An export: fetched where it is done, waited for with `wait`, else named; what is lost or failed is said.

    One that the person had asked to stop when the program died is stopped. `away`: nobody waited for it, which is said.
    """
    told = not away
    try:
        if entry.data.get("recalled"):
            async with aclosing(stopped(turn, client, entry)) as events:
                async for event in events:
                    yield event
            return
        answer = await client.poll_render(str(entry.data.get("poll") or entry.id))
    except (ConnectionLost, ServiceUnavailable, RateLimited):
        yield Notice(level="warning", text=turn.say("agent.recovered_later"))
        return
    if answer.status == "waiting" and not wait:
        yield Notice(text=turn.say("agent.recovered_running", percent=answer.progress))
        return
    try:
        async with aclosing(delivered(turn, client, entry, None, at_once=True)) as events:
            async for event in events:
                if isinstance(event, MediaReady) and not told:
                    told = True
                    yield Notice(text=turn.say("agent.recovered_render"))
                yield event
    except RenderFailed as error:
        name = "agent.recovered_lost" if error.message == "render_lost" else f"error.{error.message}"
        yield Notice(level="warning", text=turn.say(name, name=error.values.get("name", "")))


async def left_over(turn: TurnContext, client: Client) -> AsyncGenerator[AgentEvent, None]:
    """The exports of this conversation that no turn waits for any more: one look at each."""
    for entry in turn.journal.opened("render"):
        if entry.status != "intent" and entry.data.get("turn") != turn.turn_id:
            async with aclosing(reattached(turn, client, entry, wait=False)) as events:
                async for event in events:
                    yield event


async def late_edits(turn: TurnContext, now: State) -> list[AgentEvent]:
    """Edits whose check ran out, looked at once more before something else happens to the project (contract 6.1)."""
    left = [entry for entry in turn.journal.opened("turn", turn.session.sid) if entry.status == "unknown"]
    if not left:
        return []
    before = State(left[0].data.get("before") or {})
    changed = before.snapshot != now.snapshot
    for entry in left:
        await turn.journaled(turn.journal.mark, entry, "done" if changed else "failed")
    return [Notice(text=turn.say("agent.recovered_late")), report(turn, before, now)] if changed else []
