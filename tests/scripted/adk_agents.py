"""What the scripted agent of the Agent Development Kit does, by the words of the message.

The kit's own agents, tools and flows run in it; only the model is ours. It works on versions of the kit from 1.22 on.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

from google.adk.agents.base_agent import BaseAgent
from google.adk.agents.llm_agent import LlmAgent
from google.adk.agents.parallel_agent import ParallelAgent
from google.adk.agents.run_config import StreamingMode
from google.adk.agents.sequential_agent import SequentialAgent
from google.adk.events.event import Event
from google.adk.events.event_actions import EventActions
from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_response import LlmResponse
from google.adk.tools.long_running_tool import LongRunningFunctionTool
from google.genai import types

CALL = {"function_call": {"id": "c1", "name": "edit_multitrack", "args": {"secret": 1}}}
RESULT = {"function_response": {"id": "c1", "name": "edit_multitrack", "response": {"result": "secret"}}}
EVENTS: dict[str, list[dict[str, Any]]] = {
    "stream": [{"text": "Silences ", "partial": True}, {"text": "trimmed.", "partial": True}, {"text": "Silences trimmed."}],
    "tools": [{"part": CALL}, {"part": RESULT}],
    "tools and text": [{"part": CALL}, {"part": RESULT}, {"text": "Done: 剪辑完成 🎬 \u2028 next \u0085 line"}],
    "thoughts": [{"thought": "planning…"}, {"text": "Cut."}],
    "code": [{"error_code": "429", "error_message": "quota"}],
    "nothing": [{"error_code": "STOP"}],
    "open": [{"text": "half of an ans", "partial": True}],
    "large": [{"part": {"function_response": {"name": "draft", "response": {"r": "字" * 400_000}}}}, {"text": "Done."}],
    "twice": [{"text": "ok"}, {"part": CALL}, {"part": RESULT}, {"text": "ok"}],
    "file": [{"text": "Saved.", "artifact": "clip.mp4"}],
    "state": [
        {"text": "He", "partial": True, "state": {"draft": "secret"}}, {"text": "llo.", "partial": True},
        {"text": "Hello.", "state": {"draft": "secret"}},
    ],
    "interleaved": [
        {"text": "x1 ", "partial": True, "author": "x"}, {"text": "y1 ", "partial": True, "author": "y"},
        {"text": "x2", "partial": True, "author": "x"}, {"text": "y2", "partial": True, "author": "y"},
        {"text": "y1 y2", "author": "y"}, {"text": "x1 x2", "author": "x"},
    ],
    "break": [{"text": "Before. "}, {"raises": ValueError('it "broke"\non two lines')}],
    "break at once": [{"raises": RuntimeError("no tools")}],
    "break in a text": [{"text": "half of an", "partial": True}, {"raises": ValueError("it broke")}],
    "break in a blank line": [{"raises": ValueError("first\n\nsecond")}],
    "cancelled": [{"text": "half of an", "partial": True}, {"raises": asyncio.CancelledError()}],
    "cancelled after an answer": [{"text": "Done."}, {"raises": asyncio.CancelledError()}],
}  # fmt: skip


class ScriptedLlm(BaseLlm):
    """Answers each request with the replies of its round: the number of tool results in the conversation so far."""

    rounds: tuple[list[dict[str, Any]], ...] = ()

    async def generate_content_async(self, llm_request: Any, stream: bool = False) -> AsyncGenerator[LlmResponse, None]:
        done = sum(bool(part.function_response) for content in llm_request.contents for part in content.parts or [])
        for reply in self.rounds[min(done, len(self.rounds) - 1)]:
            if "raises" in reply:
                raise reply["raises"]
            if reply.get("partial") and not stream:
                continue
            more = {key: reply[key] for key in ("partial", "finish_reason", "error_code", "error_message") if key in reply}
            yield LlmResponse(content=None if "error_code" in reply else content_of(reply), **more)


def edit_multitrack(cut: str) -> dict[str, str]:
    """Edits the timeline."""
    return {"result": f"secret {cut}"}


def ask_the_person(question: str) -> None:
    """Asks, and waits for the answer."""


def call(name: str, **args: str) -> dict[str, Any]:
    return {"part": {"function_call": {"name": name, "args": args}}}


def model(*rounds: list[dict[str, Any]]) -> ScriptedLlm:
    return ScriptedLlm(model="scripted", rounds=rounds)


def speaker(name: str, text: str) -> LlmAgent:
    """Says `text`, in streams word by word before."""
    words = [{"text": word, "partial": True} for word in text.replace(" ", " \0").split("\0")]
    return LlmAgent(name=name, model=model([*words, {"text": text}]))


TOLD = [{"text": "Silences ", "partial": True}, {"text": "trimmed.", "partial": True}, {"text": "Silences trimmed."}]
AGENTS: dict[str, Callable[[], BaseAgent]] = {
    "a tool": lambda: LlmAgent(name="cutter", model=model([call("edit_multitrack", cut="silences")], TOLD), tools=[edit_multitrack]),
    "words and a tool": lambda: LlmAgent(
        name="talker", tools=[edit_multitrack],
        model=model([{"text": "I'll cut them."}, call("edit_multitrack", cut="silences")], TOLD),
    ),
    "a transfer": lambda: LlmAgent(
        name="front", model=model([call("transfer_to_agent", agent_name="captioner")]), sub_agents=[speaker("captioner", "Captions added.")]
    ),
    "one after another": lambda: SequentialAgent(name="line", sub_agents=[speaker("first", "Cut it."), speaker("second", "Scored it.")]),
    "at once": lambda: ParallelAgent(name="crowd", sub_agents=[speaker("left", "Left is done."), speaker("right", "Right is done.")]),
    "a question": lambda: LlmAgent(
        name="asker", model=model([{"text": "Which style?"} | call("ask_the_person", question="style")]),
        tools=[LongRunningFunctionTool(func=ask_the_person)],
    ),
    "a broken model": lambda: LlmAgent(name="broken", model=model([{"raises": ValueError("quota of the model")}])),
    "a broken tool round": lambda: LlmAgent(
        name="halved", tools=[edit_multitrack],
        model=model([{"text": "First part."}, call("edit_multitrack", cut="all")], [{"raises": ValueError("the model left")}]),
    ),
    "a refusing model": lambda: LlmAgent(name="refuser", model=model([{"error_code": "SAFETY", "error_message": "held back"}])),
    "cut off": lambda: LlmAgent(name="short", model=model([{"text": "A long st", "finish_reason": "MAX_TOKENS"}])),
}  # fmt: skip


class ScriptedAgent(BaseAgent):
    """Plays the turn that the message's words name; "… streamed" lets the kit's agents stream their model."""

    agents: dict[str, Any] | None = None
    gone: Any = None

    async def _run_async_impl(self, ctx: Any) -> AsyncGenerator[Event, None]:
        words = ctx.user_content.parts[0].text
        if words == "wait":
            async for item in self._waits(ctx):
                yield item
        elif words == "was the wait cancelled?":
            async with asyncio.timeout(30):
                await self.gone.wait()
            yield event(ctx, {"text": "Yes."})
        elif words in EVENTS:
            for item in EVENTS[words]:
                if "raises" in item:
                    raise item["raises"]
                yield event(ctx, item)
        else:
            name = words.removesuffix(", streamed")
            if name != words:
                ctx.run_config.streaming_mode = StreamingMode.SSE
            async for item in self.agents[name].run_async(ctx):
                yield item

    async def _waits(self, ctx: Any) -> AsyncGenerator[Event, None]:
        self.gone = asyncio.Event()
        try:
            yield event(ctx, {"text": "Working on ", "partial": True})
            await asyncio.Event().wait()
        finally:
            self.gone.set()


def content_of(item: dict[str, Any]) -> types.Content:
    parts = [{"text": item["thought"], "thought": True}] if "thought" in item else []
    parts += [{"text": item["text"]}] if "text" in item else []
    parts += [item["part"]] if "part" in item else []
    return types.Content.model_validate({"role": "model", "parts": parts})


def event(ctx: Any, item: dict[str, Any]) -> Event:
    more = {key: item[key] for key in ("partial", "error_code", "error_message") if key in item}
    actions = EventActions(state_delta=item.get("state", {}), artifact_delta={item["artifact"]: 0} if "artifact" in item else {})
    content = None if "error_code" in item else content_of(item)
    return Event(invocation_id=ctx.invocation_id, author=item.get("author", "nemo_agent"), content=content, actions=actions, **more)


def root() -> BaseAgent:
    agents = {name: make() for name, make in AGENTS.items()}
    return ScriptedAgent(name="nemo_agent", agents=agents, sub_agents=list(agents.values()))
