"""What a state of the project means to the person and to the session: the edit report, and what routing has to know."""

from agent.client import wire
from agent.client.client import Client
from agent.context import TurnContext
from agent.errors import NoSuchSession
from agent.events import TimelineChanged
from agent.turn import timeline


def report(turn: TurnContext, before: wire.State, after: wire.State, *, told: bool = False) -> TimelineChanged:
    """The edit report: one line for each change, and the track summary. `told`: the receipts of the local editor have said more already."""
    changes = () if told else tuple(timeline.diff(before, after, turn.say))
    return TimelineChanged(changes=changes, summary=timeline.summary(after.draft))


def noted(turn: TurnContext, now: wire.State) -> None:
    """Keep in the session what routing and the links need to know of a state."""
    session = turn.session
    session.has_clip, session.has_draft = now.has_material, now.has_timeline
    turn.link.know(now.user_id, now.bind_id)


async def current(turn: TurnContext) -> tuple[Client, str, wire.State]:
    """The client, the id of the project, and its state as it is now, noted. NoSuchSession where the project is gone (contract 3.2)."""
    client, sid = await turn.link.project()
    try:
        state = await client.state(sid)
    except NoSuchSession as error:
        turn.session.forget_project()
        raise NoSuchSession("project_gone", wire_code=1002) from error
    noted(turn, state)
    return client, sid, state
