"""Clips: removed, moved, joined, and what stands between them."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.numbers import number_at
from backend.director.ops_text import removing, unwanted, wanted
from backend.director.slots import tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token


def _indices(c: Clause, talk: Talk) -> list[Token]:
    """Tokens that number a clip: the third, clip 2, 第二段, the last clip; "middle" of three is the second."""
    found = c.all("ord")
    clip = c.noun("clip")
    for noun in c.all("noun", "clip"):
        index = c.tokens.index(noun)
        for token in c.tokens[index + 1 :]:
            if talk.word(token) in ("number", "no", "号"):
                continue
            if token.kind != "num" or token.value != int(token.value):
                break
            found.append(token)
    several = _several(c, talk)
    if several:
        return several
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
    if not found and clip and (middle := _middle(c, talk)):
        found.append(middle)
    return sorted(found, key=lambda t: t.start)


_COUNT = re.compile(r"[两二三四五六]")


def _several(c: Clause, talk: Talk) -> list[Token]:
    """The last two clips, 前两段: one token for each."""
    edge = c.find("rel", "last", "first")
    index = c.tokens.index(edge) + 1 if edge else 0
    after = c.tokens[index] if edge and index < len(c.tokens) else None
    if edge is None or after is None:
        return []
    count = 0
    if after.kind == "num" and index + 1 < len(c.tokens) and c.tokens[index + 1].name == "clip":
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


def delete_clip(c: Clause, talk: Talk) -> None:
    middle = _middle(c, talk) if c.find("noun", "middle") and (talk.scene.clips > 1 or any(f.op == "split" for f in talk.found)) else None
    indices = [middle] if middle else _indices(c, talk)
    if (
        not indices
        or not (removing(c, talk) or (c.verb("cut") and not c.kinds & {"point", "clock"}))
        or c.kinds & {"range", "head", "tail", "part"}
    ):
        return
    if c.verb("undo") or c.noun("step", "caption", "title", "music", "transition", "last_frame") or not (wanted(c) or unwanted(c, talk)):
        return
    for token in sorted(indices, key=lambda t: -int(t.value) if t.value > 0 else -999):
        c.claim(token)
    for token in sorted(indices, key=lambda t: t.start):
        talk.emit("delete_clip", token, index=int(token.value))
    c.claim(*c.all("verb"), *c.all("noun", "clip", "middle", "video"), *c.all("particle"))


def _destination(c: Clause, talk: Talk, indices: list[Token]) -> int | None:
    """Where a clip is to go, 1-based; -1 is the end."""
    first = c.find("rel", "first", "from_start") or c.find("noun", "start")
    last = c.find("rel", "last", "from_end", "onward") or c.find("noun", "end")
    number = next((t for t in c.all("num") if t not in indices), None)
    words = talk.normal[c.start : c.end]
    if len(indices) == 2:
        moved, other = int(indices[0].value), int(indices[1].value)
        if c.find("rel", "before") or "in front of" in words or "前面" in words or "之前" in words:
            return other if moved > other or moved < 0 else other - 1
        if c.find("rel", "after") or c.find("noun", "end") or "behind" in words or "后面" in words or "之后" in words:
            return other if 0 < moved < other else other + 1 if other > 0 else -1
        return other
    if first and first not in indices:
        c.claim(first)
        return 1
    if (last and last not in indices) or "最后" in words.replace(talk.normal[indices[0].start : indices[0].end], "", 1):
        c.claim(last)
        return -1
    if number and number not in indices:
        c.claim(number)
        return int(number.value)
    return 1 if any(w in words for w in ("最前", "提前", "放到开头", "to the front", "first")) and indices[0].value != 1 else None


def move_clip(c: Clause, talk: Talk) -> None:
    """Reorder: swap two, or bring one to a place."""
    verb = c.find("verb", "move", "swap", "add", "make")
    if (
        verb is None
        and not removing(c, talk)
        and c.noun("clip")
        and c.find("rel", "first", "last")
        and c.kinds & {"num", "ord"}
        and len(c.tokens) <= 4
    ):
        verb = c.noun("clip")
    if verb is None and "reorder" in talk.hints and c.kinds & {"ord"}:
        verb = c.tokens[0]
    if (verb and verb.name == "move" and not c.kinds & {"ord", "num"}) or c.noun("order"):
        talk.hints.add("reorder")
    if verb is None or c.kinds & {"quote", "file", "range", "head", "tail"} or not wanted(c):
        return
    indices = _indices(c, talk)
    if verb.name != "swap" and c.verb("swap"):
        verb = c.find("verb", "swap") or verb
    if verb.name == "swap" and len(indices) >= 2:
        a, b = int(indices[0].value), int(indices[1].value)
        talk.emit("move_clip", verb, index=a, to=b)
    elif verb.name == "swap" and not indices and talk.scene.clips == 2 and (c.noun("clip", "order") or c.has("pronoun")):
        talk.emit("move_clip", verb, index=1, to=2)
    elif indices:
        to = _destination(c, talk, indices)
        if to is None or to == int(indices[0].value) or to == 0:
            return
        talk.emit("move_clip", indices[0], index=int(indices[0].value), to=to)
    else:
        return
    c.claim(*indices, *c.all("verb"), *c.all("noun", "clip", "start", "end", "order", "video"), *c.all("rel"), *c.all("ord"))


_CLIPLESS = (
    "merge",
    "join",
    "combine",
    "stitch",
    "concatenate",
    "concat",
    "splice",
    "glue",
    "合并",
    "拼接",
    "拼起来",
    "拼在一起",
    "连起来",
    "接起来",
    "connect",
    "assemble",
)


def merge(c: Clause, talk: Talk) -> None:
    verb = c.find("verb", "merge")
    if verb is None or not wanted(c) or (c.noun("caption", "title") and not c.noun("clip")):
        return
    word = talk.word(verb)
    if word == "back to back" and "times" in c.kinds and talk.scene.clips == 1:
        return
    several = (
        c.noun("clip", "video", "rest", "pronoun", "all", "picture")
        or c.kinds & {"ord", "file"}
        or talk.scene.clips > 1
        or len(c.tokens) == 1
    )
    if not several and not word.startswith(_CLIPLESS):
        return
    motion = c.find("motion")
    if motion is None and (fade := c.find("verb", "fade")):
        motion = fade if c.find("rel", "black") or c.find("noun", "transition") else None
    length = c.find("dur")
    kind = _kind(c, talk) if motion or (c.noun("transition") and c.kinds & {"motion"}) else None
    c.claim(verb, motion, *c.all("noun"), *c.all("verb"), *c.all("ord"), *c.all("all"), *c.all("only"), *c.all("rel"))
    edit = talk.emit("merge", verb, transition=None if length else kind)
    if kind and length:
        c.claim(length)
        talk.emit("transition", verb.start + 1, kind=kind, duration=tidy(length.value))
        edit.params.pop("transition", None)


_KINDS = {"crossfade", "fade_black", "fade_white", "wipe", "slide", "zoom"}


def _kind(c: Clause, talk: Talk) -> str | None:
    """The kind of transition said in the clause."""
    motion = next((t for t in c.tokens if t.kind == "motion" and t.name in _KINDS), None)
    fade = c.named("fade")
    if motion:
        if motion.name == "crossfade" and c.named("black"):
            return "fade_black"
        return motion.name
    if fade:
        white = any(t.kind == "colour" and t.name == "white" for t in c.tokens)
        return "fade_white" if white else "fade_black" if c.named("black") else "crossfade"
    if c.named("zoom_in") or c.named("zoom_noun"):
        return "zoom"
    if c.named("black"):
        return "fade_black"
    return "fade_white" if any(t.kind == "colour" and t.name == "white" for t in c.tokens) else None


_BETWEEN = ("between", "in between", "into", "之间")


def transition(c: Clause, talk: Talk) -> None:
    """What stands between the clips."""
    noun = c.noun("transition")
    motion = c.find("motion", "crossfade", "fade_black", "fade_white", "wipe") or _named_transition(c, talk)
    at = noun or motion
    if at is None or c.kinds & {"quote", "handle"} or _fades_an_end(c, talk, noun):
        return
    if not wanted(c) or removing(c, talk) or c.verb("undo", "keep", "export"):
        if removing(c, talk) and talk.here("transition") and not c.kinds & {"dur"}:
            c.claim(*c.tokens)
            talk.emit("undo", at, what="transition")
        c.claim(at)
        return
    only_where = noun and talk.word(noun).startswith(_BETWEEN) and not (c.kinds & {"motion"} or c.verb("fade", "zoom_in"))
    if not motion and (only_where or c.noun("silence", "title", "caption")):
        return
    kind = _kind(c, talk)
    length = c.take("dur") or c.take("tail")
    if kind is None and length:
        kind = talk.on_timeline.get("transition", {}).get("kind")
    said = (t for kind_ in ("motion", "verb", "cmp", "degree") for t in c.all(kind_))
    c.claim(*said, *c.all("noun", "transition", "clip", "rest", "video"), *c.all("rel", "black", "each", "for"), c.find("colour"))
    last = talk.latest()
    if last and last.op == "merge" and kind and not length and "transition" not in last.params and last.clause >= talk.clause_index - 1:
        last.params["transition"] = kind
        return
    talk.emit("transition", at, kind=kind, duration=tidy(length.value) if length else None)


def _named_transition(c: Clause, talk: Talk) -> Token | None:
    """A slide or zoom that is called a transition."""
    return next((t for t in c.all("motion", "slide", "zoom") if re.search("transition|转场|过渡", talk.word(t))), None)


def _fades_an_end(c: Clause, talk: Talk, noun: Token | None) -> bool:
    """ "从黑场淡入": the fade of an end from black, not what stands between clips."""
    said = {talk.word(t) for t in c.all("verb", "fade")}
    return noun is None and talk.scene.clips < 2 and bool(said & {"淡入", "淡出", "渐显", "渐入", "渐出", "渐隐", "fade in", "fade out"})


def absorb_transition(c: Clause, talk: Talk, edit: Found) -> Params:
    length = c.take("dur")
    motion = c.take("motion")
    params: Params = {"duration": tidy(length.value)} if length else {}
    if motion and motion.name in _KINDS:
        params["kind"] = motion.name
    return params
