"""Words that belong together though others stand between them, or that mean one thing side by side.

"take the captions off", "even them out", "leave the ums alone"; "not saying anything" is silence.
"""

from collections.abc import Sequence
from typing import Any

from backend.director.colloquial import colloquial
from backend.director.lexicon import _END, lexicon
from backend.director.senses import after_joining, before_joining
from backend.director.tokens import Token

_PARTICLES = {
    "up",
    "down",
    "out",
    "off",
    "away",
    "in",
    "back",
    "together",
    "around",
    "backwards",
    "backward",
    "alone",
    "apart",
    "over",
    "aside",
    "into",
}
_REACH = 5
_SPEAKING = {"talking", "speaking", "speech", "说话", "讲话", "人说话", "人讲话", "台词", "对白", "人声", "对话", "dialogue", "voice"}


_WAYS = {"up", "down", "higher", "lower", "raise", "lift", "push up", "bring up", "bring down", "pull down", "pull up"}


def _phrase(normal: str, first: Token, second: Token) -> tuple[str, str] | None:
    """The lexeme of the two words as one phrase, if there is one."""
    words = lexicon()
    node: dict[str, Any] | None = words.english
    for part in (*normal[first.start : first.end].replace("-", " ").split(), normal[second.start : second.end]):
        node = words.step(node, part) if node is not None else None
    return node.get(_END) if node is not None else None


def _gapped(normal: str, tokens: list[Token], at: int) -> bool:
    """Join the word at `at` with a particle further on: the particle goes, the word becomes the phrase."""
    first = tokens[at]
    if (
        not normal[first.start].isascii()
        or first.kind in ("sep", "stop", "rel", "polite")
        or (first.value not in (None, "way") and first.kind != "word")
    ):
        return False
    shared = False
    for ahead in range(at + 1, min(len(tokens), at + 5 + _REACH)):
        token = tokens[ahead]
        if (token.kind == "sep" and not _shared(normal, tokens, at, ahead)) or (ahead > at + _REACH and not shared):
            return False
        shared = shared or token.kind == "sep"
        word = normal[token.start : token.end]
        if (
            first.kind == "noun"
            and word in _PARTICLES
            and any(_phrase(normal, t, token) for t in tokens[at + 1 : ahead] if t.kind == "verb")
        ):
            return False
        if word in ("up to", "up until") and (lexeme := _phrase(normal, first, Token("rel", "up", token.start, token.start + 2))):
            first.kind, first.name = lexeme
            return True
        if word in _PARTICLES:
            lexeme = _phrase(normal, first, token)
            if lexeme is None or normal[first.start : first.end] == "close" or (word == "in" and _preposition(tokens, ahead + 1)):
                return False
            first.kind, first.name = lexeme
            first.value = f"{normal[first.start : first.end]} {word}" if first.kind == "verb" else None
            del tokens[ahead]
            return True
    return False


def _of_a_nearer(normal: str, between: list[Token], particle: Token) -> bool:
    """ "In the second clip take the blur off": the particle is of the verb."""
    return any(_phrase(normal, t, particle) for t in between if t.kind == "verb")


def _shared(normal: str, tokens: list[Token], at: int, place: int) -> bool:
    """ "Take the music and the captions off": the particle behind the second thing holds for both."""
    if normal[tokens[at].start : tokens[at].end] not in ("take", "turn", "switch", "get") or tokens[place].name not in ("and", "comma"):
        return False
    if _two_ends(normal, tokens, at, place):
        return True
    rest = [t for t in tokens[place + 1 : place + 5] if t.kind not in ("stop", "polite")][:2]
    named = [t for t in tokens[at + 1 : place] if t.kind == "noun"]
    return len(rest) == 2 and bool(named) and rest[0].kind == "noun" and normal[rest[1].start : rest[1].end] in ("off", "out", "away")


_ENDS = ("first", "last")


def _two_ends(normal: str, tokens: list[Token], at: int, place: int) -> bool:
    """ "Take the first 18 seconds and the last half minute away"."""
    stop = next((i for i in range(place + 1, len(tokens)) if tokens[i].kind == "sep"), len(tokens))
    behind = [t for t in tokens[place + 1 : stop] if t.kind not in ("stop", "polite")]
    timed = any(t.name in _ENDS for t in tokens[at + 1 : place]) and any(t.name in _ENDS for t in behind)
    return timed and 2 < len(behind) < 5 and normal[behind[-1].start : behind[-1].end] in ("off", "out", "away")


def _preposition(tokens: list[Token], after: int) -> bool:
    """Whether "in" belongs to what follows it: in the last 3 seconds, in yellow, in the corner."""
    token = next((t for t in tokens[after:] if t.kind != "polite"), None)
    return token is not None and (
        token.kind in ("noun", "place", "colour", "dur", "num", "aspect", "size", "style", "language", "motion")
        or token.name in ("first", "last", "from_start", "from_end")
        or token.kind == "ord"
    )


def _unspoken(normal: str, tokens: list[Token], at: int) -> bool:
    """A negation before speaking is silence."""
    if tokens[at].kind != "neg":
        return False
    firm = normal[tokens[at].start : tokens[at].end] not in ("not", "instead of", "rather than", "别", "不要", "不是", "并不是")
    for ahead in range(at + 1, min(len(tokens), at + 4)):
        token = tokens[ahead]
        if token.kind == "sep":
            return False
        if (token.kind == "verb" and token.name == "speak") or (
            firm and token.kind == "noun" and normal[token.start : token.end] in _SPEAKING
        ):
            tokens[at] = Token("noun", "silence", tokens[at].start, token.end)
            del tokens[at + 1 : ahead + 1]
            return True
        if token.kind not in ("stop", "polite", "degree") and normal[token.start : token.end] != "人":
            return False
    return False


def _denial(normal: str, tokens: list[Token], at: int) -> None:
    """不要 before a verb denies it; 去 takes away only what is named right behind it."""
    token, word = tokens[at], normal[tokens[at].start : tokens[at].end]
    if token.kind not in ("verb", "polite") or word not in ("不要", "去"):
        return
    if word == "不要" and normal[token.end : token.end + 1] in ("把", "将"):
        token.kind, token.name = "neg", "neg"
        return
    after = next((t for t in tokens[at + 1 :] if t.kind not in ("stop", "polite", "degree", "only")), None)
    if (
        word == "不要"
        and after
        and (
            after.kind in ("verb", "look", "aspect", "aspect_mode", "motion", "colour", "size", "place", "style")
            or after.name in ("brighter", "darker", "louder", "quieter")
        )
    ):
        token.kind, token.name = "neg", "neg"
    near = after is not None and after.kind in ("noun", "verb") and after.start - token.end <= 3
    if word == "去" and after is not None and after.kind == "dur" and after.start - token.end <= 1:
        token.kind, token.name = "verb", "remove"
    if word == "去" and near and after and after.name in _TAKEN:
        token.kind, token.name = "verb", "remove"
        if after.name == "mute":
            after.kind, after.name = "noun", "silence"


_TAKEN = {"silence", "filler", "noise", "music", "caption", "title", "logo", "shake", "bars", "start", "end", "sound", "voice", "mute"}


def join(normal: str, scanned: Sequence[Token]) -> list[Token]:
    """The tokens with separated words joined."""
    tokens = list(scanned)
    at = 0
    while at < len(tokens):
        if (
            tokens[at].name == "pronoun"
            and not normal[tokens[at].start].isascii()
            and at + 1 < len(tokens)
            and tokens[at + 1].kind in ("dur", "clock", "num", "ord")
        ):
            del tokens[at]
            continue
        if normal[tokens[at].start : tokens[at].end] in _WAYS and tokens[at].kind == "verb":
            tokens[at].value = "way"
        before_joining(normal, tokens, at)
        colloquial(normal, tokens, at)
        _gapped(normal, tokens, at)
        _unspoken(normal, tokens, at)
        _denial(normal, tokens, at)
        after_joining(normal, tokens, at)
        at += 1
    return tokens
