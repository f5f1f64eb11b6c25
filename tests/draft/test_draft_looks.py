"""Edits of frame, picture, text and sound: a table of what each changes, and what it refuses."""

from typing import Any

import pytest
from footage import LOGO, MUTE, PHONE, SILENCES, SONG, SPOKEN, TOUR, edit, edited, project

from backend.draft.check import check
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.draft.timeline import Canvas, Crop, Media, OverlayPicture, Picture, TitleText


def refusal(document: Document, op: str, **said: Any) -> str:
    with pytest.raises(EditError) as caught:
        apply(document, edit(op, **said))
    return caught.value.reason


def canvas(document: Document) -> Canvas:
    assert document.timeline.canvas is not None
    return document.timeline.canvas


def size(document: Document) -> tuple[int, int]:
    return canvas(document).width, canvas(document).height


PICTURES: list[tuple[str, dict[str, Any], Picture]] = [
    ("zoom", {}, Picture(zoom=1.15)),
    ("zoom", {"factor": 2}, Picture(zoom=2)),
    ("rotate", {"degrees": 90}, Picture(rotate=90)),
    ("rotate", {"degrees": -90}, Picture(rotate=270)),
    ("flip", {"axis": "horizontal"}, Picture(flip_horizontal=True)),
    ("flip", {"axis": "vertical"}, Picture(flip_vertical=True)),
    ("crop", {"bottom": 7}, Picture(crop=Crop(bottom=7))),
    ("color", {"brightness": 20, "saturation": -10}, Picture(brightness=20, saturation=-10)),
    ("color", {"look": "warm", "contrast": 300}, Picture(look="warm", contrast=100)),
    ("blur", {}, Picture(blur=True)),
    ("stabilize", {}, Picture(stabilize=True)),
    ("sharpen", {}, Picture(sharpen=100)), ("sharpen", {"amount": 40}, Picture(sharpen=40)),
]


@pytest.mark.parametrize(("op", "said", "picture"), PICTURES)
def test_a_look_is_put_on_every_clip(op: str, said: dict[str, Any], picture: Picture) -> None:
    document = edited(project(), edit("split", at=5), edit(op, **said))
    assert [clip.picture for clip in document.timeline.clips] == [picture, picture]
    assert check(document.timeline) == []


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sharpen", {"amount": 900}, "sharpen_range"), ("bleep", {"from_": 70, "to": 80}, "past_end"),
    ("rotate", {"degrees": 45}, "quarter_turns"), ("rotate", {"degrees": 360}, "quarter_turns"), ("crop", {}, "crop_how"),
    ("crop", {"left": 60, "right": 40}, "crop_range"), ("zoom", {"factor": 0.5}, "zoom_range"), ("color", {}, "color_how"),
    ("blur", {"target": "background"}, "blur_background"), ("blur", {"target": "region"}, "blur_region"),
    ("overlay", {"file": "logo.png"}, "no_such_file"), ("resolution", {"height": 9000}, "resolution_range"),
    ("fps", {"rate": 0.5}, "fps_range"), ("captions", {}, "not_analysed"), ("captions", {"facts": {"cues": {}}}, "no_speech"),
    ("captions", {"facts": {"lines": 1}}, "not_analysed"),
    ("translate_captions", {"language": "fr"}, "no_translator"), ("remove_captions", {}, "no_captions"), ("remove_title", {}, "no_titles"),
    ("title", {"text": " "}, "title_empty"), ("title", {"text": "x", "from_": 60}, "past_end"), ("chapters", {}, "chapters_from_what"),
    ("remove_music", {}, "no_music"), ("volume", {"target": "music", "percent": 20}, "no_music"),
    ("volume", {"target": "all"}, "volume_how"),
    ("volume", {"target": "all", "percent": -1}, "volume_range"), ("mute", {"target": "music"}, "no_music"),
    ("music", {"file": "song.mp3"}, "no_such_file"), ("music", {"volume": -5}, "volume_range"), ("normalize", {"lufs": 3}, "lufs_range"),
    ("fade", {"target": "both", "out": -1}, "empty_range"),
]


@pytest.mark.parametrize(("op", "said", "reason"), REFUSED)
def test_what_cannot_be_done_is_refused_with_a_reason(op: str, said: dict[str, Any], reason: str) -> None:
    assert refusal(project(), op, **said) == reason


@pytest.mark.parametrize(("op", "said"), [
    ("normalize", {}), ("denoise", {}), ("mute", {"target": "all"}), ("volume", {"target": "clip", "percent": 50}),
    ("fade", {"target": "audio"}),
])
def test_a_video_without_sound_and_music_has_nothing_to_change_in_it(op: str, said: dict[str, Any]) -> None:
    assert refusal(project(MUTE), op, **said) == "no_audio"


SHAPES: list[tuple[Media, str, tuple[int, int]]] = [
    (TOUR, "9:16", (1080, 1920)), (TOUR, "1:1", (1080, 1080)), (TOUR, "4:5", (1080, 1350)), (TOUR, "16:9", (1920, 1080)),
    (TOUR, "21:9", (2520, 1080)), (PHONE, "16:9", (1920, 1080)), (PHONE, "3:4", (1080, 1440)), (MUTE, "9:16", (360, 640)),
]


@pytest.mark.parametrize(("media", "ratio", "expected"), SHAPES)
def test_a_shape_has_a_thousand_and_eighty_lines_or_what_the_source_has(media: Media, ratio: str, expected: tuple[int, int]) -> None:
    document = apply(project(media), edit("aspect", ratio=ratio))
    assert size(document) == expected
    assert canvas(document).mode == "blur"
    assert canvas(apply(project(media), edit("aspect", ratio=ratio, mode="crop"))).mode == "crop"


def test_lines_that_were_asked_for_outlive_a_change_of_shape() -> None:
    document = edited(project(), edit("resolution", height=720), edit("aspect", ratio="9:16"))
    assert size(document) == (720, 1280)
    assert size(edited(project(), edit("aspect", ratio="9:16"), edit("resolution", height=720))) == (720, 1280)


def test_more_lines_than_the_source_has_are_possible_and_said() -> None:
    document = apply(project(), edit("resolution", height=2160))
    assert size(document) == (3840, 2160)
    assert [note.name for note in document.history[-1].notes] == ["enlarged"]


def test_a_source_above_1080_lines_is_not_exported_larger_unless_asked() -> None:
    huge = TOUR.model_copy(update={"width": 3840, "height": 2160})
    assert size(project(huge)) == (1920, 1080)


def test_the_frame_follows_a_turn_and_a_crop_unless_a_shape_was_asked_for() -> None:
    assert size(apply(project(), edit("rotate", degrees=90))) == (1080, 1920)
    assert size(apply(project(), edit("rotate", degrees=180))) == (1920, 1080)
    assert size(apply(project(), edit("crop", bottom=50))) == (1920, 540)
    assert size(edited(project(), edit("aspect", ratio="1:1"), edit("rotate", degrees=90), edit("crop", left=20))) == (1080, 1080)


@pytest.mark.parametrize(("turn", "side"), [(90, "right"), (180, "top"), (270, "left")])
def test_a_crop_after_a_turn_means_the_edge_that_is_seen(turn: int, side: str) -> None:
    document = edited(project(), edit("rotate", degrees=turn), edit("crop", bottom=10))
    assert document.timeline.clips[0].picture.crop == Crop(**{side: 10})


def test_a_crop_after_a_mirroring_means_the_edge_that_is_seen() -> None:
    document = edited(project(), edit("flip", axis="horizontal"), edit("crop", left=10), edit("crop", left=10))
    assert document.timeline.clips[0].picture.crop == Crop(right=19)


def test_turning_a_mirrored_picture_turns_what_is_seen() -> None:
    document = edited(project(), edit("flip", axis="horizontal"), edit("rotate", degrees=90))
    assert document.timeline.clips[0].picture.rotate == 270


@pytest.mark.parametrize(("rate", "text"), [(24, "24"), (29.97, "30000/1001"), (23.976, "24000/1001"), (12.5, "25/2")])
def test_a_frame_rate_is_exact(rate: float, text: str) -> None:
    assert canvas(apply(project(), edit("fps", rate=rate))).fps == text


def test_a_range_is_looked_at_alone() -> None:
    document = apply(project(), edit("zoom", factor=2, from_=10, to=20))
    assert [(clip.start_s, clip.picture.zoom) for clip in document.timeline.clips] == [(0, 1), (10, 2), (20, 1)]


def test_one_thing_in_the_picture_cannot_be_found_so_all_of_it_is_blurred_for_that_time() -> None:
    document = apply(project(), edit("blur", target="region", from_=5, to=9))
    assert [clip.picture.blur for clip in document.timeline.clips] == [False, True, False]
    assert [note.name for note in document.history[-1].notes] == ["blurred_whole"]


TITLES: list[tuple[dict[str, Any], TitleText]] = [
    ({}, TitleText(text="Hi", from_s=0, to_s=3, position="top")),
    ({"from_": 10}, TitleText(text="Hi", from_s=10, to_s=13, position="top")),
    ({"from_": 58}, TitleText(text="Hi", from_s=58, to_s=60, position="top")),
    ({"to": 7}, TitleText(text="Hi", from_s=0, to_s=7, position="top")),
    ({"from_": 3, "to": 99, "color": "red", "size": "large", "animation": "pop", "position": "bottom_left"},
     TitleText(text="Hi", from_s=3, to_s=60, position="bottom_left", color="red", size="large", animation="pop")),
]


@pytest.mark.parametrize(("said", "title"), TITLES)
def test_a_title_is_seen_for_three_seconds_at_the_top_unless_said_otherwise(said: dict[str, Any], title: TitleText) -> None:
    assert apply(project(), edit("title", text="Hi", **said)).timeline.titles == (title,)


def test_a_title_with_known_words_is_changed_and_one_with_new_words_stands_elsewhere() -> None:
    document = edited(project(), edit("title", text="One"), edit("title", text="One", size="large"), edit("title", text="Two"))
    shown = [(one.text, one.size, one.position) for one in document.timeline.titles]
    assert shown == [("One", "large", "top"), ("Two", "medium", "center")]
    assert len(apply(document, edit("title", text="One", from_=20, to=22)).timeline.titles) == 3
    assert apply(document, edit("title", text="", color="red")).timeline.titles[-1].color == "red"


def test_titles_are_removed_by_their_words_or_all_at_once() -> None:
    document = edited(project(), edit("title", text="Step 1"), edit("title", text="Step 2", from_=5))
    assert [one.text for one in apply(document, edit("remove_title", text="step 1")).timeline.titles] == ["Step 2"]
    assert apply(document, edit("remove_title")).timeline.titles == ()
    assert refusal(document, "remove_title", text="Nothing like it") == "no_such_title"


def test_captions_come_from_facts_and_keep_their_style_when_the_words_are_new() -> None:
    document = edited(project(), edit("captions", facts=SPOKEN, color="yellow"), edit("captions", style="karaoke"))
    track = document.timeline.captions
    assert track is not None
    assert (track.color, track.style, track.source, len(track.cues["a"])) == ("yellow", "karaoke", "subtitles", 4)
    french = {"cues": {"a": [{"start_s": 1, "end_s": 2, "text": "Voici"}]}}
    translated = apply(document, edit("translate_captions", language="fr", facts=french))
    assert translated.timeline.captions is not None
    assert (translated.timeline.captions.language, translated.timeline.captions.color) == ("fr", "yellow")
    assert apply(translated, edit("remove_captions")).timeline.captions is None


def test_chapters_begin_where_people_start_to_speak_again() -> None:
    document = edited(project(), edit("captions", facts=SPOKEN), edit("chapters"))
    marks = [(mark.at_s, mark.name) for mark in document.timeline.chapters]
    assert [at for at, _ in marks] == [0, 16, 33, 45]
    assert marks[1][1] == "I pick the last seven days."


def test_chapters_take_the_names_of_titles_and_of_files() -> None:
    titles = [edit("title", text=f"Part {number}", from_=at) for number, at in ((1, 2), (2, 20), (3, 40))]
    document = edited(project(), *titles, edit("chapters"))
    assert [(mark.at_s, mark.name) for mark in document.timeline.chapters] == [(0, "Part 1"), (20, "Part 2"), (40, "Part 3")]
    files = edited(project(TOUR, PHONE, MUTE), edit("merge"), edit("chapters"))
    assert [(mark.at_s, mark.name) for mark in files.timeline.chapters] == [(0, "screen-tour"), (60, "Beach day"), (80, "drone")]


OVERLAYS: list[tuple[dict[str, Any], OverlayPicture]] = [
    ({"file": "logo"}, OverlayPicture(media="l")),
    ({"file": "brand"}, OverlayPicture(media="l")),
    ({"file": "LOGO.PNG", "position": "top", "scale": 20, "opacity": 60, "from_": 5, "to": 50},
     OverlayPicture(media="l", position="top", scale=20, opacity=60, from_s=5, to_s=50)),
    ({"file": "beach day"}, OverlayPicture(media="b", position="bottom_right", scale=28)),
]


@pytest.mark.parametrize(("said", "overlay"), OVERLAYS)
def test_a_logo_lies_top_right_and_a_video_bottom_right(said: dict[str, Any], overlay: OverlayPicture) -> None:
    assert apply(project(TOUR, LOGO, PHONE), edit("overlay", **said)).timeline.overlays == (overlay,)


def test_an_overlay_that_is_there_is_changed() -> None:
    moved = edit("overlay", file="logo.png", position="bottom_right", scale=8)
    document = edited(project(TOUR, LOGO), edit("overlay", file="logo.png"), moved)
    assert document.timeline.overlays == (OverlayPicture(media="l", position="bottom_right", scale=8),)


def test_a_file_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(EditError) as caught:
        apply(project(TOUR, SONG), edit("overlay", file="brand.png"))
    assert caught.value.values == {"name": "brand.png", "names": ["screen-tour.mp4", "Song.mp3"]}


def test_photos_are_joined_where_there_is_no_other_video_and_a_logo_is_not_a_photo() -> None:
    photo = LOGO.model_copy(update={"id": "p", "name": "sunset.jpg", "width": 800, "height": 600})
    document = apply(project(photo, LOGO.model_copy(update={"id": "q"})), edit("merge"))
    assert [(clip.media, clip.hold_s) for clip in document.timeline.clips] == [("p", 3), ("q", 3)]
    over = edited(project(TOUR, LOGO, photo), edit("overlay", file="logo"), edit("merge"))
    assert [clip.media for clip in over.timeline.clips] == ["a", "p"]


def test_silences_and_captions_go_together() -> None:
    document = edited(project(), edit("captions", facts=SPOKEN), edit("trim_silence", facts=SILENCES))
    assert document.timeline.captions is not None
    assert document.timeline.captions.cues["a"][1].start_s == 16
