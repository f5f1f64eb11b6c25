"""Beyond the contract: the room that this backend takes on the disk, and making it free."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from backend.keeping import remove, taken
from backend.replies import WireError, ok
from backend.requests import body, service
from backend.security import LOCAL_USER


async def room(request: Request) -> Response:
    """What is kept, and what of it nobody used for `days`; with `remove` that goes. `spared` are projects that stay."""
    asked, parts = await body(request), service(request)
    days, spared = asked.get("days"), asked.get("spared") or []
    if request.scope["state"]["user"] != LOCAL_USER:
        raise WireError(1002)
    if isinstance(days, bool) or not isinstance(days, int | float) or not days >= 1 or not isinstance(spared, list):
        raise WireError(status=422, detail="days must be 1 or more")
    names = {str(name) for name in spared}
    spare = [] if parts.jobs.busy else [folder for folder in (parts.home / "work").glob("*") if folder.is_dir()]
    if asked.get("remove") is True:
        gone, freed = await parts.projects.clean(days, names), await asyncio.to_thread(remove, spare)
        return ok({"unused_projects": gone.projects, "unused_bytes": gone.bytes, "spare_bytes": freed})
    every, old = await parts.projects.room(days, names)
    facts: dict[str, Any] = {"projects": every.projects, "bytes": every.bytes, "spare_bytes": await asyncio.to_thread(taken, spare)}
    return ok({**facts, "unused_projects": old.projects, "unused_bytes": old.bytes})
