"""Words that ask for a picture file of the result: a thumbnail, a cover image, a frame at a time. Told from edits and questions. Pure."""

import re
from dataclasses import dataclass
from pathlib import Path

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]{0,300}”|「[^」]{0,300}」|『[^』]{0,300}』|(?<!\w)'[^']*'(?!\w)")
_PARTS = re.compile(
    r"(\s*(?:[,;，；。！？、\n]+|[.!?](?=\s|$)|\band then\b|\bthen\b|\band\b|\bplus\b|然后|並且|并且|而且|接着|再|并|和)\s*)",
    re.IGNORECASE)
_COVER = r"(?:thumb ?nail|(?:cover|poster|preview) (?:image|picture|photo|pic|frame|shot|still)|poster|video cover|youtube cover)s?"
_THING = re.compile(
    rf"\b{_COVER}\b|\bscreen ?(?:shot|grab|cap)s?\b|\bframe grab\b|\bstill (?:frame|image|picture|photo)\b"
    r"|\b(?:export|save|grab|extract|capture|pull|get|download|send)\b.{0,25}\bframe\b.{0,30}(?:\bat\b|\bfrom\b|\bof\b|\bas\b|\d)"
    r"|\b(?:export|save|grab|extract|capture|pull|download) the (?:first|last) frame\b"
    r"|封面(?!字|文字|标题|標題|文案|页)|缩略图|縮圖|截图|截圖|截一?[张帧幀張]"
    r"|(?:导出|保存|存|抓取?|提取).{0,12}(?:那|这|第一|最后一?)?[帧幀](?!率)", re.IGNORECASE)
_WISH = re.compile(
    r"\b(?:make|create|save|export|grab|give|get|take|generate|need|want|extract|pull|produce|capture|write|render|download|send|pick|"
    r"choose|use)\b"
    r"|导出|導出|匯出|生成|做|截|保存|存|要|来|取|给|給|抓|弄|选|挑|出", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:don'?t|do not|no|never|without|remove|delete|add|put|overlay|insert|freeze|hold|what|how|which|why|rate|bigger|smaller|text|"
    r"title)\b"
    rf"|\b(?:on|in|into|to|over) (?:the|my|a|that) {_COVER}\b"
    r"|不要|别|別|不用|去掉|删|刪|加|放|插入|定格|什么|怎么|如何|吗|嗎|封面上|封面里", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:use|take|with|from|using|用|取).{0,20}(?:\bframe\b|[帧幀]|\bat\b|\d)", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\b(?:as|to|into|called|named)\b|保存为|存为|命名为|导出为|(?<=封面)为|叫做?)\s*[:：]?\s*(?:[\"“'](?P<quoted>[^\"”'\n]+\.(?:jpe?g|png))[\"”']"
    r"|(?P<bare>[^\s\"'“”,;，。；]+\.(?:jpe?g|png)))", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,2}):(\d{2}(?:\.\d+)?)(?![\d:])")
_SPOKEN = re.compile(
    r"(?:第\s*)?(?:(\d+)\s*(?:m|min|minutes?|分钟?|分鐘)\s*)?(\d+(?:\.\d+)?)\s*(?:-|\s)?(?:s|secs?|seconds?|秒)(?![a-z])"
    r"|(?:第\s*)?(\d+)\s*(?:min|minutes?|分钟?|分鐘)(?![a-z])",
    re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|opening) frame\b|\bat the (?:very )?(?:start|beginning)\b|第一[帧幀]|开头|開頭", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|final|closing) frame\b|\bat the (?:very )?end\b|最后一?[帧幀]|最後一?[帧幀]|结尾|結尾", re.IGNORECASE)
LAST = -1.0


@dataclass(frozen=True, slots=True)
class PictureWish:
    """A picture of the frame at `at_s` seconds (None: the best one, `LAST`: the last), as `form`, under `name` if one was said.

    `rest` is what else the message asks for, "" where it is nothing.
    """

    at_s: float | None
    form: str
    name: Path | None
    rest: str


def picture_wish(text: str) -> PictureWish | None:
    """The wish in a message; None where there is none."""
    if _THING.search(_QUOTED.sub(" ", text)) is None:
        return None
    pieces = _PARTS.split(_hidden(text))
    mine, rest, last = list[str](), list[str](), False
    for place in range(0, len(pieces), 2):
        piece, between = pieces[place], pieces[place - 1] if place else ""
        last = _asks(piece) or (last and bool(_SOURCE.match(piece)))
        if last:
            mine.append(piece)
        elif piece.strip():
            rest += [between, piece] if rest else [piece]
    if not mine:
        return None
    said = _shown(" ".join(mine))
    named = _NAMED.search(said)
    name = Path(named["quoted"] or named["bare"]).expanduser() if named else None
    png = name.suffix.lower() == ".png" if name else bool(re.search(r"\bpng\b|png", said, re.IGNORECASE))
    return PictureWish(_moment(_NAMED.sub(" ", said)), "png" if png else "jpg", name, _shown("".join(rest)).strip())


def _asks(piece: str) -> bool:
    bare = _QUOTED.sub(" ", piece)
    found = _THING.search(bare)
    if found is None or _OTHER.search(bare):
        return False
    return bool(_WISH.search(bare)) or found.start() <= 4


_SIGNS = {",": "\ue001", ";": "\ue002", ".": "\ue003", "，": "\ue004", "和": "\ue005"}


def _hidden(text: str) -> str:
    """The text with the signs inside its quotations set aside, so that they part nothing."""
    def covered(found: re.Match[str]) -> str:
        return "".join(_SIGNS.get(letter, letter) for letter in found[0])

    return _QUOTED.sub(covered, text)


def _shown(text: str) -> str:
    for sign, stand_in in _SIGNS.items():
        text = text.replace(stand_in, sign)
    return text


def _moment(text: str) -> float | None:
    """The time that is said, in seconds."""
    if clock := _CLOCK.search(text):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if spoken := _SPOKEN.search(text):
        return int(spoken[3]) * 60.0 if spoken[3] else int(spoken[1] or 0) * 60 + float(spoken[2])
    return 0.0 if _FIRST.search(text) else LAST if _LAST.search(text) else None
