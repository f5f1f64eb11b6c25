"""Chapter marks: at least three, at least ten seconds each, the first at 0:00."""

from pathlib import PurePath

from backend.draft.errors import EditError, Tell
from backend.draft.timeline import Chapter, Timeline
from backend.draft.track import places
from backend.edits import Chapters
from backend.engine.captions import project_captions

LEAST_S, LEAST_COUNT, MOST_COUNT = 10.0, 3, 12
NAME_LETTERS = 40

Mark = tuple[float, str]


def chapters(timeline: Timeline, edit: Chapters, tell: Tell) -> Timeline:
    """Marks from the titles, else the files, else the longest pauses between the captions: the first of these that gives enough."""
    if timeline.duration_s < LEAST_S * LEAST_COUNT:
        raise EditError("chapters_short", least_s=LEAST_S * LEAST_COUNT)
    for found in (_titles(timeline), _files(timeline), _spoken(timeline)):
        marks = _spread(found, timeline.duration_s)
        if len(marks) >= LEAST_COUNT:
            return timeline.model_copy(update={"chapters": tuple(Chapter(at_s=round(at, 3), name=name) for at, name in marks)})
    raise EditError("chapters_from_what")


def _titles(timeline: Timeline) -> list[Mark]:
    return sorted((one.from_s, one.text) for one in timeline.titles)


def _files(timeline: Timeline) -> list[Mark]:
    marks, last = list[Mark](), ""
    for place in places(timeline.clips):
        if place.clip.media != last:
            marks.append((place.from_s, PurePath(timeline.find(place.clip.media).name).stem))
        last = place.clip.media
    return marks


def _spoken(timeline: Timeline) -> list[Mark]:
    """The lines after the longest pauses, so many that chapters of the least length fit, and the first line."""
    lines = project_captions(timeline)
    if not lines:
        return []
    after_pause = sorted(range(1, len(lines)), key=lambda index: lines[index - 1].end_s - lines[index].start_s)
    chosen: list[int] = [0]
    for index in after_pause:
        at = lines[index].start_s
        borders = [0.0, timeline.duration_s, *(lines[one].start_s for one in chosen if one)]
        if len(chosen) < MOST_COUNT and all(abs(at - border) >= LEAST_S for border in borders):
            chosen.append(index)
    return [(lines[index].start_s, _short(lines[index].text)) for index in sorted(chosen)]


def _short(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= NAME_LETTERS:
        return words
    return words[:NAME_LETTERS].rsplit(" ", 1)[0].rstrip(" ,.;:，。；：") + "…"


def _spread(marks: list[Mark], end_s: float) -> list[Mark]:
    """The marks with the first moved to 0, without those that would make a chapter too short."""
    kept: list[Mark] = []
    for at, name in marks:
        at = at if kept else 0.0
        if end_s - at >= LEAST_S and (not kept or at - kept[-1][0] >= LEAST_S):
            kept.append((at, name))
    return kept
