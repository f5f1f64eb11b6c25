"""What a word means by the words beside it: "um" in quotes, to silence a person, the last change, "more low"."""

from backend.director.hesitations import hesitation
from backend.director.leading import (
    between_the_two,
    cut_as_noun,
    first_leads,
    halves_of_a_time,
    last_slipped,
    lasts,
    lowered_to,
    next_leads,
    on_the_dot,
    or_longer,
    pause_at,
    redacted_sound,
    skips_a_clip,
    so_leads,
    stopped_for,
    warm_up,
    zoom_between_times,
)
from backend.director.placing import PLACING, placed
from backend.director.taken_off import comes_again, effect_off, goes_somewhere, is_put_somewhere, nothing_there
from backend.director.tokens import Token

_LOW = {"low", "soft", "weak", "faint", "down"}
_DOWN = {"slow_down", "quieter", "darker", "small", "shorten", "decrease", "too_slow"}


def _more_of_less(normal: str, tokens: list[Token], at: int) -> None:
    """ "More low", "more slow", "more small": what is less does not become more."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or normal[tokens[at].start : tokens[at].end] not in ("more", "even more", "much more"):
        return
    if normal[after.start : after.end] in _LOW:
        tokens[at : at + 2] = [Token("verb", "decrease", tokens[at].start, after.end)]
    elif after.name in _DOWN:
        del tokens[at]


_CARRIES = {"slide", "bring", "push", "pull", "take", "drag", "bump", "shuffle", "get"}
_GOALS = {"first", "last", "start", "end", "from_start", "from_end", "before", "after", "onward"}


def _moved(normal: str, tokens: list[Token], at: int) -> None:
    """ "Slide the fifth up to the head", "bring clip two to the front": to carry a clip to a place is to move it."""
    if normal[tokens[at].start : tokens[at].end] not in _CARRIES:
        return
    end = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind == "sep"), len(tokens))
    rest = [t for t in tokens[at + 1 : end] if t.kind not in ("stop", "polite")]
    numbered = bool(rest) and (rest[0].kind == "ord" or (len(rest) > 1 and rest[0].name == "clip" and rest[1].kind == "num"))
    if numbered and any(t.name in _GOALS for t in rest[1:]):
        tokens[at].kind, tokens[at].name, tokens[at].value = "verb", "move", None


def _backwards(normal: str, tokens: list[Token], at: int) -> None:
    """ "Reverse the last 3 seconds": a stretch is played backwards, an edit taken back."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    stepped = any(t.kind == "step" or t.name == "step" for t in tokens[at + 1 : at + 4])
    if token.name == "reverse" and stepped:
        token.kind, token.name = "verb", "undo"
    said = token.name == "undo" and normal[token.start : token.end] == "reverse the last"
    if said and after is not None and (after.kind in ("dur", "frac") or after.name in ("clip", "part")):
        tokens[at : at + 1] = [Token("verb", "reverse", token.start, token.start + 7), Token("rel", "last", token.end - 4, token.end)]


def _infinitive(normal: str, tokens: list[Token], at: int) -> None:
    """ "Please to cut", "I want to trim": the "to" before the first verb of a wish is no relation."""
    if at + 1 >= len(tokens) or normal[tokens[at].start : tokens[at].end] != "to" or tokens[at + 1].kind != "verb":
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind != "polite"), None)
    if before is None or before.kind == "sep":
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _to_go(normal: str, tokens: list[Token], at: int) -> None:
    """ "I'd like the first ten seconds to go": what goes is taken out. "From minute 0:30": the unit before a clock says nothing."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    word = normal[tokens[at].start : tokens[at].end]
    if word == "minute" and after is not None and after.kind == "clock":
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)
    if word != "to" or after is None or normal[after.start : after.end] != "go":
        return
    if at + 2 == len(tokens) or tokens[at + 2].kind == "sep":
        tokens[at : at + 2] = [Token("verb", "remove", tokens[at].start, after.end)]


def _sort_of_music(normal: str, tokens: list[Token], at: int) -> None:
    """ "Some upbeat pop": behind a mood, pop is music. "Into Polish": a language there."""
    word = normal[tokens[at].start : tokens[at].end]
    before = tokens[at - 1] if at else None
    if word == "pop" and before is not None and before.kind in ("mood", "genre"):
        tokens[at].kind, tokens[at].name = "genre", "genre"
    if word == "polish" and before is not None and normal[before.start : before.end] in ("into", "in", "to", "and", "translate", ","):
        named = any(t.name in ("translate", "caption") or t.kind == "language" for t in tokens)
        if named:
            tokens[at].kind, tokens[at].name = "language", "pl"


def _names_a_clip(tokens: list[Token], at: int) -> bool:
    behind = next((t for t in tokens[at:] if t.kind not in ("polite", "stop")), None)
    return behind is not None and (behind.kind == "ord" or behind.name in ("clip", "video"))


def _goes_there(tokens: list[Token], at: int) -> None:
    """ "The captions can go at the top": what goes to a place is moved there."""
    beside = at + 1 < len(tokens) and tokens[at + 1].kind == "rel" and tokens[at + 1].name in ("before", "after")
    if beside and _names_a_clip(tokens, at + 2):
        for place, token in enumerate(tokens[:-1]):
            if token.name == "video" and tokens[place + 1].kind == "num":
                token.name = "clip"
        tokens[at].name = "move"
        return
    behind = next((t for t in tokens[at + 1 :] if t.kind not in ("polite", "stop", "rel", "particle")), None)
    if behind is not None and behind.kind == "place":
        tokens[at].name = "move"


_EXCHANGES = {"swap", "replace", "exchange", "trade", "switch", "change", "swap out", "switch out"}


def _exchanged(normal: str, tokens: list[Token], at: int) -> None:
    """ "Swap the jazz for classical": the first is what is there."""
    token = tokens[at]
    if token.kind not in ("genre", "mood") or not any(normal[t.start : t.end] in _EXCHANGES for t in tokens[:at]):
        return
    rest = [t for t in tokens[at + 1 : at + 5] if t.kind not in ("stop", "polite") and t.name != "music"]
    if len(rest) > 1 and normal[rest[0].start : rest[0].end] in ("for", "with", "to", "into") and rest[1].kind in ("genre", "mood"):
        token.kind, token.name = "noun", "music"


def _last_step(normal: str, tokens: list[Token], at: int) -> None:
    """ "The last change": change is a noun there."""
    if tokens[at].name != "last":
        return
    for token in tokens[at + 1 : at + 3]:
        if normal[token.start : token.end] in _CHANGES:
            token.kind, token.name = "noun", "step"


_OWNERS = {"the", "my", "his", "her", "their", "our", "that", "this", "all", "both", "these", "those"}


def _silenced(normal: str, tokens: list[Token], at: int) -> None:
    """ "Silence the original sound": to silence a thing is to mute it."""
    token = tokens[at]
    word = normal[token.start : token.end]
    slipped = token.fuzzy and word.startswith("s") and " " not in word and word[-1] == "e"
    if token.name != "silence" or not (slipped or word in ("silence", "silencing", "hush")):
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind != "polite"), None)
    after = next((t for t in tokens[at + 1 :] if t.kind not in ("polite", "only")), None)
    things = ("sound", "voice", "video", "clip", "music", "pronoun", "all")
    stretches = ("ord", "head", "tail", "range", "clock", "dur", "num", "point", "quote")
    beside = tokens[at + 1] if at + 1 < len(tokens) else None
    owned = beside is not None and normal[beside.start : beside.end] in _OWNERS
    muted = after is not None and (after.kind in stretches or after.name in (*things, "whole", "first", "last", "from", "between") or owned)
    timed = before is not None and before.kind in ("clock", "dur", "num", "end", "mark")
    if muted and (before is None or timed or before.kind == "sep" or before.name in ("only", "even")):
        token.kind, token.name = "verb", "mute"


_CHANGES = ("change", "edit", "changes", "edits", "修改", "改动", "编辑")


def _described(normal: str, before: Token) -> bool:
    """ "A dramatic score": what stands before it says that it is a thing."""
    return before.kind in ("mood", "genre", "look") or normal[before.start : before.end] in ("a", "the")


def _to_black(normal: str, tokens: list[Token], at: int) -> None:
    """ "Change the font colour to black": black is the colour there, not where a picture fades to."""
    token = tokens[at]
    if any(t.name == "colour" and t.kind == "noun" for t in tokens[max(0, at - 3) : at]) and normal[token.start : token.end] == "to black":
        tokens[at : at + 1] = [Token("rel", "to", token.start, token.start + 2), Token("colour", "black", token.start + 3, token.end)]


def _with(tokens: list[Token], at: int) -> bool:
    """Whether "with" stands before it: "… with a pop"."""
    before = next((t for t in reversed(tokens[:at]) if t.kind not in ("stop", "polite", "degree")), None)
    return before is not None and before.name == "with"


_FRAMED = {"picture", "bottom", "edge", "image"}


def _off_the_top(normal: str, tokens: list[Token], at: int) -> None:
    """ "10 % off the top and bottom", "off the top of the picture": an edge, not the beginning."""
    near = [t for t in tokens[at + 1 : at + 5] if t.kind not in ("stop", "polite")][:2]
    if any(t.name in _FRAMED and t.kind in ("noun", "place") for t in near):
        tokens[at] = Token("place", "top", tokens[at].end - 3, tokens[at].end)


_POPS = {"comma", "and", "title"}


def _popped(normal: str, tokens: list[Token], at: int) -> None:
    """ "Make it pop in" is how it comes; "pop the logo in the corner" puts it there."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    word = normal[tokens[at].start : tokens[at].end]
    written = any(t.kind in ("quote", "handle") or t.name == "title" for t in tokens[:at])
    ends = after is None or after.kind == "sep"
    if word != "pop" and before is not None and (before.name == "pronoun" or (written and ends and before.name in _POPS)):
        tokens[at].kind, tokens[at].name = "motion", "pop"
    owned = after is not None and (after.kind in ("file", "quote") or normal[after.start : after.end] in ("the", "my", "a", "our", "some"))
    if word == "pop" and owned:
        tokens[at].kind, tokens[at].name = "verb", "add"


_MORE = {"more", "even more", "much more"}
_TO = {"to", "minute"}


_OF_A_WORD = {
    "las": last_slipped,
    "skip the": skips_a_clip,
    "pause": pause_at,
    "stop at": stopped_for,
    "sharp": on_the_dot,
    "warm-up": warm_up,
    "between the two": between_the_two,
    "zoom between": zoom_between_times,
    "zooms between": zoom_between_times,
    "off the top": _off_the_top,
    "nothing": nothing_there,
    "repeated": comes_again,
    "重复": comes_again,
    "plus": or_longer,
} | dict.fromkeys(_MORE, _more_of_less)


def before_joining(normal: str, tokens: list[Token], at: int) -> None:
    """What a word means, found out before it is joined with a particle further on."""
    token, word = tokens[at], normal[tokens[at].start : tokens[at].end]
    if token.name in ("undo", "reverse"):
        _backwards(normal, tokens, at)
    elif reading := _OF_A_WORD.get(word):
        reading(normal, tokens, at)
    elif word in _CARRIES:
        _moved(normal, tokens, at)
    elif token.name in ("fade", "crop", "zoom_out"):
        effect_off(normal, tokens, at)
    elif token.name == "halves":
        halves_of_a_time(normal, tokens, at)
    elif token.name == "blur" and token.kind == "verb":
        redacted_sound(normal, tokens, at)
    elif token.kind == "ord" and at and tokens[at - 1].kind == "sep":
        next_leads(normal, tokens, at)
    elif token.name == "shorten" and word.endswith(" to"):
        lowered_to(normal, tokens, at)
    elif token.name == "first" and word == "first":
        first_leads(normal, tokens, at)
    elif word.startswith("so ") and token.kind in ("cmp", "noun", "look"):
        so_leads(normal, tokens, at)
    elif is_put_somewhere(normal, word):
        goes_somewhere(normal, tokens, at)


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether a wish begins at the token."""
    return not at or (tokens[at - 1].kind in ("sep", "polite", "only") and tokens[at - 1].name not in ("with", "stop"))


def after_joining(normal: str, tokens: list[Token], at: int) -> None:
    """What a word means, found out when it is joined."""
    token, word = tokens[at], normal[tokens[at].start : tokens[at].end]
    if word in _TO:
        _infinitive(normal, tokens, at)
        _to_go(normal, tokens, at)
    elif token.name == "remove" and word.endswith(" go"):
        _goes_there(tokens, at)
    elif word in PLACING or token.kind == "colour":
        placed(normal, tokens, at)
    elif word == "throw" and at + 1 < len(tokens) and tokens[at + 1].kind == "ord":
        token.kind, token.name = "verb", "remove"
    elif word.startswith("cut") and token.kind == "verb":
        cut_as_noun(normal, tokens, at)
    elif token.name == "last":
        if not lasts(normal, tokens, at):
            _last_step(normal, tokens, at)
    elif token.name == "black" and token.kind == "rel":
        _to_black(normal, tokens, at)
    elif token.name == "silence":
        _silenced(normal, tokens, at)
    elif token.kind == "quote":
        hesitation(normal, tokens, at)
    elif word in ("score", "tune") and at and _described(normal, tokens[at - 1]):
        token.kind, token.name = "noun", "music"
    elif word in ("pop in", "pop up") or (word == "pop" and token.kind == "look" and _opens(tokens, at)):
        _popped(normal, tokens, at)
    elif word == "pop" and _with(tokens, at) and any(t.kind in ("quote", "handle") or t.name == "title" for t in tokens[:at]):
        token.kind, token.name = "motion", "pop"
    elif word in ("pop", "polish") or token.kind in ("genre", "mood"):
        _sort_of_music(normal, tokens, at)
        _exchanged(normal, tokens, at)
