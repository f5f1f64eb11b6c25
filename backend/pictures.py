"""One frame of the result as a picture file, with everything that lies over it: made when it is asked for, kept nowhere."""

import asyncio
import base64
import logging
import uuid
from pathlib import Path
from typing import Any, Literal

from backend.caches import CACHE, used
from backend.draft.timeline import Timeline
from backend.projects import Projects

LOGGER = logging.getLogger("backend.pictures")
Form = Literal["jpg", "png"]


async def picture(projects: Projects, session_id: str, work: Path, at_s: float | None, form: Form) -> dict[str, Any]:
    """The frame at `at_s` seconds (None: the best one, below 0: the last) as base64, with its time and size.

    `problem` instead: "empty" (nothing on the timeline), "past_end", "failed" (it could not be drawn, the log tells why).
    """
    from backend.engine.cover import cover_s
    from backend.engine.looks import looks
    from backend.engine.plan import Output
    from backend.engine.render import RenderError
    from backend.engine.still import still

    timeline = (await projects.document(session_id)).timeline
    if not timeline.clips:
        return {"problem": "empty"}
    if at_s is not None and at_s >= timeline.duration_s:
        return {"problem": "past_end", "length_s": timeline.duration_s}
    sources = await projects.sources(session_id)
    chosen = at_s is None
    if at_s is None:
        seen = {media: await looks(sources[media], used(sources[media].parent / CACHE)) for media in _videos(timeline)}
        at_s = cover_s(timeline, seen)
    target = work / f"{uuid.uuid4().hex}.still"
    try:
        made = await still(timeline, sources, Output(), at_s if at_s >= 0 else timeline.duration_s, target, work, form=form)
        data = await asyncio.to_thread(target.read_bytes)
    except RenderError as error:
        LOGGER.warning("no picture: %s", error)
        return {"problem": "failed"}
    finally:
        target.unlink(missing_ok=True)
    return {"at_s": made.at_s, "width": made.width, "height": made.height, "chosen": chosen, "data": base64.b64encode(data).decode()}


def _videos(timeline: Timeline) -> list[str]:
    """The videos on the main track, each once."""
    return [media for media in dict.fromkeys(clip.media for clip in timeline.clips) if timeline.find(media).kind == "video"]
