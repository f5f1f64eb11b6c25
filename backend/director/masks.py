"""What must not be read as a command: quotations, file names, handles, links, and the text of a title said without quotes.

Each stretch is found on the original text and hidden from the grammar, which sees only that a quotation or a file stands there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mask:
    """A hidden stretch [start, end) of the text. `value` is what was written, without its quotes."""

    kind: str
    start: int
    end: int
    value: str


_PAIRS = {
    "“": '”"“',
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "«": "»",
    "„": "“”",
    '"': '"”',
    "＂": "＂",
    "`": "`",
    "〝": "〞",
    "【": "】",
    "〔": "〕",
    "〖": "〗",
    "﹁": "﹂",
    "”": "”“",
}
_SINGLE = {"'": "'’", "‘": "’'", "’": "’'"}
_OPENER = re.compile("[" + "".join((*_PAIRS, *_SINGLE)) + "]")
_PRIME = re.compile(r"(?<![\d:])\d{1,2}['’′]\s?\d{1,2}(?:\.\d+)?$")
_LONGEST = 600
_FILE = re.compile(
    r"(?<![A-Za-z0-9_])[A-Za-z0-9_\-./~\\]*[A-Za-z0-9_\-]\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|heic|mp4|mov|mkv|webm|avi|m4v|mp3|wav|m4a|aac|flac|ogg|opus)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SPACED_FILE = re.compile(
    r"[^/\\\n]{1,80}\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|heic|mp4|mov|mkv|webm|avi|m4v|mp3|wav|m4a|aac|flac|ogg|opus)", re.IGNORECASE
)
_HAN_FILE = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9_\-]{1,30}\.(?:png|jpe?g|gif|webp|svg|bmp|mp4|mov|mkv|webm|avi|m4v|mp3|wav|m4a|aac|flac|ogg)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r".*[把放加用上的是入成为和将叠插贴换配角印歌乐曲图](?!$)")
_HANDLE = re.compile(r"(?<![A-Za-z0-9_.@])[@#][A-Za-z_\u3400-\u9fff][A-Za-z0-9_.\u3400-\u9fff]*[A-Za-z0-9_\u3400-\u9fff]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s，。、；]+|\b[a-z0-9-]+\.(?:com|org|net|io|co|tv|cn|de)(?:/[^\s，。]*)?\b", re.IGNORECASE)


def _quotes(text: str) -> Iterable[Mask]:
    at = 0
    while opener := _OPENER.search(text, at):
        at = opener.start()
        first = text[at]
        closers = (
            ""
            if first in '"”' and _PRIME.search(text[:at])
            else _PAIRS.get(first) or (_SINGLE.get(first, "") if _may_open(text, at) else "")
        )
        end = _closing(text, at, closers) if closers else -1
        if end > at + 1:
            yield Mask("quote", at, end + 1, text[at + 1 : end].strip())
            at = end
        at += 1


def _may_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return not (before.isalnum() and before.isascii()) and at + 1 < len(text) and not text[at + 1].isspace()


def _joined_behind(text: str, at: int) -> bool:
    """Whether a letter or figure follows the apostrophe at `at`."""
    after = text[at + 1 : at + 2]
    return after.isalnum() and after.isascii()


def _closing(text: str, at: int, closers: str) -> int:
    """Where the quotation opened at `at` closes, or -1.

    A nested pair of the same sort is passed over; an apostrophe in a word closes nothing.
    """
    opener, depth = text[at], 0
    single = opener in _SINGLE
    for i in range(at + 1, min(len(text), at + _LONGEST)):
        c = text[i]
        if c in closers and not (single and text[i - 1].isascii() and _joined_behind(text, i)):
            if depth == 0:
                return i
            depth -= 1
        elif c == opener and opener not in closers:
            depth += 1
        elif c == "\n" and single:
            return -1
    return -1


def _names(text: str, media_names: Iterable[str]) -> Iterable[Mask]:
    for name in media_names:
        at = text.lower().find(name.lower()) if name and "." in name else -1
        if at >= 0:
            yield Mask("file", at, at + len(name), text[at : at + len(name)])
    for found in _LINK.finditer(text) if "." in text or "://" in text else ():
        if not _FILE.fullmatch(found[0]):
            yield Mask("link", found.start(), found.end(), found[0])
    for found in _FILE.finditer(text) if "." in text else ():
        yield Mask("file", found.start(), found.end(), found[0])
    for found in _HAN_FILE.finditer(text) if "." in text else ():
        lead = _BEFORE_NAME.match(found[0].rpartition(".")[0])
        start = found.start() + (lead.end() if lead else 0)
        yield Mask("file", start, found.end(), text[start : found.end()])
    for found in _HANDLE.finditer(text) if "@" in text or "#" in text else ():
        yield Mask("handle", found.start(), found.end(), found[0])


def masks(text: str, media_names: Iterable[str] = ()) -> dict[int, Mask]:
    """The stretches of `text` that are quotations, files, links or handles, by their start; they do not overlap."""
    found: dict[int, Mask] = {}
    taken = bytearray(len(text))
    for mask in (*_quotes(text), *_names(text, media_names)):
        if any(taken[mask.start : mask.end]) or not mask.value:
            continue
        taken[mask.start : mask.end] = b"\1" * (mask.end - mask.start)
        named = mask.kind == "quote" and (_FILE.fullmatch(mask.value) or _SPACED_FILE.fullmatch(mask.value))
        kind = "file" if named else mask.kind
        found[mask.start] = Mask(kind, mask.start, mask.end, mask.value)
    return found


def blanked(plain: str, hidden: dict[int, Mask]) -> str:
    """The text with every quotation blank, for patterns that look at words."""
    letters = list(plain)
    for mask in hidden.values():
        if mask.kind != "link":
            letters[mask.start : mask.end] = " " * (mask.end - mask.start)
    return "".join(letters)
