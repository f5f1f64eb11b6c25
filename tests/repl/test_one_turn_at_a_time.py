"""A second line typed while a message is on its way: it waits, and goes out when the first one has ended."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from agent.errors import TurnRunning
from agent.events import AgentEvent, Failed
from agent.frontends.view import View
from prompts import speaker
from tests.agent.conversing import RUN, STATE, Conversation, conversing, draft, project
from tests.scripted.chat import ScriptedConversation, chatting, keyboard
from tests.scripted.server import F, P, Wait, fr, js

STATES = [project(draft(), ["a.mp4"])]


class Connected(ScriptedConversation):
    """The chat's conversation with a real agent behind it."""

    def __init__(self, talk: Conversation) -> None:
        super().__init__()
        self.talk = talk
        self.view = View(speaker(lambda: "en"))

    async def run_turn(self, text: str, asked_at: float) -> AsyncGenerator[AgentEvent, None]:
        async for event in self.talk.agent.run_turn(text):
            yield event

    def lines(self, event: AgentEvent) -> list[str]:
        return [line.text for line in self.view.lines(event)]


@pytest.mark.row("F96")
async def test_a_second_message_waits_for_the_first_one(tmp_path: Path) -> None:
    go_on = asyncio.Event()
    streams = [fr(P("Cutting"), Wait(go_on), F("Cut.")), fr(F("Scored."))]
    async with conversing(tmp_path, {RUN: streams, STATE: STATES}, ["sse"]) as talk:
        with keyboard() as pipe:
            async with chatting(pipe, behind=Connected(talk)) as (chat, _, screen, _running):
                pipe.send_text("cut the silence\r")
                while talk.server.count(*RUN) == 0:
                    talk.server.arrived.clear()
                    await talk.server.arrived.wait()
                pipe.send_text("add music\r")
                await screen.shows("1 waiting")
                assert (chat.queue.qsize(), talk.server.count(*RUN)) == (1, 1)
                go_on.set()
                await screen.shows("Scored.")
                assert [run.json["new_message"]["parts"][0]["text"] for run in talk.server.of(*RUN)] == ["cut the silence", "add music"]
                assert screen.index("Cut.") < screen.index("Scored.")


@pytest.mark.row("F96", "8.1")
async def test_a_turn_of_another_program_is_told_and_nothing_is_sent_again(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [js(409, {"detail": "a turn of this session is running"})], STATE: STATES}, ["sse"]) as talk:
        await talk.says("add music")
        assert talk.one(Failed).code == TurnRunning.code
        assert "still running" in talk.one(Failed).message
        assert talk.server.count(*RUN) == 1
