"""Edits of what is heard."""

from collections.abc import Callable
from itertools import pairwise

from backend.draft.cutting import on_timeline, used
from backend.draft.errors import EditError, Tell
from backend.draft.naming import named
from backend.draft.ranges import span, span_or_all
from backend.draft.timeline import Clip, MusicBed, Sound, Timeline
from backend.draft.track import NEAR_S, Range, alter, frame_s, merged
from backend.edits import Bleep, Denoise, Fade, Music, Mute, Normalize, RemoveMusic, Volume
from backend.engine.moods import DEFAULT, MOODS, bed_of

MUSIC_PERCENT, FADE_S, LUFS = 35.0, 1.0, -14.0
MOST_GAIN = 10.0


def audible(timeline: Timeline) -> bool:
    """Whether any clip has a sound of its own."""
    return any(media.has_audio for media in used(timeline))


def music(timeline: Timeline, edit: Music, tell: Tell) -> Timeline:
    """Puts music under the whole (35 %, quieter under speech), or changes the volume of what is there if nothing else was said.

    The source is the named file; a bed made for the mood, or the nearest that there is; the only uploaded audio file; else a lo-fi bed.
    """
    if edit.volume is not None and not 0 <= edit.volume <= 100 * MOST_GAIN:
        raise EditError("volume_range", most=100 * MOST_GAIN)
    said: dict[str, object] = {name: getattr(edit, name) for name in ("volume", "duck") if getattr(edit, name) is not None}
    if timeline.music and said and edit.mood is None and edit.file is None:
        return timeline.model_copy(update={"music": timeline.music.model_copy(update=said | {"muted": False})})
    bed = _bed(timeline, edit, tell).model_copy(update={"volume": MUSIC_PERCENT, "duck": audible(timeline)} | said)
    return timeline.model_copy(update={"music": bed})


def _bed(timeline: Timeline, edit: Music, tell: Tell) -> MusicBed:
    files = [one for one in timeline.media if one.kind == "audio"]
    if edit.file is not None:
        media = named(timeline, edit.file, ("audio", "video"), tell)
        if not media.has_audio:
            raise EditError("file_is_silent", name=media.name)
        return MusicBed(source=media.id, name=media.name)
    if edit.mood is None and len(files) == 1:
        tell("took_file", name=files[0].name)
        return MusicBed(source=files[0].id, name=files[0].name)
    asked = (edit.mood or DEFAULT).strip() or DEFAULT
    bed = bed_of(asked)
    if any(word in asked.lower() for word in MOODS):
        return MusicBed(source=f"bed:{bed}", name=asked)
    tell("made_mood", asked=asked)
    return MusicBed(source=f"bed:{bed}", name=bed)


def remove_music(timeline: Timeline, edit: RemoveMusic, tell: Tell) -> Timeline:
    if timeline.music is None:
        raise EditError("no_music")
    return timeline.model_copy(update={"music": None})


def volume(timeline: Timeline, edit: Volume, tell: Tell) -> Timeline:
    """Percent of the original sets the volume, decibels change it from what it is; of the whole, or of the clips and the music in a range.

    What is muted as a whole is heard again; ranges that are muted stay so.
    """
    if edit.percent is None and edit.db is None:
        raise EditError("volume_how")
    if edit.percent is not None and not 0 <= edit.percent <= 100 * MOST_GAIN:
        raise EditError("volume_range", most=100 * MOST_GAIN)
    if edit.target == "music" and timeline.music is None:
        raise EditError("no_music")
    part = span_or_all(timeline, edit.from_, edit.to, tell)
    if part is not None and edit.target != "clip" and timeline.music:
        timeline = timeline.model_copy(update={"music": _leveled(timeline.music, edit, part)})
    if edit.target == "music":
        return timeline if part else _music_volume(timeline, edit)
    if not audible(timeline) and timeline.music is None:
        raise EditError("no_audio")
    unmuted: dict[str, object] = {"muted": False} if all(clip.sound.muted for clip in timeline.clips) else {}
    if edit.target == "all" and part is None:
        louder = timeline.model_copy(update={"gain": _gain(edit, timeline.gain)})
        if timeline.music and timeline.music.muted:
            louder = louder.model_copy(update={"music": timeline.music.model_copy(update={"muted": False})})
        return _sounds(louder, None, lambda sound: unmuted)
    return _sounds(timeline, part, lambda sound: {"gain": _gain(edit, sound.gain)} | unmuted)


def _gain(edit: Volume, now: float) -> float:
    gain = edit.percent / 100 if edit.percent is not None else now * 10 ** ((edit.db or 0.0) / 20)
    return min(MOST_GAIN, round(gain, 6))


def _music_volume(timeline: Timeline, edit: Volume) -> Timeline:
    bed = timeline.music
    assert bed is not None  # what there is no music for has been refused
    percent = round(_gain(edit, bed.volume / 100) * 100, 4)
    return timeline.model_copy(update={"music": bed.model_copy(update={"volume": percent, "muted": False})})


def _leveled(bed: MusicBed, edit: Volume, part: Range) -> MusicBed:
    """The music with another level in a range."""
    cuts = sorted({*part, *(at for start, end, _ in bed.levels for at in (start, end) if part[0] < at < part[1])})
    inside = [(start, end, _factor(bed, edit, level_at(bed, (start + end) / 2))) for start, end in pairwise(cuts)]
    sides = [((start, min(end, part[0]), factor), (max(start, part[1]), end, factor)) for start, end, factor in bed.levels]
    outside = [piece for both in sides for piece in both if piece[1] - piece[0] > NEAR_S]
    levels = (one for one in (*outside, *inside) if one[2] != 1)
    return bed.model_copy(update={"levels": tuple(sorted(levels)), "muted": False})


def _factor(bed: MusicBed, edit: Volume, now: float) -> float:
    """What the music's volume is to be multiplied by: percent are of the file, as for the whole music."""
    return round(edit.percent / max(1.0, bed.volume), 6) if edit.percent is not None else _gain(edit, now)


def level_at(bed: MusicBed, at_s: float) -> float:
    """The factor of the music's volume at a moment of the timeline."""
    return next((factor for start, end, factor in bed.levels if start <= at_s < end), 1.0)


def _sounds(timeline: Timeline, part: Range | None, changes: Callable[[Sound], dict[str, object]]) -> Timeline:
    def change(clip: Clip) -> Clip:
        return clip.model_copy(update={"sound": clip.sound.model_copy(update=changes(clip.sound))})

    return alter(timeline, part, change)


def mute(timeline: Timeline, edit: Mute, tell: Tell) -> Timeline:
    """Silences the clips, the music or both, for the whole or a range."""
    if edit.target == "music" and timeline.music is None:
        raise EditError("no_music")
    if not audible(timeline) and timeline.music is None:
        raise EditError("no_audio")
    part = span_or_all(timeline, edit.from_, edit.to, tell)
    if edit.target != "clip" and timeline.music:
        timeline = timeline.model_copy(update={"music": _silenced(timeline.music, part)})
    return timeline if edit.target == "music" else _sounds(timeline, part, lambda sound: {"muted": True})


def bleep(timeline: Timeline, edit: Bleep, tell: Tell) -> Timeline:
    """Puts a tone in the place of what the clips say in a range, or wherever a word is said; the music plays on."""
    if not audible(timeline):
        raise EditError("no_audio")
    if edit.word is None and edit.from_ is None and edit.to is None:
        raise EditError("bleep_what")
    parts = [span(timeline, edit.from_, edit.to, tell)] if edit.word is None else _said(timeline, edit)
    for part in parts:
        timeline = _sounds(timeline, part, lambda sound: {} if sound.muted else {"bleep": True})
    return timeline


def _said(timeline: Timeline, edit: Bleep) -> list[Range]:
    """Where the word is said, on the timeline; within a range if one was said too."""
    if edit.facts is None:
        raise EditError("word_times")
    low, high = edit.from_ or 0.0, timeline.duration_s if edit.to is None else edit.to
    found = [(start, end) for start, end in on_timeline(timeline, edit.facts.ranges) if start < high and end > low]
    if not found:
        raise EditError("word_not_said", word=edit.word)
    return merged((start, max(end, start + frame_s(timeline))) for start, end in found)


def _silenced(bed: MusicBed, part: Range | None) -> MusicBed:
    changes = {"muted": True} if part is None else {"silent": tuple(merged((*bed.silent, part)))}
    return bed.model_copy(update=changes)


def fade(timeline: Timeline, edit: Fade, tell: Tell) -> Timeline:
    """Fades at the two ends; 1 s at both where neither was said, and none where 0 was said."""
    ends = {"in": edit.in_, "out": edit.out} if (edit.in_, edit.out) != (None, None) else {"in": FADE_S, "out": FADE_S}
    if edit.target == "audio" and not audible(timeline) and timeline.music is None:
        raise EditError("no_audio")
    kinds = ("video", "audio") if edit.target == "both" else (edit.target,)
    values = {f"{kind}_{side}_s": length for kind in kinds for side, length in ends.items() if length is not None}
    if any(length < 0 for length in values.values()):
        raise EditError("empty_range")
    if any(length > timeline.duration_s for length in values.values()):
        tell("fade_clamped", length_s=timeline.duration_s)
    return timeline.model_copy(update={"fades": timeline.fades.model_copy(update=values)})


def normalize(timeline: Timeline, edit: Normalize, tell: Tell) -> Timeline:
    """Brings the loudness of the whole to -14 LUFS, or what was said."""
    lufs = LUFS if edit.lufs is None else edit.lufs
    if not -40 <= lufs <= -5:
        raise EditError("lufs_range", least=-40, most=-5)
    if not audible(timeline) and timeline.music is None:
        raise EditError("no_audio")
    return timeline.model_copy(update={"lufs": lufs})


def denoise(timeline: Timeline, edit: Denoise, tell: Tell) -> Timeline:
    if not audible(timeline):
        raise EditError("no_audio")
    return _sounds(timeline, span_or_all(timeline, edit.from_, edit.to, tell), lambda sound: {"denoise": True})
