"""How a path is written in a message: quotes, backslash escapes, file:// addresses, `~`. Pure but for the home folder's name."""

import re
from collections.abc import Iterator
from os.path import expanduser

QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019", "`": "`"}
"""Opening quote -> closing quote."""

DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")
"""How a Windows path begins: a drive letter, or two backslashes of a network share. There a backslash escapes nothing."""


def local(piece: str) -> str:
    """The path that a piece of text names: unquoted, unescaped, %-decoded, `~` expanded. Empty where it names none."""
    bare = piece
    if piece[:1] in QUOTES and len(piece) > 1 and piece.endswith(QUOTES[piece[0]]):
        bare = piece[1:-1].replace("'\\''", "'") if piece[0] == "'" else piece[1:-1]
        return from_file_url(bare) if bare.lower().startswith("file:") else expanded(bare)
    if bare.lower().startswith("file:"):
        return from_file_url(bare)
    return expanded(unescaped(bare))


def from_file_url(address: str) -> str:
    """The local path of a file:// address; empty where it names another host or is none."""
    from urllib.parse import unquote, urlsplit  # rarely needed, and slow to load

    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.netloc.lower() not in ("", "localhost"):
        return ""
    path = unquote(parts.path, errors="surrogateescape")
    return path[1:] if re.match(r"/[A-Za-z]:[\\/]", path) else path


def unescaped(text: str) -> str:
    """Without the backslashes that a shell puts before odd characters; a Windows path stays as it is."""
    return text if DRIVE.match(text) else re.sub(r"\\(.)", r"\1", text)


def expanded(value: str) -> str:
    """With the home folder in place of `~`; as it is where there is no such home."""
    if not value.startswith("~") or "\0" in value:
        return value
    try:
        return expanduser(value)  # noqa: PTH111 - pathlib would rewrite the rest of the path
    except RuntimeError:
        return value


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Splits at blanks and tabs outside quotes and escapes; quotes stay on the piece. Nothing where a quote is left open."""
    start, quote, position = -1, "", 0
    while position <= len(text):
        letter = text[position : position + 1]
        if not quote and letter in (" ", "\t", ""):
            if start >= 0:
                yield text[start:position], start, position
            start = -1
        else:
            start = position if start < 0 else start
            if letter == "\\" and quote != "'":
                position += 1
            elif letter == quote:
                quote = ""
            elif not quote and letter in "'\"":
                quote = letter
            elif not letter:
                yield "", start, position
                return
        position += 1

