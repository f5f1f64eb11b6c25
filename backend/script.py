"""Edits that come ready-made instead of as a sentence: a recipe as the text of a message, and the recipe of a document. Pure.

`{"video_jobs_recipe": 1, "steps": [{"words": "trim the silences", "edit": {"op": "trim_silence"}}, …]}`. A step with `"relative": true` was
said of times that hang on the length of the clip ("the last ten seconds"): its words are read again for each clip.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from backend.director import Scene, direct
from backend.draft.document import Document
from backend.edits import EDIT, AnyEdit, Recut, RestoreCuts
from prompts import Language

KEY, VERSION = "video_jobs_recipe", 1
TIMES = frozenset({"from", "to", "at", "start", "end"})
PROBES = tuple(Scene(duration_s=length_s) for length_s in (1000.0, 2000.0))


_LANGUAGE = re.compile(r'\s*\{\s*"video_jobs_recipe"\s*:\s*\d+\s*,\s*"language"\s*:\s*"(en|zh)"')


class ScriptError(Exception):
    """A recipe that cannot be read. `message` names a text of the prompts, `values` fill it."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class Step:
    """One edit, and the words that it came from."""

    words: str
    edit: AnyEdit
    relative: bool = False

    def for_scene(self, scene: Scene) -> AnyEdit:
        """The edit as it is meant for this scene."""
        read = direct(self.words, scene).edits if self.relative else ()
        return read[0] if len(read) == 1 and read[0].op == self.edit.op else self.edit


def script_of(text: str) -> tuple[Step, ...] | None:
    """The steps of a message that is a recipe, None for any other. ScriptError where it is of another version or holds no edits."""
    if not text.lstrip().startswith("{") or KEY not in text[:200]:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or KEY not in found:
        return None
    if found[KEY] != VERSION:
        raise ScriptError("script.version", version=str(found[KEY])[:20])
    return read(found.get("steps"))


def language_in(text: str, other: Language) -> Language:
    """The language in which a recipe asks to be answered, `other` where it does not say."""
    found = _LANGUAGE.match(text)
    return other if found is None else "zh" if found[1] == "zh" else "en"


def read(steps: Any) -> tuple[Step, ...]:
    """The steps, each a JSON object. ScriptError for the first that is none, or where there are none."""
    if not isinstance(steps, list) or not steps:
        raise ScriptError("script.empty")
    return tuple(_step(number, step) for number, step in enumerate(steps, 1))


def _step(number: int, step: Any) -> Step:
    try:
        edit = EDIT.validate_python(step["edit"])
        return Step(str(step.get("words") or ""), edit, step.get("relative") is True)
    except (ValidationError, TypeError, KeyError, AttributeError) as error:
        raise ScriptError("script.step", number=number) from error


def recipe_of(document: Document) -> dict[str, Any]:
    """The edits that count as steps; in `left_out` the ops that only make sense for these very clips."""
    skipped = {entry.number for entry in document.skipped}
    entries = [entry for entry in document.active if entry.number not in skipped]
    bound = [entry.edit.op for entry in entries if isinstance(entry.edit, RestoreCuts | Recut)]
    steps = [_said(entry.edit, entry.words) for entry in entries if not isinstance(entry.edit, RestoreCuts | Recut)]
    return {"steps": steps, "left_out": bound}


def _said(edit: AnyEdit, words: str) -> dict[str, Any]:
    said: dict[str, Any] = {"words": " ".join(words.split()), "edit": edit.said()}
    return said | {"relative": True} if _hangs_on_length(edit, words) else said


def _hangs_on_length(edit: AnyEdit, words: str) -> bool:
    """Whether the words alone give this edit, with times that are others in a longer clip."""
    said = edit.said()
    if not words or not TIMES & said.keys():
        return False
    short, long = _probed(words)
    if len(short) != 1 or len(long) != 1 or short == long:
        return False
    return _timeless(short[0].said()) == _timeless(said)


@lru_cache(maxsize=512)
def _probed(words: str) -> tuple[tuple[AnyEdit, ...], ...]:
    return tuple(direct(words, probe).edits for probe in PROBES)


def _timeless(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in TIMES}
