"""The sentences of a line, in English and Chinese."""

import re
from collections.abc import Iterator

_ORNAMENT = r"(?:\s*(?![\u3400-\u9fffA-Za-z0-9])[^\w\s,，。*「『“\[(（【《`|<>/\\#-]+(?=\s|$))?"
_END = re.compile(
    r"(?:[.!?…]{1,8}[\"'”’)\]*_`]{0,4}(?=\s)"
    rf"|[。！？]{{1,8}}[”’」』）)*_]*{_ORNAMENT}"
    r"|(?<=[a-z\d])[.!?](?=[A-Z][a-z])"
    r"|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]{1,8}(?=\s{1,4}[A-Z\u3400-\u9fff])"
    r"|[～~](?=\s|$))\s*"
)


def sentences(body: str) -> Iterator[tuple[str, str]]:
    """The sentences of one line, each with the blanks behind it."""
    start = 0
    for match in _END.finditer(body):
        if match.end() == start:
            continue
        whole = body[start : match.end()]
        bare = whole.rstrip()
        yield bare, whole[len(bare) :]
        start = match.end()
    if start < len(body):
        yield body[start:], ""
