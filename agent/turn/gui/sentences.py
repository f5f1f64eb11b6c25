"""The sentences of a line, in English and Chinese."""

import re
from collections.abc import Iterator

_ORNAMENT = r"(?:\s*(?![\u3400-\u9fffA-Za-z0-9])[^\w\s,，。*「『“\[(（【《`|<>/\\#-]+(?=\s|$))?"
_END = re.compile(
    r"(?:(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)[.!?…]{1,8}[\"'”’)\]*_`]{0,4}(?=\s)"
    rf"|[。！？]{{1,8}}[”’」』）)*_]*{_ORNAMENT}"
    r"|(?<=[a-z\d])[.!?](?=[A-Z][a-z])"
    r"|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]{1,8}(?=\s{1,4}[A-Z\u3400-\u9fff])"
    r"|[～~](?=\s|$))\s*"
)

_QUOTED = re.compile(r"“[^”\n]{1,300}”|「[^」\n]{1,300}」|『[^』\n]{1,300}』|(?<!\w)\"[^\"\n]{1,300}\"(?!\w)")
"""Full stops in a quotation end no sentence: the line is "Open the menu. Then leave"."""
_MARKS = re.compile(r"(?<=[。！？])\*{2}(?=[^*\s])")
_OPEN = re.compile(r"[“「『]|(?<!\w)\"(?=\S)")
_LONGEST = 4000


def unquoted(body: str) -> str:
    """What stands before a quotation that has not ended yet."""
    ends = [match.end() for match in _QUOTED.finditer(body)]
    start = ends[-1] if ends else 0
    opened = _OPEN.search(body, start)
    return body[: opened.start()] if opened else body


def sentences(body: str) -> Iterator[tuple[str, str]]:
    """The sentences of one line, each with the blanks behind it."""
    start, opened = 0, False
    quoted = [match.span() for match in _QUOTED.finditer(body)] if len(body) <= _LONGEST else []
    for match in _END.finditer(body):
        if match.end() == start or any(first < match.start() and match.end() < last for first, last in quoted):
            continue
        end = match.end()
        if (marks := _MARKS.search(body, match.start(), end + 1)) and not (opened ^ _odd(body[start : marks.start()])):
            end = marks.start()  # they open the next sentence
        whole = body[start:end]
        opened ^= _odd(whole)
        bare = whole.rstrip()
        yield bare, whole[len(bare) :]
        start = end
    if start < len(body):
        yield body[start:], ""


def _odd(text: str) -> bool:
    """Whether bold print begins in the text and does not end, or the other way round."""
    return text.count("**") % 2 == 1
