"""Words that say what something is for, not what is to be done: "captions people can read with the sound off", 静音也能看懂的字幕."""

import re
from collections.abc import Iterator

from backend.director.gate import Gated
from backend.director.masks import masks
from backend.director.relatives import relatives
from backend.director.set_apart import set_apart

_ASIDE = Gated(
    r"\b(?:read|watch(?:es|ed|ing)?|view(?:s|ed|ing)?|scroll(?:s|ing)?|follow|understand|see|use)\b[^,.;!?]{0,24}?"
    r"(?P<aside>\b(?:with (?:the |their )?(?:sound|audio|volume)(?: turned| switched)? off|on mute"
    r"|without (?:the |any )?(?:sound|audio)|muted|in silence)\b)"
    r"|(?P<aside2>\b(?:on mute|with (?:the )?(?:sound|audio) off) (?:viewers?|people|watchers?)\b)"
    r"|(?P<aside4>(?:这样|免得|省得|不然会|不然)?(?:别|不要|不会|不能|不)再?(?:挡|遮)(?:住|着|到|了|掉)?[^,，。；;!！\s一-鿿]?(?:(?!放|挪|移|往|就|改|加)[一-鿿]){0,8})"
    r"|(?P<aside3>(?:静音|不开声音|关着声音|没声音|无声)(?:状态下|的时候|时|下)?(?:也|都)?(?:能|可以|照样)?(?:看|刷|观看|浏览)(?:得?懂|得?明白|的人)?)"
)
_PURPOSE = Gated(
    r"\bso (?:that )?(?:it|they|that|this|we|you|i|nobody|no one|(?:the|my|our|his|her|your|its) [a-z' ]{2,30}?)"
    r"(?:'s not| is not"
    r"| are not| isn't| aren't| doesn't| does not| don't| do not| won't| will not| can't| cannot| stops?| never| no longer)"
    r" (?P<rest>[^,.;!?\n—]*)"
)
_ASKS = re.compile(
    r"\d|\b(?:crop|cropped|cut|cuts|exceed|longer|shorter|long|short|drown|drowns"
    r"|loud|louder|over ?power|overlap|seconds?|minutes?|lost|lose"
    r"|silent|cover up|please)\b"
)
_RELATIVE = Gated(
    r"(?<=[a-z]) (?:that|which) (?:was|were|got|had been|has been|have been|is|are) (?:just |already |accidentally )?"
    r"(?:removed|deleted|taken (?:out|off|away)|cut|dropped|lost|added|put (?:on|in)|undone)"
    r"(?: (?:before|earlier|previously|by mistake|accidentally))?"
    r"(?=\s*(?:$|[,.;!?]| (?:and|then|but|please)\b))"
    r"|(?<=[a-z]) (?:that |which )?(?:you|i|we|they|he|she|someone)(?:'ve|'d)? (?:just |had |have |already |accidentally )*"
    r"(?:removed|deleted|took (?:out|off|away)|dropped|lost)(?: (?:before|earlier|previously|by mistake|accidentally))?"
    r"(?=\s*(?:$|[,.;!?]| (?:and|then|but|please)\b))"
)
_NEXT = re.compile(r" (?:and|then|but|plus)(?: then| also)? (?=[a-z])")


def without_asides(normal: str, text: str) -> tuple[str, str]:
    """The normal form and the text with such words blank, letter for letter."""
    for start, end in _asides(normal):
        if any(mask.start < start and end <= mask.end for mask in masks(text).values()):
            continue
        blank = " " * (end - start)
        normal, text = normal[:start] + blank + normal[end:], text[:start] + blank + text[end:]
    return normal, text


_TAG_WITHIN = re.compile(
    r",? (?:(?:is|are|was|were|does|do|did|has|have|ca|wo)n't (?:it|they|that|this|he|she|you(?: think)?)|don't you think|right|no|innit"
    r"|wouldn't you say)\?(?=\s+\S)"
)
_HOW_IF = re.compile(r"(?:^|(?<=[,.;!?。\s]))要不(?:然|就)?(?=[^要能会行是\s,])")
_TAG = Gated(
    r"(?:, ?right|,? ?(?<=[ ,])no|, ?you know|,? ?(?<=[ ,])(?:eh|huh|yeah|innit|isn't it|is it not|don't you think"
    r"|wouldn't you say))\?+\s*$"
)


_HOW_IT_LOOKS = Gated(
    r"^\W*(?P<aside>(?:what (?:does|would|will) (?:it|this|that|the (?:video|clip)) look like"
    r"|how (?:does|would|will) (?:it|this|that|the (?:video|clip)) look)) (?=(?:in|with|without|as)\b)"
)


def _asides(normal: str) -> Iterator[tuple[int, int]]:
    if tag := _TAG.search(normal):
        yield tag.start(), tag.end()
    elif "?" in normal:
        yield from ((tag.start(), tag.end() - 1) for tag in _TAG_WITHIN.finditer(normal))
    if looks := _HOW_IT_LOOKS.search(normal):
        yield looks.span("aside")
        if normal.rstrip().endswith("?"):
            yield len(normal.rstrip()) - 1, len(normal.rstrip())
    found = _ASIDE.search(normal)
    if found is not None:
        yield found.span(next(name for name in ("aside", "aside2", "aside3", "aside4") if found[name]))
    if "要不" in normal:
        yield from (found.span() for found in _HOW_IF.finditer(normal))
    for relative in _RELATIVE.finditer(normal):
        yield relative.span()
    yield from relatives(normal)
    yield from set_apart(normal)
    for purpose in _PURPOSE.finditer(normal):
        link = _NEXT.search(purpose["rest"])
        end = purpose.start("rest") + link.start() if link else purpose.end()
        if not _ASKS.search(normal[purpose.start("rest") : end]):
            yield purpose.start(), end
