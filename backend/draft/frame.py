"""Edits of the frame of the result and of how the picture lies in it: aspect, resolution, rate, crop, rotation, mirror."""

from fractions import Fraction

from backend.draft.arranging import LINES
from backend.draft.errors import EditError, Tell
from backend.draft.ranges import span_or_all
from backend.draft.timeline import Canvas, Crop, Picture, Timeline
from backend.draft.track import alter
from backend.edits import Aspect, Flip, Fps, Resolution, Rotate
from backend.edits import Crop as CropEdit

NTSC = {23.98: "24000/1001", 23.976: "24000/1001", 29.97: "30000/1001", 59.94: "60000/1001", 119.88: "120000/1001"}
MOST_CUT = 95.0
SIDES = ("left", "top", "right", "bottom")


def even(value: float) -> int:
    """The nearest even number of pixels, as the encoder needs it."""
    return max(2, round(value / 2) * 2)


def canvas_of(timeline: Timeline) -> Canvas:
    """The frame. EditError while there is no picture."""
    if timeline.canvas is None:
        raise EditError("no_material")
    return timeline.canvas


def with_canvas(timeline: Timeline, **changes: object) -> Timeline:
    return timeline.model_copy(update={"canvas": canvas_of(timeline).model_copy(update=changes)})


def aspect(timeline: Timeline, edit: Aspect, tell: Tell) -> Timeline:
    """Another shape; what does not fit is blurred round the picture unless crop or fit was said.

    The shorter side has the lines that were asked for, else 1080 or what the first source has, if that is less.
    """
    across, down = (int(part) for part in edit.ratio.split(":"))
    lines = canvas_of(timeline).lines or min(LINES, _source_lines(timeline))
    width, height = (lines * across / min(across, down), lines * down / min(across, down))
    return with_canvas(timeline, width=even(width), height=even(height), mode=edit.mode or "blur", ratio=edit.ratio)


def _source_lines(timeline: Timeline) -> int:
    media = timeline.find(timeline.clips[0].media)
    return min(media.width, media.height)


def resolution(timeline: Timeline, edit: Resolution, tell: Tell) -> Timeline:
    """So many lines on the shorter side, the shape as it is. More lines than the source has are possible, and told."""
    if not 64 <= edit.height <= 4320:
        raise EditError("resolution_range", least=64, most=4320)
    if edit.height > _source_lines(timeline):
        tell("enlarged", lines=edit.height, source=_source_lines(timeline))
    canvas = canvas_of(timeline)
    scale = edit.height / min(canvas.width, canvas.height)
    return with_canvas(timeline, width=even(canvas.width * scale), height=even(canvas.height * scale), lines=edit.height)


def fps(timeline: Timeline, edit: Fps, tell: Tell) -> Timeline:
    if not 1 <= edit.rate <= 120:
        raise EditError("fps_range", least=1, most=120)
    text = NTSC.get(edit.rate) or str(Fraction(edit.rate).limit_denominator(1001))
    return with_canvas(timeline, fps=text)


def crop(timeline: Timeline, edit: CropEdit, tell: Tell) -> Timeline:
    """Cuts away percent of the picture as it is seen now. The frame follows, unless a shape was asked for."""
    cut = {side: getattr(edit, side) or 0.0 for side in SIDES}
    if not any(cut.values()):
        raise EditError("crop_how")
    if min(cut.values()) < 0 or max(cut["left"] + cut["right"], cut["top"] + cut["bottom"]) > MOST_CUT:
        raise EditError("crop_range", most=MOST_CUT)
    changed = alter(timeline, None, lambda clip: clip.model_copy(update={"picture": _cropped(clip.picture, cut)}))
    if any(max(one.left + one.right, one.top + one.bottom) > MOST_CUT for one in (clip.picture.crop for clip in changed.clips)):
        raise EditError("crop_range", most=MOST_CUT)
    canvas = canvas_of(timeline)
    if canvas.ratio:
        return changed
    width = canvas.width * (100 - cut["left"] - cut["right"]) / 100
    height = canvas.height * (100 - cut["top"] - cut["bottom"]) / 100
    return with_canvas(changed, width=even(width), height=even(height))


def _cropped(picture: Picture, cut: dict[str, float]) -> Picture:
    """The sides as seen become sides of the source: flips are undone first, then the rotation."""
    seen = [cut[side] for side in SIDES]
    if picture.flip_horizontal:
        seen[0], seen[2] = seen[2], seen[0]
    if picture.flip_vertical:
        seen[1], seen[3] = seen[3], seen[1]
    turns = picture.rotate // 90 % 4
    left, top, right, bottom = seen[turns:] + seen[:turns]
    now = picture.crop
    width, height = (100 - now.left - now.right) / 100, (100 - now.top - now.bottom) / 100
    return picture.model_copy(update={"crop": Crop(
        left=round(now.left + left * width, 4), right=round(now.right + right * width, 4),
        top=round(now.top + top * height, 4), bottom=round(now.bottom + bottom * height, 4),
    )})


def rotate(timeline: Timeline, edit: Rotate, tell: Tell) -> Timeline:
    """Quarter turns clockwise. The frame turns with the picture, unless a shape was asked for, or only a range turns."""
    turns, rest = divmod(edit.degrees, 90)
    if rest or turns % 4 == 0:
        raise EditError("quarter_turns")
    part = span_or_all(timeline, edit.from_, edit.to, tell)
    changed = alter(timeline, part, lambda clip: clip.model_copy(update={"picture": _turned(clip.picture, int(turns) * 90)}))
    canvas = canvas_of(timeline)
    if part is not None or canvas.ratio or turns % 2 == 0:
        return changed
    return with_canvas(changed, width=canvas.height, height=canvas.width)


def _turned(picture: Picture, degrees: int) -> Picture:
    # Flips are drawn after the rotation: turning a mirrored picture clockwise is turning its source the other way.
    mirrored = picture.flip_horizontal != picture.flip_vertical
    return picture.model_copy(update={"rotate": (picture.rotate + (-degrees if mirrored else degrees)) % 360})


def flip(timeline: Timeline, edit: Flip, tell: Tell) -> Timeline:
    name = f"flip_{edit.axis}"
    return alter(timeline, span_or_all(timeline, edit.from_, edit.to, tell), lambda clip: clip.model_copy(update={
        "picture": clip.picture.model_copy(update={name: not getattr(clip.picture, name)}),
    }))
