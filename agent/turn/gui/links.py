"""Links of a reply that lead into the editor: controls by another name, whose addresses nobody is shown."""

import re

_PAGES = r"account|billing|settings|plans?|pricing|credits|export|upload|editor|timeline|library|wallet"
ANCHOR = (
    r"\[(?P<label>[^\]\n]{1,300})\]"
    rf"\((?P<place>#[^)\n]{{0,600}}|/(?:{_PAGES})\b[^)\n]{{0,600}}|javascript:[^)\n]{{0,600}})?\)"
)
"""A link to nowhere but the page it stands on is a control of the editor: its text is read, not kept as a link."""
_ANCHOR = re.compile(ANCHOR)
_REAL = r"https?|ftps?|sftp|rtmps?|rtsp|srt|s3|gs|file|mailto|ssh|git"
_SCHEME = rf"(?!(?:{_REAL}):)[a-z][a-z0-9+.-]{{1,20}}:"
_INSIDE = re.compile(
    rf"(?P<label>\[[^\]\n]{{1,300}}\])\((?P<place>{_SCHEME}[^()\n]{{0,600}})(?:\([^()\n]{{0,80}}\)[^()\n]{{0,80}})?\)", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?:\s?[(（<]|^|\s|(?<=[\u3000-\u9fff])){_SCHEME}//[^\s()（）<>\]，。]{{0,600}}[\w/](?:(?<=\S)[)）>])?",
    re.IGNORECASE,
)


def marked(line: str) -> str:
    """The line with each link into the editor as one to its own page (`#` before the address), and without bare addresses of it."""
    return _BARE.sub("", _INSIDE.sub(r"\g<label>(#\g<place>)", line)) if ":" in line else line


def unlinked(text: str) -> str:
    """The text with the words of such a link in its place."""
    return _ANCHOR.sub(r"\g<label>", text) if "](" in text else text
