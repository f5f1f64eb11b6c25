"""Where somebody speaks, in stretches that a recogniser takes well, and its words as cues. Pure."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from backend.draft.timeline import Cue
from backend.engine.silence import WINDOW_S, AllSilentError, Settings, find

Range = tuple[float, float]
Word = tuple[float, float, str]

PAUSES = Settings(min_silence_s=0.35, margin_s=0.12)
LONGEST_S = 14.0
SHORTEST_S = 0.25
CUE_LETTERS, CUE_S, CUE_PAUSE_S = 84, 6.0, 0.7
"""A cue ends at a pause of 0.7 s, after two lines of text or after six seconds."""


def utterances(measured: NDArray[np.float32]) -> list[Range]:
    """Ranges of speech in seconds, parted at pauses and none longer than 14 s, from levels of each 10 ms. Empty when all is silent."""
    try:
        cuts = find(measured, PAUSES)
    except AllSilentError:
        return []
    edges = [0.0, *(edge for cut in cuts for edge in cut), len(measured) * WINDOW_S]
    spoken = [(start_s, end_s) for start_s, end_s in zip(edges[::2], edges[1::2], strict=True) if end_s - start_s >= SHORTEST_S]
    return [part for each in spoken for part in _parted(each, measured)]


def _parted(spoken: Range, measured: NDArray[np.float32]) -> list[Range]:
    """A long stretch, divided at its quietest tenth of a second away from the ends."""
    start_s, end_s = spoken
    if end_s - start_s <= LONGEST_S:
        return [spoken]
    low, high = (round((start_s + (end_s - start_s) * share) / WINDOW_S) for share in (0.3, 0.7))
    means = np.convolve(measured[low:high], np.ones(10) / 10, "valid")
    middle_s = (low + int(np.argmin(means)) + 5) * WINDOW_S
    return [*_parted((start_s, middle_s), measured), *_parted((middle_s, end_s), measured)]


def grouped(ranges: Sequence[Range], longest_s: float) -> list[Range]:
    """Neighbouring ranges taken together up to `longest_s`: pieces for a server that takes minutes at a time."""
    groups: list[Range] = []
    for start_s, end_s in ranges:
        if groups and end_s - groups[-1][0] <= longest_s:
            groups[-1] = (groups[-1][0], end_s)
        else:
            groups.append((start_s, end_s))
    return groups


def cues_of_words(words: Iterable[Word]) -> tuple[Cue, ...]:
    """Words as cues of at most two lines that end where the speaker pauses."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _is_full(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(
        Cue(start_s=group[0][0], end_s=group[-1][1], text=" ".join(text for _, _, text in group), words=tuple(group)) for group in groups
    )


def _is_full(group: list[Word], word: Word) -> bool:
    letters = sum(len(text) + 1 for _, _, text in group) + len(word[2])
    return word[0] - group[-1][1] >= CUE_PAUSE_S or letters > CUE_LETTERS or word[1] - group[0][0] > CUE_S
