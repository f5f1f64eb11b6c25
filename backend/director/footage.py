"""The footage called by its name: "talk.mp4 trim the silences" means the video that is there, not a picture laid over it."""

import re

from backend.director.scene import Scene

_PICTURE = re.compile(r"\.(?:mp4|mov|mkv|webm|avi|m4v)$", re.IGNORECASE)
_LAID_OVER = re.compile(
    r"\b(?:overlay|picture.in.picture|pip|corner|on top of|over (?:the|it|my|this)|inset|watermark|logo|insert|b-?roll|intro|outro)\b"
    r"|画中画|畫中畫|叠|疊|角|水印|盖|蓋|片头|片頭|片尾|插入",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_MUSING = re.compile(r"^\s*(?:hm+|um+|uh+|er+m?|嗯+|呃+)\s*[,，…。.]+\s*(?=\S)", re.IGNORECASE)
_PAUSED = re.compile(r",\s*(?:hm+|uh+|er+m?)\s*,?\s+(?=(?:actually|no|wait|maybe|make|let|sorry|rather)\b)", re.IGNORECASE)
_LED = re.compile(
    r"^\s*(?:hm+|um+|uh+|er+m?)\s+(?=(?:can|could|would|will|i|i'd|let|let's|maybe|please|make|ok|okay|what|how|so|well|actually|the)\b)",
    re.IGNORECASE,
)
_HM = re.compile(r"^\s*hm{1,6}\s+(?!(?:and|or|sounds?|noises?)\b)", re.IGNORECASE)
_FILLERS = re.compile(r"\b(?:um+|uh+|hm+s?|fillers?)\b|嗯|呃|语气词|語氣詞|口头禅", re.IGNORECASE)

_TAKEN = re.compile(
    r"^\s*(?:please\s+)?(?:take|use|open|load|grab|upload|import|get|start with|here(?:'s| is)|请?(?:用|打开|上传|导入))"
    r"\s*(?:the video|视频|,)"
    r"\s*(?:and then\b|and\b|then\b|[,，]|并且?|再|然后)?\s*(?=\S)",
    re.IGNORECASE,
)


def plainly(text: str, scene: Scene) -> str:
    """`text` with the names of footage, and their paths, as plain words for the video, and without a musing "hmm," before it."""
    rest = _LED.sub("", _MUSING.sub("", text, count=1), count=1)
    if rest == text:
        rest = _HM.sub("", text, count=1)
    if rest != text and not _FILLERS.search(rest):
        text = rest
    if (rest := _PAUSED.sub("", text)) != text and not _FILLERS.search(rest):
        text = _PAUSED.sub(", ", text)
    if not scene.media_names:
        return text
    laid_over, said = bool(_LAID_OVER.search(text)), text
    unescaped = text.replace(r"'\''", "'").replace("\\", "").lower()
    for name in sorted(scene.media_names, key=len, reverse=True):
        if name.lower() not in unescaped:
            continue
        if name in scene.footage or (_PICTURE.search(name) and not laid_over):
            text = _mention(name).sub(lambda found: _words(found, found.string), text)
    return text if text == said else _TAKEN.sub("", text, count=1)


def _mention(name: str) -> re.Pattern[str]:
    """The name as it may stand in a message: behind a path, in quotes, with escapes of a shell."""
    spelled = "".join(r"(?:'\\''|\\?')" if letter == "'" else r"\\?" + re.escape(letter) for letter in name)
    path = r"""["'`“‘]?(?:file://)?(?:(?:[A-Za-z]:|~|\.{1,2})?[/\\][^\n"`“”]{0,300}?)?"""
    return re.compile(rf"""{path}{spelled}["'`”’]?""", re.IGNORECASE)


def _words(found: re.Match[str], text: str) -> str:
    """Nothing but a pause at either end of the message; else the video, in the language around it."""
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if not before or not after:
        return ", "
    return "视频" if _HAN.match(after) or _HAN.match(before[-1]) else " the video "
