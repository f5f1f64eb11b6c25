"""An upload in the journal: the intent before anything goes out, what became of it, and what a later look at the project shows."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from agent.client.client import Client
from agent.client.wire import State
from agent.context import TurnContext
from agent.errors import ConnectionLost, NoSuchSession, ServiceUnavailable, VideoJobsError
from agent.journal import Entry, Status
from agent.session import Uploaded
from agent.turn import watch


@asynccontextmanager
async def uploading(
    turn: TurnContext, sid: str, files: Sequence[dict[str, Any]], before: State | None = None
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Gives what the client awaits before the first byte. The block holds the upload and what is kept of its answer."""
    names = [file.name for file in before.video_infos] if before else []
    entry = await turn.journaled(turn.journal.begin, "upload", f"upload_{secrets.token_hex(6)}x", sid, files=list(files), before=names)
    status: Status = "done"
    try:
        yield partial(turn.journaled, turn.journal.mark, entry, "sent")
    except (ConnectionLost, ServiceUnavailable) as error:
        status = "not_sent" if error.sent == "no" else "unknown"
        raise
    except VideoJobsError:
        status = "failed"
        raise
    except (asyncio.CancelledError, GeneratorExit):
        status = "stopped"
        raise
    finally:
        await turn.journaled(turn.journal.mark, entry, "not_sent" if status != "done" and entry.status == "intent" else status)


async def late_uploads(turn: TurnContext) -> None:
    """Uploads of this project whose answer was lost: those that are there count as sent, so that no file goes out a second time.

    Raises what keeps the state from being read: before that is known nothing is sent.
    """
    left = [entry for entry in turn.journal.opened("upload", turn.session.sid) if entry.status == "unknown"] if turn.session.sid else []
    for entry in left:
        try:
            arrived = _there(entry, await (await turn.link.client()).state(entry.sid))
        except NoSuchSession:
            arrived = False
        await turn.journaled(turn.journal.mark, entry, "done" if arrived else "failed")
        if arrived:
            remember(turn, entry)


async def has_arrived(client: Client, entry: Entry) -> bool | None:
    """Whether each file is in the project once more than before; None where the state cannot be read."""
    state = await watch.tried(lambda: client.state(entry.sid))
    return None if state is None else _there(entry, state)


def _there(entry: Entry, state: State) -> bool:
    new = Counter(file.name for file in state.video_infos) - Counter(entry.data.get("before", ()))
    return not Counter(file["name"] for file in entry.data.get("files", ())) - new


def remember(turn: TurnContext, entry: Entry) -> None:
    """The files count as sent: the same ones are not sent again."""
    session = turn.session
    for file in entry.data["files"]:
        if "path" in file:
            session.files = [known for known in session.files if known.path != file["path"]]
            session.files.append(Uploaded.model_validate(file))
    session.has_clip = True
