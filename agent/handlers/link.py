"""The link that opens this one project in the browser, made when it is asked for (contract 3.5)."""

import re
from urllib.parse import quote

from agent.context import TurnContext
from agent.errors import VideoJobsError
from agent.events import Text

_ASKED = re.compile(
    r"(?:.{0,40}\b(?:open|go on|continue|edit|view|see|watch|show|work|finish|carry on|link)\b.{0,40}"
    r"\b(?:in|on|to|for|with)\s+(?:the |my |a |your )?(?:web )?browser"
    r"|.{0,30}\b(?:browser|claim) link(?: to (?:it|this|the project))?)(?: please| now|,? thanks)?[\s.!?]*"
    r"|.{0,12}(?:在|用)浏览器(?:中|里|上|内)?(?:打开|继续|编辑|查看|看).{0,10}|.{0,8}浏览器链接.{0,6}",
    re.IGNORECASE,
)


def wants_link(text: str) -> bool:
    """Whether the words ask to go on in the browser; a browser that is in the picture does not count."""
    return _ASKED.fullmatch(text.strip()) is not None


async def link(turn: TurnContext) -> Text:
    """The link, or that there is none; any error means that there is none."""
    if turn.local:
        return Text(text=turn.say("agent.link_local"))
    session = turn.session
    if not session.sid:
        return Text(text=turn.say("agent.link_none"))
    try:
        token = await (await turn.link.client()).claim_token(session.sid, session.task_id)
    except VideoJobsError:
        return Text(text=turn.say("agent.link_none"))
    return Text(text=turn.say("agent.link", url=f"{turn.settings.web_url}/workspace/claim?ct={quote(token, safe='')}"))
