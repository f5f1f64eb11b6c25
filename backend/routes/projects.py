"""Sessions: made, read, and given files."""

import asyncio
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response

from backend import pictures
from backend.draft.otio import left_out, otio_of
from backend.draft.wire import draft_of
from backend.fetch import fetch, limits_of
from backend.multipart import Receiver
from backend.projects import Session, StoredFile
from backend.replies import WireError, ok
from backend.requests import attributed, base_url, body, service, session, user
from backend.script import recipe_of
from backend.uploads import Arrived, clean_name, discard, new_id, take_in
from prompts import Language


async def create(request: Request) -> Response:
    """Contract 2.2."""
    asked = await body(request)
    if request.path_params["owner"] not in ("me", user(request)):
        raise WireError(1002)
    language: Language = "zh" if str(asked.get("language", "")).lower().startswith("zh") else "en"
    made = await service(request).projects.create(user(request), str(asked.get("task_name") or "project")[:200], language)
    if not attributed(request):
        service(request).bare_sessions.add(made.id)
    return ok({"task_id": made.task_id, "session_id": made.id, "user_id": made.user_id})


async def state(request: Request) -> Response:
    """Contract 2.6; beyond it, whether a turn is at work, and the edits as a recipe."""
    found, projects = await session(request), service(request).projects
    document, files = await projects.document(found.id), await projects.files(found.id)
    timeline = document.timeline
    draft, recipe = await asyncio.to_thread(lambda: (draft_of(timeline), recipe_of(document)))
    canvas = {"width": timeline.canvas.width, "height": timeline.canvas.height} if timeline.canvas else {}
    return ok({
        "session_id": found.id, "task_id": found.task_id, "task_name": found.name, "user_id": found.user_id,
        "turn_running": service(request).turns.at_work(found.id), "recipe": recipe,
        "state": {
            "draft": draft,
            "video_infos": [_item(request, found, file) for file in files if file.media],
            "generated_media": [], "canvas_config": canvas, "video_analyses": {},
        },
    })


async def otio(request: Request) -> Response:
    """Beyond the contract: the timeline for other editors. `sources` has the addresses of the files by their names."""
    found, asked = await session(request), await body(request)
    known = asked.get("sources")
    sources = {str(name): str(url) for name, url in known.items()} if isinstance(known, dict) else {}
    document = await service(request).projects.document(found.id)
    timeline = document.timeline
    urls = {media.id: sources[media.name] for media in timeline.media if media.name in sources}
    name = str(asked.get("name") or found.name)[:200]
    made = await asyncio.to_thread(otio_of, timeline, urls, name) if timeline.clips else None
    return ok({"otio": made, "left_out": left_out(timeline)})


async def picture(request: Request) -> Response:
    """Beyond the contract: one frame of the result. `at`: seconds, below 0 the last; without it the best. `format`: jpg or png."""
    found, asked = await session(request), await body(request)
    at, form = asked.get("at"), asked.get("format") or "jpg"
    if not (at is None or (isinstance(at, int | float) and not isinstance(at, bool) and math.isfinite(at))) or form not in ("jpg", "png"):
        raise WireError(status=422, detail="at is a number of seconds, format is jpg or png")
    parts, kind = service(request), cast(pictures.Form, form)
    return ok(await pictures.picture(parts.projects, found.id, parts.home / "work", at, kind))


async def upload(request: Request) -> Response:
    """Contract 2.4, both ways: multipart files, or addresses in JSON."""
    found = await session(request)
    kind = request.headers.get("content-type", "")
    multipart = kind.partition(";")[0].strip().lower() == "multipart/form-data"
    arrived = await (_receive(request, found, kind) if multipart else _fetch(request, found))
    files = await take_in(service(request).projects, found.id, arrived)
    return ok({"files": [_item(request, found, file) for file in files], "session_state_applied": True})


async def _receive(request: Request, found: Session, kind: str) -> list[Arrived]:
    options, projects, ids = service(request).options, service(request).projects, list[str]()

    def place() -> Path:
        ids.append(new_id())
        return projects.path(found.id, ids[-1])

    receiver = Receiver(kind, place, max_bytes=options.max_file_bytes, max_files=options.max_files)
    whole = False
    try:
        parts = await receiver.receive(aiter(request.stream()))
        if not parts:
            raise WireError(400, "no files")
        if not all(part.kept for part in parts):
            raise WireError(4002)
        whole = True
    finally:
        arrived = [Arrived(file_id, clean_name(part.name), part.path, part.size, part.digest.hexdigest())
                   for file_id, part in zip(ids, receiver.parts, strict=True)]
        if not whole:
            discard(arrived)
    return arrived


async def _fetch(request: Request, found: Session) -> list[Arrived]:
    urls = (await body(request)).get("urls")
    options, projects = service(request).options, service(request).projects
    if not isinstance(urls, list) or not 0 < len(urls) <= options.max_files or not all(isinstance(url, str) for url in urls):
        raise WireError(400, "urls missing")
    limits, arrived, paths = limits_of(options), list[Arrived](), list[Path]()
    try:
        for url in urls:
            file_id = new_id()
            paths.append(projects.path(found.id, file_id))
            arrived.append(await fetch(url, paths[-1], file_id, limits))
    except BaseException:
        discard([Arrived("", "", path, 0, "") for path in paths])
        raise
    return arrived


def _item(request: Request, found: Session, file: StoredFile) -> dict[str, Any]:
    link, media = service(request).links.media(base_url(request), found.id, file.id), file.media
    item: dict[str, Any] = {
        "filename": file.name, "file_type": file.kind, "cdn_url": link, "url": link, "hash": file.hash, "size": file.size,
    }
    if media:
        item |= {"duration": round(media.duration_s, 3), "width": media.width, "height": media.height, "fps": _rate(media.fps)}
    return item


def _rate(fps: str) -> float:
    parts: Sequence[str] = fps.split("/")
    return round(float(parts[0]) / float(parts[1] if len(parts) > 1 else 1), 3)
