"""Clock times and bare numbers that can only be lengths: "chop 1:10 off the end", "make it 0:45 long", "trim 3 off the start"."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.ops_time import method
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.timecodes import USUAL_RATE
from backend.director.tokens import Token

_TAKING = ("cut", "trim", "remove", "shorten", "keep")
_LASTING = ("make", "cut", "trim", "shorten", "fit", "lengthen", "speed_up", "slow_down", "keep", "crop")
_OTHERS = ("title", "caption", "music", "logo", "sound", "voice", "transition", "picture", "clip", "brightness", "contrast", "saturation")
_TOTAL = re.compile(r"\s*(?:long|total|in total|overall|altogether|in all|tops|max|or less|version|cut|edit)\b")
_ALONE = ("pronoun", "video", "length")


def lengths_said(clauses: list[Clause], talk: Talk) -> None:
    """Make lengths of the clock times and numbers of every clause that can be nothing else."""
    heard = False
    for clause in clauses:
        if "num" in clause.kinds and clause.kinds & {"clock", "point", "onset"}:
            _seconds_for(clause, talk)
        if clause.kinds & {"clock", "num"} and not clause.kinds & {"quote", "file", "handle"}:
            _lengths_in(clause, talk, heard=heard)
        heard = heard or clause.named("music", "sound", "voice") is not None


_ENDS_THERE = re.compile(r"\s*(?:$|[,.;!?)]|(?:and|then|at|in|on|please|top|bottom|cent(?:er|re))\b)")


def _seconds_for(c: Clause, talk: Talk) -> None:
    """ "At 0:30 for 3": seconds, beside a moment."""
    for before, number in pairwise(c.tokens):
        if before.name == "for" and number.kind == "num" and _ENDS_THERE.match(talk.normal, number.end):
            number.kind, number.name = "dur", "1.0"
            c.refresh()


def _lengths_in(c: Clause, talk: Talk, *, heard: bool) -> None:
    changed = False
    for at, token in enumerate(c.tokens):
        timed = token.kind == "clock" and (_of_an_end(c, talk, at) or _of_the_whole(c, talk, at) or _lasting(c, at))
        if timed or (
            token.kind == "num"
            and (_seconds_of_an_end(c, talk, at) or _of_a_length(c, talk, at) or (not heard and _bare_total(c, talk, at)))
        ):
            token.kind, token.name, changed = "dur", "1.0", True
        elif token.kind == "num" and _counts_frames(c, talk, at):
            token.value = round(float(token.value) / (talk.scene.fps or USUAL_RATE), 3)
            token.kind, token.name, changed = "dur", "1.0", True
    if changed:
        c.refresh()


_HELD = ("freeze", "cut", "trim", "remove", "fade")


def _counts_frames(c: Clause, talk: Talk, at: int) -> bool:
    """ "Freeze for 12 frames", "an 18 frame dissolve": a length where something is held, cut or joined; else a rate."""
    after = c.tokens[at + 1] if at + 1 < len(c.tokens) else None
    counted = after is not None and talk.word(after) in ("frames", "frame")
    return counted and bool(c.verb(*_HELD) or "motion" in c.kinds) and not c.noun("fps_noun", "last_frame")


def _of_a_length(c: Clause, talk: Talk, at: int) -> bool:
    """ "Freeze at 5, duration 2", "duration: 45"."""
    before = c.tokens[at - 1] if at else None
    if before is None or talk.word(before) not in ("duration", "length", "runtime") or c.named("clip"):
        return False
    return before is not None and before.kind == "noun" and before.name == "length" and not c.noun("speed_noun", "size_noun")


_LEAST_TOTAL_S, _HEIGHTS = 5, (480, 720, 1080, 1440, 2160)


def _bare_total(c: Clause, talk: Talk, at: int) -> bool:
    """ "Cut it down to 60", "trim it to 45": seconds, where it is shorter than what is there and nothing else is spoken of."""
    token, before = c.tokens[at], c.tokens[at - 1] if at else None
    led = before is not None and (before.name == "to" or (before.kind == "verb" and talk.word(before).endswith(" to")))
    newest = next(iter(reversed(talk.on_timeline)), "")
    if not led or at + 1 < len(c.tokens) or not c.verb("cut", "trim", "shorten") or newest in ("music", "volume", "overlay"):
        return False
    plain = c.kinds <= {"verb", "noun", "rel", "num", "polite", "degree"} and all(t.name in _ALONE for t in c.all("noun"))
    return plain and _LEAST_TOTAL_S <= token.value < talk.end_s and token.value not in _HEIGHTS


def _named_end(token: Token) -> bool:
    return (token.kind == "rel" and token.name in ("from_start", "from_end")) or (
        token.kind == "noun" and token.name in ("start", "end", "both_ends")
    )


def _of_an_end(c: Clause, talk: Talk, at: int) -> bool:
    """ "Chop 1:10 off the end", "trim the end by 0:05"."""
    after = c.tokens[at + 1] if at + 1 < len(c.tokens) else None
    if after is not None and after.kind == "rel" and after.name in ("from_start", "from_end"):
        return talk.word(after).startswith(("off", "from")) and (c.verb(*_TAKING) or "off" in talk.word(after))
    before = c.tokens[at - 1] if at else None
    return before is not None and before.name == "by" and c.verb(*_TAKING) and any(_named_end(t) for t in c.tokens[:at])


def _of_the_whole(c: Clause, talk: Talk, at: int) -> bool:
    """ "Make it 0:45", "cut it to 0:45", "length 0:45", "0:45 long"."""
    token = c.tokens[at]
    if c.kinds & {"range", "point", "head", "tail", "dur", "onset", "place", "ord", "mid", "part"} or c.named(*_OTHERS) or c.verb("fade"):
        return False
    if c.noun("length") or _TOTAL.match(talk.normal, token.end):
        return True
    if not c.verb(*_LASTING) or c.verb("start_at", "end_at", "split", "freeze"):
        return False
    before = c.tokens[at - 1] if at else None
    reached = before is not None and before.kind == "rel" and before.name in ("to", "into", "under", "exactly")
    it = before is not None and before.kind == "noun" and before.name in _ALONE and c.verb("make")
    joined = before is not None and before.kind == "verb" and talk.word(before).endswith(" to")
    return bool(it or joined or (reached and (c.noun(*_ALONE) or len(c.tokens) <= 3)))


def _lasting(c: Clause, at: int) -> bool:
    """ "Freeze at 0:12 for 0:03"."""
    before = c.tokens[at - 1] if at else None
    return before is not None and before.kind == "rel" and before.name == "for" and bool(c.verb("freeze", "fade", "zoom_in", "mute"))


def _seconds_of_an_end(c: Clause, talk: Talk, at: int) -> bool:
    """ "Trim 3 off the start", "trim start 3", "5 off the tail"."""
    if c.verb("crop", "fade", "freeze") or c.named("clip", "step") or c.kinds & {"pct", "px", "ord"}:
        return False
    after, before = c.tokens[at + 1] if at + 1 < len(c.tokens) else None, c.tokens[at - 1] if at else None
    if after is not None and after.kind == "rel" and after.name in ("from_start", "from_end") and talk.word(after).startswith("off"):
        return talk.word(after) != "off the top"
    if not c.verb("trim"):
        return False
    if after is not None and after.kind == "rel" and after.name in ("from_start", "from_end"):
        return True
    return before is not None and (_named_end(before) or (before.name == "by" and any(_named_end(t) for t in c.tokens[:at])))


_MUST = re.compile(
    r"\b(?:can (?:it|this|that) be\b|(?:it|this|that|all of it|everything|the (?:whole (?:thing|video|clip)|video|clip))"
    r"(?:'s got to| (?:has|have|had|needs?|ought|got) to| must| should) (?:be|run|come (?:in|out))\b"
    r"|(?:i|we) (?:want|need) exactly"
    r"|(?:get|bring|need|want|have|squeeze|boil|take|shorten|trim|cut) (?:it|this|that|everything)(?: all)?(?: back)?(?: down)?"
    r" (?:to|at|under|in)\b)[^,.;:!?]*$"
)
_TOO_LONG_S = {"transition": 10.0, "merge": 10.0, "fade": 15.0, "freeze": 15.0, "zoom": 15.0}
_LONG_SHOWN_S = 30.0


def of_all(c: Clause, talk: Talk, length: Token) -> bool:
    """ "… crossfades, and it has to be exactly 2 minutes": "it" is the whole where what was made before never lasts so long."""
    before = talk.latest()
    if before is None or length.kind != "dur" or c.kinds & {"quote", "file", "range", "head", "tail", "point"}:
        return False
    said = _MUST.search(talk.normal[max(0, c.start - 16) : length.start]) or _TOTAL.match(talk.normal, length.end)
    if not said or c.noun("transition", "title", "music", "caption", "logo"):
        return False
    return method(c) is not None or float(length.value) >= _TOO_LONG_S.get(before.op, _LONG_SHOWN_S)


def made_of(c: Clause, length: Token) -> bool:
    """ "A 30 second TikTok", 30秒的抖音: the length of what is to be made."""
    index = c.tokens.index(length)
    after = c.tokens[index + 1] if index + 1 < len(c.tokens) else None
    shaped = after is not None and after.kind in ("aspect", "ratio") and after.start - length.end <= 3 and length.value >= 3
    return shaped and not c.verb("remove", "cut", "trim", "freeze", "fade", "keep") and not c.kinds & {"head", "tail", "quote"}


def measured(c: Clause) -> Token | None:
    """The time that is the length: also "cap the length at 50 seconds"."""
    both = c.all("dur")
    if len(both) == 2 and any(t.kind == "verb" and both[0].end <= t.start < both[1].start for t in c.tokens):
        return both[1]  # 2分钟剪成1分钟
    if found := c.find("dur"):
        return found
    point = c.find("point")
    reached = c.verb("speed_up", "slow_down") and c.has("to") and point is not None and point.name == "led"
    capped = reached or c.verb("shorten", "fit") or (c.noun("length") and (c.verb("make", "keep") or "verb" not in c.kinds))
    return point if point is not None and point.name != "end" and capped and not c.noun("clip") else None


def of_one_thing(c: Clause, talk: Talk, length: Token) -> bool:
    """ "Make the title 5 seconds long": how long that is to be seen or heard, not the whole; music is silent from there on."""
    before = [t for t in c.tokens if t.end <= length.start and t.kind == "noun" and t.name not in ("pronoun", "length")]
    thing = before[-1] if before else None
    if thing is None or thing.name not in ("title", "caption", "music", "logo") or c.named("video", "clip") or not wanted(c):
        return False
    if c.verb("add", "write", "freeze", "fade") or c.joiner == "with" or c.find("rel", "from_start", "from_end"):
        return False
    made = talk.latest("music")
    if made and made.clause == talk.clause_index and not made.params:
        talk.found.remove(made)
        made = None
    if thing.name == "music" and made is None and length.value < talk.end_s:
        c.claim(*c.tokens)
        talk.emit("mute", thing, target="music").params.update({"from": tidy(length.value), "to": tidy(talk.end_s)})
    return True
