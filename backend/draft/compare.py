"""What is different between two states of a project, as lines for a person."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from backend.draft.changes import name_of
from backend.draft.compare_looks import looks_and_sound
from backend.draft.details import number
from backend.draft.document import Document
from backend.draft.history import ORIGINAL, as_of, name_at, number_of
from backend.draft.timeline import Timeline
from backend.engine.captions import project_captions
from prompts import Say

Facts = dict[str, Any]


def compared(document: Document, since: str | None, until: str | None, say: Say) -> str:
    """The differences between two named states ("" = the original, None = now) in words. EditError for a name that is not there."""
    first = ORIGINAL if since == "" else number_of(document, since)
    second = len(document.history) if until is None else ORIGINAL if until == "" else number_of(document, until)
    before, after = as_of(document, first), as_of(document, second)
    names = {"since": name_at(document, first), "until": None if until is None else name_at(document, second)}
    lines = list(_lines(before.timeline, after.timeline, say)) + list(_edits(before, after, say))
    return "\n".join([say("changes.head", **names), *lines]) if lines else say("changes.same", **names)


def _edits(before: Document, after: Document, say: Say) -> Iterator[str]:
    """By which edits the later state differs."""
    old, new = ({one.number: one.edit for one in document.active} for document in (before, after))
    added = [name_of(edit, say) for place, edit in new.items() if place not in old]
    gone = [name_of(edit, say) for place, edit in old.items() if place not in new]
    if added or gone:
        yield say("changes.edits", added=added, gone=gone)


def _lines(before: Timeline, after: Timeline, say: Say) -> Iterator[str]:
    for name, facts_of in ASPECTS.items():
        was, now = facts_of(before, say), facts_of(after, say)
        if was != now:
            yield say(f"changes.{name}", was=was, now=now)
    yield from looks_and_sound(before, after, say)


def _length(timeline: Timeline, say: Say) -> float:
    """In tenths, as it is written."""
    return round(timeline.duration_s * 10) / 10


def _clips(timeline: Timeline, say: Say) -> int:
    return len(timeline.clips)


def _frame(timeline: Timeline, say: Say) -> str:
    canvas = timeline.canvas
    return f"{canvas.width}x{canvas.height}" if canvas else ""


def _rate(timeline: Timeline, say: Say) -> str:
    return number(float(Fraction(timeline.canvas.fps))) if timeline.canvas else ""


def _captions(timeline: Timeline, say: Say) -> Facts:
    track = timeline.captions
    if track is None:
        return {}
    looks = [say("receipt.style", name=track.style), say("receipt.place", name=track.position), say("receipt.color_name", name=track.color)]
    return {"count": len(project_captions(timeline)), "language": track.language, "looks": [*looks, say("receipt.style", name=track.size)]}


def _titles(timeline: Timeline, say: Say) -> list[str]:
    return [one.text for one in timeline.titles]


def _overlays(timeline: Timeline, say: Say) -> list[str]:
    return [timeline.find(one.media).name for one in timeline.overlays]


def _music(timeline: Timeline, say: Say) -> Facts:
    bed = timeline.music
    return {"name": bed.name, "volume": 0.0 if bed.muted else bed.volume} if bed else {}


def _transitions(timeline: Timeline, say: Say) -> int:
    return sum(clip.join is not None for clip in timeline.clips)


def _speeds(timeline: Timeline, say: Say) -> list[str]:
    return sorted({number(clip.speed) for clip in timeline.clips if not clip.hold_s})


def _fades(timeline: Timeline, say: Say) -> Facts:
    return timeline.fades.model_dump()


def _chapters(timeline: Timeline, say: Say) -> int:
    return len(timeline.chapters)


ASPECTS: dict[str, Callable[[Timeline, Say], Any]] = {
    "length": _length, "clips": _clips, "frame": _frame, "rate": _rate, "captions": _captions, "titles": _titles, "overlays": _overlays,
    "music": _music, "transitions": _transitions, "speeds": _speeds, "fades": _fades,
    "chapters": _chapters,
}
"""What of a timeline is compared, for the block of its name in `changes`."""
