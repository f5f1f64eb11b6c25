"""One sentence of a reply: which of its clauses direct the reader to a graphical editor, and what is left without them."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from agent.turn.gui.clause import kinds_of
from agent.turn.gui.rewriting import rewritten
from agent.turn.gui.row import chain, front, label, name, on_the_way, told
from agent.turn.gui.shape import pieces_of
from routing.plan import Intent

_PIECES, _LINE, _SENTENCE = 80, 200, 4000


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
    kinds = [kinds_of(piece) for piece in pieces]
    front(pieces, kinds)
    label(pieces, kinds)
    kinds = [() if found and told(pieces, kinds, index) else found for index, found in enumerate(kinds)]
    if not any(kinds):
        return Reading(sentence, (), False)
    chain(pieces, kinds)
    name(pieces, kinds, before)
    last = max(index for index, found in enumerate(kinds) if found)
    for index in range(last):
        if set(kinds[last]) - {"nothing"} and on_the_way(pieces, kinds, index):
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
