"""One sentence of a reply: which of its clauses direct the reader to a graphical editor, and what is left without them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.turn.gui.cues import Cues, Pointed
from agent.turn.gui.rewriting import rewritten
from agent.turn.gui.shape import Piece, folded, pieces_of, plain
from routing.plan import Intent

_THING = re.compile(r"(?:the|a|an|this|that|your)\s", re.IGNORECASE)
"""How a statement about a thing begins, where a direction has its verb: the button in your recording is highlighted."""
_TIME = re.compile(r"\d\s*[:：]\s*\d\d|\d\s*(?:%|秒|倍|seconds?\b|s\b)")
"""What has a time or a share is told of the footage: the Export button is circled from 0:41."""
_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence becomes: `text` without directions (empty where nothing is left), and what the directions point to."""

    text: str
    actions: tuple[Intent, ...]
    changed: bool


@lru_cache(maxsize=256)
def read(sentence: str) -> Reading:
    """Reads one sentence, and what is left of it once more. One that is too long to be a sentence is content.

    A streamed reply asks for its sentences again with each fragment: they are kept.
    """
    if len(sentence) > _SENTENCE:
        return Reading(sentence, (), False)
    pieces = list(pieces_of(sentence))
    kinds = [_kinds(piece) for piece in pieces]
    kinds = [() if found and _told(pieces, kinds, index) else found for index, found in enumerate(kinds)]
    if not any(kinds):
        return Reading(sentence, (), False)
    _chain(pieces, kinds)
    actions = [kind for found in kinds for kind in found if kind != "nothing"]
    text = rewritten(sentence, pieces, kinds)
    again = read(text) if text != sentence and len(text) <= len(sentence) + 40 else Reading(text, (), True)
    return Reading(again.text, tuple(dict.fromkeys([*actions, *again.actions])), True)


def _kinds(piece: Piece) -> tuple[Pointed, ...]:
    """What a clause points to, in order; nothing where it is content."""
    shape, words = piece.shape, piece.words
    if words.nothing.search(shape):
        return ("nothing",)
    if not piece.control and not _directs(shape, words):
        return ()
    if (opened := words.opened.search(shape)) and (rest := shape[opened.end() :]) and _one(rest, rest, words) not in ("state", "credits"):
        return ("state", _one(rest, rest, words))
    return (_one(shape, shape + " " + re.sub(r"[*_]", "", folded(piece.text)), words),)


def _one(shape: str, named: str, words: Cues) -> Intent:
    if words.looking.search(shape) and not words.paying.search(shape):
        return "state"
    fits = (intent for intent, pattern in words.kinds if pattern.search(shape) or (intent != "sse" and pattern.search(named)))
    return next(fits, "state")


def _directs(shape: str, words: Cues) -> bool:
    about = bool(words.about.search(shape))
    footage = about or bool(words.whose.search(shape))
    if words.strong.search(shape) or words.passive.search(shape):
        return not (words.narrated.search(shape) and not words.instructs.match(shape))
    if words.narrated.search(shape):
        return False
    direction = words.direction.search(shape)
    if direction and words.noun.search(shape) and not (about and (words.chinese or _THING.match(direction.group()))):
        return True
    if footage or words.edited.search(shape):
        return False
    return bool((words.statement.search(shape) and not _TIME.search(shape)) or words.whole.search(shape))


def _told(pieces: list[Piece], kinds: list[tuple[Pointed, ...]], index: int) -> bool:
    """Whether a clause belongs to what an earlier one tells of the footage: its steps behind a colon, or in a row with `where you …`."""
    words = pieces[index].words
    colons = [place for place in range(1, index + 1) if pieces[place].before.strip() in (":", "：")]
    if any(pieces[place - 1].words.about.search(pieces[place - 1].shape) and not kinds[place - 1] for place in colons):
        return True
    if words.means.match(plain(pieces[index].text)):
        return not (index and (kinds[index - 1] or _asked(pieces[index - 1])))
    if words.asked.match(plain(pieces[index].text)):
        return False
    place = index
    while place and re.fullmatch(r"[,，、]?\s*(?:and|or|then|和|并)?\s*", pieces[place].before):
        place -= 1
        if words.relative.search(pieces[place].shape) and not kinds[place]:
            return True
        if words.opener.match(plain(pieces[place].text)):
            return place == index - 1
    return False


def _asked(piece: Piece) -> bool:
    return bool(piece.words.asked.search(plain(piece.text)) or piece.words.chained.search(piece.shape))


def _chain(pieces: list[Piece], kinds: list[tuple[Pointed, ...]]) -> None:
    """A change asked for right beside a direction is one as well: select the clip, hit Delete."""
    order = [*range(1, len(pieces)), *range(len(pieces) - 2, -1, -1)]
    for index in order:
        near = index - 1 if index and kinds[index - 1] else index + 1
        beside = near < len(pieces) and kinds[near] and kinds[near] != ("nothing",)
        if beside and not kinds[index] and pieces[index].words.chained.search(pieces[index].shape):
            kinds[index] = ("sse",) if {"sse", "state"} & set(kinds[near]) else ("nothing",)
