"""The frame of the result: sizes, fitting, looks, overlays, texts, fades, by colours at points."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from decoding import is_black, is_blue, is_red, is_white, watch

from backend.draft.timeline import Canvas, Clip, Crop, Fades, OverlayPicture, Picture, Timeline, TitleText
from backend.engine.probe import probe
from backend.engine.render import Output, render
from backend.engine.run import ffmpeg, place
from tests.engine.conftest import Studio

Make = Callable[..., Clip]
VERTICAL = Canvas(width=180, height=320, fps="30")


def sides(**picture: object) -> Clip:
    return Clip(media="sides", start_s=0, end_s=0.5, picture=Picture(**picture))  # type: ignore[arg-type]


def test_colours_come_through_as_they_are(studio: Studio) -> None:
    seen = watch(studio.render(studio.timeline(sides())).path)
    assert is_red(seen.color(5, 0.25, 0.5))
    assert is_blue(seen.color(5, 0.75, 0.5))


def test_a_mirrored_picture_is_mirrored(studio: Studio) -> None:
    seen = watch(studio.render(studio.timeline(sides(flip_horizontal=True))).path)
    assert is_blue(seen.color(5, 0.25, 0.5))
    assert is_red(seen.color(5, 0.75, 0.5))


def test_a_quarter_turn_puts_the_left_side_on_top(studio: Studio) -> None:
    rendered = studio.render(studio.timeline(sides(rotate=90), canvas=VERTICAL))
    seen = watch(rendered.path)
    assert (rendered.width, rendered.height) == (180, 320)
    assert is_red(seen.color(5, 0.5, 0.25))
    assert is_blue(seen.color(5, 0.5, 0.75))


def test_a_negative_turn_and_an_odd_angle(studio: Studio) -> None:
    seen = watch(studio.render(studio.timeline(sides(rotate=-90), sides(rotate=30), canvas=VERTICAL)).path)
    assert is_blue(seen.color(5, 0.5, 0.25))
    assert is_black(seen.color(20, 0.05, 0.05))


def test_cropping_the_left_half_leaves_the_right_one(studio: Studio) -> None:
    seen = watch(studio.render(studio.timeline(sides(crop=Crop(left=50)), canvas=Canvas(width=160, height=180, fps="30"))).path)
    assert is_blue(seen.color(5, 0.05, 0.5))


def test_vertical_crop_fit_and_blur(studio: Studio) -> None:
    found = {}
    for mode in ("crop", "fit", "blur"):
        canvas = Canvas(width=180, height=320, fps="30", mode=mode)
        rendered = studio.render(studio.timeline(sides(), canvas=canvas))
        assert (rendered.width, rendered.height) == (180, 320)
        found[mode] = watch(rendered.path)
    assert is_red(found["crop"].color(5, 0.3, 0.05))
    assert is_black(found["fit"].color(5, 0.3, 0.05))
    assert is_red(found["fit"].color(5, 0.1, 0.5))
    above = found["blur"].color(5, 0.2, 0.05)
    assert above[0] > 90
    assert above[2] < 70
    assert is_red(found["blur"].color(5, 0.1, 0.5))


def test_mixed_sizes_and_rates_in_one_result_are_padded_not_stretched(studio: Studio) -> None:
    clips = [Clip(media=name, start_s=0, end_s=0.5) for name in ("wide", "tall")]
    seen = watch(studio.render(studio.timeline(*clips)).path)
    assert len(seen.luma) == 30
    assert is_white(seen.color(5, 0.02, 0.5))
    assert is_black(seen.color(20, 0.1, 0.5))
    assert is_white(seen.color(20, 0.5, 0.02))


def test_an_odd_size_becomes_even(studio: Studio) -> None:
    rendered = studio.render(studio.timeline(Clip(media="odd", start_s=0, end_s=0.5)))
    assert (rendered.width, rendered.height) == (176, 100)


def test_wide_pixels_are_shown_wide(studio: Studio) -> None:
    media = studio.shelf.media("anamorphic")
    assert (media.width, media.height) == (288, 144)
    seen = watch(studio.render(studio.timeline(Clip(media="anamorphic", start_s=0, end_s=0.3))).path)
    assert seen.rgb[0].shape == (144, 288, 3)
    assert is_white(seen.color(3, 0.02, 0.5))


@pytest.mark.parametrize(
    ("output", "size"),
    [(Output(height=360), (640, 360)), (Output(quality="draft"), (320, 180)), (Output(height=90), (160, 90)), (Output(fps=15), (320, 180))],
)
def test_sizes_and_rates_that_were_asked_for(studio: Studio, output: Output, size: tuple[int, int]) -> None:
    rendered = studio.render(studio.timeline(sides()), output)
    seen = watch(rendered.path)
    assert (rendered.width, rendered.height) == size
    assert len(seen.luma) == (8 if output.fps else 15)


def test_brightness_saturation_and_looks_change_the_picture(studio: Studio) -> None:
    clips = [sides(), sides(brightness=20), sides(saturation=-100), sides(look="bw"), sides(zoom=2.0), sides(blur=True)]
    seen = watch(studio.render(studio.timeline(*clips)).path)
    means = [float(seen.luma[at].mean()) for at in (7, 22)]
    assert 15 < means[1] - means[0] < 40
    for at in (37, 52):
        color = seen.color(at, 0.25, 0.5)
        assert max(color) - min(color) < 12
    assert is_red(seen.color(67, 0.45, 0.5))
    assert not is_red(seen.color(82, 0.49, 0.5))


def test_a_turned_phone_video_is_upright(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "turned"
    asyncio.run(ffmpeg(["-display_rotation", "90", "-i", place(studio.shelf["sides"]), "-c", "copy", "-f", "mp4", place(path)]))
    media = probe(path, "turned", "turned.mp4")
    canvas = Canvas(width=media.width, height=media.height, fps="30")
    clip = Clip(media="turned", start_s=0, end_s=0.3)
    timeline = Timeline(media=(media,), clips=(clip,), canvas=canvas)
    target = tmp_path / "out.mp4"
    rendered = asyncio.run(render(timeline, {"turned": path}, Output(), target, tmp_path / "work", studio.shares.append))
    assert (rendered.width, rendered.height) == (180, 320)
    seen = watch(target)
    assert is_blue(seen.color(3, 0.5, 0.1))
    assert is_red(seen.color(3, 0.5, 0.9))


def test_the_file_says_what_its_colours_are(studio: Studio) -> None:
    rendered = studio.render(studio.timeline(sides()))
    with av.open(str(rendered.path)) as container:
        frame = next(container.decode(container.streams.video[0]))
        assert (frame.colorspace, frame.color_trc, frame.color_primaries, frame.color_range) == (1, 1, 1, 1)
        assert frame.format.name == "yuv420p"
        assert container.streams.video[0].profile == "High"
    head = rendered.path.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_ten_bits_and_high_dynamic_range_become_plain(studio: Studio) -> None:
    seen = watch(studio.render(studio.timeline(Clip(media="studio422", start_s=0, end_s=0.3))).path)
    assert is_red(seen.color(3, 0.5, 0.5))
    mapped = watch(studio.render(studio.timeline(Clip(media="hlg", start_s=0, end_s=0.3))).path)
    red, green, blue = mapped.color(3, 0.5, 0.5)
    assert max(red, green, blue) - min(red, green, blue) < 12
    assert 150 < green < 252


@pytest.mark.parametrize("look", ["warm", "cool", "cinematic", "vintage", "vivid"])
def test_every_look_renders(studio: Studio, look: str) -> None:
    plain, looked = sides(), sides(look=look)
    seen = watch(studio.render(studio.timeline(plain, looked)).path)
    difference = np.abs(seen.rgb[7].astype(int) - seen.rgb[22].astype(int)).mean()
    assert difference > 1


def test_a_logo_lies_in_its_corner_while_it_is_due(studio: Studio, clip: Make) -> None:
    logo = OverlayPicture(media="logo", from_s=1.0, to_s=2.0, position="bottom_right", scale=25)
    seen = watch(studio.render(studio.timeline(clip(0, 3), more=("logo",), overlays=(logo,))).path)
    green = [n for n in range(90) if (color := seen.color(n, 0.85, 0.75))[1] > 200 and color[0] < 80]
    assert green == list(range(30, 60))
    assert seen.color(45, 0.2, 0.2)[1] < 200


def test_half_opacity_lets_half_through(studio: Studio) -> None:
    logo = OverlayPicture(media="logo", position="center", scale=50, opacity=50)
    wide = Clip(media="wide", start_s=0, end_s=0.5)
    seen = watch(studio.render(studio.timeline(wide, more=("logo",), overlays=(logo,))).path)
    red, green, _ = seen.color(7, 0.5, 0.5)
    assert 100 < red < 155
    assert green > 230


def test_a_clip_over_a_clip_plays_from_its_start(studio: Studio, clip: Make) -> None:
    inset = OverlayPicture(media="silent", from_s=2.0, to_s=3.0, position="center", scale=100)
    seen = watch(studio.render(studio.timeline(clip(0, 4), more=("silent",), overlays=(inset,))).path)
    assert seen.numbers[50:100] == [*range(50, 60), *range(30), *range(90, 100)]


def test_a_title_is_seen_when_due_and_hostile_text_stays_text(studio: Studio) -> None:
    words = "x',movie=/etc/passwd:%{n}\\"
    black = Clip(media="sides", start_s=0, end_s=2, picture=Picture(brightness=-200, contrast=-100))
    title = TitleText(text=words, from_s=0.5, to_s=1.5, size="large")
    seen = watch(studio.render(studio.timeline(black, titles=(title,))).path)
    white = [int((plane > 200).sum()) for plane in seen.luma]
    assert white[30] > 300
    assert white[5] == white[55] == 0


def test_the_picture_fades_in_and_out(studio: Studio) -> None:
    wide = Clip(media="wide", start_s=0, end_s=2)
    seen = watch(studio.render(studio.timeline(wide, fades=Fades(video_in_s=0.5, video_out_s=0.5))).path)
    means = [float(plane.mean()) for plane in seen.luma]
    assert means[0] < 25
    assert means[7] == pytest.approx(125, abs=25)
    assert means[30] > 230
    assert means[59] < 35
    assert means[52] == pytest.approx(125, abs=25)
