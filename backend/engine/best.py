"""The liveliest pieces of footage, by what can be measured. What is funny or important nobody can measure; this does not claim to.

A piece lies between two natural borders: pauses of the voice, new scenes, the ends of clips. It is judged by five measures against the
other pieces of the same project; a measure that is nearly the same everywhere has no say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from backend.draft.cutting import on_timeline, shown_parts, wanted_s
from backend.draft.timeline import Timeline
from backend.draft.track import Range

WEIGHTS = {"speech": 0.3, "motion": 0.25, "loud": 0.2, "sharp": 0.15, "scene": 0.1}
"""The say of each measure. No source: talk first, then what moves, since most footage that is cut down is of people who talk."""

SHORTEST_S, LONGEST_S = 2.0, 8.0
"""Of a piece: shorter ones flicker by, longer ones leave no room for others."""
PAUSE_S = 1.0
"""A pause from this length on is a piece of its own."""
LAST_S = 1.0
"""A piece cut shorter than this to reach the length is left out instead."""
FLAT = {"speech": 0.15, "motion": 0.01, "loud": 2.0, "sharp": 0.5, "scene": 0.5}
"""A measure that differs less than this between the low and the high pieces says nothing: shares, dB, levels, counts."""
TELLING = 0.6
"""From this place among the others, 0..1, a measure is named as a reason."""
DARK = 24.0
"""Mean level of 255 under which a picture is black: such a piece comes last."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of the sound of a media: ranges without speech where it `speaks`, and the level in dBFS of each half second."""

    silent: Sequence[Range] = ()
    levels: Sequence[float] = ()
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of its picture: moments in seconds with the moved share 0..1, sharpness and light in levels of 255; new scenes."""

    at_s: Sequence[float] = ()
    moved: Sequence[float] = ()
    sharp: Sequence[float] = ()
    light: Sequence[float] = ()
    scenes: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Footage:
    """One media as it was measured."""

    heard: Heard = Heard()
    seen: Seen = Seen()


@dataclass(slots=True)
class Piece:
    """A stretch of source. `shown_s`: how long it is on the timeline; `score` 0..1; `why`: the measures by which it stands out."""

    media: str
    start_s: float
    end_s: float
    shown_s: float
    values: dict[str, float] = field(default_factory=dict)
    dark: bool = False
    score: float = 0.0
    why: list[str] = field(default_factory=list)


def best(timeline: Timeline, footage: Mapping[str, Footage], asked: float | None) -> dict[str, list[tuple[float, float, list[str]]]]:
    """The pieces to keep by media, in source seconds and in order, each with its reasons."""
    pieces = [piece for media, known in footage.items() for piece in _pieces(timeline, media, known)]
    _judge(pieces)
    left_s, kept = wanted_s(asked, timeline.duration_s), list[Piece]()
    for piece in sorted(pieces, key=lambda one: (one.dark, -one.score, one.start_s)):
        if left_s < LAST_S and kept:
            break
        if piece.shown_s > left_s:
            piece.end_s = round(piece.start_s + (piece.end_s - piece.start_s) * left_s / piece.shown_s, 3)
            piece.shown_s = left_s
        left_s -= piece.shown_s
        kept.append(piece)
    _lengthen(kept, pieces, left_s)
    by_media: dict[str, list[tuple[float, float, list[str]]]] = {}
    for piece in sorted(kept, key=lambda one: one.start_s):
        by_media.setdefault(piece.media, []).append((piece.start_s, piece.end_s, piece.why))
    return by_media


def _lengthen(kept: Sequence[Piece], pieces: Sequence[Piece], left_s: float) -> None:
    """The best piece that can go on into what was left out behind it does so for what is missing of the length."""
    free = {(piece.media, piece.start_s): piece for piece in pieces if piece not in kept}
    for piece in kept:
        after = free.get((piece.media, piece.end_s))
        if after and after.shown_s >= left_s > 0:
            piece.end_s = round(piece.end_s + (after.end_s - after.start_s) * left_s / after.shown_s, 3)
            return


def _pieces(timeline: Timeline, media: str, known: Footage) -> Iterable[Piece]:
    firm, soft = _borders(known)
    for start, end in shown_parts(timeline, {media: [(0.0, float("inf"))]})[media]:
        for first, last in (part for one in _between(start, end, firm) for part in _parted(*one, soft)):
            shown = sum(to - at for at, to in on_timeline(timeline, {media: [(first, last)]}))
            if shown > 0:
                piece = Piece(media, first, last, shown)
                _measure(piece, known)
                yield piece


def _borders(known: Footage) -> tuple[list[float], list[float]]:
    """Where footage is always parted: new scenes, both ends of long pauses. And where it can be: in the middle of short ones."""
    long = [at for start, end in known.heard.silent if end - start >= PAUSE_S for at in (start, end)]
    short = [(start + end) / 2 for start, end in known.heard.silent if end - start < PAUSE_S]
    return sorted({round(at, 3) for at in (*long, *known.seen.scenes)}), sorted({round(at, 3) for at in short})


def _between(start: float, end: float, borders: Sequence[float]) -> Iterable[Range]:
    """A stretch parted at the borders, but into nothing shorter than 2 s unless it is shorter as a whole."""
    inside, at = [one for one in borders if start + SHORTEST_S <= one <= end - SHORTEST_S], start
    for border in inside:
        if border - at >= SHORTEST_S:
            yield at, border
            at = border
    yield at, end


def _parted(start: float, end: float, borders: Sequence[float]) -> Iterable[Range]:
    """A stretch in pieces of at most 8 s: at the last border in reach where there is one, else in halves or at 8 s."""
    at = start
    while end - at > LONGEST_S:
        reach = [one for one in borders if at + SHORTEST_S <= one <= min(at + LONGEST_S, end - SHORTEST_S)]
        stop = reach[-1] if reach else at + min(LONGEST_S, (end - at) / 2 if end - at < 2 * LONGEST_S else LONGEST_S)
        yield round(at, 3), round(stop, 3)
        at = stop
    yield round(at, 3), round(end, 3)


def _measure(piece: Piece, known: Footage) -> None:
    length = piece.end_s - piece.start_s
    heard, seen, values = known.heard, known.seen, piece.values
    if heard.speaks:
        quiet = sum(max(0.0, min(end, piece.end_s) - max(start, piece.start_s)) for start, end in heard.silent)
        values["speech"] = 1 - quiet / length
    inside = heard.levels[int(piece.start_s * 2) : max(int(piece.start_s * 2) + 1, int(piece.end_s * 2))]
    if inside:
        values["loud"] = float(np.percentile(inside, 75))
    looked = [place for place, at in enumerate(seen.at_s) if piece.start_s <= at < piece.end_s]
    if looked:
        values["motion"] = float(np.mean([seen.moved[place] for place in looked]))
        values["sharp"] = float(np.mean([seen.sharp[place] for place in looked]))
        values["scene"] = float(sum(piece.start_s <= at < piece.end_s for at in seen.scenes))
        piece.dark = float(np.mean([seen.light[place] for place in looked])) < DARK


def _judge(pieces: Sequence[Piece]) -> None:
    """Scores and reasons: the place of each value between the low (10 %) and the high (90 %) of all pieces."""
    says: dict[str, Range] = {}
    for name in WEIGHTS:
        found = [piece.values[name] for piece in pieces if name in piece.values]
        if found:
            low, high = (float(value) for value in np.percentile(found, [10, 90]))
            if high - low >= FLAT[name]:
                says[name] = (low, high)
    total = sum(WEIGHTS[name] for name in says) or 1.0
    for piece in pieces:
        places = {name: min(1.0, max(0.0, (piece.values.get(name, low) - low) / (high - low))) for name, (low, high) in says.items()}
        piece.score = sum(WEIGHTS[name] * place for name, place in places.items()) / total
        piece.why = [name for name in sorted(places, key=lambda one: -WEIGHTS[one] * places[one]) if places[name] >= TELLING][:2]
