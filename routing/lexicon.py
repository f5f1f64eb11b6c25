"""A message as tags: each known phrase becomes one letter, so that rules can be written over letters (rules.toml).

| tag | words | tag | words | tag | words |
|---|---|---|---|---|---|
| X | export | D | fetch (download, save) | G | give (send me) |
| h | want (I need) | V | product (the video, mp4) | I | it |
| W | public place (YouTube) | p | device (my phone) | w | post (share, publish to) |
| K | account (credits, balance) | m | money (cost, buy) | k | amount (how many, left, enough) |
| A | mine (my, do I have) | S | status (is it done) | n | contents (timeline, tracks) |
| u | asked whether done | s | view (show, list, check) | d | done |
| U | upload | x | past (uploaded, exported) | r | quality (1080p) |
| E | edit | O | object on screen (button, end credits) | J | thing of a video (music) |
| N | not | P | wait (yet, later) | g | negation that is none (don't forget to) |
| y | whatever | B | before | a | after |
| Q | question word | H | general question (how do I) | L | pointer to footage (the part where) |
| l | operation seen in footage (I click) | F | first | Z | chat |
| Y | yes | R | again | c | if |
| & | joining word | T | quoted words | M | media |
| v | edited (added, fixed) | i | raise or upload (Spanish sube) | , ; : q | separators, question mark |
| j | or | _ | any other word | | |
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from routing.languages import LATIN, word_lists
from routing.tables import Lexicon, is_dense, lexicon, word_pattern
from routing.typos import typo

_SEPARATORS = dict.fromkeys(",、，…—–()（）~¿¡|/→", ",")
_SEPARATORS |= dict.fromkeys(".。!！;；।\n", ";") | dict.fromkeys(":：", ":") | dict.fromkeys("?？", "q")
_SEPARATORS |= {"." * count: "," for count in range(2, 7)}
MARKS = {"\ue000": "T", "\ue001": "M", "\ue002": "p"}
"""Private letters that stand for quoted words, incoming media and places to write to in the text that is scanned."""


class Token(NamedTuple):
    """One tagged place of a message: `text[start:end]`. `dense` where its script joins words; `unspaced` where it also has no blanks."""

    tag: str
    start: int
    end: int
    dense: bool = False
    unspaced: bool = False


_Words = list[tuple[str, int, int]]
_new = tuple.__new__  # a token for each word: a third of the time of the call with its defaults


def scan(masked: str, original: str) -> list[Token]:
    """The tags of a folded and masked message, in order."""
    names = _effective(word_lists(masked, original))
    lists = [lexicon(name) for name in names]
    words = _placed(word_pattern(masked.isascii()).findall(masked), masked)
    alone = lists[0].phrases if len(lists) == 1 else {}
    tokens: list[Token] = []
    place = 0
    while place < len(words) - 1:
        word, start, end = words[place]
        if (known := alone.get(word)) and (known.__class__ is str or words[place + 1][0] not in known[1]):
            place += 1
            tag = known if known.__class__ is str else known[0] or _unlisted(word, names)
            tokens.append(_new(Token, (tag, start, end, False, False)))
            continue
        if word[0] > "\u303f" and is_dense(word[0]):
            token, used = _dense_at(words, place, lists)
            place += used
            if token.tag == "_" and tokens and tokens[-1].tag == "_" and tokens[-1].dense and tokens[-1].end == start:
                tokens[-1] = Token("_", tokens[-1].start, token.end, True, token.unspaced)
                continue
        else:
            tag, used = _listed_at(words, place, lists)
            token = _new(Token, (tag or _unlisted(word, names), start, words[place + used - 1][2] if used > 1 else end, False, False))
            place += used
        tokens.append(token)
    return tokens


def _placed(found: list[str], masked: str) -> _Words:
    """Words with their places. Only blanks are no word of their own, so each begins where it is next met. The last is empty."""
    words: _Words = []
    end = 0
    for word in found:
        start = masked.index(word, end)
        end = start + len(word)
        words.append((word, start, end))
    words.append(("", len(masked), len(masked)))
    return words


def _effective(names: tuple[str, ...]) -> tuple[str, ...]:
    """English beside another language in Latin letters lends only the words that are borrowed."""
    second = len(names) == 2 and names[0] in LATIN and "en" in names
    return (*(name for name in names if name != "en"), "borrowed") if second else names


def _listed_at(words: _Words, place: int, lists: list[Lexicon]) -> tuple[str, int]:
    """The tag of the longest phrase that begins here, and how many words it has; "" and 1 where none does. The first list wins a tie."""
    best, used = "", 0
    for known in lists:
        found = known.phrases.get(words[place][0])
        if found is None:
            continue
        if found.__class__ is str:
            best, used = (best, used) if used else (found, 1)
            continue
        own, longer = found
        if own and not used:
            best, used = own, 1
        for size, tags in longer.get(words[place + 1][0], ()):
            rest = " ".join([entry[0] for entry in words[place + 2 : place + 2 + size]]) if size else ""
            if size + 2 > used and (tag := tags.get(rest)):
                best, used = tag, size + 2
                break
    return best, max(used, 1)


def remember(words: Iterable[str]) -> None:
    """Looks up what English words are that no list holds, before a message with them comes."""
    phrases = lexicon("en").phrases
    for word in words:
        if word.isascii() and word not in phrases:
            _unlisted(word, ("en",))


@lru_cache(maxsize=16384)
def _unlisted(word: str, names: tuple[str, ...]) -> str:
    """The tag of a word in no list: a mark, a separator, a known beginning, a slip of typing, or any other word."""
    if word in MARKS:
        return MARKS[word]
    return _SEPARATORS.get(word) or _stem(word, [lexicon(name) for name in names]) or typo(word) or "_"


def _dense_at(words: _Words, place: int, lists: list[Lexicon]) -> tuple[Token, int]:
    """The longest phrase that begins here. Blanks inside a phrase are allowed only where the phrase is Korean."""
    start = words[place][1]
    hangul = "\uac00" <= words[place][0] <= "\ud7a3"
    joined, ends = "", []
    most = max([known.reach.get(words[place][0], 1) for known in lists], default=1)
    for word, begins, end in words[place : min(place + most, len(words) - 1)]:
        if begins > start + len(joined) and not hangul:
            break
        joined += word
        ends.append((len(joined), end))
    for size in range(len(ends), 0, -1):
        length, end = ends[size - 1]
        piece = joined[:length]
        for known in lists:
            if (tag := known.dense.get(piece)) and not (piece[-1] == "没" and size > 1 and _goes_on(words, place + size, end)):
                return Token(tag, start, end, True, not hangul), size
    asked = words[place][0] == "没" and not _goes_on(words, place + 1, ends[0][1])
    return Token("u" if asked else "_", start, ends[0][1], True, not hangul), 1


def _goes_on(words: _Words, place: int, end: int) -> bool:
    """Whether a word goes on after `没`: then it denies what follows (`删掉没声音的`) and asks nothing (`删掉没`)."""
    word, start, _end = words[place] if place < len(words) else ("", 0, 0)
    return bool(word) and start == end and is_dense(word[0]) and word not in "有啊呀呢哦嘛吗"


def _stem(word: str, lists: list[Lexicon]) -> str:
    lists = [known for known in lists if word[:3] in known.openings]
    for size in range(len(word), 2, -1) if lists else ():
        piece = word[:size]
        for known in lists:
            if tag := known.stems.get(piece):
                return tag
    return ""
