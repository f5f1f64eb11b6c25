"""Bodies that come compressed although plain ones were asked for: unpacked in small pieces, so that no answer grows unnoticed."""

import zlib
from collections.abc import Iterator

from agent.errors import ServiceUnavailable

_PIECE = 64 * 1024


class Unpacker:
    """Takes the raw bytes of a body with that Content-Encoding. ServiceUnavailable for what it cannot unpack."""

    def __init__(self, encoding: str) -> None:
        kinds = [kind for kind in encoding.lower().replace(" ", "").split(",") if kind not in ("", "identity")]
        if len(kinds) > 1 or any(kind not in ("gzip", "x-gzip", "deflate") for kind in kinds):
            raise ServiceUnavailable(log=f"content encoding {encoding[:40]!r}")
        self.packed = bool(kinds)
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain bytes of `data`, in pieces of at most 64 KiB where it was packed."""
        if not self.packed:
            yield data
            return
        while data:
            try:
                piece = self._inflate.decompress(data, _PIECE)
            except zlib.error as error:
                raise ServiceUnavailable(log=f"damaged compressed body: {error}") from error
            if piece:
                yield piece
            data = self._inflate.unconsumed_tail
