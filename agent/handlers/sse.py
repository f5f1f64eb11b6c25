"""An edit or a question for the backend: sent once, read to its end, and checked against the state when it ends without words."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from agent.client.client import Client
from agent.client.wire import State
from agent.context import TurnContext
from agent.errors import ConnectionLost, EditFailed, NoSuchSession, VideoJobsError
from agent.events import AgentEvent, CreditsSpent, Notice, Progress, Question, Text, TimelineChanged
from agent.handlers.asking import ask
from agent.handlers.credits import balance_now, credits_
from agent.handlers.footage import few_credits
from agent.handlers.link import link, wants_link
from agent.handlers.reattach import late_edits
from agent.handlers.report import noted, report
from agent.handlers.talk import Talk
from agent.journal import Entry
from agent.turn import timeline, watch

SAID = 100
"""Messages of a conversation that are kept for a recipe."""
STOP_READ_S = 5.0
"""After a stop the state is read once more, and no longer waited for than this."""


async def sse(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """One message to the backend. A project that is gone is asked about before anything is sent (contract 3.2)."""
    if wants_link(turn.step.text or turn.text):
        yield await link(turn)
        return
    try:
        client, before, first = await _before(turn)
    except NoSuchSession as error:
        yield _gone(turn, error)
        return
    for event in first:
        yield event
    credits_before = await balance_now(turn)
    if question := few_credits(turn, credits_before):
        yield question
        return
    if not turn.local:
        yield Progress(message=turn.say("agent.may_take"))
    entry = await turn.journaled(turn.journal.begin, "turn", turn.turn_id, turn.session.sid, before=before.snapshot)
    async with aclosing(_edit(turn, client, before, entry)) as events:
        async for event in events:
            yield event
    credits_after = await balance_now(turn)
    if credits_before is not None and credits_after is not None and credits_after != credits_before:
        yield CreditsSpent(before=credits_before, after=credits_after)


async def _before(turn: TurnContext) -> tuple[Client, State, list[AgentEvent]]:
    """The client and the state before the message; an empty project that is gone is replaced, since nothing was lost."""
    client, sid = await turn.link.project()
    notices: list[AgentEvent] = []
    try:
        state = await client.state(sid)
    except NoSuchSession:
        if turn.session.files or turn.session.has_clip or turn.session.has_draft:
            raise
        client, sid = await turn.link.renew()
        notices.append(Notice(level="warning", text=turn.say("agent.project_renewed")))
        state = await client.state(sid)
    noted(turn, state)
    return client, state, [*notices, *await late_edits(turn, state)]


def _gone(turn: TurnContext, error: NoSuchSession) -> Question:
    """The offer to begin again with the files that are still on this computer; without a person there, the error."""
    if not turn.interactive:
        turn.session.forget_project()
        raise NoSuchSession("project_gone", wire_code=error.wire_code) from error
    text = turn.say("agent.project_gone_question", names=[file.name for file in turn.session.files])
    return ask(turn, "project_gone", text, tuple(file.path for file in turn.session.files))


async def _edit(turn: TurnContext, client: Client, before: State, entry: Entry) -> AsyncGenerator[AgentEvent, None]:
    """The message and what came of it; a stop closes the stream and tells what stands (R26)."""
    talk = Talk(turn, client, entry, before)
    text = "\n".join([turn.step.text.strip() or turn.text.strip(), *turn.session.notes])
    try:
        async with aclosing(talk.events(text)) as events:
            async for event in events:
                yield event
        turn.session.notes = []
        async with aclosing(_ended(turn, client, talk)) as ends:
            async for event in ends:
                yield event
    except asyncio.CancelledError:
        for event in await _stopped(turn, client, talk, entry):
            yield event
        raise
    except VideoJobsError:
        if entry.open:
            await turn.journaled(turn.journal.mark, entry, "unknown" if talk.unsettled else "failed")
        raise
    if entry.open:
        await turn.journaled(turn.journal.mark, entry, "done")


async def _ended(turn: TurnContext, client: Client, talk: Talk) -> AsyncGenerator[AgentEvent, None]:
    """The end of a turn: its check where one is needed, its report, and at most one thing that it pointed to."""
    outcome, talk.unsettled = talk.outcome, talk.lost is not None
    if talk.lost is not None:
        name = "agent.line_dropped" if isinstance(talk.lost, ConnectionLost) else "agent.answer_failed"
        yield Notice(level="warning", text=turn.say(name))
        yield Progress(message=turn.say("agent.checking"))
    finding = await _finding(turn, client, talk)
    changed = talk.moved or (finding.verdict == "changed" and finding.state is not None)
    if changed and not turn.local:
        turn.session.said = [*turn.session.said, turn.step.text.strip() or turn.text.strip()][-SAID:]
    if finding.state is not None:
        noted(turn, finding.state)
        if finding.verdict == "changed":
            yield report(turn, talk.seen, finding.state, told=turn.local and bool(outcome.texts))
    talk.unsettled = not changed and (talk.lost is not None or finding.verdict == "unknown")
    if talk.lost is not None and changed and finding.state is not None and not turn.local:
        later = await watch.settled(partial(client.state, turn.session.sid), finding.state, turn.clock)
        if later is not None:
            noted(turn, later)
            yield report(turn, finding.state, later)
    if outcome.cut_off or outcome.incomplete:
        yield Notice(level="warning", text=turn.say("agent.held_back" if outcome.cut_off == "held_back" else "agent.cut_off"))
    _raise_for(talk, changed=changed)
    if outcome.silent and not changed and finding.state is not None:
        yield Text(text=turn.say("agent.silent_unchanged", summary=timeline.summary(finding.state.draft)))
    if outcome.asked:
        yield Question(id="backend", text=turn.say("agent.question_choices", interactive=turn.interactive))
        return
    async with aclosing(_pointed_to(turn, talk, finding, changed=changed)) as events:
        async for event in events:
            yield event


async def _finding(turn: TurnContext, client: Client, talk: Talk) -> watch.Finding:
    """The state at the end: by the schedule of a cut, by that of a silent turn, or by one read."""
    read = partial(client.state, turn.session.sid)
    if talk.lost is not None and not turn.local:
        return await watch.after_cut(read, talk.seen, turn.clock)
    if talk.lost is not None or talk.outcome.silent or talk.outcome.noise:
        return await watch.after_silence(read, talk.seen, turn.clock)
    return await _read_once(turn, client, talk.seen)


async def _read_once(turn: TurnContext, client: Client, before: State) -> watch.Finding:
    """The state after a turn that spoke; where it cannot be read, the words stand alone."""
    try:
        state = await client.state(turn.session.sid)
    except VideoJobsError:
        return watch.Finding("unknown")
    return watch.Finding("changed" if state.snapshot != before.snapshot else "unchanged", state)


def _raise_for(talk: Talk, *, changed: bool) -> None:
    """The error of a turn, after its report: told by the backend, or unknown after a cut without a change."""
    if talk.outcome.errors:
        error = talk.outcome.errors[0]
        if isinstance(error, EditFailed) and changed:
            raise EditFailed("edit_failed_changed", sent="yes", log=error.log) from error
        raise error
    if changed:
        return
    if talk.lost is not None or (talk.unsettled and talk.outcome.silent):
        raise EditFailed("edit_unknown", sent="unknown", log=str(talk.lost)) from talk.lost
    if talk.outcome.noise:
        raise EditFailed(sent="yes", log="the backend named a temporary issue")


async def _pointed_to(turn: TurnContext, talk: Talk, finding: watch.Finding, *, changed: bool) -> AsyncGenerator[AgentEvent, None]:
    """At most one thing: a read that the words pointed to runs, an export or an edit becomes an offer (contract 9.2)."""
    action = next((action for action in talk.actions if action not in turn.plan.intents[turn.plan.steps.index(turn.step) + 1:]), None)
    if action == "state" and not changed and finding.state is not None and finding.state.has_timeline:
        yield TimelineChanged(changes=(), summary=timeline.summary(finding.state.draft))
    elif action == "credits":
        async with aclosing(credits_(turn)) as events:
            async for event in events:
                yield event
    elif action in ("export", "upload"):
        yield Notice(text=turn.say(f"agent.offer_{action}"))
    elif action == "sse" and not changed:
        yield Notice(text=turn.say("agent.offer_edit"))
    elif changed and turn.interactive and not turn.local and turn.plan.steps[-1] is turn.step:
        yield Notice(text=turn.say("agent.next_steps", generated=talk.outcome.generated))


async def _stopped(turn: TurnContext, client: Client, talk: Talk, entry: Entry) -> list[AgentEvent]:
    """After the person's stop: the journal, and what stands now. A stop of the check after a cut leaves the outcome unknown."""
    if entry.open:
        await turn.journaled(turn.journal.mark, entry, "not_sent" if entry.status == "intent" else "unknown" if talk.lost else "stopped")
    read = asyncio.ensure_future(_read_once(turn, client, talk.seen))
    await asyncio.wait({read}, timeout=STOP_READ_S)
    if not read.done():
        read.cancel()
        return []
    finding = read.result()
    if finding.verdict == "changed" and finding.state is not None:
        noted(turn, finding.state)
        return [report(turn, talk.seen, finding.state)]
    return [Notice(text=turn.say("agent.stopped_unchanged"))] if finding.verdict == "unchanged" else []
