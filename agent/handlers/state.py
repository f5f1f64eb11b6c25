"""What is in the project: files, tracks, length, and what became of an export or an edit that was left open."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

from agent.context import TurnContext
from agent.errors import NoSuchSession
from agent.events import AgentEvent, Notice, Text
from agent.handlers.reattach import late_edits, left_over
from agent.handlers.report import noted
from agent.handlers.sse import sse
from agent.turn import timeline

_CHANGES = re.compile(
    r"\bwhat(?:['’]s|\s+is|\s+has|\s+have|\s+did)?\s+(?:(?:you|i|we|been|it|has|have|all)\s+){0,3}(?:changed?|different|edited|modified)\b"
    r"|\bwhat\s+(?:have|did)\s+(?:you|i|we)\s+(?:do|done)\b|\b(?:what|which)\s+(?:edits|changes)\b"
    r"|\b(?:list|show|see)\s+(?:me\s+)?(?:(?:all|the|of|my|your)\s+)*(?:changes|edits)\b"
    r"|(?:改|修改|改动|变动|变)[过动了化更]*些?(?:什么|哪些|哪里|哪儿)|做了?些?(?:什么|哪些)|(?:什么|哪些|所有|全部)(?:的|地方)?(?:修改|改动|变化|更改)",
    re.IGNORECASE)
"""Questions after what was done, rather than how it stands."""


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
    told = _CHANGES.search(turn.step.text or turn.text) is not None and now.has_timeline
    if told and turn.local:
        turn.reword(turn.say("state.ask_changes"))
        async with aclosing(sse(turn)) as events:
            async for event in events:
                yield event
        return
    for event in await late_edits(turn, now):
        yield event
    files = [media.name for media in now.video_infos if media.name]
    if told and turn.session.said:
        yield Notice(text=turn.say("state.said", messages=turn.session.said))
    exports = [entry.data.get("percent") for entry in turn.journal.opened("render", sid)]
    yield Text(text=turn.say("state.report", summary=timeline.summary(now.draft) if now.has_timeline else "", files=files,
                             duration_s=timeline.duration_s(now.draft) if now.has_timeline else None, exports=exports))
    async with aclosing(left_over(turn, client)) as events:
        async for event in events:
            yield event
