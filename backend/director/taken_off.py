"""Things taken away in words that mean something else where they stand alone: "take the fade out", "cut the music", "should go last"."""

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_TAKES = {"take", "took", "taken", "turn", "get", "switch"}
_OWNERS = {"the", "that", "this", "my", "our", "all", "those", "these", "any"}
_PUT_OFF = {"fade away", "fade out", "fades out", "fades away", "fade off", "crop off", "crop out", "zoom out"}


def effect_off(normal: str, tokens: list[Token], at: int) -> None:
    """ "Take the fade out", "turn the crop off": the effect is a thing there, and its particle belongs to the verb before it."""
    token = tokens[at]
    word = normal[token.start : token.end]
    if word not in _PUT_OFF or not at or normal[tokens[at - 1].start : tokens[at - 1].end] not in _OWNERS:
        return
    verb = next((t for t in tokens[max(0, at - 3) : at] if normal[t.start : t.end] in _TAKES), None)
    if verb is not None:
        verb.kind, verb.name, verb.value = "verb", "remove", None
        token.name = {"zoom out": "zoom_in"}.get(word, token.name)
        token.end = token.start + len(word.split()[0])


_WHERE = {"first", "last", "start", "end", "from_start", "from_end", "before", "after", "between", "to", "at"}
_SHOULD = {"should go", "must go", "has to go", "have to go", "needs to go", "need to go", "can go"}


def goes_somewhere(normal: str, tokens: list[Token], at: int) -> None:
    """ "Clip 3 should go last": with a place behind it, to go is to move."""
    token, after = tokens[at], next((t for t in tokens[at + 1 :] if t.kind not in ("stop", "polite")), None)
    numbered = any(t.kind == "ord" or t.name == "clip" for t in tokens[max(0, at - 4) : at])
    if numbered and after is not None and after.kind in ("rel", "noun") and after.name in _WHERE:
        token.kind, token.name = "verb", "move"


def is_put_somewhere(normal: str, word: str) -> bool:
    """Whether the words of a verb say that something is to go."""
    return word in _SHOULD


_CUT_AWAY = {"caption", "title", "music", "logo", "pip", "transition", "noise", "chapter", "fade"}
_AMOUNTS = {"pct", "frac", "db", "dur", "range", "head", "tail", "point", "clock", "part", "mid", "until", "onset", "factor", "num", "ord"}


def cut_away(c: Clause, talk: Talk) -> None:
    """ "Cut the music": a thing on the picture or under it is taken away, where no stretch of it and no amount is named."""
    verb = c.find("verb", "cut")
    place = c.tokens.index(verb) + 1 if verb else 0
    after = c.tokens[place] if verb and place < len(c.tokens) else None
    if verb is None or after is None or after.name not in _CUT_AWAY or talk.word(verb) not in ("cut", "chop") or c.kinds & _AMOUNTS:
        return
    if not c.has("to", "halves", "for", "at", "into", "split"):
        verb.name = "remove"
        c.refresh()


_OF_TIME = {"clock", "dur", "point", "num", "colon"}
_STAYING = {"video", "pronoun", "same_range", "mark", "clip"}
_WISHED = {"want", "prefer", "need", "leave", "have", "with"}


def comes_again(normal: str, tokens: list[Token], at: int) -> None:
    """把重复的那段剪掉, "cut the repeated part": how it was filmed; nothing is to be repeated."""
    after = next((t for t in tokens[at + 1 : at + 3] if t.kind not in ("polite", "stop")), None)
    word = normal[tokens[at].start : tokens[at].end]
    asked = normal.endswith(("be ", "get ", "it ", "this "), 0, tokens[at].start) or (after and after.kind in ("num", "times"))
    told = normal.startswith(("的", "了"), tokens[at].end) or (word == "repeated" and after is not None and not asked)
    if tokens[at].name == "loop" and told:
        tokens[at].kind = tokens[at].name = "polite"


def nothing_there(normal: str, tokens: list[Token], at: int) -> None:
    """ "Nothing past 0:45 should be in there": what lies there is taken out. "Nothing past 1:00 should be sped up" is another thing."""
    end = next((i for i in range(at, len(tokens)) if tokens[i].kind == "sep"), len(tokens))
    rest = [t for t in tokens[at + 1 : end] if t.kind != "polite"]
    before = tokens[at - 1] if at else None
    if before is not None and before.kind == "verb" and normal[before.start : before.end] not in _WISHED:
        return
    if len(rest) < 2 or rest[0].name not in ("after", "before") or rest[1].kind not in _OF_TIME:
        return
    if all(t.name in _STAYING or t.kind in _OF_TIME for t in rest[2:]):
        tokens[at] = Token("verb", "remove", tokens[at].start, tokens[at].end)
