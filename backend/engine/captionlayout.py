"""How a caption is laid out: at most two lines, cut at stops where possible, with times that can be read. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backend.draft.timeline import Cue, Timeline
from backend.engine.captionsize import line_limit
from backend.engine.cuewords import TimedWord
from backend.engine.linebreak import balanced, chopped, cost_of_break, packed, units

MIN_SHOWN_S = 0.8
REST_S = 0.25
GAP_S = 0.04
"""Between two captions that follow each other at once: one frame at 25 a second, so that the change is seen."""

MAX_LINES = 2
DEFAULT_CANVAS = (1920, 1080)


@dataclass(frozen=True)
class TimedText:
    """One caption in timeline seconds. `text` has its line breaks; the words joined give `text`, each with when it is spoken."""

    start_s: float
    end_s: float
    text: str
    words: tuple[TimedWord, ...] = ()


def laid_out(words: list[TimedWord], cue: Cue, timeline: Timeline) -> Iterator[TimedText]:
    """Captions of at most two lines, cut at stops where possible."""
    if not words:
        return
    assert timeline.captions
    width, height = (timeline.canvas.width, timeline.canvas.height) if timeline.canvas else DEFAULT_CANVAS
    limit = line_limit(timeline.captions, width, height, cue.text)
    own = _own_lines(words, cue, limit)
    if own:
        yield _caption(words, own)
        return
    for block in _blocks(words, limit):
        pieces = [text for _, _, text in block]
        yield _caption(block, balanced(chopped(pieces, limit), limit))


def _own_lines(words: list[TimedWord], cue: Cue, limit: int) -> list[list[str]] | None:
    """The line breaks the cue came with, where it is complete and they fit."""
    lines = [line.strip() for line in cue.text.split("\n") if line.strip()]
    if len(lines) != MAX_LINES or max(map(units, lines)) > limit:
        return None
    pieces = [text for _, _, text in words]
    for cut in range(1, len(pieces)):
        if "".join(pieces[:cut]).strip() == lines[0] and "".join(pieces[cut:]).strip() == lines[1]:
            return [pieces[:cut], pieces[cut:]]
    return None


def _blocks(words: list[TimedWord], limit: int) -> list[list[TimedWord]]:
    """The words in as few groups as fit on two lines each, about equally long, long enough to be read, preferably ending at a stop."""
    lines = packed([text for _, _, text in words], limit)
    if lines <= MAX_LINES or len(words) == 1:
        return [words]
    count = -(-lines // MAX_LINES)
    widths = [units(text) for _, _, text in words]
    best = min(range(1, len(words)), key=lambda cut: _cost(words, widths, cut, count, limit))
    return [words[:best], *_blocks(words[best:], limit)]


def _cost(words: list[TimedWord], widths: list[int], cut: int, count: int, limit: int) -> tuple[bool, bool, int]:
    too_long = packed([text for _, _, text in words[:cut]], limit) > MAX_LINES
    too_brief = min(words[cut][0] - words[0][0], words[-1][1] - words[cut][0]) < MIN_SHOWN_S
    return too_long, too_brief, abs(sum(widths[:cut]) - sum(widths) // count) + 2 * cost_of_break(words[cut - 1][2])


def _caption(words: list[TimedWord], lines: list[list[str]]) -> TimedText:
    text = "\n".join("".join(line).rstrip() for line in lines)
    return TimedText(words[0][0], words[-1][1], text, tuple(_fitted(words, text)))


def _fitted(words: list[TimedWord], text: str) -> Iterator[TimedWord]:
    """The words with the spaces and line breaks that `text` has, so that joined they are `text`."""
    at = 0
    for start_s, end_s, word in words:
        left = sum(not letter.isspace() for letter in word)
        stop = at
        while stop < len(text) and (left or text[stop].isspace()):
            left -= not text[stop].isspace()
            stop += 1
        yield start_s, end_s, text[at:stop]
        at = stop


def spaced(captions: list[TimedText], total_s: float) -> list[TimedText]:
    """Times that can be read: at least 0.8 s where there is room, a small gap between neighbours, never over the end."""
    shown: list[TimedText] = []
    for caption in captions:
        if shown and caption.start_s - shown[-1].start_s < REST_S:
            shown[-1] = _together(shown[-1], caption)
        else:
            shown.append(caption)
    limits = [*(caption.start_s - GAP_S for caption in shown[1:]), total_s]
    return [replace(one, end_s=min(max(one.end_s, one.start_s + MIN_SHOWN_S), limit)) for one, limit in zip(shown, limits, strict=True)]


def _together(first: TimedText, second: TimedText) -> TimedText:
    """Two captions that begin at nearly the same time, as one."""
    start_s, end_s, text = first.words[-1]
    words = (*first.words[:-1], (start_s, end_s, f"{text}\n"), *second.words)
    return TimedText(first.start_s, max(first.end_s, second.end_s), f"{first.text}\n{second.text}", words)
