"""What a speaker takes back in the same breath: "2x, no wait, 1.5x" is 1.5x; "mute it, scratch that, just make it quieter".

A correction that holds nothing but values puts them in the place of those said before it; any other replaces the clause before it.
"""

from backend.director.clauses import THINGS
from backend.director.tokens import Token

_FILLS = {"polite", "stop", "only", "degree"}
_FILL_NAMES = {"make", "to", "at", "pronoun", "exactly", "instead", "replace", "by", "for", "and", "comma", "start_at"}
_GROUPS = (
    {"dur", "clock", "point", "num"},
    {"factor", "times", "num", "frac"},
    {"pct", "num", "frac"},
    {"db", "num"},
    {"fps", "num"},
    {"height", "num"},
    {"deg", "num"},
    {"ord", "num"},
    {"ratio", "aspect"},
    {"quote", "handle"},
    {"genre", "mood"},
    {"place"},
    {"colour"},
    {"language"},
    {"look"},
    {"size"},
    {"motion"},
    {"file"},
)
_SENSES = {"clockwise", "counter"}
_VALUES = frozenset().union(*_GROUPS)
_TAKES_BACK = ("scratch that", "cancel that", "never mind that", "forget that")
_SCRAPS = ("scrap that", "strike that", "scratch that")
_ENDS = {"stop", "ask_mark", "numbered", "then"}


_EFFECTS = {"crop", "zoom_in", "fade", "blur", "freeze", "reverse", "crossfade", "wipe", "slide", "loop", "speed_up", "slow_down"}


def _named(normal: str, tokens: list[Token], at: int) -> bool:
    """ "Scrap that crop": the thing right behind the words that take something back, at the end of the wish, is what goes."""
    thing, after = tokens[at + 1], tokens[at + 2] if at + 2 < len(tokens) else None
    if thing.kind == "noun":
        return thing.name in THINGS
    return thing.start - tokens[at].end <= 1 and thing.name in _EFFECTS and (after is None or after.kind in ("sep", "polite", "noun"))


def _opens(normal: str, tokens: list[Token], at: int) -> str:
    """ "firm" where the token at `at` takes something back, "weak" where it may, "" where it does not."""
    token = tokens[at]
    word = normal[token.start : token.end]
    if token.kind == "sep" and token.name == "correct":
        if word in _SCRAPS and at + 1 < len(tokens) and _named(normal, tokens, at):
            token.kind, token.name = "verb", "remove"
            return ""
        following = [t.name for t in tokens[at + 1 : at + 3]]
        if word in _SCRAPS and ("last" in following or "step" in following):
            token.kind, token.name = "verb", "undo"
            return ""
        return "firm"
    if token.name == "undo" and word in _TAKES_BACK and any(t.kind == "verb" for t in tokens[:at]):
        return "firm"
    after = tokens[at + 1].kind if at + 1 < len(tokens) else ""
    if word in ("no", "不") and after not in ("sep", "dur", "num", "clock", "factor", "pct", "db", "quote"):
        return ""
    if word in ("make", "make it"):
        begun = max((i + 1 for i in range(at - 1) if tokens[i].kind == "sep"), default=0)
        if any(t.kind == "neg" for t in tokens[begun:at]):
            return ""
    paused = at > 0 and tokens[at - 1].kind == "sep" and tokens[at - 1].name in ("comma", "dash", "stop", "paren")
    return (
        "weak"
        if paused and word in ("actually", "no", "sorry", "wait", "rather", "or", "不", "make", "make it", "还是", "或者", "or rather")
        else ""
    )


def correct(normal: str, tokens: list[Token]) -> list[Token]:
    """The tokens with corrected values in place; a correction with words of its own begins with a separator "correct"."""
    at = 1
    while at < len(tokens):
        opening = _opens(normal, tokens, at)
        if not opening:
            at += 1
            continue
        end = next((i for i in range(at + 1, len(tokens)) if _closes(tokens, i, at)), len(tokens))
        while opening == "firm" and at > 1 and tokens[at - 1].kind == "sep":
            del tokens[at - 1]
            at, end = at - 1, end - 1
        if not _changes_another(normal, tokens, at, end) and _replaced(tokens, at, end):
            start = at - 1 if tokens[at - 1].kind == "sep" else at
            end = at + 1 + len(_leading_values(tokens, at, end))
            del tokens[start:end]
            at = start + 1
        elif opening == "firm":
            tokens[at] = Token("sep", "correct", tokens[at].start, tokens[at].end)
            while at + 1 < len(tokens) and tokens[at + 1].kind == "sep" and tokens[at + 1].name == "comma":
                del tokens[at + 1]
            at += 1
        else:
            at += 1
    return tokens


def _closes(tokens: list[Token], at: int, opened: int) -> bool:
    """Whether the correction ends before `at`: at a separator that does not directly follow its first words."""
    token = tokens[at]
    if token.kind != "sep":
        return False
    said = any(_is_value(t) for t in tokens[opened + 1 : at])
    return said or token.name in _ENDS


def _replaced(tokens: list[Token], opened: int, end: int) -> bool:
    """Put the values between `opened` and `end` in the place of the last of their sort before; False where there is more than values."""
    inside = _leading_values(tokens, opened, end)
    values = [t for t in inside if _is_value(t)]
    named = {t.name for t in tokens[:opened] if t.kind == "noun" or (t.kind == "rel" and t.name in ("first", "last"))}
    others = [t for t in inside if not _is_value(t) and t.kind not in _FILLS and t.name not in _FILL_NAMES and t.name not in named]
    if not values or others:
        return False
    targets, before = list[Token](), tokens[:opened]
    for value in reversed(values):
        target = next((t for t in reversed(before) if t not in targets and _alike(t, value)), None)
        if target is None:
            return False
        targets.append(target)
    for value, target in zip(reversed(values), targets, strict=True):
        _put(target, value)
    return True


def _changes_another(normal: str, tokens: list[Token], opened: int, end: int) -> bool:
    """ "Freeze at 0:40. Make it 5 seconds long": a value of another sort after "make it" tells more, it takes nothing back."""
    if not normal.startswith("make", tokens[opened].start):
        return False
    value = next((t for t in tokens[opened + 1 : end] if _is_value(t)), None)
    target = next((t for t in reversed(tokens[:opened]) if value is not None and _alike(t, value)), None)
    if value is None or target is None:
        return False
    place = tokens.index(target)
    moment = target.kind != "dur" or (place > 0 and tokens[place - 1].name == "at")
    told = moment and any(t.name == "length" for t in tokens[opened + 1 : end + 1])
    return told or (value.kind != target.kind and value.kind != "num" and {value.kind, target.kind} != {"genre", "mood"})


def _leading_values(tokens: list[Token], opened: int, end: int) -> list[Token]:
    """The tokens of the correction; only its first values where the value before it was cut off: "ten, no, fifteen seconds off"."""
    before = next((t for t in reversed(tokens[:opened]) if t.kind not in ("sep", "polite")), None)
    inside = tokens[opened + 1 : end]
    if before is None or before.kind not in _VALUES:
        return inside
    last = -1
    for i, token in enumerate(inside):
        if token.kind in _VALUES and _alike(before, token):
            last = i
        elif last >= 0 or (token.kind not in _FILLS and token.name not in _FILL_NAMES):
            break
    return inside[: last + 1] if last >= 0 else inside


def _is_value(token: Token) -> bool:
    return token.kind in _VALUES or (token.kind == "rel" and token.name in _SENSES)


def _alike(before: Token, now: Token) -> bool:
    if before.kind == now.kind == "rel":
        return before.name in _SENSES and now.name in _SENSES
    return any(before.kind in group and now.kind in group for group in _GROUPS)


def _put(target: Token, value: Token) -> None:
    """The new value in the old place; a bare number takes the unit of what it corrects."""
    if value.kind != "num":
        target.kind, target.name, target.value = value.kind, value.name, value.value
        if value.kind in ("quote", "handle", "file", "genre", "mood", "look"):
            target.start, target.end = value.start, value.end
        return
    unit = float(target.name) if target.kind == "dur" and target.name.replace(".", "").isdigit() else 1.0
    target.value = int(value.value) if target.kind in ("ord", "height") else float(value.value) * unit
