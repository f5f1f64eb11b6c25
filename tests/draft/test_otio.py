"""The timeline as OpenTimelineIO, read back with that project's own library."""

import json
from typing import Any

import opentimelineio as otio
import pytest

from backend.draft.document import Document, with_media
from backend.draft.history import apply
from backend.draft.otio import left_out, otio_of
from backend.draft.timeline import Media, Timeline
from backend.edits import EDIT

A = Media(id="a", name="a.mp4", kind="video", duration_s=20.0, width=1920, height=1080, fps="25", has_audio=True)
B = Media(id="b", name="b b.mp4", kind="video", duration_s=10.0, width=1920, height=1080, fps="25")
SONG = Media(id="s", name="song.mp3", kind="audio", duration_s=6.0, has_audio=True)
LOGO = Media(id="l", name="logo.png", kind="image", duration_s=0.0, width=100, height=100)
FRAME_S = 0.04
URLS = {"a": "file:///data/a.mp4", "b": "file:///data/b%20b.mp4", "s": "file:///data/song.mp3"}


def edited(*edits: dict[str, Any]) -> Timeline:
    """The timeline after these edits."""
    document = with_media(Document(), A, B, SONG, LOGO)
    for edit in edits:
        document = apply(document, EDIT.validate_python(edit))
    return document.timeline


def opened(timeline: Timeline) -> Any:
    """The document as the library reads it."""
    return otio.adapters.read_from_string(json.dumps(otio_of(timeline, URLS, "talk")), "otio_json")


def seconds(value: Any) -> float:
    return round(value.to_seconds(), 3)


def test_clips_have_their_stretches_of_their_files() -> None:
    read = opened(edited({"op": "cut", "from": 4, "to": 6}))
    (video,), (sound,) = read.video_tracks(), read.audio_tracks()
    for track in (video, sound):
        clips = list(track)
        assert [seconds(clip.source_range.start_time) for clip in clips] == [0, 6]
        assert [seconds(clip.duration()) for clip in clips] == [4, 14]
        assert [clip.media_reference.target_url for clip in clips] == [URLS["a"]] * 2
        assert all(seconds(clip.available_range().duration) == 20 for clip in clips)
    assert seconds(read.duration()) == 18
    assert read.name == "talk"


def test_a_transition_lies_around_the_cut_and_the_length_is_that_of_the_result() -> None:
    timeline = edited({"op": "merge", "transition": "crossfade"})
    read = opened(timeline)
    first, change, second = read.video_tracks()[0]
    assert isinstance(change, otio.schema.Transition)
    assert change.transition_type == otio.schema.TransitionTypes.SMPTE_Dissolve
    overlap_s = timeline.clips[1].join.duration_s if timeline.clips[1].join else 0
    assert seconds(change.duration()) == pytest.approx(overlap_s, abs=FRAME_S)
    assert seconds(first.duration()) == pytest.approx(20 - overlap_s / 2, abs=FRAME_S)
    assert seconds(second.source_range.start_time) == pytest.approx(overlap_s / 2, abs=FRAME_S)
    assert seconds(read.duration()) == pytest.approx(timeline.duration_s, abs=FRAME_S)
    assert isinstance(read.audio_tracks()[0][2], otio.schema.Gap)
    assert read.video_tracks()[0][2].media_reference.target_url.endswith("b%20b.mp4")


def test_speed_stills_and_backwards_are_effects() -> None:
    read = opened(edited({"op": "speed", "factor": 2, "from": 0, "to": 4}, {"op": "freeze", "at": 5, "duration": 2}))
    effects = [(type(clip.effects[0]).__name__, clip.effects[0].time_scalar) for clip in read.video_tracks()[0] if clip.effects]
    assert effects == [("LinearTimeWarp", 2.0), ("FreezeFrame", 0.0)]
    fast = read.video_tracks()[0][0]
    assert seconds(fast.duration()) == 2
    backwards = opened(edited({"op": "trim", "end": 5}, {"op": "reverse"})).video_tracks()[0][0]
    assert backwards.effects[0].time_scalar == -1
    assert (seconds(backwards.source_range.start_time), seconds(backwards.duration())) == (0, 15)


def test_titles_overlays_and_music_are_there() -> None:
    read = opened(edited(
        {"op": "title", "text": "One", "from": 2, "to": 5}, {"op": "title", "text": "Two", "from": 4, "to": 6, "position": "top"},
        {"op": "overlay", "file": "logo.png", "from": 1, "to": 3}, {"op": "music", "file": "song.mp3"},
    ))
    tracks = {track.name: track for track in read.tracks}
    assert list(tracks)[:2] == ["Video", "Overlay 1"]
    titles = [clip for track in read.video_tracks() if track.name == "Titles" for clip in track.find_clips()]
    assert [(clip.name, seconds(clip.trimmed_range_in_parent().start_time), seconds(clip.duration())) for clip in titles] == [
        ("One", 2, 3), ("Two", 4, 2)]
    assert titles[0].media_reference.generator_kind == "text"
    logo = next(iter(tracks["Overlay 1"].find_clips()))
    assert (seconds(logo.trimmed_range_in_parent().start_time), seconds(logo.duration())) == (1, 2)
    music = list(tracks["Music"])
    assert [seconds(clip.duration()) for clip in music] == [6, 6, 6, 2]
    assert music[0].media_reference.target_url == URLS["s"]


def test_what_other_editors_will_not_find_is_known() -> None:
    assert left_out(edited({"op": "cut", "from": 4, "to": 6})) == []
    changed = {"op": "color", "look": "bw"}, {"op": "volume", "target": "clip", "percent": 50}, {"op": "fade", "target": "both", "out": 1}
    assert left_out(edited(*changed)) == ["looks", "levels", "fades"]


def test_a_bed_that_is_made_here_is_named_and_has_no_file() -> None:
    (music,) = next(track for track in opened(edited({"op": "music", "mood": "lo-fi"})).audio_tracks() if track.name == "Music")
    assert music.media_reference.is_missing_reference
    assert seconds(music.duration()) == 20
