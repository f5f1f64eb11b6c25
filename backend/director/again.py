"""Where 再 begins another clause."""

from backend.director.tokens import Token

_NO_START = {"brighter", "darker", "contrast", "opacity", "step", "pronoun", "rest"}


def begins_anew(token: Token, after: Token | None) -> bool:
    """再 before a verb begins a new clause; 再 before a comparison does not."""
    return (
        token.name == "even"
        and token.end - token.start == 1
        and after is not None
        and (
            (after.kind == "verb" and after.name not in ("write", "slow_down", "speed_up", "increase", "decrease", "shorten", "lengthen"))
            or after.name in ("horizontal", "vertical_axis", "clockwise", "counter")
            or (after.kind in ("range", "head", "tail", "ord", "noun", "motion") and after.name not in _NO_START)
        )
    )
