"""Captions and their translation; what a clause wants, denies, takes away."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.effects import EFFECTS
from backend.director.slots import carried, colour, place, size
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_STRETCHES = ("head", "tail", "head?", "tail?", "range")


_NO_LONGER = re.compile(r"\b(?:any ?more|any longer|no longer)\b|^不想?要.*了")


_NOT_THAT = ("不是", "并不是", "又不是", "不是要", "不是说", "不是想")


def removing(c: Clause, talk: Talk) -> bool:
    """Whether the clause takes something away."""
    if any(t.kind == "neg" and talk.word(t) in _NOT_THAT for t in c.tokens):
        return False
    if c.verb("remove") or unwanted(c, talk):
        return True
    gone = any(t.kind == "particle" and t.name in ("out", "off", "away") for t in c.tokens)
    return gone and (
        c.verb("make", "cut", "trim", "keep") or (not c.kinds & {"verb", "word", "quote"} and bool(c.kinds & {"noun", *_STRETCHES}))
    )


_NEVER = {"don't", "do not", "never", "not", "please don't", "别", "不", "不用", "不要", "别再", "千万别", "先别", "不能", "不许"}
_STAYING = ("caption", "title", "music", "logo", "pip", "transition", "chapter", "zoom_noun", "image")


def never_removed(c: Clause, talk: Talk) -> bool:
    """ "Don't remove the captions", 不要去掉字幕: what is there stays; the clause asks for nothing."""
    others = [t for t in c.tokens if t.kind == "verb" and t.name != "remove"]
    effect = len(others) == 1 and others[0] is c.tokens[-1] and others[0].name in EFFECTS
    if (
        not c.verb("remove")
        or (others and not effect)
        or not (effect or c.noun(*_STAYING) or any(t.kind in ("motion", "look") for t in c.tokens))
    ):
        return False
    pairs = pairwise(t for t in c.tokens if t.kind not in ("polite", "particle"))
    denied = any(b.kind == "verb" and talk.normal[a.start : a.end] in _NEVER for a, b in pairs)
    if denied:
        c.claim(*c.tokens)
    return denied


_DENY = {"don't need", "don't want", "do not want", "i don't want", "doesn't need", "no need for", "do not need"}
_DENY |= {"nobody needs", "no one needs", "nobody wants", "no one wants"}


def unwanted(c: Clause, talk: Talk) -> bool:
    """ "I don't need the bit from …"."""
    return "verb" not in c.kinds and any(t.kind == "neg" and talk.word(t).replace("nt ", "n't ") in _DENY for t in c.tokens)


_NEEDS = ("needed", "necessary", "required", "wanted")
_UNNEEDED = {f"{no} {need}" for no in ("isn't", "aren't", "isnt", "arent", "not") for need in _NEEDS} | {"unnecessary", "unneeded"}
_UNNEEDED |= {"不要", "不用了", "leave out"}


def only_denied(c: Clause, talk: Talk) -> bool:
    """Whether the taking away is no more than 不要: without the thing on the timeline it only says that it is not wanted."""
    verbs = [talk.word(t) for t in c.tokens if t.kind == "verb" and t.name == "remove"]
    return all(v in _UNNEEDED for v in verbs) and (bool(verbs) or unwanted(c, talk)) and not c.kinds & {"particle"}


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
    style = next((t for t in c.all("style") if t.name != "plain"), None) or c.find("style")
    c.claim(*c.all("style"))
    where = place(c) if "place" in c.kinds else carried(c)
    if where in ("top", "bottom", "center"):
        params["position"] = where
    elif where:
        params["position"] = where.split("_")[0]
    params |= {"style": style.name if style else None, "color": colour(c), "size": size(c), "language": _language(c)}
    return {k: v for k, v in params.items() if v is not None}


def _unnamed(c: Clause, talk: Talk) -> None:
    """Captions meant by their style or, where there are some, by a language alone."""
    made, tongue = talk.latest("captions"), c.find("language")
    if made and tongue and made.params.get("language") not in (None, tongue.name) and c.noun("length", "pronoun") and wanted(c):
        c.claim(*c.tokens)
        talk.emit("translate_captions", tongue, language=tongue.name)
        return
    lit = c.find("style", "karaoke")
    if lit and wanted(c) and not c.noun("title", "music") and not talk.latest("captions") and not c.find("quote"):
        talk.emit("captions", lit, **caption_slots(c, talk))
        c.claim(*c.all("verb"))
        return
    bare = c.find("language") if "captions" in talk.on_timeline and len(c.tokens) <= 4 and wanted(c) else None
    if bare and not c.kinds & {"quote", "look"} and not c.noun("music", "voice", "title"):
        c.claim(*c.tokens)
        _kept_to_translate(talk)
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
    if talk.word(noun).startswith(("what", "every")) and (c.has("louder") or c.verb("mute", "bleep")):
        noun.name = "voice"
        c.refresh()
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
        _kept_to_translate(talk)
        talk.emit("translate_captions", noun, language=_language(c))
        return
    params = caption_slots(c, talk)
    if not params and "captions" in talk.on_timeline and not c.verb("add", "write"):
        return
    c.claim(*c.all("verb", "add", "write", "make", "replace", "move", "increase", "decrease", "zoom_in"))
    talk.emit("captions", noun, **params)


def _kept_to_translate(talk: Talk) -> None:
    """ "Drop the captions, make them English": they are not dropped."""
    talk.found = [f for f in talk.found if not (f.op == "remove_captions" and f.clause == talk.clause_index - 1)]


def _translate(c: Clause, talk: Talk, noun: Token | None, verb: Token) -> None:
    if not wanted(c):
        return
    c.claim(noun, verb)
    adding = noun is not None and c.verb("add", "write") and not talk.here("captions")
    languages = c.all("language")
    c.claim(*languages)
    _kept_to_translate(talk)
    if adding and noun:
        c.claim(*c.all("verb", "add", "write"))
        spoken = languages.pop(0).name if len(languages) > 1 else None
        talk.emit("captions", min(noun.start, verb.start), language=spoken)
    c.claim(*c.all("verb", "make", "add"))
    talk.emit("translate_captions", verb, language=languages[-1].name)


_NOT_THERE = {"can't", "cannot", "couldn't", "cant", "can not", "没", "没有", "都没", "都没有"}


def _not_wanted(c: Clause, talk: Talk, noun: Token) -> None:
    there = "captions" in talk.on_timeline or no_longer(c, talk)
    there = there and not any(talk.word(t) in _NOT_THERE for t in c.all("neg"))
    detail = c.kinds & {"place", "colour", "size", "style"}
    if there and not detail and not only_excluded(c, talk) and not c.verb("make", "move", "replace", "add", "remove", "undo"):
        talk.emit("remove_captions", noun)
