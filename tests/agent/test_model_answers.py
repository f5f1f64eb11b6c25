"""Answers of a model server that are no answers: none of them may end more than the one question."""

import pytest

from agent.llm import Model
from routing.llm import AskError
from tests.scripted.server import Script, ScriptedServer, js, st

STRANGE = [
    st(200), st(200, "text/html", "<html>"), js(200, []), js(200, {"data": [5], "choices": [5]}), js(200, {"data": 5, "choices": 5}),
    js(200, {"choices": [{"message": None}]}), js(401, {}), st(500), js(429, {}),
]


@pytest.mark.parametrize("answer", STRANGE)
async def test_a_strange_answer_is_no_opinion_and_no_list(answer: Script) -> None:
    async with ScriptedServer({("GET", "/"): [answer], ("POST", "/"): [answer]}) as server:
        model = Model("small", base_url=server.base, api_key="k")
        with pytest.raises(AskError):
            await model.ask("Judge.", "a message")
        why, listed = await model.reachable()
        await model.aclose()
    assert not listed
    assert why or answer is STRANGE[5]
