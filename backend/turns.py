"""One message from sentence to answer: directions, facts, edits, words. Each edit is on disk before it is told.

A turn whose socket closes leaves the timeline as it was before the turn. Where the process ends, what was told stands, as after a crash.
"""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from backend.accounts import Accounts
from backend.answers import asked, fragments, next_steps, quoted
from backend.crew import Crew
from backend.director import NoSuchClipError, settled
from backend.draft.changes import receipt
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.edits import AnyEdit
from backend.facts import NO_AUDIO, NO_SPEECH, Emit, FactsError
from backend.frames import Answered, Broke, Called, Said
from backend.lettering import undrawable
from backend.planner.planner import Planned, planned
from backend.planner.translation import Translating
from backend.projects import Projects, Session
from backend.proposal import accepted, guessed, rehearse, with_proposal, without_proposal
from backend.replies import WireError
from backend.scenes import scene_of, spans_of
from backend.script import ScriptError, Step, language_in, script_of
from backend.smalltalk import agreed, kind_of
from prompts import Say, language_of, message

LOGGER = logging.getLogger("backend.turns")
TOOL = "edit_multitrack"


class Turns:
    """All turns of this process: one at a time for each session."""

    def __init__(self, projects: Projects, accounts: Accounts, crew: Crew) -> None:
        self._crew = crew
        self._projects = projects
        self._accounts = accounts
        self._running: dict[str, asyncio.Task[None] | None] = {}
        self._stopping = False

    @property
    def busy(self) -> bool:
        """Whether any turn runs."""
        return bool(self._running)

    def at_work(self, session_id: str) -> bool:
        """Whether a turn of the session runs."""
        return session_id in self._running

    async def admit(self, session: Session, text: str) -> "Turn":
        """A turn that may run now. WireError 409 while another one of the session runs, 2001 without the credits for it."""
        if self._stopping:
            raise WireError(status=503, detail="the backend is stopping")
        if session.id in self._running:
            raise WireError(status=409, detail="a turn of this session is running")
        self._running[session.id] = None
        try:
            held = await self._accounts.hold(session.user_id)
        except BaseException:
            del self._running[session.id]
            raise
        return Turn(self, session, text, held)

    async def stop(self) -> None:
        """Cancels what runs; each turn says so in its stream."""
        self._stopping = True
        tasks = [task for task in self._running.values() if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def carry_out(self, turn: "Turn", emit: Emit) -> None:
        """Runs the turn to its end, whatever happens in it."""
        self._running[turn.session.id] = asyncio.current_task()
        before, spent = None, False
        try:
            before = await self._projects.document(turn.session.id)
            spent = await Editing(self._projects, self._crew, turn, emit).run(before)
        except asyncio.CancelledError:
            if self._stopping:
                emit(Broke("Stopped", "the backend is stopping; the edits that were told stand"))
            elif before is not None:
                await asyncio.shield(self._projects.change(turn.session.id, partial(_as_before, before)))
            raise
        except Exception as error:  # outermost border of a turn: its failure is a frame of the stream, not the end of the process
            LOGGER.exception("a turn failed")
            emit(Broke(type(error).__name__, "the turn failed"))
        finally:
            await asyncio.shield(self._accounts.settle(turn.session.user_id, turn.held, spent=spent))
            self._running.pop(turn.session.id, None)


class Turn:
    """One admitted message; calling it carries it out."""

    def __init__(self, turns: Turns, session: Session, text: str, held: int) -> None:
        self.session = session
        self.text = text
        self.held = held
        self._turns = turns

    async def __call__(self, emit: Emit) -> None:
        await self._turns.carry_out(self, emit)


class Editing:
    """The work of one turn."""

    def __init__(self, projects: Projects, crew: Crew, turn: Turn, emit: Emit) -> None:
        self._projects = projects
        self._direct = crew.direct
        self._model = crew.model
        self._session = turn.session
        self._text = turn.text
        self._emit = emit
        before = turn.session.language
        self._language = language_in(turn.text, before) if turn.text.lstrip().startswith("{") else language_of(turn.text, before)
        self._say: Say = lambda name, /, **values: message(name, self._language, **values)
        self._resolver = Translating(crew.listen(projects, turn.session.id, emit), crew.model, emit)

    async def run(self, document: Document) -> bool:
        """Answers the message; True where an edit was made. Edits that waited for a yes are done by one, and dropped by anything else.

        A recipe is no sentence: its edits are done as they stand.
        """
        try:
            script = await asyncio.to_thread(script_of, self._text)
        except ScriptError as error:
            self._tell(self._say(error.message, **error.values))
            self._emit(Broke("ScriptError", error.message))
            return False
        waiting = document.proposal
        if waiting:
            document = await self._projects.change(self._session.id, without_proposal)
            if agreed(self._text):
                return await self._edit(accepted(waiting), document)
            if agreed(self._text) is False:
                self._tell(self._say("planner.declined"))
                return False
        if script is not None:
            return await self._play(script, document)
        return await self._read(document)

    async def _read(self, document: Document) -> bool:
        """The edits that the sentence asks for, or the answer to it; True where an edit was made."""
        scene = scene_of(document, self._language)
        directions = await asyncio.to_thread(self._direct, self._text, scene)
        plan = await planned(self._model, self._text, directions, document, scene)
        if plan.added or guessed(plan.directions.edits):
            undrastic = await self._unless_drastic(plan, document)
            if undrastic is None:
                return False
            plan = undrastic
        directions = plan.directions
        if directions.edits and document.media:
            return await self._edit(plan, document)
        if directions.asks and document.media:
            self._tell("\n".join(asked(directions.asks, document, self._say)))
            return False
        self._tell(self._words(plan, document))
        return False

    async def _unless_drastic(self, plan: Planned, document: Document) -> Planned | None:
        """The plan with what was found out for it; None where it would take most of the footage: then it waits for a yes."""
        rehearsal = await rehearse(plan, document, self._resolver, self._say)
        known = replace(plan.directions, edits=rehearsal.edits)
        if not rehearsal.drastic:
            return replace(plan, directions=known, rehearsed=True)
        await self._projects.change(self._session.id, partial(with_proposal, directions=known, text=self._text))
        if left := self._left_out(plan):
            self._tell("\n".join(left))
        self._tell(self._say("planner.confirm", removed_s=rehearsal.removed_s, seen_s=rehearsal.seen_s, lines=rehearsal.lines), waits=True)
        return None

    async def _edit(self, plan: Planned, document: Document) -> bool:
        done, directions = False, plan.directions
        planned_s = document.timeline.duration_s
        for index, (known, words) in enumerate(directions.worded(self._text)):
            try:
                spans = spans_of(document.timeline)
                edit = known if plan.rehearsed else settled(directions, index, planned_s, document.timeline.duration_s, spans)
            except NoSuchClipError as error:
                self._tell(self._say("edit_error.no_such_clip", number=error.number, count=error.count))
                continue
            line, document, applied = await self._apply(edit, document, words)
            done = done or applied
            self._tell(line)
        last = [*asked(directions.asks, document, self._say), *self._left_out(plan), *next_steps(document, self._say)]
        if last:
            self._tell("\n".join(last))
        return done

    async def _play(self, script: Sequence[Step], before: Document) -> bool:
        """Makes all edits of a recipe or none: where one does not fit, the turn fails and the timeline is as before.

        A clip without sound has nothing for an edit of the sound to do, one without speech nothing to write: such an edit is passed over,
        where there are others, and with captions what changes them.
        """
        document, lines, done = before, list[str](), False
        nothing_there = {self._say(NO_AUDIO), self._say(NO_SPEECH)}
        for number, step in enumerate(script, 1):
            count = len(document.history)
            edit = await asyncio.to_thread(step.for_scene, scene_of(document, self._language))
            line, document, applied = await self._apply(edit, document, step.words)
            done = done or applied
            lines.append(line)
            if len(document.history) == count:
                if line in nothing_there and (done or number < len(script)):
                    nothing_there |= {self._say("edit_error.no_captions")} if edit.op == "captions" else set()
                    lines[-1] = self._say("script.passed_over", number=number, words=quoted([step.words or edit.op]), why=line)
                    continue
                await self._projects.change(self._session.id, partial(_as_before, before))
                words = quoted([step.words or edit.op])
                self._tell(self._say("script.does_not_fit", number=number, words=words, why=line))
                self._emit(Broke("ScriptError", f"step {number} does not fit"))
                return False
        self._tell("\n".join(lines))
        return done

    def _tell(self, text: str, *, waits: bool = False) -> None:
        """One whole text, its fragments before it. No call may stand between them: it would close the text that the fragments began."""
        for piece in fragments(text):
            self._emit(Said(piece, fragment=True))
        self._emit(Said(text, waits=waits))

    async def _apply(self, edit: AnyEdit, document: Document, words: str) -> tuple[str, Document, bool]:
        """The line about one edit, the document after it, and whether it was made. It is on disk when this returns."""
        try:
            edit = await self._resolver.resolve(edit, document)
        except FactsError as error:
            return self._say(error.message, **error.values), document, False
        call = "call-" + uuid.uuid4().hex[:8]
        self._emit(Called(call, TOOL, {"edits": [edit.said()]}))
        try:
            after = await self._projects.change(self._session.id, partial(apply, edit=edit, words=words))
        except EditError as error:
            self._emit(Answered(call, TOOL, {"status": "refused", "reason": error.reason}))
            return error.words(self._say), document, False
        length = round(after.timeline.duration_s, 3)
        self._emit(Answered(call, TOOL, {"status": "applied", "duration": length}, {"edits": len(after.history)}))
        line, left_out = await asyncio.to_thread(lambda: (receipt(document, after, self._say), undrawable(edit)))
        line += "\n" + self._say("receipt.undrawable", letters=left_out) if left_out else ""
        return line, after, not after.history[-1].is_mark

    def _left_out(self, plan: Planned) -> list[str]:
        directions = plan.directions
        lines = [self._say(f"director.refused_{refusal.reason}", words=quoted([refusal.words])) for refusal in directions.refused]
        if directions.not_understood:
            lines.append(self._say("director.not_understood_part", words=quoted(directions.not_understood)))
        lines += [dropped.words(self._say) for dropped in plan.dropped]
        lines += [self._say("planner.unreadable", count=plan.unreadable)] if plan.unreadable else []
        return lines + self._unanswered(plan) if directions.not_understood else lines

    def _unanswered(self, plan: Planned) -> list[str]:
        """That the language model was of no help, where help was needed."""
        return [self._say("planner.no_answer")] if plan.unanswered else []

    def _words(self, plan: Planned, document: Document) -> str:
        """The answer to a message that edits nothing."""
        directions = plan.directions
        examples, timeline = self._say("director.examples"), document.timeline
        if directions.refused and not directions.edits:
            return "\n".join(self._left_out(plan))
        if directions.kind in ("smalltalk", "help"):
            return self._say(f"director.{directions.kind}", duration_s=timeline.duration_s, examples=examples)
        if kind := None if directions.edits else kind_of(self._text):
            return self._say(f"director.{kind}", duration_s=timeline.duration_s, examples=examples)
        if not timeline.clips:
            return self._say("director.no_clip")
        if directions.kind == "question" and not directions.not_understood:
            return self._about(document)
        lines = [self._say("director.not_understood", words=quoted([self._text]), examples=examples), *self._unanswered(plan)]
        return "\n".join(lines)

    def _about(self, document: Document) -> str:
        timeline, scene = document.timeline, scene_of(document, self._language)
        return self._say("director.about", duration_s=timeline.duration_s, width=scene.width, height=scene.height,
                         clips=scene.clips, has_audio=scene.has_audio, edits=len(document.active),
                         examples=self._say("director.examples"))


def _as_before(before: Document, now: Document) -> Document:
    """The edits of `before` on the media of `now`: a file that came meanwhile stays."""
    return Document(media=now.media, history=before.history)
