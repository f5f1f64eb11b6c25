"""Numbers of the list of cuts as people say them: 4 and 9, 2 to 5, the third, the last one, 第4和第9处, 二到五."""

import re

from backend.director.numbers import ONES, number_at

_ORDINALS = {
    word: place
    for place, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1)
}
_WORDS = "|".join([*_ORDINALS, *(word for word in ONES if word != "zero"), "last(?: one)?"])
_ITEM = rf"(?:the )?(?:#|no\.? ?|numbers? ?|cuts? )?(?:\d{{1,3}}(?:st|nd|rd|th)?|(?:{_WORDS})(?![a-z]))"
_JOIN = r"(?:\s*,\s*(?:and |or )?|\s+and\s+|\s+or\s+|\s*&\s*|\s+to\s+|\s+through\s+|\s*-\s*)"
ENGLISH = rf"{_ITEM}(?:{_JOIN}{_ITEM})*"
_HAN_ITEM = r"(?:第 ?)?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?: ?[处刀号])?|最后(?:一[处个刀])?"
CHINESE = rf"(?:{_HAN_ITEM})(?:\s*(?:和|跟|与|及|、|,|到|至|-)\s*(?:{_HAN_ITEM}))*(?: ?[处刀号])?"
_TOKEN = re.compile(
    rf"(?P<digits>\d{{1,3}})|(?P<last>last(?: one)?|最后一?)|(?P<word>{_WORDS})"
    r"|(?P<han>[一二三四五六七八九十两]+)|(?P<range>\bto\b|through|-|到|至)"
)
MOST = 200


def numbers(text: str) -> list[int]:
    """The numbers of a stretch that `ENGLISH` or `CHINESE` found; -1 is the last. Ranges are counted out, at most 200 numbers."""
    found: list[int] = []
    ranging = False
    for token in _TOKEN.finditer(text):
        if token["range"]:
            ranging = bool(found)
            continue
        value = _value(token)
        if ranging and found[-1] > 0 and value > found[-1]:
            found += range(found[-1] + 1, min(value, found[-1] + MOST) + 1)
        else:
            found.append(value)
        ranging = False
    return list(dict.fromkeys(found))[:MOST]


def _value(token: re.Match[str]) -> int:
    if token["digits"]:
        return int(token["digits"])
    if token["last"]:
        return -1
    if token["word"]:
        return _ORDINALS.get(token["word"]) or ONES[token["word"]]
    number = number_at(token["han"], 0)
    return int(number[0]) if number else 0
