"""Wishes put off: "ask me later about the music", 配乐回头再说. They are not for now."""

import re

from backend.director.gate import Gated

_LATER = r"\b(?:later(?! (?:than|on in|in the|part))|(?:another|some other) (?:time|day)|next time|tomorrow)\b"
_PUT_OFF = Gated(
    r"\b(?:ask|remind|tell me|talk about|talk|discuss|come back|get back|deal|worry|think|decide|figure|sort|see about|look at|circle back"
    r"|leave (?:the |my )?\w+ for|save (?:the |my )?\w+ for|we(?:'ll| will| can)|i(?:'ll| will| can|'m going to| might))\b[^.;!?]{0,50}?"
    + _LATER
    + r"|(?:以后|回头|晚点|改天|下次|过会儿?|待会儿?|等会儿?|一会儿?)(?:我|咱|我们|咱们)?再"
    r"|(?:之后|后面)(?:我|咱|我们|咱们)?再(?:说|看|定|讲|聊|决定|考虑|讨论|议)"
)


_PARTED = re.compile(r"(?<=[,.;!?\n，。；！？])|(?=\b(?:but|so|then|(?:and )?for now)\b)|(?<=先)(?=把)")


def without_postponed(normal: str, text: str) -> tuple[str, str]:
    """The normal form and the text with what is put off blank, letter for letter."""
    if not _PUT_OFF.search(normal):
        return normal, text
    at = 0
    for part in _PARTED.split(normal):
        if _PUT_OFF.search(part):
            kept = part[len(part.rstrip(" ,.;!?\n，。；！？")) :]
            end = at + len(part) - len(kept)
            blank = " " * (end - at)
            normal, text = normal[:at] + blank + normal[end:], text[:at] + blank + text[end:]
        at += len(part)
    return normal, text
