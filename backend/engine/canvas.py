"""Pictures onto the frame of the result, as filter text: geometry, fitting, looks. Sizes are worked out here, not by filters. Pure."""

import math
from dataclasses import dataclass

from backend.draft.timeline import Media, Picture

SAME_SHAPE = 0.005
"""Shapes that differ by less are taken as equal: odd sizes rounded to even ones."""

SHARPEN = 1.0
"""What 100 percent of sharpening is to the `unsharp` filter on the luma: clear on screen text, without halos."""

LOOKS = {
    "bw": "hue=s=0",
    "warm": "lutyuv=u=clip(val-7\\,0\\,255):v=clip(val+7\\,0\\,255)",
    "cool": "lutyuv=u=clip(val+7\\,0\\,255):v=clip(val-6\\,0\\,255)",
    "cinematic": "colorbalance=rs=-0.06:bs=0.07:rh=0.07:bh=-0.06,eq=contrast=1.08:saturation=0.95",
    "vintage": "curves=preset=vintage,eq=saturation=0.8",
    "vivid": "eq=contrast=1.06:saturation=1.35",
}
"""Filter text of each look. Warm and cool move the two colour planes only, which costs next to nothing."""


@dataclass(frozen=True)
class Frame:
    """Size of the result in pixels and how a picture of another shape is fitted into it."""

    width: int
    height: int
    mode: str


def even(value: float) -> int:
    """The nearest even number of pixels, at least 2."""
    return max(2, 2 * round(value / 2))


def geometry(picture: Picture) -> list[str]:
    """Crop, rotation, flips and zoom, in that order."""
    crop = picture.crop
    filters = []
    if crop.left or crop.top or crop.right or crop.bottom:
        filters.append(_cut(crop.left / 100, crop.top / 100, crop.right / 100, crop.bottom / 100))
    filters += _turn(picture.rotate % 360)
    filters += ["hflip"] * picture.flip_horizontal + ["vflip"] * picture.flip_vertical
    if picture.zoom > 1:
        side = (1 - 1 / picture.zoom) / 2
        filters.append(_cut(side, side, side, side))
    return filters


def _cut(left: float, top: float, right: float, bottom: float) -> str:
    """Take shares of the sides away."""
    return f"crop=w=iw*{1 - left - right:.6f}:h=ih*{1 - top - bottom:.6f}:x=iw*{left:.6f}:y=ih*{top:.6f}"


def _turn(degrees: int) -> list[str]:
    quarters = {0: [], 90: ["transpose=clock"], 180: ["hflip", "vflip"], 270: ["transpose=cclock"]}
    if degrees in quarters:
        return list(quarters[degrees])
    angle = math.radians(degrees)
    return [f"rotate=a={angle:.6f}:ow=rotw({angle:.6f}):oh=roth({angle:.6f}):c=black"]


def shape(media: Media, picture: Picture) -> tuple[float, float]:
    """Width and height of a picture after `geometry`, in square pixels of the source."""
    width = media.width * max(0.01, 1 - (picture.crop.left + picture.crop.right) / 100)
    height = media.height * max(0.01, 1 - (picture.crop.top + picture.crop.bottom) / 100)
    angle = math.radians(picture.rotate % 180)
    sine, cosine = abs(math.sin(angle)), abs(math.cos(angle))
    return width * cosine + height * sine, width * sine + height * cosine


def looks(picture: Picture, frame: Frame) -> list[str]:
    """Colour and blur. Brightness, contrast and saturation are percent of change."""
    filters = []
    values = {
        "brightness": picture.brightness / 200,
        "contrast": 1 + picture.contrast / 100,
        "saturation": max(0.0, 1 + picture.saturation / 100),
    }
    if picture.brightness or picture.contrast or picture.saturation:
        filters.append("eq=" + ":".join(f"{name}={value:.4f}" for name, value in values.items()))
    if picture.look:
        filters.append(LOOKS[picture.look])
    if picture.sharpen:
        filters.append(f"unsharp=5:5:{picture.sharpen / 100 * SHARPEN:.3f}:5:5:0")
    if picture.blur:
        filters.append(_soft(min(frame.width, frame.height) / 27))
    return filters


def _scale(width: int, height: int) -> str:
    """Matrix and range are always named: what comes in may be anything, what goes out is bt709."""
    return f"scale={width}:{height}:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"


def fitted(media: Media, picture: Picture, frame: Frame, label: str) -> str:
    """Filter text from a decoded frame to a frame of the result. `label` makes the names of its branches its own."""
    width, height = shape(media, picture)
    ratio = width / height * frame.height / frame.width
    before, after = ",".join(geometry(picture)), ",".join(looks(picture, frame))
    if abs(ratio - 1) <= SAME_SHAPE:
        return _chain(before, _scale(frame.width, frame.height), after)
    if frame.mode == "crop":
        window = f"crop=w=iw*{min(1, 1 / ratio):.6f}:h=ih*{min(1, ratio):.6f}"
        return _chain(before, window, _scale(frame.width, frame.height), after)
    inner = even(frame.width * min(1, ratio)), even(frame.height * min(1, 1 / ratio))
    centre = f"{(frame.width - inner[0]) // 4 * 2}:{(frame.height - inner[1]) // 4 * 2}"
    if frame.mode == "fit":
        return _chain(before, _scale(*inner), after, f"pad={frame.width}:{frame.height}:{centre}:black")
    return _chain(before, f"split[{label}f][{label}b];{_backdrop(frame, ratio, label)};[{label}f]{_scale(*inner)}") + (
        f"[{label}p];[{label}d][{label}p]overlay={centre}" + (f",{after}" if after else "")
    )


def _backdrop(frame: Frame, ratio: float, label: str) -> str:
    """The same picture filling the frame, blurred at a quarter of its size: a sixteenth of the work, and the blur hides it."""
    small = even(frame.width / 4), even(frame.height / 4)
    window = f"crop=w=iw*{min(1, 1 / ratio):.6f}:h=ih*{min(1, ratio):.6f}"
    blur = f"{_soft(min(small) / 16)},eq=brightness=-0.08"
    return f"[{label}b]{window},{_scale(*small)},{blur},scale={frame.width}:{frame.height}:flags=bilinear,setsar=1[{label}d]"


def _soft(radius: float) -> str:
    """A blur of about `radius` pixels. Not gblur: ffmpeg 9.0.2 spoils its planes of up to 16 columns when it runs on one thread."""
    return f"boxblur={max(2, round(radius))}:3"


def _chain(*parts: str) -> str:
    return ",".join(part for part in parts if part)
