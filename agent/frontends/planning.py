"""`video-jobs plan`: how a request is understood, without doing it and without contacting anyone."""

from agent.frontends.streams import encode, put
from agent.settings import Settings
from prompts import language_of, message
from routing.plan import Context
from routing.router import Router


def show(text: str, settings: Settings, *, as_json: bool) -> int:
    """The steps, one line each, or one JSON object. Always 0."""
    steps = Router().plan_offline(text, Context()).steps
    rows = [{"intent": step.intent, "text": step.text, "media": [media.value for media in step.media], "by": step.by,
             "confidence": round(step.confidence, 3)} for step in steps]
    if as_json:
        put(encode({"v": 1, "type": "plan", "text": text, "steps": rows}))
        return 0
    language = language_of(text) if settings.language == "auto" else settings.language
    for number, row in enumerate(rows, 1):
        facts = {**row, "percent": round(float(str(row["confidence"])) * 100)}
        put(message("cli.plan_step", language, number=number, **facts))
    return 0
