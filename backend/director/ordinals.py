"""Which one: the third clip, clip 2nd, 第二段, the last; and 第12秒, which is a time."""

import re

from backend.director.lexicon import lexicon
from backend.director.numbers import ONES, counts, english_at, number_at
from backend.director.quantities import quantity_at
from backend.director.spelling import closest
from backend.director.timecodes import SPOKEN_CLOCK, spoken_clock
from backend.director.tokens import Token

_ORDINAL = re.compile(r"第\s?(\d+|[一二三四五六七八九十两]+)\s?(?=(.?))")


_ORDINAL_LIST = re.compile(
    r"第\s?((?:\d{1,2}|[一二三四五六七八九十])(?:[、,，和](?:\d{1,2}|[一二三四五六七八九十]))+)\s?(?:个|条|支)?(?:片段|镜头|素材|视频|影片|段|条|支)"
)
_ORDINAL_RANGE = re.compile(r"第\s?(\d+|[一二三四五六七八九十两]+)(?=\s?(?:到|至|-|~|—)\s?第?(?:\d+|[一二三四五六七八九十两]+)\s?(秒|分))")
_EXTREME = re.compile(
    r"(?:(最前面?的?(?:那|一)|首|头一|开头那)|(最后面?的?(?:那|这)?[一1]?|末尾那一?|最末一?|(?:结尾|片尾)[那这]一?(?=(?:段|条|个|支)(?:素材|视频|镜头)?(?:提|移|挪|调到|放到|搬))|末)|倒数第\s?([一二两三四五六七八九]|[1-9])\s?)(?:个|条|支)?(?:片段|镜头|素材|视频|影片|段落|段(?!时)|条|支|个(?=放|移|挪|调|提|删|剪|换|和|与|跟|扔|去|$))(?![秒分])"
)


_ORDINAL_CLIP = re.compile(r"(?:个|条|支)?(?:片段|镜头|素材|视频|影片|部分|段落|段|断|端|个|条|支|张|份|场景|场|部|幕|镜)")


def chinese_ordinal(text: str, at: int) -> list[Token] | None:
    """第2段, 第三个片段 -> ord; 第12秒, 第1分20秒 -> point."""
    extreme = _EXTREME.match(text, at)
    if extreme:
        counted = None if extreme[1] or extreme[2] else number_at(extreme[3], 0)
        which = 1 if extreme[1] else -int(counted[0]) if counted else -1
        return [Token("ord", "clip", at, extreme.end(), which)]
    found = _ORDINAL.match(text, at)
    if not found:
        return None
    listed = _ORDINAL_LIST.match(text, at)
    if listed:
        counts = [number_at(part, 0) for part in re.split(r"[、,，和]", listed[1])]
        return [Token("ord", "clip", at, listed.end(), int(count[0])) for count in counts if count]
    ranged = _ORDINAL_RANGE.match(text, at)
    if ranged and (count := number_at(ranged[1], 0)):
        scale = 60.0 if ranged[2] == "分" else 1.0
        return [Token("point", "point", at, ranged.end(1), count[0] * scale)]
    if (beside := _BESIDE.match(text, at)) and (count := number_at(beside[1], 0)):
        which = int(count[0]) + (1 if beside[2] else -1)
        return [Token("ord", "clip", at, beside.end(), which)] if which else None
    number, count = quantity_at(text, found.start(1)), number_at(found[1], 0)
    if number is None or count is None:
        return None
    if number[-1].kind in ("dur", "clock"):
        end = number[-1].end
        return [Token("point", "point", at, end, number[-1].value)]
    clip = _ORDINAL_CLIP.match(text, found.end(1)) or _ORDINAL_CLIP.match(text, found.end())
    end = clip.end() if clip else found.end(1)
    return [Token("ord", "clip" if clip else "ord", at, end, int(count[0]))]


_BESIDE = re.compile(
    r"第\s?(\d{1,2}|[一二三四五六七八九十])\s?(?:个|条)?(?:片段|镜头|视频|段|个|条)(?:的?(?:(后面?|之后|后边|下面)|前面?|之前|前边|上面)的?)"
    r"(?:那|这|紧挨着的)?一?(?:个|条)?(?:片段|镜头|视频|段|个|条)"
)
"""第一段后面那段: the clip beside the one that is numbered."""


_EN_ORDINALS = {
    w: i for i, w in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)
}


NUMBERED = re.compile(r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))(?![a-z])")


_FROM_LAST = re.compile(
    r"(?:(?:second|third)[ -](?:to|from)[ -](?:the[ -])?last|next[ -]to[ -]last|penultimate"
    r"|(?:one|clip|shot|scene) before (?:the )?last(?: one| clip| shot)?)(?![a-z])"
)
_BESIDE_EN = re.compile(
    r"(?:one|clip|shot|scene)(?: (?:that(?:'s| is) )?(?:right |just |directly |immediately )?(?:(after|following)|before|preceding))"
    r" (?:the )?(first|second|third|fourth|fifth|clip (?:\d|one|two|three|four|five)|\d(?:st|nd|rd|th))"
    r"(?: one| clip| shot| scene)?(?![a-z:\d])"
)
""" "The clip after the first one": the one beside it."""
_ORDINAL_TIME = re.compile(
    r"(second(?= minute)|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,3}(?:st|nd|rd|th))"
    r"\s+(second|minute)(?!\s+(?:clip|shot|half|part|one))(?![a-z])"
)
_UNIT_FIRST = re.compile(
    r"(second|sec|minute|min)s?\s+(\d{1,4}(?:\.\d+)?)(?![\d:.%)]|\s*(?:s|x|k|m|ms|msecs?|milliseconds?|fps|secs?|seconds?|mins?|minutes?|times|clips?|lufs|db)\b)"
)
_AND_MORE = re.compile(r"\s+(?:and|with|,)\s+(?:(\d{1,2})\s?(?:s|secs?|seconds?)\b|a half\b)")
"""What goes on behind "minute 3": "minute 3 and 20 seconds", "minute 7 and a half"."""
_COUNTED = re.compile(
    r"(?:clip |shot |scene )?(?:number |no\.? ?|# ?)(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?![\da-z:%]|\.\d)"
)


_FIRST_OF = re.compile(
    r"\s+(?:(?:and|with|&|or|to)\s+(?:the\s+)?(?:second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th))"
    r"|(?:video\s+)?(?:clip|shot|segment|scene|piece|one(?!\s+(?:(?:and|&) a |sec|min|hour|point))|part|video|file|section)s?(?![a-z]))"
)


def _beside(text: str, at: int) -> Token | None:
    found = _BESIDE_EN.match(text, at) if text.endswith(("the ", "that "), 0, at) else None
    if found is None:
        return None
    word = found[2].removeprefix("clip ")
    number = _EN_ORDINALS.get(word) or ONES.get(word) or int(re.sub(r"\D", "", word))
    return Token("ord", "ord", at, found.end(), int(number) + (1 if found[1] else -1))


def english_ordinal(text: str, at: int) -> Token | None:
    """Third, 2nd; "first" only before a clip word (else it is a start), "second" not where it is the unit."""
    if _ANY.match(text, at) is None:
        return None
    counted = _COUNTED.match(text, at)
    if counted:
        return Token("ord", "ord", at, counted.end(), int(counted[1]) if counted[1].isdigit() else ONES[counted[1]])
    from_last = _FROM_LAST.match(text, at)
    if from_last:
        return Token("ord", "ord", at, from_last.end(), -3 if from_last[0].startswith("third") else -2)
    if beside := _beside(text, at):
        return beside
    counted_time = _ORDINAL_TIME.match(text, at)
    if counted_time:
        number = _EN_ORDINALS.get(counted_time[1]) or int(re.sub(r"\D", "", counted_time[1]))
        return Token("clock", "1.0", at, counted_time.end(), float(number * (60 if counted_time[2] == "minute" else 1)))
    timed = _UNIT_FIRST.match(text, at)
    if timed:
        value, end = float(timed[2]) * (60 if timed[1].startswith("m") else 1), timed.end()
        if timed[1].startswith("m") and (more := _AND_MORE.match(text, end)):
            value, end = value + (float(more[1]) if more[1] else 30.0), more.end()
        return Token("clock", "1.0", at, end, value)
    if spelled := spoken_clock(text, at) or _unit_and_words(text, at):
        return spelled
    found = NUMBERED.match(text, at)
    if not found:
        return _misspelt_ordinal(text, at)
    word = found[1]
    if word == "first" or word == "1st":
        follows = _FIRST_OF.match(text, found.end())
        return Token("ord", "ord", at, found.end(), 1) if follows else None
    if word == "2nd" and text.startswith(" half", found.end()):
        return Token("part", "part", at, found.end() + 5, (0.5, 1.0))
    if word == "second" and _UNIT_HERE.match(text, found.end()):
        if text.startswith("half", found.end() + 1):
            return Token("part", "part", at, found.end() + 5, (0.5, 1.0))
        return Token("rel", "at", at, found.end())
    value = _EN_ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    return Token("ord", "ord", at, found.end(), value)


_UNIT_WORDS = re.compile(
    r"(minutes?|mins?|seconds?|secs?)\s+(?=(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty)\b)"
)
_NOT_A_PLACE = re.compile(r"(?:\b(?:first|last|final|opening|closing|an?|one|per|each|every|half|whole|full|the)|\d)[\s-]*$")


def _unit_and_words(text: str, at: int) -> Token | None:
    """ "Minute twelve", "minute fourteen and a half", "minute one thirty", "second five": a moment."""
    found = _UNIT_WORDS.match(text, at)
    if found is None or _NOT_A_PLACE.search(text, max(0, at - 10), at) or not counts(text, found.end()):
        return None
    number = english_at(text, found.end())
    if number is None or (found[1].startswith("s") and number[0] == 1):
        return None
    value, end = number
    if found[1].startswith("s"):
        return Token("clock", "1.0", at, end, value)
    more = english_at(text, end + 1) if text[end : end + 1] == " " and counts(text, end + 1) else None
    if more is not None and more[0] < 60:
        return Token("clock", "1.0", at, more[1], value * 60 + more[0])
    return Token("clock", "1.0", at, end, value * 60)


_UNIT_HERE = re.compile(
    r"\s+(?:\d(?![\d.]*\s?(?:s|secs?|seconds?|mins?|minutes?)\b)|mark|zero"
    r"|(?:two|three|four|five|ten)(?! (?:seconds|minutes))|half|from the)"
)
"""What stands behind "second" where it is no ordinal."""


def _misspelt_ordinal(text: str, at: int) -> Token | None:
    """ "secnd clip", "thrid one": a slip in an ordinal, right before the thing it counts."""
    found = _SLIPPED_ORDINAL.match(text, at)
    meant = closest(found[1], _EN_ORDINALS) if found and found[1] not in lexicon().guarded else None
    return Token("ord", "ord", at, found.end(1), _EN_ORDINALS[meant], fuzzy=True) if found and meant else None


_SLIPPED_ORDINAL = re.compile(r"([a-z]{4,8})\s+(?:clip|shot|segment|scene|one|part|cilp|clp)s?(?![a-z])")
_BEGINNINGS = (SPOKEN_CLOCK, _COUNTED, _FROM_LAST, _BESIDE_EN, _ORDINAL_TIME, _UNIT_FIRST, _UNIT_WORDS, NUMBERED, _SLIPPED_ORDINAL)
_ANY = re.compile("|".join(one.pattern for one in _BEGINNINGS))
"""Whether any of them begins at a word; most words begin none."""
