"""`video-jobs recipe`: keep the edits of a conversation, and do them to other clips without talk."""

import asyncio
import shlex
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass
from pathlib import Path

from agent.app import App, Choices, open_app
from agent.context import TurnContext
from agent.errors import BadArguments
from agent.events import AgentEvent, Text
from agent.frontends import signals
from agent.frontends.oneshot import Run, Style
from agent.frontends.signals import Stop
from agent.frontends.streams import encode, note, put
from agent.handlers.asking import agreed
from agent.handlers.batch import MANY, Job, batch
from agent.handlers.errands import Work, gathered, recipe_now, usable
from agent.recipes import Recipe, RecipeBook
from agent.settings import Settings
from prompts import Language, message

VERBS = ("save", "run", "list", "show", "remove")


@dataclass(frozen=True, slots=True)
class Desk:
    """How a command was given: what it works on, how it speaks, and what it may do."""

    settings: Settings
    language: Language
    style: Style
    choices: Choices
    may_ask: bool = True

    @property
    def book(self) -> RecipeBook:
        """The recipes of this computer."""
        return RecipeBook(self.settings.folders.made("recipes"))

    @property
    def as_json(self) -> bool:
        """Whether data is asked for."""
        return self.style.output_format != "text"


def run(verb: str, names: tuple[str, ...], desk: Desk) -> int:
    """Does it; the exit code. BadArguments where a name or a file is missing or too much."""
    least, most = {"save": (1, 1), "run": (2, sys.maxsize), "list": (0, 0), "show": (1, 1), "remove": (1, 1)}[verb]
    if not least <= len(names) <= most:
        raise BadArguments(f"argument_recipe_{verb}")
    commands: dict[str, Callable[[], int]] = {
        "save": lambda: _save(names[0], desk), "run": lambda: _run(names[0], names[1:], desk), "list": lambda: _list(desk),
        "show": lambda: _show(names[0], desk), "remove": lambda: _remove(names[0], desk),
    }
    return commands[verb]()


def _list(desk: Desk) -> int:
    names = desk.book.names()
    put(encode({"v": 1, "type": "recipes", "names": names, "folder": str(desk.book.folder)}) if desk.as_json
        else "\n".join(names) or message("recipe.list", desk.language, names=[]))
    return 0


def _show(name: str, desk: Desk) -> int:
    recipe = desk.book.load(name)
    if desk.as_json:
        put(encode(recipe.model_dump(mode="json", by_alias=True) | {"path": str(desk.book.path(name))}))
        return 0
    put(message("recipe.head", desk.language, name=recipe.name, saved=recipe.saved))
    for number, step in enumerate(recipe.steps, 1):
        said = None if step.edit is None else {key: value for key, value in step.edit.items() if key != "op"}
        put(message("recipe.step", desk.language, number=number, words=step.words, op=(step.edit or {}).get("op", ""), said=said,
                    relative=step.relative))
    for file, path in recipe.files.items():
        put(message("recipe.needs", desk.language, name=file, path=path))
    return 0


def _remove(name: str, desk: Desk) -> int:
    path = desk.book.remove(name)
    put(encode({"v": 1, "type": "recipe_removed", "name": path.stem, "path": str(path)}) if desk.as_json
        else message("recipe.removed", desk.language, name=path.stem, path=str(path)))
    return 0


def _save(name: str, desk: Desk) -> int:
    """The edits of the conversation that was named, else of the last one; also while another window has it."""
    target, resume = desk.choices.target, desk.choices.resume
    resume = "" if resume is None and desk.choices.session is None else resume
    opened = open_app(desk.settings, Choices(resume=resume, session=desk.choices.session, beside=True, interactive=False,
                                             agreed=desk.choices.agreed))

    async def work(turn: TurnContext) -> AsyncGenerator[AgentEvent, None]:
        recipe, left_out = await recipe_now(turn, name)
        place = target.expanduser().absolute() if target else None
        path = await asyncio.to_thread(lambda: desk.book.save(recipe, place, replace=turn.agreed))
        yield Text(text=turn.say("recipe.saved", name=recipe.name, words=recipe.words, path=str(path), left_out=left_out))

    return _carried(opened, work, desk)


def _run(name: str, files: tuple[str, ...], desk: Desk) -> int:
    """The recipe on each clip; folders stand for the videos in them."""
    recipe: Recipe = usable(desk.book.load(name))
    clips, passed = gathered([Path(file).expanduser() for file in files])
    yes = desk.choices.agreed or (len(clips) > MANY and desk.may_ask and _may(clips, desk))
    choices = Choices(target=desk.choices.target, interactive=False, scratch=True, agreed=yes)
    again = f"video-jobs recipe run {shlex.quote(name)}"
    return _carried(open_app(desk.settings, choices), lambda turn: batch(turn, Job(recipe, clips, passed, again)), desk)


def _may(clips: tuple[Path, ...], desk: Desk) -> bool:
    """Asks the person at the terminal; False where nobody is there."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    note(message("batch.question", desk.language, count=len(clips), names=[clip.name for clip in clips[:3]], host=""))
    return agreed(sys.stdin.readline()) is True


def _carried(opened: AbstractAsyncContextManager[App], work: Work, desk: Desk) -> int:
    """One turn that does `work`; the exit code."""
    told = Run(desk.style)

    async def main(stop: Stop) -> int:
        async with opened as app:
            if desk.settings.language == "auto":
                app.session.language = desk.language
            told.begin(app)
            try:
                async with aclosing(app.agent.run_turn("", work=work)) as events:
                    async for event in events:
                        told.event(event)
                if not app.beside:
                    async with aclosing(app.agent.recover(edits=False)) as left:  # an export that an earlier batch has left
                        async for event in left:
                            told.event(event)
            except asyncio.CancelledError:
                if not stop.exit_code:
                    raise
            return told.end([], stop)

    return signals.run(main)
