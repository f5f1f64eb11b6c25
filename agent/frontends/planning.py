"""`video-jobs plan`: how a request is understood, without doing it and without contacting anyone."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import BadInput, EditFailed
from agent.frontends.streams import encode, put
from agent.frontends.surroundings import language_here
from agent.settings import Settings
from prompts import Language, language_of, message
from routing.plan import Context, Step
from routing.router import Router

if TYPE_CHECKING:
    from agent.app import Forecast


def show(text: str, settings: Settings, *, as_json: bool) -> int:
    """The steps, one line each, or one JSON object. Always 0."""
    rows = [{"intent": step.intent, "text": step.text, "media": [media.value for media in step.media], "by": step.by,
             "confidence": round(step.confidence, 3), **({"errand": step.errand} if step.errand else {})}
            for step in _steps(text, Context())]
    if as_json:
        put(encode({"v": 1, "type": "plan", "text": text, "steps": rows}))
        return 0
    language = language_of(text) if settings.language == "auto" else settings.language
    for number, row in enumerate(rows, 1):
        facts = {"errand": "", **row, "percent": round(float(str(row["confidence"])) * 100)}
        put(message("cli.plan_step", language, number=number, **facts))
    return 0


def _steps(text: str, context: Context) -> tuple[Step, ...]:
    """The steps of the router, and errands for other clips among them."""
    from agent.errands.disk import look
    from agent.errands.steps import errand_steps, parted

    steps: tuple[Step, ...] = ()
    for part in parted(text, look):
        steps += errand_steps(part, steps) if part.errand else Router().plan_offline(part.text, context).steps
    return steps


def show_edits(text: str, clip: Path | None, settings: Settings, *, as_json: bool) -> int:
    """What the local editor would do at these words, and to the clip if one is named. 0 where all of it can be done, else 70.

    Nothing is rendered or changed; a configured language model is asked about words that the grammar is unsure of.
    BadInput for a file that is no clip.
    """
    from agent.app import foreseen
    from agent.errands.disk import VIDEO
    from agent.handlers.files import check

    language = language_of(text, language_here()) if settings.language == "auto" else settings.language
    if clip is not None:
        found = check(clip, settings.limit_bytes(local=True), local=True)
        if found.extension not in VIDEO:
            raise BadInput("file_no_clip", name=clip.name)
        clip = found.path
    steps = _steps(text, Context(has_clip=True))
    asked = [step.text for step in steps if step.intent == "sse" and not step.errand]
    forecast = asyncio.run(foreseen("\n".join(asked) or text, clip, language, settings))
    others = [step.errand or step.intent for step in steps if step.intent != "sse" or step.errand]
    if as_json:
        body = {"clip": str(clip) if clip else None, "duration_s": round(forecast.before_s, 3) if clip else None,
                "assumed_duration_s": None if clip else forecast.before_s, "complete": forecast.whole, **_facts(forecast)}
        put(encode({"v": 1, "type": "edits", "text": text, "steps": [step.intent for step in steps], **body}))
    else:
        for line in _lines(forecast, clip, others, language):
            put(line)
    return 0 if forecast.whole else EditFailed.exit_code


def _facts(forecast: "Forecast") -> dict[str, Any]:
    """The forecast as JSON has it."""
    edits = [{"edit": one.edit, "words": one.words, "by": one.by, "problem": one.problem, "remarks": one.remarks,
              "needs_sound": one.listens}
             for one in forecast.edits]
    after_s = None if forecast.after_s is None else round(forecast.after_s, 3)
    return {"by": forecast.by, "confidence": forecast.confidence, "after_s": after_s, "edits": edits,
            "not_understood": forecast.not_understood, "unread": forecast.unread, "refused": forecast.refused}


def _lines(forecast: "Forecast", clip: Path | None, others: Sequence[str], language: Language) -> Iterator[str]:
    """The forecast as a person reads it."""
    for number, one in enumerate(forecast.edits, 1):
        said = {name: value for name, value in one.edit.items() if name != "op"}
        yield message("forecast.edit", language, number=number, name=one.name, op=one.edit["op"], said=said, words=one.words)
        for line in filter(None, (one.problem, *one.remarks)):
            yield "   " + message("forecast.problem" if line == one.problem else "forecast.remark", language, text=line)
    yield from forecast.left_out
    if forecast.edits:
        yield message("forecast.lengths", language, clip=clip.name if clip else "", before_s=forecast.before_s, after_s=forecast.after_s)
        listens = [one.name for one in forecast.edits if one.listens]
        percent = round(forecast.confidence * 100)
        yield message("forecast.sure", language, by=forecast.by, percent=percent, listens=listens, unread=forecast.unread)
    if others:
        yield message("forecast.others", language, steps=[message(f"agent.step_{intent}", language) for intent in others])
