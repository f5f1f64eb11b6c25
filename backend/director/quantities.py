"""A number with what it counts: 1m20s, half a minute, 第1分20秒, 35 %, -6 dB, twice, 两倍, 9:16, 1080p60."""

import re

from backend.director.frame_sizes import broadcast_rate, frame_at
from backend.director.multiples import FOLD, folded, tenths
from backend.director.numbers import NUMBER_WORDS, ZH_DIGITS, counts, number_at
from backend.director.spelling import closest
from backend.director.timecodes import clock_at, primes_at
from backend.director.tokens import Token

_RATIOS = {"9:16", "16:9", "1:1", "4:5", "4:3", "21:9", "3:4", "2:3"}
_RATIO = re.compile(r"(\d{1,2})(?:\.\d+)?\s*(?::|比|x|by(?!\s*\d+\s*s(?:ec|\b))|/(?=9|16))\s*(\d{1,2})(?!\d|[:.]\d)")
_ZH_RATIO = re.compile(r"([一二三四六九十]{1,4})比([一二三四五六九十]{1,3})")
_ZH_RATIOS = {
    ("九", "十六"): "9:16",
    ("十六", "九"): "16:9",
    ("一", "一"): "1:1",
    ("四", "五"): "4:5",
    ("四", "三"): "4:3",
    ("二十一", "九"): "21:9",
    ("三", "四"): "3:4",
}
_DECADE = re.compile(r"(?:19)?[3-9]0'?s(?![a-z])( (?:look|style|vibe|film|movie|feel|filter|aesthetic|home video))?")
_SCOPE = re.compile(r"2\.(?:35|39|40)(?:\s?(?::|to|x)\s?1)?(?![\d.:]|\s?(?:s|sec|x|%))")
_PERCENT_OF = re.compile(r"百分之")
_ZH_PART = re.compile(r"([一二两三四五六七八九十])分之([一二两三四五六七八九])")
_UNITS: dict[str, tuple[str, float]] = {}
for _kind, _scale, _names in (
    ("dur", 0.001, "ms millisecond milliseconds msec 毫秒"),
    ("dur", 1.0, "s sec secs second seconds secs. sec. 秒钟 秒 秒种 妙 苗 sek"),
    ("dur", 60.0, "min mins minute minutes min. 分钟 分鐘 分种 分"),
    ("dur", 3600.0, "h hr hrs hour hours 个小时 小时 钟头 个钟头"),
    ("pct", 1.0, "% percent pct percents 个百分点"),
    ("factor", 1.0, "x fold 倍速 倍 倍数"),
    ("times", 1.0, "times time copies 次 遍 回"),
    ("db", 1.0, "db dbs decibel decibels 分贝"),
    ("lufs", 1.0, "lufs lkfs"),
    ("fps", 1.0, "fps 帧 fr hz"),
    ("deg", 1.0, "degree degrees deg ° 度"),
    ("turn", 90.0, "quarter-turn"),
    ("px", 1.0, "px pixel pixels 像素"),
    (
        "step",
        1.0,
        "step steps edit edits change changes things actions tweaks adjustments operations"
        " 步 个步骤 个操作 步操作 个修改 个东西 样东西 个效果 个动作 个改动 处修改 处改动",
    ),
):
    _UNITS |= dict.fromkeys(_names.split(), (_kind, _scale))
_LATIN_UNIT = re.compile(r"\s*-?\s*([a-z]+\.?|%|°)")
_ZH_UNIT = re.compile(
    r"\s?(?:个|(?<=[十百0])[来多])?(" + "|".join(sorted((u for u in _UNITS if not u.isascii()), key=len, reverse=True)) + ")"
)
_SPELLED = tuple(u for u in _UNITS if u.isascii() and len(u) > 5)
_ARTICLE_UNIT = re.compile(
    r"(?:an?|one|another|one more)[\s-]+(?:(?:full|whole|single)\s+)?(second|sec|minute|min|hour)(?![a-z])"
    r"(?!\s(?:one|clip|title|logo|line|video|track|caption|time|person|version|shot|text|part|image|picture)\b)"
)
_SIGN = re.compile(
    r"(?:minus|negative|plus)\s+(?=\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|sixteen|twenty|thirty)\b)|负(?=\d|[一二三四五六七八九十])"
)
_SIGNED_HAN = re.compile(r"百分之|[一二两三四五六七八九]成")
_ANGLE = re.compile(r"a\s+(90|180|270)(?!\d|[.:]\d|\s*(?:s|secs?|seconds?|mins?|minutes?|%|x|p|px|fps|k|lines?|clips?)\b)")
_TIMES_SIGN = re.compile(r"x\s?(\d{1,2}(?:\.\d+)?)(?![\da-z:%])")
_ZH_START = frozenset(ZH_DIGITS) | set("半十百几第翻双加减对负")


_GOES_ON = re.compile(r"\s*(?:,|-|(?:to|and|until|till|through|of|from|off|at|in|on|into|long|mark)\b)")
"""What follows where the stop behind "sec." ends the word, not the sentence."""


_SLIPPED_SECS = frozenset(("scs", "sesc", "seecs", "seccs", "sces", "secss", "esc", "minss"))
_FRAMES = re.compile(r"\s*(?:(?:frames?|images?|pictures?)\s*(?:per|by|a|/|each|every|in a)\s*sec(?:ond)?|frames?\s*/\s*s)(?![a-z])")
_CENT = re.compile(r"\s*per\s+cent")
_LINK = re.compile(r"\s+(?:of\s+)?(?:an?|the|one)\s+|\s+of\s+")


def _unit_at(text: str, at: int) -> tuple[str, float, int] | None:
    """The unit behind a number: its kind, its scale and its end."""
    if text.startswith("个", at) and text[at + 1 : at + 3] == "db":
        at += 1
    found = _ZH_UNIT.match(text, at)
    if found:
        kind, scale = _UNITS[found[1]]
        return kind, scale, found.end()
    found = _LATIN_UNIT.match(text, at)
    if not found:
        return None
    word, end = found[1], found.end()
    if word.endswith(".") and (word not in _UNITS or not _GOES_ON.match(text, end)):
        word, end = word[:-1], end - 1
    if word.startswith(("frame", "image", "picture")) and (per := _FRAMES.match(text, at)):
        return "fps", 1.0, per.end()
    if word == "per" and (cent := _CENT.match(text, at)):
        return "pct", 1.0, cent.end()
    if word == "m" and not text[at].isspace():
        return "dur", 60.0, end
    if word not in _UNITS and len(word) > 4:
        word = closest(word, _SPELLED) or word
    if word in _SLIPPED_SECS:
        word = "secs"
    return (*_UNITS[word], end) if word in _UNITS else None


_AND_A_PART = re.compile(
    r"\s*(?:and|&)\s+(?:an?\s+|one\s+)?(half|quarter|three[\s-]+quarters)(?![a-z-]|\s+(?:of\s+)?an?\s|\s+(?:second|minute|hour))"
)
_HALF_BEHIND = re.compile(r"半(?=$|[^分速])")
_JOINED = re.compile(
    r"[^\S\n]*(?:and\s+|with\s+(?=\d+ ?sec(?:ond)?s?\b(?! (?:fade|freeze|title|of)))|,[^\S\n]*|(?<=min|ins|hrs)\.[^\S\n]+)?"
)
_LISTED = re.compile(r"\)|\.\s+[a-z]")
_LIST = re.compile(r"(?:^|[\s(])1[.)]\s")


def _begins_an_item(text: str, end: int) -> bool:
    """ "1) … a minute 2) …": the number is that of the next item."""
    return _LISTED.match(text, end) is not None and _LIST.search(text) is not None


_ENDS_A_TIME = re.compile(r"\s*(?:$|[.,;!?)]|(?:from|off|long|at|in|on|to|till|until|please|mark|and|then)\b)")
"""What follows the seconds of "a minute and ten", which have no unit."""
_HALF_UNIT = re.compile(r"半钟?")


def _and_smaller(text: str, value: float, scale: float, end: int) -> tuple[float, int]:
    """Add the smaller part of a time: 1 min 20 sec, 2 min 10, 1分半, a minute and a half."""
    if part := _AND_A_PART.match(text, end):
        return value + scale * {"half": 0.5, "quarter": 0.25}.get(part[1], 0.75), part.end()
    if scale < 60:
        half = _HALF_BEHIND.match(text, end) if scale == 1 else None
        return (value + 0.5, half.end()) if half else (value, end)
    joined = _JOINED.match(text, end)
    at = joined.end() if joined else end
    if at >= len(text):
        return value, end
    if half := _HALF_UNIT.match(text, end):
        return value + scale / 2, half.end()
    number = number_at(text, at)
    if not number or number[0] >= 60 or _begins_an_item(text, number[1]):
        return value, end
    unit = _unit_at(text, number[1])
    if unit and unit[0] == "dur" and unit[1] < scale:
        smaller, stop = _and_smaller(text, number[0] * unit[1], unit[1], unit[2])
        return value + smaller, stop
    between = text[end:at].strip()
    bare = (
        unit is None
        and (text[at].isdigit() or counts(text, at))
        and (not between or (between == "and" and _ENDS_A_TIME.match(text, number[1])))
    )
    return (value + number[0] * scale / 60, number[1]) if bare else (value, end)


def _duration(text: str, start: int, value: float, unit: tuple[str, float, int]) -> Token:
    seconds, end = _and_smaller(text, value * unit[1], unit[1], unit[2])
    if text.startswith("整", end) and (end + 1 == len(text) or text[end + 1] in "到至处的那开切停,，。 "):
        end += 1
    return Token("dur", str(unit[1]), start, end, round(seconds, 3))


def _special(text: str, at: int) -> list[Token] | None:
    """Forms in which the punctuation is part of the number: 9:16, 1:30, 1080p60, 4K."""
    clock = clock_at(text, at)
    ratio = _RATIO.match(text, at)
    if ratio and f"{ratio[1]}:{ratio[2]}" in _RATIOS and not (clock and clock.end > ratio.end()):
        return [Token("ratio", f"{ratio[1]}:{ratio[2]}", at, ratio.end())]
    if clock:
        return [clock]
    if (decade := _DECADE.match(text, at)) and (decade[1] or text[:at].endswith(("the ", "the '"))):
        return [Token("look", "vintage", at, decade.end())]
    if scope := _SCOPE.match(text, at):
        return [Token("ratio", "21:9", at, scope.end())]
    if broadcast := broadcast_rate(text, at):
        return [broadcast]
    if primes := primes_at(text, at):
        return [primes]
    return frame_at(text, at)


def _chinese_special(text: str, at: int) -> list[Token] | None:
    """九比十六, 百分之三十五, 三分之一."""
    ratio = _ZH_RATIO.match(text, at)
    if ratio and (ratio[1], ratio[2]) in _ZH_RATIOS:
        return [Token("ratio", _ZH_RATIOS[ratio[1], ratio[2]], at, ratio.end())]
    percent = _PERCENT_OF.match(text, at)
    if percent and percent.end() < len(text) and (number := number_at(text, percent.end())):
        return [Token("pct", "pct", at, number[1], number[0])]
    part = _ZH_PART.match(text, at)
    if part:
        below = number_at(part[1], 0)
        above = number_at(part[2], 0)
        if below and above:
            return [Token("frac", "part", at, part.end(), above[0] / below[0])]
    return None


_ADDED = re.compile(r"\s+(?:more|extra|additional|further|full|whole|entire)(?=\s+(?:sec|min|hour|decibel|percent|db))")


def _unit_behind_more(text: str, at: int) -> tuple[str, float, int] | None:
    """The unit of "2 more seconds"."""
    between = _ADDED.match(text, at)
    return _unit_at(text, between.end()) if between else None


def _with_unit(text: str, start: int, value: float, end: int) -> Token:
    """The number with its unit, or a bare number."""
    if (share := tenths(text, start, value, end)) is not None:
        return share
    link = _LINK.match(text, end) if value < 1 else None
    unit = _unit_at(text, link.end()) if link and link.end() < len(text) else None
    unit = unit if unit is not None and unit[0] in ("dur", "db", "deg") else None  # half of the time, a third of the frames
    unit = unit or (_unit_at(text, end) if end < len(text) else None) or _unit_behind_more(text, end)
    if unit is None or (unit[0] == "step" and value < 1):
        return (
            Token("frac", "part", start, end, value)
            if 0 < value < 1 and (not text[start].isdigit() or "/" in text[start:end]) and text[start] != "."
            else Token("num", "num", start, end, value)
        )
    if unit[0] == "dur":
        return _duration(text, start, value, unit)
    if unit[0] == "times" and (value != int(value) or text.endswith((" at ", " to "), 0, start)):
        return Token("factor", "factor", start, unit[2], value)
    if unit[0] == "factor" and text.startswith("半", unit[2]):
        return Token("factor", "factor", start, unit[2] + 1, value + 0.5)
    return Token(unit[0], unit[0], start, unit[2], round(value * unit[1], 4))


def quantity_at(text: str, at: int) -> list[Token] | None:
    """The quantity that starts at `at`, with a sign where there is one."""
    first, begin, sign = text[at], at, 1.0
    spelled = _SIGN.match(text, at) if first in "mnp负" else None
    if spelled:
        sign, begin = (1.0 if spelled[0].startswith("plus") else -1.0), spelled.end()
        first = text[begin]
    if first in "+-" and (text[at + 1 : at + 2].isdigit() or _SIGNED_HAN.match(text, at + 1) or _signs_a_word(text, at)):
        sign, begin = (-1.0 if first == "-" else 1.0), at + 1
        first = text[begin]
    if first.isascii() and first.isdigit() and (special := _special(text, begin)):
        return special
    if not first.isascii() and (special := _chinese_special(text, begin)):
        return special
    if multiple := folded(text, begin):
        return multiple
    if timed := _TIMES_SIGN.match(text, begin):
        return [Token("factor", "factor", at, timed.end(), float(timed[1]))]
    if first == "a" and (angle := _ANGLE.match(text, begin)):
        return [Token("deg", "deg", at, angle.end(), float(angle[1]))]
    if first == "a" or first == "o":
        article = _ARTICLE_UNIT.match(text, begin)
        if article:
            kind, scale = _UNITS[article[1]]
            return [_duration(text, at, 1.0, (kind, scale, article.end()))]
    number = number_at(text, begin)
    if number is None:
        return None
    token = _with_unit(text, begin, *number)
    token.start = at
    if sign < 0 and token.kind != "dur":
        token.value = -token.value
    token.name = "signed" if begin > at and token.kind != "dur" else token.name
    return [token]


_SIGNED_WORD = re.compile(r"[+-](?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty)\b")


def _signs_a_word(text: str, at: int) -> bool:
    """ "Contrast -fifteen percent"."""
    return (not at or text[at - 1].isspace()) and _SIGNED_WORD.match(text, at) is not None


def may_start(text: str, at: int, word: str) -> bool:
    """Whether a quantity can start here; `word` is the Latin word at `at`, if any."""
    first = text[at]
    if first.isascii():
        return (
            first.isdigit()
            or word in NUMBER_WORDS
            or word in FOLD
            or word in ("minus", "negative", "plus", "another")
            or (first in "+-.x" and text[at + 1 : at + 2].isdigit())
            or (first in "+-" and _signs_a_word(text, at))
            or (first in "+-" and _SIGNED_HAN.match(text, at + 1) is not None)
        )
    return first in _ZH_START or first in "½¼¾⅓⅔" or text.startswith("百分之", at)
