"""The text as tokens: quantities, phrases of the lexicon, names, separators; what is left over are plain words."""

import re

from backend.director.glued import glued_verb
from backend.director.lexicon import _END, PLAIN, WORD, Lexicon, lexicon
from backend.director.masks import Mask
from backend.director.ordinals import NUMBERED, chinese_ordinal, english_ordinal
from backend.director.quantities import may_start, quantity_at
from backend.director.sounds import sounds_like
from backend.director.timecodes import arrow_after, bracketed, seconds_only
from backend.director.tokens import Token

_STRONG = {
    ".": "stop",
    ";": "stop",
    "。": "stop",
    "!": "stop",
    "?": "ask_mark",
    "\n": "stop",
    "→": "stop",
    "|": "stop",
    "•": "stop",
    ">": "stop",
    "—": "dash",
    "…": "stop",
    "\r": "stop",
}
_WEAK = {
    ",": "comma",
    "、": "comma",
    ":": "colon",
    "(": "paren",
    ")": "paren",
    "+": "comma",
    "&": "and",
    "/": "comma",
    "·": "comma",
    "*": "stop",
    "[": "paren",
    "]": "paren",
}
_GAP = re.compile(r"[\s-]+(?:&\s*)?|&")
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s,;.。，；:]))\(?(?:\d{1,2}[.)、](?!\d)|[①-⑳]|第[一二三四五六七八九]步|[一二三四五六七八九]、"
    r"|(?:first|second|third|fourth|fifth|sixth|last|next|final)(?:ly)?(?: thing| step| one| up| off| item| change| edit)?\s?:(?!\d))\s*"
)
_LISTED = re.compile(
    r"\([1-9]\)\s*|(?<=[;。\n])\s*第[二三四五六七八九][,:]|^第一[,:](?=.*[;。\n]\s*第二[,:])"
    r"|(?:^|(?<=[\n;]))[1-9]、(?=\d.*[\n;]\s*[2-9]、)|(?<=[\n;])[2-9]、(?=\d)",
    re.DOTALL,
)
"""Numbers of a Chinese list that stand right behind a word, before a figure, or as 第一，."""
_NAMED = re.compile(r"(?:clip|video|step|number|no|part|shot|scene|segment|chapter|#)\s*$")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def _phrase_at(text: str, at: int, words: Lexicon) -> Token | None:
    """The longest English phrase that starts at `at`."""
    node, end, best, slips = words.english, at, None, False
    position = at
    while found := WORD.match(text, position):
        word = found[0]
        following = words.step(node, word)
        if following is None and (mended := words.mend(word)):
            following, slips = words.step(node, mended), True
        if following is None:
            break
        node, end = following, found.end()
        if _END in node:
            kind, name = node[_END]
            best = Token(kind, name, at, end, fuzzy=slips)
        gap = _GAP.match(text, end)
        position = gap.end() if gap else end
        if not gap and position < len(text) and not _HAN.match(text[position]):
            break
    return best


def phrase_at(text: str, at: int) -> Token | None:
    """The longest English phrase that starts at `at`."""
    return _phrase_at(text, at, lexicon())


def _characters_at(text: str, at: int, words: Lexicon) -> Token | None:
    """The longest Chinese phrase that starts at `at`."""
    ends = _lexemes_at(text, at, words)
    if not ends:
        return None
    end, (kind, name) = ends[-1]
    if text[end - 1] == "点" and len(ends) > 1 and _POINT_FIVE.match(text, end - 2) and kind not in ("rel", "polite"):
        ends = [one for one in ends if one[0] <= end - 2] or ends
        end, (kind, name) = ends[-1]
    if len(ends) > 1 and ends[-2][0] == end - 1 and _reach(text, end - 1, words) > _reach(text, end, words):
        end, (kind, name) = ends[-2]
    return Token(kind, name, at, end, text[at:end] if kind == PLAIN else None)


_POINT_FIVE = re.compile(r"[一二三四五六七八九]点[一二三四五六七八九]+(?:秒|倍|分)")
"""A number whose first characters also end a phrase: 放大|一点五倍."""


def _lexemes_at(text: str, at: int, words: Lexicon) -> list[tuple[int, tuple[str, str]]]:
    """All phrases that start at `at`: where each ends, and what it is."""
    node, position, ends = words.chinese, at, list[tuple[int, tuple[str, str]]]()
    while position < len(text) and (following := node.get(text[position])):
        node, position = following, position + 1
        if _END in node:
            ends.append((position, node[_END]))
    return ends


def _reach(text: str, at: int, words: Lexicon) -> int:
    """How far one more phrase of two characters or more reaches from `at`; `at` itself where there is none: 大|字幕 before 大字|幕."""
    ends = [end for end, (kind, _) in _lexemes_at(text, at, words) if kind != PLAIN]
    return ends[-1] if ends and ends[-1] > at + 1 else at


def _word_token(text: str, at: int, words: Lexicon) -> list[Token]:
    found = WORD.match(text, at)
    if not found:
        return []
    word = found[0]
    quantity = quantity_at(text, at) if may_start(text, at, word) else None
    phrase = _phrase_at(text, at, words)
    if quantity and (phrase is None or quantity[-1].end >= phrase.end or phrase.kind in ("stop", "polite")):
        return quantity
    parted = phrase and phrase.end == found.end() and (phrase.name in _NO_COMPOUND or phrase.kind == "look")
    if parted and (compound := _COMPOUND.match(text, found.end())):
        return [Token("word", text[at : compound.end()], at, compound.end(), text[at : compound.end()])]
    return [phrase or glued_verb(word, at, words) or Token("word", word, at, found.end(), word)]


_COMPOUND = re.compile(r"-[a-z]{2,}")
_NO_COMPOUND = frozenset(("merge", "split", "crop", "loop", "remove", "cut"))
"""Verbs that are no wish in a word of two parts: "the glue-up", "a cut-out"."""


def _han_token(text: str, at: int, words: Lexicon) -> list[Token]:
    phrase = _characters_at(text, at, words)
    if may_start(text, at, "") or text[at] in "最首头末倒开结片":
        quantity = chinese_ordinal(text, at) or quantity_at(text, at)
        if quantity and quantity[-1].kind == "num" and phrase and phrase.end > quantity[-1].end:
            quantity = None
        if quantity and quantity[-1].kind == "dur" and text[at : quantity[-1].end] == "十分":
            return [Token("degree", "much", at, at + 2)]
        if quantity and (phrase is None or quantity[-1].end >= phrase.end or (phrase.kind == "stop" and quantity[-1].kind != "num")):
            return quantity
    if phrase is None or phrase.end - at < 2:
        heard = sounds_like(text, at, words.chinese)
        phrase = heard if heard and not _read_otherwise(text, heard, words) else phrase
    return [phrase] if phrase else [Token("word", text[at], at, at + 1, text[at])]


_TOO_COMMON = frozenset("是在的了这那有和就也都到把给让很太不没会要能我你他她它们个一上下里先请再将按")


_DESCRIBING = ("size", "cmp", "look", "colour")


def _read_otherwise(text: str, heard: Token, words: Lexicon) -> bool:
    """Whether a phrase that was only heard cuts into one that stands there."""
    slip, heard.value = int(heard.value), None
    exact = _characters_at(text, slip, words)
    for place in range(slip, heard.end):
        counted = quantity_at(text, place) if may_start(text, place, "") else None
        if counted is not None and counted[-1].kind != "num" and (place == slip or counted[-1].end > heard.end):
            return True
    if _ORDINAL.match(text, slip):
        return True
    if text[slip] in _TOO_COMMON or (exact is not None and exact.kind == "verb" and heard.kind in _DESCRIBING):
        return True
    if slip == heard.start:
        return exact is not None and exact.kind in ("size", "colour", "place", "noun")
    inside = heard.end - heard.start >= 4 and exact is not None and exact.end <= heard.end
    return exact is not None and not inside and (exact.end - slip > 1 or exact.name == "music")


def _separator(text: str, at: int) -> Token | None:
    first = text[at]
    if first in ".:" and at and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit():
        return None
    if first == "-" and text.startswith(" - ", at - 1):
        return Token("sep", "dash", at, at + 1)
    if text.startswith("->", at):
        return Token("sep", "stop", at, at + 2)
    name = _STRONG.get(first) or _WEAK.get(first)
    return Token("sep", name, at, at + 1) if name else None


def _counts_a_thing(text: str, found: re.Match[str]) -> bool:
    """ "Delete clip 3.", "until 0:52.": a figure at the end of a sentence begins no item of a list."""
    return found[0][:1].isdigit() and (
        text[max(0, found.start() - 1) : found.start()] == ":" or bool(_NAMED.search(text, 0, found.start()))
    )


def scan(text: str, masks: dict[int, Mask]) -> list[Token]:
    """All tokens of the normal text; `masks` are the stretches that are names or quotations, by their start."""
    words, tokens, at = lexicon(), list[Token](), 0
    words.chinese.plant(text)
    numbered = {m.start(): m.end() for m in _NUMBERED.finditer(text) if not _counts_a_thing(text, m)}
    if not text.isascii():
        numbered |= {m.start(): m.end() for m in _LISTED.finditer(text)}
    while at < len(text):
        if at in masks:
            mask = masks[at]
            tokens.append(Token(mask.kind, mask.kind, at, mask.end, mask.value))
            at = mask.end
            continue
        if text[at].isspace() and text[at] not in "\n\r":
            at += 1
            continue
        if at in numbered and (len(numbered) > 1 or at == 0):
            tokens.append(Token("sep", "numbered", at, numbered[at]))
            at = numbered[at]
            continue
        found = _one(text, at, words, tokens)
        tokens.extend(found)
        at += 1
        for token in found:
            if token.end > at:
                at = token.end
    return tokens


_FIGURES = "零一二两三四五六七八九十百半第"
_ORDINAL = re.compile(r"第\s?[\d一二三四五六七八九十几]")
_SPAN = re.compile(r"\+\s?\d[\d.:]*\s?(?:秒|分钟?)?\s?(?:[到至~-]|秒(?:的时候|处|那里|的地方))")
_COUNTED = {"num", "dur", "clock", "point", "ord", "pct", "frac"}


_PROPERTIES = {"brightness", "contrast", "saturation", "sound", "music", "voice"}


def _adds(text: str, at: int, tokens: list[Token]) -> bool:
    """Whether a plus stands between two wishes, 电影感+24帧, not before a signed figure, 亮度+10."""
    before = tokens[-1] if tokens else None
    glued = before is not None and before.end == at and text[at + 1 : at + 2].isdigit()
    return glued and before is not None and before.kind not in ("rel", "verb", "num") and before.name not in _PROPERTIES


_CHANGED = re.compile(r"plus \d+ ?(?:%|percent) (?:slower|faster|brighter|darker|shorter)\b")


def _joins(text: str, at: int, tokens: list[Token]) -> bool:
    """Whether a plus joins two wishes: "cut 0:42 to 0:51 plus 20% slower", unlike "brightness plus 20"."""
    if not tokens or not text.startswith("plus ", at):
        return False
    before = tokens[-1]
    if before.kind == "verb":
        return before.name not in ("make", "increase", "decrease", "add", "lengthen")
    valued = before.name in _PROPERTIES or before.kind in ("rel", "cmp", "particle", "degree", "stop", "polite")
    return not valued or _CHANGED.match(text, at) is not None


_WISH = re.compile(r"(?!(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|second|minute|the end|end)\b)[a-z]{2,}")
"""What follows a dash that is no range of times."""


def _one(text: str, at: int, words: Lexicon, tokens: list[Token]) -> list[Token]:
    first = text[at]
    if text.startswith("b站", at):
        return [Token("aspect", "16:9", at, at + 2)]
    if first == "p" and _joins(text, at, tokens):
        return [Token("sep", "and", at, at + 4)]
    if first.isascii() and (first.isalpha() or first == "@"):
        ordinal = english_ordinal(text, at)
        if ordinal and not (tokens and tokens[-1].kind == "num" and tokens[-1].end >= at - 1):
            return [ordinal]
        return _word_token(text, at, words) or [Token("rel", "at", at, at + 1)]
    if first.isdigit() and NUMBERED.match(text, at):
        return [english_ordinal(text, at) or Token("rel", "first", at, at + 3)]
    if first == "+" and (_adds(text, at, tokens) or (tokens and _SPAN.match(text, at))):
        return [Token("sep", "comma", at, at + 1)]
    if first.isascii():
        dashed = first == "-" and bool(tokens) and tokens[-1].end == at and tokens[-1].kind in _COUNTED
        if not dashed and may_start(text, at, "") and (quantity := quantity_at(text, at)):
            return quantity
        if first == ":" and (seconds := seconds_only(text, at)):
            return [seconds]
        if first == "[" and (pair := bracketed(text, at)):
            return [pair]
        if first in "-=>." and (end := arrow_after(text, at, tokens[-1] if tokens else None)):
            return [Token("rel", "dash", at, end)]
        if first == "~" and tokens and _HAN.match(text, at + 1) and (tokens[-1].kind not in _COUNTED or text[at + 1] not in _FIGURES):
            return [Token("sep", "comma", at, at + 1)]
        if first in "-~" and tokens and not text.startswith("->", at):
            if text.startswith(" - ", at - 1) and _WISH.match(text, at + 2):
                return [Token("sep", "dash", at, at + 1)]
            separator = _separator(text, at)
            return (
                [separator] if separator and tokens[-1].kind not in ("clock", "dur", "num", "point") else [Token("rel", "dash", at, at + 1)]
            )
        separator = _separator(text, at)
        return [separator] if separator else []
    if first in "→⟶➔➜➡…" and (end := arrow_after(text, at, tokens[-1] if tokens else None)):
        return [Token("rel", "dash", at, end)]
    separator = _separator(text, at)
    return [separator] if separator else _han_token(text, at, words) if (_HAN.match(first) or first in "½¼¾") else []
