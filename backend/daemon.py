"""The life of the process: socket, state file, signals, idleness, and an orderly end."""

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import uvicorn

from backend import identity, logs
from backend.app import build_app
from backend.crew import Crew
from backend.director import prepare
from backend.identity import Identity
from backend.options import Options
from backend.planner.model import Model, Server
from backend.service import Service, open_service
from backend.store import NewerSchemaError

LOGGER = logging.getLogger("backend")
SHUTDOWN_S = 5
LOOK_S = 3.0
"""How often the process looks whether it can still be found."""
BETWEEN_S = 0.005
"""What every step of getting ready leaves to requests."""
CREW = Crew()


class QuietServer(uvicorn.Server):
    """uvicorn without its own signal handlers: the process has one orderly end."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals to `serve`."""
        yield


def serve(home: Path, port: int, options: Options) -> int:
    """Serves on 127.0.0.1 until a signal, a request to stop, or idleness; returns the exit code."""
    logs.configure()
    try:
        return asyncio.run(_serve(home, port, options))
    except NewerSchemaError as error:
        LOGGER.error("the database is newer than this program: %s", error)
        return identity.EXIT_NEWER
    except (OSError, sqlite3.OperationalError) as error:
        LOGGER.error("cannot serve: %s", error)
        return identity.EXIT_UNWRITABLE


async def _serve(home: Path, port: int, options: Options) -> int:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    server = Server.configured(os.environ)
    model = Model(server) if server else None
    async with contextlib.AsyncExitStack() as stack:
        if model is not None:
            stack.push_async_callback(model.aclose)
        service, me = await stack.enter_async_context(running(home, options, port=port, crew=Crew(model=model)))
        service.stop = stopping.set
        identity.write(home, me)
        getting_ready = asyncio.create_task(_made_ready())
        try:
            LOGGER.info("serving on port %s, pid %s", me.port, me.pid)
            await _until_stopped(service, stopping, me)
        finally:
            getting_ready.cancel()
            identity.remove(home, me)
    LOGGER.info("stopped")
    return 0


@contextlib.asynccontextmanager
async def running(home: Path, options: Options, *, port: int = 0, crew: Crew = CREW,
                  now: Callable[[], float] = time.time) -> AsyncIterator[tuple[Service, Identity]]:
    """A backend in this event loop, answering on 127.0.0.1; on leaving, turns are ended, exports queued again, the database closed.

    `crew` does the work, `now` is wall time in seconds. OSError for a port that is taken, NewerSchemaError for a newer database.
    """
    secret, build = secrets.token_hex(32), identity.build(os.environ.get(identity.SETTINGS, ""))
    with _listener(port) as listener:
        service = await open_service(home, options, secret, build, crew=crew, now=now)
        me = Identity(os.getpid(), identity.process_start(os.getpid()), listener.getsockname()[1], secret, build)
        service.door.open_at(me.port)
        server = QuietServer(uvicorn.Config(
            build_app(service), log_config=None, access_log=False, lifespan="off", ws="none", server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_S, timeout_keep_alive=30, http="h11",
        ))
        serving = asyncio.create_task(server.serve(sockets=[listener]), name="server")
        try:
            while not (server.started or serving.done()):  # noqa: ASYNC110 - uvicorn tells by an attribute
                await asyncio.sleep(0.005)
            yield service, me
        finally:
            await service.halt()
            server.should_exit = True
            await asyncio.gather(serving, return_exceptions=True)
            await service.store.close()


def _listener(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1. Its protocol is named, since asyncio switches Nagle's delay (40 ms) off for named TCP alone."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


async def _made_ready() -> None:
    """What the director needs for its messages, made in idle moments: a request comes first."""
    for _step in prepare():
        await asyncio.sleep(BETWEEN_S)


async def _until_stopped(service: Service, stopping: asyncio.Event, me: Identity) -> None:
    """Returns on a stop, when nothing has happened for the idle time, or when the home was taken away and nothing is under way."""
    waiting = asyncio.create_task(stopping.wait())
    try:
        while (left := service.options.idle_s - service.idle_s()) > 0:
            if (await asyncio.wait({waiting}, timeout=min(max(left, 0.05), LOOK_S)))[0]:
                return
            known = identity.read(service.home)
            if not service.working and (known is None or known.pid != me.pid):
                LOGGER.warning("the state file is gone or another's, ending")
                return
        LOGGER.info("idle for %s s, ending", service.options.idle_s)
    finally:
        waiting.cancel()
