"""Every word that a person or a language model reads, as Jinja2 templates with StrictUndefined.

`messages/<language>/<topic>.j2` holds the texts of one topic, each a block:
`{% block accepted %}Taken in: {{ name }}.{% endblock %}` is the message `topic.accepted`.
`llm/<name>.j2` are prompts for models. English (`en`) and Chinese (`zh`) are equal: a test compares both sets.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


LOOKED_AT = 4000
QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》")
PLACES = re.compile(
    r"(?:https?:/)?(?:[A-Za-z]:)?(?:(?<![~.\w-])[~.\w-]*+)?[/\\][\x21-\x7e]*"
    r"|[^\s，。；：、！？]{1,255}\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)(?![a-z0-9])", re.A | re.I)
"""Paths, addresses and names of files: their letters are no words of a language."""
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]+")
KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


class Say(Protocol):
    """Renders one message in the language of the conversation."""

    def __call__(self, name: str, /, **values: Any) -> str: ...


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("prompts", ""), undefined=StrictUndefined, autoescape=False,  # noqa: S701 - plain text, no HTML
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
    )
    environment.filters.update(clock=clock, seconds=seconds, size=size)
    return environment


@cache
def _template(path: str) -> Template:
    return _environment().get_template(path)


def message(name: str, language: Language, /, **values: Any) -> str:
    """The text `topic.name` in `language`, stripped. KeyError for an unknown name; UndefinedError for a missing value."""
    topic, _, block = name.partition(".")
    template = _template(f"messages/{language}/{topic}.j2")
    return "".join(template.blocks[block](template.new_context(values))).strip()


def speaker(language: Callable[[], Language]) -> Say:
    """A `Say` that asks `language` anew for each text, since a conversation may change its language."""

    def say(name: str, /, **values: Any) -> str:
        return message(name, language(), **values)

    return say


def prompt(name: str, /, **values: Any) -> str:
    """The text of `llm/<name>.j2`, for a model."""
    return _template(f"llm/{name}.j2").render(**values).strip()


def language_of(text: str, before: Language = "en") -> Language:
    """The language to answer in, by the words outside quotes: Chinese where Han letters outnumber Latin words, else English.

    As before where kana or hangul stand, or no letters at all.
    """
    words = QUOTED.sub(" ", PLACES.sub(" ", text[:LOOKED_AT]))
    words = words if any(letter.isalpha() for letter in words) else text[:LOOKED_AT]
    if KANA_OR_HANGUL.search(words):
        return before
    han, latin = len(HAN.findall(words)), len(LATIN.findall(words))
    if not han and not latin:
        return before
    return "zh" if han >= latin else "en"


def clock(value: float) -> str:
    """Seconds as a person reads them: `0:48`, `2:05`, `1:02:03`; under ten seconds with a tenth where it matters: `0:04.5`."""
    tenths = round(value * 10)
    whole, tenth = divmod(tenths, 10)
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    text = f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"
    return f"{text}.{tenth}" if tenth and value < 60 else text


def seconds(value: float) -> str:
    """A length in seconds without trailing zeros: `4.5`, `12`."""
    return f"{value:.1f}".removesuffix(".0")


def size(value: int) -> str:
    """A file size: `312 KB`, `4.2 MB`, `1.3 GB` (powers of 1024)."""
    if value < 1024 * 1024:
        return f"{max(1, round(value / 1024))} KB"
    if value < 1024**3:
        return f"{value / 1024**2:.1f} MB"
    return f"{value / 1024**3:.1f} GB"
