"""The director: a sentence in English or Chinese becomes a list of edits. Pure: no I/O but for reading its own tables once."""

from backend.director.director import direct
from backend.director.scene import Directions, Refusal, Scene
from backend.director.settling import NoSuchClipError, settled

__all__ = ["Directions", "NoSuchClipError", "Refusal", "Scene", "direct", "settled"]
