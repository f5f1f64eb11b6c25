"""A real server of the Agent Development Kit with a scripted agent: run as a program, it prints its port and serves until it is ended."""

import logging
import socket
import sys
from collections.abc import AsyncGenerator
from typing import Any

import uvicorn
from google.adk.agents.base_agent import BaseAgent
from google.adk.cli.fast_api import get_fast_api_app
from google.adk.cli.utils.base_agent_loader import BaseAgentLoader
from google.adk.events.event import Event
from google.genai import types

CALL = {"function_call": {"id": "c1", "name": "edit_multitrack", "args": {"secret": 1}}}
RESULT = {"function_response": {"id": "c1", "name": "edit_multitrack", "response": {"result": "secret"}}}
TURNS: dict[str, list[dict[str, Any]]] = {
    "stream": [{"text": "Silences ", "partial": True}, {"text": "trimmed", "partial": True}, {"text": "Silences trimmed."}],
    "tools": [{"part": CALL}, {"part": RESULT}],
    "tools and text": [{"part": CALL}, {"part": RESULT}, {"text": "Done: 剪辑完成 🎬 \u2028 next \u0085 line"}],
    "thoughts": [{"thought": "planning…"}, {"text": "Cut."}],
    "code": [{"error_code": "429", "error_message": "quota"}],
    "nothing": [{"error_code": "STOP"}],
    "open": [{"text": "half of an ans", "partial": True}],
    "large": [{"part": {"function_response": {"name": "draft", "response": {"r": "字" * 400_000}}}}, {"text": "Done."}],
}


class ScriptedAgent(BaseAgent):
    """Says what the turn of the message's words is."""

    async def _run_async_impl(self, ctx: Any) -> AsyncGenerator[Event, None]:
        words = ctx.user_content.parts[0].text
        if words == "break":
            yield event(ctx, {"text": "Before. "})
            raise ValueError('it "broke"\non two lines')
        for item in TURNS[words]:
            yield event(ctx, item)


def event(ctx: Any, item: dict[str, Any]) -> Event:
    part = item.get("part") or ({"text": item["thought"], "thought": True} if "thought" in item else {"text": item.get("text")})
    content = types.Content.model_validate({"role": "model", "parts": [part]}) if "error_code" not in item else None
    more = {key: item[key] for key in ("partial", "error_code", "error_message") if key in item}
    return Event(invocation_id=ctx.invocation_id, author="nemo_agent", content=content, **more)


class Loader(BaseAgentLoader):
    def load_agent(self, agent_name: str) -> BaseAgent:
        return ScriptedAgent(name=agent_name)

    def list_agents(self) -> list[str]:
        return ["nemo_agent"]


def main(folder: str) -> None:
    logging.disable(logging.CRITICAL)
    app = get_fast_api_app(agents_dir=folder, agent_loader=Loader(), web=False, session_service_uri="memory://", use_local_storage=False)
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off")).run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1])
