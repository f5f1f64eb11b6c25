"""Questions of ours that end a turn, and what their answers do to the next message."""

import asyncio
import re
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Protocol

from agent.context import TurnContext
from agent.events import AgentEvent, Failed, Notice, Question, Text
from agent.session import Asked

_YES = frozenset({
    "y", "yes", "yes please", "ok", "okay", "sure", "go ahead", "do it", "agreed", "i agree", "please do",
    "是", "是的", "好", "好的", "可以", "同意", "行", "嗯", "对", "没问题",
})
_NO = frozenset({
    "n", "no", "no thanks", "no thank you", "nope", "don't", "do not", "cancel", "never mind",
    "否", "不", "不要", "不用", "不同意", "不行", "取消", "算了",
})


def agreed(text: str) -> bool | None:
    """True for a plain yes, False for a plain no, None for anything else: then it is a new request."""
    words = re.sub(r"[\s.!,。！，~]+", " ", text.casefold().replace("’", "'")).strip()
    return True if words in _YES else False if words in _NO else None


class Consent(Protocol):
    """Whether the person has agreed to the cloud; `needed` is asked before the first contact, `give` keeps the answer (blocks)."""

    @property
    def needed(self) -> bool: ...

    def give(self) -> None: ...


def ask_consent(turn: TurnContext) -> Question | Failed:
    """The one question before the first contact with the cloud; without a person there, the flag is named."""
    host = turn.settings.api_url.split("//")[-1]
    text = turn.say("agent.consent", host=host, folder=str(turn.settings.folders.state))
    if not turn.interactive:
        return Failed(code="consent_needed", message=text, hint=turn.say("agent.consent_flag"), exit_code=64)
    return ask(turn, "consent", text, tuple(str(path) for path in turn.files))


def ask(turn: TurnContext, question_id: str, text: str, files: tuple[str, ...]) -> Question:
    """A yes-or-no question; the message of this turn waits for its answer, with these files. What its steps have done is not done again."""
    later = turn.plan.steps[turn.plan.steps.index(turn.step):] if turn.step.errand else ()
    words = "\n".join(step.text or step.intent for step in later) or turn.text
    turn.session.asked = Asked(id=question_id, question=text, text=words, files=() if later else files)
    return Question(id=question_id, text=text, choices=(turn.say("agent.yes"), turn.say("agent.no")))


async def answered(turn: TurnContext, consent: Consent) -> AsyncGenerator[AgentEvent, None]:
    """A yes puts the message that waited in the place of the reply; a no ends the matter; anything else is a new request."""
    asked = turn.session.asked
    verdict = agreed(turn.text) if asked and asked.id in ("consent", "project_gone", "low_credits", "batch", "room") else None
    if asked is None or verdict is None:
        return
    turn.session.asked = None
    turn.text, turn.files = (asked.text, tuple(Path(path) for path in asked.files)) if verdict else ("", ())
    if not verdict:
        yield Text(text=turn.say(f"agent.{asked.id}_declined"))
    elif asked.id in ("batch", "room"):
        turn.agreed = True
    elif asked.id == "consent":
        await asyncio.to_thread(consent.give)
    elif asked.id == "project_gone":
        turn.session.forget_project()
        yield Notice(text=turn.say("agent.project_renewed"))
