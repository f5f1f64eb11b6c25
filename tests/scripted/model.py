"""Answers of a language model, for a scripted server: what a compatible server sends for a chat completion."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from tests.scripted.server import Script, js

CHAT = ("POST", "/v1/chat/completions")

Json = dict[str, Any]


def chat(content: str | None, *, finish: str = "stop", **message: Any) -> Script:
    """A completion with that text."""
    said = {"role": "assistant", "content": content, **message}
    return js(200, {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
                    "choices": [{"index": 0, "finish_reason": finish, "message": said}]})


def step(words: str, op: str, *, after: int = 0, **params: Any) -> Json:
    """One planned edit; `from_` and `in_` stand for the names that Python keeps for itself."""
    return {"words": words, "after": after, "edit": {"op": op} | {name.rstrip("_"): value for name, value in params.items()}}


def plan(*steps: Json, cannot: Sequence[tuple[str, str]] = ()) -> Script:
    """A plan of these steps; `cannot` are reasons with the person's words."""
    return chat(json.dumps({"edits": list(steps), "cannot": [{"reason": reason, "words": words} for reason, words in cannot]}))


class Alarm:
    """A timer that runs out when the test says so. `asked` are the seconds that it was set to."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.rings = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await self.rings.wait()
