"""Words that only lead into a wish: "ok so slow …", "first brighten it, then …", "for the closing, …"; and "in two seconds"."""

import re

from backend.director.clauses import Clause
from backend.director.quantities import quantity_at
from backend.director.scan import phrase_at
from backend.director.tokens import Token

_UNIT = re.compile(r"\s+(?:an?\s+)?(?:speed|volume|size|opacity|secs?|seconds?|minutes?|mins?|hours?)\b")


def opens(tokens: list[Token], at: int) -> bool:
    """Whether a wish begins at the token."""
    return not at or tokens[at - 1].kind == "sep" or (tokens[at - 1].kind == "polite" and tokens[at - 1].name == "polite")


def so_leads(normal: str, tokens: list[Token], at: int) -> None:
    """ "Ok so slow motion from …": "so" leads on there; "it's so slow" complains."""
    token = tokens[at]
    if not opens(tokens, at) or at + 1 >= len(tokens) or tokens[at + 1].kind == "sep":
        return
    start = token.start + len("so ")
    whole = phrase_at(normal, start)
    if whole is None:
        return
    covered = next((i for i in range(at, len(tokens)) if tokens[i].end >= whole.end), at)
    tokens[at : covered + 1] = [whole]


def next_leads(normal: str, tokens: list[Token], at: int) -> None:
    """ "First drop clip 3, second add …": the next thing to be done, not the second of something."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    counted = opens(tokens, at) and after is not None and after.kind == "verb"
    if counted and normal[tokens[at].start : tokens[at].end] in ("second", "third", "fourth") and normal.lstrip().startswith("first"):
        tokens[at] = Token("sep", "then", tokens[at].start, tokens[at].end)


_DONE = ("verb", "look", "neg", "motion")


def first_leads(normal: str, tokens: list[Token], at: int) -> None:
    """ "First brighten it, then …": the first thing to be done, not the first of something."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if opens(tokens, at) and after is not None and normal[after.start : after.end] != "to" and _acts(after):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _acts(after: Token) -> bool:
    return after.kind in _DONE or (after.kind == "sep" and after.name == "comma") or after.name == "brighter"


def halves_of_a_time(normal: str, tokens: list[Token], at: int) -> None:
    """ "In two seconds", "in half a minute": a length, not two halves."""
    token = tokens[at]
    number = normal.find(" ", token.start) + 1
    if not number or number >= token.end or _UNIT.match(normal, token.end) is None:
        return
    quantity = quantity_at(normal, number)
    if quantity is None or quantity[-1].kind not in ("dur", "frac"):
        return
    covered = next((i for i in range(len(tokens) - 1, at - 1, -1) if tokens[i].start < quantity[-1].end), at)
    tokens[at : covered + 1] = [Token("particle", "in", token.start, number - 1), *quantity]


_LEADS = {"for", "at", "from_start", "from_end", "first", "last", "start", "end"}


def led_by_an_end(clauses: list[Clause]) -> list[Clause]:
    """ "… For the closing, fade to black": what opens a sentence with an end belongs to what follows, not to what was said before."""
    at = 1
    while at + 1 < len(clauses):
        lead, after = clauses[at], clauses[at + 1]
        named = lead.kinds <= {"noun", "rel", "polite"} and lead.names <= _LEADS | {"polite"} and lead.names & _LEADS - {"for", "at"}
        opens = lead.joiner in ("stop", "numbered", "then") and after.joiner == "comma"
        led = opens and _only_a_stretch(lead) and _takes_a_stretch(after)
        if led or (opens and named and after.verb("fade")):
            told = [t for t in after.tokens if not (led and t.name == "pronoun")]
            clauses[at : at + 2] = [Clause(lead.tokens + told, lead.joiner)]
        at += 1
    return clauses


_STRETCHES = {"range", "head", "tail"}


def _only_a_stretch(lead: Clause) -> bool:
    return lead.kinds <= _STRETCHES | {"polite", "only"} and bool(lead.kinds & _STRETCHES)


def _takes_a_stretch(after: Clause) -> bool:
    """ "… From 2:30 to 3:10, play it at 4x": what is done there; a detail of what was said before is none."""
    if after.kinds & (_STRETCHES | {"point", "clock", "quote", "place", "colour", "size"}):
        return False
    return "factor" in after.kinds or after.verb("speed_up", "slow_down", "mute", "blur", "reverse", "zoom_in", "cut", "remove")


def zoom_between_times(normal: str, tokens: list[Token], at: int) -> None:
    """ "A 2x zoom between 0:10 and 0:20": a zoom for a stretch, not what stands between clips."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind not in ("clock", "dur", "num", "point") or not normal.startswith("zoom", token.start):
        return
    middle = token.end - len("between")
    tokens[at : at + 1] = [Token("verb", "zoom_in", token.start, middle - 1), Token("rel", "between", middle, token.end)]


def between_the_two(normal: str, tokens: list[Token], at: int) -> None:
    """ "Between the two and the four minute mark": a stretch of time, not what stands between two clips."""
    rest = [t for t in tokens[at + 1 : at + 5] if t.kind != "polite"]
    if len(rest) > 1 and rest[0].name == "and" and rest[1].kind in ("dur", "clock", "point"):
        start, end = tokens[at].start, tokens[at].end
        tokens[at : at + 1] = [Token("rel", "between", start, start + len("between")), Token("num", "num", end - len("two"), end, 2.0)]


def redacted_sound(normal: str, tokens: list[Token], at: int) -> None:
    """ "Redact the audio": sound is muted, what is seen is blurred."""
    after = next((t for t in tokens[at + 1 : at + 4] if t.kind != "polite"), None)
    if after is not None and after.name in ("sound", "voice") and normal.startswith(("redact", "censor"), tokens[at].start):
        tokens[at].name = "mute"


def stopped_for(normal: str, tokens: list[Token], at: int) -> None:
    """ "Stop at 0:09 for 2 seconds": the picture is held there, it does not end."""
    time, link, length = (tokens[at + 1 : at + 4] + [None] * 3)[:3]
    held = time is not None and time.kind in ("clock", "dur", "num") and link is not None and link.name == "for"
    if held and length is not None and length.kind in ("dur", "num") and normal.startswith("stop", tokens[at].start):
        start, end = tokens[at].start, tokens[at].end
        tokens[at : at + 1] = [Token("verb", "freeze", start, start + len("stop")), Token("rel", "at", end - len("at"), end)]


def warm_up(normal: str, tokens: list[Token], at: int) -> None:
    """ "The warm-up": what is done before a sport, no colour."""
    if normal.endswith(("the ", "my ", "our ", "a ", "for "), 0, tokens[at].start):
        tokens[at] = Token("word", "warm-up", tokens[at].start, tokens[at].end, "warm-up")


def on_the_dot(normal: str, tokens: list[Token], at: int) -> None:
    """ "At 20 minutes sharp": no picture is to be sharper."""
    if at and tokens[at - 1].kind in ("clock", "dur", "num", "point") and normal.startswith("sharp", tokens[at].start):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def pause_at(normal: str, tokens: list[Token], at: int) -> None:
    """ "Pause at 0:20 for 3 seconds", "put a 2 second pause at 1:10": the picture is held; pauses elsewhere are silence."""
    if tokens[at].name != "silence":
        return
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    thing = next((t for t in tokens[at + 1 : at + 4] if t.kind not in ("stop", "polite")), None)
    if thing is not None and thing.name in ("music", "sound", "voice") and opens(tokens, at):
        tokens[at].kind, tokens[at].name = "verb", "mute"  # "pause the music from … to …"
        return
    begun = max((i + 1 for i in range(at) if tokens[i].kind == "sep"), default=0)
    put = any(t.kind == "verb" and t.name in ("add", "make") for t in tokens[begun:at]) and any(t.kind == "dur" for t in tokens[begun:at])
    if after is not None and after.name == "at" and (put or (opens(tokens, at) and any(t.name == "for" for t in tokens[at + 2 : at + 5]))):
        tokens[at].kind, tokens[at].name = "verb", "freeze"


def lowered_to(normal: str, tokens: list[Token], at: int) -> None:
    """ "Bring it down to 20": a level, where no time follows."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind not in ("num", "pct", "db") or not normal.startswith(("bring", "get", "take"), token.start):
        return
    to = Token("rel", "to", token.end - 2, token.end)
    it = [Token("noun", "pronoun", token.start, token.start + 2)] if " it " in normal[token.start : token.end] else []
    tokens[at : at + 1] = [Token("verb", "decrease", token.start, token.end - 3), *it, to]


def skips_a_clip(normal: str, tokens: list[Token], at: int) -> None:
    """ "Skip the first clip": what is skipped is there and goes; "skip the music" only says that none is wanted."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and (after.kind == "ord" or (after.kind == "rel" and after.name in ("first", "last"))):
        tokens[at] = Token("verb", "remove", tokens[at].start, tokens[at].start + len("skip"))


def last_slipped(normal: str, tokens: list[Token], at: int) -> None:
    """ "Teh las 5 seconds": the slip of "last" where what it counts follows; Las Vegas is none."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and (after.kind in ("dur", "num", "frac") or after.name in ("clip", "step")):
        tokens[at] = Token("rel", "last", tokens[at].start, tokens[at].end)


_CUT_NOUN = re.compile(r"\b(?:hair|jump|hard|match|paper|final|rough|clean|buzz|crew|director'?s) $")
_MADE = re.compile(r"\b(?:make|do|put|add|place|insert|need|want|create)(?: me| us)? (?:a|the|this|that|each|every|another) $")
_OWNED = re.compile(r"\b(?:a|the|this|that|each|every|any|all|your|my|those|these) $")
_OF_CUTS = re.compile(r" (?:between|at|is|was|are|were|looks?|feels?|comes?|points?)\b")
_PASSIVE = re.compile(r"\b(?:gets?|got|getting|being|been) $")


def cut_as_noun(normal: str, tokens: list[Token], at: int) -> None:
    """ "The cut between the clips", "her hair cut", "someone gets cut off": nothing is to be cut."""
    token = tokens[at]
    before = normal[max(0, token.start - 24) : token.start]
    owned = _OWNED.search(before) and _OF_CUTS.match(normal, token.end) and not _MADE.search(before)
    between = _OWNED.search(before) and normal.startswith(" between", token.end)
    if owned or between or _CUT_NOUN.search(before) or _PASSIVE.search(before):
        token.kind, token.name, token.value = "word", "word", normal[token.start : token.end]


def or_longer(normal: str, tokens: list[Token], at: int) -> None:
    """ "Pauses of 2 seconds plus should go": behind a length and before the end of its wish, plus is at least."""
    after = tokens[at + 1 : at + 3]
    ends = not after or after[0].kind == "sep"
    goes = bool(after) and after[0].name == "remove" and (len(after) == 1 or after[1].kind == "sep")
    if at and tokens[at - 1].kind == "dur" and (ends or goes):
        tokens[at] = Token("rel", "longer_than", tokens[at].start, tokens[at].end)


_LASTING = {"should", "must", "will", "would", "can", "could", "might", "to"}
_MAKES, _LASTS = ("make", "let", "have", "making"), {"pronoun", "title", "caption", "music", "logo", "pip"}


def lasts(normal: str, tokens: list[Token], at: int) -> bool:
    """ "It should last 5 seconds", "make it last a minute": the verb; which stretch is not told by it."""
    before, after = (tokens[at - 1], tokens[at + 1]) if 0 < at < len(tokens) - 1 else (None, None)
    if before is None or after is None or after.kind != "dur" or normal[tokens[at].start : tokens[at].end] != "last":
        return False
    made = before.name in _LASTS and any(normal[t.start : t.end] in _MAKES for t in tokens[max(0, at - 3) : at - 1])
    if normal[before.start : before.end] not in _LASTING and not made:
        return False
    tokens[at] = Token("rel", "exactly", tokens[at].start, tokens[at].end)
    return True
