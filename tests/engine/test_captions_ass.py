"""The ASS document, drawn by ffmpeg: letters and not boxes, literal text, inside the picture."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.draft.timeline import Canvas, CaptionTrack, Clip, Cue, Timeline, TitleText
from backend.engine.ass import ass_of, texts_of
from backend.engine.asstext import bgr, literal, rgb, stamp
from backend.engine.fonts import choose, gather
from backend.engine.run import Room, ffmpeg, place

LANDSCAPE, PORTRAIT = (640, 360), (360, 640)
Frame = NDArray[np.uint8]
LONG = "今天我想给大家介绍一下这个页面，所有的数字都会自动更新"


def titled(text: str, canvas: tuple[int, int] = LANDSCAPE, **facts: Any) -> Timeline:
    title = TitleText.model_validate({"text": text, "from_s": 0.0, "to_s": 10.0, **facts})
    return Timeline(
        clips=(Clip(media="a", start_s=0, end_s=10),), canvas=Canvas(width=canvas[0], height=canvas[1], fps="25"), titles=(title,)
    )


def captioned(text: str, canvas: tuple[int, int] = LANDSCAPE, **facts: Any) -> Timeline:
    track = CaptionTrack.model_validate({"cues": {"a": (Cue(start_s=0, end_s=8, text=text),)}, "source": "subtitles", **facts})
    return titled("x", canvas).model_copy(update={"titles": (), "captions": track})


async def drawn(timeline: Timeline, folder: Path, at_s: float = 2.0, document: str | None = None) -> Frame:
    """The document over black at a moment, as RGB."""
    assert timeline.canvas
    width, height = timeline.canvas.width, timeline.canvas.height
    font = choose(texts_of(timeline), where=())
    gather(font, folder / "fonts")
    (folder / "texts.ass").write_text(document or ass_of(timeline, width, height, font), encoding="utf-8")
    source = f"color=c=black:s={width}x{height}:r=25:d=10"
    shot = ["-f", "lavfi", "-i", source, "-vf", "ass=filename=texts.ass:fontsdir=fonts,format=rgb24", "-ss", str(at_s), "-frames:v", "1"]
    await ffmpeg([*shot, "-f", "rawvideo", place(folder / "frame.raw")], room=Room(folder))
    return np.fromfile(folder / "frame.raw", np.uint8).reshape(height, width, 3)


def box(frame: Frame) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is visible."""
    rows, columns = np.flatnonzero(frame.max(axis=(1, 2)) > 60), np.flatnonzero(frame.max(axis=(0, 2)) > 60)
    assert len(rows), "nothing was drawn"
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


async def test_letters_are_drawn_and_are_no_boxes(tmp_path: Path) -> None:
    you, good = await drawn(titled("你你"), tmp_path), await drawn(titled("好好"), tmp_path)
    document = (tmp_path / "texts.ass").read_text(encoding="utf-8").replace("好好", "\u0378\u0378")
    nothing = await drawn(titled("好好"), tmp_path, document=document)
    assert box(you)
    assert box(nothing), "the box of a missing letter is drawn too"
    for one, other in ((you, good), (you, nothing), (good, nothing)):
        assert np.count_nonzero(np.abs(one.astype(int) - other) > 100) > 300


async def test_english_and_accents_share_a_line(tmp_path: Path) -> None:
    left, _, right, _ = box(await drawn(titled("Žluť 你好 kůň"), tmp_path))
    alone = box(await drawn(titled("Žluť"), tmp_path))
    assert right - left > 2 * (alone[2] - alone[0])


async def test_user_text_is_literal(tmp_path: Path) -> None:
    tags = box(await drawn(titled(r"{\fs99}a"), tmp_path))
    alone = box(await drawn(titled("a"), tmp_path))
    assert tags[2] - tags[0] > 3 * (alone[2] - alone[0])
    assert tags[3] - tags[1] < 40
    command, plain = box(await drawn(titled(r"a\Nb"), tmp_path)), box(await drawn(titled("a/Nb"), tmp_path))
    assert command[3] - command[1] == pytest.approx(plain[3] - plain[1], abs=3)


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("text", ["A very long headline that nobody would ever want to read on a screen of this size", LONG * 2, "W" * 60])
async def test_a_title_of_any_length_stays_inside_the_margins(tmp_path: Path, size: tuple[int, int], text: str) -> None:
    left, top, right, bottom = box(await drawn(titled(text, size, size="large"), tmp_path))
    assert left >= 0.035 * size[0]
    assert right <= 0.965 * size[0]
    assert top > 0
    assert bottom < size[1] - 1


@pytest.mark.parametrize("style", ["plain", "bold", "boxed", "karaoke"])
async def test_captions_of_each_style_stand_in_the_safe_area(tmp_path: Path, style: str) -> None:
    for size, lowest in ((LANDSCAPE, 0.95), (PORTRAIT, 0.70)):
        left, top, right, bottom = box(await drawn(captioned(LONG, size, style=style, size="large"), tmp_path))
        assert left >= 0.03 * size[0]
        assert right <= 0.97 * size[0]
        assert 0.5 * size[1] < top
        assert (lowest - 0.06) * size[1] < bottom <= lowest * size[1]


async def test_karaoke_lights_the_word_that_is_spoken(tmp_path: Path) -> None:
    timeline = captioned("aaaa bbbb", style="karaoke")
    early, late = await drawn(timeline, tmp_path, 2.0), await drawn(timeline, tmp_path, 6.0)

    def lit(frame: Frame) -> float:
        yellow = (frame[..., 0].astype(int) - frame[..., 2] > 100).any(axis=0)
        return float(np.flatnonzero(yellow).mean())

    assert lit(early) < 320 < lit(late)


async def test_positions_colours_and_captions_do_not_collide(tmp_path: Path) -> None:
    both = captioned("What is said").model_copy(update={"titles": titled("A name", position="bottom_left", color="#ff0000").titles})
    frame = await drawn(both, tmp_path)
    red = (frame[..., 0].astype(int) - frame[..., 1]) > 120
    white = frame.min(axis=2) > 200
    assert np.flatnonzero(red.any(axis=1)).max() < np.flatnonzero(white.any(axis=1)).min()
    assert np.flatnonzero(red.any(axis=0)).max() < 320


@pytest.mark.parametrize("animation", ["fade", "slide", "pop", "typewriter"])
async def test_every_animation_begins_with_less_and_ends_complete(tmp_path: Path, animation: str) -> None:
    timeline = titled("Hello there", animation=animation)
    begin, middle = await drawn(timeline, tmp_path, 0.04), await drawn(timeline, tmp_path, 4.0)
    assert begin.sum() < 0.8 * middle.sum()
    still = await drawn(titled("Hello there", animation="fade"), tmp_path, 4.0)
    assert np.abs(middle.astype(int) - still).mean() < 2.0


def test_colours_times_and_escapes_are_written_as_the_format_wants() -> None:
    assert (rgb("#0af"), rgb("#12AB9f"), rgb("nonsense"), rgb("Sky Blue")) == ("00AAFF", "12AB9F", "FFFFFF", "7CC7FF")
    assert bgr("#112233", 16) == "&H10332211"
    assert stamp(3725.678) == "1:02:05.68"
    assert literal("a{b}\nc") == r"a\{b\}\Nc"


def test_titles_outside_the_timeline_and_empty_ones_are_left_out() -> None:
    font = choose(["x"], where=())
    assert "Dialogue" not in ass_of(titled("x", from_s=11.0, to_s=12.0), 640, 360, font)
    assert "Dialogue" not in ass_of(titled("🎬"), 640, 360, choose(["🎬"], where=()))
