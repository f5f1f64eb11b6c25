"""What becomes of a thing that goes for a part of the video: the sound is muted there, a text or a picture ends or begins there.

What has no part of its own is refused; an effect is undone and made again on both sides.
"""

from collections.abc import Callable

from backend.director.clauses import Clause
from backend.director.effects import OPS
from backend.director.scene import Refusal
from backend.director.slots import span, tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

Spans = list[tuple[float, float]]
Reader = Callable[[Clause, Talk, Spans | None], bool]
_SHOWN = {"title": "text", "overlay": "file"}
_STRETCHES = {"range", "head", "tail", "part", "mid", "until"}


def _spans(c: Clause, talk: Talk, clips: Spans | None) -> Spans:
    """Where the thing is to be gone; nothing where that is not said in seconds."""
    if clips is not None:
        return clips
    if (onset := c.find("onset")) and not c.kinds & _STRETCHES:
        return [(tidy(onset.value), tidy(talk.end_s))]
    if c.find("rel", "except") and (spared := next((t for t in c.tokens if t.kind in _STRETCHES), None)):
        spared.name = "except"
    found = span(c, talk)
    return [found, *talk.other_spans] if found else []


def refused(c: Clause, talk: Talk) -> bool:
    talk.refused.append(Refusal("part", talk.said(c)))
    c.claim(*c.tokens)
    return True


def _captions(c: Clause, talk: Talk, clips: Spans | None) -> bool:
    del clips
    return refused(c, talk)


def silenced(target: str) -> Reader:
    def read(c: Clause, talk: Talk, clips: Spans | None) -> bool:
        if clips == [] and target != "music":
            return False
        spans, at = _spans(c, talk, clips), c.start
        if not spans:
            return refused(c, talk)
        c.claim(*c.tokens)
        talk.other_spans = []
        if target == "music" and "neg" in c.kinds and not talk.here("music"):
            return True
        whose = "clip" if clips and target == "all" else target
        for place, (start, end) in enumerate(spans):
            talk.emit("mute", at + place, target=whose).params.update({"from": start, "to": end})
        return True

    return read


def _noise(c: Clause, talk: Talk, clips: Spans | None) -> bool:
    """Left to its own reader; the clip, claimed, does not go."""
    del c, talk, clips
    return False


def _on_screen(op: str) -> Reader:
    def read(c: Clause, talk: Talk, clips: Spans | None) -> bool:
        edit = talk.latest(op)
        known_ones = [edit.params] if edit else shown(op, talk)
        spans = _spans(c, talk, clips)
        talk.other_spans = []
        c.claim(*c.tokens)
        there = [one for one in known_ones if spans and _left(one, spans[0], talk) != one] if spans else _at_that_end(c, known_ones)
        if not there:
            if op == "title" and not known_ones and "neg" not in c.kinds:
                talk.emit("remove_title", c)
            return True
        known = there[-1]
        if not spans and op == "overlay" and not known.keys() & {"from", "to"}:
            return refused(c, talk)
        left = _left(known, spans[0], talk) if spans else {}
        if left is None:
            return refused(c, talk)
        if not left and op == "title":
            talk.emit("remove_title", c, text=known["text"] if len(known_ones) > 1 else None)
        elif not left:
            talk.emit("undo", c, what=op)
        elif edit:
            edit.params.update(left)
        else:
            talk.emit(op, c, **{_SHOWN[op]: known[_SHOWN[op]]}).params.update(left)
        return True

    return read


def shown(op: str, talk: Talk) -> list[Params]:
    """The texts or pictures of the timeline, each as last changed."""
    if op not in talk.on_timeline:
        return []
    known: dict[str, Params] = {}
    for edit in talk.scene.before:
        said = edit.said()
        if edit.op == "remove_title" and op == "title":
            known.pop(str(said.get("text")), None)
        elif edit.op == op:
            name = str(said[_SHOWN[op]])
            known[name] = known.get(name, {}) | said
    return list(known.values()) or [talk.on_timeline[op]]


def _at_that_end(c: Clause, shown: list[Params]) -> list[Params]:
    """The one that is first or last to be seen."""
    last = c.names & {"end", "from_end", "last"}
    return sorted(shown, key=lambda one: float(one.get("from", 0)), reverse=not last)[-1:]


def _left(known: Params, gone: tuple[float, float], talk: Talk) -> Params | None:
    """When it is still shown; all of `known` where it was not shown there; nothing where it never is; None where it is shown twice."""
    start, end = float(known.get("from", 0)), float(known.get("to", talk.end_s))
    if gone[1] <= start or gone[0] >= end:
        return known
    if gone[0] <= start and gone[1] >= end:
        return {}
    if gone[0] <= start:
        return {"from": gone[1], "to": tidy(end)}
    return {"from": tidy(start), "to": gone[0]} if gone[1] >= end else None


_LASTING = {"blur", "zoom", "color", "stabilize", "sharpen", "flip", "rotate"}


def effect(c: Clause, talk: Talk, thing: Token, clips: Spans | None) -> bool:
    """An effect of the timeline, undone; what is left of it on both sides is made again."""
    op = next((op for op in OPS[thing.name] if op in talk.on_timeline), None)
    spans = _spans(c, talk, clips)
    talk.other_spans = []
    c.claim(*c.tokens)
    if op is None:
        if "neg" not in c.kinds:
            talk.emit("undo", c, what=OPS[thing.name][0])
        return True
    known = talk.on_timeline[op]
    start, end = float(known.get("from", 0)), float(known.get("to", talk.end_s))
    if len(spans) == 1 and "from" in known and spans[0][0] <= start and end <= spans[0][1]:
        talk.emit("undo", c, what=op)
    elif len(spans) == 1 and op in _LASTING:
        talk.emit("undo", c, what=op)
        for place, (a, b) in enumerate(((start, spans[0][0]), (spans[0][1], end)), 1):
            if a < b:
                again = {key: value for key, value in known.items() if key not in ("from", "to")}
                talk.emit(op, c.start + place, **again).params.update({"from": tidy(a), "to": tidy(b)})
    else:
        return refused(c, talk)
    return True


READ: dict[str, Reader] = {
    "caption": _captions,
    "music": silenced("music"),
    "sound": silenced("all"),
    "voice": silenced("clip"),
    "noise": _noise,
    "title": _on_screen("title"),
    "logo": _on_screen("overlay"),
    "pip": _on_screen("overlay"),
}
