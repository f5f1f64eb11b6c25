"""The frame: shape, size, rate."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

_FILMED = ("shot", "filmed", "recorded", "holding", "i was", "拍的", "录的", "拍摄", "录制")


_TURNED = re.compile(r"[ ,(]*(?:by |about )?\d+ ?(?:degrees?|deg\b|°)")


_WAS_WRONG = re.compile(
    r" ?(?:was|is|looks|looked) (?:just |really |such |totally )*(?:a mistake|a bad idea|wrong|rubbish|awful|bad|ugly|terrible)\b"
)


def _taken_back(c: Clause, talk: Talk, shape: Token) -> bool:
    """ "The 21:9 was a mistake", "undo the 9:16"."""
    if _WAS_WRONG.match(talk.normal, shape.end):
        c.claim(*c.tokens)
        talk.emit("undo", shape, what="aspect")
        return True
    return bool(c.verb("undo"))


def aspect(c: Clause, talk: Talk) -> None:
    """A ratio, a platform or a word for a shape; how the picture gets there."""
    shape = _asked_for(c)
    if shape is None and len(c.tokens) == 1 and (wide := c.find("noun", "size_noun")) and talk.word(wide) == "wide":
        c.claim(wide)
        talk.emit("aspect", wide, ratio="16:9")
        return
    if shape is None:
        _mode_alone(c, talk)
        return
    if c.verb("flip") or c.noun("transition") or (_denied(c, shape) and not c.kinds & {"aspect_mode"}):
        return
    if "aspect" in talk.on_timeline and _taken_back(c, talk, shape):
        return
    if _told(c, talk) or (c.noun("music", "caption", "title") and shape.name == "21:9" and talk.word(shape).startswith("cinematic")):
        return
    if c.noun("chapter") or (c.verb("rotate") and c.kinds & {"deg"}):
        return
    if talk.word(shape) == "upright" and _TURNED.match(talk.normal, shape.end):
        c.claim(shape)
        return
    ratio = c.find("ratio") if shape.kind == "ratio" else None
    chosen = ratio or _shape(c, talk) or shape
    mode = _mode(c, talk)
    c.claim(
        *c.all("aspect"),
        *c.all("ratio"),
        *c.all("noun", "ratio_noun", "bars", "video"),
        *c.all("verb", "make", "crop", "fit", "export", "cut", "rotate"),
    )
    earlier = talk.latest("aspect")
    if earlier:
        if earlier.params["ratio"] != chosen.name and ratio:
            earlier.params["ratio"] = chosen.name
        earlier.params.update({"mode": mode} if mode else {})
        return
    if mode is None and "no_crop" in talk.hints:
        mode = "fit"
    talk.emit("aspect", shape, ratio=chosen.name, mode=mode)


def _asked_for(c: Clause) -> Token | None:
    """The shape that is meant: a ratio before a word, none of them behind "instead of"."""
    shapes, denial = c.all("ratio") + c.all("aspect"), c.find("neg")
    return next((s for s in shapes if denial is None or s.start < denial.start), shapes[0] if shapes else None)


_SHAPES = re.compile(r"vertical|portrait|upright|landscape|widescreen|wide|horizontal|square|tall|ultra|竖|横|方|正方|直|宽|超宽")


def _denied(c: Clause, shape: Token) -> bool:
    """Whether the shape stands behind a negation: "tall instead of wide" asks for tall."""
    return any(t.kind == "neg" and t.start < shape.start for t in c.tokens)


def _shape(c: Clause, talk: Talk) -> Token | None:
    """A plain shape beats a platform: "square for Instagram"."""
    denial = c.find("neg")
    shapes = [t for t in c.all("aspect") if denial is None or t.start < denial.start] or c.all("aspect")
    named = [t for t in shapes if _SHAPES.match(talk.word(t))]
    if named:
        return named[-1]
    plain = [t for t in shapes if t.name in ("1:1", "4:5", "21:9", "4:3")]
    return plain[0] if plain else None


def _told(c: Clause, talk: Talk) -> bool:
    """Whether the clause tells how it was filmed."""
    words = talk.normal[c.start : c.end + 3]
    if "already" in talk.normal[max(0, c.start - 16) : c.end + 12] and "verb" not in c.kinds:
        return True  # it's 9:16 already
    return any(word in words for word in _FILMED) and not c.verb("make", "fit")


_WHOLE = re.compile(
    r"\b(?:keep|show|see|have|fit|get|leave|with)\w*\b.{0,16}\b(?:whole|entire|all(?: of)?|full|complete|everything|every bit)\b"
    r".{0,20}\b(?:picture|image|frame|shot|scene|visible|in view|in it|screen|body|head|person)"
    r"|(?:画面|内容|人物|人|头)(?:要|得|都|全|保持|能|必须|尽量)*(?:完整|全部|露出来|看得到|看得见|在画面里)"
    r"|(?:完整|整个|全部)(?:的)?(?:画面|内容|人)"
)


def _barred(c: Clause, talk: Talk, modes: list[Token]) -> bool:
    """Whether what is denied are the bars, not the cropping."""
    return bool(c.noun("bars")) or any("bar" in talk.word(t) or "黑边" in talk.word(t) for t in modes)


def _mode(c: Clause, talk: Talk) -> str | None:
    modes = c.all("aspect_mode")
    c.claim(*modes)
    names = [t.name for t in modes]
    if not names and _WHOLE.search(talk.normal[c.start : c.end + 12]):
        return "fit"
    if "neg" in c.kinds and ((c.verb("crop", "cut", "remove") and not names) or names == ["crop"]) and not _barred(c, talk, modes):
        return "fit"
    if "crop" in names and ("blur" in names or c.verb("blur")):
        c.claim(*c.all("verb", "blur"), *c.all("noun", "background", "edge"))
        return "blur"
    if (
        names
        and names[0] == "fit"
        and "neg" in c.kinds
        and (c.find("noun", "bars") or "bars" in talk.word(modes[0]) or "黑边" in talk.word(modes[0]))
        and not talk.word(modes[0]).startswith(("不", "别", "no", "don't", "without", "not"))
    ):
        return "crop"
    shaped = c.kinds <= {"ratio", "aspect", "verb"} and len(c.tokens) == 2
    if "blur" in names or (c.verb("blur") and (shaped or c.noun("edge", "bars", "background"))):
        c.claim(*c.all("verb", "blur"), *c.all("noun", "background", "edge"))
        return "blur"
    if names:
        return names[0]
    if c.noun("bars"):
        return "crop" if removing(c, talk) or not wanted(c) else "fit"
    if c.verb("crop") or (c.verb("cut", "make", "remove") and "裁" in talk.normal[c.start : c.end]):
        return "crop"
    return "fit" if c.verb("fit") and not c.kinds & {"dur"} else None


def _other_mode(c: Clause, talk: Talk) -> bool:
    """ "Blur the sides", "crop instead of bars": another way to fill the shape that is there."""
    if "aspect" not in talk.on_timeline:
        return False
    rather = any(t.kind == "neg" and talk.word(t) in ("instead of", "rather than") for t in c.tokens)
    if rather and c.verb("crop") and c.noun("bars"):
        c.claim(*c.tokens)
        talk.emit("aspect", c, ratio=talk.on_timeline["aspect"]["ratio"], mode="crop")
        return True
    if not c.kinds & {"aspect_mode"} or c.verb("blur"):
        return False
    mode = _mode(c, talk)
    if mode and (wanted(c) or not _denied(c, c.named("blur", "fit", "crop") or c.tokens[0])):
        talk.emit("aspect", c, ratio=talk.on_timeline["aspect"]["ratio"], mode=mode)
    return True


def _mode_alone(c: Clause, talk: Talk) -> None:
    """A clause that only says how: bars are fine, don't crop my head off, no black bars."""
    edit = talk.latest("aspect")
    sides = c.noun("edge") or c.find("rel", "each", "horizontal")
    words = talk.normal[max(0, c.start - 6) : c.end + 12]
    if edit and "mode" not in edit.params and ("verb" in c.kinds or "with " in words[:6]) and _WHOLE.search(words):
        edit.params["mode"] = "fit"
        c.claim(*c.tokens)
        return
    cropping = (
        (c.verb("remove", "cut") and sides and edit)
        or c.verb("crop")
        or c.find("noun", "bars")
        or c.kinds & {"aspect_mode"}
        or ("neg" in c.kinds and c.verb("cut", "remove"))
    )
    if not cropping or c.kinds & {"pct", "dur", "range", "px"}:
        return
    if edit is None and _other_mode(c, talk):
        return
    if edit is None and not c.kinds & {"aspect_mode"} and "neg" in c.kinds and c.verb("crop"):
        talk.hints.add("no_crop")
        c.claim(*c.tokens)
        return
    if edit is None:
        kept = c.find("aspect_mode", "fit")
        if kept and ("neg" in c.kinds or talk.word(kept).startswith(("no", "don't", "not", "without", "不", "别"))):
            talk.hints.add("no_crop")
        return
    mode = _mode(c, talk)
    if mode and (mode == "blur" or "mode" not in edit.params):
        edit.params["mode"] = mode
        c.claim(*c.tokens)
    elif mode:
        c.claim(*c.tokens)


_ENOUGH = re.compile(r"\b(?:is|will be|would be|will|'s|should be) (?:plenty|enough|fine|ok|okay|good|do|sufficient|all i need)\b")


def _bare_height(c: Clause) -> bool:
    """ "Down to 720": a number of lines with nothing else that it could count."""
    told = c.find("rel", "to") or c.find("fps") or c.find("particle", "in") or c.verb("make", "decrease", "increase", "export")
    return bool(told) and not c.noun("sound", "music", "voice", "brightness", "contrast", "saturation", "title")


def resolution(c: Clause, talk: Talk) -> None:
    height = c.find("height") or c.find("size_px")
    if (
        height is None
        and (c.noun("resolution_noun") or _bare_height(c) or _ENOUGH.search(talk.normal[c.start : c.end]))
        and (number := c.find("num"))
        and number.value in (480, 720, 1080, 1440, 2160)
    ):
        height = number
    if height is None and (number := c.find("point?")) and number.value in (720, 1080, 1440, 2160):
        height = number if c.verb("export", "make") or (number.value > talk.end_s and "verb" not in c.kinds) else None
    if height is None or not wanted(c):
        return
    value = height.value if height.value is not None else int(height.name)
    if isinstance(value, tuple):
        value = min(value) if min(value) in (480, 720, 1080, 1440, 2160) else value[1]
    c.claim(height, *c.all("verb", "make", "export", "increase", "decrease"), *c.all("noun", "resolution_noun", "video"))
    if _told(c, talk):
        return
    talk.emit("resolution", height, height=int(value))


_RATES = (24, 25, 30, 48, 50, 60, 120)


def fps(c: Clause, talk: Talk) -> None:
    rate = next(iter(c.all("fps")[::-1]), None) or next(
        (t for t in c.all("num") + c.all("point?") if t.value in _RATES and "height" in c.kinds), None
    )
    noun = c.noun("fps_noun")
    rate = rate or _frames(c, talk)
    number = c.find("num") if noun else None
    token = rate or number
    if token is None or not wanted(c) or token.value <= 0 or (talk.word(token).endswith("hz") and token.value not in _RATES):
        return
    c.claim(token, noun, *c.all("verb", "make", "export", "add"), *c.all("noun", "video"))
    if not _told(c, talk):
        talk.emit("fps", token, rate=tidy(token.value))


def _frames(c: Clause, talk: Talk) -> Token | None:
    """ "30 frames": a rate, where nothing is held for that long."""
    pairs = ((a, b) for a, b in pairwise(c.tokens) if a.kind in ("num", "point?") and a.value in _RATES and talk.word(b) == "frames")
    return None if c.verb("freeze", "remove", "cut", "trim") or c.kinds & {"motion"} else next((a for a, _ in pairs), None)
