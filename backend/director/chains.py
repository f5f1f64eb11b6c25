"""Wishes of a few characters each in a row without a mark: 去停顿加字幕转竖屏, 降噪提亮配钢琴曲, 掐头五秒去尾三秒."""

from backend.director.clauses import THINGS
from backend.director.tokens import Token

_REACH = 24
"""Tokens back that are looked at, so that a long message without marks costs no more."""
_NEEDS_NOTHING = {"denoise", "stabilize", "normalize", "reverse", "mute"}
_OBJECTS = THINGS - {"fade", "sound", "voice"}
_FRAMES = {"aspect", "ratio", "height", "fps"}
_SAID_OF_IT = {"polite", "degree", "colour", "size", "style", "mood", "look", "language", "num", "motion", "only"}
_COMPLETES = _FRAMES | {"genre", "mood", "look", "factor", "pct", "db", "dur"}
_TAKES = {"remove", "cut", "trim"}
_ENDS = {"start", "end"}
_CURED = ("提亮", "调亮", "加亮", "打亮", "补光", "压暗", "调暗", "降亮")
_LETS = ("让", "使", "给我")
_MEANS = ("用", "以", "靠", "通过")


def heads_apart(normal: str, tokens: list[Token]) -> list[Token]:
    """掐头五秒 with its end as a token of its own; 掐头 alone stays one word."""
    done: list[Token] = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is not None and after.kind == "dur" and normal[token.start : token.end] in ("掐头", "去头", "掐尾", "去尾"):
            name = "start" if normal[token.end - 1] == "头" else "end"
            done += [Token("verb", "remove", token.start, token.end - 1), Token("noun", name, token.end - 1, token.end)]
        else:
            done.append(token)
    return done


def chained(normal: str, said: list[Token], token: Token, rest: list[Token]) -> bool:
    """Whether `token`, the first of `rest`, begins a short wish of its own behind the short wish that was `said`."""
    content = [t for t in said[-_REACH:] if t.kind not in ("polite", "degree") or _taking(normal, t)]
    if not content or normal[content[-1].end : token.start].strip("了的好吧 ") or normal.startswith(_MEANS, content[0].start):
        return False
    return _complete(normal, content) and _wishes(normal, content, token, rest)


_STRETCH = {"ord", "clock", "point"}
_AMOUNTS = {"dur", "num", "clock"}
_SUBJECTS = {"brightness", "saturation", "contrast", "picture", "sound", "voice", "speed_noun"}
_HEARD = {"sound", "voice", "music"}
_LEFT_OPEN = ("到", "在", "至", "成", "为", "给", "让", "用")
_SAYS = {"factor", "look", "cmp", "neg", "motion"}
_BELONGS = {"write", "add", "move", "end_at", "start_at", "make", "keep", "split"}


def own_wish(normal: str, said: list[Token], token: Token, rest: list[Token]) -> bool:
    """声音最后三秒淡出总音量降到七成: a stretch or a property with what becomes of it, behind a wish that is whole."""
    content = [t for t in said[-_REACH:] if t.kind not in ("polite", "degree") or _taking(normal, t)]
    if len(content) < 2 or not _whole(normal, content):
        return False
    subject = stretch_at(rest)
    if not subject and token.kind == "noun" and token.name in _SUBJECTS:
        named = {t.name for t in content if t.kind == "noun"}
        subject = 0 if token.name in named or (token.name in _HEARD and named & _HEARD) else 1
    behind = [t for t in rest[subject:] if t.kind not in ("polite", "degree", "rel")] if subject else []
    if behind and behind[0].name in ("picture", "clip", "same_range"):
        behind = behind[1:]
    if not behind or behind[0].kind == "sep":
        return False
    does = next((t for t in behind[:3] if t.kind == "verb" or t.kind in _SAYS or t.name in ("brighter", "darker")), None)
    return does is not None and not (does.kind == "verb" and does.name in _BELONGS)


def stretch_at(rest: list[Token]) -> int:
    """How many tokens the stretch takes that `rest` begins with; 0 where it begins with none."""
    kinds, names = [t.kind for t in rest[:4]], [t.name for t in rest[:4]]
    if len(rest) > 3 and kinds[0] in _AMOUNTS and kinds[1] == "rel" and names[1] in ("to", "dash") and kinds[2] in _AMOUNTS:
        return 3
    if len(rest) > 2 and kinds[0] == "rel" and names[0] in ("first", "last") and kinds[1] == "dur":
        return 2
    if len(rest) > 2 and kinds[0] == "noun" and names[0] in _ENDS and kinds[1] == "dur":
        return 2
    return 1 if len(rest) > 1 and kinds[0] in _STRETCH else 0


def _whole(normal: str, content: list[Token]) -> bool:
    """Whether a verb and what it is about were said, and nothing is left open."""
    last = content[-1]
    acts = [t for t in content if (t.kind == "verb" or _taking(normal, t)) and normal[t.start : t.end] not in _LETS]
    if not acts or normal[last.end - 1] in _LEFT_OPEN or last.kind in ("rel", "sep") or normal.startswith(_MEANS, content[0].start):
        return False
    if last.kind == "verb":
        return any(t.kind in ("noun", "dur", "ord", "clock") for t in content[:-1]) or last.name in _NEEDS_NOTHING
    return last.kind in (*_COMPLETES, "quote", "ord", "cmp") or (last.kind == "noun" and last.name in _OBJECTS)


def _taking(normal: str, token: Token) -> bool:
    """去 before what it takes away; which of its senses that is comes out later."""
    return normal[token.start : token.end] == "去" and token.kind == "polite"


def self_contained(normal: str, token: Token) -> bool:
    """提亮, 分章节: a noun of the lexicon that says what is to be done."""
    return normal.startswith(_CURED, token.start) or (token.name == "chapter" and normal[token.start] in "分打")


def _complete(normal: str, content: list[Token]) -> bool:
    """Whether a verb and what it needs were said."""
    acts = [t for t in content[:-1] if t.kind == "verb" or _taking(normal, t)]
    last, verbs = content[-1], [t for t in acts if normal[t.start : t.end] not in _LETS]
    if self_contained(normal, last):
        return True
    if last.kind == "verb":
        return last.name in _NEEDS_NOTHING or (last.name in _TAKES and any(t.kind == "noun" and t.name in _OBJECTS for t in content[:-1]))
    if verbs and verbs[-1].name in _TAKES and (last.kind == "ord" or last.name in ("clip", "rest", "same_range")):
        return True
    return bool(verbs) and (last.kind in _COMPLETES or (last.kind == "noun" and last.name in _OBJECTS))


def _wishes(normal: str, content: list[Token], token: Token, rest: list[Token]) -> bool:
    """Whether the token is a verb with an object that was not spoken of, or one that needs none."""
    if self_contained(normal, token):
        return True
    if token.kind == "verb" and token.name in _NEEDS_NOTHING:
        return not any(t.name == token.name for t in content)
    thing = next((t for t in rest[1:] if t.kind not in _SAID_OF_IT), None)
    if thing is None:
        return False
    named = {t.name for t in content if t.kind == "noun"} | {"music" for t in content if t.kind in ("genre", "mood")}
    if _taking(normal, token) or (token.kind == "verb" and token.name in _TAKES):
        if thing.name in _ENDS and len(rest) > rest.index(thing) + 1:
            return rest[rest.index(thing) + 1].kind == "dur"
        return (thing.kind == "noun" and thing.name in _OBJECTS - named) or (_taking(normal, token) and thing.name == "mute")
    if token.kind != "verb" or token.name not in ("add", "make", "replace"):
        return False
    if thing.kind == "genre":
        return "music" not in named
    return (thing.kind == "noun" and thing.name in _OBJECTS - named) or (token.name == "make" and thing.kind in _FRAMES)
