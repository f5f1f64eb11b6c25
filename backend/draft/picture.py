"""Edits of looks: zoom, colour, blur, steadiness, pictures over the picture."""

from backend.draft.errors import EditError, Tell
from backend.draft.naming import named
from backend.draft.ranges import span, span_or_all
from backend.draft.timeline import Clip, OverlayPicture, Timeline
from backend.draft.track import Range, alter
from backend.edits import Blur, Color, Overlay, Place, Sharpen, Stabilize, Zoom

PUNCH_IN, MOST_ZOOM = 1.15, 10.0
SHARPEN_PERCENT, MOST_SHARPEN = 100.0, 300.0
LOGO_PERCENT, INSET_PERCENT = 12.0, 28.0
"""Width of a logo and of a picture in picture, percent of the frame."""


def _looks(timeline: Timeline, part: Range | None, **changes: object) -> Timeline:
    def change(clip: Clip) -> Clip:
        return clip.model_copy(update={"picture": clip.picture.model_copy(update=changes)})

    return alter(timeline, part, change)


def zoom(timeline: Timeline, edit: Zoom, tell: Tell) -> Timeline:
    """Shows the middle larger (1.15 times); 1 shows the whole picture again."""
    factor = PUNCH_IN if edit.factor is None else edit.factor
    if not 1 <= factor <= MOST_ZOOM:
        raise EditError("zoom_range", most=MOST_ZOOM)
    return _looks(timeline, span_or_all(timeline, edit.from_, edit.to, tell), zoom=factor)


def color(timeline: Timeline, edit: Color, tell: Tell) -> Timeline:
    """Changes in percent add up, from -100 to 100; a look replaces the look before."""
    steps = {name: getattr(edit, name) for name in ("brightness", "contrast", "saturation") if getattr(edit, name) is not None}
    if not steps and edit.look is None:
        raise EditError("color_how")

    def change(clip: Clip) -> Clip:
        values: dict[str, object] = {name: max(-100.0, min(100.0, getattr(clip.picture, name) + step)) for name, step in steps.items()}
        if edit.look is not None:
            values["look"] = edit.look
        return clip.model_copy(update={"picture": clip.picture.model_copy(update=values)})

    return alter(timeline, span_or_all(timeline, edit.from_, edit.to, tell), change)


def blur(timeline: Timeline, edit: Blur, tell: Tell) -> Timeline:
    """Blurs the whole picture. One region in it cannot be found here: within a said range all of it is blurred instead, and told."""
    if edit.target == "background":
        raise EditError("blur_background")
    if edit.target == "region" and edit.from_ is None and edit.to is None:
        raise EditError("blur_region")
    if edit.target == "region":
        tell("blurred_whole")
    return _looks(timeline, span_or_all(timeline, edit.from_, edit.to, tell), blur=True)


def sharpen(timeline: Timeline, edit: Sharpen, tell: Tell) -> Timeline:
    """Crisper edges: 100 percent where nothing was said, 0 takes it away. It adds no detail that was not filmed."""
    amount = SHARPEN_PERCENT if edit.amount is None else edit.amount
    if not 0 <= amount <= MOST_SHARPEN:
        raise EditError("sharpen_range", most=MOST_SHARPEN)
    return _looks(timeline, span_or_all(timeline, edit.from_, edit.to, tell), sharpen=amount)


def stabilize(timeline: Timeline, edit: Stabilize, tell: Tell) -> Timeline:
    return _looks(timeline, span_or_all(timeline, edit.from_, edit.to, tell), stabilize=True)


def overlay(timeline: Timeline, edit: Overlay, tell: Tell) -> Timeline:
    """Puts an uploaded picture or video over the whole or a range; on one that is there already it changes what was said."""
    media = named(timeline, edit.file, ("image", "video"), tell)
    for name, value in (("scale", edit.scale), ("opacity", edit.opacity)):
        if value is not None and not 0 < value <= 100:
            raise EditError("percent_range", what=name)
    there = next((one for one in reversed(timeline.overlays) if one.media == media.id), None)
    place: Place = "top_right" if media.kind == "image" else "bottom_right"
    fresh = OverlayPicture(media=media.id, position=place, scale=LOGO_PERCENT if media.kind == "image" else INSET_PERCENT)
    changes: dict[str, object] = {name: getattr(edit, name) for name in ("position", "scale", "opacity") if getattr(edit, name) is not None}
    if edit.from_ is not None or edit.to is not None:
        start, end = span(timeline, edit.from_, edit.to, tell)
        changes |= {"from_s": start, "to_s": end if edit.to is not None else None}
    new = (there or fresh).model_copy(update=changes)
    others = tuple(one for one in timeline.overlays if one is not there)
    return timeline.model_copy(update={"overlays": (*others, new)})
