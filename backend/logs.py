"""The log of the backend: one line per thing, without secrets, on standard error (which the starter sends to a file)."""

import logging
import re

SECRETS = re.compile(r"nmv_usr_[A-Za-z0-9_-]+|clm_[A-Za-z0-9_-]+|(?i:bearer)\s+[^\s,'\"]+|/api/files/[0-9a-f]+|(?<=\?)\S+")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Redacting(logging.Formatter):
    """Masks tokens, bearers, signed paths and query strings in the whole line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written."""
        return CONTROLS.sub(" ", SECRETS.sub("***", super().format(record)))


def configure() -> None:
    """Sets the root logger up; libraries that print whole addresses stay at WARNING."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
