"""Loaded by a program whose steps are counted: it notes each one in STEPS_LOG, and dies by SIGKILL before the one of number STEPS_DIE_AT.

A step is whatever can leave something behind below STEPS_BELOW: a file opened for writing, put on disk, renamed, linked, removed or locked,
a folder made, and each statement of SQLite, BEGIN and COMMIT among them; and each connection that is opened.
"""

import itertools
import os
import signal
import sqlite3
import sys
from typing import Any

BELOW = os.environ["STEPS_BELOW"]
DIE_AT = int(os.environ.get("STEPS_DIE_AT", "0"))
LOG = os.open(os.environ["STEPS_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
PATHS = {"os.rename": 2, "os.link": 2, "os.remove": 1, "os.mkdir": 1, "os.truncate": 1, "os.chmod": 1}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
number = itertools.count(1)
fsync, connect = os.fsync, sqlite3.connect


def step(name: str) -> None:
    """One step, or the end."""
    here = next(number)
    if here == DIE_AT:
        os.kill(os.getpid(), signal.SIGKILL)
    os.write(LOG, f"{here} {name}\n".encode())


def below(path: object) -> bool:
    """Whether a path is under watch."""
    return isinstance(path, str | os.PathLike | bytes) and os.fsdecode(path).startswith(BELOW)


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook."""
    if event == "open" and below(arguments[0]) and isinstance(arguments[2], int) and arguments[2] & WRITES:
        step(f"open {arguments[0]}")
    elif event in PATHS and any(below(path) for path in arguments[: PATHS[event]]):
        step(f"{event} {arguments[0]}")
    elif event == "fcntl.flock" or event == "socket.connect":
        step(event)


def stepped_fsync(descriptor: int) -> None:
    """`os.fsync` tells no audit hook."""
    step("os.fsync")
    fsync(descriptor)


def stepped_connect(*words: Any, **named: Any) -> sqlite3.Connection:
    """A connection to SQLite that tells of each of its statements."""
    step("sqlite3.connect")
    connection = connect(*words, **named)
    connection.set_trace_callback(lambda statement: step(f"sqlite3 {statement[:60]}"))
    return connection


os.fsync, sqlite3.connect = stepped_fsync, stepped_connect
sys.addaudithook(hook)
