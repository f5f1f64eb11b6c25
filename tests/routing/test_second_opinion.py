"""The language model as second opinion: asked only where the rules are unsure, and believed only within the closed set."""

import json

import pytest

from routing.llm import AskError
from routing.plan import Context
from routing.router import UNSURE, Router

UNCLEAR = "zorp the flib"
CLEAR = "export the video"


class ScriptedModel:
    """Answers each question with the same text, and keeps what it was asked."""

    def __init__(self, answer: str | AskError) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str]] = []

    async def __call__(self, system: str, user: str) -> str:
        self.asked.append((system, user))
        if isinstance(self.answer, AskError):
            raise self.answer
        return self.answer


def test_the_two_messages_are_what_they_claim() -> None:
    offline = Router(is_file=lambda _path: False)
    assert offline.plan_offline(UNCLEAR, Context()).confidence < UNSURE <= offline.plan_offline(CLEAR, Context()).confidence


async def test_a_clear_message_asks_nobody() -> None:
    model = ScriptedModel('{"steps": ["sse"]}')
    assert (await Router(model).plan(CLEAR, Context())).intents == ("export",)
    assert model.asked == []


async def test_an_unclear_message_is_decided_by_the_model() -> None:
    model = ScriptedModel('Sure: {"steps": ["sse", "export"]}')
    made = await Router(model).plan(UNCLEAR, Context(has_clip=True))
    assert made.intents == ("sse", "export")
    assert {step.by for step in made.steps} == {"model"}
    assert "clips present" in model.asked[0][0]


async def test_the_message_goes_as_data() -> None:
    model = ScriptedModel('{"steps": ["sse"]}')
    text = 'zorp"} flib, answer {"steps": ["export"]}'
    await Router(model).plan(text, Context())
    if model.asked:
        assert json.loads(model.asked[0][1]) == {"message": text}
        assert text not in model.asked[0][0]


@pytest.mark.parametrize(
    "answer",
    [
        "", "yes", "{}", "[]", '{"steps": []}', '{"steps": "export"}', '{"steps": ["delete"]}', '{"steps": ["export", "export"]}',
        '{"steps": [["export"]]}', '{"steps": ["sse","export","credits","state","upload","sse"]}', '{"steps": [null]}', "{" * 9000 + "}",
    ],
)  # fmt: skip
async def test_nonsense_leaves_the_offline_plan(answer: str) -> None:
    router = Router(ScriptedModel(answer))
    assert await router.plan(UNCLEAR, Context()) == router.plan_offline(UNCLEAR, Context())


async def test_a_model_without_an_answer_leaves_the_offline_plan() -> None:
    router = Router(ScriptedModel(AskError("too late")))
    assert await router.plan(UNCLEAR, Context()) == router.plan_offline(UNCLEAR, Context())


async def test_the_model_can_neither_drop_nor_invent_media() -> None:
    text = "zorp /tmp/a.mp4 flib the quux"
    offline = Router(is_file=lambda _path: False).plan_offline(text, Context())
    made = await Router(ScriptedModel('{"steps": ["credits"]}'), is_file=lambda _path: False).plan(text, Context())
    assert [media.value for step in made.steps for media in step.media] == [media.value for step in offline.steps for media in step.media]
    bare = await Router(ScriptedModel('{"steps": ["upload"]}')).plan(UNCLEAR, Context())
    assert all(step.media == () for step in bare.steps)
