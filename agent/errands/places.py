"""The clips and folders that a message names, found by asking the disk, each put aside as one letter so that words can be read. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["clip", "folder"]
Look = Callable[[Path], Kind | None]
"""What lies at a path: a video file, a folder, or nothing that counts."""

MARK = "\x01"
_QUOTED = re.compile(r"\"([^\"\n]{1,1000})\"|“([^”\n]{1,1000})”|「([^」\n]{1,1000})」|(?<!\w)'([^'\n]{1,1000})'(?!\w)|`([^`\n]{1,1000})`")
_TOKEN = re.compile(r"(?:\\[^\n]|[^\s\"'“”「」`，。；：、！？,;<>|\\])+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PATH_LIKE = re.compile(r"^(?:~|\.{1,2})?/.|\.(?:mp4|mov|avi|webm|mkv)$", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\b(?:in|from|inside|under|folder|directory)(?: the)?(?: folder| directory)?\s*|[对给把将在]|文件夹\s*)$", re.I)
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Places:
    """The message with a mark for each place; `missing` looks like one and is not there."""

    text: str
    found: tuple[tuple[Path, Kind], ...]
    missing: str = ""

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(path for path, kind in self.found if kind == "folder")

    @property
    def clips(self) -> tuple[Path, ...]:
        return tuple(path for path, kind in self.found if kind == "clip")


def places(text: str, look: Look) -> Places:
    """Every place of the message. A bare word counts as a folder only with a path's shape, or behind "in" and the like."""
    kept, found, at, missing = list[str](), list[tuple[Path, Kind]](), 0, ""
    for start, end, name in _named(text):
        if start < at:
            continue
        for first, last in _cuts(name, quoted=start + len(name) != end):
            kind = look(Path(_plain(name[first:last])).expanduser()) if name[first:last].strip() else None
            if kind == "folder" and not ("/" in name[first:last] or _leads_in(text[: start + first])):
                kind = None
            if kind is not None:
                edges = (start, end) if start + len(name) != end else (start + first, start + last)
                kept += [text[at : edges[0]], MARK]
                found.append((Path(_plain(name[first:last])).expanduser(), kind))
                at = edges[1]
                break
        else:
            missing = missing or (_plain(name) if _PATH_LIKE.search(name) else "")
    return Places("".join([*kept, text[at:]]), tuple(found), missing)


def _named(text: str) -> Iterator[tuple[int, int, str]]:
    """Quotations and words in order: start, end, and what may be a path."""
    quotes = [(one.start(), one.end(), next(group for group in one.groups() if group)) for one in _QUOTED.finditer(text)]
    inside = [(start, end) for start, end, _ in quotes]
    words = [(one.start(), one.end(), one.group()) for one in _TOKEN.finditer(text)]
    free = [word for word in words if not any(start < word[1] and word[0] < end for start, end in inside)]
    yield from sorted(quotes + free)


def _cuts(name: str, *, quoted: bool) -> Iterator[tuple[int, int]]:
    """The whole name, then what is left where Chinese words or a full stop touch it: the longest first."""
    yield 0, len(name)
    if quoted or len(name) > LONGEST:
        return
    starts = [0, *(place for place in range(1, len(name)) if _HAN.match(name[place - 1]))]
    ends = [len(name), *(place for place in range(len(name) - 1, 0, -1) if _HAN.match(name[place]) or name[place:] in (".", "!", "?", ")"))]
    pairs = sorted(((first, last) for first in starts for last in ends if first < last), key=lambda pair: pair[0] - pair[1])
    yield from pairs[1:LONGEST]


def _plain(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


def _leads_in(before: str) -> bool:
    """Whether a bare word here can name a folder."""
    return _BEFORE.search(before) is not None
