"""What differs between two states of a project, in words: one line for each change (contract 4.4)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from agent.client.wire import MediaFile, State
from agent.turn.summary import span_of
from agent.turn.tracks import Label, Segment, number, read
from prompts import Say

_ALIKE = 5
Verb = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a line speaks of: one title, or all segments of one name on the tracks of one kind."""

    label: Label
    name: str
    segments: tuple[Segment, ...]

    @property
    def percent(self) -> int | None:
        """Volume of sound, where known."""
        return next((segment.percent for segment in self.segments if segment.percent is not None), None) if self.label == "BGM" else None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `before` is None for what was added, `after` for what was removed."""

    before: Thing | None
    after: Thing | None

    @property
    def verb(self) -> Verb:
        """Added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def thing(self) -> Thing:
        """As it is now, or was."""
        thing = self.after or self.before
        assert thing is not None
        return thing


def diff(before: State, after: State, say: Say) -> list[str]:
    """The lines, empty if nothing differs."""
    if before.snapshot == after.snapshot:
        return []
    lines = [*_track_lines(before.draft or {}, after.draft or {}, say), *_canvas_line(before.draft or {}, after.draft or {}, say)]
    lines += _media_lines(before, after, say)
    return lines or [say("timeline.updated")]


def _track_lines(before: Mapping[str, Any], after: Mapping[str, Any], say: Say) -> Iterator[str]:
    changes = list(_changes(_things(before), _things(after)))
    for (label, verb), group in groupby(changes, key=lambda change: (change.thing.label, change.verb)):
        alike = list(group)
        if len(alike) > _ALIKE:
            span = span_of(tuple(segment for change in alike for segment in change.thing.segments))
            yield say("timeline.many", label=label, verb=verb, count=len(alike), span=span)
        else:
            for change in alike:
                details = "" if verb == "removed" else ", ".join(_details(change, say))
                yield say("timeline.change", label=label, verb=verb, name=change.thing.name, details=details)


def _things(draft: Mapping[str, Any]) -> list[Thing]:
    """Titles one by one; pictures and sounds by name, since a cut clip stays one thing."""
    things: dict[tuple[Label, str], Thing] = {}
    titles: list[Thing] = []
    for track in read(draft):
        for segment in track.segments:
            if track.label == "Title":
                titles.append(Thing("Title", segment.name, (segment,)))
            else:
                key = (track.label, segment.name)
                known = things[key].segments if key in things else ()
                things[key] = Thing(track.label, segment.name, (*known, segment))
    return [*things.values(), *titles]


def _changes(before: list[Thing], after: list[Thing]) -> Iterator[Change]:
    """Pairs things of one label and name in order, the equal ones first; what is left was added or removed."""
    left = list(before)
    new: list[Thing] = []
    for thing in after:
        if thing in left:
            left.remove(thing)
        else:
            new.append(thing)
    changes: list[Change] = []
    for thing in new:
        twin = next((old for old in left if (old.label, old.name) == (thing.label, thing.name)), None)
        if twin is not None:
            left.remove(twin)
        changes.append(Change(twin, thing))
    changes += [Change(thing, None) for thing in left]
    order = ("Video", "BGM", "Title", "Layer")
    yield from sorted(changes, key=lambda change: (order.index(change.thing.label), ("removed", "changed", "added").index(change.verb)))


def _details(change: Change, say: Say) -> Iterator[str]:
    """The known facts of something new; of something changed, those that differ, before and after."""
    old, new = change.before, change.thing
    if old is None:
        yield from (fact for fact in (new.segments[0].color, new.segments[0].position, span_of(new.segments)) if fact)
        if new.percent is not None:
            yield f"{new.percent}%"
        return
    if old.percent != new.percent and old.percent is not None and new.percent is not None:
        yield say("timeline.volume", before=old.percent, after=new.percent)
    pairs = [(span_of(old.segments), span_of(new.segments))]
    pairs += [(getattr(old.segments[0], fact), getattr(new.segments[0], fact)) for fact in ("color", "position")]
    yield from (f"{one} → {other}" for one, other in pairs if one and other and one != other)
    if len(old.segments) != len(new.segments):
        yield say("timeline.pieces", before=len(old.segments), after=len(new.segments))


def _canvas_line(before: Mapping[str, Any], after: Mapping[str, Any], say: Say) -> Iterator[str]:
    old, new = _canvas(before), _canvas(after)
    if old and new and old != new:
        yield say("timeline.canvas", before=old, after=new)


def _canvas(draft: Mapping[str, Any]) -> str:
    meta = draft.get("m")
    sides = [number(meta.get(side)) for side in ("width", "height")] if isinstance(meta, Mapping) else []
    known = [int(side) for side in sides if side]
    return f"{known[0]}x{known[1]}" if len(known) == 2 else ""


def _media_lines(before: State, after: State, say: Say) -> list[str]:
    """One line for each new file. Generated media may be listed in both places; it is told once."""
    known = Counter(_key(file) for file in (*before.video_infos, *before.generated_media))
    new = [file for file in (*after.video_infos, *after.generated_media) if not known[_key(file)]]
    once = list({_key(file): file for file in new}.values())
    if len(once) > _ALIKE:
        return [say("timeline.many", label="Media", verb="added", count=len(once), span="")]
    return [say("timeline.media", name=file.name, duration=file.duration_s) for file in once]


def _key(file: MediaFile) -> str:
    return file.url or file.name
