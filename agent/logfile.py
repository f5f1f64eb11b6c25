"""The log: one file of bounded size, 0600, in which no token ever stands."""

import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 1_000_000
_SECRETS = re.compile(
    r"nmv_usr_[A-Za-z0-9_-]+|clm_[A-Za-z0-9_-]+|\bsk-[A-Za-z0-9_-]{8,}|(?i:bearer)\s+[\x21-\x7e]+"
    r"|(?<=\?)[^\s\"'?]*(?:sig|token|key|signature)=[^\s\"']*"
)


def redacted(text: str) -> str:
    """`text` without tokens, bearers and the query strings of signed addresses."""
    return _SECRETS.sub("[hidden]", text)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def start(folder: Path) -> Path:
    """Send all log records to `folder/video-jobs.log`. Where that cannot be written there is no log; the program works on."""
    path = folder / "video-jobs.log"
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) and handler.baseFilename == str(path.absolute()) for handler in root.handlers):
        return path
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace", delay=True)
    except OSError:
        root.addHandler(logging.NullHandler())
        return path
    handler.setFormatter(_Redacting("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in ("httpx", "httpcore", "openai", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return path
