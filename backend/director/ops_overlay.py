"""Pictures and videos laid over the picture: a logo, a watermark, a webcam."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.shown import gone_for_a_part
from backend.director.slots import percent, place, tidy, times
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_PICTURE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|heic|mp4|mov|mkv|webm|avi|m4v)$", re.IGNORECASE)


_NAMED_SO = re.compile(
    r"\b(?:save|export|render|name|call|output|write|download)\b[^,.;!?]{0,24}?\b(?:as|to|it|this|named|called)\s*$"
    r"|(?:保存|存|导出|命名|输出)[^,，。]{0,4}(?:为|成|到)\s*$"
)
"""Before the name that the result is to have."""


def overlay(c: Clause, talk: Talk) -> None:
    """A picture or video laid over: a file, the logo, a webcam."""
    file = next((t for t in c.all("file") if _PICTURE_FILE.search(t.value) or "." not in t.value), None)
    noun = c.noun("logo", "pip", "image")
    if (file is None and noun is None) or c.verb("blur") or "quote" in c.kinds:
        return
    if (noun is not None and _there(c, talk, noun)) if file is None else _is_the_result(c, talk, file):
        return
    if file is None and gone_for_a_part(c, talk):
        return
    if not wanted(c) or _crops(c, talk) or (file is None and c.verb("zoom_in") and "place" not in c.kinds and _zooms(c, talk)):
        return
    known = talk.known("overlay")
    if removing(c, talk):
        if known or file or noun:
            c.claim(file, noun, *c.all("verb"))
            if "overlay" in talk.on_timeline:
                talk.emit("undo", c, what="overlay")
        return
    if c.verb("merge", "delete") or (c.verb("keep", "undo") and not c.kinds & {"place", "pct", "range", "head", "tail"}):
        return
    called = noun is not None and noun.name == "image" and file is None
    if called and not c.verb("add", "replace", "move") and not c.kinds & {"place", "pct"}:
        return
    if noun is not None and file is None and talk.word(noun) in ("overlay", "icon", "graphic", "pic") and not c.kinds & {"place", "pct"}:
        return
    grown = c.all("verb", "zoom_in") if known and file is None else []
    c.claim(file, *c.all("noun", "logo", "pip", "image"), *(t for t in c.all("verb") if t not in grown))
    slots = overlay_slots(c, talk)
    name = _name(c, talk, file, noun, known)
    if not slots and known and name == known["file"] and not c.verb("add", "replace"):
        return
    if not _said_of_the_last(c, talk, file, {"file": name, **slots}):
        talk.emit("overlay", file or noun or c, file=name, **slots)


def _said_of_the_last(c: Clause, talk: Talk, file: Token | None, said: Params) -> bool:
    """ "Watermark, with our logo in the corner", "the logo, logo.png": more of the picture just put there."""
    last = talk.latest()
    if last is None or last.op != "overlay" or last.clause != talk.clause_index - 1:
        return False
    with_it = c.joiner == "with" and file is None and last.params.keys() == {"file"}
    if not with_it and (file is None or "." in last.params.get("file", ".")):
        return False
    last.params.update({key: value for key, value in said.items() if key != "file" or file is not None})
    return True


def _name(c: Clause, talk: Talk, file: Token | None, noun: Token | None, known: Params | None) -> str | None:
    """Which picture: the file that is named, the one that is there, one named before, else the word itself."""
    name = str(file.value) if file else None
    if (
        name is None
        and known
        and (
            not c.verb("add")
            or all(talk.word(t).startswith("放") for t in c.tokens if t.name == "add")
            or c.verb("move")
            or c.has("decrease", "small", "large", "even")
            or _the_same(c, talk, noun, str(known["file"]))
        )
    ):
        name = str(known["file"])
    if name is None and not known:
        name = next((str(t.value) for t in reversed(talk.heard) if t.kind == "file" and _PICTURE_FILE.search(t.value)), None)
    if name is None and noun is not None:
        name = _plain_name(talk, noun)
    return name


def _there(c: Clause, talk: Talk, noun: Token) -> bool:
    """裁掉下面一成，有水印: what is there is not what is to come."""
    before = talk.normal[max(0, noun.start - 6) : noun.start]
    asked = any(t.kind == "verb" and t.end > t.start for t in c.tokens)
    return not asked and re.search("(?:有|带着?|是)(?:别人的|个|一个|他们的)?$", before) is not None


def _is_the_result(c: Clause, talk: Talk, file: Token) -> bool:
    """ "Save it as final.mp4": the name that the result is to have."""
    found = _NAMED_SO.search(talk.normal, max(0, c.start - 12), file.start) is not None
    c.claim(*(c.tokens if found else ()))
    return found


def _crops(c: Clause, talk: Talk) -> bool:
    """裁掉底部5%的水印: an edge goes with what is on it."""
    return removing(c, talk) and "pct" in c.kinds and bool(c.find("place", "top", "bottom", "left", "right"))


def _zooms(c: Clause, talk: Talk) -> bool:
    """Whether the picture is to be zoomed on the thing, not the thing enlarged."""
    return any(talk.word(t).startswith(("zoom", "punch", "push", "close", "推", "拉近", "特写", "怼")) for t in c.all("verb", "zoom_in"))


def _the_same(c: Clause, talk: Talk, noun: Token | None, file: str) -> bool:
    """Whether "the logo" is the one that is there."""
    lead = talk.normal[max(0, noun.start - 5) : noun.start] if noun else ""
    return noun is not None and (talk.word(noun) in file.lower() or "the " in lead or "that " in lead)


def _plain_name(talk: Talk, noun: Token) -> str:
    """The name of a thing said without a file: a file of the project that has it in its name, else the word itself."""
    word = talk.word(noun)
    key = "logo" if noun.name == "logo" and "watermark" not in word and "水印" not in word else word
    return next((n for n in talk.scene.media_names if key.split()[-1] in n.lower()), key)


_FILLING = re.compile(r"\bfull[ -]?(?:screen|frame|size)\b|\bfills? the (?:screen|frame|picture)\b|全屏|满屏|铺满")


def _shares(c: Clause, talk: Talk, opaque: Token | None, shares: list[Token]) -> Params:
    """Scale and opacity by the percentages and parts that are said."""
    params: Params = {}
    known = talk.on_timeline.get("overlay", {})
    another = any(t.kind == "file" and t.value != known.get("file") for t in c.tokens)
    known = {} if another or c.verb("add") else known
    seen = re.search(r"\bas (?:visible|strong|opaque|present|bright)\b", talk.normal[c.start : c.end + 2])
    as_large = re.search(r"\bas (?:big|large|wide|tall|high)\b|(?:原来|原本|原先|现在|目前|之前)的?", talk.normal[c.start : c.end + 2])
    for token in shares:
        if token.kind == "frac" and seen:
            params["opacity"] = tidy(float(known.get("opacity", 100)) * token.value)
            continue
        if token.kind == "frac" and as_large and known:
            c.claim(*c.all("size"))
            params["scale"] = tidy(float(known.get("scale", 20)) * token.value)
            continue
        value = tidy(token.value if token.kind == "pct" else token.value * 100)
        sized = c.noun("size_noun")
        if (way := _grown_by(c, token)) and known and not opaque:
            c.claim(*c.all("size"), *c.all("verb"))
            value = tidy(round(float(known.get("scale", 20)) * (1 + way * value / 100), 2))
            params.setdefault("scale", value)
            continue
        if token.kind == "frac" and sized and talk.word(sized) in ("size", "the size", "scale") and not opaque and known:
            value = tidy(float(known.get("scale", 20)) * token.value)
        elif token.kind == "frac" and c.has("small", "decrease") and not opaque:
            value = tidy(float((talk.on_timeline.get("overlay") or {}).get("scale", 20)) * (1 - token.value))
        near = opaque and min(shares, key=lambda t: abs(t.start - opaque.start)) is token
        params.setdefault("opacity" if near else "scale", value)
    return params


def _shares_named(c: Clause, talk: Talk) -> None:
    """ "Scale 12", "opacity 0.6": a bare number beside what it is of is percent, below one a part of the whole."""
    for before, after in [*pairwise(t for t in c.tokens if t.name not in ("to", "exactly"))]:
        scaled = next((t for t in (before, after) if t.name == "make" and talk.word(t) == "scale"), None)
        named = {before.name, after.name} & {"opacity", "size_noun"} or scaled
        number = next((t for t in (after, before) if t.kind in ("num", "point?")), None)
        if named and number is not None:
            part = number.value <= 1 and "." in talk.word(number)
            number.kind, number.name, number.value = "pct", "pct", float(number.value) * (100 if part else 1)
            if scaled:
                scaled.kind, scaled.name = "noun", "size_noun"
            c.refresh()


def _grown_by(c: Clause, token: Token) -> int:
    """ "50 % bigger", "a third smaller": +1 or -1 where the share right before a comparison is a change."""
    index = c.tokens.index(token) + 1
    after = c.tokens[index] if index < len(c.tokens) else None
    if after is None or after.kind not in ("size", "verb") or after.start - token.end > 1:
        return 0
    return {"large": 1, "zoom_in": 1, "increase": 1, "small": -1, "decrease": -1}.get(after.name, 0)


def overlay_slots(c: Clause, talk: Talk) -> Params:
    """Place, scale and opacity in percent, and times."""
    _shares_named(c, talk)
    opaque, shares = c.noun("opacity"), c.all("pct") + c.all("frac")
    params = _shares(c, talk, opaque, shares)
    if opaque:
        word = talk.word(opaque)
        if word in ("透明度", "transparency", "transparent", "transparency level", "see through", "透明") and "opacity" in params:
            params["opacity"] = (
                tidy(100 - params["opacity"])
                if word in ("transparent", "透明", "see through", "transparency", "透明度")
                else params["opacity"]
            )
        elif "opacity" not in params and word not in ("opacity", "不透明度", "不透明", "opaque"):
            params["opacity"] = 50
        c.claim(opaque)
    c.claim(*shares, *c.all("noun", "size_noun"))
    params["position"] = _corner(c, talk)
    if "opacity" not in params and (faint := next((t for t in c.all("verb", "decrease") if "淡" in talk.word(t)), None)):
        c.claim(faint)
        params["opacity"] = 50
    if "scale" not in params and _FILLING.search(talk.normal[c.start : c.end]):
        params["scale"] = 100
    if "scale" not in params:
        params["scale"] = _scale(c, talk, faint="opacity" in params)
    c.claim(c.find("rel", "whole"))
    params |= _when(c, talk)
    return {k: v for k, v in params.items() if v is not None}


def _scale(c: Clause, talk: Talk, *, faint: bool) -> float | None:
    """The new size in percent of the width: by a factor, or the usual step up or down from the known one."""
    known = float((talk.on_timeline.get("overlay") or {}).get("scale", 20))
    folded = next((t for t in c.all("times") if t.name == "folded"), None)
    if factor := c.find("factor") or folded:
        c.claim(factor, c.find("size"), *c.all("verb", "zoom_in", "increase", "decrease"))
        times_as_large = 2.0 if factor.value == 1 else float(factor.value)
        return tidy(round(known / times_as_large if c.has("small", "decrease") else known * times_as_large))
    if size := c.take("size"):
        return tidy(round(known * (0.6 if size.name == "small" else 1.6))) if size.name != "medium" else 20
    verb = c.find("verb", "decrease", "zoom_in", "increase")
    if verb is None or faint or "淡" in talk.normal[c.start : c.end]:
        return None
    c.claim(verb)
    return tidy(round(known * (0.6 if verb.name == "decrease" else 1.6)))


def _corner(c: Clause, talk: Talk) -> str | None:
    """The place; a side alone is the corner on that side, at the height where the thing is."""
    if "place" not in c.kinds:
        return _across(c, talk)
    side = next((t.name for t in c.all("place", "left", "right")), None)
    if (found := place(c)) or side is None:
        return found
    known = str((talk.on_timeline.get("overlay") or {}).get("position", "bottom"))
    return f"{'top' if known.startswith('top') else 'bottom'}_{side}"


_ACROSS = re.compile(r"\b(?:other|opposite) (side|corner)\b")
_FACING = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


def _across(c: Clause, talk: Talk) -> str | None:
    """ "To the other side" is left for right; "the opposite corner" is across."""
    told = _ACROSS.search(talk.normal[c.start : c.end])
    height, _, side = str((talk.on_timeline.get("overlay") or {}).get("position", "")).partition("_")
    if told is None or not side:
        return None
    c.claim(*c.all("noun", "rest", "edge", "region"))
    return f"{height if told[1] == 'side' else _FACING[height]}_{_FACING[side]}"


def _when(c: Clause, talk: Talk) -> Params:
    found = times(c, talk)
    if not found and (point := c.find("point") or c.find("onset") or c.find("clock")):
        c.claim(point)
        return {"from": tidy(point.value)}
    if not found and (length := c.find("dur")):
        c.claim(length)
        if c.find("noun", "end") or c.find("rel", "from_end"):
            talk.ends.add(tidy(max(0.0, talk.end_s - length.value)))
            return {"from": tidy(max(0.0, talk.end_s - length.value)), "to": tidy(talk.end_s)}
        return {"from": 0, "to": tidy(length.value)}
    return found


def absorb_overlay(c: Clause, talk: Talk, edit: Found) -> Params:
    """Details that follow; a percentage after "a little transparent" is the opacity that was left open."""
    said = c.kinds & {"pct", "frac"}
    left_open = edit.params.get("opacity") == 50 and "scale" not in edit.params and edit.clause == talk.clause_index - 1
    if (
        (edit.guessed or (left_open and not c.kinds & {"noun", "size", "file"}))
        and said
        and not c.noun("size_noun")
        and not c.kinds & {"size"}
    ):
        edit.guessed = False
        return {"opacity": percent(c)}
    slots = overlay_slots(c, talk)
    edit.guessed = slots.get("opacity") == 50 and not said
    return slots
