"""The picture in chunks of a few seconds, each encoded by itself, beside others, and kept: a later export encodes those that changed.

Long clips are cut at multiples of the chunk length counted in the source, so that an edit elsewhere moves no border and the chunk is
found again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backend.engine.shots import Blend, Piece, Shot

CHUNK_S = 5
"""Measured: about 5 s, some beside each other, cost no more than one graph; shorter ones lose to seeking and to key frames."""

MAX_REVERSED = 60
"""Frames of one reversed shot: reversing holds them all in memory (180 MB at 1080p)."""

MAX_INPUTS = 6
"""Inputs of one chunk: each opens a decoder."""

NEAR_S = 3
"""A gap that is cheaper to decode than to seek over."""


@dataclass(frozen=True)
class Chunk:
    """Frames [at, at + frames) of the result."""

    at: int
    pieces: tuple[Piece, ...]

    @property
    def frames(self) -> int:
        return sum(piece.frames for piece in self.pieces)


@dataclass(frozen=True)
class Run:
    """Shots of one media, one look, one after another in the source with no wide gap: decoded once, frames chosen by number."""

    shots: tuple[Shot, ...]

    @property
    def frames(self) -> int:
        return sum(shot.frames for shot in self.shots)


def chunked(pieces: Sequence[Piece], rate: Fraction) -> tuple[Chunk, ...]:
    """All pieces, in order, in chunks."""
    length = _length(sum(piece.frames for piece in pieces), rate)
    chunks: list[Chunk] = []
    at, held = 0, list[Piece]()
    for part in (part for piece in pieces for part in _split(piece, length, rate)):
        if held and _is_full(held, part, length, rate):
            chunks.append(Chunk(at, tuple(held)))
            at, held = at + chunks[-1].frames, []
        held.append(part)
    return _ended(chunks, held, length, rate)


def _ended(chunks: list[Chunk], held: list[Piece], length: int, rate: Fraction) -> tuple[Chunk, ...]:
    """The chunks with what is left over: a chunk of its own, or in the last one if it is very short."""
    if not held:
        return tuple(chunks)
    last = chunks[-1] if chunks else Chunk(0, ())
    is_short = sum(piece.frames for piece in held) * 3 < length
    if chunks and is_short and _inputs([*last.pieces, *held], rate) <= MAX_INPUTS:
        return (*chunks[:-1], Chunk(last.at, (*last.pieces, *held)))
    return (*chunks, Chunk(last.at + last.frames, tuple(held)))


def _length(frames: int, rate: Fraction) -> int:
    """Chunk length in frames; short results get shorter ones, so that all cores have work."""
    total_s = frames / rate
    chunk_s = Fraction(CHUNK_S) if total_s >= 4 * CHUNK_S else Fraction(CHUNK_S, 2) if total_s >= 2 * CHUNK_S else Fraction(CHUNK_S, 4)
    return max(1, round(chunk_s * rate))


def _split(piece: Piece, length: int, rate: Fraction) -> Iterator[Piece]:
    if isinstance(piece, Blend):
        yield piece
        return
    longest = min(length, MAX_REVERSED) if piece.reverse else length
    phase = round(piece.start * rate) % length if piece.plain else 0
    offset = 0
    while offset < piece.frames:
        frames = min(longest - phase, piece.frames - offset)
        yield piece.part(offset, frames, rate)
        offset, phase = offset + frames, 0


def _is_full(held: Sequence[Piece], following: Piece, length: int, rate: Fraction) -> bool:
    """Whether to end a chunk before the next piece: at a border of the source, or where it would get too long, unless it is very short."""
    frames = sum(piece.frames for piece in held)
    if _inputs([*held, following], rate) > MAX_INPUTS:
        return True
    last = held[-1]
    on_border = isinstance(last, Shot) and last.plain and round((last.start + last.extent(rate)) * rate) % length == 0
    is_reversed = isinstance(last, Shot) and last.reverse
    return frames * 3 >= length and (on_border or is_reversed or frames + following.frames > length)


def _inputs(held: Sequence[Piece], rate: Fraction) -> int:
    return sum(2 if isinstance(item, Blend) else 1 for item in runs(held, rate))


def runs(pieces: Sequence[Piece], rate: Fraction) -> list[Run | Blend]:
    """The pieces with neighbouring shots of one media joined into runs."""
    found: list[Run | Blend] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, Blend):
            found.append(piece)
        elif isinstance(last, Run) and _goes_on(last.shots[-1], piece, rate):
            found[-1] = Run((*last.shots, piece))
        else:
            found.append(Run((piece,)))
    return found


def _goes_on(before: Shot, shot: Shot, rate: Fraction) -> bool:
    if not (before.plain and shot.plain and before.media == shot.media and before.picture == shot.picture):
        return False
    gap = shot.start - before.start - before.extent(rate)
    return 0 <= gap <= NEAR_S
