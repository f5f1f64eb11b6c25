"""Sizes and rates of the frame as figures: 1920x1080, 1080p60, 720 lines, 4K, 29.97, 60p."""

import re

from backend.director.tokens import Token

_BROADCAST = re.compile(r"(23\.976|23\.98|29\.97|59\.94)(?:\s?(?:fps|p|frames? per second))?(?!\.?\d|[a-z]|\s?(?:s|sec|seconds?|x|%|db)\b)")
_HEIGHT = re.compile(r"(\d{3,4})\s?[pi](?:(?P<fps>\d{2,3})(?!\d))?(?![a-z])")
_SIZE = re.compile(r"(\d{3,4})\s?(?:[x*]|by)\s?(\d{3,4})(?!\d)")
_LINES = re.compile(
    r"(480|720|1080|1440|2160)\s?(?:lines|px|pixels)(?![a-z])(?!\s(?:off|from|wide|of|to|left|right|up|down|on)\b)(?:\s(?:high|tall))?"
)
_RATE = re.compile(r"(24|25|30|48|50|60|120)p(?![a-z\d])")
_KS = re.compile(r"([248])\s?k(?:(?P<fps>\d{2,3})(?!\d))?(?![a-z])")


def broadcast_rate(text: str, at: int) -> Token | None:
    """29.97 and its kin, which need no unit."""
    rate = _BROADCAST.match(text, at)
    return Token("fps", "fps", at, rate.end(), float(rate[1])) if rate else None


def frame_at(text: str, at: int) -> list[Token] | None:
    """The size or the rate that starts at `at`; both for 1080p60."""
    if size := _SIZE.match(text, at):
        return [Token("size_px", "size", at, size.end(), (int(size[1]), int(size[2])))]
    if rate := _RATE.match(text, at):
        return [Token("fps", "fps", at, rate.end(), float(rate[1]))]
    if lines := _LINES.match(text, at):
        return [Token("height", "height", at, lines.end(), int(lines[1]))]
    height = _HEIGHT.match(text, at) or _KS.match(text, at)
    if height is None:
        return None
    pixels = int(height[1]) if len(height[1]) > 1 else {2: 1440, 4: 2160, 8: 4320}[int(height[1])]
    tokens = [Token("height", "height", at, height.end(), pixels)]
    if height["fps"]:
        tokens.append(Token("fps", "fps", height.start("fps"), height.end(), float(height["fps"])))
    return tokens
