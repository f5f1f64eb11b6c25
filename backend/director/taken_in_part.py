"""A thing taken away for a part of the video: "no music from 0:10 to 0:20", 前10秒的字幕去掉. The footage of that part stays.

Here it is found what goes and where; `partly_gone` says what becomes of it.
"""

import re

from backend.director.clauses import Clause
from backend.director.clip_scope import named, stretches_of
from backend.director.effects import EFFECTS, OPS
from backend.director.partly_gone import READ, effect, refused, silenced
from backend.director.talk import Talk
from backend.director.tokens import Token

_LOGOS = ("logo", "pip")
_THINGS = {"caption", "music", "title", "sound", "voice", "noise", *_LOGOS, *EFFECTS} - {"speed_noun", "colour", "bars", "background"}
"""What may go for a part; a look stands before the word for it: "the black and white look"."""
_HEARD = ("music", "sound", "voice")
_STRETCHES = {"range", "head", "tail", "part", "mid", "until", "onset"}
_ENDS = {"start", "end", "middle", "from_start", "from_end"}
_EDGES = _ENDS | {"first", "last"}
_WHICH = _STRETCHES | {"ord", "num", "rel", "particle", "neg", "noun", "verb", "polite", "degree", "word", "only", "cmp"}
_FOOTAGE = {"clip", "same_range", "video", "silence", "picture", "region", "background"}
_OF = re.compile(r"(?:'s|,? (?:of|from|in)(?: all)?(?: (?:the|my|that|this|those|these|our|its))?|的) ?$")
_NAMES = _THINGS | {"colour", "cut"}
_FILTERS = {"滤镜", "filter", "filters", "look", "grade", "color grade", "colour grade", "color filter", "colour filter"}
_GREY = re.compile(r"(?:the )?(?:black|b ?& ?w|bw|b/w|mono|gr[ae]y|noir|黑白|灰)")
_GONE = re.compile(r"(?:go|off|out|away|back|ed|gone|disappear|vanish)$")
_APART = re.compile(r"\b(?:in|on|of|from|for|during|under|over|at|between|after|before|until|till)\b")
_OWNED = re.compile(r" ?(?:(?:the|that|this|those|these|my|our|your|any|all|all the|its|whatever|every|both) )?")
_FAR = 7
"""Letters between a thing and a word for footage that make them two, as unknown words stand there."""
_DENIES = {"no", "no more", "without", "don't want", "i don't want", "don't need", "do not want", "do not need"}
_DENIES |= {"不要", "不用", "不想要", "不需要", "别要", "无", "别"}


def taken_in_part(c: Clause, talk: Talk) -> bool:
    """Whether the clause takes a thing away for a part only; it is done with then."""
    thing = _taken(c, talk)
    if thing is None:
        return _speechless(c, talk) or _end_muted(c, talk)
    part = c.kinds & _STRETCHES
    clips = None if part or _numbers_it(c, talk, thing) else _clips(c, talk)
    if not part and clips is None and not _at_an_end(c, talk):
        return thing.name in EFFECTS and _not_there(c, talk, thing)
    if thing.kind == "noun" and (read := READ.get(thing.name)):
        return read(c, talk, clips)
    return effect(c, talk, thing, clips) if part or clips else _not_there(c, talk, thing)


_NO_MORE = re.compile(
    r"(?: ?(?:effects?|filters?|looks?|thing|stuff|frames?|please|pls|too|again|now|entirely|completely|should|must|can|has to|have to"
    r"|needs? to|go|be|come|off|out|away|removed|gone|(?:at|in|from) the (?:very )?(?:start|end|beginning|middle)"
    r"|效果|特效|滤镜|的|都|也|全部?|给我|去掉|删掉|删了|删除|去除|拿掉|关掉|关了|撤掉|取消|不要|剪掉|了|吧|掉))*\s*(?:$|[,.;:!?\n。]|(?:and|then|but)\b|然后|再|并)"
)


_WHOLE = {"transition", "chapters", "crop", "aspect", "color", "speed", "stabilize", "blur", "zoom", "rotate", "flip", "reverse"}


def _not_there(c: Clause, talk: Talk, thing: Token) -> bool:
    """ "Remove the blur" where there is none: that is said by what takes it back; none is added."""
    ops = OPS[thing.name]
    op = next((op for op in ops if op in talk.on_timeline), None)
    if op in _WHOLE and "from" not in talk.on_timeline[op] and _at_an_end(c, talk) and not talk.latest(op):
        return refused(c, talk)
    if "neg" in c.kinds or op or any(talk.latest(op) for op in ops) or not _NO_MORE.match(talk.normal, thing.end):
        return False
    c.claim(*c.tokens)
    talk.emit("undo", c, what=ops[0])
    return True


def _at_an_end(c: Clause, talk: Talk) -> bool:
    """Whether an end is named without its length: "at the end", 片尾的; "the last transition" is a number."""
    if c.names & _ENDS or (c.has("center") and c.has("caption", *_HEARD)):
        return True
    return any(t.name in ("first", "last") and not talk.normal[t.start].isascii() for t in c.tokens)


def goes(c: Clause, talk: Talk) -> bool:
    """Whether the clause takes one thing away, which may be for a part."""
    return not c.kinds & {"ord", "num"} and _taken(c, talk) is not None


def _taken(c: Clause, talk: Talk) -> Token | None:
    """The one thing that the clause says is to go."""
    beside = {"motion", "look", *(["place"] if c.has("center") and c.has("caption", *_HEARD) else [])}
    if c.has("silence", "filler") or c.kinds - _WHICH - beside or c.names.isdisjoint(_NAMES):
        return None
    things = [t for t in c.tokens if _may_go(t, c, talk) and not _meanwhile(t, c, talk)]
    if not things:
        return None
    thing, verbs = things[0], [t for t in c.tokens if t.kind == "verb" and t not in things]
    takers = ("remove", "cut", "trim", *(["mute"] if thing.name in _HEARD else []), *(["make"] if _carried_off(c, talk) else []))
    if any(t.name != thing.name for t in things) or any(t.name not in takers for t in verbs) or len(verbs) > 1:
        return None
    taker = verbs[0] if verbs else next((t for t in c.tokens if _denies(t, talk)), None) or _carried_off(c, talk)
    if taker is None or ("neg" in c.kinds and verbs):
        return None
    return thing if _governs(c, talk, taker, thing) else None


_VOICELESS = re.compile(
    r"(?:no|no more|without|(?:i )?do(?:n'?| no)t (?:want|need)|不要|不需要|不想要|别有)(?: the| any| his| her| my| our)*"
    r" ?(?:voices?|dialogue|人声|对白)"
)


def _speechless(c: Clause, talk: Talk) -> bool:
    """ "No voice after 1:00": its sound goes there, no silent parts."""
    silent = c.noun("silence")
    if (
        silent is None
        or not _VOICELESS.fullmatch(talk.normal, silent.start, silent.end)
        or c.kinds - _STRETCHES - {"noun", "rel", "particle", "ord", "num"}
    ):
        return False
    clips = None if c.kinds & _STRETCHES else _clips(c, talk)
    if c.kinds & _STRETCHES or clips or _at_an_end(c, talk):
        return silenced("clip")(c, talk, clips)
    if talk.telling or len(c.tokens) > 1 or clips is not None:
        return False
    c.claim(silent)
    talk.emit("mute", silent, target="clip")
    return True


def _end_muted(c: Clause, talk: Talk) -> bool:
    """ "No sound at the end": it is not said how much of it."""
    silent = c.verb("mute") and _at_an_end(c, talk) and not c.noun("clip") and c.kinds <= {"verb", "noun", "rel", "particle", "polite"}
    verbs = {t.name for t in c.tokens if t.kind == "verb"}
    if not silent or verbs - {"make"} != {"mute"} or c.noun("silence"):
        return False
    return refused(c, talk)


_DURING = re.compile(r"\b(?:during|while|under|over|behind|throughout) (?:the |my |his |her |their )?$")


def _meanwhile(token: Token, c: Clause, talk: Talk) -> bool:
    """ "… during the speech (0:10 to 0:20)": when it is."""
    if token.name == "voice" and re.match("的?时候?", talk.normal[token.end : token.end + 3]):
        return True
    return token.name in ("voice", "sound", "title") and _DURING.search(talk.normal, c.start, token.start) is not None


def _may_go(token: Token, c: Clause, talk: Talk) -> bool:
    if token.name == "bw":
        return _GREY.match(talk.normal, token.start) is not None
    if token.name == "colour":
        return "look" not in c.kinds and talk.word(token) in _FILTERS
    if token.name == "cut" and talk.word(token) in ("裁剪", "裁切") and c.verb("remove"):
        token.name = "crop"
        c.refresh()
    return token.name in _THINGS


def _denies(token: Token, talk: Talk) -> bool:
    return token.kind == "neg" and talk.word(token) in _DENIES


def _carried_off(c: Clause, talk: Talk) -> Token | None:
    """ "Logo off for the first 10 seconds", unlike "fade picture and sound out"."""
    away = ("off", "away") if "fade" in talk.normal else ("off", "away", "out")
    out_of = (t for t in c.tokens if (t.kind == "particle" and t.name in away) or (t.kind == "rel" and talk.word(t).startswith("out of")))
    return next(out_of, None)


def _governs(c: Clause, talk: Talk, taker: Token, thing: Token) -> bool:
    """Whether it is the thing that goes, and not the footage that it marks: "the part with the captions"."""
    at, place = c.tokens.index(taker), c.tokens.index(thing)
    after = c.tokens[place + 1] if place + 1 < len(c.tokens) else None
    if _beside_it(c, talk, thing):
        return False
    if not talk.normal[thing.start].isascii():
        return True
    if after is not None and after.name in _FOOTAGE and not _APART.search(talk.normal, thing.end, after.start):
        return after.start - thing.end > _FAR
    if place < at:
        if taker.kind == "verb" and taker is not c.tokens[-1] and not _GONE.search(talk.word(taker)):
            return False
        return all(t.kind not in ("noun", "word") or t.name in _EDGES | {"clip", "colour"} for t in c.tokens[place + 1 : at])
    between = [t for t in c.tokens[at + 1 : place] if t.kind not in ("polite", "degree")]
    if not between:
        return taker.kind != "verb" or taker.name == "remove" or _OWNED.fullmatch(talk.normal, taker.end, thing.start) is not None
    stretch = all(t.kind in _STRETCHES | {"ord", "num", "rel", "particle"} or t.name in _EDGES | {"clip"} for t in between)
    return stretch and _OF.search(talk.normal[between[-1].end : thing.start]) is not None


_AND = re.compile(r"\b(?:and|plus)\b|[&+、和跟与]|以及|还有|连同")


def _beside_it(c: Clause, talk: Talk, thing: Token) -> bool:
    """前10秒和字幕都去掉: the stretch goes too."""
    before = [t for t in c.tokens if t.end <= thing.start and (t.kind in _STRETCHES or t.kind in ("ord", "clips"))]
    return bool(before) and _AND.search(talk.normal, before[-1].end, thing.start) is not None


def _numbers_it(c: Clause, talk: Talk, thing: Token) -> bool:
    """ "The second title", 第二个标题: which of them, not in which clip."""
    place = c.tokens.index(thing)
    before = c.tokens[place - 1] if place else None
    beside = before is not None and before.kind == "ord" and thing.start - before.end <= 1
    return before is not None and beside and not talk.word(before).endswith(("段", "clip"))


def _clips(c: Clause, talk: Talk) -> list[tuple[float, float]] | None:
    """The stretches of the clips that the clause names; none where it is not known where they lie; None where it names none."""
    count, (told, before) = talk.scene.clips, talk.named_clips
    if told == talk.clause_index - 1 and c.joiner != "and" and not c.kinds & {"ord", "clip"}:
        talk.named_by.claim(*talk.named_by.tokens)
        return before
    if count < 2 or not c.kinds & {"ord", "num", "rel"}:
        return None
    group = named(c, talk, count)
    if group is None or len(group[0]) >= count:
        return None
    c.claim(*group[1])
    joined = talk.latest("merge", "split") is not None
    return stretches_of(group[0], talk, joined=joined) if talk.scene.spans or joined else []
