"""Whether the picture moves while nobody speaks: a demonstration goes on there, and it should not be cut blindly.

A stretch moves if in at least half of its looks, 0.2 s apart, at least 0.5 % of the picture has changed by more than 12 of 255 levels
(seen at 160x90, grey), and at least twice as much as usual while someone speaks. So a pointer is no motion, a single change of the page
is none, and neither is a face or a hand-held camera that moves as it does all the time.

Measured: the bundled sample, a still page 0.00 %, its pointer on its way 0.09-0.11 %, a page that changes 7.5 % in one look; made footage:
film grain (noise of 8 levels) 0.00 %, a box of 2 % of the picture moving 1.2-4 %, a scrolling page 18-30 %, a shaking camera 20-60 %.
Of the sample 39 s are judged in 0.3 s, most of it without decoding: packets under one byte in 64 macroblocks hold no change.
"""

import threading
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from backend.engine.container import opened
from backend.engine.looked import looked
from backend.engine.store import identity, key_of

Range = tuple[float, float]

WIDTH, HEIGHT = 160, 90
LOOK_S = 0.2
LEVELS, AREA, HALF, USUAL = 12, 0.005, 0.5, 2.0
SHORTEST_S, LONGEST_S = 0.6, 3.0
"""Stretches shorter than this have too few looks; of longer ones than that the middle is looked at."""

STILL_BYTES = 1 / 64
"""Bytes in a packet for each macroblock (16x16) under which nothing of it has changed: the codec says only "as before"."""

HEARD, HEARD_S = 6, 1.0
"""So many seconds of speech, spread over the file, tell what is usual."""

SAMPLED = 30
"""Of more stretches so many are judged first; where none of them moves the others are not looked at."""

VERSION = 1


class _StoppedError(Exception):
    """The caller has gone."""


async def moving(path: Path, cache: Path, silent: Sequence[Range]) -> list[bool]:
    """For each silent stretch, in source seconds, in order, whether the picture moves in it. Known results come from `cache`.

    A picture that cannot be decoded is taken as still: the sound alone decides then.
    """
    kept = cache / f"{key_of(identity(path), tuple(silent), VERSION)}.moving.json"
    found = await looked(kept, lambda stop: _judged(path, silent, stop))
    return [False] * len(silent) if found is None else list(map(bool, found))


def _judged(path: Path, silent: Sequence[Range], stop: threading.Event) -> list[bool]:
    found = [False] * len(silent)
    looked = [number for number, span in enumerate(silent) if span[1] - span[0] >= SHORTEST_S]
    with opened(path) as container:
        if not looked or not container.streams.video:
            return found
        eye = _Eye(container, stop)
        few = looked[:: max(1, -(-len(looked) // SAMPLED))]
        changes = {number: eye.changes(_middle(silent[number])) for number in few}
        if not any(map(_moves, changes.values())):
            return found
        changes |= {number: eye.changes(_middle(silent[number])) for number in looked if number not in changes}
        usual = _usual(eye, silent)
    for number, seen in changes.items():
        found[number] = _moves(seen, usual)
    return found


def _middle(span: Range) -> Range:
    spare = max(0.0, span[1] - span[0] - LONGEST_S) / 2
    return span[0] + spare, span[1] - spare


def _moves(seen: Sequence[float], usual: float = 0.0) -> bool:
    least = max(AREA, USUAL * usual)
    return bool(seen) and sum(change >= least for change in seen) >= HALF * len(seen)


def _usual(eye: "_Eye", silent: Sequence[Range]) -> float:
    """The median change while someone speaks; 0 where nobody does."""
    ends, starts = [0.0, *(end for _, end in silent)], [*(start for start, _ in silent), eye.end_s]
    heard = [(end, start) for end, start in zip(ends, starts, strict=True) if start - end > HEARD_S]
    few = heard[:: max(1, -(-len(heard) // HEARD))]
    middles = [((start + end - HEARD_S) / 2, (start + end + HEARD_S) / 2) for start, end in few]
    seen = [change for span in middles for change in eye.changes(span)]
    return float(np.median(seen)) if seen else 0.0


class _Eye:
    """Looks at stretches of one opened file."""

    def __init__(self, container: InputContainer, stop: threading.Event) -> None:
        self._container = container
        self._stream: VideoStream = container.streams.video[0]
        self._stream.thread_type = "AUTO"
        self._stream.codec_context.skip_frame = "NONREF"
        self._begin_s = (container.start_time or 0) / 1_000_000
        self.end_s = (container.duration or 0) / 1_000_000
        self._still = self._stream.codec_context.width * self._stream.codec_context.height / 256 * STILL_BYTES
        self._stop = stop

    def changes(self, span: Range) -> list[float]:
        """The share of the picture that changed from look to look; empty where the codec says that nothing did."""
        if self._called_still(span):
            return []
        pictures = list(self._pictures(span))
        return [float((np.abs(now - before) > LEVELS).mean()) for before, now in pairwise(pictures)]

    def _called_still(self, span: Range) -> bool:
        """Whether the packets are too small to hold a change. Key frames hold the whole picture; a codec of nothing else tells nothing."""
        packets = list(self._packets(span))
        keys = sum(key for _, key in packets)
        changed = sum(size > self._still and not key for size, key in packets)
        return keys <= len(packets) / 2 and changed < HALF * (span[1] - span[0]) / LOOK_S

    def _packets(self, span: Range) -> Iterator[tuple[int, bool]]:
        """Bytes of the packets of a stretch, and whether each is a key frame."""
        self._seek(span[0])
        for packet in self._container.demux(self._stream):
            if packet.pts is None or packet.time_base is None:
                continue
            at_s = float(packet.pts * packet.time_base) - self._begin_s
            if at_s >= span[1]:
                return
            if at_s >= span[0]:
                yield packet.size, packet.is_keyframe

    def _pictures(self, span: Range) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.int16]]]:
        self._seek(span[0])
        after_s = span[0]
        for frame in self._container.decode(self._stream):
            at_s = (frame.time or 0.0) - self._begin_s
            if self._stop.is_set():
                raise _StoppedError
            if at_s >= span[1]:
                return
            if at_s >= after_s - 1e-6:
                yield frame.reformat(width=WIDTH, height=HEIGHT, format="gray").to_ndarray().astype(np.int16)
                after_s = at_s + LOOK_S

    def _seek(self, at_s: float) -> None:
        self._container.seek(round((at_s + self._begin_s) * 1_000_000), backward=True, any_frame=False)
