"""The command line, read by one table. An error is a BadArguments that says which option and why, in one sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from agent.errors import BadArguments

Kind = Literal["flag", "value", "optional"]
FORMATS = ("text", "json", "stream-json")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was typed. None = not said; `resume` "" = the last conversation."""

    prompt: str | None = None
    files: tuple[str, ...] = ()
    resume: str | None = None
    session: str | None = None
    backend: str | None = None
    platform: str | None = None
    output: str | None = None
    output_format: str = "text"
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False
    no_input: bool = False
    yes: bool = False
    json: bool = False
    edits: bool = False
    help: bool = False
    version: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its names, the field it sets, and what it takes. `constant` is what a bare optional or a flag sets."""

    names: tuple[str, ...]
    field: str
    kind: Kind = "flag"
    constant: Any = True
    allowed: tuple[str, ...] = ()


OPTIONS = (
    Option(("-p", "--print"), "prompt", "value"),
    Option(("-c", "--continue"), "resume", "flag", ""),
    Option(("-r", "--resume"), "resume", "optional", ""),
    Option(("--session",), "session", "value"),
    Option(("--backend",), "backend", "value", allowed=("auto", "local", "cloud")),
    Option(("--platform",), "platform", "value"),
    Option(("-o", "--output"), "output", "value"),
    Option(("--output-format",), "output_format", "value", allowed=FORMATS),
    Option(("--quiet", "-q"), "quiet"),
    Option(("-v", "--verbose"), "verbose"),
    Option(("--no-color",), "no_color"),
    Option(("--no-input",), "no_input"),
    Option(("--yes", "-y"), "yes"),
    Option(("--json",), "json"),
    Option(("--edits",), "edits"),
    Option(("-h", "--help"), "help"),
    Option(("--version",), "version"),
)
_BY_NAME = {name: option for option in OPTIONS for name in option.names}


def parse(words: Sequence[str]) -> Arguments:
    """The arguments. BadArguments for an unknown option, a missing or wrong value, or options that exclude each other."""
    values: dict[str, Any] = {}
    files: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            files += rest
            break
        if word.startswith("-") and word != "-":
            _option(word, rest, values)
        else:
            files.append(word)
    if values.get("resume") is not None and values.get("session") is not None:
        raise BadArguments("argument_clash", option="--session", value="--resume")
    return replace(Arguments(), files=tuple(files), **values)


def _option(word: str, rest: list[str], values: dict[str, Any]) -> None:
    """Takes in one option, and its value from `rest` where it has one there. `-cp TEXT` is `-c -p TEXT`."""
    name, _, attached = word.partition("=") if word.startswith("--") else (word[:2], "", word[2:])
    given = attached if "=" in word[:len(name) + 1] or (attached and not word.startswith("--")) else None
    option = _BY_NAME.get(name)
    if option is None:
        raise BadArguments("argument_unknown", option=name)
    if option.kind == "flag":
        if given is not None and word.startswith("--"):
            raise BadArguments("argument_extra", option=name)
        if given:
            rest.insert(0, f"-{given}")
        values[option.field] = option.constant
        return
    if given is None and rest and (option.kind == "value" or _is_id(rest[0])):
        given = rest.pop(0)
    if given is None and option.kind == "value":
        raise BadArguments("argument_missing", option=name)
    if option.allowed and given not in option.allowed:
        raise BadArguments("argument_value", option=name, value=given, allowed=", ".join(option.allowed))
    values[option.field] = option.constant if given is None else given


def _is_id(word: str) -> bool:
    """Whether the word after `-r` can be an id, and is no option and no file name."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", word) is not None


def asked_format(words: Sequence[str]) -> str:
    """The output format in words that may be wrong otherwise."""
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--output-format":
            value = value or (words[place + 1] if place + 1 < len(words) else "")
            return value if value in FORMATS else "text"
    return "json" if "--json" in words else "text"
