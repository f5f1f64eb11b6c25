"""Titles and captions as one ASS document, whose script resolution is the canvas: lengths in it are pixels. Pure."""

from collections.abc import Iterator

from backend.draft.timeline import CaptionTrack, Timeline
from backend.engine.asstext import bgr, drawn, is_dark, rgb, stamp, tint
from backend.engine.asstitles import title_events
from backend.engine.captions import TimedText, project_captions
from backend.engine.captionsize import SAFE, caption_em, margin_bottom
from backend.engine.fonts import FontChoice

HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
LayoutResX: {width}
LayoutResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, \
ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
{styles}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
{events}
"""
ALIGNMENT = {"bottom": 2, "center": 5, "top": 8}
SPOKEN = "#FFC83D"
"""The word that is being spoken, in karaoke captions of the plain colour."""


def texts_of(timeline: Timeline) -> list[str]:
    """Every text that will be drawn: what the font is to be chosen for."""
    return [*(title.text for title in timeline.titles), *(caption.text for caption in project_captions(timeline))]


def ass_of(timeline: Timeline, canvas_width: int, canvas_height: int, font: FontChoice) -> str:
    """The document with every title and caption of the timeline. User text is literal, and never wider than the canvas."""
    style, lines = _caption_lines(timeline, canvas_width, canvas_height, font)
    events = [*lines, *title_events(timeline, canvas_width, canvas_height, font)]
    styles = "\n".join([_title_style(font), *style])
    return HEAD.format(width=canvas_width, height=canvas_height, styles=styles, events="\n".join(events))


def _title_style(font: FontChoice) -> str:
    return f"Style: title,{font.family},60,&H00FFFFFF,&H00FFFFFF,&H64000000,&H78000000,-1,0,0,0,100,100,0,0,1,2,1,5,0,0,0,1"


def _caption_lines(timeline: Timeline, width: int, height: int, font: FontChoice) -> tuple[list[str], list[str]]:
    track = timeline.captions
    captions = project_captions(timeline)
    if not track or not captions:
        return [], []
    em_px = caption_em(track, width, height)
    events = (_caption_event(caption, track, font, (em_px, width)) for caption in captions)
    return [_caption_style(track, width, height, font)], [event for event in events if event]


def _caption_style(track: CaptionTrack, width: int, height: int, font: FontChoice) -> str:
    em_px = caption_em(track, width, height)
    boxed, edge = track.style == "boxed", "FFFFFF" if is_dark(track.color) else "000000"
    outline = {"plain": 0.07, "bold": 0.11, "boxed": 0.0, "karaoke": 0.09}[track.style] * em_px
    shadow = 0.2 * em_px if boxed else 0.03 * em_px
    side = round(SAFE * width)
    under = margin_bottom(width, height) if track.position == "bottom" else round(SAFE * height)
    base = "white" if track.style == "karaoke" else track.color
    fields = [
        "caption", font.family, f"{em_px / font.face.em_share:.1f}", bgr(base), bgr(base), bgr(edge, 24), bgr(edge, 88 if boxed else 120),
        -1, 0, 0, 0, 100, 100, 0, 0, 4 if boxed else 1, f"{outline:.1f}", f"{shadow:.1f}", ALIGNMENT[track.position], side, side, under, 1,
    ]  # fmt: skip
    return "Style: " + ",".join(map(str, fields))


def _caption_event(caption: TimedText, track: CaptionTrack, font: FontChoice, room: tuple[float, int]) -> str | None:
    em_px, width = room
    text = font.drawable(caption.text)
    widest = max(map(font.width_em, text.split("\n"))) * em_px
    if not text.strip():
        return None
    share = min(1.0, (1 - 2 * SAFE) * width / widest)
    small = f"{{\\fscx{100 * share:.0f}\\fscy{100 * share:.0f}}}" if share < 1 else ""
    body = "".join(_sung(caption, track, font, em_px)) if track.style == "karaoke" else drawn(text, font, em_px)
    return f"Dialogue: 0,{stamp(caption.start_s)},{stamp(caption.end_s)},caption,,0,0,0,,{small}{body}"


def _sung(caption: TimedText, track: CaptionTrack, font: FontChoice, em_px: float) -> Iterator[str]:
    """Each word takes the highlight while it is spoken, and gives it back."""
    light = SPOKEN if rgb(track.color) == "FFFFFF" else track.color
    on, off = tint(light)[1:-1], tint("white")[1:-1]
    for start_s, end_s, word in caption.words:
        first, last = round((start_s - caption.start_s) * 1000), round((end_s - caption.start_s) * 1000)
        change = f"{{{off}\\t({first},{first + 1},{on})\\t({last},{last + 1},{off})}}"
        yield change + drawn(font.drawable(word), font, em_px)
