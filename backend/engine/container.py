"""Opening a stored file in-process: only files, only known containers, the demuxer named by the first bytes."""

from pathlib import Path

import av
from av.container import InputContainer

from backend.engine.magic import demuxer_of, head_of
from backend.engine.run import FORMATS, place


def opened(path: Path) -> InputContainer:
    """The file as a container, to be used in `with`. Raises av.FFmpegError; OSError if it cannot be read."""
    return av.open(place(path), format=demuxer_of(head_of(path)), options={"protocol_whitelist": "file", "format_whitelist": FORMATS})
