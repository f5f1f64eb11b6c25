"""Edits of which clips there are, in what order, and how one becomes the next."""

from pathlib import PurePath

from backend.draft.errors import EditError, Tell
from backend.draft.ranges import clip_index
from backend.draft.rejoin import rejoined, tell_lost
from backend.draft.retime import drop
from backend.draft.timeline import Canvas, Clip, Join, Media, Timeline
from backend.draft.track import NEAR_S, Clips, frame_s, overlap_s, places, reshaped, spare, unjoin
from backend.edits import DeleteClip, Merge, MoveClip, Transition, TransitionKind

PHOTO_S, TRANSITION_S = 3.0, 0.5
LINES, PHOTO_FPS = 1080, "30"
"""The shorter side of the result is at most this, unless more is asked for; a photo has no rate of its own."""


def first_canvas(media: Media) -> Canvas:
    """The frame that the first source sets: its own size, even, at most 1080 on the shorter side."""
    scale = min(1.0, LINES / min(media.width, media.height))
    width, height = (max(2, round(side * scale / 2) * 2) for side in (media.width, media.height))
    return Canvas(width=width, height=height, fps=media.fps if media.fps not in ("", "0", "0/1") else PHOTO_FPS)


def whole(media: Media) -> Clip:
    """All of a video, or a photo for 3 seconds."""
    if media.kind == "image":
        return Clip(media=media.id, start_s=0.0, end_s=0.0, hold_s=PHOTO_S)
    return Clip(media=media.id, start_s=0.0, end_s=media.duration_s)


def place(timeline: Timeline, media: tuple[Media, ...]) -> Timeline:
    """The media behind the clips that are there; the first of all sets the frame."""
    return timeline.model_copy(update={
        "clips": timeline.clips + tuple(whole(one) for one in media),
        "placed": timeline.placed + tuple(one.id for one in media),
        "canvas": timeline.canvas or first_canvas(media[0]),
    })


def unplaced(timeline: Timeline) -> tuple[Media, ...]:
    """The videos that were never on the main track, else the photos. A picture that lies over the video is no photo."""
    over = {overlay.media for overlay in timeline.overlays}
    waiting = [one for one in timeline.media if one.id not in timeline.placed and one.id not in over]
    videos = tuple(one for one in waiting if one.kind == "video")
    return videos or tuple(one for one in waiting if one.kind == "image")


def merge(timeline: Timeline, edit: Merge, tell: Tell) -> Timeline:
    """Puts the other files behind the first in the order of their upload, and the transition between all clips if one is named."""
    waiting = unplaced(timeline)
    if not waiting and len(timeline.clips) < 2:
        raise EditError("nothing_to_join")
    if waiting:
        timeline = place(timeline, waiting)
        left = [one.name for one in timeline.media if one.kind == "image" and one.id not in timeline.placed]
        if left and waiting[0].kind == "video" and not timeline.overlays:
            tell("photos_left", names=left)
    return timeline if edit.transition is None else joined(timeline, edit.transition, TRANSITION_S, tell)


def _with_all(timeline: Timeline, tell: Tell) -> Timeline:
    """A person who speaks of clips while one of several files is placed means all files."""
    waiting = [one for one in unplaced(timeline) if one.kind == "video"]
    if len(timeline.placed) > 1 or not waiting:
        return timeline
    tell("joined_first", names=[PurePath(one.name).name for one in waiting])
    return place(timeline, tuple(waiting))


def delete_clip(timeline: Timeline, edit: DeleteClip, tell: Tell) -> Timeline:
    """Takes a clip out; where there was a transition into it or out of it, there is one between its neighbours."""
    timeline = _with_all(timeline, tell)
    index = clip_index(timeline, edit.index)
    if len(timeline.clips) == 1:
        raise EditError("nothing_left")
    gone, clips = places(timeline.clips)[index], timeline.clips
    left = drop(timeline, [(gone.from_s, gone.to_s)])
    if not 0 < index < len(left.clips):
        return left
    return rejoined(left, {index: clips[index + 1].join or clips[index].join})


def move_clip(timeline: Timeline, edit: MoveClip, tell: Tell) -> Timeline:
    """Puts a clip elsewhere. Transitions between all clips stay between all; others go where other clips meet now, and this is told."""
    timeline = _with_all(timeline, tell)
    index, to = clip_index(timeline, edit.index), clip_index(timeline, edit.to)
    clips = list(unjoin(timeline.clips, (index, index + 1, to if to < index else to + 1)))
    clips.insert(to, clips.pop(index))
    moved = timeline.model_copy(update={"clips": tuple(clips)})
    if everywhere := _everywhere(timeline):
        return joined(moved, everywhere.kind, everywhere.duration_s, tell)
    tell_lost(timeline, moved, tell)
    return moved


def _everywhere(timeline: Timeline) -> Join | None:
    """The transition that is between all clips alike, if one is."""
    joins = {clip.join for clip in timeline.clips[1:]}
    return joins.pop() if len(joins) == 1 else None


def transition(timeline: Timeline, edit: Transition, tell: Tell) -> Timeline:
    """Puts a transition (crossfade, 0.5 s) between all clips; there it changes the kind or the length, what was not said stays."""
    timeline = _with_all(timeline, tell)
    if len(timeline.clips) < 2:
        raise EditError("one_clip")
    now = next((clip.join for clip in timeline.clips if clip.join), None)
    kind = edit.kind or (now.kind if now else "crossfade")
    return joined(timeline, kind, edit.duration or (now.duration_s if now else TRANSITION_S), tell)


def joined(timeline: Timeline, kind: TransitionKind, length_s: float, tell: Tell) -> Timeline:
    """The clips with a transition between all of them.

    Unused source beside a cut is shown during the transition, so that nothing gets shorter; where there is none the ends of the
    clips overlap. Where a clip is too short for it the plain cut stays, and this is told.
    """
    clips: Clips = unjoin(timeline.clips, range(1, len(timeline.clips)))
    result, plain, least = [clips[0]], 0, frame_s(timeline)
    for plainly in clips[1:]:
        before, clip = result[-1], plainly
        longer = reshaped(before, 0.0, -min(length_s / 2, spare(before, timeline.find(before.media))[1]))
        clip = reshaped(clip, -min(length_s / 2, spare(clip, timeline.find(clip.media))[0]), 0.0)
        room = min(longer.duration_s - overlap_s(longer), clip.duration_s) - least
        if length_s <= room and length_s >= 2 * least:
            result[-1] = longer
            result.append(clip.model_copy(update={"join": Join(kind=kind, duration_s=length_s)}))
        else:
            plain += 1
            result.append(plainly)
    if plain == len(clips) - 1:
        raise EditError("clips_too_short", length_s=length_s)
    if plain:
        tell("plain_cuts", count=plain, length_s=length_s)
    timeline = timeline.model_copy(update={"clips": tuple(result)})
    if timeline.duration_s < sum(clip.duration_s for clip in clips) - NEAR_S:
        tell("overlapped")
    return timeline
