"""Titles as ASS events: where they stand, how large they are, how they come and go. Pure; lengths in pixels of the canvas."""

import re
from collections.abc import Iterator

from backend.draft.timeline import Timeline, TitleText
from backend.edits import Place, Size
from backend.engine.asstext import drawn, is_dark, literal, rgb, stamp
from backend.engine.captionsize import SAFE, caption_em, margin_bottom
from backend.engine.fonts import FontChoice
from backend.engine.linebreak import atoms, chopped, cost_of_break

HEIGHTS: dict[Size, float] = {"small": 0.048, "medium": 0.07, "large": 0.105}
"""The em as a share of the height, or of the width where that is less."""

ALIGNMENT: dict[Place, int] = {"bottom_left": 1, "bottom": 2, "bottom_right": 3, "center": 5, "top_left": 7, "top": 8, "top_right": 9}
FADE_MS = 250
TYPING_S = 0.06
"""Time for each letter that is typed."""

MAX_LINES = 4
SHRINK = 0.6
"""A title that does not fit is made smaller down to this share; after that, words too wide for a line are cut as well."""


def title_events(timeline: Timeline, width: int, height: int, font: FontChoice) -> Iterator[str]:
    """One Dialogue line for each title that is seen."""
    for title in timeline.titles:
        from_s, to_s = max(0.0, title.from_s), min(timeline.duration_s, timeline.duration_s if title.to_s is None else title.to_s)
        text = font.drawable(title.text).strip()
        if to_s - from_s > 0.01 and text:
            room = (width, _lift(timeline, title, width, height), height)
            yield f"Dialogue: 1,{stamp(from_s)},{stamp(to_s)},title,,0,0,0,,{_event_text(title, text, font, room, to_s - from_s)}"


def _lift(timeline: Timeline, title: TitleText, width: int, height: int) -> int:
    """Pixels between the title and its edge of the picture: the safe area, or clear of captions that stand there."""
    safe, track = round(SAFE * height), timeline.captions
    edge = title.position.split("_")[0]
    if not track or track.position != edge or edge == "center":
        return safe
    base = margin_bottom(width, height) if edge == "bottom" else safe
    return base + round(3.4 * caption_em(track, width, height))


def _event_text(title: TitleText, text: str, font: FontChoice, room: tuple[int, int, int], shown_s: float) -> str:
    width, lift, height = room
    em_px, lines = fitted(text, font, HEIGHTS[title.size] * min(width, height), (1 - 2 * SAFE) * width)
    body = "\n".join(lines)
    edge = "FFFFFF" if is_dark(title.color) else "000000"
    paint = f"\\1c&H{_swapped(rgb(title.color))}&\\3c&H{edge}&\\4c&H{edge}&\\bord{0.06 * em_px:.1f}\\shad{0.04 * em_px:.1f}"
    look = f"\\fs{em_px / font.face.em_share:.1f}{paint}"
    x, y = _anchor(title.position, width, height, lift)
    if title.animation == "typewriter":
        return f"{{\\an{ALIGNMENT[title.position]}\\pos({x},{y}){look}}}{_typed(body, font, em_px, shown_s)}"
    return f"{{\\an{ALIGNMENT[title.position]}{_motion(title, (x, y), em_px, shown_s)}{look}}}{drawn(body, font, em_px)}"


def _swapped(value: str) -> str:
    return f"{value[4:]}{value[2:4]}{value[:2]}"


def _anchor(position: Place, width: int, height: int, lift: int) -> tuple[int, int]:
    side = round(SAFE * width)
    x = side if "left" in position else width - side if "right" in position else width // 2
    y = lift if position.startswith("top") else height - lift if position.startswith("bottom") else height // 2
    return x, y


def _motion(title: TitleText, at: tuple[int, int], em_px: float, shown_s: float) -> str:
    """How the title comes and goes; a title shown for a moment only has shorter fades."""
    ms = round(min(FADE_MS, shown_s * 1000 / 4))
    x, y = at
    fade = f"\\fad({ms},{ms})"
    if title.animation == "slide":
        far = round(1.5 * em_px)
        from_x, from_y = (x - far, y) if "left" in title.position else (x + far, y) if "right" in title.position else (x, y + far)
        return f"\\move({from_x},{from_y},{x},{y},0,{round(1.4 * ms)}){fade}"
    if title.animation == "pop":
        pop = f"\\fscx55\\fscy55\\t(0,{ms},0.6,\\fscx109\\fscy109)\\t({ms},{round(1.6 * ms)},\\fscx100\\fscy100)"
        return f"\\pos({x},{y})\\fad({ms // 2},{ms}){pop}"
    return f"\\pos({x},{y}){fade}"


def _typed(text: str, font: FontChoice, em_px: float, shown_s: float) -> str:
    """Every letter becomes visible at its own time; they are all there from the start, so that nothing moves."""
    step_s = min(TYPING_S, 0.5 * shown_s / max(1, len(text)))
    count = 0

    def typed(stretch: str) -> str:
        nonlocal count
        parts = []
        for letter in stretch:
            at = round(count * step_s * 1000)
            count += 1
            parts.append(f"{{\\alpha&HFF&\\t({at},{at + 1},\\alpha&H00&)}}{literal(letter)}")
        return "".join(parts)

    return drawn(text, font, em_px, typed)


def fitted(text: str, font: FontChoice, em_px: float, room_px: float) -> tuple[float, list[str]]:
    """The em and the lines of a title: as large as asked when it fits on four lines of the room, smaller otherwise."""
    asked_px = em_px
    while True:
        room_em, divided = room_px / em_px, em_px < SHRINK * asked_px
        lines = [line for part in re.split(r"\s*\n\s*", text) for line in _lines(part, font, room_em, divided)]
        widest = max(map(font.width_em, lines)) * em_px
        if (widest <= room_px and len(lines) <= max(MAX_LINES, text.count("\n") + 1)) or em_px < 8:
            return em_px, lines
        em_px *= 0.9


def _lines(text: str, font: FontChoice, room_em: float, divided: bool) -> list[str]:
    """As few lines as hold the text, about equally long; two lines part at a stop where one is near. `divided`: words too wide are cut."""
    pieces = chopped(atoms(text), max(1, int(room_em))) if divided else atoms(text)
    count = len(_filled(pieces, font, room_em))
    if count == 2 and (cut := _best_cut(pieces, font, room_em)):
        return ["".join(pieces[:cut]).rstrip(), "".join(pieces[cut:])]
    even = next((room_em * share / 20 for share in range(5, 21) if len(_filled(pieces, font, room_em * share / 20)) == count), room_em)
    return _filled(pieces, font, even)


def _best_cut(pieces: list[str], font: FontChoice, room_em: float) -> int | None:
    costs = []
    for cut in range(1, len(pieces)):
        first, second = font.width_em("".join(pieces[:cut]).rstrip()), font.width_em("".join(pieces[cut:]))
        if max(first, second) <= room_em:
            costs.append((2 * abs(first - second) + cost_of_break(pieces[cut - 1]), cut))
    return min(costs)[1] if costs else None


def _filled(pieces: list[str], font: FontChoice, room_em: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and font.width_em((lines[-1] + piece).rstrip()) > room_em:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
