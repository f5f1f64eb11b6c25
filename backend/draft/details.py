"""The facts that a receipt tells about an edit, from the timelines before and after it: never from what was asked."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from backend.draft.cutting import on_timeline, shown_parts
from backend.draft.naming import named
from backend.draft.ranges import clip_index
from backend.draft.sound import audible, level_at
from backend.draft.timeline import Clip, Picture, Timeline
from backend.draft.track import merged, places
from backend.engine.captions import project_captions
from prompts import Say

Facts = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """An edit with the timelines on both sides of it."""

    before: Timeline
    after: Timeline
    edit: Any
    say: Say

    def word(self, topic: str, name: str) -> str:
        """A word of the vocabulary in the language of the conversation."""
        return self.say(f"receipt.{topic}", name=name)


def number(value: float) -> str:
    """A factor or a rate without needless digits: 2, 1.5, 29.97."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def length(change: Change) -> Facts:
    return {"before_s": change.before.duration_s, "after_s": change.after.duration_s}


def stretch(change: Change) -> Facts:
    """The range on the timeline before; None and None for the whole."""
    start, end, whole = change.edit.from_, change.edit.to, change.before.duration_s
    if start is None and end is None:
        return {"from_s": None, "to_s": None}
    return {"from_s": max(0.0, start or 0.0), "to_s": whole if end is None else min(end, whole)}


def silences(change: Change) -> Facts:
    """How many stretches went, and the longest of them, where it was."""
    ranges = merged(on_timeline(change.before, change.edit.facts or {}))
    start, end = max(ranges, key=lambda one: one[1] - one[0], default=(0.0, 0.0))
    return {"count": _shown(change), "longest_s": end - start, "longest_at_s": start} | length(change)


def fillers(change: Change) -> Facts:
    return {"count": _shown(change)} | length(change)


def _shown(change: Change) -> int:
    """How many stretches went: as many as the list of cuts gets."""
    return sum(len(parts) for parts in shown_parts(change.before, change.edit.facts or {}).values())


def stretches(change: Change) -> Facts:
    return {"numbers": sorted(change.edit.numbers or ()), "count": len(change.edit.facts or ())} | length(change)


def trim(change: Change) -> Facts:
    return {"start_s": change.edit.start or 0.0, "end_s": change.edit.end or 0.0} | length(change)


def duration(change: Change) -> Facts:
    times = change.before.duration_s / change.after.duration_s
    return {"by_speed": change.edit.how == "speed", "factor": number(times)} | length(change)


def split(change: Change) -> Facts:
    return {"at_s": change.edit.at, "clips": len(change.after.clips)}


def clip_gone(change: Change) -> Facts:
    clips = len(change.after.clips)
    index = change.edit.index
    return {"number": index if index > 0 else clips + 2 + index, "clips": clips} | length(change)


def clip_moved(change: Change) -> Facts:
    return {"number": clip_index(change.after, change.edit.index) + 1, "to": clip_index(change.after, change.edit.to) + 1}


def merge(change: Change) -> Facts:
    new = change.after.placed[len(change.before.placed):]
    kind = change.edit.transition
    return {"names": [change.after.find(media).name for media in new], "clips": len(change.after.clips),
            "kind": change.word("kind", kind) if kind else ""} | length(change)


def transition(change: Change) -> Facts:
    joins = [clip.join for clip in change.after.clips if clip.join]
    return {"kind": change.word("kind", joins[0].kind), "length_s": joins[0].duration_s, "count": len(joins)} | length(change)


def speed(change: Change) -> Facts:
    return {"factor": number(change.edit.factor)} | stretch(change) | length(change)


def freeze(change: Change) -> Facts:
    return {"at_s": change.edit.at, "length_s": change.after.duration_s - change.before.duration_s} | length(change)


def frame(change: Change) -> Facts:
    canvas = change.after.canvas
    assert canvas is not None  # a timeline that was edited has a frame
    return {"width": canvas.width, "height": canvas.height}


def aspect(change: Change) -> Facts:
    canvas = change.after.canvas
    return frame(change) | {"ratio": change.edit.ratio, "mode": change.word("mode", canvas.mode if canvas else "fit")}


def rate(change: Change) -> Facts:
    canvas = change.after.canvas
    return {"rate": number(float(Fraction(canvas.fps if canvas else "0")))}


def turned(change: Change) -> Facts:
    return {"degrees": round(change.edit.degrees) % 360} | frame(change) | stretch(change)


def mirrored(change: Change) -> Facts:
    return {"axis": change.word("axis", change.edit.axis)} | stretch(change)


def zoom(change: Change) -> Facts:
    most = max(clip.picture.zoom for clip in change.after.clips)
    return {"factor": number(most if change.edit.factor is None else change.edit.factor)} | stretch(change)


def captions(change: Change) -> Facts:
    track = change.after.captions
    assert track is not None  # the op has just put it there
    lines = project_captions(change.after)
    said = [change.word("style", name) for name in (change.edit.style, change.edit.size) if name]
    said += [change.word("place", change.edit.position)] if change.edit.position else []
    said += [change.word("color_name", change.edit.color)] if change.edit.color else []
    fresh = change.before.captions is None or change.before.captions.cues != track.cues
    return {"count": len(lines), "fresh": fresh, "looks": said, "source": track.source}


def translated(change: Change) -> Facts:
    return {"count": len(project_captions(change.after)), "language": change.edit.language}


def captions_gone(change: Change) -> Facts:
    return {"count": len(project_captions(change.before))}


def title(change: Change) -> Facts:
    text = change.edit.text.strip()
    known = change.before.titles
    new = next((one for one in change.after.titles if one not in known), None)
    shown = new or next(one for one in reversed(change.after.titles) if text in ("", one.text))
    end = change.after.duration_s if shown.to_s is None else shown.to_s
    looks = [change.word("color_name", shown.color)] if shown.color != "white" else []
    looks += [change.word("style", shown.size)] if shown.size != "medium" else []
    return {"text": shown.text, "place": change.word("place", shown.position), "from_s": shown.from_s, "to_s": end, "looks": looks,
            "changed": len(known) == len(change.after.titles)}


def titles_gone(change: Change) -> Facts:
    return {"texts": [one.text for one in change.before.titles if one not in change.after.titles]}


def music(change: Change) -> Facts:
    bed, old = change.after.music, change.before.music
    assert bed is not None  # the op has just put it there
    return {"name": bed.name, "made": bed.source.startswith("bed:"), "volume": bed.volume, "duck": bed.duck,
            "instead": old.name if old and old.source != bed.source else ""}


def music_gone(change: Change) -> Facts:
    return {"name": change.before.music.name if change.before.music else ""}


def volume(change: Change) -> Facts:
    """Before and after, at the place that was meant; of everything in a range, that of the clips."""
    target, part = change.edit.target, stretch(change)
    whole = part["from_s"] is None
    at_s = None if whole else (part["from_s"] + part["to_s"]) / 2
    whose = "clip" if target == "all" and not whole and audible(change.after) else "music" if target == "all" and not whole else target
    return {"target": change.word("target", target), "was": _percent(change.before, whose, at_s),
            "now": _percent(change.after, whose, at_s)} | part


def _percent(timeline: Timeline, target: str, at_s: float | None) -> float:
    if target == "music":
        bed = timeline.music
        return bed.volume * (1.0 if at_s is None else level_at(bed, at_s)) if bed else 0.0
    if target == "all":
        return timeline.gain * 100
    if at_s is not None:
        return clip_at(timeline, at_s).sound.gain * 100
    return max(clip.sound.gain * 100 for clip in timeline.clips)


def clip_at(timeline: Timeline, at_s: float) -> Clip:
    """The clip that owns a moment of the timeline; the last one past the end."""
    return next((one.clip for one in places(timeline.clips) if one.to_s > at_s), timeline.clips[-1])


def mute(change: Change) -> Facts:
    return {"target": change.word("target", change.edit.target)} | stretch(change)


def fade(change: Change) -> Facts:
    fades, kind = change.after.fades, "audio" if change.edit.target == "audio" else "video"
    said_in, said_out = change.edit.in_ is not None, change.edit.out is not None
    both = said_in == said_out
    return {"target": change.word("fading", change.edit.target),
            "in_s": getattr(fades, f"{kind}_in_s") if said_in or both else None,
            "out_s": getattr(fades, f"{kind}_out_s") if said_out or both else None}


def loudness(change: Change) -> Facts:
    return {"lufs": change.after.lufs}


def color(change: Change) -> Facts:
    looks, part = _drawn(change), stretch(change)
    return {"look": change.word("look", change.edit.look) if change.edit.look else "",
            **{name: getattr(looks, name) if getattr(change.edit, name) is not None else None
               for name in ("brightness", "contrast", "saturation")}} | part


def _drawn(change: Change) -> Picture:
    """How the stretch that was meant is drawn now."""
    part = stretch(change)
    return clip_at(change.after, 0.0 if part["from_s"] is None else (part["from_s"] + part["to_s"]) / 2).picture


def overlay(change: Change) -> Facts:
    media = named(change.after, change.edit.file, ("image", "video"), lambda name, /, **values: None)
    shown = next(one for one in reversed(change.after.overlays) if one.media == media.id)
    end = change.after.duration_s if shown.to_s is None else shown.to_s
    return {"name": media.name, "place": change.word("place", shown.position), "scale": shown.scale, "opacity": shown.opacity,
            "from_s": shown.from_s, "to_s": end}


def marks(change: Change) -> Facts:
    return {"marks": [{"at_s": one.at_s, "name": one.name} for one in change.after.chapters]}


def _with_length(change: Change) -> Facts:
    return stretch(change) | length(change)


def _loop(change: Change) -> Facts:
    return {"times": change.edit.times} | length(change)


def _sharpness(change: Change) -> Facts:
    return {"percent": _drawn(change).sharpen} | stretch(change)


FACTS: dict[str, Callable[[Change], Facts]] = {
    "trim_silence": silences, "remove_fillers": fillers, "restore_cuts": stretches, "recut": stretches,
    "trim": trim, "cut": _with_length, "keep": _with_length,
    "duration": duration, "split": split, "delete_clip": clip_gone, "move_clip": clip_moved, "merge": merge,
    "transition": transition, "speed": speed, "reverse": stretch, "freeze": freeze, "loop": _loop, "aspect": aspect,
    "resolution": frame, "fps": rate, "crop": frame, "rotate": turned, "flip": mirrored, "zoom": zoom, "captions": captions,
    "translate_captions": translated, "remove_captions": captions_gone, "title": title, "remove_title": titles_gone,
    "music": music, "remove_music": music_gone, "volume": volume, "mute": mute, "fade": fade, "normalize": loudness,
    "denoise": stretch, "color": color, "overlay": overlay, "blur": stretch, "stabilize": stretch, "chapters": marks,
    "sharpen": _sharpness,
}
"""The facts of the ops that know beforehand where they work."""
