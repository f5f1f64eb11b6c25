"""When each word of a cue is spoken: from its word times where it has them, else in proportion to the letters. Pure."""

from itertools import accumulate

from backend.draft.timeline import Cue
from backend.engine.linebreak import atoms, units

TimedWord = tuple[float, float, str]
"""Start and end in seconds, and the text with the space after it."""

_Leg = tuple[float, float, float, float]


def timed_words(cue: Cue) -> list[TimedWord]:
    """The atoms of the cue's text in source seconds. Word times count by their share of the letters, however the words are spelt."""
    pieces = atoms(cue.text)
    ends = list(accumulate(_weight(piece) for piece in pieces))
    legs = _legs(cue)
    shares = [0.0, *(end / ends[-1] for end in ends)] if ends else []
    return [(_starting(legs, shares[n]), _ending(legs, shares[n + 1]), piece) for n, piece in enumerate(pieces)]


def _weight(text: str) -> int:
    """Letters without punctuation, wide ones double; never nothing."""
    return max(1, units("".join(letter for letter in text if letter.isalnum())))


def _legs(cue: Cue) -> list[_Leg]:
    """The way through the cue as straight legs: share of the letters from, to; seconds from, to."""
    if not cue.words:
        return [(0.0, 1.0, cue.start_s, cue.end_s)]
    ends = list(accumulate(_weight(text) for _, _, text in cue.words))
    starts = [0, *ends[:-1]]
    return [(a / ends[-1], b / ends[-1], word[0], word[1]) for a, b, word in zip(starts, ends, cue.words, strict=True)]


def _starting(legs: list[_Leg], share: float) -> float:
    return _on(next((leg for leg in legs if share < leg[1] - 1e-9), legs[-1]), share)


def _ending(legs: list[_Leg], share: float) -> float:
    return _on(next((leg for leg in legs if share <= leg[1] + 1e-9), legs[-1]), share)


def _on(leg: _Leg, share: float) -> float:
    start, end, start_s, end_s = leg
    return start_s + (end_s - start_s) * (share - start) / (end - start)
