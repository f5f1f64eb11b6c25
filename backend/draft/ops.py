"""Every op of the vocabulary with the function that does it: timeline and edit in, the new timeline out, remarks through `tell`."""

from collections.abc import Callable
from typing import Any

from backend.draft import arranging, chapters, cutting, frame, motion, picture, seams, sound, text
from backend.draft.errors import EditError, Note, Remarks, Tell
from backend.draft.retime import settle
from backend.draft.timeline import Timeline
from backend.edit_base import Edit

Op = Callable[[Timeline, Any, Tell], Timeline]

OPS: dict[str, Op] = {
    "trim_silence": cutting.trim_silence,
    "remove_fillers": cutting.remove_fillers,
    "restore_cuts": seams.restore_cuts,
    "recut": seams.recut,
    "trim": cutting.trim,
    "cut": cutting.cut,
    "keep": cutting.keep,
    "duration": cutting.duration,
    "best_moments": cutting.best_moments,
    "split": cutting.split_clip,
    "delete_clip": arranging.delete_clip,
    "move_clip": arranging.move_clip,
    "merge": arranging.merge,
    "transition": arranging.transition,
    "speed": motion.speed,
    "reverse": motion.reverse,
    "freeze": motion.freeze,
    "loop": motion.loop,
    "aspect": frame.aspect,
    "resolution": frame.resolution,
    "fps": frame.fps,
    "crop": frame.crop,
    "rotate": frame.rotate,
    "flip": frame.flip,
    "zoom": picture.zoom,
    "captions": text.captions,
    "translate_captions": text.translate_captions,
    "remove_captions": text.remove_captions,
    "title": text.title,
    "remove_title": text.remove_title,
    "music": sound.music,
    "remove_music": sound.remove_music,
    "volume": sound.volume,
    "mute": sound.mute,
    "fade": sound.fade,
    "normalize": sound.normalize,
    "denoise": sound.denoise,
    "color": picture.color,
    "overlay": picture.overlay,
    "blur": picture.blur,
    "sharpen": picture.sharpen,
    "bleep": sound.bleep,
    "stabilize": picture.stabilize,
    "chapters": chapters.chapters,
}
"""All but those that concern the history alone (undo, redo, versions, looks ahead), which belong to `history`."""


def done(timeline: Timeline, edit: Edit) -> tuple[Timeline, tuple[Note, ...]]:
    """The timeline after an edit, and its remarks. EditError where it cannot be done."""
    op: str = edit.op  # type: ignore[attr-defined]
    if not timeline.clips and op != "merge":
        raise EditError("no_material")
    tell = Remarks()
    after = settle(OPS[op](timeline, edit, tell))
    gone = [title.text for title in timeline.titles if not any(title.text == kept.text for kept in after.titles)]
    if gone and op != "remove_title":
        tell("titles_gone", texts=gone)
    return after, tell.all()
