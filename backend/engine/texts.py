"""Titles and captions as files of a job folder: the fonts once, and for each chunk the lines of the ASS document that it shows."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from backend.draft.timeline import Timeline
from backend.engine.ass import ass_of, texts_of
from backend.engine.chunks import Chunk
from backend.engine.fonts import choose, gather
from backend.engine.plan import RenderPlan

_EVENT = re.compile(r"Dialogue: \d+,(\d+):(\d\d):(\d\d\.\d\d),(\d+):(\d\d):(\d\d\.\d\d),")


@dataclass(frozen=True)
class Texts:
    """The document split in its head and its events with their seconds; `fonts` tells which files draw it."""

    head: str = ""
    events: tuple[tuple[float, float, str], ...] = ()
    fonts: str = ""

    def of(self, chunk: Chunk, plan: RenderPlan) -> str:
        """The document with the events that a chunk shows; empty if there are none."""
        begins, ends = float(chunk.at / plan.rate), float((chunk.at + chunk.frames) / plan.rate)
        lines = [line for start, end, line in self.events if start < ends and end > begins]
        return "\n".join([self.head, *lines, ""]) if lines else ""


def prepare(timeline: Timeline, plan: RenderPlan, folder: Path) -> Texts:
    """Choose and collect the fonts in `folder`/fonts with a fontconfig file, and compile the texts. Blocks. Raises GlyphError."""
    words = texts_of(timeline)
    if not words:
        return Texts()
    choice = choose(words)
    fonts = gather(choice, folder / "fonts")
    (folder / "cache").mkdir(exist_ok=True)
    (folder / "fonts.conf").write_text(_fontconfig(fonts, folder / "cache"), encoding="utf-8")
    head, _, events = ass_of(timeline, plan.width, plan.height, choice).partition("\nDialogue: ")
    lines = [f"Dialogue: {event}" for event in events.rstrip("\n").split("\nDialogue: ")] if events else []
    return Texts(head, tuple((*_times(line), line) for line in lines), ",".join(file.name for file in choice.files))


def _times(line: str) -> tuple[float, float]:
    """Seconds of an event. ValueError if the line is none."""
    if not (found := _EVENT.match(line)):
        raise ValueError(line[:60])
    numbers = [float(value) for value in found.groups()]
    return numbers[0] * 3600 + numbers[1] * 60 + numbers[2], numbers[3] * 3600 + numbers[4] * 60 + numbers[5]


def _fontconfig(fonts: Path, cache: Path) -> str:
    """Only our fonts exist for the job: the same letters on every machine, and no search through the system's."""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(fonts.absolute()))}</dir><cachedir>{escape(str(cache.absolute()))}</cachedir></fontconfig>\n"
    )
