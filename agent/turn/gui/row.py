"""Clauses beside each other: what one says of the next, and what several mean together."""

import re
from itertools import pairwise

from agent.turn.gui.clause import LEANS, leans, of_film, of_footage, one, ruled, served_by
from agent.turn.gui.cues import Kinds, Pointed
from agent.turn.gui.shape import Piece, folded, plain

_ROW, _ENTRY = 12, 40


def told(pieces: list[Piece], kinds: Kinds, index: int) -> bool:
    """Whether a clause belongs to what an earlier one tells of the footage: its steps behind a colon, or in a row with `where you …`."""
    words = pieces[index].words
    colons = [place for place in range(max(1, index - _ROW), index + 1) if pieces[place].before.strip() in (":", "：")]
    if any(_tells(pieces[place - 1]) and not kinds[place - 1] for place in colons):
        return True
    last = pieces[index - 1]
    if index and not pieces[index].before and not kinds[index - 1] and not _wished(last) and words.teller.search(last.shape):
        return True
    if index and any(of_film(piece) for piece in pieces[max(0, index - _ROW) : index]) and not ruled(pieces[index]):
        return True
    if words.means.match(plain(pieces[index].text)):
        return not (
            index
            and (kinds[index - 1] or _asked(last) or words.doable.search(last.shape) or leans(pieces[index].shape, words) >= LEANS - 1)
        )
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


def _tells(piece: Piece) -> bool:
    return bool(piece.words.about.search(piece.shape)) and not piece.words.missing.search(piece.text)


def _wished(piece: Piece) -> bool:
    return bool(piece.words.fore.match(piece.shape + "…"))


def front(pieces: list[Piece], kinds: Kinds) -> None:
    """In the export menu, select MP4: the place belongs to what is done there."""
    for index, piece in enumerate(pieces[:-1]):
        after = pieces[index + 1]
        if not kinds[index] and piece.words.fronted.search(piece.shape) and (kinds[index + 1] or after.words.chained.search(after.shape)):
            both = f"{after.shape} {piece.shape}"
            served = served_by(piece.shape, piece.words) if piece.words.inside.search(piece.shape) else None
            kinds[index], kinds[index + 1] = ("nothing",), (served or one(both, both, after.words),)


def behind(pieces: list[Piece], kinds: Kinds) -> None:
    """A place that stands alone at the end is where the words before it are: they are there, in the Payments section."""
    last = pieces[-1]
    if len(pieces) > 1 and not any(kinds[-2:]) and last.words.fronted.search(last.shape) and leans(last.shape, last.words) >= LEANS:
        kinds[-1] = (one(last.shape, last.shape, last.words),)


def label(pieces: list[Piece], kinds: Kinds) -> None:
    """What to do and where, as an entry of a list: Export: the File menu."""
    for index, (entry, place) in enumerate(pairwise(pieces)):
        words, found = place.words, kinds[index + 1]
        bare = found or (len(place.shape) <= _ENTRY and words.named.search(place.shape) and not of_footage(place.shape, words))
        if place.before.strip() in (":", "：") and bare and words.label.search(entry.shape):
            both = f"{entry.shape} {place.shape}"
            served = served_by(both, words)
            kinds[index : index + 2] = [("nothing",), (served,) if served else found or (one(both, both, words),)]


def chain(pieces: list[Piece], kinds: Kinds) -> None:
    """A change asked for right beside a direction is one as well: select the clip, hit Delete."""
    order = [*range(1, len(pieces)), *range(len(pieces) - 2, -1, -1)]
    for index in order:
        near = _beside(pieces, kinds, index)
        beside = near < len(pieces) and kinds[near] and kinds[near] != ("nothing",)
        free = beside and not kinds[index] and not pieces[index].words.waits.match(pieces[index].shape)
        found = pieces[index].words.chained.search(pieces[index].shape) if free else None
        if found and ({"sse", "state"} & set(kinds[near]) or not found.groupdict().get("put")):
            kinds[index] = _chained(pieces[index], kinds[near])


def _chained(piece: Piece, beside: tuple[Pointed, ...]) -> tuple[Pointed, ...]:
    named = one(piece.shape, piece.shape + " " + folded(piece.text), piece.words)
    if named in ("export", "upload", "credits"):
        return (named,)
    match = piece.words.chained.search(piece.shape)
    if match and match["look"]:
        return ("state",)
    idle = match and match["idle"]
    return ("sse",) if not idle and {"sse", "state"} & set(beside) else ("nothing",)


def _beside(pieces: list[Piece], kinds: Kinds, index: int) -> int:
    """Where a direction stands beside a clause: before it, past a condition, or right behind it."""
    before = index - 1
    while before > max(0, index - _ROW) and _passed(pieces[before], kinds[before]):
        before -= 1
    return before if index and kinds[before] else index + 1


def _passed(piece: Piece, found: tuple[Pointed, ...]) -> bool:
    return found == ("nothing",) or (not found and bool(piece.words.dependent.match(plain(piece.text))))


def on_the_way(pieces: list[Piece], kinds: Kinds, index: int) -> bool:
    """Whether a control is only opened for what the next clause picks there: tap the gear and choose Export."""
    if kinds[index] not in (("sse",), ("state",)):
        return False
    after = pieces[index + 1]
    picked = after.words.picks.search(after.shape) and {"export", "credits", "upload"} & set(kinds[index + 1])
    return bool(picked and "sse" in kinds[index]) or bool(pieces[index].words.menu.search(pieces[index].shape))


def name(pieces: list[Piece], kinds: Kinds, before: str) -> None:
    """A control without a name does what the words around it speak of: exporting 4K works, the button is at the top right."""
    for index, piece in enumerate(pieces):
        context = plain(pieces[index - 1].text if index else before)
        if kinds[index] in (("sse",), ("state",)) and index and piece.words.pronoun.search(piece.shape):
            shape = pieces[index - 1].shape
            served = served_by(context, piece.words) or one(f"click {shape}", f"{shape} {context}", piece.words)
            kinds[index - 1 : index + 1] = [kinds[index - 1] and ("nothing",), (served,)]
        if kinds[index] in (("sse",), ("state",)) and piece.words.supplied.search(piece.shape):
            sent = index and "upload" in kinds[index - 1]
            missing = not sent and piece.words.missing.search(context) and not piece.words.dependent.match(context)
            kinds[index] = ("upload",) if missing else kinds[index]
        if index and kinds[index] and not kinds[index - 1] and piece.words.means.match(plain(piece.text)):
            doable = piece.words.doable.search(pieces[index - 1].shape) and not pieces[index].before.strip()
            kinds[index - 1] = ("nothing",) if doable else ()
        if index and kinds[index] == ("sse",) and kinds[index - 1] == ("state",) and piece.words.means.match(plain(piece.text)):
            kinds[index - 1] = ("nothing",)
        after = pieces[index + 1] if index + 1 < len(pieces) and not kinds[index + 1] else None
        if after and kinds[index] == ("state",) and after.words.useful.search(after.shape):
            kinds[index] = ("sse",)
        if kinds[index] and piece.words.anonymous.search(piece.shape):
            passed = any(kinds[index + 1 :]) or (index and kinds[index - 1])
            kinds[index] = ("nothing",) if passed else _called(kinds[index], context, piece)


def _called(found: tuple[Pointed, ...], context: str, piece: Piece) -> tuple[Pointed, ...]:
    return (served,) if (served := served_by(context, piece.words)) else found


def _asked(piece: Piece) -> bool:
    return bool(piece.words.asked.search(plain(piece.text)) or piece.words.chained.search(piece.shape))
