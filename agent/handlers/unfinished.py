"""A batch that was stopped before its end: what is left of it, on disk, and the words that go on from there."""

import asyncio
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from agent.context import TurnContext
from agent.journal import Entry
from agent.recipes import Recipe
from agent.session import Session, Unfinished

_NOUNS = r"(?:the|all|my|with|on|of|those|that|are|is|other|clips?|videos?|files?|ones?|rest|others|remaining|unfinished|batch|left)"
_REST = rf"(?=[^.!,]*\b(?:rest|others?|remaining|unfinished|batch|left)\b)(?:{_NOUNS}(?:\s+|(?=[,.!]|$)))+"
_ENGLISH = re.compile(
    r"(?:(?:please|ok|okay|now|then|and|so|yes|can you|just)[\s,]+)*"
    r"(?:(?P<bare>go on|continue|carry on|keep going|proceed|resume|go ahead)|finish|do|make|complete)"
    rf"(?P<rest>\s+(?:doing\s+|making\s+)?{_REST})?(?:[\s,]*(?:please|now|then|too))*[\s.!]*", re.IGNORECASE)
_CHINESE = re.compile(
    r"(?:请|麻烦(?:你)?|帮我|那|好的?|现在|就|，|,|\s)*(?P<bare>继续|接着|接下去)?(?:做|处理|剪辑?|弄|完成|导出|来|把|对)*(?:吧)?"
    r"(?P<rest>(?:剩下|剩余|余下|其余|其他|其它|没做完|没完成|未完成|还没做)的?(?:那?[几些两三]?[个段条]?)?(?:视频|片段|素材|文件|批次)?|批处理)?"
    r"(?:也|都|全)*(?:做完|处理完|剪完|弄完|做|完成|处理|导出)?(?:一下|吧|了|。|！|!|\.|\s)*")


def goes_on(text: str, session: Session) -> bool:
    """Whether the words ask for the rest of the batch; a bare "continue" does so only right behind it."""
    if session.unfinished is None or not text.strip():
        return False
    match = _ENGLISH.fullmatch(text.strip()) or _CHINESE.fullmatch(text.strip())
    if match is None or not (match["bare"] or match["rest"]):
        return False
    return bool(match["rest"]) or session.turns <= session.unfinished.turns + 1


async def left_now(turn: TurnContext, recipe: Recipe, clips: Sequence[Path], target: Path | None) -> None:
    """Keeps what has no result yet; nothing, where that is all."""
    place = target or turn.settings.output_dir.expanduser()
    turn.session.unfinished = Unfinished(
        recipe=recipe.text(), clips=tuple(map(str, clips)), target=str(await asyncio.to_thread(place.absolute)), turns=turn.session.turns,
    ) if clips else None
    await turn.link.save()


async def at_work(turn: TurnContext, turn_id: str) -> None:
    """Keeps the turn in which the first of the clips that are left is worked on: its export is known by it."""
    if turn.session.unfinished is not None:
        turn.session.unfinished = turn.session.unfinished.model_copy(update={"turn": turn_id})
        await turn.link.save()


async def export_of(turn: TurnContext, turn_id: str) -> Entry | None:
    """The export that the turn has sent off; None where it had not come so far."""
    entry = await turn.journaled(turn.journal.export_of, turn_id) if turn_id else None
    return None if entry is None or entry.status in ("intent", "not_sent", "failed") else entry


def how_to_go_on(turn: TurnContext, again: str, clips: Sequence[Path], target: Path | None) -> str:
    """The sentence, or for a recipe that was run by a command the command, that goes on with these clips."""
    folder = ["-o", str(target)] if target else []
    command = " ".join([again, *map(shlex.quote, (*map(str, clips), *folder))]) if again and clips else ""
    return turn.say("batch.go_on", command=command, interactive=turn.interactive) if command or not again else ""
