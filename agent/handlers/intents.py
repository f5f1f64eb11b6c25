"""An upload in the journal: the intent before anything goes out, and what became of it after."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from agent.client.wire import State
from agent.context import TurnContext
from agent.errors import ConnectionLost, ServiceUnavailable, VideoJobsError
from agent.journal import Status


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
