"""What is read after a silent turn and after a cut, when, and how often."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from agent import errors
from agent.client.wire import State
from agent.turn import watch
from tests.scripted.clock import ScriptedClock

BEFORE, AFTER, LATER = (State({"draft": {"t": [number]}}) for number in range(3))
LOST = errors.ConnectionLost(reason="cut", host="x")


def reads(*answers: State | Exception) -> tuple[Callable[[], Awaitable[State]], list[int]]:
    """A reader of the state that gives these answers, the last one for ever; and the count of its calls."""
    calls: list[int] = []

    async def read() -> State:
        calls.append(1)
        answer = answers[min(len(calls), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return read, calls


@pytest.mark.row("R20")
@pytest.mark.parametrize(
    ("answers", "verdict", "slept"),
    [
        ([AFTER], "changed", []),
        ([BEFORE, AFTER], "changed", [3.0]),
        ([BEFORE, BEFORE, AFTER], "changed", [3.0, 3.0]),
        ([BEFORE], "unchanged", [3.0, 3.0]),
        ([LOST, BEFORE, AFTER], "changed", [3.0, 3.0]),
        ([LOST], "unknown", [3.0, 3.0]),
    ],
)
async def test_a_silent_turn_is_read_up_to_three_times(answers: list[State | Exception], verdict: str, slept: list[float]) -> None:
    clock = ScriptedClock()
    found = await watch.after_silence(reads(*answers)[0], BEFORE, clock.clock)
    assert (found.verdict, clock.slept) == (verdict, slept)
    assert found.state is {"changed": AFTER, "unchanged": BEFORE, "unknown": None}[verdict]


@pytest.mark.row("6.2")
async def test_after_a_cut_the_state_is_read_at_30_90_150_210_and_270_seconds() -> None:
    clock, times = ScriptedClock(), []
    read, calls = reads(BEFORE)

    async def timed() -> State:
        times.append(clock.time)
        return await read()

    found = await watch.after_cut(timed, BEFORE, clock.clock)
    assert (found.verdict, times) == ("unchanged", [30.0, 90.0, 150.0, 210.0, 270.0])
    assert len(calls) == 5


@pytest.mark.row("6.2")
async def test_after_a_restart_the_first_look_comes_at_once() -> None:
    clock = ScriptedClock()
    assert (await watch.after_restart(reads(AFTER)[0], BEFORE, clock.clock)).verdict == "changed"
    assert clock.slept == []
    read, calls = reads(BEFORE)
    assert (await watch.after_restart(read, BEFORE, clock.clock)).verdict == "unchanged"
    assert (clock.slept, len(calls)) == ([30.0, 60.0, 60.0, 60.0, 60.0], 6)


@pytest.mark.parametrize(("answers", "verdict", "slept"), [
    ([replace(BEFORE, busy=False)], "unchanged", []),
    ([replace(BEFORE, busy=True), replace(AFTER, busy=True), replace(AFTER, busy=False)], "changed", [1.0, 1.0]),
    ([replace(AFTER, busy=True), replace(BEFORE, busy=False)], "unchanged", [1.0]),
])  # fmt: skip
async def test_a_backend_that_tells_whether_it_is_at_work_is_waited_for_no_longer(
    answers: list[State | Exception], verdict: str, slept: list[float]
) -> None:
    clock = ScriptedClock()
    found = await watch.after_silence(reads(*answers)[0], BEFORE, clock.clock)
    assert (found.verdict, clock.slept) == (verdict, slept)


@pytest.mark.row("6.2", "F94")
async def test_a_failed_read_counts_neither_way_and_ten_minutes_end_it() -> None:
    clock = ScriptedClock()
    unavailable = errors.ServiceUnavailable(wire_code=503)
    read, _ = reads(unavailable, LOST, BEFORE, unavailable, AFTER)
    assert (await watch.after_cut(read, BEFORE, clock.clock)).verdict == "changed"
    clock = ScriptedClock()
    found = await watch.after_cut(reads(unavailable)[0], BEFORE, clock.clock)
    assert (found.verdict, found.state) == ("unknown", None)
    assert clock.time <= 600


@pytest.mark.parametrize("error", [errors.NoSuchSession(), errors.Unauthorised()])
async def test_a_project_that_is_gone_ends_the_watch_at_once(error: Exception) -> None:
    clock = ScriptedClock()
    with pytest.raises(type(error)):
        await watch.after_cut(reads(error)[0], BEFORE, clock.clock)
    assert clock.slept == [30.0]


@pytest.mark.row("6.2")
async def test_a_change_is_looked_at_once_more_after_thirty_seconds() -> None:
    clock = ScriptedClock()
    assert await watch.settled(reads(LATER)[0], AFTER, clock.clock) is LATER
    assert await watch.settled(reads(AFTER)[0], AFTER, clock.clock) is None
    assert await watch.settled(reads(LOST)[0], AFTER, clock.clock) is None
    assert clock.slept == [30.0] * 3
