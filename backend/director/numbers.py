"""Numbers as people write them: 1,500 · 1.5 · ½ · twenty-five · one and a half · a couple · 二十五 · 两 · 三点五 · 半."""

import re

DIGITS = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3},(?:\d|25|50|75)(?=\s?(?:s|secs?|seconds?|min|mins|minutes?|x|%|percent|times|db|decibels?)(?![a-z]))"
    r"|\d+(?:\.\d+)?|\.\d+"
)
_DECIMAL = re.compile(r"^(\d+),(\d{1,2})$")
"""12,5: a comma before one or two figures is a point where a unit follows; before three it parts the thousands."""
_FRACTION_MARK = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
ONES = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)} | {"fourty": 40}
_LOOSE = {"dozen": 12.0, "couple": 2.0, "few": 3.0, "several": 4.0}
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "fourth": 0.25, "fifth": 0.2, "tenth": 0.1}
_PLURAL_PARTS = {"halves": 0.5, "quarters": 0.25, "thirds": 1 / 3, "fifths": 0.2, "tenths": 0.1}
_WORD = re.compile(r"(?:\s*-\s*|\s+)?([a-z]+)")
_SLIPS = {
    slip: word
    for word, slips in {
        "half": "hlaf haf hlf halff",
        "quarter": "qurter quater quartr qaurter quaretr",
        "four": "fuor foru",
        "five": "fve fiev fivve",
        "seven": "sevn sevne seevn",
        "eight": "eigth eihgt eigh",
        "nine": "nien nin",
        "eleven": "elven elevn",
        "twelve": "twleve twelv tweleve",
        "fifteen": "fiften fiftene fifeteen",
        "twenty": "twenyt twnty tweny twetny",
        "thirty": "thirt thirtry thrity thiry",
        "fifty": "fity fiffty fifyt",
    }.items()
    for slip in slips.split()
}
"""Slips of the keyboard in the words that numbers are made of."""
NUMBER_WORDS = frozenset(ONES) | frozenset(TENS) | frozenset(_LOOSE) | {"a", "an", "half", "quarter", "hundred"} | frozenset(_SLIPS)

ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
ZH_NUMBER = re.compile(r"[零〇一二三四五六七八九两十百千几]+(?:点(?:[零〇一二三四五六七八九]+|\d+))?|半")
_ADVERBIAL = re.compile(r"一[直起样共律边下]")
"""一 that counts nothing: of 十二一直到 only 十二 is the number."""
_LAST = re.compile(r".$")
_ENDS_EARLIER = re.compile(r"(?<=[一二三四五六七八九十百千])两(?![百千])")
"""Where another number begins without a gap: 三十|两倍速."""

Number = tuple[float, int]


def _next_word(text: str, at: int) -> tuple[str, int]:
    found = _WORD.match(text, at)
    return (_SLIPS.get(found[1], found[1]), found.end()) if found else ("", at)


def _whole(text: str, at: int) -> Number | None:
    """One, twenty-five, one hundred and twenty; the longest run of number words."""
    total, current, kind, end = 0, 0, "", at
    while True:
        word, after = _next_word(text, end)
        if word == "and" and kind == "hundred":
            word, after = _next_word(text, after)
            if word not in ONES and word not in TENS:
                break
        if word in ONES and (kind in ("", "hundred") or (kind == "tens" and 0 < ONES[word] < 10)):
            current, kind = current + ONES[word], "ones"
        elif word in TENS and kind in ("", "hundred"):
            current, kind = current + TENS[word], "tens"
        elif word == "hundred" and kind in ("ones", "a", ""):
            current, kind = max(1, current) * 100, "hundred"
        elif word in ("a", "an") and kind == "" and _next_word(text, after)[0] == "hundred":
            kind = "a"
        else:
            break
        end = after
    return (float(total + current), end) if kind else None


def _fraction(text: str, at: int) -> Number | None:
    """Half, a third, three quarters, one fifth."""
    word, after = _next_word(text, at)
    if word in ("a", "an", "one"):
        word, after = _next_word(text, after)
        return (_PARTS[word], after) if word in _PARTS else None
    if word in ("two", "three", "four"):
        part, end = _next_word(text, after)
        each = _PLURAL_PARTS.get(part) or (_PARTS.get(part) if _OF_A_LEVEL.match(text, end) else None)
        return (ONES[word] * each, end) if each else None
    return (_PARTS[word], after) if word in ("half", "quarter") else None


_OF_A_LEVEL = re.compile(r"[\s-]+(?:speed|volume|size|opacity|strength|scale)\b")
"""What stands behind a part said as one word: three quarter speed."""


def _loose(text: str, at: int) -> Number | None:
    word, after = _next_word(text, at)
    if word in ("a", "an"):
        word, after = _next_word(text, after)
    if word not in _LOOSE:
        return None
    following, end = _next_word(text, after)
    return (_LOOSE[word], end if following == "of" else after)


_AMPERSAND = re.compile(r"\s*&(?=\s)")
_OF_A_UNIT = re.compile(r"\s+(?:of\s+)?an?\s+(?:second|minute|hour)")


def _and_a_part(text: str, value: float, end: int) -> Number:
    """Add "and a half", "and three quarters", "point five" to a whole number."""
    word, after = _next_word(text, end)
    if ampersand := _AMPERSAND.match(text, end):
        word, after = "and", ampersand.end()
    if word == "and":
        part = _fraction(text, after)
        if part and part[0] < 1 and not _OF_A_UNIT.match(text, part[1]):
            return value + part[0], part[1]
    if word == "point":
        digits, stop = "", after
        while True:
            digit, after = _next_word(text, stop)
            if digit not in ONES or ONES[digit] > 9:
                break
            digits, stop = digits + str(ONES[digit]), after
        if digits:
            return value + float(f"0.{digits}"), stop
    return value, end


def english_at(text: str, at: int) -> Number | None:
    """The number in English words that starts at `at`, and where it ends; None when there is none. "a" alone is no number."""
    fraction = _fraction(text, at)
    if fraction:
        return fraction
    whole = _whole(text, at) or _loose(text, at)
    return _and_a_part(text, *whole) if whole else None


_BELOW = re.compile(r"/(\d)(?![\d/])")
_MIXED = re.compile(r"\s([1-9])/([2-9])(?![\d/])")


def digits_at(text: str, at: int) -> Number | None:
    """Digits with an optional fraction: 1,500 · 1.5 · 3/4 · 1½."""
    if text[at] in _FRACTION_MARK:
        return _FRACTION_MARK[text[at]], at + 1
    found = DIGITS.match(text, at)
    if not found:
        return None
    value, end = float((_DECIMAL.sub(r"\1.\2", found[0]) if "," in found[0] else found[0]).replace(",", "")[:15]), found.end()
    below = _BELOW.match(text, end)
    if below and int(below[1]) and value < 10:
        return value / int(below[1]), below.end()
    mixed = _MIXED.match(text, end)
    if mixed and mixed[1] < mixed[2] and not text.endswith(("clip ", "clips "), 0, at):
        return value + int(mixed[1]) / int(mixed[2]), mixed.end()
    if text[end : end + 1] in _FRACTION_MARK:
        return value + _FRACTION_MARK[text[end]], end + 1
    return _and_a_part(text, value, end)


def _chinese_whole(word: str) -> float:
    total, current = 0, 0
    if not any(c in word for c in "十百千"):
        return float("".join(str(ZH_DIGITS.get(c, 3)) for c in word)[:9])
    for c in word:
        if c in "十百千":
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            current = 0
        else:
            current = ZH_DIGITS.get(c, 3)
    return float(total + current)


def chinese_at(text: str, at: int) -> Number | None:
    """The number in Chinese characters that starts at `at`: 二十五, 两, 三点五, 半, 两三 (3), 几 (3)."""
    found = ZH_NUMBER.match(text, at)
    if not found:
        return None
    word, end = found[0], found.end()
    if word == "半":
        return 0.5, end
    if len(word) > 1 and (cut := _ENDS_EARLIER.search(word) or (_ADVERBIAL.match(text, end - 1) and _LAST.search(word))):
        word, end = word[: cut.start()], found.start() + cut.start()
        if word.endswith("点"):
            return None
    whole, _, part = word.partition("点")
    if len(whole) == 2 and whole[0] in ZH_DIGITS and whole[1] in ZH_DIGITS and ZH_DIGITS[whole[1]] == ZH_DIGITS[whole[0]] + 1:
        whole = whole[1]
    value = _chinese_whole(whole)
    return (value + float("0." + "".join(str(ZH_DIGITS.get(c, c)) for c in part)) if part else value), end


def number_at(text: str, at: int) -> Number | None:
    """Any number that starts at `at`."""
    first = text[at]
    if (first.isdigit() and first.isascii()) or first == "." or first in _FRACTION_MARK:
        return digits_at(text, at)
    return english_at(text, at) if first.isascii() else chinese_at(text, at)


_ZH_SECONDS = re.compile(
    r"(?:[零〇][一二三四五六七八九]|[一二三四五]?十(?:一(?!直)|[二三四五六七八九])?)"
    r"(?!一(?!直)|[二三四五六七八九十百个段条张帧次遍倍成分秒%点])"
)
"""The seconds behind 分 without their unit: 一分二十."""


def counts(text: str, at: int) -> bool:
    """Whether a plain number word stands here: "one minute twelve", but not "one minute a half" or "a minute two clips"."""
    if not text[at].isascii():
        return _ZH_SECONDS.match(text, at) is not None
    whole = _whole(text, at)
    return whole is not None and not text.startswith(("a ", "an "), at) and _THINGS_COUNTED.match(text, whole[1]) is None


_THINGS_COUNTED = re.compile(
    r"\s*(?:%|(?:(?:more|new|big|small|long|short|of)\s+)?"
    r"(?:clips?|videos?|times?|files?|shots?|scenes?|titles?|captions?|lines?|parts?|pieces?|things?|of|frames?|fps|per|db|degrees?|x)\b)"
)
"""What a number counts that is no number of seconds."""
