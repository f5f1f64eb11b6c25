"""Turns, mirrors and zooms of the picture."""

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import tidy, times, times_meant
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_UPRIGHT = ("upright", "portrait", "vertical", "竖屏", "竖过来", "竖的", "直的")


def rotate(c: Clause, talk: Talk) -> None:
    """Degrees clockwise; upside down is a half turn, sideways a quarter."""
    if _other_way(c, talk):
        return
    verb, turn = c.find("verb", "rotate") or _turned(c, talk), c.find("deg") or c.find("turn")
    overturned, lying = _overturned(c, talk), c.noun("sideways")
    if not (verb or turn or overturned or lying) or c.verb("flip") or not wanted(c):
        return
    if (
        lying
        and not overturned
        and not (turn or verb)
        and not any(w in talk.normal for w in ("fix", "turn", "rotate", "转", "正", "sideways", "straight"))
    ):
        return
    degrees = _degrees(c, talk, verb, turn)
    if degrees is None and verb and (upright := next((t for t in c.all("aspect") if talk.word(t) in _UPRIGHT), None)):
        c.claim(upright)
        degrees = 90.0
    if degrees is None and (overturned or lying):
        degrees = 180.0 if overturned else -90.0 if lying and "right" in talk.word(lying) else 90.0
    if degrees is None:
        return
    weak = not (verb or turn)
    c.claim(
        verb,
        turn,
        overturned,
        lying,
        *c.all("verb"),
        *c.all("rel"),
        *c.all("place", "left", "right"),
        *c.all("noun", "video", "clip", "picture"),
    )
    earlier = talk.latest("rotate")
    if earlier and earlier.weak:
        earlier.params["degrees"], earlier.weak = tidy(degrees), weak
        return
    where = times_meant(c, talk) if "clips" in c.kinds else {}
    talk.emit("rotate", verb or turn or overturned or lying or c, weak=weak, degrees=tidy(degrees), **where)


def _other_way(c: Clause, talk: Talk) -> bool:
    """ "The other way, anticlockwise" behind a turn: the same turn in the other sense."""
    newest = next(iter(reversed(talk.on_timeline)), "")
    sense = c.find("rel", "clockwise", "counter")
    if newest != "rotate" or talk.found or sense is None or c.kinds & {"verb", "deg", "place", "turn"}:
        return False
    degrees = abs(float(talk.on_timeline["rotate"].get("degrees", 90)))
    c.claim(*c.tokens)
    talk.emit("rotate", sense, degrees=tidy(-degrees if sense.name == "counter" else degrees))
    return True


def _overturned(c: Clause, talk: Talk) -> Token | None:
    """Whether it is the picture that stands on its head, not a thing in it: 摄像机倒了."""
    found = c.noun("side_up")
    if found is None:
        return None
    index = c.tokens.index(found)
    before = c.tokens[index - 1] if index else None
    return None if before is not None and before.kind == "word" and talk.word(found) in ("倒了", "反了", "倒立") else found


def _turned(c: Clause, talk: Talk) -> Token | None:
    """ "Turn it counterclockwise by 90", "turn the picture a quarter to the left": a turn by its sense or its part."""
    sense = any("clockwise" in talk.word(t) for t in c.tokens if t.kind == "rel")
    verb = next((t for t in c.all("verb", "make") if sense or talk.word(t) == "turn"), None)
    part = c.find("frac") if verb and not sense and c.noun("video", "picture", "pronoun", "clip") else None
    quarter = part is not None and part.value in (0.25, 0.5) and bool(c.kinds & {"place"} or part.end == c.end)
    return verb if sense or quarter else None


def _degrees(c: Clause, talk: Talk, verb: Token | None, turn: Token | None) -> float | None:
    words = talk.normal[c.start : c.end]
    number = c.find("num") if verb else None
    if turn:
        value: float | None = float(turn.value)
    elif number and abs(number.value) in (45, 90, 180, 270, 360):
        c.claim(number)
        value = float(number.value)
    elif (part := c.find("frac")) and ("圈" in talk.normal[c.start : c.end + 2] or "turn" in words or (verb and verb.name == "make")):
        c.claim(part)
        value = round(float(part.value) * 360, 2)
    elif "half turn" in words or "掉个头" in words or "半圈" in words:
        value = 180.0
    else:
        quarter = (
            c.find("rel", "clockwise", "counter")
            or c.find("place", "left", "right")
            or "quarter" in words
            or any(w in words for w in ("右转", "左转", "向右", "向左", "on its side"))
        )
        value = 90.0 if verb and quarter else None
    if value is None:
        return None
    away = (
        c.find("rel", "counter")
        or c.find("place", "left")
        or any(w in words for w in ("左转", "向左", "往左", "逆时针", "逆转", "to the left"))
    )
    return -value if away and value > 0 and value != 180 else value


def _turned_by_itself(c: Clause, talk: Talk) -> bool:
    """ "It's upside down, flip it": the complaint was cured already."""
    last = talk.latest()
    cured = last is not None and last.op == "rotate" and last.clause == talk.clause_index - 1 and last.params.get("degrees") == 180
    if not cured or c.kinds - {"verb", "noun", "polite", "degree", "particle"} or not c.noun("pronoun") or not c.verb("flip", "rotate"):
        return False
    c.claim(*c.tokens)
    return True


def flip(c: Clause, talk: Talk) -> None:
    verb = c.find("verb", "flip")
    if verb is None or not wanted(c) or c.kinds & {"quote"} or c.noun("order") or (c.verb("undo") and not c.find("rel")):
        return
    words = talk.normal[c.start : c.end]
    if c.kinds & {"deg"} or _turned_by_itself(c, talk):
        return
    standing = (
        c.find("rel", "vertical_axis") or "vertical" in words or c.noun("side_up") or any(w in words for w in ("上下", "垂直", "竖直"))
    )
    lying = c.find("rel", "horizontal") or "horizontal" in words or any(w in words for w in ("水平", "左右", "横向"))
    if not standing and not lying and talk.word(verb) in ("反过来", "翻", "翻过来", "反了", "翻一下", "reflect", "反转"):
        return
    where = times_meant(c, talk)
    c.claim(verb, *c.all("rel"), *c.all("aspect"), *c.all("noun"), *c.all("verb"), *c.all("place"))
    weak = talk.word(verb) in ("左右反了", "反了", "是反的", "左右反")
    talk.emit("flip", verb, weak=weak, axis="vertical" if standing and not lying else "horizontal", **where)


def _grows_what_was_told(c: Clause, talk: Talk, verb: Token) -> bool:
    """标题字太小了，放大 is about the title, there or not, where the clause before asked for nothing."""
    bare = c.kinds <= {"verb", "polite", "degree", "size"} and talk.word(verb).startswith(_GROWS)
    return bare and all(found.clause != talk.clause_index - 1 for found in talk.found)


_GROWS = ("放大", "缩小", "调大", "enlarge", "scale", "bigger", "larger")


def zoom(c: Clause, talk: Talk) -> None:
    """Punch in, by a factor or a percentage, for a stretch where one is named."""
    verb = c.find("verb", "zoom_in", "zoom_out") or _enlarged(c, talk)
    if (
        verb is None
        or not wanted(c)
        or (c.named("title", "logo", "pip", "caption", "transition") and not talk.word(verb).startswith(("zoom", "punch", "push")))
        or c.kinds & {"quote", "file", "height"}
        or c.verb("undo")
    ):
        return
    if (
        (c.noun("pronoun") or _grows_what_was_told(c, talk, verb))
        and not c.noun("picture")
        and talk.topic
        and talk.topic.name in ("title", "logo", "caption")
        and not c.kinds & {"factor", "range"}
    ):
        return
    last = talk.latest()
    if last and last.op == "overlay" and last.clause >= talk.clause_index - 1 and talk.word(verb).startswith("缩放"):
        return
    near = last is not None and last.clause == talk.clause_index - 1 and c.joiner in ("comma", "and")
    written = near and last is not None and last.op in ("captions", "title")
    if last and written and c.kinds <= {"verb", "polite", "degree"} and talk.word(verb).startswith(("放大", "缩小", "enlarge", "scale")):
        c.claim(*c.tokens)  # 字幕改成黄色，放大: the letters
        last.params["size"] = "small" if verb.name == "zoom_out" else "large"
        return
    factor = _zoom_factor(c, verb)
    where = times(c, talk)
    if not where and (point := c.find("point") or c.find("clock") or c.find("onset")):
        c.claim(point)
        where = {"from": tidy(point.value)}
    c.claim(verb, *c.all("verb"), *c.all("noun"), *c.all("degree"), *c.all("rel"), *c.all("place"))
    talk.emit("zoom", verb, factor=factor, **where)


def _enlarged(c: Clause, talk: Talk) -> Token | None:
    """放大一点 of the picture itself: nothing on the screen is named that it could be about."""
    size = next((t for t in c.all("size") if talk.word(t).startswith("放大")), None)
    thing = talk.topic.name if talk.topic else ""
    newest = next(iter(reversed(talk.on_timeline)), "")
    about = c.named("title", "caption", "logo", "pip", "image", "pronoun") or thing in ("title", "caption", "logo", "pip")
    return None if about or newest in ("title", "captions", "overlay") or talk.latest("title", "captions", "overlay") else size


def _zoom_factor(c: Clause, verb: Token) -> float | None:
    token = c.take("factor") or c.take("times")
    if token and token.value != 1:
        return tidy(token.value)
    if token and token.kind == "factor" and verb.name == "zoom_in" and token.name == "factor" and not c.find("rel", "to"):
        return 2.0 if token.value == 1 and verb.end - verb.start == len("放大") else None
    share = c.take("pct")
    if share:
        value = float(share.value)
        if verb.name == "zoom_out":
            return tidy(round(max(0.1, 1 - value / 100), 3))
        return tidy(round(value / 100 if value >= 100 else 1 + value / 100, 3))
    if (part := c.find("frac")) and verb.name == "zoom_in" and (c.has("by") or c.has("closer")):
        c.claim(part)
        return tidy(1 + part.value)
    number = c.find("num")
    if number and 0 < number.value <= 10 and (c.has("to", "by") or number.value != int(number.value)):
        c.claim(number)
        return tidy(number.value)
    return 0.8 if verb.name == "zoom_out" else None


def absorb_zoom(c: Clause, talk: Talk, edit: Found) -> Params:
    found = times(c, talk) if "from" not in edit.params else {}
    token = c.take("factor") or c.take("pct")
    if token and ("factor" not in edit.params or edit.guessed):
        found["factor"] = tidy(token.value if token.kind == "factor" else token.value / 100)
    return found
