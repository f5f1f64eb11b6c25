"""Clips: which are meant, removed, moved."""

import re
from itertools import pairwise

from backend.director.arranged import half_of_split
from backend.director.clauses import Clause
from backend.director.clip_choice import beyond_named, others, through
from backend.director.numbers import number_at
from backend.director.ops_text import removing, unwanted, wanted
from backend.director.swaps import opens_with, swap, the_one_meant
from backend.director.talk import Talk
from backend.director.tokens import Token


def _indices(c: Clause, talk: Talk) -> list[Token]:
    """Tokens that number a clip: the third, clip 2, 第二段, the last clip; "middle" of three is the second."""
    found = [t for t in c.all("ord") if not _numbers_another(c, talk, t)]
    clip = c.noun("clip")
    for noun in c.all("noun", "clip"):
        index = c.tokens.index(noun)
        for token in c.tokens[index + 1 :]:
            if token.kind == "polite" or talk.word(token) in ("number", "no", "号"):
                continue
            if token.kind != "num" or token.value != int(token.value):
                break
            found.append(token)
    if not found and (half := _half(c, talk)):
        return [half]
    several = _several(c, talk)
    if several:
        return several
    whole = talk.scene.clips == 1 and not (talk.latest("split", "merge") or talk.scene.before)
    if clip and whole and not found and talk.word(clip) in _STRETCHES:
        return []
    last = c.find("rel", "last")
    if last and clip and c.tokens.index(clip) - c.tokens.index(last) in (1, 2):
        last.value = -1
        found.append(last)
    first = c.find("rel", "first")
    if first and clip and c.tokens.index(clip) - c.tokens.index(first) == 1:
        first.value = 1
        found.append(first)
    edge = next((a for a, b in pairwise(c.tokens) if a.kind == "noun" and a.name in ("start", "end") and b.name == "clip"), None)
    if edge and not found:
        found.append(Token("ord", "ord", edge.start, edge.end, 1 if edge.name == "start" else -1))
        c.claim(edge)
    if not found:
        found = _unnumbered(c, talk, clip)
    return sorted(found, key=lambda t: t.start)


def _half(c: Clause, talk: Talk) -> Token | None:
    """The second half, right after one split: a clip."""
    halves = {(0.0, 0.5): 1, (0.5, 1.0): 2}
    half = c.find("part") if sum(f.op == "split" for f in talk.found) == 1 else None
    known = half is not None and half.value in halves
    return Token("ord", "ord", half.start, half.end, half_of_split(talk, halves[half.value])) if half and known else None


def _unnumbered(c: Clause, talk: Talk, clip: Token | None) -> list[Token]:
    """Clips told without an ordinal: bare numbers, the other of two, the middle one."""
    if clip is None:
        return _edge(c, talk) or (_bare(c, talk) if talk.scene.clips > 1 else [])
    other = c.find("noun", "rest")
    if talk.scene.clips == 2 and other and talk.word(other) == "other" and c.find("rel", "first", "last"):
        c.claim(other)
        return [Token("ord", "ord", other.start, other.end, 2 if c.find("rel", "first") else 1)]
    middle = _middle(c, talk)
    return [middle] if middle else []


def _edge(c: Clause, talk: Talk) -> list[Token]:
    """ "…, then drop the first": a clip, where the clause before moved or removed one."""
    last, edge = talk.latest(), c.find("rel", "first", "last")
    if last is None or last.op not in ("move_clip", "delete_clip") or last.clause != talk.clause_index - 1 or edge is None:
        return []
    if not removing(c, talk) or c.kinds - {"verb", "rel", "polite"} or len(c.all("rel")) > 1:
        return []
    return [Token("ord", "ord", edge.start, edge.end, 1 if edge.name == "first" else -1)]


_STRETCHES = ("part", "bit", "section", "piece", "portion", "stretch", "passage", "chunk")
"""Words for a clip that in a film of one clip mean a stretch of it, not yet said."""


def _numbers_another(c: Clause, talk: Talk, token: Token) -> bool:
    """ "The second verse": a number of a thing that is no clip."""
    place = c.tokens.index(token) + 1
    after = c.tokens[place] if place < len(c.tokens) else None
    word = talk.normal[token.end : after.end].strip() if after is not None else ""
    unknown = after is not None and after.kind == "word" and after.start - token.end <= 1 and len(word) > 3 and word.isascii()
    return unknown and word not in ("where", "from", "should", "comes", "please")


def _bare(c: Clause, talk: Talk) -> list[Token]:
    """Bare numbers right behind "swap" or "move": "swap 1 and 3"."""
    verb = c.find("verb", "swap") or next((t for t in c.all("verb", "move") if talk.word(t) == "move"), None)
    behind = c.tokens[c.tokens.index(verb) + 1 :] if verb else []
    count = next((i for i, t in enumerate(behind) if t.kind != "num"), len(behind))
    numbers = [t for t in behind[:count] if t.value == int(t.value) and 1 <= t.value <= talk.scene.clips]
    return numbers if len(numbers) == (2 if verb and verb.name == "swap" else 1) else []


_COUNT = re.compile(r"[两二三四五六]")


def _several(c: Clause, talk: Talk) -> list[Token]:
    """The last two clips, 前两段: one token for each."""
    pair = next((t for t in c.tokens if t.kind in ("tail?", "head?")), None)
    if pair and c.verb("swap") and 2 <= pair.value <= talk.scene.clips:
        first = 1 if pair.kind == "head?" else talk.scene.clips - int(pair.value) + 1
        return [Token("ord", "ord", pair.start + i, pair.end, first + i) for i in range(int(pair.value))]
    edge = c.find("rel", "last", "first")
    index = c.tokens.index(edge) + 1 if edge else 0
    after = c.tokens[index] if edge and index < len(c.tokens) else None
    if edge is None or after is None:
        return []
    count = 0
    swapped = c.verb("swap") and edge.name in ("last", "first") and after.kind == "num"
    if swapped or (after.kind == "num" and index + 1 < len(c.tokens) and c.tokens[index + 1].name == "clip"):
        count = int(after.value)
    elif after.name == "clip" and (found := _COUNT.match(talk.word(after))):
        count = int((number_at(found[0], 0) or (0.0, 0))[0])
    clips = talk.scene.clips
    if not 2 <= count <= clips:
        return []
    numbers = range(1, count + 1) if edge.name == "first" else range(clips - count + 1, clips + 1)
    return [Token("ord", "ord", edge.start + i, after.end, number) for i, number in enumerate(numbers)]


def _middle(c: Clause, talk: Talk) -> Token | None:
    token = c.find("place", "center") or c.find("noun", "middle")
    splits = sum(f.op == "split" for f in talk.found)
    clips = talk.scene.clips + splits
    if token and clips % 2 and clips > 1 and not c.kinds & {"dur", "mid", "range"}:
        token.value = clips // 2 + 1
        return token
    return None


def _side_of_a_split(c: Clause, talk: Talk) -> int | None:
    """ "… and drop what comes after", 后面那段不要, right after one split: the number of that half."""
    splits = [f for f in talk.found if f.op == "split"]
    if len(splits) != 1 or splits[0].clause != talk.clause_index - 1 or not removing(c, talk) or c.kinds & {"dur", "ord", "num", "range"}:
        return None
    if not c.noun("same_range", "clip", "rest"):
        return None
    if c.find("noun", "end") or c.find("rel", "last", "after"):
        return 2
    return 1 if c.find("noun", "start") or c.find("rel", "first") else None


_IN_IT = re.compile(r"\b(?:the|that|this|its|his|her|my) [a-z]+(?: [a-z]+){0,2} (?:in|from|of|on) (?:the )?$")


def _of_the_clip(c: Clause, talk: Talk) -> bool:
    """ "Cut the bass in clip 2": something in the clip, not the clip."""
    clip = next((t for t in c.tokens if t.kind == "ord" or (t.kind == "noun" and t.name == "clip")), None)
    ahead = c.tokens[: c.tokens.index(clip)] if clip else []
    named = any(t.kind in ("word", "look", "style", "genre", "mood") for t in ahead)
    return clip is not None and named and _IN_IT.search(talk.normal, c.start, clip.start) is not None


def delete_clip(c: Clause, talk: Talk) -> None:
    if (half := _side_of_a_split(c, talk)) is not None:
        c.claim(*c.tokens)
        talk.emit("delete_clip", c, index=half_of_split(talk, half))
        return
    parted = sum(f.op == "split" for f in talk.found)
    named_middle = c.find("noun", "middle") or (parted > 1 and c.kinds <= {"verb", "place", "polite"})
    middle = _middle(c, talk) if named_middle and (talk.scene.clips > 1 or parted) else None
    indices = [middle] if middle else _indices(c, talk)
    if (
        not indices
        or not (removing(c, talk) or (c.verb("cut") and not c.kinds & {"point", "clock"}))
        or c.kinds & {"range", "head", "tail", "part", "pct", "frac"}
        or c.verb("blur", "zoom_in", "fade")
        or _of_the_clip(c, talk)
        or any(t.value == 0 for t in indices)
    ):
        return
    if c.verb("undo") or c.named("step", "caption", "title", "music", "transition", "last_frame", "first_frame", "logo", "noise", "shake"):
        return
    if not (wanted(c) or unwanted(c, talk)):
        return
    spared = any(t.name == "except" for t in indices)
    beyond = others([int(t.value) for t in indices], talk) if spared else through(c, talk) or beyond_named(c, talk, indices)
    for number in beyond:
        talk.emit("delete_clip", indices[0], index=number)
    if beyond:
        c.claim(*c.tokens)
        return
    for token in sorted(indices, key=lambda t: -int(t.value) if t.value > 0 else -999):
        c.claim(token)
    for token in sorted(indices, key=lambda t: t.start):
        talk.emit("delete_clip", token, index=int(token.value))
    c.claim(*c.all("verb"), *c.all("noun", "clip", "middle", "video"), *c.all("particle"))


def _destination(c: Clause, talk: Talk, indices: list[Token]) -> int | None:
    """Where a clip is to go, 1-based; -1 is the end."""
    first = c.find("rel", "first", "from_start") or c.find("noun", "start")
    began = c.find("verb", "start_at")
    first = first or (began if began and re.search("[到在去做当]开始$", talk.normal[c.start : began.end]) else None)
    last = c.find("rel", "last", "from_end", "onward") or c.find("noun", "end")
    number = next((t for t in c.all("num") if t not in indices), None)
    words = talk.normal[c.start : c.end]
    for token in indices:
        words = words.replace(talk.normal[token.start : token.end], "", 1)
    if len(indices) == 2:
        moved, other = int(indices[0].value), int(indices[1].value)
        if c.find("rel", "before") or "in front of" in words or "前面" in words or "之前" in words:
            return other if moved > other or moved < 0 else other - 1
        if c.find("rel", "after") or c.find("noun", "end") or "behind" in words or "后面" in words or "之后" in words:
            return other if 0 < moved < other else other + 1 if other > 0 else -1
        return other
    if first and first not in indices:
        c.claim(first)
        return 2 if re.search(r"\b(?:behind|after) (?:the )?$", talk.normal[c.start : first.start]) else 1
    if (last and last not in indices) or "最后" in words:
        c.claim(last)
        return -1
    if number and number not in indices:
        c.claim(number)
        return int(number.value)
    return 1 if any(w in words for w in ("最前", "提前", "放到开头", "to the front", "first")) and indices[0].value != 1 else None


def _swapped(c: Clause, talk: Talk) -> Token | None:
    """最后两段换一下: to change two clips is to swap them."""
    verb = c.find("verb", "replace")
    numbered = c.noun("clip") and len(c.all("num")) == 2
    if verb and (len(_several(c, talk)) == 2 or len(c.all("ord")) == 2 or numbered) and not c.noun("music", "transition"):
        verb.name = "swap"
        return verb
    return None


def _placed(c: Clause, talk: Talk) -> Token | None:
    """ "Clip 3 first", "last clip first": the clip and its place are all that is said."""
    numbered = c.kinds & {"num", "ord"} or (c.find("rel", "last") and c.find("rel", "first"))
    short = len(c.tokens) <= 4 and c.find("rel", "first", "last") and not removing(c, talk)
    only = c.kinds <= {"ord", "rel"} and talk.scene.clips > 1
    return (c.noun("clip") or (c.find("ord") if only else None)) if numbered and short else None


_MOST_CLIPS = 30  # a number past this and past the clips that are there is no place: "put the video in 1080"


def _clips_now(talk: Talk) -> int:
    """How many clips there are, with those that a split of this message makes."""
    return talk.scene.clips + sum(f.op == "split" for f in talk.found)


def move_clip(c: Clause, talk: Talk) -> None:
    """Reorder: swap two, or bring one to a place."""
    verb = c.find("verb", "move", "swap", "add", "make") or _swapped(c, talk) or _placed(c, talk)
    if verb and verb.name == "add" and c.noun("region", "logo", "title") and not c.noun("clip"):
        return
    if verb is None and "reorder" in talk.hints and c.kinds & {"ord"}:
        verb = c.tokens[0]
    it = the_one_meant(c, talk)
    verb = verb or it
    last = talk.latest()
    if verb is None and last is not None and last.op == "move_clip" and last.clause == talk.clause_index - 1 and c.kinds & {"ord", "num"}:
        verb = c.noun("clip")  # move clip 3 to the front, then clip 1 to the end
    if (verb and verb.name == "move" and not c.kinds & {"ord", "num"}) or c.noun("order"):
        talk.hints.add("reorder")
    opens = verb is not None and opens_with(c, talk, verb)
    if verb is None or c.kinds & {"quote", "file", "range", "head", "tail"} or (not wanted(c) and not opens):
        return
    indices = _indices(c, talk) or ([it] if it else [])
    if opens and indices and not c.kinds & {"dur"}:
        c.claim(*c.tokens)
        talk.emit("move_clip", indices[0], index=int(indices[0].value), to=1)
        return
    if verb.name != "swap" and c.verb("swap"):
        verb = c.find("verb", "swap") or verb
    if verb.name == "swap" and len(indices) >= 2:
        swap(talk, verb, int(indices[0].value), int(indices[1].value))
    elif verb.name == "swap" and not indices and _clips_now(talk) == 2 and (c.noun("clip", "order") or c.has("pronoun", "into", "halves")):
        talk.emit("move_clip", verb, index=1, to=2)
    elif indices:
        to = _destination(c, talk, indices)
        if to is None or to == int(indices[0].value) or to == 0 or abs(to) > max(talk.scene.clips, _MOST_CLIPS):
            return
        talk.emit("move_clip", indices[0], index=int(indices[0].value), to=to)
    else:
        return
    c.claim(*indices, *c.all("verb"), *c.all("noun", "clip", "start", "end", "order", "video"), *c.all("rel"), *c.all("ord"))
