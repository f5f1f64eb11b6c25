"""Exports: contract section 7. Replies have both levels and both names."""

import asyncio
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from backend.draft.wire import DraftError, timeline_of
from backend.jobs import Job
from backend.proposal import without_proposal
from backend.replies import WireError
from backend.requests import attributed, base_url, body, own_session, service, user

RENDER_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
WORDS = {"queued": "pending", "running": "processing", "done": "completed", "failed": "failed", "cancelled": "cancelled"}


async def submit(request: Request) -> Response:
    """Queues the submitted draft; an id that is known already is answered with its job."""
    asked, parts = await body(request), service(request)
    render_id, draft, output = str(asked.get("id", "")), asked.get("draft"), asked.get("output") or {}
    found = await own_session(request, "me", str(asked.get("sessionId", asked.get("session_id", ""))))
    if parts.options.plan_refused or not attributed(request) or (parts.options.remember_headers and found.id in parts.bare_sessions):
        raise WireError(402)
    if not RENDER_ID.fullmatch(render_id) or not isinstance(draft, dict) or not isinstance(output, dict):
        raise WireError(status=422, detail="id, draft and output are needed")
    try:
        timeline = await asyncio.to_thread(timeline_of, draft)
    except DraftError as error:
        raise WireError(status=422, detail=f"the draft is not one of this backend: {error}") from error
    if not timeline.clips:
        raise WireError(status=422, detail="the draft is empty")
    await parts.projects.change(found.id, without_proposal)
    job = await parts.jobs.submit(render_id, (found.id, user(request)), draft, output)
    if job is None:
        raise WireError(status=409, detail="duplicate id")
    return _reply(request, job)


async def poll(request: Request) -> Response:
    """How far the export is."""
    return _reply(request, await _job(request))


async def cancel(request: Request) -> Response:
    """Stops the export; the reply tells what became of it."""
    job = await _job(request)
    await service(request).jobs.cancel(job.id)
    return _reply(request, await _job(request))


async def download(request: Request) -> Response:
    """The finished file, to the bearer."""
    job = await _job(request)
    if job.status != "done":
        raise WireError(status=404, detail="there is no file yet")
    return _file(request, job.id)


async def linked(request: Request) -> Response:
    """The finished file, to whoever has its signed address."""
    render_id = str(request.path_params["render_id"])
    if not service(request).links.opens(str(request.path_params["signature"]), "render", render_id):
        raise WireError(status=404, detail="no such file")
    return _file(request, render_id)


async def media(request: Request) -> Response:
    """A file that was taken in, to whoever has its signed address."""
    session_id, file_id = str(request.path_params["session_id"]), str(request.path_params["file_id"])
    path = service(request).projects.path(session_id, file_id)
    if not service(request).links.opens(str(request.path_params["signature"]), "media", session_id, file_id) or not path.is_file():
        raise WireError(status=404, detail="no such file")
    return FileResponse(path, media_type="application/octet-stream")


def _file(request: Request, render_id: str) -> FileResponse:
    path = service(request).jobs.output(render_id)
    if not path.is_file():
        raise WireError(status=404, detail="the file is gone")
    return FileResponse(path, media_type="video/mp4", filename=f"{render_id}.mp4")


async def _job(request: Request) -> Job:
    job = await service(request).jobs.find(str(request.path_params["render_id"]), user(request))
    if job is None:
        raise WireError(status=404, detail="render not found")
    return job


def _reply(request: Request, job: Job) -> JSONResponse:
    status, progress = WORDS[job.status], round(job.progress * 100)
    beside: dict[str, Any] = {"code": 0, "success": True, "taskId": job.id, "status": status, "progress": progress}
    data: dict[str, Any] = {"id": job.id, "status": status, "progress": progress, "createdAt": round(job.created_s * 1000)}
    if job.completed_s is not None:
        data["completedAt"] = round(job.completed_s * 1000)
    if job.status == "done":
        link = service(request).links.render(base_url(request), job.id)
        beside["output"] = {"url": link, "duration": job.duration_s, "size": job.size}
        data["outputUrl"] = link
    if job.status == "failed":
        beside["error"] = data["error"] = job.error
    return JSONResponse({**beside, "data": data})
