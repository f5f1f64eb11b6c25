"""Words that belong together though others stand between them, or that mean one thing side by side.

"take the captions off", "even them out", "leave the ums alone"; "not saying anything" is silence.
"""

from collections.abc import Sequence
from typing import Any

from backend.director.colloquial import colloquial
from backend.director.lexicon import _END, lexicon
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
        or (first.value is not None and first.kind != "word")
    ):
        return False
    for ahead in range(at + 1, min(len(tokens), at + 1 + _REACH)):
        token = tokens[ahead]
        if token.kind == "sep":
            return False
        word = normal[token.start : token.end]
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


def _preposition(tokens: list[Token], after: int) -> bool:
    """Whether "in" belongs to what follows it: in the last 3 seconds, in yellow, in the corner."""
    token = next((t for t in tokens[after:] if t.kind != "polite"), None)
    return token is not None and (
        token.kind in ("noun", "place", "colour", "dur", "num", "aspect", "size", "style", "language", "motion")
        or token.name in ("first", "last", "from_start", "from_end")
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
        if token.kind not in ("stop", "polite", "degree"):
            return False
    return False


def _denial(normal: str, tokens: list[Token], at: int) -> None:
    """不要 before a verb denies it; 去 takes away only what is named right behind it."""
    token, word = tokens[at], normal[tokens[at].start : tokens[at].end]
    if token.kind not in ("verb", "polite") or word not in ("不要", "去"):
        return
    after = next((t for t in tokens[at + 1 :] if t.kind not in ("stop", "polite", "degree", "only")), None)
    if (
        word == "不要"
        and after
        and (
            after.kind in ("verb", "look", "aspect", "motion", "colour", "size", "place", "style")
            or after.name in ("brighter", "darker", "louder", "quieter")
        )
    ):
        token.kind, token.name = "neg", "neg"
    near = after is not None and after.kind in ("noun", "verb") and after.start - token.end <= 3
    if word == "去" and after is not None and after.kind == "dur" and after.start - token.end <= 1:
        token.kind, token.name = "verb", "remove"
    if word == "去" and near and after and after.name in _TAKEN:
        token.kind, token.name = "verb", "remove"


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


_TAKEN = {"silence", "filler", "noise", "music", "caption", "title", "logo", "shake", "bars", "start", "end", "sound", "voice", "mute"}


def _last_step(normal: str, tokens: list[Token], at: int) -> None:
    """ "The last change": change is a noun there."""
    if tokens[at].name != "last":
        return
    for token in tokens[at + 1 : at + 3]:
        if normal[token.start : token.end] in _CHANGES:
            token.kind, token.name = "noun", "step"


_HESITATIONS = {
    "um",
    "uh",
    "umm",
    "uhh",
    "er",
    "erm",
    "ah",
    "hmm",
    "you know",
    "嗯",
    "呃",
    "啊",
    "额",
    "嗯嗯",
    "嗯啊",
    "那个",
    "就是",
    "ums",
    "uhs",
    "uhm",
    "ehm",
    "ahm",
    "euh",
    "eh",
    "mm",
    "mmm",
    "hm",
    "like",
    "i mean",
    "basically",
    "literally",
    "kind of",
    "sort of",
}


_SAID = {"say", "says", "said", "saying", "说", "讲", "老说", "总说"}


def _hesitation(normal: str, tokens: list[Token], at: int) -> None:
    """ "Um" and "嗯" in quotes are filler words where something is taken out and nothing is written."""
    token = tokens[at]
    if token.kind == "quote" and str(token.value).lower().strip(" ,.，。、") in _HESITATIONS:
        names = {t.name for t in tokens if t.kind in ("verb", "noun") and normal[t.start : t.end] not in _SAID}
        before = tokens[at - 1] if at else None
        said = before is not None and normal[before.start : before.end] in _SAID
        if said or normal[max(0, token.start - 2) : token.start].strip().endswith(("说", "讲")):
            names = {"filler"}
        if names & {"remove", "cut", "filler"} and not names & {"title", "write", "caption"}:
            tokens[at] = Token("noun", "filler", token.start, token.end)


def _silenced(normal: str, tokens: list[Token], at: int) -> None:
    """ "Silence the original sound": to silence a thing is to mute it."""
    token = tokens[at]
    if token.name != "silence" or normal[token.start : token.end] not in ("silence", "silencing", "hush"):
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind != "polite"), None)
    after = next((t for t in tokens[at + 1 :] if t.kind not in ("polite", "only")), None)
    things = ("sound", "voice", "video", "clip", "music", "pronoun", "all")
    muted = after is not None and (after.kind in ("ord", "head", "tail", "range") or after.name in things or after.name == "whole")
    if muted and (before is None or before.kind == "sep" or before.name in ("only", "even")):
        token.kind, token.name = "verb", "mute"


_CHANGES = ("change", "edit", "changes", "edits", "修改", "改动", "编辑")


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
        _more_of_less(normal, tokens, at)
        _moved(normal, tokens, at)
        colloquial(normal, tokens, at)
        _gapped(normal, tokens, at)
        _unspoken(normal, tokens, at)
        _denial(normal, tokens, at)
        _infinitive(normal, tokens, at)
        _to_go(normal, tokens, at)
        if normal[tokens[at].start : tokens[at].end] == "throw" and at + 1 < len(tokens) and tokens[at + 1].kind == "ord":
            tokens[at].kind, tokens[at].name = "verb", "remove"
        _last_step(normal, tokens, at)
        _silenced(normal, tokens, at)
        _hesitation(normal, tokens, at)
        at += 1
    return tokens
