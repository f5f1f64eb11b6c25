"""The look: colour, steadiness, chapters."""

from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.slots import tidy, times_meant
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_MORE = (10.0, 20.0, 35.0)
_PROPERTIES = {
    "brightness": "brightness",
    "brighter": "brightness",
    "darker": "brightness",
    "contrast": "contrast",
    "saturation": "saturation",
}
_FALLING = (
    "too bright",
    "so bright",
    "overexposed",
    "desaturate",
    "desaturated",
    "oversaturated",
    "over saturated",
    "太艳",
    "太浓",
    "太鲜艳",
    "过饱和",
    "太花",
    "desaturation",
)


def _signed(c: Clause, talk: Talk, noun: Token) -> float:
    """The change in percent that the clause asks of a property: signed, graded or said."""
    word = talk.word(noun)
    down = noun.name == "darker" or word in _FALLING or c.verb("decrease", "remove") or word.startswith("de")
    if (noun.name == "darker" and c.verb("decrease")) or (word.startswith("too") and noun.name == "saturation"):
        down = True
    token = _nearest(c, noun)
    if token is None:
        amount = 100 if c.has("full") and noun.name == "saturation" and down else _MORE[2 if c.has("much") else 0 if c.has("bit") else 1]
        return tidy(-amount if down else amount)
    c.claim(token)
    value = float(token.value) * (100 if token.kind == "frac" else 1)
    if token.kind == "frac" and token.start < noun.start and not c.verb("increase") and noun.name != "brighter":
        down = True
    if token.kind == "factor":
        return tidy(round((value - 1) * 100, 2))
    if token.name == "signed" or value < 0:
        return tidy(value)
    absolute = token.kind == "pct" and value >= 100 and c.has("to", "make", "at")
    if absolute:
        return tidy(value - 100)
    if token.kind == "pct" and noun.kind == "noun" and ((down and c.find("rel", "to")) or (c.find("rel", "at") and not c.verb("increase"))):
        return tidy(value - 100)
    return tidy(-value if down else value)


def _nearest(c: Clause, noun: Token) -> Token | None:
    named = {id(b) for a, b in pairwise(c.tokens) if a.name == "clip" and b.kind == "num"}
    amounts = [t for kind in ("pct", "num", "frac", "factor") for t in c.all(kind) if id(t) not in named]
    return min(amounts, key=lambda t: (t.start < noun.start, abs(t.start - noun.start)), default=None)


_COMPLAINTS = (
    "colours",
    "colors",
    "looks",
    "a bit",
    "too",
    "太",
    "so",
    "very",
    "really",
    "pretty",
    "偏",
    "有点",
    "underexposed",
    "over",
    "washed",
    "flat",
    "发灰",
    "灰",
)


_UNREADABLE = ("看不清", "看不清楚")


def unreadable(c: Clause, talk: Talk) -> None:
    """字幕…，后排看不清: words on the picture that cannot be read ask for larger ones, not for light."""
    told = c.find("noun", "brighter")
    words = talk.topic is not None and talk.topic.name in ("caption", "title")
    readable = told is None or talk.word(told) not in _UNREADABLE
    if told is None or readable or c.noun("picture", "video", "brightness") or not (words or c.has("caption", "title")):
        return
    c.claim(*c.tokens)
    last = talk.latest("captions", "title")
    if last and last.clause >= talk.clause_index - 2:
        last.params.setdefault("size", "large")
    elif "captions" in talk.on_timeline:
        talk.emit("captions", told, weak=True, size="large")


def color(c: Clause, talk: Talk) -> None:
    """Brightness, contrast, saturation, or a look."""
    nouns = [t for t in c.tokens if t.kind == "noun" and t.name in _PROPERTIES and id(t) not in c.used]
    look = c.find("look")
    if (
        c.kinds & {"quote", "handle"}
        or c.has("karaoke")
        or (c.has("title", "caption", "music", "logo") and not (nouns and nouns[0].name in ("brightness", "contrast", "saturation")))
    ):
        return
    if not wanted(c) and not (look and look.name == "bw" and not talk.word(look).startswith(("black", "黑白"))):
        c.claim(*nouns, look)
        return
    if not nouns and _toned_down(c, talk, look):
        return
    if (removing(c, talk) or c.verb("undo")) and not nouns and not (look and look.name == "bw"):
        return
    params: Params = {}
    amounts = c.kinds & {"pct", "num", "frac", "factor"}
    for noun in nouns:
        if noun.name in ("brightness", "contrast", "saturation") and not _changes(c, talk, noun):
            continue
        params.setdefault(_PROPERTIES[noun.name], _signed(c, talk, noun))
    if look and (name := _look(c, talk, look)):
        params["look"] = name
        c.claim(look)
    if not params:
        return
    at = nouns[0] if nouns else look
    assert at is not None
    weak = not c.kinds & {"verb", "pct", "num"} and talk.word(at).startswith(_COMPLAINTS)
    c.claim(
        *nouns,
        *c.all("noun", "colour", "picture", "video", "clip"),
        *c.all("verb", "make", "increase", "decrease", "add", "zoom_in"),
        *c.all("degree"),
        *c.all("look"),
    )
    _shares_amount(c, talk, params if amounts else {})
    talk.emit("color", at, weak=weak, **params, **times_meant(c, talk)).guessed = "look" not in params and not amounts


def _shares_amount(c: Clause, talk: Talk, params: Params) -> None:
    """ "Raise the contrast and the saturation by 20 %": the amount said last holds for both."""
    last, amount = talk.latest(), next((abs(v) for v in params.values() if isinstance(v, int | float)), None)
    if amount is None or last is None or c.kinds & {"verb"} or c.joiner != "and" or last.clause != talk.clause_index - 1:
        return
    if last.op == "color" and last.guessed and len(last.params) == 1:
        key, usual = next(iter(last.params.items()))
        last.params[key], last.guessed = tidy(-amount if usual < 0 else amount), False


def _toned_down(c: Clause, talk: Talk, look: Token | None) -> bool:
    """ "Less vivid", "tone the colours down", "drain half of the colour", 别那么艳: less saturation."""
    colours = next((t for t in c.all("noun", "colour") if talk.word(t).rstrip("s") in ("color", "colour", "颜色", "色彩")), None)
    at = look if look and look.name == "vivid" else colours if look is None else None
    share = c.find("frac") or c.find("pct")
    less = c.verb("decrease") or c.has("too_strong") or (share and c.verb("remove"))
    if at is None or not less or c.kinds & {"colour", "quote"} or c.noun("title", "caption", "logo"):
        return False
    look = at
    c.claim(look, *c.all("verb", "decrease", "make"), *c.all("noun", "colour", "picture", "video"), *c.all("degree"))
    c.claim(share)
    amount = _MORE[1] if share is None else float(share.value) * (100 if share.kind == "frac" else 1)
    talk.emit("color", look, saturation=tidy(-amount), **times_meant(c, talk)).guessed = share is None
    return True


def _changes(c: Clause, talk: Talk, noun: Token) -> bool:
    """Whether a property is to change: "contrast" alone asks for nothing."""
    plain = talk.word(noun) in ("light", "光", "lighting", "光线", "flat")
    return bool(
        c.kinds & {"pct", "num", "frac"}
        or c.verb("increase", "decrease", "sharpen")
        or (c.verb("add", "make", "clean", "zoom_in") and not plain)
        or c.kinds & {"cmp", "size"}
        or talk.word(noun) in _FALLING
        or (
            talk.word(noun)
            in (
                "contrasty",
                "flat",
                "washed out",
                "looks flat",
                "saturate",
                "没劲",
                "没精神",
                "寡淡",
                "没活力",
                "灰蒙蒙",
                "灰扑扑",
                "灰突突",
                "灰秃秃",
                "灰暗",
                "发灰",
                "太灰",
                "有点灰",
                "灰灰的",
            )
            and not (talk.word(noun) == "flat" and len(c.tokens) > 3)
        )
    )


def _look(c: Clause, talk: Talk, look: Token) -> str | None:
    if look.name == "cinematic" and any(t.kind in ("aspect", "ratio") and t.name == "21:9" for t in c.tokens):
        return None
    others = [t.name for t in c.all("look")]
    if look.name == "cool_word":
        if (
            "cool" in others
            or (c.noun("colour", "picture") and talk.word(look) in ("cool", "cooler") and not _is_vague(c))
            or talk.normal.strip(" .!") in ("cooler tones",)
        ):
            return "cool"
        return None
    alone = len(others) == 1 and not c.noun("colour", "picture", "video")
    if look.name == "vintage" and talk.word(look) in ("old", "aged") and alone:
        return None
    if look.name == "cool" and talk.word(look) in ("cool down", "cool off", "teal") and not c.noun("colour", "picture", "video", "pronoun"):
        return None
    return look.name


def _is_vague(c: Clause) -> bool:
    return any(t.name in ("style", "vibe") for t in c.tokens)


def stabilize(c: Clause, talk: Talk) -> None:
    verb, noun = c.find("verb", "stabilize"), c.noun("shake")
    if verb is None and c.noun("shake", "video", "picture", "clip"):
        verb = c.find("verb", "smooth")
    if not (verb or noun) or not wanted(c) or c.kinds & {"quote"} or c.noun("sound", "music", "voice"):
        return
    if (
        noun
        and not verb
        and talk.word(noun) in ("bounce", "bouncy", "handshake", "bumpy")
        and not (removing(c, talk) or c.verb("clean", "decrease"))
    ):
        return
    stated = verb or removing(c, talk) or c.verb("clean", "decrease", "make", "normalize", "cut")
    c.claim(verb, noun, *c.all("verb"), *c.all("noun", "shake", "video", "picture", "clip"))
    talk.emit("stabilize", verb or noun or c, weak=not stated, **times_meant(c, talk))


def chapters(c: Clause, talk: Talk) -> None:
    noun = c.noun("chapter")
    if noun is None or not wanted(c) or removing(c, talk):
        return
    c.claim(noun, *c.all("verb"), *c.all("aspect"), *c.all("noun", "chapter", "video"))
    talk.emit("chapters", noun)
