"""Cutting: trim, cut, keep, split."""

import re
from itertools import pairwise

from backend.director.arranged import half_of_split
from backend.director.clauses import Clause
from backend.director.ops_text import removing, unwanted, wanted
from backend.director.shown import comes_in, gone_after, leads, leads_a_wish, says_when, when_it_begins
from backend.director.slots import bounds, other_end, tidy
from backend.director.talk import Params, Talk
from backend.director.tokens import Token
from backend.director.trim_ends import of_another, trim_ends, trims_to
from backend.director.which_title import starts_then

_SPANS = ("range", "head", "tail", "part", "head?", "tail?", "until", "mid")


def spans(c: Clause) -> list[Token]:
    return [t for t in c.tokens if t.kind in _SPANS and id(t) not in c.used]


def trim(c: Clause, talk: Talk) -> None:
    """Seconds off an end, a stretch out of the middle, or a stretch kept."""
    if c.find("rel", "same") and not (removing(c, talk) or c.verb("cut", "trim", "keep")):
        return
    if _only_that(c, talk) or _of_a_thing(c, talk) or comes_in(c, talk) or leads_a_wish(c, talk):
        return
    found = _reckoned(c, talk) or spans(c)
    acts = removing(c, talk) or c.verb("cut", "trim", "swap", "move", "merge", "undo", "replace")
    stays = (c.verb("keep") or (c.find("only") and not acts)) and wanted(c)
    takes = removing(c, talk) or c.verb("cut", "trim") or unwanted(c, talk) or (c.verb("keep") and not wanted(c))
    if gone_after(c, talk):
        return
    if not found and not _keeps_an_edge(c, talk):
        _ends(c, talk, takes=bool(takes))
    if not found:
        return
    if c.kinds & {"quote", "file", "handle"} or c.named("music", "title", "logo", "noise", "shake") or c.verb("fade"):
        return
    if c.verb("keep") and c.named("voice", "sound", "caption") and not takes:
        return
    if found[0].name == "onset" and _begins(c, talk, found[0], acts=bool(stays or takes)):
        return
    spelled = found[0].name == "spelled" and not _busy(c) and not says_when(c, talk)
    if not (stays or takes or spelled or _bare_stretch(c, talk) or _asks_for(c, talk)):
        return
    if takes and not stays and c.verb("cut", "trim", "make") and trims_to(c, talk, found[0]):
        stays = True
    if not wanted(c) and not (takes and _says_away(c, talk)):
        return
    if found[0].name == "except":
        found[0].name = found[0].kind
        stays, takes = (takes and not stays), not (takes and not stays)
    if stays or not takes or _others_go(c, talk, found[0]):
        _keep(c, talk, found)
    else:
        _take_out(c, talk, found)
    c.claim(*found, *c.all("verb"), *c.all("noun"), *c.all("only"), *c.all("rel"), *c.all("particle"))


def _begins(c: Clause, talk: Talk, onset: Token, *, acts: bool) -> bool:
    """The video begins there, unless something else is done there."""
    if c.kinds <= {"range", "polite"} and leads(c, talk):
        return True
    if acts or not wanted(c) or _busy(c):
        return False
    c.claim(onset, *c.all("verb"), *c.all("noun"))
    talk.emit("trim", onset, start=tidy(onset.value[0]))
    return True


def _of_a_thing(c: Clause, talk: Talk) -> bool:
    """Whether "it" is what is shown on the screen and was just spoken of."""
    about = talk.topic.name if talk.topic else ""
    if not c.noun("pronoun") or about not in ("title", "caption", "logo", "pip"):
        return False
    return not (c.noun("clip") or (c.verb("cut") and c.verb("end_at")))


def _only_that(c: Clause, talk: Talk) -> bool:
    """ "Clip out 1:10-1:20, keep only that": what was named is what stays."""
    last = talk.latest()
    named = c.verb("keep") and c.find("only") and c.noun("pronoun", "same_range") and wanted(c)
    if not named or last is None or last.op != "cut" or last.clause != talk.clause_index - 1:
        return False
    last.op = "keep"
    c.claim(*c.tokens)
    return True


def _others_go(c: Clause, talk: Talk, stretch: Token) -> bool:
    """10秒到40秒就够了，其他砍掉: what is taken out is the rest."""
    others = c.find("noun", "rest")
    return others is not None and "," in talk.normal[stretch.end : others.start] and bool(c.verb("remove", "cut"))


def _keeps_an_edge(c: Clause, talk: Talk) -> bool:
    """前面留30秒: so much of an end is kept."""
    length = c.find("dur")
    first, last = c.noun("start") or c.find("rel", "first"), c.noun("end") or c.find("rel", "last")
    if not c.verb("keep") or not wanted(c) or length is None or bool(first) == bool(last) or c.noun("silence", "breathing", "music"):
        return False
    a, b = (0, length.value) if first else (talk.end_s - length.value, talk.end_s)
    c.claim(*c.tokens)
    talk.emit("keep", length).params.update({"from": tidy(max(0.0, a)), "to": tidy(b)})
    return True


def _reckoned(c: Clause, talk: Talk) -> list[Token]:
    """A stretch said by where it begins and how long it is: "delete 5 seconds starting at 0:20", 从20秒起删5秒."""
    length = next((t for t in c.tokens if t.kind == "dur" and id(t) not in c.used), None)
    opened = next((t for t in c.tokens if t.kind in ("onset", "point", "clock") or (t.kind == "range" and t.value[1] is None)), None)
    if length is None or opened is None or not (removing(c, talk) or c.verb("cut", "trim", "keep")) or c.verb("shorten", "split", "freeze"):
        return []
    if c.noun("start", "end") or c.find("rel", "to", "each"):
        return []
    start = float(opened.value[0] if opened.kind == "range" else opened.value)
    c.claim(length, opened)
    return [Token("range", "range", min(length.start, opened.start), max(length.end, opened.end), (start, start + float(length.value)))]


def _says_away(c: Clause, talk: Talk) -> bool:
    if c.verb("keep") and not wanted(c):
        return True
    return any(t.kind == "verb" and t.name == "remove" for t in c.tokens) or unwanted(c, talk)


def _bare_stretch(c: Clause, talk: Talk) -> bool:
    """A stretch alone says keep it, when the talk is of keeping or of making something from it."""
    if c.verb("make", "export") and not c.kinds & {"factor", "pct", "deg"} and not c.kinds & {"look", "colour"}:
        return not c.verb("zoom_in", "speed_up", "slow_down", "blur", "reverse", "mute", "freeze")
    return bool(c.kinds & {"aspect"}) and not c.verb("zoom_in", "speed_up", "slow_down", "blur", "reverse", "mute")


def _asks_for(c: Clause, talk: Talk) -> bool:
    """ "Give me 1:02 to 1:04": only that is wanted, where nothing else is said of it."""
    return c.kinds <= {"verb", "range", "polite", "only", "rel"} and [talk.word(t) for t in c.all("verb")] == ["give"]


def _keep(c: Clause, talk: Talk, found: list[Token]) -> None:
    kept = sorted(s for t in found if (s := bounds(t, talk.end_s)))
    if len(kept) > 1 and all(a[1] <= b[0] for a, b in pairwise(kept)):
        _keep_all(talk, found[0], kept)
        return
    stretch, later = bounds(found[0], talk.end_s), other_end(c, found[0])
    if stretch and later is not None and found[0].kind == "range":
        stretch = (stretch[0], later)
    last = talk.latest()
    listed = last is not None and last.op == "keep" and last.clause == talk.clause_index - 1 and c.joiner in ("and", "comma")
    if stretch and last is not None and listed and stretch[0] >= last.params["to"]:
        talk.found.remove(last)
        _keep_all(talk, found[0], [(last.params["from"], last.params["to"]), stretch])
        return
    if stretch:
        talk.span = stretch
        talk.emit("keep", found[0]).params.update({"from": stretch[0], "to": stretch[1]})


def _keep_all(talk: Talk, at: Token, kept: list[tuple[float, float]]) -> None:
    """Several stretches are kept: what lies between goes, the last gap first, so that no time said moves; then both ends."""
    for before, after in reversed(list(pairwise(kept))):
        if after[0] > before[1]:
            talk.emit("cut", at).params.update({"from": before[1], "to": after[0]})
    length = sum(b - a for a, b in kept)
    if kept[0][0] == 0 and kept[-1][1] >= talk.end_s:
        return
    talk.emit("keep", at).params.update({"from": kept[0][0], "to": tidy(kept[0][0] + length)})


def _take_out(c: Clause, talk: Talk, found: list[Token]) -> None:
    halves = {(0.0, 0.5): 1, (0.5, 1.0): 2}
    if len(found) == 1 and found[0].kind == "part" and found[0].value in halves and sum(f.op == "split" for f in talk.found) == 1:
        talk.emit("delete_clip", found[0], index=half_of_split(talk, halves[found[0].value]))
        return
    heads = [t for t in found if t.kind in ("head", "head?")]
    tails = [t for t in found if t.kind in ("tail", "tail?")]
    params: Params = {}
    if heads:
        params["start"] = tidy(heads[0].value)
    if tails:
        params["end"] = tidy(tails[0].value)
    if params:
        talk.emit("trim", (heads or tails)[0], **params)
    for token in found:
        if token.kind in ("range", "part", "until", "mid"):
            _cut_one(talk, token)


def _cut_one(talk: Talk, token: Token) -> None:
    stretch = bounds(token, talk.end_s)
    if stretch is None:
        return
    talk.span = stretch
    a, b = stretch
    if token.kind == "range" and token.value[1] is None:
        talk.emit("keep", token).params.update({"from": 0, "to": a})
    elif a == 0:
        talk.emit("trim", token, start=b)
    else:
        talk.emit("cut", token).params.update({"from": a, "to": b})


def _ends(c: Clause, talk: Talk, *, takes: bool) -> None:
    """Trim the start by 4 seconds · 5 seconds off the end · both ends · end it at 1:00 · start at 0:10."""
    onset = c.find("onset") or (c.find("point") or c.find("clock") if c.verb("start_at") else None)
    stop = c.find("point") or c.find("clock")
    if onset and takes and c.find("noun", "end") and not _busy(c):
        c.claim(*c.tokens)
        talk.emit("keep", onset).params.update({"from": 0, "to": tidy(onset.value)})
        return
    if onset and (says_when(c, talk) or starts_then(c, talk, onset) or when_it_begins(c, talk, onset)):
        return
    if onset and not c.kinds & {"verb"} and re.match(r",\s*[a-z]", talk.normal[c.end :]):
        return
    if onset and wanted(c) and not c.kinds & {"quote", "file", "factor"} and not _busy(c) and not of_another(c, onset):
        c.claim(onset, *c.all("verb"), *c.all("noun"))
        talk.emit("trim", onset, start=tidy(onset.value))
        return
    last = talk.latest()
    if c.verb("end_at") and stop and last and last.clause == talk.clause_index - 1 and "from" in last.params and "to" not in last.params:
        c.claim(*c.tokens)
        last.params["to"] = tidy(stop.value)
        return
    if c.verb("end_at") and (until := stop or c.find("dur") or c.find("num")):
        c.claim(until, *c.all("verb"), *c.all("noun"), *c.all("rel"))
        talk.emit("keep", until).params.update({"from": 0, "to": tidy(until.value)})
        return
    length = c.find("dur") or (c.find("num") if c.find("rel", "from_end", "from_start") and talk.latest("trim") else None)
    chopped = any(talk.word(t).endswith(" off") for t in c.all("verb", "remove"))
    if stop and chopped and wanted(c) and not _busy(c):
        c.claim(stop, *c.all("verb"), *c.all("noun"))
        talk.emit("keep", stop).params.update({"from": 0, "to": tidy(stop.value)})
        return
    ends = c.noun("both_ends")
    each = c.find("rel", "each", "for") and "各" in talk.normal[c.start : c.end]
    takes = takes or bool(ends and (each or talk.word(ends).endswith("各") or talk.word(ends) == "top and tail"))
    takes = takes or any(t.name == "decrease" and talk.word(t) in ("减", "减少", "减掉") for t in c.tokens)
    takes = takes or any(t.kind == "rel" and talk.word(t).startswith("off ") for t in c.tokens)
    if length is None or not (takes or c.verb("shorten")) or (not wanted(c) and not _says_away(c, talk)):
        return
    trim_ends(c, talk, length)


_SOONER = re.compile(r"\b(?:(earlier|sooner|too late)|later|too early|too soon)\b")


def sooner(c: Clause, talk: Talk) -> bool:
    """ "End it 2 seconds sooner", "start 5 seconds later": so much off that end."""
    length, told = c.find("dur"), _SOONER.search(talk.normal, c.start, c.end + 10)
    if length is None or told is None or _busy(c) or c.kinds & {"point", "clock", "range", "quote", "file"} or not wanted(c):
        return False
    if c.noun("pronoun") and talk.on_timeline:
        return False
    ends, starts = c.verb("end_at") or c.noun("end"), c.verb("start_at") or c.noun("start")
    if not (ends if told[1] else starts) or c.noun("title", "caption", "music", "logo"):
        return False
    c.claim(*c.tokens)
    talk.emit("trim", length).params["end" if told[1] else "start"] = tidy(length.value)
    return True


def _busy(c: Clause) -> bool:
    return bool(
        c.verb("zoom_in", "speed_up", "slow_down", "blur", "reverse", "mute", "freeze", "fade", "split", "loop")
        or c.named("caption", "title", "music", "logo")
    )


STAYS = ("stays", "should stay", "can stay", "to stay", "may stay")


def stays(c: Clause, talk: Talk) -> bool:
    """ "0:45-1:10 stays": only that is kept."""
    verb = c.find("verb", "spare")
    found = [t for t in spans(c) if t.kind in ("range", "head", "tail", "part", "mid")]
    kept = bool(verb and talk.word(verb) in STAYS and len(found) == 1 and wanted(c) and not c.find("rel", "normal"))
    if kept:
        _keep(c, talk, found)
    return kept
