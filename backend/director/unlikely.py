"""Edits that only a word seemed to ask for, in a message that makes them very unlikely: 一会儿大一会儿小 is no picture of 1:1."""

from backend.director.clauses import Clause
from backend.director.likely import Chances
from backend.director.talk import Found
from backend.edits import AnyEdit

_UNLIKELY = 0.01
"""Of 880 messages by other authors, read before the grammar was mended for them, leaving out what is below this mended 14 and spoilt 2."""
_BY_A_WORD = {
    "trim_silence": frozenset[str](),
    "denoise": frozenset[str](),
    "normalize": frozenset[str](),
    "stabilize": frozenset[str](),
    "chapters": frozenset[str](),
    "reverse": frozenset[str](),
    "merge": frozenset[str](),
    "flip": frozenset({"axis"}),
    "sharpen": frozenset[str](),
    "blur": frozenset({"target"}),
    "remove_music": frozenset[str](),
    "remove_captions": frozenset[str](),
    "remove_title": frozenset[str](),
    "mute": frozenset({"target"}),
    "captions": frozenset({"language"}),
    "translate_captions": frozenset({"language"}),
    "aspect": frozenset({"ratio", "mode"}),
    "music": frozenset({"mood", "duck"}),
    "color": frozenset({"look"}),
}
"""The edits that may come from a single word, and what of them a word may say; one with more was told on purpose."""

_CARRYING = ("add", "make", "remove", "replace", "increase", "decrease", "write", "out", "off")
"""Verbs that ask for whatever stands beside them; "mute" or "rotate" are for themselves."""


def without_unlikely(made: list[tuple[AnyEdit, Found]], clauses: list[Clause], chances: Chances) -> list[tuple[AnyEdit, Found]]:
    """The edits without those that are very unlikely and came from hardly more than a word; all of them if nothing else was asked for."""
    if len(made) < 2:
        return made
    kept = [(edit, found) for edit, found in made if not (chances.of(found.op) < _UNLIKELY and _by_a_word(found, clauses))]
    return kept or made


def _by_a_word(found: Found, clauses: list[Clause]) -> bool:
    """Whether an edit came from a word or two among others that mean nothing for it, without a verb and without a complaint."""
    if found.told or not 0 <= found.clause < len(clauses):
        return False
    clause = clauses[found.clause]
    if not clause.start <= found.start < clause.end:
        return False
    strange = any(t.kind == "word" and id(t) not in clause.used for t in clause.tokens)
    if not strange or clause.verb(*_CARRYING):
        return False
    said = found.params.keys()
    usual = found.guessed and found.op in ("color", "volume", "speed") and not said & {"from", "to"}
    return usual or (found.op in _BY_A_WORD and said <= _BY_A_WORD[found.op])
