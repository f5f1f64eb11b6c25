"""A look at the picture of a file, in a thread that stops when the caller goes; what was seen is kept."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av

LOGGER = logging.getLogger("backend.engine.looked")

Seen = list[Any]
"""What can be written as JSON."""


async def looked(kept: Path, look: Callable[[threading.Event], Seen]) -> Seen | None:
    """What `look` sees, or what `kept` says that it saw before; None where no picture can be decoded, which is not kept.

    `look` runs in a thread and gives up when its event is set, which happens when the caller is cancelled.
    """
    if kept.exists():
        known: Seen = json.loads(kept.read_text(encoding="utf-8"))
        return known
    stop = threading.Event()
    try:
        found = await asyncio.to_thread(look, stop)
    except asyncio.CancelledError:
        stop.set()
        raise
    except (av.FFmpegError, OSError) as error:
        LOGGER.info("no look at the picture: %s", error)
        return None
    part = kept.with_suffix(".part")
    part.write_text(json.dumps(found), encoding="utf-8")
    part.replace(kept)
    return found
