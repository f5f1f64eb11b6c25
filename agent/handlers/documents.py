"""Files that are made without a render: subtitles, and the timeline for other editors. Each appears whole, under a new name."""

import asyncio
import os
import tempfile
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Any

from agent.client.client import Client
from agent.context import TurnContext
from agent.errors import NothingToExport, OutputError
from agent.events import AgentEvent, MediaReady, Notice, Text
from agent.handlers import target
from agent.handlers.wishes import SubtitleKind, Wishes
from agent.turn.timeline import subtitles


async def subtitle_file(turn: TurnContext, draft: Mapping[str, Any], kind: SubtitleKind, wish: Wishes) -> MediaReady:
    """The subtitle file, made here from the state: no render, no credits (contract 4.5)."""
    text = subtitles(draft, kind)
    if not text:
        raise NothingToExport("subtitle_none")
    path = await _placed(turn, wish, f".{kind}", text)
    return MediaReady(kind="subtitles", name=path.name, path=str(path), size_bytes=path.stat().st_size)


async def timeline_file(turn: TurnContext, client: Client, wish: Wishes) -> AsyncGenerator[AgentEvent, None]:
    """The timeline as OTIO, with the files where they lie on this computer, and what other editors will not find in it."""
    if not turn.local:
        yield Text(text=turn.say("export.otio_local"))
        return
    if wish.other_timeline:
        yield Notice(text=turn.say("export.only_otio", format=wish.other_timeline))
    files = turn.session.files
    name = Path(files[0].name).stem if files else target.FALLBACK
    made = await client.otio(turn.session.sid, name, {file.name: Path(file.path).as_uri() for file in files})
    path = await _placed(turn, wish, ".otio", _pretty(made["otio"]))
    yield MediaReady(kind="timeline", name=path.name, path=str(path), size_bytes=path.stat().st_size)
    if made.get("left_out"):
        yield Notice(text=turn.say("export.otio_left_out", names=[str(one) for one in made["left_out"]]))


def _pretty(document: Any) -> str:
    import json

    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


async def _placed(turn: TurnContext, wish: Wishes, suffix: str, text: str) -> Path:
    """The file under the name that was wished for, else beside the videos. OutputError where it cannot be written."""
    named = wish.named.get(suffix) or (wish.name if wish.name and not wish.video else None)
    path = await asyncio.to_thread(target.place, turn, named, suffix)
    try:
        await asyncio.to_thread(write_new, path, text.encode())
    except FileExistsError as error:
        raise OutputError("output_exists", path=str(path)) from error
    except OSError as error:
        raise OutputError(path=str(path), log=str(error)) from error
    return path


def write_new(path: Path, data: bytes) -> None:
    """All of the bytes under a name that nobody has, or nothing. FileExistsError where somebody has it."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a disk without links: the name is taken first, and filled by the rename
            with path.open("x"):
                pass
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
