"""Set phrases about what is on the timeline: an effect unmade, what was there before it restored, a thing put elsewhere."""

import re

from backend.director.set_phrases import Edits, Reader, Reading
from backend.director.talk import timeline_ops

_MADE_BY = {
    "color": ("color",),
    "sound": ("volume", "normalize", "mute", "fade"),
    "speed": ("speed",),
    "frame": ("crop", "aspect", "zoom"),
    "crop": ("crop", "aspect"),
    "blur": ("blur",),
    "zoom": ("zoom",),
    "flip": ("flip",),
    "reverse": ("reverse",),
    "rotate": ("rotate",),
    "freeze": ("freeze",),
    "loop": ("loop",),
    "stabilize": ("stabilize",),
    "denoise": ("denoise",),
    "mute": ("mute",),
}
"""The ops that can have made what a phrase names by a group."""


def _unmade(found: re.Match[str], reading: Reading) -> Edits | None:
    """ "Uncrop it", "the natural colours again", 背景别虚化了: the newest edit that changed it is taken back; None where there is none."""
    key = next((name for name, said in found.groupdict().items() if said and name != "body"), "")
    active = list(timeline_ops(reading.scene))
    op = next((op for op in reversed(active) if op in _MADE_BY.get(key, ())), None)
    return [("undo", {"what": op})] if op else None


_PLACED = ("captions", "title", "overlay")
_FACING = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


def _uncovered(found: re.Match[str], reading: Reading) -> Edits | None:
    """ "The subtitles cover her face, move them up": what covers goes there, not what is covered."""
    newest = reversed(timeline_ops(reading.scene))
    op = next((op for op in _PLACED if found[op]), None) or next((op for op in newest if op in _PLACED), "")
    known = timeline_ops(reading.scene).get(op)
    if known is None:
        return None
    height = "top" if found["up"] else "bottom" if found["down"] else ""
    side = "left" if found["left"] else "right" if found["right"] else ""
    was_height, _, was_side = str(known.get("position", "")).partition("_")
    if op == "captions":
        return [(op, {"position": height})] if height else None
    if op == "overlay" or side:
        side = side or was_side or "right"
        height = height or (was_height if was_height in ("top", "bottom") else "bottom")
    key = "text" if op == "title" else "file"
    return [(op, {key: known[key], "position": f"{height}_{side}" if side else height})]


def _across(found: re.Match[str], reading: Reading) -> Edits | None:
    """ "Other corner", 换一边: the newest picture or text in a corner goes across, or to the other side."""
    active = timeline_ops(reading.scene)
    op = next((op for op in reversed(active) if op in ("overlay", "title", "captions")), None)
    known = active.get(op or "", {})
    height, _, side = str(known.get("position", "")).partition("_")
    joined = reading.normal[: found.start()].rstrip().endswith("and")  # "twice as big and in the other corner" is one edit
    if op not in ("overlay", "title") or not side or joined:
        return None
    key = "text" if op == "title" else "file"
    return [(op, {key: known[key], "position": f"{height if found['side'] else _FACING[height]}_{_FACING[side]}"})]


_FOOTAGE = {"trim", "cut", "keep", "delete_clip", "move_clip", "split", "duration", "trim_silence", "remove_fillers", "merge"}
_SHAPE = {"best_moments", "aspect", "resolution", "fps", "translate_captions", "remove_captions", "remove_title", "remove_music", "undo"}
_REMOVALS = {"captions": "remove_captions", "title": "remove_title", "music": "remove_music"}


def _others(found: re.Match[str], reading: Reading) -> Edits | None:
    """ "Remove everything I added except the captions", 除了字幕其他都去掉: what else was added goes; the footage stays as it was cut."""
    kept = next((name for name, said in found.groupdict().items() if said and name != "body"), "")
    active = list(timeline_ops(reading.scene))
    if kept not in active:
        return None
    gone = [op for op in active if op != kept and op not in _FOOTAGE | _SHAPE]
    return [(_REMOVALS[op], {}) if op in _REMOVALS else ("undo", {"what": op}) for op in gone]


READERS: dict[str, Reader] = {"others": _others, "unmade": _unmade, "uncovered": _uncovered, "across": _across}
