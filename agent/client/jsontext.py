"""JSON text in and out: bounded, exact, and never an exception of the parser's own kind."""

import gc
import json
import math
from typing import Any

_CONSTANTS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}

_DECODER = json.JSONDecoder(parse_constant=_CONSTANTS.__getitem__)
"""One for all: `json.loads` with an option makes a new one for each frame."""


LARGE = 1 << 18
"""Characters from which a text is decoded without the garbage collector, which would look at each new container many times."""


class NotJson:
    """What `parse` gives for a text that is no JSON, or no JSON that Python can hold."""


NOT_JSON = NotJson()


def parse(text: str | bytes) -> Any:
    """The value, or NOT_JSON: also for nesting and numbers beyond what the interpreter takes.

    NaN is always the same object, so two equal texts give equal containers.
    """
    try:
        if not isinstance(text, str):
            text = text.decode(json.detect_encoding(text), "surrogatepass")
        return _DECODER.decode(text) if len(text) < LARGE or not gc.isenabled() else _uncollected(text)
    except (ValueError, RecursionError):
        return NOT_JSON


def _uncollected(text: str) -> Any:
    gc.disable()
    try:
        return _DECODER.decode(text)
    finally:
        gc.enable()


def dump(value: Any) -> bytes:
    """Pure ASCII, so that every text passes, also one with lone surrogates. ValueError for NaN and infinities."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")


def comes_back(value: Any) -> bool:
    """Whether `value` survives being written and read: finite numbers only (contract 4.2)."""
    try:
        return bool(json.loads(dump(value)) == value)
    except (ValueError, RecursionError):
        return False
