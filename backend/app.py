"""The routes of the local backend: one table from path to function, one door before it, one layer of errors around it."""

import logging
import time

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.replies import WireError
from backend.routes import auth, projects, renders, room, turns
from backend.security import Guard
from backend.service import Service

LOGGER = logging.getLogger("backend.app")
RENDERS = "/api/render/proxy"
ROUTES = [
    Route("/healthz", auth.health),
    Route("/control/stop", auth.stop, methods=["POST"]),
    Route("/api/auth/anonymous-token", auth.anonymous_token, methods=["POST"]),
    Route("/api/auth/claim-token", auth.claim_token, methods=["POST"]),
    Route("/api/credits/balance/simple", auth.credits),
    Route("/api/tasks/{owner}/with-session/nemo_agent", projects.create, methods=["POST"]),
    Route("/api/state/nemo_agent/{owner}/{session_id}/latest", projects.state),
    Route("/api/timeline/nemo_agent/{owner}/{session_id}/otio", projects.otio, methods=["POST"]),
    Route("/api/timeline/nemo_agent/{owner}/{session_id}/picture", projects.picture, methods=["POST"]),
    Route("/api/upload-video/nemo_agent/{owner}/{session_id}", projects.upload, methods=["POST"]),
    Route("/api/room", room.room, methods=["POST"]),
    Route("/run_sse", turns.run_sse, methods=["POST"]),
    Route(f"{RENDERS}/lambda", renders.submit, methods=["POST"]),
    Route(f"{RENDERS}/lambda/{{render_id}}", renders.poll),
    Route(f"{RENDERS}/lambda/{{render_id}}/cancel", renders.cancel, methods=["POST"]),
    Route(f"{RENDERS}/{{render_id}}/download", renders.download),
    Route("/api/files/{signature}/renders/{render_id}.mp4", renders.linked),
    Route("/api/files/{signature}/media/{session_id}/{file_id}", renders.media),
]


class Activity:
    """ASGI middleware: counts requests under way, so that an idle process can end itself."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.service.requests += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.service.requests -= 1
            self.service.last_s = time.monotonic()


def build_app(service: Service) -> Starlette:
    """The application around these parts."""

    async def wire_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, WireError)
        LOGGER.info("%s %s -> %s", request.method, request.scope["path"], error)
        return error.response(http_errors=service.options.http_errors)

    async def left(request: Request, error: Exception) -> Response:
        LOGGER.info("%s: the client left before its request was read", request.method)
        return Response(status_code=400)

    app = Starlette(
        routes=ROUTES, exception_handlers={WireError: wire_error, ClientDisconnect: left},
        middleware=[Middleware(Guard, door=service.door), Middleware(Activity, service=service)],
    )
    app.router.redirect_slashes = False
    app.state.service = service
    return app
