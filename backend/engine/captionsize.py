"""How large captions are on a canvas, how much fits on a line, and where they stand. Pure; lengths in pixels of the canvas."""

from backend.draft.timeline import CaptionTrack
from backend.edits import Size
from backend.engine.linebreak import has_wide

MAX_LATIN, MAX_CJK = 42, 28
"""Longest lines in half-width units: 42 Latin letters, 14 full-width ones."""

SAFE = 0.05
"""Share of each side that stays free."""

RAISED = 0.30
"""Share of the height under the lowest line of a tall picture, where apps draw their own buttons."""

SIZES: dict[Size, float] = {"small": 0.8, "medium": 1.0, "large": 1.3}
LATIN_EM = 0.57
"""Mean width of a bold Latin letter in em."""


def is_tall(width: int, height: int) -> bool:
    return height > width * 1.3


def caption_em(track: CaptionTrack, width: int, height: int) -> float:
    """The em of captions."""
    base = min(0.052 * height, 0.058 * width)
    return base * SIZES[track.size] * (1.15 if track.style == "bold" else 1.0)


def line_limit(track: CaptionTrack, width: int, height: int, text: str) -> int:
    """The longest line of this text in half-width units: the general limit, or less where the picture is narrow."""
    room = (1 - 2 * SAFE) * width / caption_em(track, width, height)
    return max(4, min(MAX_CJK, int(room) * 2) if has_wide(text) else min(MAX_LATIN, int(room / LATIN_EM)))


def margin_bottom(width: int, height: int) -> int:
    """Pixels under the lowest line."""
    return round(height * (RAISED if is_tall(width, height) else SAFE))
