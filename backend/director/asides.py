"""Words that say what something is for, not what is to be done: "captions people can read with the sound off", 静音也能看懂的字幕."""

import re

_ASIDE = re.compile(
    r"\b(?:read|watch(?:es|ed|ing)?|view(?:s|ed|ing)?|scroll(?:s|ing)?|follow|understand|see|use)\b[^,.;!?]{0,24}?"
    r"(?P<aside>\b(?:with (?:the |their )?(?:sound|audio|volume)(?: turned| switched)? off|on mute"
    r"|without (?:the |any )?(?:sound|audio)|muted|in silence)\b)"
    r"|(?P<aside2>\b(?:on mute|with (?:the )?(?:sound|audio) off) (?:viewers?|people|watchers?)\b)"
    r"|(?P<aside3>(?:静音|不开声音|关着声音|没声音|无声)(?:状态下|的时候|时|下)?(?:也|都)?(?:能|可以|照样)?(?:看|刷|观看|浏览)(?:得?懂|得?明白|的人)?)"
)


def without_asides(normal: str, text: str) -> tuple[str, str]:
    """The normal form and the text with such words blank, letter for letter."""
    found = _ASIDE.search(normal)
    if found is None:
        return normal, text
    group = next(name for name in ("aside", "aside2", "aside3") if found[name])
    start, end = found.span(group)
    blank = " " * (end - start)
    return normal[:start] + blank + normal[end:], text[:start] + blank + text[end:]
