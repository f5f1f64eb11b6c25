"""How a turn can end badly, for tests of clients: the shapes of the contract's table 5.5, as bytes. Pure."""

from backend.frames import data

WORDS = "scripted failure"
SHAPES: dict[str, bytes] = {
    "": b"",
    "b": data({"error": WORDS}),
    "c": b'data: {"error": "said "' + WORDS.encode() + b'"\nsecond line"}\n\n',
    "d": data({"content": {"parts": [{"text": f"Error: {WORDS}"}], "role": "model"}, "author": "system", "invocationId": ""}),
    "e": data({"author": "nemo_agent", "errorCode": "UNAVAILABLE", "errorMessage": WORDS}),
    "g": b"event: error\n" + data({"error": WORDS}),
    "h": data({"type": "error", "message": WORDS}),
    "k": data({"content": {"parts": [{"text": "I encountered a temporary issue"}], "role": "model"}, "author": "nemo_agent"}),
    "f": data({"content": {"parts": [{"text": "unfinished "}], "role": "model"}, "author": "nemo_agent", "partial": True}),
    "cut": b'data: {"content":{"parts":[{"text":"half a fra',
}


def raw(failure: str) -> bytes:
    """The last bytes of a stream with that failure; nothing for an unknown one."""
    return SHAPES.get(failure, b"")


def cuts(failure: str) -> bool:
    """Whether the connection breaks instead of ending."""
    return failure == "cut"
