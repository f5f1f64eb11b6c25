"""The same edits to several clips: each has a project and a file of its own, and one that fails does not stop the others."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from agent.context import TurnContext, Worker, failed
from agent.errors import BadArguments, OutputError, VideoJobsError
from agent.events import AgentEvent, Failed, MediaReady, Notice, Progress, Question, Text, TimelineChanged, TurnStarted
from agent.handlers.asking import ask
from agent.handlers.unfinished import at_work, export_of, how_to_go_on, left_now
from agent.recipes import Recipe
from routing.plan import Media, Plan, Step

MANY = 20
"""More clips than this are asked about first."""

HOPELESS = frozenset({"backend_start", "configuration", "consent_needed", "out_of_credits", "plan_required", "state_unwritable",
                      "unauthorised"})
"""Failures that the next clip would meet as well."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do to which clips, in order. `passed_over`: results of an earlier run that lie among the clips.

    `again`: the command that does it to the clips behind it; without one, a sentence goes on with the batch.
    """

    recipe: Recipe
    clips: tuple[Path, ...]
    passed_over: int = 0
    again: str = ""


@dataclass(slots=True)
class _Tale:
    """What became of one clip. `advice`: how lines begin that say what could be done next, which nobody does here."""

    advice: tuple[str, ...] = ()
    turn: str = ""
    said: str = ""
    lines: list[str] = field(default_factory=list)
    did: str = ""
    problem: str = ""
    code: str = ""
    exit_code: int = 0
    changed: bool = False
    made: MediaReady | None = None

    def see(self, event: AgentEvent) -> None:
        """Takes in one event of its turn."""
        match event:
            case TurnStarted():
                self.turn = event.turn_id
            case Text(final=True):
                self.said = event.text
                self.lines += [line for line in event.text.splitlines() if not line.startswith(self.advice)]
            case TimelineChanged():
                self.changed, self.did = True, " · ".join(self.lines)
            case MediaReady(kind="video"):
                self.made = event
            case Question():
                self.problem, self.code, self.exit_code = event.text, "question", 70
            case Failed():
                told = self.said if event.code == "edit_failed" and self.said else " ".join(filter(None, (event.message, event.hint)))
                self.problem, self.code, self.exit_code = told, event.code, event.exit_code


@dataclass(slots=True)
class _Tally:
    """What became of all of them. `begun` clips were begun, the last of which is told by `tale`; no more are, where it is `hopeless`."""

    made: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    exit_code: int = 70
    begun: int = 0
    tale: _Tale = field(default_factory=_Tale)
    hopeless: bool = False

    def count(self, name: str) -> None:
        """Takes in how the clip at work ended."""
        if self.tale.made is not None:
            self.made.append(name)
        else:
            self.failed.append((name, self.tale.problem))
            self.exit_code, self.hopeless = self.tale.exit_code or 70, self.tale.code in HOPELESS


async def batch(turn: TurnContext, job: Job) -> AsyncGenerator[AgentEvent, None]:
    """Each clip in turn: taken in, edited, exported. More than `MANY` are asked about first, in the cloud more than one.

    What is left is on disk all the while, so that a batch that was stopped, or killed, goes on at a word.
    """
    if question := _asked(turn, job):
        yield question
        return
    folder = await asyncio.to_thread(_target, turn, len(job.clips))
    if job.passed_over:
        yield Notice(text=turn.say("batch.passed_over", count=job.passed_over))
    tally = _Tally()
    try:
        async with aclosing(_each(turn, job, folder, tally)) as events:
            async for event in events:
                yield event
    except asyncio.CancelledError:
        turn.farewell = await _stopped(turn, job, folder, tally)
        raise
    left = job.clips[tally.begun - tally.hopeless:]
    await left_now(turn, job.recipe, left, folder)
    yield _end(turn, job, tally)


async def _each(turn: TurnContext, job: Job, folder: Path | None, tally: _Tally) -> AsyncGenerator[AgentEvent, None]:
    """The clips one after another; `tally` tells what became of them."""
    advice = (turn.say("director.next_steps", steps=["\0"]).partition("\0")[0], turn.say("director.next_steps", steps=[]))
    for place, clip in enumerate(job.clips, 1):
        tale = tally.tale = _Tale(advice)
        tally.begun = place
        await left_now(turn, job.recipe, job.clips[place - 1:], folder)
        async with aclosing(_one(turn, job, (place, clip), folder, tale)) as events:
            async for event in events:
                yield event
        tally.count(clip.name)
        if tale.made is None and len(job.clips) > 1:
            yield Notice(level="warning", text=turn.say("batch.failed_one", name=clip.name, why=tale.problem))
        if tally.hopeless:
            return


async def _stopped(turn: TurnContext, job: Job, folder: Path | None, tally: _Tally) -> tuple[str, str]:
    """What was made, what was not, and how to go on. An export that was asked for goes on without anyone."""
    if tally.begun > len(tally.made) + len(tally.failed) and tally.tale.made is not None:
        tally.count(job.clips[tally.begun - 1].name)
    left = job.clips[len(tally.made) + len(tally.failed):]
    running = await export_of(turn, tally.tale.turn) if left else None
    if not left:
        await left_now(turn, job.recipe, (), folder)
    rest = left[1:] if running else left
    names: dict[str, object] = {"made": tally.made, "failed": [name for name, _ in tally.failed], "left": [clip.name for clip in rest]}
    path = str(running.data["target"]) if running else ""
    names |= {"running": left[0].name if running else "", "path": path}
    told = turn.say("batch.stopped", count=len(job.clips), again=bool(job.again), **names)
    return told, how_to_go_on(turn, job.again, rest, turn.target) if left else ""


def _end(turn: TurnContext, job: Job, tally: _Tally) -> Text | Failed:
    left = [clip.name for clip in job.clips[tally.begun:]]
    if not tally.failed:
        return Text(text=turn.say("batch.done", count=len(tally.made)))
    words = turn.say("batch.failed", made=len(tally.made), count=len(job.clips), failed=tally.failed, left=left)
    hint = how_to_go_on(turn, job.again, job.clips[tally.begun - 1:], turn.target) if tally.hopeless and left else ""
    return Failed(code="batch_failed", message=words, hint=hint, sent="yes", exit_code=tally.exit_code)


def _asked(turn: TurnContext, job: Job) -> Question | Failed | None:
    """The question before a large or paid batch; without a person there, the flag is named."""
    count = len(job.clips)
    if turn.agreed or count <= (MANY if turn.local or not turn.interactive else 1):
        return None
    host = "" if turn.local else turn.settings.api_url.split("//")[-1]
    text = turn.say("batch.question", count=count, names=[clip.name for clip in job.clips[:3]], host=host)
    if not turn.interactive:
        return Failed(code="batch_needs_yes", message=text, hint=turn.say("batch.flag"), exit_code=64)
    return ask(turn, "batch", text, tuple(str(path) for path in turn.files))


def _target(turn: TurnContext, count: int) -> Path | None:
    """Where `-o` sends the results; a folder is made, and a file is only right for one clip. Blocks."""
    target = turn.target
    if target is None or (count == 1 and target.suffix and not target.is_dir()):
        return target
    if target.suffix.lower() == ".mp4" and not target.is_dir():
        raise BadArguments("batch_target", path=str(target))
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(path=str(target), log=str(error)) from error
    return target


async def _one(
    turn: TurnContext, job: Job, numbered: tuple[int, Path], folder: Path | None, tale: _Tale
) -> AsyncGenerator[AgentEvent, None]:
    """One clip in a conversation of its own; `tale` tells how it ended."""
    place, clip = numbered
    where = {"place": place, "count": len(job.clips), "name": clip.name}
    yield Progress(message=turn.say("batch.begins", **where))
    assert turn.beside is not None
    try:
        async with turn.beside(folder) as worker, aclosing(_turns(worker, _plans(turn, job.recipe, clip), job.recipe.name, tale)) as events:
            async for event in events:
                if isinstance(event, TurnStarted):
                    await at_work(turn, event.turn_id)
                if isinstance(event, MediaReady) and event.kind == "video" and tale.did:
                    yield Notice(text=f"{clip.name}: {tale.did}")
                shown = None if tale.problem else _shown(turn, event, where)
                if shown is not None:
                    yield shown
    except VideoJobsError as error:
        tale.see(failed(error, turn))
    if tale.made is None and not tale.problem:
        tale.problem = tale.said or turn.say("batch.no_file")


async def _turns(worker: Worker, plans: Iterable[Plan], title: str, tale: _Tale) -> AsyncGenerator[AgentEvent, None]:
    """The turns of one clip, up to the first that fails; words that have changed nothing are not exported."""
    for plan in plans:
        if tale.problem or (plan.intents == ("export",) and not tale.changed):
            return
        async with aclosing(worker.run_turn(title, plan=plan)) as events:
            async for event in events:
                tale.see(event)
                yield event


def _shown(turn: TurnContext, event: AgentEvent, where: dict[str, object]) -> AgentEvent | None:
    """What the person sees of the turn of one clip: its progress, its warnings, its file."""
    match event:
        case Progress():
            return event.model_copy(update={"message": turn.say("batch.progress", what=event.message, **where)})
        case Notice(level="warning"):
            return event.model_copy(update={"text": f"{where['name']}: {event.text}"})
        case MediaReady(kind="video"):
            return event
        case _:
            return None


def _plans(turn: TurnContext, recipe: Recipe, clip: Path) -> Iterable[Plan]:
    """The turns of one clip. Edits go as one message that is done whole or not at all; words are looked at before the export."""
    paths = [str(clip), *recipe.files.values()]
    taken = Step("upload", "", media=tuple(Media("path", path) for path in paths), by="media")
    export = Step("export", "")
    if turn.local and recipe.exact:
        return (Plan((taken, Step("sse", recipe.message(turn.session.language)), export)),)
    wishes: Sequence[str] = recipe.words if turn.local else ["\n".join(recipe.words)]
    return (Plan((taken, *(Step("sse", words) for words in wishes))), Plan((export,)))
