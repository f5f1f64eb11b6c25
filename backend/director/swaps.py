"""Two clips that change places, and all of them in another order."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.talk import Talk
from backend.director.tokens import Token


def swap(talk: Talk, verb: Token, a: int, b: int) -> None:
    """Each clip to the place of the other: one move for neighbours, else two, the second of what then stands one place earlier."""
    last = talk.scene.clips
    near, far = sorted(n if n > 0 else last + 1 + n for n in (a, b))
    talk.emit("move_clip", verb, index=a, to=b)
    if far - near > 1 and near > 0:
        upward = a < 0 or a > b > 0
        talk.emit("move_clip", verb.start + 1, index=near + 1 if upward else far - 1, to=far if upward else near)


def in_order(c: Clause, talk: Talk) -> None:
    """ "In this order: 3, 1, 2": every clip numbered once; the moves that lead there."""
    wanted_order = [int(t.value) for t in c.tokens if t.kind in ("num", "ord") and t.value == int(t.value)]
    if c.noun("order") and _turned(c, talk) and 1 < talk.scene.clips <= _MOST_TURNED:
        wanted_order = list(range(talk.scene.clips, 0, -1))
    complete = len(wanted_order) > 1 and sorted(wanted_order) == list(range(1, talk.scene.clips + 1))
    if not (complete and wanted(c)) or not (c.noun("order", "clip") or c.verb("move")):
        return
    now = sorted(wanted_order)
    for place, clip in enumerate(wanted_order):
        if now[place] != clip:
            talk.emit("move_clip", c.start + place, index=now.index(clip) + 1, to=place + 1)
            now.insert(place, now.pop(now.index(clip)))
    c.claim(*c.tokens)


def next_in_order(c: Clause, talk: Talk) -> None:
    """ "Start with clip 3, then clip 1": the clip that comes behind the one just moved."""
    last = talk.latest()
    number = c.find("num") or c.find("ord")
    told = number is not None and c.kinds <= {"num", "ord", "noun", "polite", "particle", "verb"}
    told = told and all(t.name == "clip" for t in c.all("noun"))
    told = told and all(talk.word(t) in ("放", "播", "播放", "来") for t in c.all("verb"))
    if not told or number is None or last is None or last.op != "move_clip" or last.clause != talk.clause_index - 1:
        return
    now = list(range(1, talk.scene.clips + 1))
    for move in (f.params for f in talk.found if f.op == "move_clip"):
        now.insert(move["to"] - 1 if move["to"] > 0 else len(now), now.pop(move["index"] - 1 if move["index"] > 0 else -1))
    place = int(last.params["to"])
    if c.joiner not in ("then", "comma", "and") or number.value not in now or not 0 < place < len(now):
        return
    if (index := now.index(int(number.value)) + 1) != place + 1:
        talk.emit("move_clip", number, index=index, to=place + 1)
    c.claim(*c.tokens)


_MOST_TURNED = 30


def _turned(c: Clause, talk: Talk) -> bool:
    """ "Reverse the order of the clips", 顺序反过来."""
    return c.verb("reverse") or _REVERSED.search(talk.normal, c.start, c.end + 4) is not None


_REVERSED = re.compile(r"\b(?:reverse|opposite|backwards?) order\b|顺序[^,，。]{0,4}(?:反|倒|颠倒)|(?:反|倒|颠倒)[^,，。]{0,4}顺序")


_PUT_IT = re.compile(r"\b(?:put|place|stick|bring|drop) (?:it|that|this)(?: all)?(?: right)? $")


def the_one_meant(c: Clause, talk: Talk) -> Token | None:
    """ "Mute clip 2 and move it to the front", "take the first clip, … and put it at the end": the clip that was just spoken of."""
    told, numbers = talk.meant
    last = talk.latest()
    if len(numbers) != 1 or not talk.clause_index - 3 <= told < talk.clause_index or (last and last.op in ("title", "overlay")):
        return None
    moved = c.verb("move") and c.has("pronoun") and not any(t.name in ("title", "caption", "logo", "music") for t in c.tokens)
    put = c.kinds <= {"rel", "noun", "polite"} and _PUT_IT.search(talk.normal, max(0, c.start - 20), c.start)
    return Token("ord", "ord", c.start, c.start, numbers[0]) if moved or put else None


def opens_with(c: Clause, talk: Talk, verb: Token) -> bool:
    """ "Start with clip 3", 先放第三段."""
    first = talk.word(verb) in ("放", "播", "播放", "来") and talk.normal.endswith("先", 0, verb.start)
    return first or talk.word(verb).startswith(("start with", "begin with", "open with"))
