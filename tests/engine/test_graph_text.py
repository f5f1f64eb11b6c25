"""The filter text of a chunk, without running it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from backend.draft.timeline import Canvas, Clip, Crop, Fades, Media, Picture, Timeline
from backend.engine.canvas import Frame, fitted, geometry, shape
from backend.engine.graph import Graph, Traits, graph, position, prepared
from backend.engine.plan import Output, plan

HD = Media(id="a", name="x',movie=y.mp4", kind="video", duration_s=600, width=1920, height=1080, fps="30", has_audio=True)
FRAME = Frame(1920, 1080, "fit")


def compiled(*clips: Clip, texts: str | None = None, fades: Fades = Fades()) -> Graph:  # noqa: B008 - frozen
    timeline = Timeline(media=(HD,), clips=clips, canvas=Canvas(width=1920, height=1080, fps="30"), fades=fades)
    made = plan(timeline, {"a": Path("a")}, Output())
    return graph(made, made.chunks[-1], {"a": HD}, {"a": Traits()}, texts)


def clip(start_s: float, end_s: float) -> Clip:
    return Clip(media="a", start_s=start_s, end_s=end_s)


def test_neighbouring_cuts_are_one_input_chosen_by_number() -> None:
    made = compiled(clip(0, 100), clip(200, 200.5), clip(200.8, 203.3))
    assert [(item.media, item.seek) for item in made.inputs] == [("a", Fraction(200))]
    assert "select=between(n\\,0\\,14)+between(n\\,24\\,98)" in made.text


def test_what_does_not_depend_on_time_does_not_tell_its_place() -> None:
    late, later = (clip(0, 24), clip(102, 108)), (clip(0, 60), clip(102, 108))
    assert compiled(*late).text == compiled(*later).text
    assert compiled(*late, texts="t.ass").text != compiled(*later, texts="t.ass").text


def test_no_name_of_a_media_reaches_the_graph() -> None:
    assert "movie" not in compiled(clip(0, 1), texts="t.ass").text


def test_a_fade_is_only_where_it_reaches() -> None:
    assert "fade" not in compiled(clip(0, 60), fades=Fades(video_in_s=1)).text
    assert "fade=t=out:st=58.000000:d=2.000000" in compiled(clip(0, 60), fades=Fades(video_out_s=2)).text


def test_a_picture_of_the_right_shape_is_only_scaled() -> None:
    assert fitted(HD, Picture(), FRAME, "p") == "scale=1920:1080:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"


def test_bars_are_even_and_around_the_middle() -> None:
    text = fitted(HD, Picture(), Frame(1080, 1920, "fit"), "p")
    assert "scale=1080:608" in text
    assert "pad=1080:1920:0:656:black" in text


def test_geometry_keeps_its_order() -> None:
    picture = Picture(crop=Crop(left=10), rotate=90, flip_horizontal=True, zoom=2.0)
    assert [text.partition("=")[0] for text in geometry(picture)] == ["crop", "transpose", "hflip", "crop"]
    width, height = shape(HD, Picture(rotate=90))
    assert (round(width), round(height)) == (1080, 1920)


def test_a_full_turn_is_none() -> None:
    assert geometry(Picture(rotate=360)) == geometry(Picture(rotate=-720)) == []


def test_the_corners() -> None:
    assert position("top_right", 1000) == "x=W-w-30:y=30"
    assert position("bottom_left", 1000) == "x=30:y=H-h-30"
    assert position("center", 1000) == "x=(W-w)/2:y=(H-h)/2"
    assert position("bottom", 1000) == "x=(W-w)/2:y=H-h-30"


def test_untagged_pixels_are_read_as_players_do() -> None:
    assert prepared(HD, Traits()) == "setparams=colorspace=bt709"
    assert prepared(HD.model_copy(update={"height": 480}), Traits()) == "setparams=colorspace=smpte170m"
    assert prepared(HD, replace(Traits(), untagged=False)) == ""
    assert "tonemap" in prepared(HD, Traits(hdr=True))
