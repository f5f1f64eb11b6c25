"""A picture of the result as a file: a thumbnail, beside the exports, made by the local editor."""

import asyncio
import base64
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from agent.context import TurnContext
from agent.errors import NothingToExport, OutputError
from agent.events import AgentEvent, MediaReady, Progress, Text
from agent.handlers import target
from agent.handlers.documents import write_new
from agent.handlers.picturewords import PictureWish, picture_wish
from agent.handlers.report import current

Handler = Callable[[TurnContext], AsyncGenerator[AgentEvent, None]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the editor sent: the file's bytes, the second of its frame, its size in pixels, and whether the editor chose the frame."""

    data: bytes
    at_s: float
    width: int
    height: int
    chosen: bool


def with_picture(handler: Handler) -> Handler:
    """The handler, with a picture after it where the words of its step ask for one; alone where they ask for nothing else.

    The cloud makes none from here: what it edits with goes there as it was said.
    """

    async def handled(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
        wish = picture_wish(turn.step.text or turn.text)
        if wish is not None and not turn.local and turn.step.intent != "export":
            wish = None
        if wish is None or wish.rest:
            if wish is not None:
                turn.reword(wish.rest)
            async with aclosing(handler(turn)) as events:
                async for event in events:
                    yield event
        if wish is not None:
            async with aclosing(_picture(turn, wish)) as events:
                async for event in events:
                    yield event

    return handled


async def _picture(turn: TurnContext, wish: PictureWish) -> AsyncGenerator[AgentEvent, None]:
    """The picture under a name that nobody has, and which frame it is. NothingToExport without a timeline."""
    if not turn.local:
        yield Text(text=turn.say("export.picture_local"))
        return
    client, sid, state = await current(turn)
    if not state.exportable:
        raise NothingToExport
    yield Progress(message=turn.say("export.picture_making"))
    if turn.target is not None and turn.target.suffix.lower() == ".png":
        wish = replace(wish, form="png")
    made = await client.picture(sid, wish.at_s, wish.form)
    if problem := made.get("problem"):
        yield Text(text=turn.say("export.picture_problem", problem=str(problem), length_s=float(made.get("length_s") or 0.0)))
        return
    taken = Taken(base64.b64decode(made["data"]), float(made["at_s"]), int(made["width"]), int(made["height"]), bool(made.get("chosen")))
    yield await _written(turn, wish, taken)
    yield Text(text=turn.say("export.picture_made", at_s=taken.at_s, width=taken.width, height=taken.height, chosen=taken.chosen))


async def _written(turn: TurnContext, wish: PictureWish, taken: Taken) -> MediaReady:
    path = await asyncio.to_thread(target.place, turn, wish.name, f".{wish.form}", ending="cover")
    try:
        await asyncio.to_thread(write_new, path, taken.data)
    except FileExistsError as error:
        raise OutputError("output_exists", path=str(path)) from error
    except OSError as error:
        raise OutputError(path=str(path), log=str(error)) from error
    return MediaReady(kind="image", name=path.name, path=str(path), size_bytes=len(taken.data), width=taken.width, height=taken.height)
