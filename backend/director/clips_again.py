"""The last edit of a clip done to other clips too: "do the same to clip 3", "the same for the others", 对其他片段也这样做."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from backend.director.numbers import ZH_DIGITS
from backend.director.scene import Scene
from backend.edits import EDIT, AnyEdit

OPS = frozenset({"mute", "volume", "color", "blur", "sharpen", "stabilize", "flip", "zoom", "speed", "reverse"})
"""What can be done to a stretch again. Of these, only speed moves what comes after it."""

SURE = 0.95
"""Of a message that is nothing but such words."""

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"),
            ("eighth", "8th"),
            ("ninth", "9th"),
            ("tenth", "10th"),
        ),
        1,
    )
    for word in words
}
_CLIP = r"(?:clips?|ones?|scenes?|shots?|parts?|pieces?)"
_NTH = "|".join(_ORDINALS)
_ENGLISH_ONE = (
    rf"(?:the\s+)?(?:{_NTH}|last)(?:\s+{_CLIP})?|clips?\s+\d+|(?:the\s+)?(?:other|remaining)\s+(?:(?:two|three|\d+)\s+)?{_CLIP}"
    rf"|(?:all\s+)?(?:of\s+)?the\s+others?|the\s+rest(?:\s+of\s+(?:the\s+clips|them))?|(?:all|every)(?:\s+the)?\s+other\s+{_CLIP}"
)
_MANY = rf"(?:{_ENGLISH_ONE})(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:{_ENGLISH_ONE}|\d+))*"
_LEAD = r"(?:(?:now|then|please|and|also|ok|okay|can you|could you)[\s,]+)*"
_ENGLISH = re.compile(
    rf"{_LEAD}(?:(?:do|apply|make)\s+)?(?:exactly\s+)?(?:the\s+(?:very\s+)?same(?:\s+thing)?|that|this|it|the same (?:edit|effect|change))"
    rf"\s+(?:to|for|with|on)\s+(?P<clips>{_MANY})(?:[\s,]+(?:too|as well|please|now))*[\s.!]*",
    re.IGNORECASE,
)
_DIGIT = r"(?:[一二两三四五六七八九十]|\d+)"
_ZH_CLIP = "(?:个?(?:片段|视频|镜头|部分)|[个段])"
_ZH_ONE = rf"(?:第{_DIGIT}{_ZH_CLIP}?|最后一?{_ZH_CLIP}|(?:其他|其它|其余|剩下|剩余|另外)的?(?:所有的?|[几两三四]){{0,1}}{_ZH_CLIP}?)"
_CHINESE = re.compile(
    rf"(?:请|再|然后|接着|也|[，,\s])*(?:对|给|把|将|让)?(?P<clips>{_ZH_ONE}(?:(?:和|跟|与|、|，){_ZH_ONE})*)(?:也|都|全)*"
    r"(?:这样|这么|同样|一样|照样|如此)(?:地|的)?(?:做|处理|弄|来|剪|操作|改)?(?:一下|吧|了)?[。！.!\s]*"
)
_BETWEEN = re.compile(r"(?:\s*[,;.，。；]\s*|\s+)(?:and\s+then|and|then)\s+|\s*[,;，。；]\s*|(?=然后|再对|再给|并且?对)")


@dataclass(frozen=True, slots=True)
class Again:
    """What comes before the words in the message, the words, and the numbers of the clips that they name, -1 the last; none: the others."""

    before: str
    words: str
    clips: tuple[int, ...]


def read(text: str, scene: Scene) -> Again | None:
    """The end of a message, or all of it, that asks for the same again for clips. Only where the timeline has several."""
    if len(scene.spans) < 2 or len(text) > 1000:
        return None
    for start in [0, *(border.end() for border in _BETWEEN.finditer(text))]:
        words = text[start:].strip()
        if match := _ENGLISH.fullmatch(words) or _CHINESE.fullmatch(words):
            return Again(text[:start].strip(" ,;.，。；\n"), words, _numbers(match["clips"]))
    return None


def again(found: Again, edits: Sequence[AnyEdit], scene: Scene) -> list[AnyEdit] | None:
    """The last of `edits` for the clips, those from the end first; None where it was not an edit of a clip that can be done again."""
    last = next((edit.said() for edit in reversed(edits)), {})
    stretch = _stretch(last)
    run = [one for one in takewhile(lambda one: _stretch(one) == stretch, (edit.said() for edit in reversed(edits))) if one["op"] in OPS]
    if stretch is None or not run or last["op"] not in OPS:
        return None
    done = {place for place, (start, end) in enumerate(scene.spans) if _inside((start, end), stretch)} or {
        place for place, (start, _) in enumerate(scene.spans) if abs(start - stretch[0]) < 0.05
    }
    if not done:
        return None
    count = len(scene.spans)
    wanted = [number - 1 if number > 0 else count + number for number in found.clips] or [one for one in range(count) if one not in done]
    if not all(0 <= place < count for place in wanted):
        return None
    places = sorted(set(wanted) - (done if not found.clips else set()), reverse=True)
    return [EDIT.validate_python(one | dict(zip(("from", "to"), scene.spans[place], strict=True))) for place in places for one in run[::-1]]


def _stretch(said: dict[str, object]) -> tuple[float, float] | None:
    start, end = said.get("from"), said.get("to")
    return (float(start), float(end)) if isinstance(start, int | float) and isinstance(end, int | float) else None


def _inside(clip: tuple[float, float], stretch: tuple[float, float]) -> bool:
    return stretch[0] - 0.05 <= clip[0] and clip[1] <= stretch[1] + 0.05


def _numbers(words: str) -> tuple[int, ...]:
    """The clips that are named one by one."""
    plain = words.casefold()
    named = [] if re.search(r"\bothers?\b|\bremaining\b|\brest\b", plain) else re.findall(rf"\b(?:{_NTH}|last|\d+)\b", plain)
    english = [_ORDINALS.get(word) or (-1 if word == "last" else int(word)) for word in named]
    chinese = [
        int(number) if number.isdecimal() else 10 if number == "十" else int(ZH_DIGITS[number])
        for number in re.findall(rf"第({_DIGIT})", words)
    ]
    return (*english, *chinese, *([-1] if "最后" in words else []))
