"""The numbered list of what was cut out by listening: silences and filler words, and silences that stayed in.

A number stands for a stretch of source. It stays the same over all later edits, until silences (or fillers) are cut anew.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from backend.draft.cutting import seen_in, shown_parts
from backend.draft.document import Applied, Document
from backend.draft.errors import EditError
from backend.draft.seams import seams
from backend.draft.timeline import Data, Timeline
from backend.draft.track import Range, frame_s, merged, places
from backend.edit_history import PreviewCuts, Recut, RestoreCuts
from backend.edits import RemoveFillers, TrimSilence

Kind = Literal["silence", "filler"]
SEEN = 0.5
"""A stretch counts as cut while less than this share of it is seen: transitions show a little of what was cut."""


class Listed(Data):
    """A line of the list: source seconds, and where it is in the result now.

    `at_s`: where it begins if it is in, where it would come in if it is out; None where the video around it is gone too.
    """

    number: int
    kind: Kind
    media: str
    from_s: float
    to_s: float
    moving: bool = False
    out: bool = True
    at_s: float | None = None

    @property
    def length_s(self) -> float:
        return self.to_s - self.from_s


class CutList(Data):
    """All stretches in order. `preview`: nothing of it was cut, it is what a cut would take."""

    stretches: tuple[Listed, ...] = ()
    preview: bool = False


def cut_list(document: Document) -> CutList:
    """The list as it stands: of the cuts that count; of the last look ahead where there are none, or where that was the last thing done."""
    ahead = next((one for one in reversed(document.history) if isinstance(one.edit, PreviewCuts)), None)
    cuts = [one for one in document.active if isinstance(one.edit, TrimSilence | RemoveFillers) and one.edit.facts is not None]
    preview = ahead is not None and (not cuts or ahead is document.history[-1]) and bool(_found(document, [ahead]))
    silences = [ahead] if preview and ahead else [one for one in cuts if isinstance(one.edit, TrimSilence)]
    fillers = [] if preview else [one for one in cuts if isinstance(one.edit, RemoveFillers)]
    order = {media.id: place for place, media in enumerate(document.media)}
    listed: list[Listed] = []
    for kind, entries in (("silence", silences), ("filler", fillers)):
        found = sorted(_found(document, entries), key=lambda one: (order[one[0]], one[1]))
        listed += [Listed(number=len(listed) + place, kind="silence" if kind == "silence" else "filler", media=media,
                          from_s=start, to_s=end, moving=moving) for place, (media, start, end, moving) in enumerate(found, 1)]
    return CutList(stretches=tuple(_placed(document.timeline, listed)), preview=preview)


def _found(document: Document, entries: Iterable[Applied]) -> list[tuple[str, float, float, bool]]:
    """What those entries took of what was in the video then; cuts that were widened later, as one."""
    gone: dict[str, list[Range]] = {}
    left: dict[str, list[Range]] = {}
    for entry in entries:
        before = document.replayed(entry.number - 1).timeline
        edit = entry.edit
        assert isinstance(edit, TrimSilence | RemoveFillers | PreviewCuts)
        left = shown_parts(before, edit.moving or {}) if not isinstance(edit, RemoveFillers) else left
        for media, ranges in shown_parts(before, edit.facts or {}).items():
            gone[media] = merged([*gone.get(media, []), *ranges])
    still = [(media, start, end, True) for media, ranges in left.items() for start, end in ranges
             if not any(start < to and from_ < end for from_, to in gone.get(media, []))]
    return still + [(media, start, end, False) for media, ranges in gone.items() for start, end in ranges]


def _placed(timeline: Timeline, listed: Sequence[Listed]) -> Iterable[Listed]:
    own, least = places(timeline.clips), frame_s(timeline)
    for one in listed:
        span = (one.from_s, one.to_s)
        shown = [place for place in own if place.clip.media == one.media]
        seen = [(start, (end - start) * place.clip.speed) for place in shown for start, end in seen_in(place, [span])]
        out = sum(source_s for _, source_s in seen) < SEEN * one.length_s
        joints = seams(own, one.media, span, least) if out else []
        at = seen[0][0] if not out else joints[0].at_s if joints else None
        yield one.model_copy(update={"out": out, "at_s": at})


def resolved(document: Document, edit: RestoreCuts | Recut) -> RestoreCuts | Recut:
    """The edit with the stretches that its numbers mean now. EditError where there is no list, no such number, or nothing to do."""
    listed = cut_list(document).stretches
    if not listed:
        raise EditError("no_cuts")
    restores = isinstance(edit, RestoreCuts)
    asked = _chosen(listed, edit)
    if not asked:
        raise EditError("none_moving")
    chosen = [one for one in asked if one.out == restores]
    if not chosen:
        raise EditError("cuts_are_in") if restores else EditError("cuts_are_out")
    facts = [(one.media, one.from_s, one.to_s) for one in chosen]
    return edit.model_copy(update={"numbers": [one.number for one in chosen], "facts": facts})


def _chosen(listed: Sequence[Listed], edit: RestoreCuts | Recut) -> list[Listed]:
    if edit.numbers is None:
        moving = isinstance(edit, Recut) and edit.which == "moving"
        return [one for one in listed if one.moving or not moving]
    count = len(listed)
    wanted = {number if number > 0 else count + 1 + number for number in edit.numbers}
    missing = sorted(number for number in wanted if not 1 <= number <= count)
    if missing:
        raise EditError("no_such_cut", number=missing[0] if missing[0] > 0 else edit.numbers[0], count=count)
    others = isinstance(edit, Recut) and edit.which == "others"
    return [one for one in listed if (one.number in wanted) != others]
