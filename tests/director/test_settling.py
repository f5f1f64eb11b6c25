"""Several edits in one message: the end moves, and clips before others go; what was said still means what it meant."""

from itertools import accumulate

import pytest

from backend.director import Scene, direct, settled
from backend.draft.document import Document, with_media
from backend.draft.history import apply
from backend.draft.timeline import Media


def film(*lengths_s: float) -> Document:
    """A document with one clip for each length, joined."""
    media = [Media(id=str(n), name=f"{n}.mp4", kind="video", duration_s=length, width=640, height=360, fps="25", has_audio=True)
             for n, length in enumerate(lengths_s, 1)]
    document = with_media(Document(), *media)
    return apply(document, direct("merge them", Scene(clips=1)).edits[0]) if len(media) > 1 else document


def after(document: Document, text: str) -> Document:
    """The document after a message, edit by edit."""
    timeline = document.timeline
    planned_s = timeline.duration_s
    directions = direct(text, Scene(duration_s=planned_s, clips=len(timeline.clips)))
    for index in range(len(directions.edits)):
        document = apply(document, settled(directions, index, planned_s, document.timeline.duration_s))
    return document


@pytest.mark.parametrize("text", [
    "cut the first 20 seconds and mute the last 5 seconds", "剪掉前20秒，最后5秒静音", "speed it up 1.5x, then mute the last 5 seconds",
    "cut 0:10-0:30, then mute from 5 seconds before the end to the end",
])
def test_the_last_seconds_are_the_last_of_what_is_left(text: str) -> None:
    clips = after(film(60), text).timeline.clips
    begins = [0.0, *accumulate(clip.duration_s for clip in clips)]
    muted = [(start, end) for clip, start, end in zip(clips, begins, begins[1:], strict=False) if clip.sound.muted]
    assert muted == [(pytest.approx(35), pytest.approx(40))]


@pytest.mark.parametrize(("text", "left"), [
    ("delete clips 1 and 3", ["2", "4"]), ("删掉第一段和第三段", ["2", "4"]), ("remove the first and the last clip", ["2", "3"]),
    ("delete the last two clips", ["1", "2"]), ("删掉最后两段", ["1", "2"]), ("lose clips 2 and 4", ["1", "3"]),
])
def test_clips_are_the_ones_that_were_counted_before_any_went(text: str, left: list[str]) -> None:
    assert [clip.media for clip in after(film(10, 10, 10, 10), text).timeline.clips] == left


def test_a_title_at_the_end_is_at_the_end_of_the_shorter_film() -> None:
    title = after(film(60), 'trim 20 seconds off the start and show "Bye" in the last 4 seconds').timeline.titles[0]
    assert (title.from_s, title.to_s) in [(36, 40), (36, None)]
