"""Edits of music and sound: a table of what each changes."""

from typing import Any

import pytest
from footage import MUTE, SONG, TOUR, edit, edited, project

from backend.draft.check import check
from backend.draft.history import apply
from backend.draft.timeline import MusicBed, Sound

MUSIC: list[tuple[dict[str, Any], MusicBed]] = [
    ({}, MusicBed(source="s", name="Song.mp3", duck=True)),
    ({"file": "song"}, MusicBed(source="s", name="Song.mp3", duck=True)),
    ({"file": "SONG.MP3", "volume": 20, "duck": False}, MusicBed(source="s", name="Song.mp3", volume=20)),
    ({"mood": "lo-fi", "volume": 50}, MusicBed(source="bed:lo-fi", name="lo-fi", volume=50, duck=True)),
    ({"mood": "Smooth jazz"}, MusicBed(source="bed:jazz", name="Smooth jazz", duck=True)),
    ({"mood": "轻快"}, MusicBed(source="bed:upbeat", name="轻快", duck=True)),
]


@pytest.mark.parametrize(("said", "bed"), MUSIC)
def test_music_is_a_file_or_a_made_bed_at_thirty_five_percent_and_makes_room_for_speech(said: dict[str, Any], bed: MusicBed) -> None:
    assert apply(project(TOUR, SONG), edit("music", **said)).timeline.music == bed


def test_a_mood_that_cannot_be_made_is_not_claimed() -> None:
    document = apply(project(), edit("music", mood="bossa nova"))
    assert document.timeline.music == MusicBed(source="bed:lo-fi", name="lo-fi", duck=True)
    assert [(note.name, note.values) for note in document.history[-1].notes] == [("made_mood", {"asked": "bossa nova"})]


def test_music_under_a_silent_video_has_nothing_to_make_room_for() -> None:
    bed = apply(project(MUTE), edit("music")).timeline.music
    assert bed is not None
    assert (bed.source, bed.duck) == ("bed:lo-fi", False)


def test_the_volume_of_music_can_be_changed_and_the_music_replaced_and_removed() -> None:
    document = edited(project(TOUR, SONG), edit("music", mood="lo-fi"), edit("music", volume=10), edit("volume", target="music", db=6))
    assert document.timeline.music is not None
    assert (document.timeline.music.source, round(document.timeline.music.volume, 1)) == ("bed:lo-fi", 20.0)
    replaced = apply(document, edit("music", file="song.mp3"))
    assert replaced.timeline.music is not None
    assert (replaced.timeline.music.source, replaced.timeline.music.volume) == ("s", 35)
    assert apply(replaced, edit("remove_music")).timeline.music is None


def test_percent_sets_the_volume_of_the_original_and_decibels_change_it() -> None:
    document = edited(project(), edit("volume", target="clip", percent=50), edit("volume", target="clip", percent=50))
    assert document.timeline.clips[0].sound == Sound(gain=0.5)
    louder = apply(document, edit("volume", target="clip", db=6))
    assert louder.timeline.clips[0].sound.gain == pytest.approx(0.5 * 10 ** 0.3)
    assert apply(project(), edit("volume", target="all", percent=120)).timeline.gain == pytest.approx(1.2)


def test_muting_silences_the_clips_the_music_or_a_range_and_a_volume_lets_them_be_heard_again() -> None:
    document = edited(project(), edit("music", mood="calm"), edit("mute", target="all"))
    assert document.timeline.clips[0].sound.muted
    assert document.timeline.music is not None
    assert document.timeline.music.muted
    heard = apply(document, edit("volume", target="all", percent=100))
    assert not heard.timeline.clips[0].sound.muted
    assert heard.timeline.music is not None
    assert not heard.timeline.music.muted
    part = edited(project(), edit("music", mood="calm"), edit("mute", target="all", from_=5, to=9), edit("trim", start=2))
    assert [clip.sound.muted for clip in part.timeline.clips] == [False, True, False]
    assert part.timeline.music is not None
    assert part.timeline.music.silent == ((3, 7),)


@pytest.mark.parametrize(("said", "expected"), [
    ({"target": "both"}, (1, 1, 1, 1)), ({"target": "video", "out": 2}, (0, 2, 0, 0)), ({"target": "audio", "in_": 3}, (0, 0, 3, 0)),
    ({"target": "both", "in_": 0.5, "out": 1.5}, (0.5, 1.5, 0.5, 1.5)),
])
def test_fades_last_a_second_at_both_ends_unless_said_otherwise(said: dict[str, Any], expected: tuple[float, ...]) -> None:
    fades = apply(project(), edit("fade", **said)).timeline.fades
    assert (fades.video_in_s, fades.video_out_s, fades.audio_in_s, fades.audio_out_s) == expected


def test_fades_never_last_longer_than_the_video() -> None:
    document = edited(project(), edit("fade", target="both", in_=5, out=5), edit("duration", to=4))
    assert document.timeline.fades.video_in_s == pytest.approx(2)
    assert check(document.timeline) == []


def test_loudness_and_noise() -> None:
    document = edited(project(), edit("normalize"), edit("denoise"))
    assert (document.timeline.lufs, document.timeline.clips[0].sound.denoise) == (-14, True)
