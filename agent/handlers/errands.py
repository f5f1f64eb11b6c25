"""Recipes and other clips in the conversation: what the words ask for, with the edits of this project and the files on this disk."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

from agent.client.wire import State
from agent.context import TurnContext
from agent.errands.disk import is_clip, look
from agent.errands.steps import Part, parted
from agent.errands.words import Errand
from agent.errors import BadArguments, BadInput, NoSuchSession
from agent.events import AgentEvent, Text
from agent.handlers.batch import Job, batch
from agent.handlers.reattach import reattached
from agent.handlers.room import clean, tell, wish_of
from agent.handlers.sse import sse
from agent.handlers.target import safe_stem
from agent.handlers.unfinished import export_of, goes_on, left_now
from agent.handlers.upload import upload
from agent.recipes import Recipe, RecipeBook, made
from agent.turn import timeline
from routing.plan import Plan, Step

Work = Callable[[TurnContext], AsyncGenerator[AgentEvent, None]]
_RESULT = re.compile(r"(?P<stem>.+)-edited(?:-\d+)?", re.DOTALL)


def clips_in(folder: Path) -> tuple[tuple[Path, ...], int]:
    """The videos of a folder by name, numbers as numbers, and how many results of earlier runs were passed over. Blocks."""
    try:
        inside = [path for path in folder.iterdir() if is_clip(path) and path.is_file() and not path.name.startswith(".")]
        found = sorted(inside, key=_natural)
    except OSError as error:
        raise BadInput("folder_unreadable", name=str(folder)) from error
    stems = {stem for path in found for stem in (path.stem, safe_stem(path.stem))}
    results = {path for path in found if (match := _RESULT.fullmatch(path.stem)) and match["stem"] in stems}
    return tuple(path for path in found if path not in results), len(results)


def gathered(places: Iterable[Path]) -> tuple[tuple[Path, ...], int]:
    """The clips of files and folders, each once, and how many results were passed over. BadInput where nothing is there. Blocks."""
    clips, passed = list[Path](), 0
    for place in places:
        if place.is_dir():
            inside, count = clips_in(place)
            if not inside:
                raise BadInput("folder_no_clips", name=str(place))
            clips, passed = [*clips, *inside], passed + count
        elif not place.exists():
            raise BadInput("file_missing", name=str(place))
        elif not is_clip(place):
            raise BadInput("file_no_clip", name=str(place))
        else:
            clips.append(place)
    return tuple(dict.fromkeys(clip.absolute() for clip in clips)), passed


def _natural(path: Path) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part.casefold()) for part in re.split(r"(\d+)", path.name) if part]


def book(turn: TurnContext) -> RecipeBook:
    """The recipes of this computer. Blocks."""
    return RecipeBook(turn.settings.folders.made("recipes"))


async def parts_of(turn: TurnContext) -> tuple[Part, ...]:
    """The message in parts; one part where it holds no errand beside other wishes, or "the others" are clips of this timeline."""
    parts = await asyncio.to_thread(parted, turn.text, look)
    wishes = [part.errand for part in parts if part.errand]
    if len(parts) > 1 and not turn.files and any([wish.others and await _on_timeline(turn) for wish in wishes]):
        return (Part(turn.text),)
    return parts


async def errand_of(turn: TurnContext, part: Part) -> Work | None:
    """What to do instead of reading the words as edits; None for any other words."""
    if goes_on(part.text, turn.session):
        return _rest
    wish = part.errand
    if wish is None:
        return {"tell": tell, "clean": clean}.get(wish_of(part.text) or "") if turn.local else None
    if wish.missing:
        raise BadInput("file_missing", name=wish.missing)
    match wish.task:
        case "list":
            return _list
        case "save" | "replace":
            return lambda turn: _save(turn, wish)
        case "here":
            return await _here(turn, wish)
        case _:
            return await _others(turn, wish)


async def errand_step(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """The errand of a step; an edit like any other where its words mean the clips of this timeline."""
    (part, *_) = await asyncio.to_thread(parted, turn.step.text, look)
    work = await errand_of(turn, part) or sse
    async with aclosing(work(turn)) as events:
        async for event in events:
            yield event


def usable(recipe: Recipe) -> Recipe:
    """The recipe. BadInput where a file that it needs is not there. Blocks."""
    for name, path in recipe.files.items():
        if not Path(path).is_file():
            raise BadInput("recipe_file", recipe=recipe.name, name=name, path=path)
    return recipe


async def _list(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    yield Text(text=turn.say("recipe.list", names=await asyncio.to_thread(lambda: book(turn).names())))


async def _save(turn: TurnContext, wish: Errand) -> AsyncGenerator[AgentEvent, None]:
    """Keeps the edits of this project under the name."""
    if not wish.name:
        yield Text(text=turn.say("recipe.no_name"))
        return
    recipe, left_out = await recipe_now(turn, wish.name)
    path = await asyncio.to_thread(lambda: book(turn).save(recipe, replace=wish.task == "replace" or turn.agreed))
    yield Text(text=turn.say("recipe.saved", name=recipe.name, words=recipe.words, path=str(path), left_out=left_out))


async def recipe_now(turn: TurnContext, name: str) -> tuple[Recipe, list[str]]:
    """The edits of this project as a recipe, and the ops that only fit these clips. BadArguments where there are none."""
    state = await _state(turn)
    known = (state.recipe if state else None) or {}
    steps: Sequence[dict[str, Any]] = known.get("steps") or ([] if turn.local else [{"words": words} for words in turn.session.said])
    recipe = made(name, steps, {file.name: file.path for file in turn.session.files})
    return recipe, [str(op) for op in known.get("left_out") or ()]


async def _state(turn: TurnContext) -> State | None:
    if not turn.session.sid:
        return None
    try:
        return await (await turn.link.client()).state(turn.session.sid)
    except NoSuchSession:
        return None


async def _here(turn: TurnContext, wish: Errand) -> Work:
    """A recipe for the clip at hand: one message to the editor."""
    recipe = await asyncio.to_thread(lambda: usable(book(turn).load(wish.name)))
    words = recipe.message(turn.session.language) if turn.local and recipe.exact else "\n".join(recipe.words)

    def work(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
        if turn.step.errand:
            turn.reword(words)
        else:
            turn.step = Step("sse", words)
            turn.plan = Plan((turn.step,))
        return _taken_and_done(turn, tuple(recipe.files.values()))

    return work


async def _taken_and_done(turn: TurnContext, needed: tuple[str, ...]) -> AsyncGenerator[AgentEvent, None]:
    """The files that came beside the words and those that the recipe needs, then the message."""
    turn.files = (*(() if turn.step.errand else turn.files), *map(Path, needed))
    for handler in ([upload] if turn.files else []) + [sse]:
        async with aclosing(handler(turn)) as events:
            async for event in events:
                yield event


async def _others(turn: TurnContext, wish: Errand) -> Work | None:
    """The job of a message about other clips; None where the words mean the clips of this timeline."""
    given = [path for path in turn.files if is_clip(path)]
    if wish.clips or wish.folders:
        targets: list[Path] = [*wish.folders, *wish.clips]
    elif wish.given and given and (len(given) > 1 or wish.task == "run"):
        targets = given
    elif wish.task == "each" or (wish.given and not (wish.task == "run" and turn.session.files)):
        return None
    else:
        targets = await _waiting(turn, every=wish.task == "run" and not wish.others)
        if not targets and wish.task == "same" and await _on_timeline(turn):
            return None
        if not targets:
            raise BadArguments("batch_no_others")
    clips, passed = await asyncio.to_thread(gathered, targets)
    if wish.task == "run":
        recipe = await asyncio.to_thread(lambda: usable(book(turn).load(wish.name)))
    elif wish.task == "each":
        recipe = made("batch", [{"words": wish.edit}])
    else:
        recipe, _ = await recipe_now(turn, "batch")
    return lambda turn: batch(turn, Job(recipe, clips, passed))


async def _rest(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
    """A batch goes on: the export that was at work when it was stopped is fetched, not made again; then the clips behind it."""
    left = turn.session.unfinished
    assert left is not None
    clips = tuple(map(Path, left.clips))
    entry = await export_of(turn, left.turn)
    if entry is not None and entry.open and await turn.journaled(turn.journal.take, entry):
        async with aclosing(reattached(turn, await turn.link.client(), entry, wait=True, away=False)) as events:
            async for event in events:
                yield event
        entry = await export_of(turn, left.turn)
    turn.target = turn.target or Path(left.target)
    turn.agreed = True
    recipe = Recipe.model_validate_json(left.recipe)
    rest = clips[1:] if entry is not None else clips
    if not rest:
        await left_now(turn, recipe, (), turn.target)
        yield Text(text=turn.say("batch.nothing_left", name=clips[0].name))
        return
    async with aclosing(batch(turn, Job(recipe, rest))) as events:
        async for event in events:
            yield event


async def _on_timeline(turn: TurnContext) -> bool:
    """Whether "the others" are on the timeline: it has several clips, and the project has none that waits."""
    if await _waiting(turn, every=False):
        return False
    state = await _state(turn)
    tracks = timeline.read(state.draft if state else None)
    return len(turn.session.files) > 1 or sum(len(track.segments) for track in tracks if track.label == "Video") > 1


async def _waiting(turn: TurnContext, *, every: bool) -> list[Path]:
    """The clips of this project that are not on its timeline; `every` one where that is asked for."""
    files = [file for file in turn.session.files if is_clip(Path(file.name))]
    if every:
        return [Path(file.path) for file in files]
    state = await _state(turn)
    tracks = timeline.read(state.draft if state else None)
    shown = {segment.name for track in tracks if track.label == "Video" for segment in track.segments}
    return [Path(file.path) for file in files[1:] if Path(file.name).stem not in shown and file.name not in shown]
