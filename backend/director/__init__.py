"""The director: a sentence in English or Chinese becomes a list of edits. Pure: no I/O but for reading its own tables once."""

from collections.abc import Iterator

from backend.director.director import direct
from backend.director.gate import Gated
from backend.director.scene import Directions, Refusal, Scene
from backend.director.settling import NoSuchClipError, settled

__all__ = ["Directions", "NoSuchClipError", "Refusal", "Scene", "direct", "prepare", "settled"]


def prepare() -> Iterator[None]:
    """Makes ready what messages may need, a few milliseconds at a step behind the first two, so that none has to wait for it."""
    for text in ("trim it", "剪一下"):
        direct(text, Scene())
        yield
    for gated in list(Gated.made):
        _built = gated.pattern
        yield
