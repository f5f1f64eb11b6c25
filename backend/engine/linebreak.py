"""Line breaking for captions and titles: at spaces, and between CJK letters by their own rules (kinsoku). Pure.

Widths are half-width units: a Latin letter is 1, a Chinese, Japanese or Korean one 2. An atom is a stretch that is never divided, with the
space after it.
"""

import re
import unicodedata
from collections.abc import Sequence

NO_START = frozenset(
    "。．，、！？；：）〕］｝〉》」』】〙〗〟’”…‥—～ー々ゝゞヽヾ・·％℃°!?,.;:)]}%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
"""Signs that may not begin a line."""

NO_END = frozenset("（〔［｛〈《「『【〘〖〝‘“￥＄([{¥$£€#@")
"""Signs that may not end a line."""

STOPS = frozenset("。！？；，、：…!?;,.:)）」』》”")
WEAK = frozenset(
    ["a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "and", "or", "but", "with", "from", "is", "are", "was", "my", "your"]
)
STOP_BONUS, WEAK_COST = 8, 5


def is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def has_wide(text: str) -> bool:
    """The text is Chinese, Japanese or Korean as far as line lengths go."""
    return not text.isascii() and any(map(is_wide, text))


def units(text: str) -> int:
    """Width in half-width units, without space at the end. Quotes and dashes are as wide as their neighbours."""
    text = text.rstrip()
    if text.isascii():
        return len(text)
    wide_signs = "“”‘’…—" if has_wide(text) else ""
    return sum(_units(letter, wide_signs) for letter in text)


def _units(letter: str, wide_signs: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if is_wide(letter) or letter in wide_signs else 1


def atoms(text: str) -> list[str]:
    """The text in stretches between which a line may break; joined they give the text back with single spaces."""
    clean = re.sub(r"\s+", " ", text).strip()
    found: list[str] = []
    for piece in _pieces(clean):
        glued = found and not found[-1].endswith(" ") and (piece[0] in NO_START or found[-1][-1] in NO_END)
        if glued:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        start = not pieces or pieces[-1].endswith(" ") or is_wide(letter) or is_wide(pieces[-1][-1])
        if letter == " " and pieces:
            pieces[-1] += letter
        elif start:
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def chopped(pieces: Sequence[str], limit: int) -> list[str]:
    """The atoms, with those that are wider than a whole line cut up."""
    short: list[str] = []
    for piece in pieces:
        while units(piece) > limit:
            head = next(n for n in range(len(piece), 0, -1) if units(piece[:n]) <= limit or n == 1)
            short.append(piece[:head])
            piece = piece[head:]
        if piece:
            short.append(piece)
    return short


def packed(pieces: Sequence[str], limit: int) -> int:
    """How many lines the atoms fill when each line takes what fits."""
    lines, line = 1, ""
    for piece in pieces:
        if line and units(line + piece) > limit:
            lines, line = lines + 1, ""
        line += piece
    return lines


def cost_of_break(before: str) -> int:
    """How bad it is to break after this atom: good after a stop, bad after a little word that leads on."""
    word = before.strip()
    if word and word[-1] in STOPS:
        return -STOP_BONUS
    return WEAK_COST if word.lower() in WEAK else 0


def balanced(pieces: Sequence[str], limit: int) -> list[list[str]]:
    """Atoms as the fewest lines of at most `limit` units; two lines are made about equally long."""
    if packed(pieces, limit) != 2:
        return _greedy(pieces, limit)
    best: tuple[int, int] | None = None
    for cut in range(1, len(pieces)):
        first, second = units("".join(pieces[:cut])), units("".join(pieces[cut:]))
        if max(first, second) <= limit:
            cost = abs(first - second) + cost_of_break(pieces[cut - 1])
            best = min(best, (cost, cut)) if best else (cost, cut)
    assert best
    return [list(pieces[: best[1]]), list(pieces[best[1] :])]


def _greedy(pieces: Sequence[str], limit: int) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if lines[-1] and units("".join(lines[-1]) + piece) > limit:
            lines.append([])
        lines[-1].append(piece)
    return lines
