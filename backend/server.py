"""Starts the local backend on demand, or finds the one that runs. Imports no web framework: the agent waits for this."""

import asyncio
import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from backend import identity
from backend.identity import Identity

START_S = 10.0
ANSWER_S = 2.0
UNRESPONSIVE_S = 15.0
LOG_BYTES = 1_000_000
StartReason = Literal["unwritable", "exited", "timeout", "newer_schema"]


class StartError(Exception):
    """The backend did not come up. `reason` is one word, `detail` the last line of its log or the system's own."""

    def __init__(self, reason: StartReason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the running backend is, and the bearer that it takes."""

    base_url: str
    secret: str
    pid: int


@dataclass(frozen=True, slots=True)
class _Start:
    """What a new process is started with: additions to its environment, and keys that go through its standard input."""

    environ: Mapping[str, str]
    keys: Mapping[str, str] = field(repr=False)


async def ensure(home: Path, *, idle_s: float = 900.0, environ: Mapping[str, str] | None = None,
                 keys: Mapping[str, str] | None = None, patience_s: float = UNRESPONSIVE_S) -> Endpoint:
    """The backend of this home, started if none runs (at most 10 s). `environ` adds to the environment of a new process.

    `keys` are variables that neither its environment nor its command line may show.

    A running backend of other code or settings is replaced when it has nothing to do, else used as it is; one that does not answer for
    `patience_s` is ended. StartError where none comes up.
    """
    home = home.absolute()
    try:
        identity.prepare(home)
    except OSError as error:
        raise StartError("unwritable", str(error)) from error
    variables = {**(environ or {}), f"{identity.PREFIX}IDLE_S": str(idle_s)}
    amounts = json.dumps({**variables, **(keys or {})}, sort_keys=True)
    variables[identity.SETTINGS] = hashlib.sha256(amounts.encode()).hexdigest()
    found, ours = await find(home), await asyncio.to_thread(identity.build, variables[identity.SETTINGS])
    if found is None or found.build != ours:
        found = await _start_guarded(home, ours, _Start(variables, keys or {}), patience_s)
    return Endpoint(f"http://127.0.0.1:{found.port}", found.secret, found.pid)


async def find(home: Path) -> Identity | None:
    """The backend that runs for this home and proved that it is the one of the state file; None otherwise."""
    known = identity.read(home)
    return known if known and identity.alive(known) and await _proves_itself(known) else None


async def stop(home: Path) -> bool:
    """Asks the backend of this home to end; False where it has work to do. True where none runs (any more)."""
    known = await find(home)
    return known is None or await _ask_to_stop(known)


async def _start_guarded(home: Path, ours: str, start: _Start, patience_s: float) -> Identity:
    deadline = asyncio.get_running_loop().time() + patience_s + 3 * START_S
    while True:
        with identity.try_lock(home / identity.STARTING) as first:
            if first:
                return await _replace(home, ours, start, patience_s)
        await asyncio.sleep(0.05)
        found = await find(home)
        if found and found.build == ours:
            return found
        if asyncio.get_running_loop().time() > deadline:
            raise StartError("timeout", "another start does not end")


async def _replace(home: Path, ours: str, start: _Start, patience_s: float) -> Identity:
    found = await find(home)
    if found and (found.build == ours or not await _ask_to_stop(found)):
        return found
    if not found:
        await _end_unresponsive(home, patience_s)
    return await _found_or_free(home) or await _start(home, start)


async def _found_or_free(home: Path) -> Identity | None:
    """Waits while a backend without a state file holds the home: it is about to write one, or about to end."""
    deadline = asyncio.get_running_loop().time() + START_S
    while await _holds(home) and asyncio.get_running_loop().time() < deadline:
        if found := await find(home):
            return found
        await asyncio.sleep(0.03)
    return None


async def _start(home: Path, start: _Start) -> Identity:
    try:
        process = await asyncio.to_thread(_spawn, home, start)
    except OSError as error:
        raise StartError("unwritable", str(error)) from error
    deadline = asyncio.get_running_loop().time() + START_S
    while asyncio.get_running_loop().time() < deadline:
        code = process.poll()
        found = await find(home)
        if found and (found.pid == process.pid or code is not None):
            process.returncode = process.returncode or 0  # the backend outlives us: Popen would warn that it still runs
            return found
        if code not in (None, identity.EXIT_TAKEN):
            reasons: dict[int | None, StartReason] = {
                identity.EXIT_NEWER: "newer_schema", identity.EXIT_UNWRITABLE: "unwritable"}
            raise StartError(reasons.get(code, "exited"), _last_line(home))
        await asyncio.sleep(0.03)
    process.kill()
    process.wait()
    raise StartError("timeout", _last_line(home))


def _spawn(home: Path, start: _Start) -> "subprocess.Popen[bytes]":
    log = home / identity.LOG
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    root = str(Path(__file__).parent.parent)
    variables = {name: value for name, value in os.environ.items() if name not in identity.SECRETS} | dict(start.environ)
    variables |= {identity.KEYS: "stdin"} if start.keys else {}
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, [root, variables.get("PYTHONPATH", "")]))
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "ab") as out:
        command = [sys.executable, "-P", "-m", "backend", "--home", str(home)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=out, env=variables, cwd=home,
                                   start_new_session=True)
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as into:  # a process that has ended already is found by its exit code
            into.write(json.dumps(dict(start.keys)).encode() + b"\n")
    return process


async def _end_unresponsive(home: Path, patience_s: float) -> None:
    """Ends the process of the state file if it lives and does not answer: it holds the home, and its work is on disk."""
    known = identity.read(home)
    if known is None or not identity.alive(known) or not await _holds(home):
        return
    deadline = asyncio.get_running_loop().time() + patience_s
    while identity.alive(known) and await _holds(home):
        if await _proves_itself(known):
            return
        if asyncio.get_running_loop().time() > deadline:
            with suppress(ProcessLookupError):
                os.kill(known.pid, signal.SIGKILL)
        await asyncio.sleep(0.1)


async def _holds(home: Path) -> bool:
    """Whether some process serves this home, by its lock. Asked under the start lock only: it takes the other one for a moment."""
    with identity.try_lock(home / identity.SERVING) as free:
        return not free


async def _proves_itself(known: Identity) -> bool:
    nonce = secrets.token_hex(16)
    answer = await _ask(known.port, f"GET /healthz?nonce={nonce} HTTP/1.1", "")
    try:
        return secrets.compare_digest(str(json.loads(answer[1])["proof"]), identity.proof(known.secret, nonce))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


async def _ask_to_stop(known: Identity) -> bool:
    head = f"Authorization: Bearer {known.secret}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    status, _ = await _ask(known.port, "POST /control/stop HTTP/1.1", head, b"{}")
    if status != 202:
        return not identity.alive(known)
    deadline = asyncio.get_running_loop().time() + START_S
    while identity.alive(known) and asyncio.get_running_loop().time() < deadline:
        if await _gone(known):
            return True
        await asyncio.sleep(0.05)
    return True


async def _gone(known: Identity) -> bool:
    """Reaps the process if it is a child of ours; a zombie holds nothing any more."""
    with suppress(ChildProcessError):
        return os.waitpid(known.pid, os.WNOHANG)[0] == known.pid  # noqa: ASYNC222 - WNOHANG does not wait
    return not identity.alive(known)


async def _ask(port: int, line: str, head: str, body: bytes = b"") -> tuple[int, bytes]:
    """One request on a connection of its own: status and body; (0, b"") where nobody answers in 2 s."""
    writer = None
    try:
        async with asyncio.timeout(ANSWER_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"{line}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{head}\r\n".encode() + body)
            await writer.drain()
            answer = await reader.read(65536)
            while more := await reader.read(65536):
                answer += more
    except (OSError, TimeoutError):
        return 0, b""
    finally:
        if writer:
            writer.close()
    start, _, rest = answer.partition(b"\r\n\r\n")
    words = start.split(b" ", 2)
    return (int(words[1]) if len(words) > 1 and words[1].isdigit() else 0), rest


def _last_line(home: Path) -> str:
    with suppress(OSError), (home / identity.LOG).open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 2000))
        lines = file.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""
    return ""
