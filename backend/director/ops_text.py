"""Captions, their translation, and titles."""

import re

from backend.director.clauses import Clause
from backend.director.slots import bounds, colour, place, size, span, tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_STRETCHES = ("head", "tail", "head?", "tail?", "range")


_NO_LONGER = re.compile(r"\b(?:any ?more|any longer|no longer)\b|^不想?要.*了")


def removing(c: Clause, talk: Talk) -> bool:
    """Whether the clause takes something away."""
    if c.verb("remove") or unwanted(c, talk):
        return True
    gone = any(t.kind == "particle" and t.name in ("out", "off", "away") for t in c.tokens)
    return gone and (
        c.verb("make", "cut", "trim", "keep") or (not c.kinds & {"verb", "word", "quote"} and bool(c.kinds & {"noun", *_STRETCHES}))
    )


_DENY = {"don't need", "don't want", "do not want", "i don't want", "doesn't need", "no need for", "do not need"}


def unwanted(c: Clause, talk: Talk) -> bool:
    """ "I don't need the bit from …"."""
    return "verb" not in c.kinds and any(t.kind == "neg" and talk.word(t).replace("nt ", "n't ") in _DENY for t in c.tokens)


def only_denied(c: Clause, talk: Talk) -> bool:
    """Whether the taking away is no more than 不要: without the thing on the timeline it only says that it is not wanted."""
    verbs = [talk.word(t) for t in c.tokens if t.kind == "verb" and t.name == "remove"]
    return all(v == "不要" for v in verbs) and (bool(verbs) or unwanted(c, talk)) and not c.kinds & {"particle"}


def no_longer(c: Clause, talk: Talk) -> bool:
    """ "I don't want captions anymore", 不想要字幕了: what is refused was there."""
    return _NO_LONGER.search(talk.normal[c.start : c.end + 12]) is not None


def only_keeps(c: Clause, talk: Talk) -> bool:
    """只要字幕: nothing but captions, which is a wish for them, not a thing to be kept."""
    return any(talk.word(t) in ("只要", "只想要", "保证有") for t in c.tokens if t.kind == "verb") and not talk.scene.before


def only_excluded(c: Clause, talk: Talk) -> bool:
    """ "Not the captions!": which thing is not meant."""
    words = {talk.word(t) for t in c.tokens if t.kind == "neg"}
    return words <= {"not", "不是"} and bool(words)


def wanted(c: Clause) -> bool:
    """Whether the clause is free of a negation."""
    return "neg" not in c.kinds


def _language(c: Clause) -> str | None:
    token = c.take("language")
    return token.name if token else None


def caption_slots(c: Clause, talk: Talk) -> Params:
    """Style, place, colour, size and language of captions said in the clause."""
    params: Params = {}
    style = c.take("style")
    where = place(c) if "place" in c.kinds else None
    if where in ("top", "bottom", "center"):
        params["position"] = where
    elif where:
        params["position"] = where.split("_")[0]
    params |= {"style": style.name if style else None, "color": colour(c), "size": size(c), "language": _language(c)}
    return {k: v for k, v in params.items() if v is not None}


def _unnamed(c: Clause, talk: Talk) -> None:
    """Captions meant by their style or, where there are some, by a language alone."""
    lit = c.find("style", "karaoke")
    if lit and wanted(c) and not c.noun("title", "music") and not talk.latest("captions") and not c.find("quote"):
        talk.emit("captions", lit, **caption_slots(c, talk))
        c.claim(*c.all("verb"))
        return
    bare = c.find("language") if "captions" in talk.on_timeline and len(c.tokens) <= 4 and wanted(c) else None
    if bare and not c.kinds & {"quote", "look"} and not c.noun("music", "voice", "title"):
        c.claim(*c.tokens)
        talk.emit("translate_captions", bare, language=bare.name)
        return


def captions(c: Clause, talk: Talk) -> None:
    """Captions: written, translated, restyled or removed."""
    noun = c.noun("caption")
    translate = c.find("verb", "translate")
    if translate and "language" in c.kinds:
        _translate(c, talk, noun, translate)
        return
    if noun is None:
        _unnamed(c, talk)
        return
    if c.find("quote"):
        return
    c.claim(noun, *c.all("noun", "caption"))
    if removing(c, talk) and "language" not in c.kinds:
        c.claim(*c.all("verb"))
        if talk.here("captions") or not only_denied(c, talk) or no_longer(c, talk):
            talk.emit("remove_captions", noun)
        return
    if not wanted(c):
        _not_wanted(c, talk, noun)
        return
    if c.verb("keep") and not only_keeps(c, talk) and not c.kinds & {"style", "size", "colour", "language", "place"}:
        return
    if c.verb("normalize", "stabilize", "undo", "redo", "export"):
        return
    if "captions" in talk.on_timeline and "language" in c.kinds and c.verb("make", "replace") and not c.verb("add"):
        c.claim(*c.all("verb"))
        talk.emit("translate_captions", noun, language=_language(c))
        return
    params = caption_slots(c, talk)
    if not params and "captions" in talk.on_timeline and not c.verb("add", "write"):
        return
    c.claim(*c.all("verb", "add", "write", "make", "replace", "move", "increase", "decrease", "zoom_in"))
    talk.emit("captions", noun, **params)


def _translate(c: Clause, talk: Talk, noun: Token | None, verb: Token) -> None:
    if not wanted(c):
        return
    c.claim(noun, verb)
    adding = noun is not None and c.verb("add", "write") and not talk.here("captions")
    languages = c.all("language")
    c.claim(*languages)
    if adding and noun:
        c.claim(*c.all("verb", "add", "write"))
        spoken = languages.pop(0).name if len(languages) > 1 else None
        talk.emit("captions", min(noun.start, verb.start), language=spoken)
    c.claim(*c.all("verb", "make", "add"))
    talk.emit("translate_captions", verb, language=languages[-1].name)


def _not_wanted(c: Clause, talk: Talk, noun: Token) -> None:
    there = "captions" in talk.on_timeline or no_longer(c, talk)
    if there and not only_excluded(c, talk) and not c.verb("make", "move", "replace", "add", "remove", "undo"):
        talk.emit("remove_captions", noun)


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
    params["position"] = place(c) if "place" in c.kinds else None
    params["color"] = colour(c)
    params["size"] = size(c)
    c.claim(c.find("style"))
    return {k: v for k, v in params.items() if v is not None}


def _title_times(c: Clause, talk: Talk) -> Params:
    c.claim(c.find("rel", "whole"))
    if until := c.take("until"):
        return {"to": tidy(until.value)}
    loose = c.find("tail?") or c.find("head?")
    found = span(c, talk) or (bounds(loose, talk.end_s) if loose and loose.value >= 2 else None)
    if found:
        c.claim(loose)
        return {"from": found[0], "to": found[1]}
    starts = c.find("noun", "start") or c.find("rel", "from_start")
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


def title(c: Clause, talk: Talk) -> None:
    """A title: written, changed, or removed."""
    quotes = c.all("quote") or c.all("handle")
    noun = c.noun("title") or (c.noun("caption") if quotes else None)
    if not quotes and noun is None:
        return
    if removing(c, talk):
        _remove_title(c, talk, quotes, noun)
    elif quotes and quotes[0].value == talk.on_timeline.get("title", {}).get("text") and _only_names(c, talk):
        c.claim(noun, *quotes)
        talk.quoted = str(quotes[0].value)
    elif quotes and (wanted(c) or noun):
        _write(c, talk, quotes, noun)
    elif noun and wanted(c):
        _change(c, talk, noun)
    elif noun and "title" in talk.on_timeline and not only_excluded(c, talk) and not c.verb("make", "move", "add", "replace", "write"):
        c.claim(noun)
        talk.emit("remove_title", noun)
    else:
        c.claim(noun)


def _only_names(c: Clause, talk: Talk) -> bool:
    """Whether a clause with the text of the title that is there only says which one is meant."""
    if c.kinds & {"until", "point", "place", "size", "colour"}:
        return False
    return c.verb("keep", "spare", "undo") or not c.kinds & {"verb", "place", "size", "colour", "range", "head", "tail", "dur", "motion"}


def _remove_title(c: Clause, talk: Talk, quotes: list[Token], noun: Token | None) -> None:
    on_it = talk.on_timeline.get("title", {}).get("text")
    if noun is None and not (quotes and quotes[0].value == on_it):
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
        talk.emit("remove_title", noun, text=talk.quoted)


def _write(c: Clause, talk: Talk, quotes: list[Token], noun: Token | None) -> None:
    if c.noun("music") and not noun:
        return
    if "title" in talk.on_timeline and len(quotes) == 2 and c.verb("make", "replace"):
        quotes = quotes[1:]
        c.claim(*c.all("quote"))
    c.claim(noun, *quotes, *c.all("verb", "add", "write", "make", "replace"), *c.all("noun", "title", "caption"), c.find("noun", "picture"))
    if c.has("all") and c.find("noun", "all"):
        c.claim(c.find("noun", "all"))
    c.claim(*c.all("verb", "increase", "decrease"))
    slots = title_slots(c, talk)
    for quote in quotes:
        talk.emit("title", quote, text=quote.value, **slots)


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
    if known is None or c.verb("keep", "undo"):
        return
    edit = talk.latest("title")
    slots = title_slots(c, talk)
    if not slots:
        return
    c.claim(*c.all("verb"))
    if edit:
        edit.params.update(slots)
    else:
        talk.emit("title", noun, text=known["text"], **slots)


def absorb_title(c: Clause, talk: Talk, edit: Found) -> Params:
    """Slots of a following clause: for all titles of the message after "all of them"."""
    every = c.find("noun", "all")
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
