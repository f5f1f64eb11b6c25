"""Time as a parameter, and the limits of every call, so that tests switch waiting off."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` is monotonic seconds, `wall` Unix seconds (display and expiry only), `sleep` a pause that is waited for.

    `timer` is a pause that races with something else, such as the next byte of a stream: a test that skips pauses must not skip these.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Sleep = asyncio.sleep
    wall: Callable[[], float] = time.time
    timer: Sleep = asyncio.sleep


CLOCK = Clock()
"""The real one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Time limits in seconds and size limits in bytes; the defaults are those of the contract (2, 2.4, R22-R24).

    `answer_s` without headers, or `silence_s` without a byte, the state is worth a look beside the open stream, and again each `look_s`.
    """

    connect_s: float = 10.0
    reply_s: float = 30.0
    submit_s: float = 60.0
    transfer_s: float = 60.0
    upload_reply_s: float = 120.0
    turn_s: float = 900.0
    idle_s: float = 600.0
    notice_s: float = 120.0
    answer_s: float = 30.0
    silence_s: float = 90.0
    look_s: float = 60.0
    busy_wait_s: float = 30.0
    busy_wait_max_s: float = 120.0
    upload_bytes: int = 500 * 1024 * 1024
    frame_bytes: int = 32 * 1024 * 1024
    reply_bytes: int = 64 * 1024 * 1024
