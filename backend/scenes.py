"""What the director is told of a document."""

from fractions import Fraction

from backend.director import Scene
from backend.draft.document import Document
from backend.draft.history import versions
from backend.draft.timeline import Timeline
from backend.draft.track import places
from backend.edits import AnyEdit


def scene_of(document: Document, language: str) -> Scene:
    """The timeline of the document, its files and what was done to it, as a sentence in `language` may refer to them."""
    timeline = document.timeline
    return Scene(
        duration_s=timeline.duration_s,
        clips=len(timeline.clips),
        language=language,
        width=timeline.canvas.width if timeline.canvas else 0,
        height=timeline.canvas.height if timeline.canvas else 0,
        fps=_rate(timeline),
        has_audio=any(timeline.find(clip.media).has_audio for clip in timeline.clips),
        media_names=tuple(media.name for media in document.media),
        versions=tuple(versions(document)),
        spans=spans_of(timeline),
        footage=tuple({timeline.find(clip.media).name for clip in timeline.clips}),
        before=_before(document),
    )


def _rate(timeline: Timeline) -> float:
    """Frames a second of the result; 0 where nothing is there that moves."""
    return float(Fraction(timeline.canvas.fps)) if timeline.canvas else 0.0


def spans_of(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """Where each clip begins and ends, in seconds."""
    return tuple((round(one.from_s, 3), round(one.to_s, 3)) for one in places(timeline.clips)) if timeline.clips else ()


def _before(document: Document) -> tuple[AnyEdit, ...]:
    """What counts, returns among it; behind it an undo, a redo, a name or a look ahead if that was the last thing done."""
    counts = (one for one in document.history if one.counts or (one.is_return and one.active))
    return tuple(one.edit for one in (*counts, *(last for last in document.history[-1:] if last.is_switch or last.is_mark)))
