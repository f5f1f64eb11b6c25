"""Addresses of files that need no bearer: each carries a signature of what it opens, so that nobody can guess another."""

import hashlib
import hmac
import secrets

from backend.store import Store


class Links:
    """Signs with a key of its own that outlives the process, since a link may be used after a restart."""

    def __init__(self) -> None:
        self._key = b""

    async def open(self, store: Store) -> None:
        """Reads the key, or makes it once."""
        await store.run(lambda db: db.execute("INSERT OR IGNORE INTO meta VALUES ('link_key', ?)", (secrets.token_hex(32),)))
        row = await store.run(lambda db: db.execute("SELECT value FROM meta WHERE name = 'link_key'").fetchone())
        self._key = bytes.fromhex(row[0])

    def render(self, base: str, render_id: str) -> str:
        """The address of a finished export."""
        return f"{base}/api/files/{self._sign('render', render_id)}/renders/{render_id}.mp4"

    def media(self, base: str, session_id: str, file_id: str) -> str:
        """The address of a file that was taken in."""
        return f"{base}/api/files/{self._sign('media', session_id, file_id)}/media/{session_id}/{file_id}"

    def opens(self, signature: str, *what: str) -> bool:
        """Whether the signature is that of `what`."""
        return hmac.compare_digest(signature.encode(), self._sign(*what).encode())

    def _sign(self, *what: str) -> str:
        return hmac.new(self._key, "\n".join(what).encode(), hashlib.sha256).hexdigest()
