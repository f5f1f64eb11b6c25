"""Edits of what is written in the picture: captions, titles, chapter marks."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from backend.draft.cutting import used
from backend.draft.errors import EditError, Tell
from backend.draft.ranges import span
from backend.draft.timeline import CaptionTrack, Timeline, TitleText
from backend.edits import Captions, Place, RemoveCaptions, RemoveTitle, Title, TranslateCaptions

TITLE_S = 3.0
FREE_PLACES: tuple[Place, ...] = ("top", "center", "bottom")
"""Where a title goes if nothing was said: the first of these that is free at that time."""
STYLE = ("style", "position", "color", "size")
TITLE_STYLE = ("position", "color", "size", "animation")


def _track(facts: Mapping[str, Any]) -> CaptionTrack:
    try:
        return CaptionTrack.model_validate({"source": "", **facts})
    except ValidationError as error:
        raise EditError("not_analysed") from error


def captions(timeline: Timeline, edit: Captions, tell: Tell) -> Timeline:
    """Writes what is said, from `facts`. Without facts it changes the style of the captions that are there. A style once said stays."""
    there = timeline.captions
    if edit.facts is None and there is None:
        raise EditError("not_analysed")
    track = _track(edit.facts) if edit.facts is not None else there
    if track is None or not any(track.cues.get(media.id) for media in used(timeline)):
        raise EditError("no_speech")
    style = {name: getattr(there, name) for name in STYLE} if there else {}
    style |= {name: getattr(edit, name) for name in STYLE if getattr(edit, name) is not None}
    return timeline.model_copy(update={"captions": track.model_copy(update=style)})


def translate_captions(timeline: Timeline, edit: TranslateCaptions, tell: Tell) -> Timeline:
    """Puts the translated cues of `facts` in the place of the captions. Without them there is nothing here that can translate."""
    if edit.facts is None:
        raise EditError("no_translator", language=edit.language)
    track = _track({"language": edit.language, **edit.facts})
    style = {name: getattr(timeline.captions, name) for name in STYLE} if timeline.captions else {}
    return timeline.model_copy(update={"captions": track.model_copy(update=style)})


def remove_captions(timeline: Timeline, edit: RemoveCaptions, tell: Tell) -> Timeline:
    if timeline.captions is None:
        raise EditError("no_captions")
    return timeline.model_copy(update={"captions": None})


def title(timeline: Timeline, edit: Title, tell: Tell) -> Timeline:
    """Puts a text on screen for 3 s from the beginning, or changes the one with the same words; an empty text means the last one.

    Without a time all titles with those words change: a loop has repeated them.
    """
    text = edit.text.strip()
    index = _title_there(timeline, edit, text)
    if index is None and not text:
        raise EditError("title_empty")
    changes: dict[str, Any] = {name: getattr(edit, name) for name in TITLE_STYLE if getattr(edit, name) is not None}
    timed = edit.from_ is not None or edit.to is not None
    if index is None or timed:
        start, end = _title_span(timeline, edit, tell)
        changes |= {"from_s": start, "to_s": end}
    if index is not None:
        changed = tuple(one.model_copy(update=changes) if place == index or (not timed and one.text == timeline.titles[index].text) else one
                        for place, one in enumerate(timeline.titles))
        return timeline.model_copy(update={"titles": changed})
    new = TitleText(text=text, **({"position": _free_place(timeline, changes["from_s"], changes["to_s"])} | changes))
    return timeline.model_copy(update={"titles": (*timeline.titles, new)})


def _title_there(timeline: Timeline, edit: Title, text: str) -> int | None:
    """The index of the title that is meant: the same words, and at that time if a time was said."""
    for index in reversed(range(len(timeline.titles))):
        one = timeline.titles[index]
        if text and one.text != text:
            continue
        apart = edit.from_ is not None and one.to_s is not None and edit.from_ >= one.to_s
        if not apart and not (edit.to is not None and edit.to <= one.from_s):
            return index
    return None


def _title_span(timeline: Timeline, edit: Title, tell: Tell) -> tuple[float, float]:
    start = edit.from_ or 0.0
    if edit.to is not None:
        return span(timeline, start, edit.to, tell)
    first, _ = span(timeline, start, None, tell)
    return first, min(first + TITLE_S, timeline.duration_s)


def _free_place(timeline: Timeline, start: float, end: float) -> Place:
    end_s = timeline.duration_s
    taken = {one.position for one in timeline.titles if one.from_s < end and start < (end_s if one.to_s is None else one.to_s)}
    if timeline.captions:
        taken.add(timeline.captions.position)
    return next((place for place in FREE_PLACES if place not in taken), FREE_PLACES[0])


def remove_title(timeline: Timeline, edit: RemoveTitle, tell: Tell) -> Timeline:
    """Removes the title with those words (in any case, or a part of them), or all titles if none was named."""
    wanted = (edit.text or "").strip().casefold()
    exact = [one for one in timeline.titles if one.text.casefold() == wanted]
    gone = exact or [one for one in timeline.titles if wanted in one.text.casefold()]
    if not timeline.titles:
        raise EditError("no_titles")
    if not gone:
        raise EditError("no_such_title", text=edit.text, texts=[one.text for one in timeline.titles])
    return timeline.model_copy(update={"titles": tuple(one for one in timeline.titles if one not in gone)})
