"""The check of what an earlier run left open: it can be stopped, and a later look goes on with it."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from agent.events import AgentEvent, Notice, TimelineChanged
from agent.journal import Journal
from tests.agent.conversing import RUN, STATE, conversing, draft, project
from tests.scripted.server import HANG, Script

AFTER = project(draft("Urban Dreams"), ["city.mp4"])


@pytest.mark.row("6.2", "F78")
async def test_the_check_after_a_crash_can_be_stopped_and_a_later_look_tells(tmp_path: Path) -> None:
    """The state is asked for and does not answer; the person stops the check; "status" finds what was done."""
    async with conversing(tmp_path, {STATE: [Script([HANG]), AFTER]}, ["state"]) as talk:
        talk.agent.link.session.sid = "s1"
        journal = talk.agent.journal
        entry = journal.begin("turn", "t1", "s1", before={"draft": {}, "video_infos": [], "generated_media": []})
        journal.mark(entry, "sent")
        talk.agent.journal = Journal(journal.path, wall=journal.wall)
        told: list[AgentEvent] = []

        async def check() -> None:
            async with aclosing(talk.agent.recover()) as events:
                async for event in events:
                    told.append(event)

        checking = asyncio.create_task(check())
        await asyncio.wait_for(talk.server.arrived.wait(), 5)
        checking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await checking
        assert [notice.text for notice in told if isinstance(notice, Notice)][-1].startswith("I stopped looking.")
        assert [entry.status for entry in talk.agent.journal.opened("turn")] == ["unknown"]
        await talk.says("status")
        assert talk.one(TimelineChanged).changes
        assert talk.agent.journal.opened("turn") == []
        assert talk.server.count(*RUN) == 0
