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

import re
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


def scan(masked: str, original: str) -> list[Token]:
    """The tags of a folded and masked message, in order."""
    names = word_lists(masked, original)
    lists = [lexicon(name) for name in names if name != "en" or len(names) != 2 or names[0] not in LATIN]
    lists += [lexicon("borrowed")] if len(lists) < len(names) else []
    words = _words(masked)
    tokens: list[Token] = []
    place = 0
    while place < len(words):
        token, used = _at(words, place, lists)
        place += used
        if token.tag == "_" and token.dense and tokens and tokens[-1].tag == "_" and tokens[-1].dense and tokens[-1].end == token.start:
            tokens[-1] = Token("_", tokens[-1].start, token.end, True, token.unspaced)
        else:
            tokens.append(token)
    return tokens


def _words(masked: str) -> _Words:
    words: _Words = []
    pattern = word_pattern(masked.isascii())
    for number, line in enumerate(re.finditer(r"[^\n]*", masked)):
        if line.start() > 0 and number and masked[line.start() - 1] == "\n":
            words.append(("\n", line.start() - 1, line.start()))
        words += [(match.group(), match.start(), match.end()) for match in pattern.finditer(masked, line.start(), line.end())]
    return words


def _at(words: _Words, place: int, lists: list[Lexicon]) -> tuple[Token, int]:
    word, start, end = words[place]
    if word in MARKS:
        return Token(MARKS[word], start, end), 1
    if word[0] > "\u303f" and is_dense(word[0]):
        return _dense_at(words, place, lists)
    best, used = "", 0
    for known in lists:
        found = known.phrases.get(word)
        if found is None:
            continue
        if type(found) is str:
            best, used = (found, 1) if used == 0 else (best, used)
            continue
        for size in found[0]:
            if size < used or place + size >= len(words):
                continue
            if tag := found[1].get(" ".join([entry[0] for entry in words[place + 1 : place + 1 + size]])):
                best, used = tag, size + 1
                break
    if used:
        return Token(best, start, words[place + used - 1][2]), used
    if word in _SEPARATORS:
        return Token(_SEPARATORS[word], start, end), 1
    return Token(_stem(word, lists) or typo(word) or "_", start, end), 1


def _dense_at(words: _Words, place: int, lists: list[Lexicon]) -> tuple[Token, int]:
    """The longest phrase that begins here. Blanks inside a phrase are allowed only where the phrase is Korean."""
    start = words[place][1]
    hangul = "\uac00" <= words[place][0] <= "\ud7a3"
    joined, ends = "", []
    for word, begins, end in words[place : place + max((known.longest for known in lists), default=1)]:
        if begins > start + len(joined) and not hangul:
            break
        joined += word
        ends.append((len(joined), end))
    for size in range(len(ends), 0, -1):
        length, end = ends[size - 1]
        piece = joined[:length]
        for known in lists:
            if tag := known.dense.get(piece):
                return Token(tag, start, end, True, not hangul), size
    return Token("_", start, ends[0][1], True, not hangul), 1


def _stem(word: str, lists: list[Lexicon]) -> str:
    for size in range(len(word), 2, -1):
        piece = word[:size]
        for known in lists:
            if tag := known.stems.get(piece):
                return tag
    return ""
