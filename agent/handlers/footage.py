"""Wishes for new footage cost the most: with few credits left they are asked about, once in a conversation (contract 3.6)."""

import re

from agent.context import TurnContext
from agent.events import Question
from agent.handlers.asking import ask

CLIP_CREDITS = 100
"""What one generated clip roughly costs."""

_TEXTS = r"(?:captions?|subtitles?|srt|vtt|titles?|transcripts?|summary|music|voice|script|a list)"
_FOOTAGE = re.compile(
    rf"\b(?:re)?generate\b(?!\s+(?:me\s+)?(?:the\s+|a\s+|some\s+)?{_TEXTS}\b)"
    r"|\b(?:create|make|film|shoot)\b(?:\s+\S+){0,4}?\s+(?:video|clip|shot|scene|footage|b-roll|animation)s?\s+(?:of|about|with|showing)\b"
    r"|重新生成|再来一个|生成(?!字幕|标题|音乐|配音)|(?:做|拍|制作)一(?:个|段|条).{0,12}(?:视频|片段|画面)",
    re.IGNORECASE,
)


def makes_footage(text: str) -> bool:
    """Whether the words ask for pictures that are not there yet."""
    return _FOOTAGE.search(text) is not None


def few_credits(turn: TurnContext, available: int | None) -> Question | None:
    """The question, if it is due: a person is there, has few credits, and has not been asked before."""
    if available is None or available >= CLIP_CREDITS or not turn.interactive or turn.session.credits_asked:
        return None
    if not makes_footage(turn.step.text or turn.text):
        return None
    turn.session.credits_asked = True
    return ask(turn, "low_credits", turn.say("credits.low", available=available), tuple(str(path) for path in turn.files))
