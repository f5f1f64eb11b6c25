"""How a clause leans on its neighbours: it takes over a verb, or refers to a thing named before."""

import re
from collections.abc import Callable

from backend.director import ops_history, ops_text
from backend.director.absorb import absorb
from backend.director.carry import SLOTS
from backend.director.clauses import Clause
from backend.director.gone import after_it, cured, gone
from backend.director.slots import bounds, tells_of_a_stretch, tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token
from backend.director.which_title import meant

_VERBS = ("remove", "cut", "trim", "keep", "add", "make", "replace", "translate", "split", "move", "increase", "decrease", "write")
_THINGS = {
    "caption",
    "title",
    "music",
    "voice",
    "sound",
    "noise",
    "logo",
    "pip",
    "transition",
    "background",
    "region",
    "silence",
    "filler",
    "shake",
    "image",
    "picture",
    "speed_noun",
    "brightness",
    "contrast",
    "saturation",
}
_PLACED = {"caption", "title", "logo", "pip", "image"}
_TAKES_AWAY = {"caption": "captions", "title": "title", "music": "music"}


def inherit(c: Clause, talk: Talk, before: Clause | None) -> None:
    """Give a clause without a verb the verb of the clause before it, where they are joined by "and" or a comma."""
    verbs = [t.name for t in c.tokens if t.kind == "verb"]
    if _of_its_own(c, talk):
        talk.verb = ""
    if verbs or before is None or c.joiner not in ("and", "comma") or not talk.verb:
        talk.verb = next((v for v in verbs if v in _VERBS), talk.verb if not verbs and c.joiner in ("and", "comma") else "")
        _open(c, talk)
        return
    if _leans(c, talk):
        token = Token("verb", talk.verb, c.start, c.start)
        c.tokens.insert(0, token)
        c.refresh()
    _open(c, talk)


_TAKING = ("remove", "cut", "trim", "keep")
_MADE = {"speed", "zoom", "blur", "title", "overlay", "reverse", "color", "freeze"}
_IS = re.compile(r"\b(?:is|are|was|were)\b")


def _of_its_own(c: Clause, talk: Talk) -> bool:
    """Whether what was taken out before is no matter of this clause: it writes a text, tells of a stretch, or follows another effect."""
    if talk.verb not in _TAKING or "verb" in c.kinds:
        return False
    if c.kinds & {"quote", "handle", "file"}:
        return talk.verb != "remove" or bool(c.kinds & {"range", "head", "tail", "place", "motion"})
    stretch = next((t for t in c.tokens if t.kind in ("range", "head", "tail")), None)
    if stretch is None:
        return False
    last = talk.latest()
    told = stretch is not c.tokens[0] and _IS.search(talk.normal, c.tokens[0].end, stretch.start) is not None
    near = last is not None and last.op in _MADE and last.clause >= talk.clause_index - (4 if last.op in ("title", "overlay") else 1)
    return told or (near and last is not None and "from" not in last.params)


def _leans(c: Clause, talk: Talk) -> bool:
    if c.kinds == {"place"}:
        return False
    if "neg" in c.kinds or "verb" in c.kinds:
        return False
    if talk.verb in ("increase", "decrease"):
        return c.has("by") and bool(c.kinds & {"pct", "db", "frac"} and c.noun("sound", "voice", "music"))
    if talk.verb in ("remove", "cut", "trim", "keep"):
        if c.noun("music") and any(t.name == "onset" for t in c.tokens):
            return False
        if talk.verb == "keep" and c.joiner == "and" and len(c.tokens) <= 3 and {t.name for t in c.tokens} & set(_TAKES_AWAY):
            return True
        if c.kinds & {"range", "head", "tail", "part", "head?", "tail?"} and not c.kinds & {"factor", "look"}:
            return True
        if c.kinds & {"dur", "num"} and (c.find("noun", "start", "end") or c.find("rel", "from_start", "from_end")) and talk.latest("trim"):
            return True
        things = {t.name for t in c.tokens if t.kind == "noun"} & set(_TAKES_AWAY)
        if talk.verb in ("remove", "cut") and things and len(c.tokens) == 1 and _THE.search(talk.normal, 0, c.start):
            return True
        if talk.verb == "remove" and things:
            return any(_TAKES_AWAY[t] in talk.on_timeline for t in things) and c.joiner == "and"
        return talk.verb == "remove" and bool(c.kinds & {"ord"} or c.noun("noise", "silence", "filler", "shake"))
    return (talk.verb == "split" and bool(c.kinds & {"point", "clock"})) or (talk.verb in ("add", "replace") and bool(c.kinds & {"genre"}))


_THE = re.compile(r"\b(?:the|that|those|all|my) $")
_TIMES = {"range", "head", "tail", "part", "point", "clock"}
_TAKES_A_TIME = {"verb", "noun", "look", "aspect", "aspect_mode", "quote", "factor"}


def _open(c: Clause, talk: Talk) -> None:
    """Times and places said ahead of their edit: "at 0:30, freeze for 2 seconds"."""
    length_missing = "dur" in c.kinds and any(t.name in ("start", "end", "first", "last") for t in talk.open_tokens)
    if talk.open_tokens and (length_missing or c.kinds & _TAKES_A_TIME or any(t.kind == "verb" for t in talk.open_tokens)):
        own = c.kinds & _TIMES
        placed = c.verb("crop", "cut", "remove") and "place" in c.kinds
        extra = [t for t in talk.open_tokens if not (own and t.kind in _TIMES) and not (placed and t.kind == "place")]
        c.tokens[:0] = extra
        c.refresh()


Offer = Callable[[Clause, Talk], None]


def refer(c: Clause, talk: Talk, offer: Offer) -> bool:
    """Put the thing last named in the place of "it": get rid of it, turn them up, move it to the left."""
    if "neg" in c.kinds and not ops_text.unwanted(c, talk):
        return False
    if cured(c, talk):
        return True
    if talk.telling:
        return False
    pronoun = c.find("noun", "pronoun")
    if pronoun and _determines(c, pronoun):
        pronoun = None
    if pronoun and c.tokens[0].kind == "word" and c.tokens[1] is pronoun and talk.normal[c.start].isascii():
        return False
    if gone(c, talk, pronoun) or after_it(c, talk) or ops_history.taken_back(c, talk):
        return True
    bare = _bare(c, talk) and not _STRETCHES.search(talk.normal, c.start, c.end + 1)
    details = c.kinds & {"size", "place", "colour", "style", "cmp", "dur", "pct", "motion", "language", "quote"}
    verbs = c.all("verb")
    wished = any(talk.word(t).startswith(("want", "need", "prefer")) for t in verbs)
    if not details and (wished or pronoun) and all(t.name in ("add", "clean") for t in verbs) and (wished or not _commands(c)):
        return False
    stretched = c.kinds & {"range", "head", "tail"} and not c.kinds & {"place"} and not _shown(c, talk)
    if not (pronoun or bare) or stretched:
        return False
    if _last_edit(c, talk, pronoun):
        return True
    thing = talk.topic or _on_timeline(talk, c)
    if c.kinds == {"place"} and (thing is None or thing.name not in _PLACED):
        return False
    if thing is None or thing.name not in _THINGS:
        return False
    stand_in = Token("noun", thing.name, thing.start, thing.end)
    c.tokens.insert(c.tokens.index(pronoun) if pronoun else 0, stand_in)
    c.refresh()
    count = len(talk.found)
    before = [dict(f.params) for f in talk.found]
    offer(c, talk)
    return len(talk.found) > count or before != [f.params for f in talk.found]


_STRETCHES = re.compile(r"\b(?:the|any|all|those|these|every) (?:stretch(?:es)?|bits?|parts?|passages?|sections?|moments?|spots?)\b")
_SHOWN = re.compile(r"\b(?:show|appear|display|visible|on screen)\b")


def _shown(c: Clause, talk: Talk) -> bool:
    """ "Show it from 5 to 9 seconds" with a title or logo as the newest thing there: when it is to be seen."""
    newest = next(iter(reversed(talk.on_timeline)), "")
    return newest in ("title", "overlay") and not talk.found and _SHOWN.search(talk.normal, c.start, c.end) is not None


def _commands(c: Clause) -> bool:
    """Whether the clause says what is to become of the thing, not only that it is there: "the kids like it"."""
    return bool(c.kinds - {"noun", "word", "polite", "rel"}) or c.has("opacity", "size_noun", "noise", "duck", "no_duck")


_ENOUGH = re.compile(r" ?(?:is|are|would be|will be|'s|就|都|也)? ?(?:enough|plenty|fine|ok|okay|good enough|足?够|行|可以|好)\b")


def _bare(c: Clause, talk: Talk) -> bool:
    """Whether a short clause names no thing of its own: smaller, to the left, in yellow."""
    details = ("opacity", "size_noun", "pronoun", "colour") if "colour" in c.kinds else ("opacity", "size_noun", "pronoun")
    if len(c.tokens) > 5 or any(t.kind == "noun" and t.name not in details for t in c.tokens):
        return False
    numbered = talk.topic is not None and talk.topic.name in ("speed_noun", "brightness", "contrast", "saturation")
    return bool(
        c.kinds & {"cmp", "size", "place", "colour", "style", "motion"}
        or (c.kinds & {"dur", "factor", "pct"} and (c.verb("make") or (talk.topic and _ENOUGH.match(talk.normal, c.tokens[0].end))))
        or ("num" in c.kinds and numbered)
        or c.verb("remove", "move", "increase", "decrease", "zoom_in")
    )


def _determines(c: Clause, pronoun: Token) -> bool:
    """Whether "that" belongs to the thing right behind it: that freeze frame."""
    index = c.tokens.index(pronoun) + 1
    after = c.tokens[index] if index < len(c.tokens) else None
    return after is not None and after.start - pronoun.end <= 1 and (after.kind == "noun" or after.name in ("freeze", "zoom_in", "fade"))


_OF_OP = {"title": "title", "captions": "caption", "overlay": "logo", "music": "music", "transition": "transition", "blur": "background"}


def _on_timeline(talk: Talk, c: Clause) -> Token | None:
    """The thing that the newest edit of the timeline put there, if the clause can be about it."""
    for op in reversed(list(talk.on_timeline)):
        if op in _OF_OP:
            return Token("noun", _OF_OP[op], 0, 0)
        if op in ("zoom", "speed", "fade", "freeze", "volume") and c.kinds & {"cmp", "dur", "factor", "pct"}:
            return None
    return None


def _last_edit(c: Clause, talk: Talk, pronoun: Token | None) -> bool:
    """A change of the edit just made or newest on the timeline: a longer fade, a stronger zoom, slower still."""
    edit = talk.latest()
    if edit and absorb(c, talk, edit):
        return True
    if edit is None and talk.on_timeline and talk.topic is None:
        op = list(talk.on_timeline)[-1]
        if op == "title" and {"later", "earlier", "sooner"} & set(talk.normal[c.start : c.end].split()):
            return False
        if op in ("overlay", "title", "captions", "transition", "zoom", "freeze", "fade") and c.kinds & SLOTS | (
            {"verb"} if c.verb("decrease", "increase") else set()
        ):
            chosen = meant(c, talk) if op == "title" and c.kinds & {"ord", "rel"} else []
            params = dict(chosen[0] if len(chosen) == 1 else talk.on_timeline[op])
            fresh = Found(op, _identity(op, params), c.start, clause=talk.clause_index)
            known = dict(fresh.params)
            if absorb(c, talk, fresh) and fresh.params != known:
                talk.found.append(fresh)
                return True
    return False


def _identity(op: str, params: Params) -> Params:
    """The parameters that say which edit of an op is meant; the others were said before and need no repetition."""
    keys = {
        "title": ("text",),
        "overlay": ("file",),
        "transition": ("kind",),
        "zoom": ("from", "to", "factor"),
        "freeze": ("at", "duration"),
        "fade": ("target", "in", "out"),
    }
    return {k: params[k] for k in keys.get(op, ()) if k in params}


def note_topic(c: Clause, talk: Talk) -> None:
    """Remember the thing, the clip and the stretch the clause was about."""
    talk.heard += [t for t in c.tokens if t.kind in ("noun", "verb", "motion", "look", "step", "file", "dur")]
    if number := next((t for t in c.tokens if t.kind == "ord"), None):
        talk.clip = int(number.value)
    if stretch := next((t for t in c.tokens if t.kind in ("range", "mid", "head", "tail", "part")), None):
        talk.span, talk.span_at = bounds(stretch, talk.end_s) or talk.span, stretch.start
    elif talk.telling and (point := next((t for t in c.tokens if t.kind in ("point", "clock")), None)):
        talk.span = (tidy(point.value), tidy(point.value))
    last = talk.found[-1] if talk.found and talk.found[-1].clause == talk.clause_index else None
    if last and last.op in ("volume", "mute", "fade") and last.params.get("target") == "music":
        talk.topic = Token("noun", "music", c.start, c.end)
        return
    if last and last.op == "volume" and talk.topic is None and last.weak:
        talk.topic = Token("noun", "sound", c.start, c.end)
        return
    timed = c.has("normal", "too_fast", "too_slow") and not c.named("title", "caption", "transition", "music", "logo")
    if timed or (c.verb("speed_up", "slow_down") and last is None):
        talk.topic = Token("noun", "speed_noun", c.start, c.end)
        return
    if c.verb("mute", "unmute") and last is None and not c.noun("music", "voice"):
        talk.topic = Token("noun", "sound", c.start, c.start + 1)
        return
    denied = "neg" in c.kinds and last is None and c.verb("add")  # 不用加音乐，把吵的那段静音
    things = [t for t in reversed(c.tokens) if t.kind == "noun" and t.name in _THINGS and not (denied and t.name == "music")]
    thing = next((t for t in things if t.name in ("silence", "filler")), things[0] if things else None)
    if talk.telling and thing is not None and thing.name == "filler" and c.kinds & {"range", "head", "tail"}:
        thing = None  # "I stumble from 0:08 to 0:11, get rid of it": that stretch
    if thing and thing.end > thing.start:
        talk.topic = thing
    elif last is None and tells_of_a_stretch(c, talk):
        talk.topic = None
    elif talk.found and talk.found[-1].clause == talk.clause_index and (name := (_OF_OP | {"speed": "speed_noun"}).get(talk.found[-1].op)):
        talk.topic = Token("noun", name, c.start, c.end)
