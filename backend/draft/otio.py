"""The timeline as OpenTimelineIO JSON for other editors: clips with their files, transitions, speed, overlays, titles, music. Pure.

Schemas and their fields are those of OpenTimelineIO 0.15 and later. Every time is a whole number of frames of the result. Where two clips
overlap in a transition, the cut lies in its middle, as OTIO wants it. What OTIO has no words for (looks, levels) is in `metadata`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from backend.draft.otio_objects import Json, clip, file, freeze, gap, marker, missing, span, text_clip, track, transition, warp
from backend.draft.timeline import Clip, Data, MusicBed, OverlayPicture, Timeline, TitleText
from backend.draft.track import Place, places, source_at

KEY = "video_jobs"


def otio_of(timeline: Timeline, urls: Mapping[str, str], name: str) -> Json:
    """The document. `urls` are the addresses of the files by media id; a file without one is named alone."""
    return _Writer(timeline, urls).document(name)


def left_out(timeline: Timeline) -> list[str]:
    """What other editors will not read out of the document: captions, looks, levels, fades."""
    looks = any(_changed(one.picture) for one in timeline.clips)
    levels = timeline.gain != 1 or timeline.lufs is not None or any(_changed(one.sound) for one in timeline.clips)
    found = {"captions": timeline.captions is not None, "looks": looks, "levels": levels, "fades": bool(_changed(timeline.fades))}
    return [name for name, there in found.items() if there]


def _changed(data: Data) -> Json:
    """The fields that are not as usual."""
    return data.model_dump(mode="json", exclude_defaults=True)


@dataclass(frozen=True, slots=True)
class _Writer:
    """One timeline on one grid of frames."""

    timeline: Timeline
    urls: Mapping[str, str]

    @property
    def rate(self) -> Fraction:
        return Fraction(self.timeline.canvas.fps) if self.timeline.canvas else Fraction(30)

    def frames(self, at_s: float) -> int:
        return round(at_s * self.rate)

    def span(self, start: int, length: int) -> Json:
        return span(start, length, float(self.rate))

    def document(self, name: str) -> Json:
        timeline, ends = self.timeline, self.frames(self.timeline.duration_s)
        laid = places(timeline.clips)
        tracks = [track("Video", "Video", self._main(laid, sound=False))]
        tracks += [track("Video", f"Overlay {number}", self._overlay(one, ends)) for number, one in enumerate(timeline.overlays, 1)]
        tracks += [track("Video", "Titles", row) for row in self._titles(ends)]
        if any(timeline.find(one.media).has_audio for one in timeline.clips):
            tracks.append(track("Audio", "Sound", self._main(laid, sound=True)))
        if timeline.music is not None and not timeline.music.muted:
            tracks.append(track("Audio", "Music", self._music(timeline.music, ends)))
        marks = [marker(mark.name, self.span(self.frames(mark.at_s), 1)) for mark in timeline.chapters]
        canvas = timeline.canvas.model_dump(mode="json") if timeline.canvas else {}
        facts = {"canvas": canvas, "gain": timeline.gain, "lufs": timeline.lufs, "fades": timeline.fades.model_dump(mode="json")}
        stack: Json = {"OTIO_SCHEMA": "Stack.1", "metadata": {}, "name": "tracks", "source_range": None, "effects": [], "markers": marks,
                 "enabled": True, "children": tracks}
        return {"OTIO_SCHEMA": "Timeline.1", "metadata": {KEY: facts}, "name": name, "global_start_time": None, "tracks": stack}

    def _main(self, laid: Sequence[Place], *, sound: bool) -> list[Json]:
        """The main track; in its sound, what is silent is a gap."""
        items: list[Json] = []
        for place in laid:
            if place.clip.join and items:
                cut, first, last = (self.frames(at_s) for at_s in (place.from_s, place.start_s, place.start_s + place.clip.join.duration_s))
                items.append(transition(place.clip.join.kind, (cut - first, last - cut), float(self.rate)))
            items.append(self._piece(place, sound=sound))
        return items

    def _piece(self, place: Place, *, sound: bool) -> Json:
        one, first = place.clip, self.frames(place.from_s)
        length = max(1, self.frames(place.to_s) - first)
        if sound and (one.hold_s or one.sound.muted or not self.timeline.find(one.media).has_audio):
            return gap(self.span(0, length))
        start_s = source_at(place, place.to_s if one.reverse else place.from_s)
        effects = [freeze()] if one.hold_s else [warp(-one.speed if one.reverse else one.speed)] if one.reverse or one.speed != 1 else []
        return clip(self._name(one.media), self.span(self.frames(start_s), length), self._file(one.media), effects, {KEY: _facts(one)})

    def _overlay(self, one: OverlayPicture, ends: int) -> list[Json]:
        first = self.frames(one.from_s)
        length = (ends if one.to_s is None else self.frames(one.to_s)) - first
        facts = one.model_dump(mode="json", include={"position", "scale", "opacity"})
        return [*self._before(first), clip(self._name(one.media), self.span(0, max(1, length)), self._file(one.media), [], {KEY: facts})]

    def _titles(self, ends: int) -> list[list[Json]]:
        """Rows of titles, none of which overlap in their row."""
        rows: list[tuple[int, list[Json]]] = []
        for one in sorted(self.timeline.titles, key=lambda title: title.from_s):
            first, last = self.frames(one.from_s), ends if one.to_s is None else self.frames(one.to_s)
            place = next((number for number, (end, _) in enumerate(rows) if end <= first), len(rows))
            if place == len(rows):
                rows.append((0, []))
            end, row = rows[place]
            row += [*self._before(first - end), self._title(one, max(1, last - first))]
            rows[place] = (first + max(1, last - first), row)
        return [row for _, row in rows]

    def _title(self, one: TitleText, length: int) -> Json:
        return text_clip(one.text, self.span(0, length), one.model_dump(mode="json", exclude={"from_s", "to_s"}))

    def _music(self, bed: MusicBed, ends: int) -> list[Json]:
        """The music from the beginning to the end, again and again where it is shorter, with gaps where it is silent."""
        whole = None if bed.source.startswith("bed:") else self.frames(self.timeline.find(bed.source).duration_s)
        silent = sorted((self.frames(start), self.frames(end)) for start, end in bed.silent)
        items, at = list[Json](), 0
        facts = {KEY: bed.model_dump(mode="json", include={"source", "volume", "duck"})}
        while at < ends:
            hush = next(((start, end) for start, end in silent if start <= at < end), None)
            inside = at % whole if whole else at
            stops = [ends, *(start for start, _ in silent if start > at), *([at - inside + whole] if whole else [])]
            last = min(ends, hush[1]) if hush else min(stops)
            part = self.span(inside, last - at)
            items.append(gap(self.span(0, last - at)) if hush else clip(bed.name, part, self._file(bed.source), [], facts))
            at = last
        return items

    def _before(self, frames: int) -> list[Json]:
        return [gap(self.span(0, frames))] if frames > 0 else []

    def _name(self, media: str) -> str:
        return self.timeline.find(media).name

    def _file(self, media: str) -> Json:
        """The reference to a file; music that is made here has none."""
        known = next((one for one in self.timeline.media if one.id == media), None)
        if known is None:
            return missing(media)
        available = self.span(0, self.frames(known.duration_s)) if known.duration_s else None
        return file(known.name, self.urls.get(media, known.name), available)


def _facts(one: Clip) -> dict[str, Any]:
    changed = {"picture": _changed(one.picture), "sound": _changed(one.sound)}
    return {name: value for name, value in changed.items() if value}
