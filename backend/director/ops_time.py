"""Speed, direction, held frames, repetition."""

import re

from backend.director.as_is import beside_it
from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.rates import factor_said, tidy_factor, usual_factor, way_of
from backend.director.slots import same_clips, same_stretch, span, the_rest, times, times_onward
from backend.director.talk import Found, Params, Talk

_OTHERS = ("sound", "music", "voice", "size_noun", "zoom_noun", "logo", "brightness")
_PLAYING = ("play", "plays", "run", "播放", "播", "放")


_SHARE_OF = re.compile(r"\bof (?:the |its )?(?:normal|regular|original|usual) speed\b")


def _explicit(c: Clause, talk: Talk) -> bool:
    """Whether a figure alone asks for a speed: "2x", "play it at 150 %", "play it at 0.75"."""
    if c.has(*_OTHERS):
        return False
    if "factor" in c.kinds and not c.verb("zoom_in", "increase", "decrease", "loop"):
        return True
    if (
        c.kinds & {"pct", "frac"}
        and c.find("rel", "normal")
        and c.has("of", "at", "to", "normal")
        and _SHARE_OF.search(talk.normal, c.start, c.end)
    ):
        return True
    playing = any(talk.word(t) in _PLAYING for t in c.tokens if t.kind == "verb")
    rate = c.find("point?")
    if playing and rate is not None and 0 < rate.value < 4 and rate.value != int(rate.value) and len(c.tokens) <= 4:
        rate.kind = rate.name = "factor"
        c.refresh()
        return True
    return playing and bool(c.kinds & {"pct", "frac"}) and c.has("at", "to", "video")


_SO_IT = re.compile(r"\bso (?:that )?(?:it|everything|the (?:whole thing|video|clip))\b")


def fits(c: Clause, talk: Talk) -> bool:
    """ "Speed it up so it lasts 45 seconds": a length is what the speed is for."""
    return bool(c.verb("speed_up") and _SO_IT.search(talk.normal, c.start, c.end))


def _about_speed(c: Clause, talk: Talk, way: int) -> bool:
    explicit, noun = _explicit(c, talk), c.noun("speed_noun")
    last = talk.latest()
    if (
        last
        and last.op == "zoom"
        and (last.guessed or "factor" not in last.params)
        and last.clause == talk.clause_index - 1
        and not (way or noun)
    ):
        return False
    if not (way or noun or explicit) or "quote" in c.kinds:
        return False
    if c.named("music", "sound", "transition", "caption", "title") and not (noun or explicit):
        return False
    if c.verb("fade", "zoom_in", "freeze") and not c.kinds & {"factor", "times"}:
        return False
    to_a_length = c.has("to", "under") or ("neg" in c.kinds and c.verb("make")) or c.verb("fit", "shorten") or fits(c, talk)
    exactly = next((t for t in c.all("point") if t.name == "led"), None)  # 加速到刚好1分钟
    length = exactly or (c.find("dur") if "point" not in c.kinds else None)
    rated = bool(exactly is not None and c.kinds & {"pct", "factor", "frac"})  # slow it at 0:33 to 25 %
    return rated or not (length and to_a_length and not c.kinds & {"clock", "range", "head", "tail"})


def speed(c: Clause, talk: Talk) -> None:
    """Faster or slower by a factor, a percentage or a word; a stretch where one is named."""
    way = way_of(c)
    if "speed" in talk.on_timeline and c.find("rel", "normal") and not way and not c.kinds & {"factor", "times", "pct", "range"}:
        _normal(c, talk)
        return
    if not _about_speed(c, talk, way):
        return
    if not wanted(c):
        _denied(c, talk, way)
        return
    if c.find("rel", "normal") and not c.kinds & {"factor", "times", "pct", "frac"}:
        _normal(c, talk)
        return
    known = talk.on_timeline.get("speed", {}).get("factor")
    if known and c.has("too_fast", "too_slow") and any(t.value == known for t in c.all("factor")):
        c.claim(*c.tokens)
        return
    said = factor_said(c, talk, way)
    if (said is None and not way) or _said_of_the_last(c, talk, said):
        return
    factor = said if said is not None else usual_factor(c, talk, way)
    weak = said is None and not c.verb("speed_up", "slow_down", "increase", "decrease", "make")
    at = c.find("verb", "speed_up", "slow_down") or c.noun("speed_noun") or c.tokens[0]
    where = times_onward(c, talk) or same_clips(c, talk) or same_stretch(c, talk) or the_rest(c, talk) or beside_it(c, talk)
    c.claim(*(t for t in c.all("verb") if t.name != "reverse" or said is None))
    c.claim(*c.all("noun", "speed_noun", "video", "clip"), *c.all("cmp"), *c.all("degree"), *c.all("rel"))
    talk.emit("speed", at, weak=weak, factor=tidy_factor(factor), **where).guessed = said is None


def _said_of_the_last(c: Clause, talk: Talk, said: float | None) -> bool:
    """Whether the clause only completes the edit before: how a length is to be reached, or the factor of a slow motion."""
    last = talk.latest()
    if last is None or c.joiner == "numbered":
        return False
    whole = last.op == "duration" and not c.kinds & {"range", "head", "tail", "clips"}
    if said is None and whole and last.clause == talk.clause_index - 1 and "how" not in last.params:
        c.claim(*c.tokens)
        last.params["how"] = "speed"
        return True
    apart = last.clause < talk.clause_index - (3 if c.joiner in ("comma", "dash", "colon", "with") else 1)
    just_changed = last.guessed and last.op in ("fade", "transition", "freeze") and last.clause == talk.clause_index - 1
    if just_changed and said in (2, 0.5) and c.has("pronoun"):  # the fade is too short, double it
        c.claim(*c.tokens)
        return True
    if said is not None and _again_said(c, talk, last, said):
        return True
    if said is None or last.op != "speed" or not last.guessed or apart or span(c, talk, take=False):
        return False
    last.params["factor"], last.guessed = tidy_factor(said), False
    c.claim(*c.all("verb"), *c.all("noun"), *c.all("rel"))
    return True


def _again_said(c: Clause, talk: Talk, last: Found, said: float) -> bool:
    """ "Slow down the goal, 1:12 to 1:16. Half speed please.": the same speed once more is no second one."""
    same = last.op == "speed" and last.params.get("factor") == tidy_factor(said) and "from" in last.params
    if not same or last.clause < talk.clause_index - 2 or c.has("video", "all", "rest", "clip") or span(c, talk, take=False):
        return False
    c.claim(*c.tokens)
    return True


def _denied(c: Clause, talk: Talk, way: int) -> None:
    """Not by speeding it up: a hint for the length; with a changed speed on the timeline, a complaint of it."""
    if way and "speed" in talk.on_timeline and not talk.found:
        c.claim(*c.tokens)
        return
    if way:
        talk.hints.add("no_speed")
        for edit in talk.found:
            if edit.op == "duration":
                edit.params["how"] = method(c) or "cut"
        c.claim(*c.tokens)


def method(c: Clause) -> str | None:
    """ "By speeding it up, not by chopping": the way to a length that is not denied, or the other than the one that is."""
    ways: dict[str, bool] = {}
    denied = False
    for token in c.tokens:
        if token.kind == "neg":
            denied = True
        elif token.kind == "verb" and token.name in ("speed_up", "slow_down", "cut", "trim"):
            ways.setdefault("cut" if token.name in ("cut", "trim") else "speed", denied)
            denied = False
    if "neg" not in c.kinds and not (c.find("rel", "by") and len(ways) == 1):
        return None
    said = next((way for way, no in ways.items() if not no), None)
    return said or next(({"cut": "speed", "speed": "cut"}[way] for way in ways), None)


def _normal(c: Clause, talk: Talk) -> None:
    c.claim(*c.all("rel", "normal"), *c.all("noun"), *c.all("verb"))
    if "speed" in talk.on_timeline and not talk.latest("speed"):
        talk.emit("undo", c, what="speed")


def reverse(c: Clause, talk: Talk) -> None:
    verb = c.find("verb", "reverse")
    if verb is None or not wanted(c) or c.noun("order", "title", "caption", "step") or c.verb("undo", "flip"):
        return
    if talk.word(verb) in ("backwards", "backward") and (c.noun("title") or not (c.verb("add", "make") or len(c.tokens) <= 3)):
        return
    c.claim(verb, *c.all("verb"), *c.all("noun", "video", "clip", "music"))
    talk.emit("reverse", verb, **(times_onward(c, talk) or same_clips(c, talk)))


def absorb_times(c: Clause, talk: Talk, params: Params) -> Params:
    """A stretch that follows."""
    return times(c, talk) if "from" not in params else {}


_MOTION = re.compile(r"(?:in )?(?:slow|super slow)[ -]?mo(?:tion)?\b|slomo\b")


def absorb_speed(c: Clause, talk: Talk, last: Found) -> Params:
    """What a clause adds to a speed; with a stretch and a rate of its own it is another one."""
    params = last.params
    if "from" in params and (rate := next((t for t in c.tokens if t.kind in ("pct", "num")), None)):
        where = times(c, talk)
        if where:
            c.claim(*c.tokens)
            value = float(rate.value) / (100 if rate.kind == "pct" else 1)
            talk.emit("speed", rate, factor=tidy_factor(value), **where)
            return {}
    found = absorb_times(c, talk, params)
    slower, share = float(params.get("factor", 1)) < 1, c.find("pct")
    reached = share is not None and (50 <= share.value < 100 if slower else share.value >= 100) and not c.has("by")
    edit = talk.latest("speed")
    reached = reached or (share is not None and edit is not None and _MOTION.match(talk.normal, edit.start) is not None)
    factor = factor_said(c, talk, 0 if reached else -1 if slower else 1)
    return found | ({"factor": tidy_factor(factor)} if factor else {})
