"""The second opinion: a language model names the steps of an unclear message. Its answer is data, checked against a closed set."""

import json
from collections.abc import Awaitable, Callable
from typing import cast

from routing.plan import INTENTS, Context, Intent, Plan, Step

Ask = Callable[[str, str], Awaitable[str]]
"""One call to a language model: system text and message in, its text out. Carries its own time limit (8 s) and raises `AskError`."""

_LONGEST = 4000
_MOST_STEPS = 5


class AskError(Exception):
    """The model gave no answer: not reachable, refused, or too late."""


async def second_opinion(ask: Ask, text: str, context: Context, plan: Plan) -> Plan:
    """The model's plan, or `plan` where its answer is nonsense. Raises AskError."""
    from prompts import prompt  # costs more time to load than a whole plan takes

    system = prompt("routing", has_clip=context.has_clip, has_draft=context.has_draft, export_running=context.export_running)
    answer = await ask(system, json.dumps({"message": text[:_LONGEST]}, ensure_ascii=False))
    intents = _intents(answer)
    return merged(intents, text, plan) if intents else plan


def _intents(answer: str) -> tuple[Intent, ...]:
    """The steps of `{"steps": [...]}` somewhere in the answer; empty where anything in it does not fit."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        data = json.loads(answer[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return ()
    steps = data.get("steps") if isinstance(data, dict) else None
    if not isinstance(steps, list) or not 1 <= len(steps) <= _MOST_STEPS or len(set(map(str, steps))) != len(steps):
        return ()
    if not all(isinstance(step, str) and step in INTENTS for step in steps):
        return ()
    return cast(tuple[Intent, ...], tuple(steps))


def merged(intents: tuple[Intent, ...], text: str, plan: Plan) -> Plan:
    """The model's order of intents over the offline plan's words and media. Media that stand in the message stay; none can be added."""
    known = {step.intent: step for step in plan.steps}
    unknown = Step("sse", text)
    steps = [Step(intent, known.get(intent, unknown).text, known.get(intent, unknown).media, "model", 0.8) for intent in intents]
    brought = known.get("upload")
    if brought and brought.media and "upload" not in intents:
        steps.insert(0, brought)
    return Plan(tuple(steps))
