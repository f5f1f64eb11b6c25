"""Running exports are stopped at the person's word: written down, asked of the backend, looked at, and told (contract 7.3)."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

from agent.client.client import Client
from agent.context import TurnContext
from agent.events import AgentEvent, Notice, Text
from agent.handlers import render
from agent.handlers.cancelwords import Cancelling, cancelling
from agent.handlers.delivery import delivered
from agent.journal import Entry

Handler = Callable[[TurnContext], AsyncGenerator[AgentEvent, None]]


def after_cancelling(handler: Handler) -> Handler:
    """The handler, behind the stop of an export where its words ask for one; it goes on with the words that are left."""

    async def handled(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
        wish = cancelling(turn.step.text or turn.text, running=bool(turn.journal.opened("render")))
        if wish is not None:
            async with aclosing(cancelled(turn, wish)) as events:
                async for event in events:
                    yield event
            if not wish.rest:
                return
            turn.reword(wish.rest)
        async with aclosing(handler(turn)) as events:
            async for event in events:
                yield event

    return handled


async def cancelled(turn: TurnContext, wish: Cancelling) -> AsyncGenerator[AgentEvent, None]:
    """Stops the exports that are meant: of this conversation, else of others over this backend. They are worked off in order."""
    journal = turn.journal
    entries = journal.opened("render") or journal.elsewhere("render")
    if not entries:
        yield Text(text=turn.say("export.none_running"))
        return
    client = await turn.link.client()
    chosen = entries if wish.every else entries[-1:] if wish.last else entries[:1]
    for entry in chosen:
        async with aclosing(stopped(turn, client, entry)) as events:
            async for event in events:
                yield event
    if others := len(entries) - len(chosen):
        yield Notice(text=turn.say("export.others_run_on", count=others))


async def stopped(turn: TurnContext, client: Client, entry: Entry) -> AsyncGenerator[AgentEvent, None]:
    """One export: stopped, or why not. One that was finished already is delivered, unless another window waits for it."""
    elsewhere, name = turn.journal.held_elsewhere(entry), Path(entry.data["target"]).name
    if entry.status == "intent" and not elsewhere:
        await turn.journaled(turn.journal.mark, entry, "not_sent")
        yield Text(text=turn.say("export.never_started"))
        return
    answer = await render.stop(turn, client, entry)
    if answer.status == "cancelled":
        await turn.journaled(turn.journal.mark, entry, "stopped")
        yield Text(text=turn.say("export.cancelled", name=name))
    elif answer.status in ("waiting", "unknown"):
        yield Text(text=turn.say("export.not_stopped", name=name))
    elif elsewhere:
        yield Text(text=turn.say("export.over_elsewhere", name=name))
    else:
        async with aclosing(delivered(turn, client, entry, None, at_once=True)) as events:
            async for event in events:
                yield event
