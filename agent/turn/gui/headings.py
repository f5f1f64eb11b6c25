"""Headings and opening lines: they wait for what they announce, and go with it where all of it goes."""

import re
from dataclasses import dataclass, replace

from agent.turn.gui.sentences import sentences

_TITLE = re.compile(r"^\s*(?:(?P<hashes>#{1,6})\s|\*\*[^*\n]{1,80}\*\*[:：]?\s*$)")
_NEXT = re.compile(
    r"^\W*(?:(?:your )?next(?: steps?| up)?|what(?:'s| is| to do) next|(?:the )?(?:next |final |remaining )?steps|how to\b.{0,30}"
    r"|to (?:finish|continue|wrap) up?|instructions"
    r"|(?:下一步|接下来|后续)(?:操作|步骤)?|(?:操作)?步骤(?:如下)?|操作(?:指引|说明|方法|步骤)|(?:如何|怎么|怎样).{0,8})\W*$",
    re.IGNORECASE,
)
_OPENING = 8


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that announces others. `before`: what it says before that; `instead`: what is shown where all that it announces goes.

    `level`: 1 to 6, 7 a bold line, 8 an opening line (How to export:).
    """

    level: int
    before: str
    text: str
    instead: str
    gone: bool = False


def heading_of(text: str, end: str) -> Heading | None:
    """The line as a heading, `end` being its line end; None where it announces nothing."""
    if title := _TITLE.match(text):
        return Heading(len(title["hashes"] or "") or 7, "", text + end, "")
    if not text.rstrip("*_ ").endswith((":", "：")) and not _NEXT.match(text):
        return None
    *others, (last, gap) = list(sentences(text))
    whole = "".join(sentence + blank for sentence, blank in others)
    before = whole.rstrip()
    space = whole[len(before) :]
    instead = end if before else ""
    if re.search(r"\d|[“「《\"]", last):
        stop = "。" if "：" in last[-3:] else "."
        instead = space + re.sub(r"[:：]([*_]*)\s*$", lambda match: stop + match[1], last) + end
    return Heading(_OPENING, before, space + last + gap + end, instead)


class Headings:
    """The headings that wait, outermost first."""

    def __init__(self) -> None:
        self._waiting: tuple[Heading, ...] = ()

    def wait(self, heading: Heading, space: str) -> None:
        """`space`: the blank lines before it."""
        instead = heading.instead and space + heading.instead
        self._waiting += (replace(heading, text=space + heading.text, instead=instead),)

    def lose(self) -> None:
        """A line below them went."""
        self._waiting = tuple(replace(heading, gone=True) for heading in self._waiting)

    def show(self) -> str:
        """What waits, as a line below is shown."""
        waiting, self._waiting = self._waiting, ()
        return "".join(heading.text for heading in waiting)

    def end(self) -> str:
        """What waits, as nothing follows."""
        waiting, self._waiting = self._waiting, ()
        kept = max((place for place, heading in enumerate(waiting) if not heading.gone), default=-1)
        return "".join(heading.text if place <= kept else heading.instead for place, heading in enumerate(waiting))

    def above(self, level: int) -> str:
        """What waits as a heading of `level` comes: those beside or below it have ended."""
        if all(heading.gone and not heading.instead for heading in self._waiting if heading.level >= level):
            self._waiting = tuple(heading for heading in self._waiting if heading.level < level)
            return ""
        return self.end()

    def beside(self, listed: bool) -> None:
        """A line that is no item of a list is not what an opening line announced."""
        last = self._waiting[-1] if self._waiting else None
        if last and not listed and last.level == _OPENING and last.gone:
            self._waiting = (*self._waiting[:-1], replace(last, text=last.instead, gone=False))
