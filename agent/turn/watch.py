"""What the backend did without saying so: reads the state after a silent turn (R20) and after a cut (6.2). Nothing is ever sent again."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.client.clock import Clock
from agent.client.wire import State
from agent.errors import ConnectionLost, ServiceError, ServiceUnavailable

ReadState = Callable[[], Awaitable[State]]
SILENT_PAUSES_S = (0.0, 3.0, 3.0)
CUT_PAUSES_S = (30.0, 60.0, 60.0, 60.0, 60.0)
BUSY_PAUSE_S = 1.0
SETTLE_S = 30.0
TOTAL_S = 600.0
TURN_S = 900.0
"""After so long no run is at work any more (R22)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`changed` or `unchanged` with the state last read; `unknown` where it could not be read at all."""

    verdict: Literal["changed", "unchanged", "unknown"]
    state: State | None = None


Check = Callable[[ReadState, State, Clock], Awaitable[Finding]]


async def once(read: ReadState, before: State, clock: Clock) -> Finding:
    """At once, and no more."""
    return await _watch(read, before, clock, (0.0,))


async def after_silence(read: ReadState, before: State, clock: Clock) -> Finding:
    """At once, and up to two more times 3 s apart."""
    return await _watch(read, before, clock, SILENT_PAUSES_S)


async def after_cut(read: ReadState, before: State, clock: Clock) -> Finding:
    """30 s after the cut, then every 60 s; five unchanged reads, or ten minutes in all, end it. A failed read counts neither way."""
    return await _watch(read, before, clock, CUT_PAUSES_S)


async def after_restart(read: ReadState, before: State, clock: Clock) -> Finding:
    """At once, since the cut may be long ago, and then as after a cut."""
    return await _watch(read, before, clock, (0.0, *CUT_PAUSES_S))


async def settled(read: ReadState, found: State, clock: Clock) -> State | None:
    """One more read 30 s after a change: the state if it has moved again, since the run may still be at work."""
    await clock.sleep(SETTLE_S)
    later = await tried(read)
    return later if later is not None and later.snapshot != found.snapshot else None


async def _watch(read: ReadState, before: State, clock: Clock, pauses_s: Sequence[float]) -> Finding:
    """Reads after each pause. NoSuchSession and refusals end it: the project is gone, or nobody can read it.

    A backend that tells whether a turn is at work is believed: an end is waited for, and what is idle and unchanged stays so.
    """
    deadline = clock.now() + TOTAL_S
    last: State | None = None
    unchanged = failed = 0
    while unchanged < len(pauses_s) and failed < len(pauses_s):
        pause = pauses_s[min(unchanged + failed, len(pauses_s) - 1)]
        if clock.now() + pause > deadline:
            break
        if pause:
            await clock.sleep(pause)
        state = await tried(read)
        if state is None:
            failed += 1
            continue
        if state.busy:
            await clock.sleep(BUSY_PAUSE_S)
            continue
        if state.snapshot != before.snapshot:
            return Finding("changed", state)
        if state.busy is False:
            return Finding("unchanged", state)
        last, unchanged = state, unchanged + 1
    return Finding("unchanged", last) if unchanged == len(pauses_s) else Finding("unknown", last)


async def tried(read: ReadState) -> State | None:
    """The state, or None where the line or the service failed, which a later look may mend. Refusals are raised."""
    try:
        return await read()
    except ConnectionLost:
        return None
    except ServiceError as error:
        if error.retryable or isinstance(error, ServiceUnavailable):
            return None
        raise
