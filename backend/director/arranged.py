"""Where the clips lie after the edits that were found so far, for times that are said of a clip."""

from collections.abc import Callable

from backend.director.slots import tidy
from backend.director.talk import Params, Talk

Place = tuple[int, float, float]
"""The number that the clip had when the message was written, and where it begins and ends now, in seconds."""

_LEAVES = {
    "mute", "volume", "color", "zoom", "blur", "sharpen", "stabilize", "denoise", "captions", "title", "overlay", "music", "remove_music",
    "aspect", "fade", "rotate", "flip", "crop", "normalize", "chapters", "resolution", "fps", "remove_title", "remove_captions",
    "translate_captions", "bleep",
}  # fmt: skip
"""Edits that move no clip."""


def arranged(talk: Talk) -> list[Place] | None:
    """The clips in their order; None where that is not known: where joins, lengths and held frames of the same message come before."""
    spans = talk.scene.spans or (((0.0, talk.end_s),) if talk.scene.clips == 1 else ())
    clips = [(number, *span) for number, span in enumerate(spans, 1)]
    if not clips:
        return None
    for edit in sorted(talk.found, key=lambda one: (one.clause, one.start)):
        step = _STEPS.get(edit.op)
        if step is None and edit.op not in _LEAVES:
            return None
        clips = _laid(step(clips, edit.params)) if step else clips
    return clips


def _laid(clips: list[Place]) -> list[Place]:
    """The clips one behind another, those without a length left out."""
    at, laid = 0.0, list[Place]()
    for number, start, end in clips:
        if end - start > 0.001:
            laid.append((number, tidy(at), tidy(at + end - start)))
            at += end - start
    return laid


def _split(clips: list[Place], params: Params) -> list[Place]:
    """Both halves are clips, and the numbers those that they have then."""
    at, parted = params["at"], list[Place]()
    for number, start, end in clips:
        parted += [(number, start, at), (number, at, end)] if start < at < end else [(number, start, end)]
    return [(place, start, end) for place, (_, start, end) in enumerate(parted, 1)]


def _deleted(clips: list[Place], params: Params) -> list[Place]:
    gone = params["index"] if params["index"] > 0 else clips[params["index"]][0] if clips else 0
    return [clip for clip in clips if clip[0] != gone]


def _moved(clips: list[Place], params: Params) -> list[Place]:
    index, to = (number - 1 if number > 0 else len(clips) + number for number in (params["index"], params["to"]))
    if not (0 <= index < len(clips) and 0 <= to < len(clips)):
        return clips
    moved = list(clips)
    moved.insert(to, moved.pop(index))
    return moved


def _without(clips: list[Place], gone: tuple[float, float]) -> list[Place]:
    a, b = gone
    return [(number, start, end - max(0.0, min(end, b) - max(start, a))) for number, start, end in clips]


def _sped(clips: list[Place], params: Params) -> list[Place]:
    a, b = params.get("from", 0.0), params.get("to", float("inf"))
    saved = 1 - 1 / params["factor"]
    return [(number, start, end - saved * max(0.0, min(end, b) - max(start, a))) for number, start, end in clips]


def _kept(clips: list[Place], params: Params) -> list[Place]:
    return _without(_without(clips, (params["to"], float("inf"))), (0.0, params["from"]))


def _trimmed(clips: list[Place], params: Params) -> list[Place]:
    end = clips[-1][2] if clips else 0.0
    return _without(_without(clips, (end - params.get("end", 0.0), end)), (0.0, params.get("start", 0.0)))


_STEPS: dict[str, Callable[[list[Place], Params], list[Place]]] = {
    "split": _split,
    "delete_clip": _deleted,
    "move_clip": _moved,
    "cut": lambda clips, params: _without(clips, (params["from"], params["to"])),
    "keep": _kept,
    "trim": _trimmed,
    "speed": _sped,
}


def half_of_split(talk: Talk, half: int) -> int:
    """The number that the first (1) or second (2) half of the clip parted by the only split has."""
    at = next(f.params["at"] for f in talk.found if f.op == "split")
    clips = arranged(talk) or []
    return next((number for number, start, end in clips if abs((end, start)[half - 1] - at) < 0.001), half)
