"""A part of a clip: "the first 5 seconds of clip 3", "split the last clip in half", 第二段开头三秒. The times are counted in that clip."""

import re
from itertools import pairwise

from backend.director.arranged import arranged
from backend.director.clauses import Clause
from backend.director.clip_scope import Group, clip_noun, named
from backend.director.ops_cut import STAYS
from backend.director.ops_split import pieces
from backend.director.ops_text import removing, wanted
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

Span = tuple[float, float]
_PARTS = ("head", "tail", "head?", "tail?", "part", "mid")
_SHOWN = {"quote", "handle", "file"}
_ELSEWHERE = {"swap", "move", "merge", "replace", "undo", "redo"}
_OTHERWISE = ("except", "transition", "before", "between", "silence", "filler")
_CUTS = ("cut", "trim")
_LATER = re.compile(
    r"(\bend\b.{1,24}\b(?:earlier|sooner)\b|(?:提前|早)[^,，]{1,6}(?:结束|停))|\b(?:start|begin)\b.{1,24}\blater\b|晚[^,，]{1,6}开始"
)
""" "Let it end 2 seconds earlier" (1), "start 3 seconds later"."""
_USUAL_FPS = 30.0
"""Frames a second where they are not known: what is one frame before the end of a clip."""
_EFFECTS = (
    "mute", "unmute", "speed_up", "slow_down", "reverse", "blur", "sharpen", "zoom_in", "zoom_out", "stabilize", "denoise", "freeze",
    "fade",
)  # fmt: skip


def part_of_clip(c: Clause, talk: Talk) -> bool:
    """Read what is said of a part of a clip; True where the clause is done with by that.

    Where an effect is for the part, the words for it become one stretch of the whole, and the clause is read on.
    """
    if talk.scene.clips < 2 and talk.latest("split") is None:
        return False
    group, places = _clips(c, talk)
    if group is None or c.verb(*_ELSEWHERE) or c.has(*_OTHERWISE) or _beside(c, talk) or ("neg" in c.kinds and not removing(c, talk)):
        return False
    if not places:
        return c.kinds.isdisjoint(_SHOWN)
    if not c.kinds.isdisjoint(_SHOWN):
        return _shown_over(c, talk, group, places)
    return _done(c, talk, group, places)


def _done(c: Clause, talk: Talk, group: Group, places: list[Span]) -> bool:
    if c.verb("freeze") and _frame(c, talk, group, places[0]):
        return False
    if _split_there(c, talk, places):
        return True
    _last_seconds(c, talk)
    parts = [t for t in c.tokens if t.kind in _PARTS and id(t) not in c.used]
    stretches = [s for place in places for part in parts if (s := _within(part, place))] if parts else _edges(c, talk, places)
    if not (parts or stretches):
        _its_own_times(c, group, places[0])
        return len(places) > 0 and _to_a_length(c, talk, places)
    if c.verb(*_EFFECTS) or c.kinds & {"factor", "cmp", "look", "db", "pct"} or c.has("sound", "voice", "music", "caption", "title"):
        _put(c, [*group[1], *parts], "clips", stretches)
        return not stretches
    only = wanted(c) and (c.verb("keep") or (c.find("only") and "verb" not in c.kinds) or any(talk.word(t) in STAYS for t in c.all("verb")))
    if only or _takes(c, talk):
        _cut(c, talk, _around(stretches, places) if only else stretches)
        return True
    _put(c, [*group[1], *parts], "clips", stretches)
    return not parts


def _beside(c: Clause, talk: Talk) -> bool:
    """Whether it is what comes after the clip that is meant."""
    return any(t.kind == "rel" and t.name == "after" and talk.word(t) != "后" for t in c.tokens)


def _last_seconds(c: Clause, talk: Talk) -> None:
    """最后一段的后10秒: behind a clip, 前 and 后 count from its ends."""
    for edge, length in pairwise(list(c.tokens)):
        if edge.kind == "rel" and talk.word(edge) in ("前", "后") and length.kind == "dur" and edge.end == length.start:
            kind = "head" if talk.word(edge) == "前" else "tail"
            at = c.tokens.index(edge)
            c.tokens[at : at + 2] = [Token(kind, kind, edge.start, length.end, length.value)]
            c.refresh()


def _takes(c: Clause, talk: Talk) -> bool:
    """Whether something is taken away."""
    off = any(t.kind == "rel" and talk.word(t).startswith("off ") for t in c.tokens)
    off = off or _LATER.search(talk.normal, c.start, c.end) is not None
    return off or removing(c, talk) or bool(c.verb(*_CUTS) or c.noun("both_ends"))


def _told_of(c: Clause, talk: Talk) -> list[int]:
    """The one clip that the clause before only told of: "clip 2 is too long, cut it to 8 seconds"."""
    told, numbers = talk.meant
    made = any(f.clause == told and not f.weak for f in talk.found)
    if told != talk.clause_index - 1 or len(numbers) != 1 or made:
        return []
    joined = c.joiner in ("comma", "but", "dash", "colon")
    return numbers if c.noun("pronoun") or (joined and clip_noun(c) is None) else []


def _clips(c: Clause, talk: Talk) -> tuple[Group | None, list[Span]]:
    """The clips that the clause, or the one before it, names, and where they lie; with "each" all."""
    noun = clip_noun(c)
    each = noun and (c.find("rel", "each") or talk.word(noun)[0] in "每所" or c.has("all", "video"))
    count = len(talk.scene.spans) + sum(f.op == "split" for f in talk.found)
    group = named(c, talk, max(count, 1)) if c.kinds & {"ord", "rel", "noun"} else None
    around = [t for t in c.tokens if (t.kind == "rel" and t.name == "each") or t.name in ("all", "video")]
    if group is None and noun and each and talk.scene.clips > 1:
        group = list(range(1, count + 1)), [noun, *around]
    if group is None and (numbers := _told_of(c, talk)):
        group = numbers, [t for t in c.tokens if t.name == "pronoun"]
    if group is None or not _of_a_part(c, talk) or not (talk.scene.spans or talk.scene.clips == 1):
        return None, []
    clips = arranged(talk) or []
    numbers = [number if number > 0 else clips[number][0] for number in group[0] if number > 0 or -number <= len(clips)]
    return group, [(a, b) for number, a, b in clips if number in numbers]


def _of_a_part(c: Clause, talk: Talk) -> bool:
    """Whether a part, a length or a moment of the clips is named, or what is shown over them."""
    if c.kinds & {*_PARTS, "dur", "range", "point", "clock", "point?", *_SHOWN} or c.verb("split", "freeze"):
        return True
    return bool(c.verb("cut") and c.has("halves", "center", "into"))


def _within(token: Token, place: Span) -> Span | None:
    """The stretch that the token names within a clip; None where the clip is too short for it."""
    a, b = place
    length = b - a
    if token.kind == "part":
        return tidy(a + token.value[0] * length), tidy(a + token.value[1] * length)
    if float(token.value) >= length:
        return None
    if token.kind == "mid":
        return tidy((a + b - token.value) / 2), tidy((a + b + token.value) / 2)
    return (a, tidy(a + token.value)) if token.kind.startswith("head") else (tidy(b - token.value), b)


def _edges(c: Clause, talk: Talk, places: list[Span]) -> list[Span]:
    """So many seconds at the start or the end of each clip: "2 seconds off the start of clip 3"."""
    length = c.find("dur")
    if later := _LATER.search(talk.normal, c.start, c.end):
        onset = c.find("onset") or c.find("range")
        value = length.value if length else onset.value[0] if onset and onset.kind == "range" else onset.value if onset else 0.0
        end = Token("tail" if later[1] else "head", "", 0, 0, value)
        return [s for place in places if value and (s := _within(end, place))]
    both = c.noun("both_ends")
    first, last = both or c.noun("start") or c.find("rel", "from_start"), both or c.noun("end") or c.find("rel", "from_end")
    if length is None or not (first or last) or c.find("rel", "to"):
        return []
    ends = (Token("head", "head", 0, 0, length.value),) * bool(first) + (Token("tail", "tail", 0, 0, length.value),) * bool(last)
    return [s for place in places for end in ends if (s := _within(end, place))]


def _around(stretches: list[Span], places: list[Span]) -> list[Span]:
    """What of the clips is not in the stretches."""
    gone = []
    for a, b in places:
        inside = [s for s in stretches if a <= s[0] and s[1] <= b]
        marks = [a, *(mark for s in inside for mark in s), b]
        gone += [(x, y) for x, y in zip(marks[::2], marks[1::2], strict=True) if y > x] if inside else []
    return gone


def _cut(c: Clause, talk: Talk, stretches: list[Span]) -> None:
    """Take the stretches out, the last one first, so that the times of the others hold."""
    if not stretches:
        return
    for place, (a, b) in enumerate(sorted(stretches, reverse=True)):
        if a == 0:
            talk.emit("trim", c.start + place, start=b)
        else:
            talk.emit("cut", c.start + place).params.update({"from": a, "to": b})
    c.claim(*c.tokens)


def _put(c: Clause, tokens: list[Token], kind: str, stretches: list[Span]) -> None:
    """One token for the stretches, in the place of the words for them."""
    if not (tokens and stretches):
        return
    at = min(c.tokens.index(t) for t in tokens)
    start, end = min(t.start for t in tokens), max(t.end for t in tokens)
    c.tokens.insert(at, Token(kind, kind, start, end, stretches if kind == "clips" else stretches[0]))
    c.tokens[:] = [t for t in c.tokens if t not in tokens]
    c.refresh()


def _shown_over(c: Clause, talk: Talk, group: Group, places: list[Span]) -> bool:
    """ "Put “Day two” over the second clip": what is shown is shown while that clip is."""
    if removing(c, talk) or c.kinds & {"range", "point", "clock", "head", "tail"} or c.verb("keep", "split", "cut", "trim"):
        return False
    on = next((b for a, b in pairwise(c.tokens) if a in group[1] and b.kind == "place" and talk.word(b) in ("上面", "上")), None)
    neighbours = all(a[1] == b[0] for a, b in pairwise(places))
    if neighbours:
        _put(c, [*group[1], *([on] if on else [])], "range", [(places[0][0], places[-1][1])])
    return False


def _frame(c: Clause, talk: Talk, group: Group, place: Span) -> bool:
    """Make the first or last frame of a clip, or a time in it, a moment of the whole."""
    (a, b), frame = place, 1 / (talk.scene.fps or _USUAL_FPS)
    told = c.noun("last_frame", "end") or next((t for t in c.all("verb", "freeze") if "last frame" in talk.word(t)), None)
    at = (b if b >= talk.end_s else tidy(b - frame)) if told else a if (told := c.noun("first_frame", "start")) else None
    if at is None:
        return _its_own_times(c, group, place)
    _put(c, [t for t in (*group[1], told) if t is not None and t.kind != "verb"], "point", [(at, at)])
    for token in c.tokens:
        token.value = at if token.value == (at, at) else token.value
    return True


def _its_own_times(c: Clause, group: Group, place: Span) -> bool:
    """Count times that are not within the clip on the whole from where the clip begins: "clip 3, from 2 to 4 seconds"."""
    (a, b), moved = place, False
    for token in c.tokens:
        if token.kind in ("point", "clock", "point?") and not a <= token.value <= b and token.value < b - a:
            token.value, moved = tidy(a + token.value), True
        elif token.kind == "range" and token.value[1] is not None and not a <= token.value[0] <= b and token.value[1] <= b - a:
            token.value, moved = (tidy(a + token.value[0]), tidy(a + token.value[1])), True
    if c.kinds & {"point", "clock", "point?", "range"}:
        c.tokens[:] = [t for t in c.tokens if t not in group[1]]
        c.refresh()
    return moved


def _split_there(c: Clause, talk: Talk, places: list[Span]) -> bool:
    """ "Cut clip 1 in half", "split the last clip into three": the clip is parted, not the whole."""
    verb = c.find("verb", "split", "cut")
    if verb is None or c.kinds & {"point", "clock", "point?", "range", "dur", *_PARTS} or c.verb("remove") or len(places) != 1:
        return False
    count = pieces(c, talk, verb)
    if not 2 <= count <= 20:
        return False
    (a, b) = places[0]
    for i in range(1, count):
        talk.emit("split", verb.start + i, at=tidy(a + (b - a) * i / count))
    c.claim(*c.tokens)
    return True


def _to_a_length(c: Clause, talk: Talk, places: list[Span]) -> bool:
    """ "Trim clip 2 to 10 seconds", "make all clips 5 seconds each": what is longer loses its end, or is played faster."""
    length = c.find("dur")
    asks = c.verb("shorten", "trim", "cut", "fit", "make") or removing(c, talk) or c.find("rel", "under", "exactly") or c.noun("length")
    if length is None or c.find("rel", "by") or c.kinds & {"point", "clock", "range", "point?"} or not asks or c.noun("start", "end"):
        return False
    if c.has("caption", "title", "music", "sound", "fade", "split") or c.verb("split", "freeze", "add", "lengthen", "slow_down"):
        return False
    to = float(length.value)
    if removing(c, talk) or any(b - a < to - 0.001 for a, b in places):
        return True
    if c.verb("speed_up"):
        for place, (a, b) in enumerate(sorted(places, reverse=True)):
            talk.emit("speed", c.start + place, factor=tidy((b - a) / to)).params.update({"from": a, "to": b})
        c.claim(*c.tokens)
    else:
        _cut(c, talk, [(tidy(a + to), b) for a, b in places if b - a > to + 0.001])
    return True
