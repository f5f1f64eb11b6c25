"""One sentence of a reply: which of its clauses direct the reader to a graphical editor, and what is left without them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from agent.turn.gui.cues import Cues, Pointed
from agent.turn.gui.rewriting import rewritten
from agent.turn.gui.shape import Piece, folded, pieces_of, plain
from routing.plan import Intent

_THING = re.compile(r"(?:the|a|an|this|that|your)\s", re.IGNORECASE)
"""How a statement about a thing begins, where a direction has its verb: the button in your recording is highlighted."""
_TIME = re.compile(r"\d\s*[:：]\s*\d\d|\d\s*(?:%|秒|倍|seconds?\b|s\b)")
"""What has a time or a share is told of the footage: the Export button is circled from 0:41."""
QUOTED = re.compile(r"[“\"「『【\[‘'`]([^“”\"「」『』【】\]‘’'`]{1,40})[”\"」』】\]’'`]")
_ROW, _PIECES, _LINE, _SENTENCE = 12, 80, 200, 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence becomes: `text` without directions (empty where nothing is left), and what the directions point to."""

    text: str
    actions: tuple[Intent, ...]
    changed: bool


@lru_cache(maxsize=256)
def read(sentence: str, before: str = "") -> Reading:
    """Reads one sentence, and what is left of it once more. One that is too long to be a sentence is content.

    `before`: the sentence before it, which may say what a button without a name is for.

    A streamed reply asks for its sentences again with each fragment: they are kept.
    """
    if len(sentence) > _SENTENCE:
        return Reading(sentence, (), False)
    pieces = list(islice(pieces_of(sentence), _PIECES + 1))
    if len(pieces) > _PIECES:
        return Reading(sentence, (), False)
    kinds = [_kinds(piece) for piece in pieces]
    _front(pieces, kinds)
    kinds = [() if found and _told(pieces, kinds, index) else found for index, found in enumerate(kinds)]
    if not any(kinds):
        return Reading(sentence, (), False)
    _chain(pieces, kinds)
    _name(pieces, kinds, before)
    last = max(index for index, found in enumerate(kinds) if found)
    for index in range(last):
        if set(kinds[last]) - {"nothing"} and _on_the_way(pieces, kinds, index):
            kinds[index] = ("nothing",)
    actions = [kind for found in kinds for kind in found if kind != "nothing"]
    text = rewritten(sentence, pieces, kinds)
    again = read(text) if text != sentence and len(text) <= len(sentence) + 40 else Reading(text, (), True)
    return Reading(again.text, tuple(dict.fromkeys([*actions, *again.actions])), True)


def is_step(line: str) -> bool:
    """Whether a whole line asks for a change, as the lines beside it do that name a control."""
    if len(line) > _LINE:
        return False
    first = next(pieces_of(line))
    return bool(first.words.chained.search(first.shape)) and not first.words.about.search(first.shape)


def _kinds(piece: Piece) -> tuple[Pointed, ...]:
    """What a clause points to, in order; nothing where it is content."""
    shape, words = piece.shape, piece.words
    if words.nothing.search(shape):
        return ("nothing",)
    if not (piece.control or _directs(shape, words) or _within(piece)):
        return ()
    if (opened := words.opened.search(shape)) and (rest := shape[opened.end() :]) and _one(rest, rest, words) not in ("state", "credits"):
        return ("state", _one(rest, rest, words))
    return (_one(shape, shape + " " + re.sub(r"[*_]", "", folded(piece.text)), words),)


def _one(shape: str, named: str, words: Cues) -> Intent:
    if words.alters.search(shape):
        return "sse"
    labels = " ".join(QUOTED.findall(named)) if words.strong.search(shape) else ""
    for intent, pattern in words.kinds:
        if labels and intent != "sse" and pattern.search(labels):
            return intent
    if not any(pattern.search(shape) for kind, pattern in words.kinds if kind != "sse"):
        for intent, pattern in words.aims:
            if pattern.search(shape):
                return intent
    if words.looking.search(shape) and not words.paying.search(shape):
        return "state"
    fits = (intent for intent, pattern in words.kinds if pattern.search(shape) or (intent != "sse" and pattern.search(named)))
    return next(fits, "state")


def _directs(shape: str, words: Cues) -> bool:
    about = bool(words.about.search(shape))
    footage = about or bool(words.whose.search(shape))
    if (strong := words.strong.search(shape)) or words.passive.search(shape):
        return not _narrated(shape, strong, words)
    direction = words.direction.search(shape)
    if direction and _narrated(shape, direction, words):
        return False
    if direction and words.noun.search(shape) and not (about and (words.chinese or _THING.match(direction.group()))):
        return True
    if footage or words.edited.search(shape):
        return False
    return bool((words.statement.search(shape) and not _TIME.search(shape)) or words.whole.search(shape))


def _within(piece: Piece) -> bool:
    """Whether something, whatever it is, is asked for inside a part of the editor: you can follow along in the Jobs panel."""
    shape, words = piece.shape, piece.words
    told = words.about.search(shape) or words.whose.search(shape) or words.teller.search(shape) or words.edited.search(shape)
    return bool(not told and words.asked.match(plain(piece.text)) and words.within.search(shape))


def _narrated(shape: str, verb: re.Match[str] | None, words: Cues) -> bool:
    """Whether someone in the footage does it: the presenter clicks Save, each time she taps."""
    if words.narrated.search(shape):
        return True
    before, behind = (shape[: verb.start()], shape[verb.end() :]) if verb else ("", "")
    told = words.teller.search(before) or words.tells.match(behind)
    return bool(told and not before.endswith("就") and not words.instructs.match(shape))


def _told(pieces: list[Piece], kinds: list[tuple[Pointed, ...]], index: int) -> bool:
    """Whether a clause belongs to what an earlier one tells of the footage: its steps behind a colon, or in a row with `where you …`."""
    words = pieces[index].words
    colons = [place for place in range(max(1, index - _ROW), index + 1) if pieces[place].before.strip() in (":", "：")]
    if any(pieces[place - 1].words.about.search(pieces[place - 1].shape) and not kinds[place - 1] for place in colons):
        return True
    if index and not pieces[index].before and not kinds[index - 1] and words.teller.search(pieces[index - 1].shape):
        return True
    if words.means.match(plain(pieces[index].text)):
        return not (index and (kinds[index - 1] or _asked(pieces[index - 1])))
    if words.asked.match(plain(pieces[index].text)):
        return False
    place = index
    while place > index - _ROW and place and re.fullmatch(r"[,，、]?\s*(?:and|or|then|和|并)?\s*", pieces[place].before):
        place -= 1
        if words.relative.search(pieces[place].shape) and not kinds[place]:
            return True
        if words.opener.match(plain(pieces[place].text)):
            return place == index - 1
    return False


def _beside(pieces: list[Piece], kinds: list[tuple[Pointed, ...]], index: int) -> int:
    """Where a direction stands beside a clause: before it, past a condition, or right behind it."""
    before = index - 1
    while before > max(0, index - _ROW) and _passed(pieces[before], kinds[before]):
        before -= 1
    return before if index and kinds[before] else index + 1


def _passed(piece: Piece, found: tuple[Pointed, ...]) -> bool:
    return found == ("nothing",) or (not found and bool(piece.words.dependent.match(plain(piece.text))))


def _chained(piece: Piece, beside: tuple[Pointed, ...]) -> tuple[Pointed, ...]:
    named = _one(piece.shape, piece.shape + " " + folded(piece.text), piece.words)
    if named in ("export", "upload", "credits"):
        return (named,)
    idle = (match := piece.words.chained.search(piece.shape)) and match["idle"]
    return ("sse",) if not idle and {"sse", "state"} & set(beside) else ("nothing",)


def _on_the_way(pieces: list[Piece], kinds: list[tuple[Pointed, ...]], index: int) -> bool:
    """Whether a control is only opened for what the next clause picks there: tap the gear and choose Export."""
    if kinds[index] not in (("sse",), ("state",)):
        return False
    after = pieces[index + 1]
    picked = after.words.picks.search(after.shape) and {"export", "credits", "upload"} & set(kinds[index + 1])
    return bool(picked and "sse" in kinds[index]) or bool(pieces[index].words.menu.search(pieces[index].shape))


def _name(pieces: list[Piece], kinds: list[tuple[Pointed, ...]], before: str) -> None:
    """A control without a name does what the words around it speak of: exporting 4K works, the button is at the top right."""
    for index, piece in enumerate(pieces):
        if not kinds[index] or not piece.words.anonymous.search(piece.shape):
            continue
        if any(kinds[index + 1 :]) or (index and kinds[index - 1]):
            kinds[index] = ("nothing",)
            continue
        context = folded(pieces[index - 1].text if index else before)
        kinds[index] = next(((kind,) for kind, pattern in piece.words.served if pattern.search(context)), kinds[index])


def _front(pieces: list[Piece], kinds: list[tuple[Pointed, ...]]) -> None:
    """In the export menu, select MP4: the place belongs to what is done there."""
    for index, piece in enumerate(pieces[:-1]):
        after = pieces[index + 1]
        if not kinds[index] and piece.words.fronted.search(piece.shape) and (kinds[index + 1] or after.words.chained.search(after.shape)):
            both = f"{after.shape} {piece.shape}"
            kinds[index], kinds[index + 1] = ("nothing",), (_one(both, both, after.words),)


def _asked(piece: Piece) -> bool:
    return bool(piece.words.asked.search(plain(piece.text)) or piece.words.chained.search(piece.shape))


def _chain(pieces: list[Piece], kinds: list[tuple[Pointed, ...]]) -> None:
    """A change asked for right beside a direction is one as well: select the clip, hit Delete."""
    order = [*range(1, len(pieces)), *range(len(pieces) - 2, -1, -1)]
    for index in order:
        near = _beside(pieces, kinds, index)
        beside = near < len(pieces) and kinds[near] and kinds[near] != ("nothing",)
        if beside and not kinds[index] and pieces[index].words.chained.search(pieces[index].shape):
            kinds[index] = _chained(pieces[index], kinds[near])
