"""A detail said in a clause of its own, taken in by the edit it belongs to."""

import re

from backend.director import fade_sides, ops_blur, ops_crop, ops_join, ops_music, ops_overlay, ops_text, ops_time, ops_title, ops_turn
from backend.director.clauses import Clause
from backend.director.ops_best import absorb_best
from backend.director.ops_clean import silence_slots
from backend.director.slots import tidy, times
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token


def absorb(c: Clause, talk: Talk, edit: Found) -> bool:
    """Let an edit take the details of a clause; False when there was nothing for it."""
    if "neg" in c.kinds and (edit.op != "captions" or "place" in c.kinds):
        return False
    used, known = set(c.used), len(talk.found)
    new = {k: v for k, v in _details(c, talk, edit).items() if v is not None}
    if edit.op in ("title", "overlay"):
        _moment_and_length(c, edit.params, new)
    if not new and len(talk.found) == known:
        c.used.intersection_update(used)
    elif edit.weak and edit.op == "captions":
        edit.weak = False
        edit.params.pop("size", None)
    edit.params.update(new)
    return bool(new) or len(talk.found) > known


def _moment_and_length(c: Clause, params: Params, new: Params) -> None:
    """ "… for 3 seconds, at 0:20", "…, at 0:20, 3 seconds": when it comes and how long it stays, told apart."""
    first, last = params.get("from"), params.get("to")
    if first == 0 and last and new.get("from") and "to" not in new:
        new["to"] = tidy(new["from"] + last)
    elif first and last is None and new.get("from") == 0 and "to" in new and "dur" in c.kinds:
        new.update({"from": first, "to": tidy(first + new["to"])})


def _details(c: Clause, talk: Talk, edit: Found) -> Params:
    match edit.op:
        case "title":
            return ops_title.absorb_title(c, talk, edit)
        case "captions":
            return ops_text.caption_slots(c, talk)
        case "overlay":
            return ops_overlay.absorb_overlay(c, talk, edit)
        case "loop":
            count = c.take("times") or c.take("num")
            return {"times": int(count.value)} if count and count.value >= 1 else {}
        case "music":
            return ops_music.absorb_music(c, talk, edit.params)
        case "transition":
            return ops_join.absorb_transition(c, talk, edit)
        case "merge":
            return _merge_detail(c, talk, edit)
        case "speed":
            return ops_time.absorb_speed(c, talk, edit)
        case "zoom":
            return ops_turn.absorb_zoom(c, talk, edit)
        case "fade":
            return fade_sides.absorb_fade(c, talk, edit)
        case "crop":
            return ops_crop.absorb_crop(c, talk, edit)
        case "blur" | "mute" | "reverse":
            return ops_blur.absorb_blur(c, talk, edit)
        case "best_moments":
            return absorb_best(c, edit)
        case "trim":
            return _other_end(c)
        case "trim_silence":
            return _silence(c, talk, edit) if c.kinds & {"dur", "db"} else {}
        case _:
            return _single(c, talk, edit)


def _silence(c: Clause, talk: Talk, edit: Found) -> Params:
    """A second length is what stays around the speech: "… over 1.5 s, but leave a bit of room, 0.3 s"."""
    slots = silence_slots(c, talk)
    if "min_silence" in slots and "min_silence" in edit.params and "margin" not in slots:
        slots["margin"] = slots.pop("min_silence")
    return slots


def _other_end(c: Clause) -> Params:
    """ "Three seconds from the front and two from the back"."""
    length = c.find("dur") or c.find("num") or c.find("tail?") or c.find("head?")
    if length is not None and length.kind.endswith("?") and c.joiner in ("comma", "and", "dash", "colon"):
        c.claim(length)
        return {"end" if length.kind == "tail?" else "start": tidy(length.value)}
    end, start = c.find("noun", "end") or c.find("rel", "from_end"), c.find("noun", "start") or c.find("rel", "from_start")
    if length is None or not (start or end):
        return {}
    c.claim(length, start, end)
    return {"end" if end else "start": tidy(length.value)}


_NEVER_HELD_S = 60.0
"""No frame is held for so long; it is the length of something else."""


def _single(c: Clause, talk: Talk, edit: Found) -> Params:
    """Ops with one detail: how long a freeze, how loud, how many LUFS."""
    if edit.op == "freeze" and (length := c.find("dur")) and float(length.value) < _NEVER_HELD_S:
        c.claim(length)
        return {"duration": tidy(length.value)}
    if edit.op == "volume" and (level := c.take("db") or c.take("pct")):
        if "from" in edit.params and (where := times(c, talk)):
            again = talk.emit("volume", level, target=edit.params["target"], **where)
            again.params["db" if level.kind == "db" else "percent"] = tidy(level.value)
            return {}
        return _level(c, talk, edit, level)
    if edit.op == "volume" and (factor := c.take("factor")) and c.verb("increase"):
        edit.params.pop("db", None)
        return {"percent": tidy(100 * (float(factor.value) if factor.value > 1 else 2))}
    if edit.op == "normalize" and (target := c.take("lufs")):
        return {"lufs": tidy(-abs(target.value))}
    if edit.op == "aspect" and (mode := c.take("aspect_mode")):
        return {"mode": mode.name}
    if edit.op == "color" and (share := c.take("pct") or c.take("frac")):
        key = next((k for k in ("brightness", "contrast", "saturation") if k in edit.params), None)
        amount = share.value * (100 if share.kind == "frac" else 1)
        if key:
            return {key: tidy(-amount if edit.params[key] < 0 else amount)}
    return {}


_BY_THAT = re.compile(r"\b(?:say|like|maybe|perhaps|about|around|by)\b[^,;.]*$")


def _level(c: Clause, talk: Talk, edit: Found, level: Token) -> Params:
    """ "Louder, say 15 %", "quieter, by 30 %": a change; "louder, 130 %", "quieter: 40 %": what it is to be."""
    was = float(edit.params.pop("percent", 100)) - 100 or float(edit.params.pop("db", 0))
    edit.params.pop("db", None)
    way = -1 if c.verb("decrease") else 1 if c.verb("increase") else 0
    by = c.has("by") or _BY_THAT.search(talk.normal, max(0, c.start - 10), level.start) is not None
    told = (1 if was > 0 else -1) if edit.guessed and was and not c.find("rel", "to", "at") else 0
    if told and level.kind == "db" and level.name != "signed":
        return {"db": tidy(told * abs(level.value))}
    if told and level.kind == "pct" and level.name != "signed" and (by or told > 0) and level.value < 100:
        return {"percent": tidy(100 + told * level.value)}
    if way and c.has("by") and level.name != "signed":
        return {"db": tidy(way * level.value)} if level.kind == "db" else {"percent": tidy(100 + way * level.value)}
    return {"db" if level.kind == "db" else "percent": tidy(level.value)}


def _merge_detail(c: Clause, talk: Talk, edit: Found) -> Params:
    """How the clips are joined; with a length, that is a transition of its own."""
    motion, length = c.take("motion"), c.take("dur")
    kind = motion.name if motion else edit.params.get("transition")
    if kind is None or length is None:
        return {"transition": motion.name} if motion else {}
    edit.params.pop("transition", None)
    talk.emit("transition", motion or length, kind=kind, duration=tidy(length.value))
    return {}
