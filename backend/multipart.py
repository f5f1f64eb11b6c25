"""Reads a multipart body as it comes and writes its files to disk: memory stays at one chunk, whatever the size."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from email.message import Message
from io import BufferedWriter
from pathlib import Path

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError

from backend.replies import WireError

SILENCE_S = 60.0
QUOTE_ESCAPED = "%22"
"""How a quote in a file name travels in a multipart form (WHATWG HTML, multipart/form-data encoding)."""
FIELD = "files"


@dataclass
class Part:
    """A file that arrived: the client's name for it, its place, size and SHA-256. `kept` is False where it was over the limit."""

    name: str
    path: Path
    size: int = 0
    kept: bool = True
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)


class Receiver:
    """Collects the parts named `files`; other parts are read and dropped. `place` gives the path for the next file."""

    def __init__(self, content_type: str, place: Callable[[], Path], *, max_bytes: int, max_files: int) -> None:
        boundary = _option("content-type", content_type, "boundary")
        if not boundary:
            raise WireError(status=400, detail="multipart without boundary")
        self.parts: list[Part] = []
        self._place, self._max_bytes, self._max_files = place, max_bytes, max_files
        self._headers: dict[str, str] = {}
        self._name = self._value = b""
        self._file: BufferedWriter | None = None
        self._ended = False
        try:
            self._parser = MultipartParser(boundary.encode("latin-1", "replace"), {
                "on_part_begin": self._begin, "on_header_field": self._header_name, "on_header_value": self._header_value,
                "on_header_end": self._header_end, "on_headers_finished": self._open, "on_part_data": self._data,
                "on_part_end": self._close, "on_end": self._end,
            })
        except FormParserError as error:
            raise WireError(status=400, detail=str(error)) from error

    async def receive(self, body: AsyncIterator[bytes]) -> list[Part]:
        """All files of the body, synced to disk.

        WireError 400 for a body that is no multipart or ends early, 408 for silence, 507 where the disk takes no more.
        """
        try:
            while True:
                async with asyncio.timeout(SILENCE_S):
                    chunk = await anext(body, None)
                if chunk is None:
                    break
                await asyncio.to_thread(self._parser.write, chunk)
        except FormParserError as error:
            raise WireError(status=400, detail=str(error)) from error
        except TimeoutError as error:
            raise WireError(status=408, detail="no byte came for 60 s") from error
        except OSError as error:
            raise WireError(status=507, detail=f"the file cannot be stored: {error.strerror}") from error
        finally:
            await asyncio.to_thread(self._close)
        if not self._ended:
            raise WireError(status=400, detail="the body ends before its last boundary")
        return self.parts

    def _begin(self) -> None:
        self._headers = {}

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value.decode("utf-8", "replace")
        self._name = self._value = b""

    def _open(self) -> None:
        about = self._headers.get("content-disposition", "")
        name = _option("content-disposition", about, "filename")
        if _option("content-disposition", about, "name") != FIELD or name is None:
            return
        if len(self.parts) >= self._max_files:
            raise FormParserError("too many files")
        path = self._place()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        self.parts.append(Part(name.replace(QUOTE_ESCAPED, '"'), path))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            return
        part, piece = self.parts[-1], data[start:end]
        part.size += len(piece)
        if part.size > self._max_bytes:
            part.kept = False
            self._file.truncate(0)
            return
        part.digest.update(piece)
        self._file.write(piece)

    def _close(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def _end(self) -> None:
        self._ended = True


def _option(header: str, value: str, name: str) -> str | None:
    message = Message()
    message[header] = value.replace("\r", " ").replace("\n", " ")
    found = message.get_param(name, header=header)
    if isinstance(found, tuple):
        return str(found[2])
    return found or None
