"""Clauses that tell instead of asking, and levels said as something else.

"Drop the music to a third" lowers it, "lower the music when people speak" ducks it, "I'm speaking English" asks for nothing.
"""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_LEVELS = {"sound", "music", "voice", "brightness", "contrast", "saturation", "speed_noun", "opacity", "size_noun"}


def lower_instead(c: Clause, talk: Talk) -> None:
    """ "Drop the music to a third", "cut the volume in half": with a level and an amount, taking away is lowering."""
    _brought_to(c, talk)
    level = c.find("point?")
    heard = c.noun("sound", "voice", "music") and "verb" not in c.kinds
    if level and heard and talk.word(level).startswith("at") and 0 < level.value <= 200:
        level.kind, level.name = "pct", "pct"
        c.refresh()
    _pulled(c, talk)
    amount = c.kinds & {"pct", "frac", "db", "factor"} or c.has("halves")
    levelled = c.find("verb", "normalize")
    if levelled and talk.word(levelled) in ("level", "levels") and amount and _OWN_LEVEL.search(talk.normal, c.start, levelled.end):
        levelled.kind, levelled.name = "noun", "sound"
        c.refresh()
    _named_level(c, talk)
    if amount:
        _taken_off(c, talk)


def _brought_to(c: Clause, talk: Talk) -> None:
    """ "Bring it to 20 %", where a level is spoken of; "drop the music to 10", "drop the volume a bit"."""
    level = next((t for t in c.all("noun", "sound") if talk.word(t) in ("volume", "level", "levels", "sound level")), None)
    falls = next((t for t in c.all("verb", "remove") if talk.word(t) in ("drop", "dip")), None)
    if level and falls and "neg" not in c.kinds:
        falls.name = "decrease"
        c.refresh()
    number, dropped = c.find("num"), c.find("verb", "remove", "cut")
    heard = c.noun("music", "sound", "voice")
    named = heard is not None and dropped is not None and heard.start > dropped.start
    if number and dropped and named and c.find("rel", "to") and 0 < number.value <= 200:
        dropped.name, number.kind, number.name = "decrease", "pct", "pct"
        c.refresh()
    noise = c.noun("noise")
    if noise and c.find("rel", "to") and c.kinds & {"pct", "frac"} and c.verb("decrease", "increase") and not c.verb("denoise"):
        noise.name = "voice"  # "bring the crowd noise down to 40 %": the level of the clip's own sound
        c.refresh()
    brought = next((t for t in c.all("verb", "shorten") if talk.word(t).endswith(" to")), None)
    if brought is None or not c.kinds & {"pct", "db", "frac"}:
        return
    about = bool(c.noun(*_LEVELS)) or (c.noun("pronoun") and talk.topic is not None and talk.topic.name in _LEVELS)
    newest = next(iter(reversed(talk.on_timeline)), "") if talk.topic is None and not talk.found else ""
    if about or (newest in ("music", "volume") and (c.noun("pronoun") or " it " in talk.word(brought))):
        brought.name = "decrease"
        c.tokens.insert(c.tokens.index(brought) + 1, Token("rel", "to", brought.end, brought.end))
        c.refresh()


def _pulled(c: Clause, talk: Talk) -> None:
    """ "Pull the music back 6 dB", "pull 3 dB out of the voice"."""
    back = c.find("verb", "zoom_out")
    if back and talk.word(back).startswith("pull") and c.noun("sound", "voice", "music") and c.kinds & {"pct", "db", "frac"}:
        back.name = "decrease"
        c.refresh()
    pulled = next((t for t in c.all("verb", "keep") if talk.word(t) == "pull"), None)
    if pulled and ("db" in c.kinds or (c.noun("brightness", "contrast", "saturation", "music") and c.kinds & {"num", "pct"})):
        pulled.name = "decrease"
        c.refresh()


def _taken_off(c: Clause, talk: Talk) -> None:
    """ "Knock 6 dB off the music", "cut the volume by half", "take 30 % off the saturation"."""
    verb = c.find("verb", "remove", "cut")
    if verb is None or "place" in c.kinds or c.find("rel", "from_start", "from_end") or c.noun("silence", "filler", "threshold"):
        return
    off = "db" in c.kinds or str(verb.value or talk.word(verb)).endswith(" off")
    if not (c.noun(*_LEVELS) or "db" in c.kinds):
        return
    if c.noun("sound", "voice") or c.has("to", "by", "halves") or not c.noun("music") or off:
        verb.name = "decrease"
        if half := c.find("rel", "halves"):
            half.kind, half.name, half.value = "frac", "part", 0.5
        c.refresh()


_OWN_LEVEL = re.compile(r"\b(?:its|of the|the|full|original|current) levels?$")


def ducks(c: Clause, talk: Talk) -> bool:
    """ "Lower the music when people speak": the level of the clause before is to duck, not to change."""
    last = talk.found[-1] if talk.found else None
    if last and last.op == "music" and last.clause == talk.clause_index - 1 and c.find("noun", "duck") and c.noun("pronoun"):
        last.params["duck"] = True
        c.claim(*c.tokens)
        return True
    lead = talk.normal[max(0, c.start - 12) : c.start]
    speaking = c.verb("speak") or (c.noun("voice") and not c.kinds & {"cmp"})
    while_speaking = c.joiner == "but" and any(w in lead for w in ("when", "while"))
    heard = c.find("rel", "at") and any(w in talk.normal[c.start : c.end] for w in ("时", "的时候")) and c.verb("decrease")
    if not (last and speaking and (while_speaking or heard)):
        return False
    if last.op == "volume" and last.guessed and last.params.get("target") == "music":
        last.op, last.guessed = "music", False
        last.params = {"duck": True}
    elif last.op == "music":
        last.params["duck"] = True
    else:
        return False
    c.claim(*c.tokens)
    return True


def tells_language(c: Clause, talk: Talk) -> bool:
    """ "I'm speaking English", 我讲的是中文: which language is spoken, that of captions just wished for, not one more to write."""
    words = talk.normal[c.start : c.end]
    told = c.verb("speak") or any(w in words for w in ("讲", "说的", "spoken", "speaker", "talk in"))
    if "language" not in c.kinds or not told or c.noun("caption") or c.verb("translate") or not talk.found:
        return False
    last, language = talk.found[-1], c.find("language")
    if last.op == "captions" and last.clause == talk.clause_index - 1 and language is not None:
        last.params.setdefault("language", language.name)
    c.claim(*c.tokens)
    return True


def bare_level(c: Clause, talk: Talk, way: int) -> None:
    """ "Turn it down to 10": a number that is reached is a level in percent, where sound is spoken of."""
    number = c.find("num")
    last = talk.latest()
    about = c.noun("sound", "music", "voice") or (last is not None and last.op in ("volume", "music"))
    newest = next(iter(reversed(talk.on_timeline)), "")
    if c.noun("fps_noun", "resolution_noun"):
        return
    if number is None or not way or not c.find("rel", "to") or c.kinds & {"db", "pct", "frac", "dur", "factor"}:
        return
    if (about or newest in ("music", "volume")) and 0 < number.value <= 200:
        number.kind, number.name = "pct", "pct"
        c.refresh()


def _named_level(c: Clause, talk: Talk) -> None:
    """ "Set the volume to 80", "music level 15", "volume to .8", "full volume": percent; "loudness to -14": LUFS."""
    level = next((t for t in c.all("noun", "sound", "music") if _LEVEL_WORDS.search(talk.word(t))), None) or _brought_up(c, talk)
    if level is None or c.kinds & {"db", "pct", "frac", "dur", "factor", "range", "lufs"} or c.verb("fade", "normalize", "mute", "remove"):
        return
    number, full = c.find("num") or c.find("point?"), c.find("word", "full")
    before = c.tokens[c.tokens.index(number) - 1] if number is not None and c.tokens[0] is not number else None
    if (
        number is not None
        and number.kind == "num"
        and not (before is level or (before is not None and before.name in ("to", "at", "exactly")))
    ):
        return
    loudness = talk.word(level) == "loudness"
    if number is None and full is not None:
        full.kind, full.name, full.value = "pct", "pct", 100.0
    elif number is not None and loudness and -31 <= number.value <= -5:
        number.kind, number.name = "lufs", "lufs"
    elif number is not None and not loudness and number.name != "signed" and 0 < number.value <= 200:
        share = number.value < 2 and "." in talk.word(number)
        number.kind, number.name, number.value = "pct", "pct", float(number.value) * (100 if share else 1)
    c.refresh()


_LEAST_BARE = 5
"""The least that a bare number beside a sound is taken for percent: "music 20", but not "song 2"."""


def _brought_up(c: Clause, talk: Talk) -> Token | None:
    """ "My voice up to 120", "music down to 15": the thing right before what it is brought to."""
    said = [t for t in c.tokens if t.kind not in ("polite", "degree")]
    if [t.kind for t in said] == ["noun", "num"] and said[0].name in ("music", "voice", "sound") and said[1].value >= _LEAST_BARE:
        return said[0]
    beside = ((a, b) for a, b in pairwise(c.tokens) if a.kind == "noun" and a.name in ("music", "voice", "sound") and b.name == "to")
    return next((a for a, b in beside if talk.word(b) in ("up to", "to", "down to")), None) if "verb" not in c.kinds else None


_LEVEL_WORDS = re.compile(r"\b(?:vol|volume|levels?|loudness)\b|音量")
_AS_LOUD = re.compile(r"\bas (?:loud|quiet|strong)\b")


def as_loud(c: Clause, talk: Talk) -> bool:
    """ "Half as loud": a share of what it is, not a change by it."""
    return "frac" in c.kinds and _AS_LOUD.search(talk.normal, c.start, c.end) is not None


_ADDED_TO = re.compile(
    r"\badd (?:another |about )?[^,;]{1,20} (?:to|on) (?:the |my |its )?(?:[a-z']+ )?(?:volume|sound|audio|level|music|voice|dialogue)\b"
)


def adds_to(c: Clause, talk: Talk) -> bool:
    """ "Add 10 % to the music volume": more of what is there."""
    return bool(c.verb("add") and c.kinds & {"pct", "frac", "db"} and _ADDED_TO.search(talk.normal, c.start, c.end))


def compared_share(c: Clause) -> bool:
    """ "50 % louder": a share right before the comparison is a change, whatever else the clause says."""
    return any(a.kind in ("pct", "frac") and b.kind == "cmp" and b.name in ("louder", "quieter") for a, b in pairwise(c.tokens))
