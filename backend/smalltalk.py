"""Messages that want an answer and no edit: greetings, thanks, "what can you do". Whole messages only, so that no wish is lost. Pure."""

import re
from typing import Literal

Kind = Literal["smalltalk", "thanks", "help"]
PATTERNS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("smalltalk", (
        r"(?:hi|hello|hey|yo|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|what'?s up|how are you|how is it going)"
        r"(?: (?:there|you|all|everyone|again|friend|buddy|mate))*",
        "你好呀?|您好|嗨+|哈喽|哈啰|早上好|早|下午好|晚上好|在吗|在不在|你好吗",
    )),
    ("thanks", (
        r"(?:(?:ok|okay|great|perfect|cool|awesome) )*(?:thanks?|thx|ty|cheers)(?: (?:you|a lot|so much|very much|again|man|mate))*",
        r"(?:very )?(?:nice|great|perfect|cool|awesome|amazing|good job|well done|nice work|love it|looks (?:good|great|nice))",
        "(?:好的? ?)?(?:太?谢谢(?:你|您|啦|了)?|多谢|感谢|辛苦了|不错|很好|太好了|太棒了|真棒|可以了|完美)",
    )),
    ("help", (
        r"(?:please )?help(?: me)?(?: please)?|who are you|what are you|commands?|examples?|how does (?:this|it) work",
        r"what (?:can|do) you do|what can (?:i|you) (?:say|do|ask)(?: here)?|how (?:do|can) i (?:use|start)(?: (?:this|it))?",
        r"what (?:edits|commands|things) (?:do|can) you (?:know|do|support|make)",
        "帮助|帮帮我|你(?:都)?(?:能|会|可以)(?:做|干|帮我做)?(?:些)?什么|怎么用|怎么使用|如何使用|你是谁|有(?:哪些|什么)(?:功能|命令)|使用说明|功能",
    )),
)
WHOLE = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in PATTERNS)
ASKS, STOPS = "?\uff1f", ",.!~\uff0c\u3002\uff01\uff5e\u2026"
"""Question marks, and what may stand around and between words; with the full-width forms."""


def kind_of(text: str) -> Kind | None:
    """What the whole message is, or None where it is none of these."""
    plain = _plain(text)
    if not plain and set(text) & set(ASKS):
        return "help"
    return next((kind for kind, pattern in WHOLE if pattern.fullmatch(plain)), None)


YES = re.compile(
    r"(?:yes|yeah|yep|yup|y|ok|okay|sure|fine|do it|go ahead|please do|agreed|confirm|confirmed|i'm sure)"
    r"(?: (?:please|do it|go ahead|i'm sure))?"
    "|是|是的|好|好的|好吧|可以|行|嗯|对|确定|确认|没问题|同意|做吧|剪吧|就这样|就这么办|可以的|(?:好|是的?) 确定")
NO = re.compile(
    r"(?:no|n|nope|no thanks|no thank you|don't|do not|cancel|never ?mind|leave it|stop)(?: (?:please|leave it|cancel|don't))?"
    "|否|不|不要|不用|不行|不了|取消|算了|别|先不要|不确定")


def agreed(text: str) -> bool | None:
    """True for a plain yes, False for a plain no, None for anything else: then it is a new wish."""
    plain = _plain(text)
    return True if YES.fullmatch(plain) else False if NO.fullmatch(plain) else None


def _plain(text: str) -> str:
    """The words alone, in small letters."""
    letters = ("'" if letter == "\u2019" else " " if letter in ASKS + STOPS else letter for letter in text.casefold())
    return " ".join("".join(letters).split())
