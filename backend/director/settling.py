"""Edits of one message that were said of the timeline as it was, fitted to what the edits before them made of it.

"Cut the first ten seconds and mute the last five" is planned on the whole; when the second is done, the end has moved.
"""

from collections.abc import Iterable, Sequence

from backend.director.scene import Directions
from backend.director.talk import Params
from backend.director.tokens import Token
from backend.edits import EDIT, AnyEdit, DeleteClip

Span = tuple[float, float]
_MOVES = ("from", "to", "at")


def ends_said(tokens: Iterable[Token], end_s: float) -> set[float]:
    """The moments of the message, in seconds, that were reckoned from the end."""
    said = {round(end_s, 3)}
    for token in tokens:
        if token.kind in ("tail", "tail?"):
            said.add(round(max(0.0, end_s - float(token.value)), 3))
        elif token.name == "end_range":
            said.add(round(float(token.value[0]), 3))
        elif token.kind == "point" and token.name == "end":
            said.add(round(float(token.value), 3))
    return said


def from_end(params: Params, ends: set[float]) -> bool:
    """Whether an edit begins at such a moment."""
    start = params.get("from", params.get("at"))
    return start is not None and round(float(start), 3) in ends


class NoSuchClipError(Exception):
    """An edit is for a clip `number` that is not there: there are `count`."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__(number, count)
        self.number = number
        self.count = count


def settled(directions: Directions, index: int, planned_s: float, now_s: float, spans: Sequence[Span] = ()) -> AnyEdit:
    """The edit at `index` as it is meant now: planned on `planned_s` seconds, the edits before it done, `now_s` long.

    Times reckoned from the end move with the end; a clip keeps its number's meaning though clips before it are gone. `spans`: where each
    clip begins and ends now, in seconds. NoSuchClipError where the edit is for a clip that there is not.
    """
    edit = directions.edits[index]
    if isinstance(edit, DeleteClip) and edit.index > 0:
        return DeleteClip(index=edit.index - _gone(directions, index, edit.index))
    if spans and (numbers := directions.clips.get(index)):
        return EDIT.validate_python(edit.said() | dict(zip(("from", "to"), _stretch(directions, index, numbers, spans), strict=True)))
    moved = now_s - planned_s
    if index not in directions.at_end or abs(moved) < 0.001:
        return edit
    said = edit.said()
    return EDIT.validate_python(said | {key: round(max(0.0, said[key] + moved), 3) for key in _MOVES if key in said})


def _gone(directions: Directions, index: int, number: int) -> int:
    """How many clips before that one are removed by the edits before `index`."""
    return sum(isinstance(one, DeleteClip) and 0 < one.index < number for one in directions.edits[:index])


def _stretch(directions: Directions, index: int, numbers: Sequence[int], spans: Sequence[Span]) -> Span:
    """From the first of neighbouring clips to the end of the last."""
    places = []
    for number in (numbers[0], numbers[-1]):
        place = number - 1 - _gone(directions, index, number) if number > 0 else len(spans) + number
        if not 0 <= place < len(spans):
            raise NoSuchClipError(number, len(spans))
        places.append(place)
    return spans[places[0]][0], spans[places[1]][1]
