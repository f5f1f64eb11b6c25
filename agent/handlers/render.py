"""One render at the backend: submitted once under an id of ours, polled, and fetched. The rules are contract 7."""

from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from agent.client import wire
from agent.client.client import Client
from agent.context import TurnContext
from agent.errors import ConnectionLost, NoSuchSession, RateLimited, RenderFailed, RequestRefused, ServiceError, ServiceUnavailable
from agent.journal import Entry

LOST_POLLS = 3
"""Polls that find nothing before a submit counts as not arrived (contract 7.3)."""

STALLED_S = 600.0
"""A local render whose progress does not move for so long is left to itself."""

Answer = wire.Render


@dataclass(frozen=True, slots=True)
class Job:
    """What is rendered: the draft as it was read, untouched, and the output wished for."""

    sid: str
    draft: Any
    output: dict[str, Any]
    digest: str
    target: str


def new_id(turn: TurnContext) -> str:
    """`render_<Unix milliseconds>`; the journal gives a taken one the next number."""
    return f"render_{int(turn.clock.wall() * 1000)}"


async def submit(turn: TurnContext, client: Client, job: Job) -> tuple[Entry, Answer]:
    """The journal entry and the backend's first answer. A definite refusal gets one new id; a lost answer polls its own id."""
    entry = await _begun(turn, job)
    try:
        return entry, await _submit_once(turn, client, job, entry)
    except RenderFailed:
        await turn.journaled(turn.journal.mark, entry, "failed")
        return await again(turn, client, job)


async def again(turn: TurnContext, client: Client, job: Job) -> tuple[Entry, Answer]:
    """The second and last submit of one request, under a new id."""
    entry = await _begun(turn, job, second=True)
    return entry, await _submit_once(turn, client, job, entry)


async def _begun(turn: TurnContext, job: Job, **more: bool) -> Entry:
    facts = {"digest": job.digest, "output": job.output, "target": job.target, "turn": turn.turn_id, **more}
    return await turn.journaled(turn.journal.begin, "render", new_id(turn), job.sid, **facts)


async def _submit_once(turn: TurnContext, client: Client, job: Job, entry: Entry) -> Answer:
    sending = partial(turn.journaled, turn.journal.mark, entry, "sent")
    try:
        answer = await client.submit_render(entry.id, job.sid, job.draft, job.output, sending)
    except (ConnectionLost, ServiceUnavailable) as error:
        if error.sent == "no":
            await turn.journaled(turn.journal.mark, entry, "not_sent")
            raise
        answer = await _found(turn, client, entry, error) or await client.submit_render(entry.id, job.sid, job.draft, job.output)
    except ServiceError:
        await turn.journaled(turn.journal.mark, entry, "failed")
        raise
    if answer.status == "failed":
        raise RenderFailed(sent="yes", log=answer.error or "")
    await turn.journaled(turn.journal.mark, entry, "sent", poll=answer.id or entry.id)
    return answer


async def _found(turn: TurnContext, client: Client, entry: Entry, error: ConnectionLost | ServiceUnavailable) -> Answer | None:
    """After a lost answer: the render if the backend knows its id, None if three polls say that it does not, `error` if nobody can tell."""
    unknown = 0
    for _ in range(int(turn.settings.poll_cap)):
        await turn.clock.sleep(1.0 if turn.local else turn.settings.poll_s)
        answer = await _poll(turn, client, entry)
        if answer is not None and answer.status != "unknown":
            return answer
        unknown += answer is not None
        if unknown == LOST_POLLS:
            return None
    raise error


async def _poll(turn: TurnContext, client: Client, entry: Entry) -> Answer | None:
    """One look; None where the line or the service failed, which the next round may mend (contract 7.2)."""
    try:
        return await client.poll_render(str(entry.data.get("poll") or entry.id))
    except (ConnectionLost, ServiceUnavailable, RateLimited) as error:
        if turn.local and error.values.get("reason") == "refused":
            raise  # the editor process is gone: the next command starts it again, and it takes the job up
        return None


async def stop(turn: TurnContext, client: Client, entry: Entry) -> Answer:
    """Asks the backend to stop a render, and looks once what became of it: `waiting` or `unknown` where it cannot be stopped.

    The wish is in the journal before it goes out: a start after a crash asks again. ConnectionLost, ServiceUnavailable: the wish stays.
    """
    poll_id = str(entry.data.get("poll") or entry.id)
    await turn.journaled(turn.journal.note, entry, recalled=True)
    turn.recall.clear()
    with suppress(RequestRefused, NoSuchSession):
        await client.cancel_render(poll_id)
    answer = await client.poll_render(poll_id)
    if answer.status in ("waiting", "unknown"):
        await turn.journaled(turn.journal.note, entry, recalled=None)
    return answer


async def watched(turn: TurnContext, client: Client, entry: Entry, *, at_once: bool = False) -> AsyncGenerator[Answer, None]:
    """Every answer until the render is over, or until the cap: 10 looks in the cloud, here as long as it moves.

    It ends early where the person asks to stop the render. Three unknown answers in a row end it: the job is lost.
    `at_once`: without the pause before the first look.
    """
    unknown, looks, last, moved_at = 0, 0, -1.0, turn.clock.now()
    while True:
        if (looks or not at_once) and await turn.recalled_within(1.0 if turn.local else turn.settings.poll_s):
            return
        answer, looks = await _poll(turn, client, entry), looks + 1
        if answer is not None:
            unknown = unknown + 1 if answer.status == "unknown" else 0
            if (answer.progress or 0) > last:
                last, moved_at = answer.progress or 0, turn.clock.now()
            yield answer
            if answer.status in ("done", "failed", "cancelled") or unknown == LOST_POLLS:
                return
        if (not turn.local and looks >= turn.settings.poll_cap) or (turn.local and turn.clock.now() - moved_at > STALLED_S):
            return
