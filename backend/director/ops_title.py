"""Titles: written, changed, removed."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import caption_slots, captions, only_denied, only_excluded, removing, wanted
from backend.director.shown import meanwhile
from backend.director.slots import bounds, carried, colour, leaves_at, place, size, span, tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token
from backend.director.which_title import meant


def title_slots(c: Clause, talk: Talk) -> Params:
    """Time, place, colour, size and animation of a title said in the clause."""
    params: Params = _title_times(c, talk)
    motion = c.find("motion", "slide", "pop", "typewriter")
    fading = c.find("verb", "fade")
    popping = next((t for t in c.tokens if t.name == "add" and talk.word(t).startswith("pop")), None)
    if motion is None and popping and any(t.kind in ("quote", "title") for t in c.tokens[: c.tokens.index(popping)]):
        c.claim(popping)
        params["animation"] = "pop"
    elif motion:
        c.claim(motion)
        params["animation"] = motion.name
    elif fading and not c.find("noun", "end"):
        c.claim(fading)
        params["animation"] = "fade"
    params["position"] = place(c) if "place" in c.kinds else carried(c) if not c.kinds & {"quote", "handle"} else None
    if params["position"] is None and any(talk.word(t) == "lower third" for t in c.tokens if t.name == "title"):
        params["position"] = "bottom_left"
    params["color"] = colour(c)
    params["size"] = size(c)
    c.claim(c.find("style"))
    return {k: v for k, v in params.items() if v is not None}


def _title_times(c: Clause, talk: Talk) -> Params:
    c.claim(c.find("rel", "whole"))
    if until := c.take("until"):
        since = c.take("point") or c.take("clock") or c.take("onset")
        return ({"from": tidy(since.value)} if since and since.value < until.value else {}) | {"to": tidy(until.value)}
    loose = c.find("tail?") or c.find("head?")
    found = span(c, talk) or (bounds(loose, talk.end_s) if loose and loose.value >= 2 else None)
    if found:
        c.claim(loose)
        return {"from": found[0], "to": found[1]}
    starts = c.find("noun", "start") or c.find("rel", "from_start")
    if not starts and (same := meanwhile(c, talk)):
        return same
    closing = next((t for t in c.tokens if t.name == "add" and talk.word(t).startswith(("end ", "finish", "close", "wrap", "round"))), None)
    ends = c.find("noun", "end") or c.find("rel", "from_end") or closing
    length = c.take("dur")
    point = c.take("point") or c.take("clock") or c.take("onset")
    c.claim(starts, ends)
    if point and c.find("rel", "to") and not c.find("rel", "from"):
        return {"to": tidy(point.value)}
    if point:
        return {"from": tidy(point.value)}
    if ends and not starts:
        start = tidy(max(0.0, talk.end_s - (float(length.value) if length else 5.0)))
        talk.ends.add(start)
        return {"from": start, "to": tidy(talk.end_s)}
    if length:
        return {"from": 0, "to": tidy(length.value)}
    return {"from": 0} if starts else {}


def stays_up(c: Clause, talk: Talk) -> bool:
    """ "… at 0:30, stays 5 s": how long a text or a picture just put there is shown."""
    last, length = talk.latest(), c.find("dur")
    told = last is not None and last.op in ("title", "overlay") and last.clause >= talk.clause_index - 2 and "to" not in last.params
    if not told or last is None or length is None or c.kinds & {"range", "head", "tail", "point", "clock", "ord"}:
        return False
    last.params.setdefault("from", 0)
    last.params["to"] = tidy(last.params["from"] + length.value)
    c.claim(*c.tokens)
    return True


def title(c: Clause, talk: Talk) -> None:
    """A title: written, changed, or removed."""
    quotes = c.all("quote") or c.all("handle")
    noun = c.noun("title") or (c.noun("caption") if quotes else None)
    if not quotes and (noun is None or (c.named("silence", "filler") and "title" not in talk.on_timeline)):
        return
    if removing(c, talk) and not (noun and _SOONER.search(talk.normal[c.start : c.end])):
        _remove_title(c, talk, quotes, noun)
    elif quotes and quotes[0].value == talk.on_timeline.get("title", {}).get("text") and _only_names(c, talk):
        c.claim(noun, *quotes)
        talk.quoted = str(quotes[0].value)
    elif quotes and (wanted(c) or noun):
        _write(c, talk, quotes, noun)
    elif noun and wanted(c):
        _change(c, talk, noun)
    elif noun and "title" in talk.on_timeline and not _set_aside(c, talk) and not c.verb("make", "move", "add", "replace", "write"):
        c.claim(noun)
        talk.emit("remove_title", noun)
    else:
        c.claim(noun)


def _set_aside(c: Clause, talk: Talk) -> bool:
    """Whether a denial is only of which thing, or of a detail: 标题别在顶部了."""
    return only_excluded(c, talk) or bool(c.kinds & {"place", "colour", "size", "motion"})


def _only_names(c: Clause, talk: Talk) -> bool:
    """Whether a clause with the text of the title that is there only says which one is meant."""
    if c.kinds & {"until", "point", "place", "size", "colour"}:
        return False
    return c.verb("keep", "spare", "undo") or not c.kinds & {"verb", "place", "size", "colour", "range", "head", "tail", "dur", "motion"}


def _remove_title(c: Clause, talk: Talk, quotes: list[Token], noun: Token | None) -> None:
    on_it = talk.on_timeline.get("title", {}).get("text")
    if noun is None and not (quotes and quotes[0].value == on_it):
        return
    chosen = [] if quotes or talk.quoted else meant(c, talk)
    chosen = [] if len(chosen) > 1 and not c.has("except", "rest") else chosen
    if on_it is not None and noun and (gone := leaves_at(c)) is not None:
        c.claim(*c.tokens)
        known = chosen[0] if chosen else talk.on_timeline["title"]
        talk.emit("title", noun, text=known["text"]).params.update({"from": known.get("from", 0), "to": tidy(gone)})
        return
    if c.verb("undo"):
        return
    c.claim(noun, *quotes, *c.all("verb"))
    if on_it is None and only_denied(c, talk):
        return
    if quotes:
        for quote in quotes:
            talk.emit("remove_title", quote, text=quote.value)
    elif noun:
        for place, one in enumerate(chosen or [{}]):
            talk.emit("remove_title", noun.start + place, text=talk.quoted or one.get("text"))


def _write(c: Clause, talk: Talk, quotes: list[Token], noun: Token | None) -> None:
    if c.noun("music") and not noun:
        return
    if "title" in talk.on_timeline and len(quotes) == 2 and c.verb("make", "replace"):
        quotes = quotes[1:]
        c.claim(*c.all("quote"))
    c.claim(noun, *quotes, *c.all("verb", "add", "write", "make", "replace"), *c.all("noun", "title", "caption"), c.find("noun", "picture"))
    old = _exchanged(c, talk, noun)
    if c.has("all") and c.find("noun", "all"):
        c.claim(c.find("noun", "all"))
    c.claim(*c.all("verb", "increase", "decrease"))
    moments: list[float | None] = [*_a_moment_each(c, quotes)] or [None] * len(quotes)
    slots = title_slots(c, talk)
    if old and quotes:
        talk.emit("remove_title", quotes[0], text=old["text"])
        slots = {key: value for key, value in old.items() if key != "text"} | slots
    for quote, moment in zip(quotes, moments, strict=True):
        talk.emit("title", quote, text=quote.value, **(slots | ({"from_": moment} if moment is not None else {})))
    if (ends := c.noun("both_ends")) and len(quotes) == 1 and "from" not in slots:
        talk.found[-1].params["from"] = 0
        end = tidy(talk.end_s)
        talk.emit("title", quotes[0].start + 1, text=quotes[0].value, **slots).params.update({"from": tidy(max(0, end - 5)), "to": end})
        c.claim(ends)


_EXCHANGES = re.compile(
    r"\b(?:chang|switch|updat|edit|alter|modif|set|renam|replac|swap)\w*\b|\b(?:should|must|to|make|have|let)\b.{0,24}\b(?:say|read)\b|\binstead\b"
    r"|改|换|替"
)
_REPLACED = re.compile(
    r"\b(?:replac|swap|exchang)\w* (?:out )?(?:the|my|that|this|our) (?:\w+ )?(?:title|text|heading|headline|label|banner)\b"
)
_FURTHER = re.compile(r"\b(?:an?|another|second|also|too) (?:\w+ )?(?:title|text|line|heading|label|one)\b|再|另|第二")


def _exchanged(c: Clause, talk: Talk, noun: Token | None) -> Params | None:
    """The title of the timeline whose words a clause exchanges: "change the title to …", 把“甲”改成“乙”; the newest where none is named."""
    lead = talk.normal[max(0, c.start - 40) : c.start] if c.joiner == "with" else ""
    words = lead + talk.normal[c.start : c.end + 8].split(",")[0]
    for quoted in (t for t in c.tokens if t.kind == "quote"):
        words = words.replace(talk.normal[quoted.start : quoted.end], " ")
    known = [edit.said() for edit in talk.scene.before if edit.op == "title"]
    named = next((one for one in known for t in c.tokens if t.kind == "quote" and t.value == one["text"]), None)
    if (
        "title" not in talk.on_timeline
        or talk.latest("title", "remove_title")
        or not (noun or named or _REPLACED.search(lead))
        or c.verb("add")
    ):
        return None
    if not _EXCHANGES.search(words) or _FURTHER.search(words):
        return None
    chosen = [] if named else meant(c, talk)
    old = named or (chosen[0] if len(chosen) == 1 else talk.on_timeline["title"])
    same = sum(t.kind == "quote" and t.value != old["text"] for t in c.tokens) != 1
    return None if same else {key: value for key, value in old.items() if key != "op"}


def _a_moment_each(c: Clause, quotes: list[Token]) -> list[float]:
    """10秒、20秒分别打上“一”“二”: where each of several texts begins."""
    said = [t for t in c.tokens if t.kind in ("dur", "point", "point?", "clock") and id(t) not in c.used]
    if len(quotes) < 2 or len(said) != len(quotes) or not c.find("rel", "each"):
        return []
    c.claim(*said, c.find("rel", "each"))
    return [tidy(t.value) for t in said]


def _change(c: Clause, talk: Talk, noun: Token) -> None:
    """A new value for the title on the timeline."""
    known = talk.known("title")
    if known is None and talk.here("captions") and c.kinds & {"size", "colour", "style", "place", "verb"}:
        if edit := talk.latest("captions"):
            c.claim(noun)
            edit.params.update(caption_slots(c, talk))
            return
        noun.name = "caption"
        c.refresh()
        captions(c, talk)
        return
    c.claim(noun, *c.all("noun", "title"))
    if known is None or c.verb("undo") or (c.verb("keep") and not c.kinds & {"dur", "range", "head", "tail"}):
        return
    edit = talk.latest("title")
    chosen = [] if edit else meant(c, talk)
    known = chosen[0] if chosen else known
    slots = _longer(c, talk, known) or title_slots(c, talk)
    if not slots:
        return
    c.claim(*c.all("verb"))
    if edit:
        edit.params.update(slots)
    else:
        for place, one in enumerate(chosen or [known]):
            talk.emit("title", noun.start + place, text=one["text"], **slots)


_MORE = re.compile(r"\b(?:more|another|extra|additional|further)\b|再|多")


_LATER = re.compile(r"\b(?:(later)|earlier|sooner)\b|(晚|迟|推后|延后|往后)|早|提前|提早|往前")
_COMES = re.compile(r"\b(?:appears?|comes?|shows?(?: up)?|pops?|in)\b|出现|出来|出场|显示|进来|弹出|再出|冒出|出$")
_SOONER = re.compile(r"\b(?:earlier|sooner)\b|提前|早")


def _longer(c: Clause, talk: Talk, known: Params) -> Params:
    """ "Keep the title up two seconds longer": how much later it goes, where it is known when that is."""
    length = c.find("dur")
    said = talk.normal[c.start : c.end + 3]
    comes = c.find("noun", "start") or c.verb("start_at") or _COMES.search(said)
    moved = length is not None and re.search(r"(?:提前|推迟|延后|提早|延迟)[到至]$", talk.normal[c.start : length.start])
    if moved and length:
        known_for = {"to": tidy(length.value + float(known["to"]) - float(known.get("from", 0)))} if "to" in known else {}
        c.claim(*c.tokens)
        return {"from": tidy(length.value)} | known_for
    shift = _LATER.search(said) if length and comes else None
    if shift and length and ("from" in known or "to" in known):
        by = float(length.value) * (1 if shift[1] or shift[2] else -1)
        c.claim(*c.tokens)
        return {key: tidy(max(0.0, float(known.get(key, 0)) + by)) for key in ("from", "to") if key == "from" or key in known}
    less = c.verb("shorten") or c.has("too_long") or _SOONER.search(talk.normal[c.start : c.end])
    more = c.verb("lengthen") or c.has("longer") or _MORE.search(talk.normal[max(0, c.start - 1) : c.end])
    if length is None or not (less or more) or c.find("rel", "to") or "to" not in known:
        return {}
    end = float(known["to"]) + (-1 if less else 1) * float(length.value)
    if end <= float(known.get("from", 0)):
        return {}
    c.claim(*c.tokens)
    return {"from": known.get("from", 0), "to": tidy(end)}


def absorb_title(c: Clause, talk: Talk, edit: Found) -> Params:
    """Slots of a following clause: for all titles of the message after "all of them"."""
    every = c.find("noun", "all")
    away = removing(c, talk) or any(t.kind == "particle" and t.name in ("away", "out", "off") for t in c.tokens)
    if away and "to" not in edit.params and (gone := leaves_at(c)) is not None and gone > edit.params.get("from", 0):
        c.claim(*c.tokens)
        return {"to": tidy(gone)}
    closing = edit.params.get("to") == tidy(talk.end_s) and edit.params.get("from", 0) > 0
    length = c.find("dur") if "from" in edit.params and ("to" not in edit.params or closing) else None
    slots = title_slots(c, talk)
    if length and slots.get("from") == 0:
        start = tidy(max(0.0, talk.end_s - length.value)) if closing else edit.params["from"]
        slots |= {"from": start, "to": tidy(start + length.value)}
    if every and slots:
        c.claim(every)
        for other in talk.found:
            if other.op == "title":
                other.params.update({k: v for k, v in slots.items() if k not in other.params})
    return slots
