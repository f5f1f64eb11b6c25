"""What the choice of the best moments needs to know of the footage: its sound and its picture, measured once for each media."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backend.draft.cutting import wanted_s
from backend.draft.timeline import Cue, Media, Timeline
from backend.edits import BestMoments

if TYPE_CHECKING:
    from backend.engine.best import Footage, Heard

Where = Callable[[Media], Path]
PAUSE_S, MARGIN_S, WINDOW_S = 0.3, 0.1, 0.5


async def with_moments(edit: BestMoments, timeline: Timeline, used: Sequence[Media], path: Where, cache: Where) -> BestMoments:
    """The edit with the pieces to keep. Nothing is measured where the timeline is as short as that already.

    `path` and `cache` give the file of a media and the folder for what is found in it.
    """
    from backend.engine.best import best

    if timeline.duration_s <= wanted_s(edit.to, timeline.duration_s):
        return edit
    cues = timeline.captions.cues if timeline.captions else {}
    videos = [media for media in used if media.kind == "video"]
    footage = {media.id: await _measured(media, path(media), cache(media), cues.get(media.id, ())) for media in videos}
    return edit.model_copy(update={"facts": best(timeline, footage, edit.to)})


async def _measured(media: Media, path: Path, cache: Path, cues: Sequence[Cue]) -> "Footage":
    from backend.engine.best import Footage, Seen
    from backend.engine.looks import looks

    found = await looks(path, cache)
    seen = Seen([look.at_s for look in found], [look.moved for look in found], [look.sharp for look in found],
                [look.light for look in found], [look.at_s for look in found if look.scene])
    return Footage(await _heard(media, path, cache, cues), seen)


async def _heard(media: Media, path: Path, cache: Path, cues: Sequence[Cue]) -> "Heard":
    """Where nobody speaks, by the captions where there are some, else by the level; and how loud it is."""
    from backend.engine.audio import NoAudioError, levels, pcm
    from backend.engine.best import Heard
    from backend.engine.silence import AllSilentError, silences

    silent = _between(cues, media.duration_s) if cues else []
    if not media.has_audio:
        return Heard(silent, speaks=bool(cues))
    try:
        loud = levels(await pcm(path, cache), WINDOW_S)
        silent = silent or await silences(path, cache, min_silence_s=PAUSE_S, margin_s=MARGIN_S)
    except NoAudioError:
        return Heard(silent, speaks=bool(cues))
    except AllSilentError:
        silent = [(0.0, media.duration_s)]
    return Heard(silent, [float(level) for level in loud], speaks=True)


def _between(cues: Sequence[Cue], length_s: float) -> list[tuple[float, float]]:
    """The gaps between captions, in seconds."""
    gaps, at = list[tuple[float, float]](), 0.0
    for cue in sorted(cues, key=lambda one: one.start_s):
        if cue.start_s - at >= PAUSE_S:
            gaps.append((at, cue.start_s))
        at = max(at, cue.end_s)
    return [*gaps, (at, length_s)] if length_s - at >= PAUSE_S else gaps
