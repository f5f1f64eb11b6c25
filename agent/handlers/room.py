"""The room that the local editor takes on the disk: told, and made free at the person's word."""

import re
from collections.abc import AsyncGenerator
from typing import Literal

from agent.context import TurnContext
from agent.events import AgentEvent, Failed, Text
from agent.handlers.asking import ask

UNUSED_DAYS = 7
"""What was not used for so long is offered to go, as long as a finished export is kept."""

Wish = Literal["tell", "clean"]
_KEEP = r"(?:you|video-jobs|the editor|the projects?|my projects|this|it|that|your copies)"
_SPACE = r"(?:disk\s+|hard\s+disk\s+|storage\s+)?(?:space|room|storage)"
_OLD = r"(?:old|unused|stale|other old)\s+(?:projects|sessions|project files|copies)"
_POLITE = r"(?:(?:please|pls|can you|could you|ok|okay|now)[\s,]+)*"
_ENGLISH: tuple[tuple[Wish, str], ...] = (
    ("tell", rf"{_POLITE}how much\s+{_SPACE}\s+(?:do|does|is|are|did)\s+{_KEEP}\s+(?:use|take|need|keep|occupy|using|taking)(?:\s+up)?"
             r"(?:\s+on (?:the|my) disk|\s+here)?"),
    ("clean", rf"{_POLITE}(?:free|clear|make)(?:\s+up)?\s+(?:some\s+|more\s+)?(?:disk\s+|storage\s+)?(?:space|storage)"
              r"(?:\s+on (?:the|my) disk)?"),
    ("clean", rf"{_POLITE}(?:clean up|clear out|clear|delete|remove|clean)\s+(?:my\s+|the\s+|all\s+|all the\s+)?{_OLD}"),
)
_CHINESE: tuple[tuple[Wish, str], ...] = (
    ("tell", "(?:请问|现在|你|编辑器|项目|这些项目|一共|总共|在磁盘上)*"
             "(?:占了?|占用了?|用了?|用掉了?)多少(?:磁盘|硬盘|存储)?(?:空间|地方)"),
    ("clean", "(?:请|麻烦|帮我)*(?:清理|释放|腾出?|腾点)(?:一下|一些|点)?(?:磁盘|硬盘|存储)?空间"),
    ("clean", "(?:请|麻烦|帮我)*(?:清理|清除|删除|删掉|清掉)(?:一下|掉)?(?:所有|全部)?"
              "(?:旧|老|过期|不用|没用|没用到)的?(?:项目|工程|副本)"),
)


def wish_of(text: str) -> Wish | None:
    """Whether the whole message asks about the room on the disk, or to free it."""
    bare = text.strip(" \t\n.!?。！？")
    if len(bare) > 100:
        return None
    return next((wish for wish, pattern in (*_ENGLISH, *_CHINESE) if re.fullmatch(pattern, bare, re.IGNORECASE)), None)


async def tell(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """What is kept, what of it was not used for a week, and when it goes by itself."""
    room = await (await turn.link.client()).room(UNUSED_DAYS, _spared(turn))
    yield Text(text=turn.say("room.told", days=UNUSED_DAYS, keep_days=turn.settings.keep_days, **room))


async def clean(turn: TurnContext, days: int = UNUSED_DAYS) -> AsyncGenerator[AgentEvent, None]:
    """Removes projects that were not used for `days`, after a yes, and parts of exports; never this conversation's project."""
    client = await turn.link.client()
    room = await client.room(days, _spared(turn))
    if not (room["unused_projects"] or room["spare_bytes"]):
        yield Text(text=turn.say("room.nothing", days=days, **room))
        return
    if room["unused_projects"] and not turn.agreed:
        text = turn.say("room.question", days=days, **room)
        yield ask(turn, "room", text, ()) if turn.interactive else Failed(
            code="room_needs_yes", message=text, hint=turn.say("batch.flag"), exit_code=64)
        return
    freed = await client.room(days, _spared(turn), remove=True)
    yield Text(text=turn.say("room.freed", days=days, **freed))


def _spared(turn: TurnContext) -> list[str]:
    return [turn.session.sid] if turn.session.sid else []
