"""What is in the project: files, tracks, length, and what became of an export or an edit that was left open."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from agent.context import TurnContext
from agent.errors import NoSuchSession
from agent.events import AgentEvent, Notice, Text
from agent.handlers.reattach import late_edits, left_over
from agent.handlers.report import noted
from agent.turn import timeline


async def state(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """The state in a few lines. A project that is gone is replaced by a new one, and that is said."""
    try:
        client, sid = await turn.link.project()
        now = await client.state(sid)
    except NoSuchSession:
        client, sid = await turn.link.renew()
        yield Notice(level="warning", text=turn.say("agent.project_renewed"))
        now = await client.state(sid)
    noted(turn, now)
    for event in await late_edits(turn, now):
        yield event
    files = [media.name for media in now.video_infos if media.name]
    exports = [entry.data.get("percent") for entry in turn.journal.opened("render", sid)]
    yield Text(text=turn.say("state.report", summary=timeline.summary(now.draft) if now.has_timeline else "", files=files,
                             duration_s=timeline.duration_s(now.draft) if now.has_timeline else None, exports=exports))
    async with aclosing(left_over(turn, client)) as events:
        async for event in events:
            yield event
