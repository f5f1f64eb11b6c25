"""Who does the work of the backend: director, listener, renderer, perhaps a language model. Tests put scripted ones in their places."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.director import Directions, Scene, direct
from backend.draft.timeline import Timeline
from backend.facts import Analysis, Emit, Resolver
from backend.planner.model import Model
from backend.projects import Projects

QUALITIES = {"high": "standard", "standard": "standard", "best": "high", "draft": "draft"}
"""The wire's word (every submit says "high", contract 7.1) and what the engine makes of it; "best" is asked for by the person."""

MIN_LINES, MAX_LINES, MAX_FPS = 64, 4320, 120


@dataclass(frozen=True, slots=True)
class Order:
    """One export: what, from which files, how, where to, with which folder for its work, and whom to tell the fraction done."""

    timeline: Timeline
    sources: Mapping[str, Path]
    output: Mapping[str, Any]
    target: Path
    work: Path
    on_progress: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished export: seconds and bytes."""

    duration_s: float
    size: int


async def render(order: Order) -> Made:
    """Renders with the engine. RenderError and its like where that fails; cancellation ends its processes."""
    from backend.engine.plan import Output
    from backend.engine.render import render as run

    output = Output(**_known(order.output))
    made = await run(order.timeline, order.sources, output, order.target, order.work, order.on_progress)
    return Made(made.duration_s, made.size_bytes)


@dataclass(frozen=True, slots=True)
class Crew:
    """All of them. Without `model` the director plans alone."""

    direct: Callable[[str, Scene], Directions] = direct
    listen: Callable[[Projects, str, Emit], Resolver] = Analysis
    render: Callable[[Order], Awaitable[Made]] = render
    model: Model | None = None


def _known(output: Mapping[str, Any]) -> dict[str, Any]:
    """The wishes that the engine knows; others are left out. `resolution` is `1080p`, or `1080x1920`, whose short side counts."""
    quality = QUALITIES.get(str(output.get("quality")))
    known: dict[str, Any] = {"quality": quality} if quality else {}
    sides = [int(side) for side in re.findall(r"\d{2,5}", str(output.get("resolution") or ""))]
    fps = output.get("fps")
    if sides and MIN_LINES <= min(sides) <= MAX_LINES:
        known["height"] = min(sides)
    if isinstance(fps, int | float) and 1 <= fps <= MAX_FPS:
        known["fps"] = float(fps)
    return known
