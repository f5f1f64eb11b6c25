"""Times whose punctuation is part of them: 1:30, 00:01:12:10, 00:01:12,500, :45, 1'20", and the arrow between two of them."""

import re

from backend.director.numbers import ONES, english_at
from backend.director.tokens import Token

USUAL_RATE, _FAST_RATE = 30.0, 60.0
"""Frames of a second where the rate of the timeline is not known, or is too low for the frame that is named."""

_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})[:;](\d{2}(?:\.\d+)?)(?!\d|:\d)")
_SUBTITLE = re.compile(r"(\d{1,2}):(\d{2}):(\d{2}),(\d{3})(?!\d|[:.]\d)")
_SMPTE = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)[:;](\d{2})(?!\d|[:.]\d)")
_SECONDS_ONLY = re.compile(r":([0-5]\d(?:\.\d+)?)(?!\d|:\d|[a-z%])")
_PRIMES = re.compile(
    r"(?:(\d{1,3})\s?['′]\s?)(?:(\d{1,2}(?:\.\d+)?)\s?(?:[\"″”]|'')?)?(?![a-z])|(\d{1,3}(?:\.\d+)?)\s?(?:[\"″”]|'')(?![a-z])"
)
_UNIT = re.compile(r"\s?(hours?|hrs?|minutes?|mins?|seconds?|secs?|h|m|s)(?![a-z])")


def clock_at(text: str, at: int) -> Token | None:
    """The time in figures with colons that starts at `at`: 1:30 · 1:02:03.5 · 00:01:12:10 · 00:01:12,500 · 1:30 minutes."""
    if found := _SUBTITLE.match(text, at):
        return Token("clock", "1.0", at, found.end(), _seconds(found[1], found[2], found[3]) + int(found[4]) / 1000)
    if found := _SMPTE.match(text, at):
        return Token("clock", f"{_FRAMES}{found[4]}", at, found.end(), _seconds(found[1], found[2], found[3]))
    found = _CLOCK.match(text, at)
    if found is None or float(found[3]) >= 60:
        return None
    value = _seconds(found[1], found[2], found[3])
    unit = _UNIT.match(text, found.end())
    if unit:
        return _with_unit(found, unit, at, value)
    return Token("clock", _HOURS if found[1] else "1.0", at, found.end(), value)


def _with_unit(found: re.Match[str], unit: re.Match[str], at: int, value: float) -> Token:
    """ "1:30 minutes" is a length, "1:30 hours" one in hours and minutes; "0:45 seconds" a time as it stands."""
    if unit[1].startswith("h") and not found[1]:
        value *= 60
    return Token("dur" if unit[1].startswith(("m", "h")) else "clock", "1.0", at, unit.end(), value)


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return float(hours or 0) * 3600 + float(minutes) * 60 + float(seconds)


def seconds_only(text: str, at: int) -> Token | None:
    """ ":45", where no figure stands before the colon."""
    found = _SECONDS_ONLY.match(text, at) if not at or text[at - 1] in " (-[~" else None
    return Token("clock", "1.0", at, found.end(), float(found[1])) if found else None


def primes_at(text: str, at: int) -> Token | None:
    """1'20" and 45″."""
    primes = _PRIMES.match(text, at)
    if primes is None:
        return None
    value = float(primes[1] or 0) * 60 + float(primes[2] or primes[3] or 0)
    return Token("clock" if primes[2] else "dur", "1.0", at, primes.end(), value)


_FRAMES, _HOURS = "frames ", "3600.0"


def at_rate(tokens: list[Token], rate: float, end_s: float) -> None:
    """Put in the frames of timecodes on a timeline of `end_s` seconds at `rate` frames a second, 0 where that is not known.

    0:47:12 on a timeline of three minutes is no hour: its last figures are frames.
    """
    for token in tokens:
        if token.kind == "clock" and token.value > end_s > 0 and token.name == _HOURS:
            whole, frames = divmod(float(token.value), 60)
            if whole <= end_s and frames < _FAST_RATE and frames == int(frames):
                token.value, token.name = whole, f"{_FRAMES}{int(frames)}"
        if token.kind == "clock" and token.name.startswith(_FRAMES):
            frames = int(token.name.removeprefix(_FRAMES))
            usual = rate or USUAL_RATE
            token.value = round(token.value + frames / (usual if frames < usual else _FAST_RATE), 3)
        if token.kind == "clock":
            token.name = "1.0"


_PAIR = re.compile(r"\[\s*(\d{1,5}(?:\.\d+)?)\s?s?\s*[,;]\s*(\d{1,5}(?:\.\d+)?)\s?s?\s*\](?:\s?s(?:ec(?:onds?)?)?\b)?")


def bracketed(text: str, at: int) -> Token | None:
    """ "[12.4, 13.9]": from and to in seconds."""
    found = _PAIR.match(text, at)
    if found is None or float(found[2]) <= float(found[1]):
        return None
    return Token("range", "range", at, found.end(), (float(found[1]), float(found[2])))


_ARROW = re.compile(r"\s*(?:→|⟶|➔|➜|➡️?|[-=]+>|>+|\.{2,3}|…)\s*(?=[\d:])")


def arrow_after(text: str, at: int, before: Token | None) -> int:
    """Where the arrow or the dots that start at `at` end, right behind a time or a number; 0 where there are none."""
    if before is None or before.kind not in ("clock", "dur", "num", "point") or text[before.end : at].strip():
        return 0
    found = _ARROW.match(text, at)
    return found.end() if found else 0


_ONE = "one|two|three|four|five|six|seven|eight|nine"
SPOKEN_CLOCK = re.compile(
    rf"({_ONE}|ten|eleven|twelve)(?:(-)| )(ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:twenty|thirty|forty|fifty)(?:[- ](?:{_ONE}))?)(?![\w-])(?! (?:seconds?|secs?|minutes?|mins?|percent|times|clips?|second)\b)"
)
_AT_A_TIME = re.compile(r"\b(?:from|to|until|till|at|between|and|through)(?: about| around)? $")


def spoken_clock(text: str, at: int) -> Token | None:
    """ "One-ten", "from one thirty to two ten": minutes and seconds as they are spoken."""
    found = SPOKEN_CLOCK.match(text, at)
    if found is None or not (found[2] or _AT_A_TIME.search(text, max(0, at - 16), at)):
        return None
    seconds = english_at(text, found.start(3))
    if seconds is None or seconds[0] >= 60:
        return None
    return Token("clock", "1.0", at, found.end(), float(ONES[found[1]]) * 60 + seconds[0])
