"""Clauses that tell instead of asking, and levels said as something else.

"Drop the music to a third" lowers it, "lower the music when people speak" ducks it, "I'm speaking English" asks for nothing.
"""

from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_LEVELS = {"sound", "music", "voice", "brightness", "contrast", "saturation", "speed_noun", "opacity", "size_noun"}


def lower_instead(c: Clause, talk: Talk) -> None:
    """ "Drop the music to a third", "cut the volume in half": with a level and an amount, taking away is lowering."""
    brought = next((t for t in c.all("verb", "shorten") if talk.word(t).endswith(" to")), None)
    about = bool(c.noun(*_LEVELS)) or (c.noun("pronoun") and talk.topic is not None and talk.topic.name in _LEVELS)
    newest = next(iter(reversed(talk.on_timeline)), "") if talk.topic is None and not talk.found else ""
    it = c.noun("pronoun") or (brought and " it " in talk.word(brought))
    if brought and (about or (newest in ("music", "volume") and it)) and c.kinds & {"pct", "db", "frac"}:
        brought.name = "decrease"
        c.tokens.insert(c.tokens.index(brought) + 1, Token("rel", "to", brought.end, brought.end))
        c.refresh()
    level = c.find("point?")
    heard = c.noun("sound", "voice", "music") and "verb" not in c.kinds
    if level and heard and talk.word(level).startswith("at") and 0 < level.value <= 200:
        level.kind, level.name = "pct", "pct"
        c.refresh()
    back = c.find("verb", "zoom_out")
    if back and talk.word(back).startswith("pull") and c.noun("sound", "voice", "music") and c.kinds & {"pct", "db", "frac"}:
        back.name = "decrease"
        c.refresh()
    verb = c.find("verb", "remove", "cut")
    pulled = next((t for t in c.all("verb", "keep") if talk.word(t) == "pull"), None)
    if pulled and c.noun("brightness", "contrast", "saturation", "music") and c.kinds & {"num", "pct", "db"}:
        pulled.name = "decrease"
        c.refresh()
    amount = c.kinds & {"pct", "frac", "db", "factor"} or c.has("halves")
    if (
        verb
        and amount
        and "place" not in c.kinds
        and not c.find("rel", "from_start", "from_end")
        and c.noun(*_LEVELS)
        and not c.noun("silence", "filler", "threshold")
        and (c.noun("sound", "voice") or c.has("to", "by", "halves") or not c.noun("music"))
    ):
        verb.name = "decrease"
        if half := c.find("rel", "halves"):
            half.kind, half.name, half.value = "frac", "part", 0.5
        c.refresh()


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
        known = talk.on_timeline.get("music", {})
        last.op, last.guessed = "music", False
        last.params = {k: v for k, v in known.items() if k in ("mood", "file")} | {"duck": True}
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
    if number is None or not way or not c.find("rel", "to") or c.kinds & {"db", "pct", "frac", "dur", "factor"}:
        return
    if (about or newest in ("music", "volume")) and 0 < number.value <= 200:
        number.kind, number.name = "pct", "pct"
        c.refresh()


def compared_share(c: Clause) -> bool:
    """ "50 % louder": a share right before the comparison is a change, whatever else the clause says."""
    return any(a.kind in ("pct", "frac") and b.kind == "cmp" and b.name in ("louder", "quieter") for a, b in pairwise(c.tokens))
