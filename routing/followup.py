"""Messages that only make sense after the reply before them: "yes", "again", "go ahead"."""

import re

from routing.clauses import clauses, mask
from routing.plan import Context, Intent, Step

_AGREES = re.compile(r"^[YZI_&,;]*Y[YZI_&,;]*$")
_AGAIN = re.compile(r"^[YZI&,;]*R[YZI&,;]*$")
_OFFERS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    ("export", re.compile("^[^E]*[XDw]|G[_AZ]{0,3}V")), ("credits", re.compile("^[^E]*K")), ("state", re.compile("^[^E]*[Sn]")),
)  # fmt: skip
_LONGEST = 60


def follow_up(text: str, context: Context) -> Step | None:
    """The one step of a bare yes or a bare "again"; None where the message says more, or nothing came before it."""
    if len(text) > _LONGEST or not (context.last_question or context.last_reply or context.last_plan):
        return None
    tags = "".join(clause.tags for clause in clauses(mask(text), text))
    if _AGAIN.match(tags) and context.last_plan:
        return Step(context.last_plan[-1], text, (), "followup", 0.8, text.strip())
    if _AGREES.match(tags) and tags.count("_") <= 1 and (asked := context.last_question or _last_question(context.last_reply)):
        return Step(_offered(asked), text, (), "followup", 0.8, text.strip())
    return None


def _last_question(reply: str) -> str:
    found = re.findall(r"[^.!?。！？\n]*[?？]", reply[-600:])
    return found[-1] if found else ""


def _offered(question: str) -> Intent:
    """What a yes to `question` asks for. Media never comes in by a yes, so an upload is not offered."""
    for clause in reversed(clauses(mask(question[-400:]), question[-400:])):
        for intent, pattern in _OFFERS:
            if pattern.search(clause.tags):
                return intent
    return "sse"
