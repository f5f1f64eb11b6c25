"""Files and addresses named in a message: dropped paths (the whole text), and paths or URLs inside a sentence.

`is_file` is injected, so this module touches no disk. A path need not exist to be found in a sentence: its shape decides,
and `is_file` only settles where an unquoted path with spaces ends. Whether a found path comes in or is merely talked about
is decided in `incoming`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from routing.athand import at_hand
from routing.paths import DRIVE, expanded, from_file_url, local, pieces, unescaped
from routing.plan import Media

IsFile = Callable[[str], bool]

DROPPED = frozenset({"mp4", "mov", "avi", "webm", "mkv", "jpg", "png", "gif", "webp", "mp3", "wav", "m4a", "aac"})
"""Extensions that a dropped path may have (conventions 5.3)."""

EXTENSIONS = DROPPED | {
    "jpeg", "m4v", "mts", "m2ts", "mpg", "mpeg", "3gp", "wmv", "flv", "ts", "mxf", "heic", "bmp", "tif", "tiff", "flac", "ogg", "opus",
    "aif", "aiff", "wma", "srt", "vtt", "ass",
}  # fmt: skip
"""Extensions that make a path or address in a sentence media."""

_LONGEST = 4096  # PATH_MAX of Linux
_ENDING = r"\.(?:" + "|".join(sorted(EXTENSIONS, key=len, reverse=True)) + r")(?![A-Za-z0-9])"
_ROOT = r"(?:/|~/|~\w+/|\./|\.\./|[A-Za-z]:[\\/]|\\\\)"
_START = r"(?<![^\s(<\[,;:=\u3000-\uffef])"


class _Patterns(NamedTuple):
    url: re.Pattern[str]
    quoted: re.Pattern[str]
    plain: re.Pattern[str]
    relative: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """What needs a slash to be found; built when the first one is seen."""
    return _Patterns(
        re.compile(r"(?i:https?)://[!#-&(-;=?-_a-~]+|(?i:file)://[^\s\"'<>]+"),
        re.compile(rf"[\"'`\u201c\u2018](?P<path>(?:{_ROOT}|(?i:file)://)[^\n\"`\u201d\u2019]{{1,1000}}?)[\"'`\u201d\u2019]"),
        re.compile(rf"{_START}{_ROOT}(?:\\[^\n]|[^\s\\\"'`<>|，。；！？、]|\\)*"),
        re.compile(rf"{_START}[\w.\-@()]{{1,255}}(?:/[\w.\-@()]{{1,255}}){{1,40}}(?i:{_ENDING})"),
    )


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"[^\s/\\:*?\"<>|][^/\\:*?\"<>|\n]{{0,200}}?(?<!\s){_ENDING}", re.IGNORECASE)


@cache
def _extended() -> re.Pattern[str]:
    return re.compile(rf"[^\n\"'`<>|]{{0,300}}?{_ENDING}", re.IGNORECASE)


@cache
def _end() -> re.Pattern[str]:
    return re.compile(_ENDING, re.IGNORECASE)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        r"(?:use|put|add|cut|trim|merge|delete|remove|take|move|insert|play|open|make|mute|swap|replace|with|drop|crop|edit|show|start|export"
        r"|save|render|usa|pon|quita|mets|coupe|nimm|schneide)\s|[用把将剪删]",
        re.IGNORECASE,
    )


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(r"[，。；！？：]|导出|匯出|[输輸]出|另存|保存|存[成为為]|命名|文件名|[档檔]名|渲染")


_TAIL = ".,;:!?)]}>，。；：！？、）"


def dropped(text: str, is_file: IsFile) -> tuple[Media, ...]:
    """The files of a text that is nothing but dropped paths; empty where one piece does not qualify."""
    whole = text.strip(" \t\r\n")
    if not whole or "\n" in whole or "\r" in whole or len(whole) > 64 * _LONGEST or not re.search(r"[/~'\"]|[A-Za-z]:\\", whole):
        return ()
    offset = text.index(whole)
    if (value := local(whole)) and _qualifies(value, is_file):
        return (Media("path", value, offset, offset + len(whole)),)
    found = []
    for piece, start, end in pieces(whole):
        value = local(piece)
        if not value or not _qualifies(value, is_file):
            return ()
        found.append(Media("path", value, offset + start, offset + end))
    return tuple(found)


def find(text: str, is_file: IsFile) -> tuple[Media, ...]:
    """Every path and address of a message, in order, without overlap. A path is found by its shape, also where no such file is."""
    taken: list[Media] = []
    for media in _candidates(text, is_file):
        if all(media.end <= other.start or media.start >= other.end for other in taken):
            taken.append(media)
    return tuple(sorted(taken, key=lambda media: media.start))


def _candidates(text: str, is_file: IsFile) -> Iterator[Media]:
    if "." in text:
        yield from at_hand(text, _end(), is_file)
    if "/" not in text and "\\" not in text:
        if "." in text:
            yield from _lone_name(text, is_file)
        return
    yield from _addresses(text)
    for match in _patterns().quoted.finditer(text):
        value = local(match["path"])
        if value and (_end().search(value) or _is_folder(value)):
            yield Media("path", value, match.start(), match.end())
    for match in _patterns().plain.finditer(text):
        if media := _plain(text, match, is_file):
            yield media
    for match in _patterns().relative.finditer(text):
        yield Media("path", match.group(), match.start(), match.end())


def _addresses(text: str) -> Iterator[Media]:
    for match in _patterns().url.finditer(text):
        address = match.group().rstrip(_TAIL)
        end = match.start() + len(address)
        if address.lower().startswith("file:"):
            value = from_file_url(address)
            if value:
                yield Media("path", value, match.start(), end)
        else:
            yield Media("url", address, match.start(), end)


def _plain(text: str, match: re.Match[str], is_file: IsFile) -> Media | None:
    """An unquoted path: to the first blank when that ends it, else to the media ending beyond the blanks."""
    token = match.group().rstrip(_TAIL)
    start = match.start()
    if inner := _last_ending(token):
        token = token[:inner]
    elif longer := _extended().match(text, start, start + _LONGEST):
        candidate = longer.group()
        tail = candidate[len(token):]
        if is_file(unescaped(candidate)) or _may_span(token, tail):
            token = candidate
    value = expanded(unescaped(token))
    if _end().search(value) or is_file(value) or _is_folder(value):
        return Media("path", value, start, start + len(token))
    return None


def _last_ending(token: str) -> int:
    ends = [match.end() for match in _end().finditer(token)]
    return ends[-1] if ends else 0


def _may_span(token: str, tail: str) -> bool:
    """Whether the words after a blank belong to the path: few of them, and no second path begins there."""
    return len(token) > 1 and len(tail) <= 80 and tail.count(" ") <= 6 and not re.search(rf"\s{_ROOT}|https?:|[,;，。；!?]", tail)


def _is_folder(value: str) -> bool:
    """Whether a path without a media ending is deep enough to be meant as a folder of media."""
    if re.search(r"/\.[^./]|\s/|^/(?:etc|proc|dev|sys)/", value):
        return False
    deep = sum(bool(part) for part in value.split("/"))
    if DRIVE.match(value):
        return len(value) > 4
    return deep >= 3 or (deep == 2 and (value[0] == "~" or (value[0] == value[-1] == "/")))


def _lone_name(text: str, is_file: IsFile) -> Iterator[Media]:
    """A bare file name counts only where it is the whole message. A sentence without blanks (导出，文件名…) is none."""
    bare = text.strip(" \t\r\n\"'`")
    single = len(_end().findall(bare)) == 1 and not _verb().match(bare) and len(bare.split()) <= 4
    if len(bare) <= 255 and single and _name().fullmatch(bare) and (not _sentence().search(bare) or is_file(bare)):
        start = text.index(bare)
        yield Media("path", bare, start, start + len(bare))


def _qualifies(value: str, is_file: IsFile) -> bool:
    absolute = value.startswith(("/", "~")) or bool(DRIVE.match(value))
    return absolute and value.rpartition(".")[2].lower() in DROPPED and is_file(value)
