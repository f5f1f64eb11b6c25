"""Whether a downloaded file is what its name says, without decoding: the boxes of an MP4 from end to end."""

import os
import struct
from pathlib import Path
from typing import BinaryIO

_BOXED = (".mp4", ".mov", ".m4v", ".m4a")


def whole_media(path: Path, suffix: str) -> bool:
    """For MP4 and its kin: header, index and every box up to the exact end. For others: not empty and no page of text."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if suffix in _BOXED:
            return _whole_boxes(file, size)
        start = file.read(64).lstrip()
    return bool(start) and not start.startswith((b"<", b"{"))


def _whole_boxes(file: BinaryIO, size: int) -> bool:
    kinds: list[bytes] = []
    at = 0
    while at < size and len(kinds) < 10_000:
        length, kind = _box(file, at, size)
        if length < 8:
            return False
        kinds.append(kind)
        at += length
    return at == size and kinds[:1] == [b"ftyp"] and b"moov" in kinds


def _box(file: BinaryIO, at: int, size: int) -> tuple[int, bytes]:
    """Length and kind of the box at `at`; length 0 for no box."""
    file.seek(at)
    head = file.read(16)
    if len(head) < 8:
        return 0, b""
    length, kind = struct.unpack(">I4s", head[:8])
    if length == 1 and len(head) == 16:
        length = struct.unpack(">Q", head[8:])[0]
    elif length == 0:  # a box that reaches to the end of the file
        length = size - at
    return length, kind
