"""The bottom line of the terminal: what runs now, as text that changes in place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

if TYPE_CHECKING:
    from agent.events import Progress

BAR = 24


@dataclass
class Status:
    """What the line shows. Empty texts show nothing; `progress` is the last progress of the running turn."""

    engine: str = ""
    project: str = ""
    progress: "Progress | None" = None
    queued: int = 0

    def text(self, columns: int) -> str:
        """One line that fits: the running work first, then the rest from the left; what does not fit is left out from the right."""
        parts = [bar(self.progress)] if self.progress else []
        parts += [part for part in (f"+{self.queued}" if self.queued else "", self.engine, self.project) if part]
        while len(parts) > 1 and width(" · ".join(parts)) > columns - 2:
            parts.pop()
        return clipped(" · ".join(parts), columns - 2)

    def toolbar(self, columns: int) -> StyleAndTextTuples:
        """The line as prompt_toolkit draws it."""
        return [("class:status", " " + self.text(columns))]


def bar(progress: "Progress") -> str:
    """`████████░░░░ 45 % Rendering`, or the words alone where no fraction is known."""
    if progress.fraction is None:
        return progress.message
    fraction = min(1.0, max(0.0, progress.fraction))
    full = round(fraction * BAR)
    return f"{'█' * full}{'░' * (BAR - full)} {round(fraction * 100)}% {progress.message}"


def width(text: str) -> int:
    """Columns that `text` takes: CJK letters take two."""
    return get_cwidth(text)


def clipped(text: str, columns: int) -> str:
    """`text` cut to `columns`, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return text + "…"
