"""Spoken sounds that carry no word, and where they can be cut. Pure."""

from collections.abc import Iterable

from backend.draft.timeline import Cue

FILLERS = frozenset({"um", "umm", "uh", "uhh", "uhm", "er", "erm", "eh", "hmm", "mhm", "mm", "嗯", "呃", "唔"})
"""Words such as "like" or "那个" mean something too often to be cut unasked."""
INSIDE_S = 0.02
"""The cut stays this far inside the sound, so that the neighbours keep theirs."""


def filler_ranges(cues: Iterable[Cue]) -> list[tuple[float, float]]:
    """Source ranges of the fillers, in seconds. Cues whose words have no times give none."""
    words = [word for cue in cues for word in cue.words]
    return [(start + INSIDE_S, end - INSIDE_S) for start, end, text in words if is_filler(text) and end - start > 3 * INSIDE_S]


def is_filler(word: str) -> bool:
    """Whether a spoken word is only a sound."""
    return "".join(letter for letter in word.casefold() if letter.isalpha()) in FILLERS
