"""What the ffmpeg and the fonts of this computer can do, for the doctor: nothing is rendered."""

import asyncio
import re
from dataclasses import dataclass

from backend.engine import fonts
from backend.engine.run import EngineError, executable, listing

FILTERS = frozenset({
    "ass", "drawtext", "xfade", "loudnorm", "sidechaincompress", "overlay", "scale", "crop", "pad", "eq", "hue", "curves",
    "boxblur", "unsharp", "fade", "afade", "volume", "amix", "alimiter", "atempo", "trim", "atrim", "concat", "select", "fps",
    "setpts", "tpad", "loop", "reverse", "transpose", "rotate", "afftdn", "apad", "colorbalance", "colorchannelmixer",
})
"""The filters that an edit may need; without them it fails."""

STEADYING = frozenset({"vidstabdetect", "vidstabtransform"})
"""The filters of one edit alone, steadying a shaky picture."""

ENCODERS = frozenset({"libx264", "aac", "png"})
OLDEST = 5
"""The oldest major version of ffmpeg that the engine is tried with."""

SAMPLE = "Launch day 发布日 字幕 标题"


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """One ffmpeg. `error` is "" or why it cannot be used at all; `missing` names filters and encoders; `major` is 0 where unknown."""

    program: str = ""
    version: str = ""
    major: int = 0
    missing: tuple[str, ...] = ()
    no_steadying: bool = False
    error: str = ""

    @property
    def old(self) -> bool:
        """Whether its version is known and too old."""
        return 0 < self.major < OLDEST


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts for English and Chinese. `missing`: letters that no font has, `package`: the Debian package that would bring them."""

    families: tuple[str, ...] = ()
    missing: str = ""
    package: str = ""


async def ffmpeg_here(program: str = "") -> Ffmpeg:
    """The ffmpeg that `program` names, else the one in use."""
    try:
        program = program or await asyncio.to_thread(executable)
        said, filters, encoders = [await listing(program, option) for option in ("-version", "-filters", "-encoders")]
    except EngineError as error:
        return Ffmpeg(program, error=error.detail or error.reason)
    found = re.match(r"ffmpeg version (\S+)", said)
    if found is None:
        return Ffmpeg(program, error="it is no ffmpeg")
    number = re.match(r"n?(\d+)\.", found[1])
    known = _names(filters)
    missing = (FILTERS - known) | (ENCODERS - _names(encoders))
    return Ffmpeg(program, found[1], int(number[1]) if number else 0, tuple(sorted(missing)), bool(STEADYING - known))


def _names(listing_: str) -> frozenset[str]:
    """The second word of each line: the flags stand before it."""
    return frozenset(words[1] for line in listing_.splitlines() if len(words := line.split()) > 1)


def fonts_here() -> Fonts:
    """Whether English and Chinese texts can be drawn. Blocks."""
    try:
        choice = fonts.choose([SAMPLE])
    except fonts.GlyphError as error:
        return Fonts(missing=error.missing, package=error.package)
    return Fonts(tuple(face.family for face in (choice.face, *choice.others)))
