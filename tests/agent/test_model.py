"""One call to a language model, against a server on loopback."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.llm import Model
from routing.llm import AskError
from tests.scripted.server import HANG, Script, ScriptedServer, js, st

CHAT = ("POST", "/v1/chat/completions")


def answer(text: str | None) -> Script:
    choice: dict[str, Any] = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return js(200, {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


async def test_one_question_is_one_call(tmp_path: Path) -> None:
    async with ScriptedServer({CHAT: [answer(' {"steps": ["sse"]} ')]}) as server:
        model = Model("m", base_url=f"{server.base}/v1", api_key="key")
        assert await model.ask("You route.", "trim it") == '{"steps": ["sse"]}'
        await model.aclose()
        (request,) = server.requests
    assert request.headers["authorization"] == "Bearer key"
    assert request.json["model"] == "m"
    assert [message["content"] for message in request.json["messages"]] == ["You route.", "trim it"]


@pytest.mark.parametrize("script", [
    st(500, "text/plain", "boom"), st(429, "application/json", json.dumps({"error": {"message": "slow down"}})), answer(""), answer(None),
    js(200, {"choices": []}), Script([HANG]),
], ids=["error", "busy", "empty", "null", "no choice", "slow"])
async def test_no_answer_is_one_error_and_is_not_asked_again(script: Script) -> None:
    async with ScriptedServer({CHAT: [script]}) as server:
        model = Model("m", base_url=f"{server.base}/v1", api_key="key", timeout_s=0.5)
        with pytest.raises(AskError):
            await model.ask("You route.", "trim it")
        await model.aclose()
        assert server.count(*CHAT) == 1
