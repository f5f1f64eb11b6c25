"""What a clause without an edit of its own gives to its neighbours: a detail of the edit before it, a time or place for the next."""

import re

from backend.director import ops_title
from backend.director.absorb import absorb
from backend.director.clauses import Clause
from backend.director.held_back import WHEN, coloured_again, not_for_a_part, not_there, once_more
from backend.director.slots import bounds, span, tells_of_a_stretch, tidy
from backend.director.talk import Found, Talk
from backend.director.tokens import Token

SLOTS = {
    "range",
    "head",
    "tail",
    "part",
    "point",
    "clock",
    "onset",
    "dur",
    "place",
    "size",
    "pct",
    "frac",
    "style",
    "colour",
    "motion",
    "factor",
    "db",
    "language",
    "mood",
    "genre",
    "aspect_mode",
    "point?",
    "head?",
    "tail?",
    "mid",
    "until",
    "quote",
    "handle",
    "file",
    "times",
    "num",
    "lufs",
}


def carry(c: Clause, talk: Talk) -> None:
    """Give the details of a clause without an edit to the edit before it, or keep them for the next."""
    edit = talk.latest()
    if edit and edit.op == "fade" and c.find("particle", "in", "out") and absorb(c, talk, edit):
        return
    if c.find("rel", "same"):
        talk.hints.add("same")
    if (
        not c.kinds & SLOTS
        and not c.find("part")
        and not c.find("noun", "opacity", "duck", "no_duck", "end", "start", "same_range")
        and not c.find("rel", "horizontal", "vertical_axis", "from_start", "from_end")
        and not (edit and edit.op == "overlay" and c.noun("rest") and c.noun("region", "edge"))
        and not c.verb("freeze")
        and not (c.verb("remove", "cut", "trim") and c.find("rel", "first", "last"))
    ):
        return
    if _again(c, talk):
        return
    if edit and c.joiner not in ("numbered",) and (c.kinds & {"quote"} and edit.op == "title"):
        _next_title(c, talk, edit)
        return
    if edit and edit.op in ("translate_captions", "captions") and "language" in edit.params and (language := c.take("language")):
        if language.name == edit.params["language"]:
            return
        talk.emit("translate_captions", language, language=language.name)
        return
    if edit and not tells_of_a_stretch(c, talk) and absorb(c, talk, edit):
        return
    _keep_open(c, talk)


def _up_to(c: Clause, edit: Found) -> bool:
    """从5秒起放大，到8秒: where the stretch of the edit before ends, said apart."""
    said = [t for t in c.tokens if t.kind not in ("polite", "degree")]
    if len(said) != 2 or said[0].name != "to" or said[1].kind not in ("dur", "clock", "point") or "from" not in edit.params:
        return False
    if float(said[1].value) <= float(edit.params["from"]):
        return False
    c.claim(*c.tokens)
    edit.params["to"] = tidy(said[1].value)
    return True


def _kept(c: Clause, talk: Talk, rest: list[Token]) -> list[Token]:
    """What of the times and places is meant for another edit: nothing of a remark on the edit before, nothing denied."""
    edit, gone = talk.latest(), set[str]()
    done = edit is not None and "from" in edit.params and edit.clause == talk.clause_index - 1
    if done and _HAPPENS.search(talk.normal, max(0, c.start - 24), c.end):
        rest = [t for t in rest if talk.word(t) != "there"]
    if talk.telling:
        gone |= {"colour", "size", "motion"}
    if "neg" in c.kinds:
        gone |= {"place", "colour", "size", "motion", "aspect_mode"}
    return [t for t in rest if t.kind not in gone]


_HAPPENS = re.compile(r"\b[a-z']+ (?:[a-z']+ )*(?!(?:and|then|so|right|from|in|over|up|also) )[a-z]+ there$")
"""That something is there: "somebody coughs there", unlike "and there", "from there"."""


def _keep_open(c: Clause, talk: Talk) -> None:
    """Hold times and places back for the edit that follows."""
    rest = [
        t
        for t in c.free()
        if t.kind in ("range", "head", "tail", "part", "mid", "until", "point", "clock", "onset", "place", "aspect_mode")
        or (t.kind == "noun" and t.name in ("start", "end", "same_range"))
        or t.kind in ("size", "colour", "motion")
        or (t.kind == "rel" and t.name in ("horizontal", "vertical_axis"))
        or (t.name in ("freeze", "1.0", "60.0") and c.verb("freeze") and not talk.telling)
    ]
    untold = talk.topic is not None and talk.topic.name == "title" and not talk.here("title")
    if untold or (c.named("title") and "verb" not in c.kinds and not talk.here("title")):
        rest += [t for t in c.free() if t.kind == "dur" or t.name in ("from_start", "from_end")]
        talk.open_tokens += [t for t in rest if t not in talk.open_tokens]
        c.claim(*rest)
        return
    rest = _kept(c, talk, rest)
    titled = c.named("title") and c.verb("add", "write", "make", "move") and not talk.here("title")
    if rest and titled:
        talk.open_tokens[:] = rest
        c.claim(*c.tokens)
        return
    edge = c.find("noun", "start", "end", "same_range") or (c.find("rel", "first", "last") if not c.noun("clip", "step") else None)
    strange = "word" in c.kinds and c.verb("make") and talk.normal[c.start].isascii()
    cutting = not strange and c.verb("remove", "cut", "trim") and edge and not c.kinds & {"ord", "quote"}
    if cutting and edge and edge not in rest:
        rest.append(edge)
    if c.verb("keep", "remove", "cut") and not rest and "word" in c.kinds:
        talk.verb = next(t.name for t in c.tokens if t.kind == "verb" and t.name in ("keep", "remove", "cut"))
    if rest and cutting:
        rest += [t for t in c.free() if t.kind == "verb"]
    if rest and (not c.kinds & {"verb"} or c.verb("freeze") or cutting):
        sorts = {t.kind for t in rest}
        kept = [t for t in talk.open_tokens if t.kind not in sorts and t.kind in ("place", "motion", "colour", "size")]
        talk.open_tokens[:] = kept + rest
        c.claim(*rest)


_STRETCHED = {"mute", "speed", "blur", "zoom", "reverse", "overlay", "title", "bleep"}


def restricts(c: Clause, talk: Talk) -> bool:
    """ "… but only from 0:30 to 0:45": when the edit before is to hold."""
    edit = talk.latest()
    if edit and _not_the_music(c, talk, edit):
        return True
    if edit and (_up_to(c, edit) or _spares(c, talk, edit)):
        return True
    if edit is None and _only_there(c, talk):
        return True
    told = c.kinds <= {"range", "head", "tail", "part", "rel", "polite"}
    apposed = edit and told and _IS.search(talk.normal, max(0, c.start - 14), c.start + 1)
    near = talk.clause_index - (6 if edit and edit.op in ("title", "overlay") else 1)
    if edit and (not_for_a_part(c, talk, edit) or once_more(c, talk, edit) or not_there(c, talk, edit) or coloured_again(c, talk, edit)):
        return True
    open_yet = edit and edit.op in _PLACED and "from" not in edit.params and edit.clause >= near
    if edit is None or not open_yet or not (c.find("only") or apposed):
        return False
    if c.joiner not in ("but", "comma", "and", "dash", "paren", "stop") or "neg" in c.kinds or c.kinds - WHEN - {"only", "particle"}:
        return False
    found = span(c, talk)
    if found is None:
        return False
    edit.params.update({"from": found[0], "to": found[1]})
    c.claim(*c.tokens)
    return True


_IS = re.compile(r", ?(?:that's|that is|which is|i\.e\.|meaning|so)(?: from)? (?:the )?$|, ?(?:that's|that is|which is|i\.e\.) ")
_ONLY_THERE = re.compile(r"\b(?:only|just) (?:for|in|during|on|at|between|from|over)\b|只(?:在|对)|仅(?:在|对)")


def _not_the_music(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Make the sound louder, but not the music": the clip's own sound alone."""
    told = c.joiner in ("but", "comma", "dash") and "neg" in c.kinds and c.noun("music") and c.kinds <= {"neg", "noun", "polite", "rel"}
    if not told or edit.op not in ("volume", "mute") or edit.params.get("target") != "all" or edit.clause != talk.clause_index - 1:
        return False
    edit.params["target"] = "clip"
    c.claim(*c.tokens)
    return True


def _only_there(c: Clause, talk: Talk) -> bool:
    """ "Yes, but only for the first half": the newest edit of the timeline holds there alone; nothing is cut."""
    newest = next(iter(reversed(talk.on_timeline)), "")
    told = _ONLY_THERE.search(talk.normal, max(0, c.start - 5), c.end)
    if talk.found or newest not in _STRETCHED | {"color"} or told is None or "neg" in c.kinds or c.kinds - WHEN - {"only", "verb", "noun"}:
        return False
    plain = ("make", "add", *(("speed_up", "slow_down") if newest == "speed" else ()))
    if c.kinds & {"verb"} and not all(t.name in plain for t in c.all("verb")):
        return False
    if any(t.name not in ("pronoun", "clip") for t in c.all("noun")):
        return False
    found = span(c, talk)
    if found is None:
        return False
    if newest not in ("title", "overlay"):
        talk.emit("undo", c.tokens[0], what=newest)
    known = {k: v for k, v in talk.on_timeline[newest].items() if k not in ("from", "to")}
    talk.emit(newest, c.tokens[0].start + 1, **known).params.update({"from": found[0], "to": found[1]})
    c.claim(*c.tokens)
    return True


_PLACED = _STRETCHED | {"volume", "color"}


def places_the_last(c: Clause, talk: Talk) -> bool:
    """ "1.5x for the climb, that's the first two minutes": where the edit just asked for is to hold."""
    last = talk.latest()
    if last is None or last.clause != talk.clause_index - 1 or last.op not in _PLACED or "from" in last.params or c.joiner != "comma":
        return False
    named = any(t.kind == "noun" and t.name != "pronoun" for t in c.tokens)
    found = span(c, talk) if not named and c.kinds <= WHEN - {"until"} | {"noun"} else None
    if found is None:
        return False
    last.params.update({"from": found[0], "to": found[1]})
    c.claim(*c.tokens)
    return True


def _spares(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "2x, but not the first 10 seconds": the edit holds for all but that."""
    excepted = next((t for t in c.tokens if t.name == "except"), None)
    spared_too = "neg" in c.kinds or excepted or (edit.op == "speed" and c.find("rel", "normal"))
    told = c.kinds <= WHEN | {"neg"} and spared_too and c.joiner in ("but", "comma", "and", "dash", "paren")
    lasting = (_STRETCHED | {"color"}) - {"title", "overlay"}
    if not told or edit.op not in lasting or "from" in edit.params or edit.clause < talk.clause_index - 1:
        return False
    spared = bounds(excepted, talk.end_s) if excepted else span(c, talk)
    if spared is None or spared[1] <= spared[0]:
        return False
    left = [(a, b) for a, b in ((0, spared[0]), (spared[1], tidy(talk.end_s))) if b > a]
    c.claim(*c.tokens)
    for place, (start, end) in enumerate(reversed(left)):
        meant = edit if place == 0 else talk.emit(edit.op, c, **edit.params)
        meant.params.update({"from": start, "to": end})
    return bool(left)




def _again(c: Clause, talk: Talk) -> bool:
    """The same again elsewhere: "do the same from 0:30 to 0:40"."""
    edit, point = talk.latest(), c.find("point") or c.find("clock") or c.find("point?")
    if edit and edit.op in ("split", "freeze") and point and not c.kinds & {"verb"} and c.joiner in ("and", "comma", "then"):
        c.claim(*c.tokens)
        talk.emit(edit.op, point, **(edit.params | {"at": tidy(point.value)}))
        return True
    newest = next(iter(reversed(talk.on_timeline)), "")
    side = c.find("place", "left", "right", "top", "bottom")
    if edit is None and newest == "crop" and side and "same" in talk.hints:
        shares = [talk.on_timeline["crop"][k] for k in ("left", "right", "top", "bottom") if k in talk.on_timeline["crop"]]
        c.claim(*c.tokens)
        talk.emit("crop", side, **{side.name: shares[0]})
        return True
    if "same" not in talk.hints or not c.kinds & {"range", "head", "tail", "part", "point", "clock"}:
        return False
    op, params = (edit.op, edit.params) if edit else next(((k, v) for k, v in reversed(talk.on_timeline.items())), ("", {}))
    found = span(c, talk)
    if not op or "from" not in params or found is None:
        return False
    talk.hints.discard("same")
    talk.emit(op, c, **{k: v for k, v in params.items() if k not in ("from", "to")}).params.update({"from": found[0], "to": found[1]})
    talk.found[-1].guessed = True
    return True


def _next_title(c: Clause, talk: Talk, edit: Found) -> None:
    quotes = c.all("quote")
    c.claim(*quotes)
    slots = ops_title.title_slots(c, talk)
    for quote in quotes:
        talk.emit("title", quote, text=quote.value, **slots)
