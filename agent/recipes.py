"""Recipes: the edits of one conversation, kept to be done again to other clips. Each is a JSON file that a person can read and change."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.disk import write_whole
from agent.errors import BadArguments, BadInput, StateError

VERSION = 1
KEY = "video_jobs_recipe"
LONGEST_NAME = 60
LARGEST = 1_000_000
"""Bytes of a recipe that are read; it goes out as one message, which the editor takes up to 1 MiB."""

_BAD = re.compile(r"[\x00-\x1f/\\:*?\"<>|]")


class Step(BaseModel):
    """One thing to do: the person's words, and the edit that they became where the editor tells it.

    `relative`: its times hang on the length of the clip, so the words are read again for each.
    """

    model_config = ConfigDict(extra="forbid")

    words: str = ""
    edit: dict[str, Any] | None = None
    relative: bool = False


class Recipe(BaseModel):
    """The file, version 1. `files` are the music and pictures that the edits name, with their places on this computer."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    v: Literal[1] = Field(1, alias="video_jobs_recipe")
    name: str
    saved: str = ""
    files: dict[str, str] = Field(default_factory=dict)
    steps: list[Step] = Field(min_length=1)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the steps, each once where neighbours share them."""
        words = [step.words or str((step.edit or {}).get("op", "")) for step in self.steps]
        return tuple(word for place, word in enumerate(words) if word and (not place or words[place - 1] != word))

    @property
    def exact(self) -> bool:
        """Whether every step is an edit, so that no words need to be understood again."""
        return all(step.edit is not None for step in self.steps)

    def message(self, language: str) -> str:
        """The recipe as the one message that the local editor carries out whole or not at all, and answers in that language."""
        steps = [step.model_dump(exclude_defaults=True) for step in self.steps]
        return json.dumps({KEY: VERSION, "language": language, "steps": steps}, ensure_ascii=False)

    def text(self) -> str:
        """The file: one line for each step."""
        head = {KEY: self.v, "name": self.name, "saved": self.saved, **({"files": self.files} if self.files else {})}
        lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
        steps = [f"    {json.dumps(step.model_dump(exclude_defaults=True), ensure_ascii=False)}" for step in self.steps]
        return "\n".join(["{", *lines, '  "steps": [', ",\n".join(steps), "  ]", "}", ""])


def made(name: str, steps: Sequence[Mapping[str, Any]], places: Mapping[str, str] | None = None) -> Recipe:
    """A recipe of these steps. Of `places`, file names with their paths, it keeps those that the steps use.

    BadArguments where there is no step, or no name that a recipe can have.
    """
    if not steps:
        raise BadArguments("recipe_no_edits")
    used = {str((step.get("edit") or {}).get("file")) for step in steps}
    files = {file: path for file, path in (places or {}).items() if file in used}
    today = datetime.now(UTC).date().isoformat()
    known = [Step.model_validate(dict(step)) for step in steps]
    return Recipe(video_jobs_recipe=1, name=_checked(name), saved=today, files=files, steps=known)


def _checked(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or _BAD.search(plain) or plain.startswith("."):
        raise BadArguments("recipe_name", name=plain[:LONGEST_NAME])
    return plain


class RecipeBook:
    """The recipes of one folder. All methods block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """The names, in order."""
        return sorted((path.stem for path in self.folder.glob("*.json")), key=str.casefold)

    def path(self, name: str) -> Path:
        """The file of a recipe: the one of that name, in any case, or the path itself where the name is a path to a JSON file."""
        if name.endswith(".json"):
            return Path(name).expanduser().absolute()
        plain = _checked(name)
        there = next((known for known in self.names() if known.casefold() == plain.casefold()), plain)
        return self.folder / f"{there}.json"

    def save(self, recipe: Recipe, path: Path | None = None, *, replace: bool = False) -> Path:
        """Writes it whole, under its name or at `path`. BadArguments where there is one already and `replace` is not asked for."""
        place = path or self.path(recipe.name)
        if place.exists() and not replace:
            raise BadArguments("recipe_exists", name=recipe.name, path=str(place))
        write_whole(place, recipe.text())
        return place

    def load(self, name: str) -> Recipe:
        """BadArguments for an unknown name; BadInput for a file that is no recipe, or one of a version that is not known here."""
        path = self.path(name)
        try:
            found = json.loads(path.read_bytes()[:LARGEST])
        except FileNotFoundError as error:
            raise BadArguments("recipe_unknown", name=name, names=self.names()) from error
        except OSError as error:
            raise BadInput("file_unreadable", name=str(path)) from error
        except (ValueError, RecursionError) as error:
            raise BadInput("recipe_damaged", path=str(path), why=str(error)[:200]) from error
        version = found.get(KEY) if isinstance(found, dict) else None
        if isinstance(version, int) and version != VERSION:
            raise BadInput("recipe_version", path=str(path), version=version)
        try:
            return Recipe.model_validate(found)
        except ValidationError as error:
            first = error.errors()[0]
            raise BadInput("recipe_damaged", path=str(path), why=f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error

    def remove(self, name: str) -> Path:
        """The file that is gone now. BadArguments for an unknown name."""
        path = self.path(name)
        try:
            path.unlink()
        except FileNotFoundError as error:
            raise BadArguments("recipe_unknown", name=name, names=self.names()) from error
        except OSError as error:
            raise StateError(path=str(path), log=str(error)) from error
        return path
