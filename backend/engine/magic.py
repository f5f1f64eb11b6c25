"""First bytes of a file -> the demuxer that may open it. Extensions are not believed: a playlist named .mp4 would pull in other files."""

from pathlib import Path

HEAD_BYTES = 64
_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")
_STARTS = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"ID3", "mp3"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x89PNG\r\n\x1a\n", "png_pipe"),
    (b"\xff\xd8\xff", "jpeg_pipe"),
)
_RIFF = {b"AVI ": "avi", b"WAVE": "wav", b"WEBP": "webp_pipe"}


def demuxer_of(head: bytes) -> str | None:
    """The demuxer for these first bytes; None when they are of no kind we take."""
    if head[4:8] in _BOXES:
        return "mov"
    if head[:4] == b"RIFF":
        return _riff(head)
    for start, demuxer in _STARTS:
        if head.startswith(start):
            return demuxer
    return _mpeg_audio(head)


def _riff(head: bytes) -> str | None:
    demuxer = _RIFF.get(head[8:12])
    if demuxer == "webp_pipe" and head[12:16] == b"VP8X" and len(head) > 20 and head[20] & 0x02:
        return "webp_anim"
    return demuxer


def _mpeg_audio(head: bytes) -> str | None:
    """MPEG audio without a tag: layer bits 00 are ADTS (AAC), 01 are layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return "aac"
    return "mp3" if head[1] & 0x06 == 0x02 and head[2] >> 4 not in (0, 15) else None


def head_of(path: Path) -> bytes:
    """The bytes to judge by."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)
