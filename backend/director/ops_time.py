"""Speed, direction, held frames, repetition."""

import re

from backend.director.as_is import beside_it
from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import same_clips, same_stretch, span, the_rest, tidy, times, times_onward
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_FASTER, _SLOWER = (1.25, 1.5, 2.0), (0.8, 0.5, 0.5)
_MOTION_WORDS = (
    "slow motion",
    "slow mo",
    "slomo",
    "slowmo",
    "in slow motion",
    "慢动作",
    "慢镜头",
    "升格",
    "super slow mo",
    "super slow motion",
)
_LAPSE = ("time lapse", "timelapse", "hyperlapse", "延时", "延时摄影", "缩时")


def _graded(c: Clause, amounts: tuple[float, float, float]) -> float:
    return amounts[2 if c.has("much") else 0 if c.has("bit") else 1]


def _way(c: Clause) -> int:
    """+1 faster, -1 slower, 0 not said."""
    if c.verb("speed_up") and (c.verb("decrease") or not wanted(c)) and not c.noun("speed_noun"):
        return -1
    if c.verb("slow_down") or c.has("too_fast"):
        return -1 if not (c.verb("speed_up") and c.has("too_slow")) else 1
    if c.verb("speed_up") or c.has("too_slow"):
        return 1
    if c.noun("speed_noun") and c.verb("increase"):
        return 1
    return -1 if c.noun("speed_noun") and c.verb("decrease") else 0


_AS_FAST = re.compile(r"\bas (?:fast|quick|quickly)\b")


def _factor(c: Clause, talk: Talk, way: int) -> float | None:
    """The factor said or usual; None when the clause names none."""
    token = c.take("factor") or c.take("times")
    if token:
        value = float(token.value)
        return _factor_of(talk.word(token), value, way)
    share = c.take("pct")
    if share:
        value = float(share.value) / 100
        relative = way and (
            (_compared(c, share) and not _in_slow_motion(c, talk))
            or not (
                _in_slow_motion(c, talk)
                or c.has("to", "at")
                or c.verb("make")
                or (c.noun("speed_noun") and not c.has("by") and not c.verb("increase", "decrease"))
            )
        )
        return (1 + way * value if way > 0 or value < 1 else value) if relative else value
    part = c.take("frac")
    if part:
        as_fast = _AS_FAST.search(talk.normal, part.start, c.end) is not None
        if way < 0 and c.has("by") and part.value < 1:
            return 1 - float(part.value)
        return float(part.value) if way <= 0 or as_fast else 1 + float(part.value)
    number = c.find("num") if c.noun("speed_noun") or c.has("to", "by") or c.verb("speed_up", "slow_down") else None
    if number and 0 < number.value <= 100:
        c.claim(number)
        value = float(number.value)
        return 1 / value if way < 0 and value > 1 else value
    return None


def _in_slow_motion(c: Clause, talk: Talk) -> bool:
    """ "Slow motion 40 %": how fast it plays, unless it is slowed by that."""
    return not c.has("by") and any(talk.word(t).replace("-", " ") in _MOTION_WORDS for t in c.all("verb", "slow_down"))


def _compared(c: Clause, share: Token) -> bool:
    """ "25 % faster": the comparison right behind the share."""
    index = c.tokens.index(share) + 1
    return index < len(c.tokens) and c.tokens[index].name in ("speed_up", "slow_down", "too_fast", "too_slow") and not c.find("rel", "to")


def _factor_of(word: str, value: float, way: int) -> float | None:
    """快一倍 is twice as fast; slower by 2 is a half."""
    if value <= 0:
        return None
    if way and value == 1 and word.startswith(("一倍", "1倍")):
        return 2.0 if way > 0 else 0.5
    return 1 / value if way < 0 and value > 1 else value


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
    way = _way(c)
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
    said = _factor(c, talk, way)
    if (said is None and not way) or _said_of_the_last(c, talk, said):
        return
    factor = said if said is not None else _usual(c, talk, way)
    weak = said is None and not c.verb("speed_up", "slow_down", "increase", "decrease", "make")
    at = c.find("verb", "speed_up", "slow_down") or c.noun("speed_noun") or c.tokens[0]
    where = times_onward(c, talk) or same_clips(c, talk) or same_stretch(c, talk) or the_rest(c, talk) or beside_it(c, talk)
    c.claim(*(t for t in c.all("verb") if t.name != "reverse" or said is None))
    c.claim(*c.all("noun", "speed_noun", "video", "clip"), *c.all("cmp"), *c.all("degree"), *c.all("rel"))
    talk.emit("speed", at, weak=weak, factor=_tidy_factor(factor), **where).guessed = said is None


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
    if said is None or last.op != "speed" or not last.guessed or apart or span(c, talk, take=False):
        return False
    last.params["factor"], last.guessed = _tidy_factor(said), False
    c.claim(*c.all("verb"), *c.all("noun"), *c.all("rel"))
    return True


def _tidy_factor(value: float) -> float:
    return tidy(min(max(round(value, 3), 0.01), 100))


def _usual(c: Clause, talk: Talk, way: int) -> float:
    words = [talk.word(t) for t in c.all("verb")]
    if way > 0 and any(w in _LAPSE for w in words):
        return 8.0
    if way < 0 and any(w in _MOTION_WORDS for w in words):
        return 0.5
    factor = _graded(c, _FASTER if way > 0 else _SLOWER)
    known = talk.on_timeline.get("speed", {}).get("factor")
    compared = c.has("even", "same") or bool(known)
    return float(known) * factor if known and compared else factor


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


def absorb_speed(c: Clause, talk: Talk, params: Params) -> Params:
    found = absorb_times(c, talk, params)
    slower, share = float(params.get("factor", 1)) < 1, c.find("pct")
    reached = share is not None and (50 <= share.value < 100 if slower else share.value >= 100) and not c.has("by")
    edit = talk.latest("speed")
    reached = reached or (share is not None and edit is not None and _MOTION.match(talk.normal, edit.start) is not None)
    factor = _factor(c, talk, 0 if reached else -1 if slower else 1)
    return found | ({"factor": _tidy_factor(factor)} if factor else {})
