"""One sentence of a reply: which of its clauses direct the reader to a graphical editor, and what is left without them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from agent.turn.gui.clause import kinds_of, one
from agent.turn.gui.cues import Kinds
from agent.turn.gui.owing import Owed, owed, owed_by_step
from agent.turn.gui.rewriting import left_of, rewritten
from agent.turn.gui.row import behind, chain, front, label, name, on_the_way, told
from agent.turn.gui.shape import Piece, pieces_of
from routing.plan import Intent

_PIECES, _LINE, _SENTENCE = 80, 200, 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence becomes: `text` without directions (empty where nothing is left), and what the directions point to.

    `debts`: the facts that went with a direction, and how to say them.
    """

    text: str
    actions: tuple[Intent, ...]
    changed: bool
    debts: tuple[Owed, ...] = ()


@lru_cache(maxsize=256)
def read(sentence: str, before: str = "") -> Reading:
    """Reads one sentence, and what is left of it once more. One that is too long to be a sentence is content.

    `before`: the sentence before it, which may say what a button without a name is for.

    A streamed reply asks for its sentences again with each fragment: they are kept.
    """
    pieces, kinds = _pointed(sentence)
    if not any(kinds):
        return Reading(sentence, (), False)
    chain(pieces, kinds)
    name(pieces, kinds, before)
    last = max(index for index, found in enumerate(kinds) if found)
    for index in range(last):
        if set(kinds[last]) - {"nothing"} and on_the_way(pieces, kinds, index):
            kinds[index] = ("nothing",)
    actions = [kind for found in kinds for kind in found if kind != "nothing"]
    left = left_of(pieces, kinds)
    text = rewritten(sentence, pieces, kinds, left)
    again = read(text) if text != sentence and len(text) <= len(sentence) + 40 else Reading(text, (), True)
    debts = (*_steady(owed(pieces, kinds, left, again.text)), *again.debts)
    return Reading(again.text, tuple(dict.fromkeys([*actions, *again.actions])), True, debts)


def _pointed(sentence: str) -> tuple[list[Piece], Kinds]:
    """The clauses and what each points to; nothing where it is too long to be a sentence."""
    pieces = list(islice(pieces_of(sentence), _PIECES + 1)) if len(sentence) <= _SENTENCE else []
    if not pieces or len(pieces) > _PIECES:
        return [], []
    kinds = [kinds_of(piece) for piece in pieces]
    front(pieces, kinds)
    behind(pieces, kinds)
    label(pieces, kinds)
    return pieces, [() if found and told(pieces, kinds, index) else found for index, found in enumerate(kinds)]


def step_of(line: str) -> Intent | None:
    """What a whole line points to that asks for a change, as the lines beside it do that name a control; None where it asks for none."""
    if len(line) > _LINE:
        return None
    first = next(pieces_of(line))
    if not first.words.chained.search(first.shape) or first.words.about.search(first.shape):
        return None
    return one(first.shape, first.shape, first.words)


def step_debts(line: str) -> tuple[Owed, ...]:
    """The facts of a line that goes because it is a step between steps through the editor."""
    return _steady(owed_by_step(list(islice(pieces_of(line), _PIECES))))


def _steady(debts: tuple[Owed, ...]) -> tuple[Owed, ...]:
    """Those that are no directions themselves, in fewer words where they would be."""
    said = ((debt.listed if _directs(debt.text) else debt.text, debt) for debt in debts)
    return tuple(replace(debt, text=text) for text, debt in said if not _directs(text))


def _directs(text: str) -> bool:
    return any(_pointed(text)[1])
