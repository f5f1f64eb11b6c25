"""The balance, answered by the client and never by the backend's own words (contract 3.6)."""

from collections.abc import AsyncGenerator

from agent.context import TurnContext, register_link
from agent.errors import VideoJobsError
from agent.events import AgentEvent, Text


async def credits_(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """How many credits are left; here on this computer nothing costs any."""
    if turn.local:
        yield Text(text=turn.say("credits.local"))
        return
    client = await turn.link.client()
    balance = await client.credits()
    yield Text(text=turn.say("credits.balance", available=balance.available, frozen=balance.frozen, total=balance.total,
                             register=register_link(turn.settings, turn.session)))


async def balance_now(turn: TurnContext) -> int | None:
    """The credits available, or None where they do not count or cannot be read: a step never fails for it."""
    if turn.local:
        return None
    try:
        return (await (await turn.link.client()).credits()).available
    except VideoJobsError:
        return None
