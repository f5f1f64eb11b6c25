"""Checks of what the program works with: the editor process, ffmpeg, fonts, and the servers that were configured, and no other."""

import asyncio
from collections.abc import AsyncIterator

from agent.app import chosen_backend, editor_tried, engine_here, own_token
from agent.client.reach import reach
from agent.consent import Choice
from agent.errors import BackendStartError, VideoJobsError
from agent.frontends.doctor.checks import UNREACHABLE, Check, Level, level_of
from agent.llm import Model
from agent.settings import Settings

SKEW_S = 300
"""A clock that is further off makes certificates and tokens look expired."""


async def services(settings: Settings) -> AsyncIterator[Check]:
    """The checks in order. In the local mode no address outside this computer is asked, but a configured model server."""
    cloud = chosen_backend(settings, Choice(settings.folders.state / "identity" / "choice.json")) == "cloud"
    worst: Level = "warning" if cloud else "problem"
    yield await _editor(settings, worst)
    for check in await _engine(settings, worst):
        yield check
    if settings.model_configured:
        yield await _model(settings)
    if cloud:
        yield await _token(settings)
        for address in dict.fromkeys((settings.api_url, settings.web_url)):
            yield await _host(address, blocks=address == settings.api_url)


async def _editor(settings: Settings, worst: Level) -> Check:
    try:
        pid = await editor_tried(settings)
    except BackendStartError as error:
        return Check("editor", worst, {"pid": None, **dict(error.values)}, UNREACHABLE)
    except VideoJobsError as error:
        return Check("editor", worst, {"pid": None, "why": error.log, "log_path": str(settings.folders.state)}, UNREACHABLE)
    return Check("editor", "ok", {"pid": pid, "why": "", "log_path": ""})


async def _engine(settings: Settings, worst: Level) -> list[Check]:
    ffmpeg, fonts = await engine_here(settings)
    broken = bool(ffmpeg.error or ffmpeg.missing)
    facts = {"program": ffmpeg.program, "version": ffmpeg.version, "error": ffmpeg.error, "missing": list(ffmpeg.missing),
             "old": ffmpeg.old, "steadying": not ffmpeg.no_steadying, "own": settings.ffmpeg is not None}
    return [
        Check("ffmpeg", worst if broken else level_of(warning=ffmpeg.old or ffmpeg.no_steadying), facts),
        Check("fonts", worst if fonts.missing else "ok",
              {"families": list(fonts.families), "missing": fonts.missing, "package": fonts.package}),
    ]


async def _model(settings: Settings) -> Check:
    """The keyword rules work without it, so it is never more than a warning."""
    model = Model(settings.model, base_url=settings.openai_base_url, api_key=settings.openai_api_key, timeout_s=10)
    try:
        why, listed = await model.reachable()
    finally:
        await model.aclose()
    return Check("model", level_of(warning=bool(why) or not listed), {"model": settings.model, "why": why, "listed": listed})


async def _token(settings: Settings) -> Check:
    own = bool(await asyncio.to_thread(own_token, settings))
    agreed = Choice(settings.folders.state / "identity" / "choice.json").agreed
    return Check("token", level_of(warning=not own and not agreed), {"own": own, "agreed": agreed})


async def _host(address: str, *, blocks: bool) -> Check:
    """One host of the cloud; the web site is for links alone."""
    found = await reach(address)
    off = found.skew_s is not None and abs(found.skew_s) > SKEW_S
    facts = {"host": found.host, "reason": found.reason, "proxy": found.proxy, "setting": found.setting,
             "skew_s": round(found.skew_s or 0.0), "skewed": off}
    level = level_of(problem=bool(found.reason) and blocks, warning=bool(found.reason) or off)
    return Check("host" if blocks else "web", level, facts, UNREACHABLE)
