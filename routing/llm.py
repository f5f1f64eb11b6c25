"""The second opinion: a language model names the steps of an unclear message. Its answer is data, checked against a closed set."""

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from routing.folding import fold
from routing.plan import Context, Intent, Plan, Step
from routing.quoted import orders_a_model

if TYPE_CHECKING:
    from pydantic import BaseModel

Ask = Callable[[str, str, "type[BaseModel]"], Awaitable[str]]
"""One call to a language model: system text, message and the shape of the answer in, its text out. Carries its own time limit (8 s) and
raises `AskError`. The shape is a wish: the text may be anything."""

_LONGEST, _LONGEST_BEFORE = 4000, 500


class AskError(Exception):
    """The model gave no answer: not reachable, refused, or too late."""


async def second_opinion(ask: Ask, text: str, context: Context, plan: Plan) -> Plan:
    """The model's plan, or `plan` where its answer is nonsense or the message gives orders to models. Raises AskError."""
    if orders_a_model(fold(text[:_LONGEST])):
        return plan
    from prompts import prompt  # these cost more time to load than a whole plan takes
    from routing.answer import Answer, understood

    system = prompt("routing", has_clip=context.has_clip, has_draft=context.has_draft, export_running=context.export_running)
    message = {
        "message": text[:_LONGEST],
        "last_reply": context.last_reply[-_LONGEST_BEFORE:],
        "last_question": context.last_question[-_LONGEST_BEFORE:],
    }
    said = {key: value for key, value in message.items() if value or key == "message"}
    answer = await ask(system, json.dumps(said, ensure_ascii=False), Answer)
    intents = understood(answer)
    return merged(intents, text, plan) if intents else plan


def merged(intents: tuple[Intent, ...], text: str, plan: Plan) -> Plan:
    """The model's order of intents over the offline plan's words and media. Media that stand in the message stay; none can be added."""
    known = {step.intent: step for step in plan.steps}
    unknown = Step("sse", text)
    steps = [Step(intent, known.get(intent, unknown).text, known.get(intent, unknown).media, "model", 0.8) for intent in intents]
    brought = known.get("upload")
    if brought and brought.media and "upload" not in intents:
        steps.insert(0, brought)
    return Plan(tuple(steps))
