"""Clips joined, and what stands between them."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.slots import tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

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
    if motion is None and any(talk.word(t) == "淡化" for t in c.tokens):
        return "crossfade"
    if motion:
        if motion.name == "crossfade" and c.named("black"):
            return "fade_black"
        return motion.name
    if fade:
        white = "白" in talk.word(fade) or any(t.kind == "colour" and t.name == "white" for t in c.tokens)
        return "fade_white" if white else "fade_black" if c.named("black") or "黑" in talk.word(fade) else "crossfade"
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
    if noun is None and motion and motion.name == "fade_black" and c.verb("fade") and c.kinds & {"head", "tail"}:
        return
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
    if last and last.op == "transition" and last.clause == talk.clause_index - 1 and not noun and kind and "kind" not in last.params:
        last.params |= {"kind": kind} | ({"duration": tidy(length.value)} if length else {})
        return
    talk.emit("transition", at, kind=kind, duration=tidy(length.value) if length else None)


def _named_transition(c: Clause, talk: Talk) -> Token | None:
    """A slide or zoom that is called a transition."""
    return next((t for t in c.all("motion", "slide", "zoom") if re.search("transition|转场|过渡", talk.word(t))), None)


def _fades_an_end(c: Clause, talk: Talk, noun: Token | None) -> bool:
    """ "从黑场淡入": the fade of an end from black, not what stands between clips."""
    said = {talk.word(t) for t in c.all("verb", "fade")}
    rising = any("亮" in word or word.startswith(("黑起", "慢慢出")) for word in said)
    fades = said & {"淡入", "淡出", "渐显", "渐入", "渐出", "渐隐", "fade in", "fade out"}
    comes_from = bool(c.find("rel", "from")) and not c.kinds & {"ord"}
    return noun is None and (talk.scene.clips < 2 or comes_from) and (rising or bool(fades))


def absorb_transition(c: Clause, talk: Talk, edit: Found) -> Params:
    length = c.take("dur")
    motion = c.take("motion")
    params: Params = {"duration": tidy(length.value)} if length else {}
    if motion and motion.name in _KINDS:
        params["kind"] = motion.name
    return params
