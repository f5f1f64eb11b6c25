"""Cleaning the sound: silence, filler words, noise, uneven loudness."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import removing, wanted
from backend.director.scene import Refusal
from backend.director.slots import bounds, tidy, times_meant
from backend.director.talk import Params, Talk
from backend.director.tokens import Token


def silence_as_noun(c: Clause, talk: Talk, verb: Token) -> None:
    """静音 as a noun: taken out, it is the silent parts."""
    c.claim(verb, *c.all("verb"), *c.all("noun", "clip"))
    talk.emit("trim_silence", verb, **silence_slots(c, talk))


def silence_slots(c: Clause, talk: Talk) -> Params:
    """min_silence, margin (seconds) and threshold (dB) of the silence to take out."""
    params: Params = {}
    db = c.take("db")
    if db:
        c.claim(c.noun("threshold"))
        params["threshold"] = tidy(-abs(float(db.value)))
    breath = c.noun("breathing")
    longer = c.find("rel", "longer_than") or c.find("cmp")
    sides = any(w in talk.normal[c.start : c.end] for w in ("side", "两", "各", "前后"))
    if breath is None and longer is None and not c.has("under") and ((sides and c.find("rel", "each")) or c.verb("keep")):
        breath = c.find("rel", "each") or c.find("verb", "keep")
    lengths = c.all("dur") or c.all("range") or c.all("tail")
    for token in lengths:
        near_breath = breath and (not longer or abs(token.start - breath.start) < abs(token.start - longer.start))
        value = token.value if not isinstance(token.value, tuple) else token.value[0]
        params.setdefault("margin" if near_breath else "min_silence", tidy(value))
        c.claim(token)
    c.claim(breath, longer, *c.all("rel", "each"), *c.all("verb", "keep"))
    return params


def _spared(c: Clause, talk: Talk) -> None:
    """ "But leave pauses under one second": the shortest that is taken out."""
    edit, length = talk.latest("trim_silence"), c.find("dur")
    c.claim(*c.tokens)
    if edit and length:
        edit.params["min_silence"] = tidy(length.value)


def counts_as_silence(c: Clause, talk: Talk) -> None:
    """ "Anything under -38 dB counts as quiet": the level below which it is silence."""
    known = talk.latest("trim_silence")
    silent = known or c.noun("silence") or c.verb("mute") or "silen" in talk.normal or "静音" in talk.normal
    level = c.find("db")
    if level is None or not silent or removing(c, talk) or not (c.noun("threshold") or c.has("under")) or c.noun("music", "voice"):
        return
    if not known and not (c.verb("mute") or c.noun("silence") or c.has("quieter")):
        return
    value = tidy(-abs(float(level.value)))
    length = c.find("dur")
    c.claim(*c.tokens)
    if known:
        known.params["threshold"] = value
    else:
        talk.emit("trim_silence", level, min_silence=tidy(length.value) if length else None, threshold=value)


_TAKEN_WHERE = re.compile(r"\b(?:remove|cut|take|delete|drop|trim|lose|kill|strip|ditch|skip|chop|get rid)\b[^,.;:!?\n]*\b(?:where|when) $")


_WHERE = re.compile(r"\b(?:where|when|in which) [a-z']+(?: [a-z']+){0,3}$")


def trim_silence(c: Clause, talk: Talk) -> None:
    noun = c.noun("silence") or (c.noun("threshold") if "db" in c.kinds and removing(c, talk) else None) or _the_longer(c, talk)
    if noun is None:
        return
    waits = talk.word(noun) in ("wait", "idle") and not (removing(c, talk) or c.verb("cut", "trim", "shorten"))
    if waits or (c.verb("mute") and c.noun("sound", "voice", "music")):
        return
    if _unwanted_speech(c, talk, noun) or _that_pause(c, talk, noun):
        return
    if c.kinds & {"head", "tail", "range"} and _WHERE.search(talk.normal, 0, noun.end):
        c.claim(noun)
        return
    if c.verb("keep", "spare") and not removing(c, talk):
        _spared(c, talk)
        return
    if (c.verb("add", "freeze") and not removing(c, talk)) or _NO_TRIMMING.search(talk.normal[c.start : c.end]):
        return
    if not wanted(c) and not (removing(c, talk) or c.verb("shorten", "cut", "trim") or _is_negative_noun(talk, noun) or _none_of(c, talk)):
        c.claim(noun)
        return
    if not wanted(c) and _negated_verb(c, noun) and not _is_negative_noun(talk, noun):
        c.claim(noun)
        return
    told = talk.telling and not _TAKEN_WHERE.search(talk.normal, max(0, c.start - 60), c.start)
    weak = told or not (removing(c, talk) or c.kinds & {"verb"} or len(c.tokens) < 4)
    c.claim(noun, *c.all("verb"), *c.all("noun", "silence", "clip", "video"))
    talk.emit("trim_silence", noun, weak=weak, **silence_slots(c, talk))


_WHERE_IT_LIES = re.compile(r"[:：]|\b(?:from|between|at)\b|[分到至]")
_SHORTEST_PLACE_S = 5


def _that_pause(c: Clause, talk: Talk, noun: Token) -> bool:
    """ "Cut the pause from 0:40 to 0:52": that one goes; several in a stretch cannot go without those elsewhere."""
    place = c.find("range")
    if place is None or place.value[1] is None or not (removing(c, talk) or c.verb("cut", "trim")) or c.kinds & {"db"} or not wanted(c):
        return False
    if float(place.value[0]) < _SHORTEST_PLACE_S and ":" not in talk.normal[place.start : place.end]:
        return False
    if not _WHERE_IT_LIES.search(talk.normal, place.start, place.end):
        return False
    c.claim(*c.tokens)
    word = talk.word(noun)
    if word.endswith("s") or (not word.isascii() and not re.search("[这那一]?[段个处]", talk.normal[c.start : c.end])):
        talk.refused.append(Refusal("part", talk.said(c)))
    elif (stretch := bounds(place, talk.end_s)) is not None:
        talk.emit("cut", place).params.update({"from": stretch[0], "to": stretch[1]})
    return True


def _the_longer(c: Clause, talk: Talk) -> Token | None:
    """停顿别全剪，超过两秒的才剪: behind a clause about silence, those longer than so much."""
    about = talk.topic is not None and talk.topic.name == "silence" and not talk.latest("trim_silence")
    longer = c.find("rel", "longer_than")
    return longer if about and "dur" in c.kinds and c.verb("remove", "cut", "trim") and wanted(c) else None


_NO_TRIMMING = re.compile(r"\b(?:no|without(?: any)?|zero) (?:[a-z]+ )?(?:trimming|cutting|cuts?|trims?|removals?|removing|deleting)\b")


_SPEECHLESS = ("no talking", "no speech", "without talking", "without speech", "no voice", "no voices", "no dialogue", "no speaking")


_MUSIC_ONLY = re.compile(r"\b(?:only|just) (?:the |some |my )?(?:[a-z]+ )?(?:music|song|track|soundtrack)\b|\b(?:music|song|track) only\b")


def _unwanted_speech(c: Clause, talk: Talk, noun: Token) -> bool:
    """ "Only the music, no talking": the speech is to go, not the silence."""
    if talk.word(noun) not in _SPEECHLESS or not (talk.here("music") or _MUSIC_ONLY.search(talk.normal)) or c.verb("cut", "remove", "trim"):
        return False
    c.claim(*c.tokens)
    if talk.latest("mute") is None:
        talk.emit("mute", noun, target="clip")
    return True


def _negated_verb(c: Clause, noun: Token) -> bool:
    neg = c.find("neg")
    verb = c.find("verb", "remove", "cut", "trim")
    return bool(neg and verb and neg.start < verb.start and verb.start - neg.end < 4)


def _is_negative_noun(talk: Talk, noun: Token) -> bool:
    return any(part in talk.word(noun) for part in ("no", "没", "不", "without", "isn't", "aren't", "无"))


def remove_fillers(c: Clause, talk: Talk) -> None:
    noun = c.noun("filler")
    if noun is None or (not wanted(c) and not _none_of(c, talk)):
        return
    strong = (
        c.verb("speak", "write") or removing(c, talk) or c.verb("clean", "cut", "trim") or talk.verb == "remove" or not c.kinds & {"verb"}
    )
    if c.noun("caption", "title") or not strong:
        return
    if len(c.tokens) == 1 and talk.word(noun) in _MUSED and talk.verb != "remove":
        return
    spoken = talk.word(noun) in ("you know", "likes", "嗯", "呃", "额", "eh", "ah", "er") and not (
        removing(c, talk) or talk.verb == "remove" or c.verb("cut")
    )
    if spoken:
        return
    weak = not (removing(c, talk) or talk.verb == "remove") and bool(c.verb("speak", "write"))
    c.claim(*c.all("noun", "filler"), *c.all("verb"))
    talk.emit("remove_fillers", noun, weak=weak)


_MUSED = ("um", "uh", "hmm", "er", "erm", "ah", "eh", "mhm", "mmm", "嗯", "呃", "额", "嗯嗯", "嗯哼", "啊啊")


def _none_of(c: Clause, talk: Talk) -> bool:
    """ "No more ums": the denial is the wish."""
    words = {talk.word(t) for t in c.tokens if t.kind == "neg"}
    return words <= _NONE and (c.tokens[0].kind in ("neg", "only") or c.joiner == "with") and "verb" not in c.kinds


_NONE = {"no", "no more", "without", "zero", "don't want", "don't want any", "i don't want", "不要", "没有", "不想要", "无"}


_HEARD = re.compile(r"(?:^|[,.;!?] |\b(?:and|but|because) )(?:you|one|we|i|people) can (?:[a-z]+ )?hear (?:[a-z]* ?)?$")


def denoise(c: Clause, talk: Talk) -> None:
    """Background noise: removed, reduced, or complained of."""
    verb, noun = c.find("verb", "denoise"), c.noun("noise")
    cleaning = c.find("verb", "clean") and c.noun("sound", "voice") and not c.verb("keep")
    denied = not wanted(c) and not (noun and (c.verb("make") or _none_of(c, talk)))
    if not (verb or noun or cleaning) or denied:
        return
    heard = noun and not verb and _HEARD.search(talk.normal, 0, c.start + len("hear "))
    named = noun and not verb and not heard
    if named and noun and talk.normal.endswith(("听", "听到", "听见", "听清", "保留", "hear the ", "hear "), 0, noun.start):
        c.claim(noun)
        return
    sounding = talk.telling and re.search(r"\bsounds?\b", talk.normal[max(0, c.start - 24) : c.end])
    plain = noun and talk.word(noun) in ("fan", "traffic", "wind") and not sounding
    if plain and not heard and not (removing(c, talk) or c.verb("decrease", "clean", "mute")):
        return
    stated = verb or removing(c, talk) or c.verb("decrease", "clean", "mute", "make") or cleaning or not wanted(c)
    at = verb or noun or c.tokens[0]
    if cleaning and not noun and not verb and c.find("verb", "clean"):
        _improve(c, talk)
        return
    where = times_meant(c, talk) if c.kinds & {"clips", "range", "head", "tail", "part"} else {}
    c.claim(
        *c.all("verb", "denoise", "remove", "decrease", "clean", "mute", "cut", "make", "stabilize"),
        *c.all("noun", *(("noise",) if "db" in c.kinds else ("noise", "sound", "voice"))),
    )
    talk.emit("denoise", at, weak=not stated, **where)


_CLEANS = frozenset((
    "clean up", "clean", "tidy up", "cleaner", "clearer", "crisper", "clarity", "make clearer", "净化", "干净",
    "干净一点", "清晰", "清楚", "清晰一点", "清楚一点", "清楚些", "弄清楚", "处理干净", "更清晰", "更清楚", "clear up", "tidy",
))


def _improve(c: Clause, talk: Talk) -> None:
    """Better sound: clean means without noise; merely better means even as well."""
    verb = c.find("verb", "clean")
    if verb is None:
        return
    where = times_meant(c, talk) if "clips" in c.kinds else {}
    c.claim(verb, *c.all("noun", "sound", "voice"))
    talk.emit("denoise", verb, **where)
    if sum(f.op == "denoise" for f in talk.found) > 1:
        return
    if (
        not talk.word(verb).startswith(("clean", "tidy", "clear"))
        and talk.word(verb) not in _CLEANS
        and talk.normal[verb.start : verb.end] not in _CLEANS
    ):
        talk.emit("normalize", verb.start + 1)


def _of_sound(c: Clause, talk: Talk) -> bool:
    """Whether it is the sound that is to be levelled: named here, or spoken of before."""
    spoken_of = talk.topic is not None and talk.topic.name in ("sound", "voice") and c.noun("pronoun")
    return bool(c.noun("sound", "voice") or spoken_of)


def _made_even(c: Clause, talk: Talk) -> bool:
    """ "Make the volume even": not "even louder"."""
    last = next((t for t in reversed(c.tokens) if t.name not in ("whole", "each")), c.tokens[-1])
    alike = c.find("rel", "same") and (c.find("rel", "whole") or c.kinds <= {"verb", "noun", "rel", "degree"})
    level = (last.name == "even" and talk.word(last) == "even") or bool(alike and last.name in ("same", "whole", "video"))
    return level and bool(c.verb("make", "keep") and _of_sound(c, talk))


def normalize(c: Clause, talk: Talk) -> None:
    """Even loudness; a LUFS figure is enough to ask for it."""
    verb, figure = c.find("verb", "normalize"), c.find("lufs")
    listed = len(c.tokens) == 1 and verb is not None and talk.word(verb) == "level"
    if (
        verb
        and not listed
        and talk.word(verb) in ("统一", "level", "balance", "mastering", "responsive")
        and not (_of_sound(c, talk) or figure)
    ):
        return
    if verb is None and _made_even(c, talk):
        verb = c.find("degree", "even") or c.find("rel", "same")
    if not (verb or figure or c.noun("loud_target")) or not wanted(c) or c.noun("colour"):
        return
    number = figure or c.find("num")
    value = tidy(-abs(float(number.value))) if number else None
    at = verb or figure or c.tokens[0]
    c.claim(*c.all("verb", "normalize", "make"), number, *c.all("noun", "sound", "voice", "loud_target"), *c.all("degree"))
    talk.emit("normalize", at, lufs=value if value is not None and value <= -5 else None)
