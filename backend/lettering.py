"""What of a text the fonts of this computer cannot draw, found when the text is put in and not first in the finished video."""

from pathlib import Path

from backend.edits import AnyEdit, Title
from backend.engine.letters import is_picture


def undrawable(edit: AnyEdit, where: tuple[Path, ...] | None = None) -> str:
    """The emoji of a title that no font here has (`where`: folders to look in beside our own font); they are left out. Blocks."""
    if not isinstance(edit, Title) or not any(map(is_picture, edit.text)):
        return ""
    from backend.engine.fonts import GlyphError, choose

    try:
        dropped = choose((edit.text,), where=where).dropped
    except GlyphError:  # letters of a script, not emoji: the export says which package brings them
        return ""
    return "".join(letter for letter in edit.text if letter in dropped)
