"""Text on a black picture: where and when there is light, and of which colour."""

from typing import Any

import numpy as np
import pytest

from backend.edits import AnyEdit
from tests.proof.bench import Bench, Proof, edit

CUES = [{"start_s": 0.6, "end_s": 1.8, "text": "Here is what is said"}, {"start_s": 2.4, "end_s": 3.6, "text": "and more of it"}]
SAID: dict[str, Any] = {"source": "subtitles", "language": "en", "cues": {"dark.mp4": CUES}}
IN_CHINESE: dict[str, Any] = {"source": "translation", "language": "zh", "cues": {"dark.mp4": [CUES[0] | {"text": "这里写着说的话"}]}}
LIT = 120


def lit(proof: Proof, frame: int) -> Any:
    """Which pixels of a frame have light."""
    return proof.seen.luma[frame] > LIT


def middle(proof: Proof, frame: int) -> tuple[float, float]:
    """The middle of the box round all light, in shares of width and height."""
    rows, columns = np.nonzero(lit(proof, frame))
    height, width = proof.seen.luma[frame].shape
    return (columns.min() + columns.max()) / 2 / width, (rows.min() + rows.max()) / 2 / height


def color(proof: Proof, frame: int) -> tuple[float, float, float]:
    """The mean colour of the brightest pixels."""
    picture, light = proof.seen.rgb[frame].astype(float), proof.seen.luma[frame]
    red, green, blue = picture[light >= np.percentile(light[light > 60], 70)].mean(axis=0)
    return red, green, blue


def dark(bench: Bench, *edits: AnyEdit) -> Proof:
    return bench.after(bench.project("dark.mp4"), *edits)


def test_captions_are_seen_while_their_words_are_said_at_the_bottom(bench: Bench) -> None:
    proof = dark(bench, edit("captions", facts=SAID))
    assert [lit(proof, frame).any() for frame in (5, 13, 30, 44, 52, 65, 88, 95)] == [False, False, True, True, False, True, True, False]
    x, y = middle(proof, 30)
    assert x == pytest.approx(0.5, abs=0.03)
    assert y > 0.75
    assert not lit(proof, 30)[: 180 // 2].any()
    assert min(color(proof, 30)) > 200


@pytest.mark.parametrize(("position", "least", "most"), [("top", 0.0, 0.3), ("center", 0.4, 0.6)])
def test_captions_lie_where_they_were_put_in_their_colour(bench: Bench, position: str, least: float, most: float) -> None:
    proof = dark(bench, edit("captions", facts=SAID, position=position, color="yellow"))
    assert least < middle(proof, 30)[1] < most
    red, green, blue = color(proof, 30)
    assert min(red, green) > 170
    assert blue < 110


def test_larger_captions_have_more_light_and_a_box_darkens_a_light_picture(bench: Bench) -> None:
    small, large = (dark(bench, edit("captions", facts=SAID, size=size)) for size in ("small", "large"))
    assert lit(large, 30).sum() > 1.5 * lit(small, 30).sum()
    cues = {"patches.mp4": [{"start_s": 0, "end_s": 1, "text": "on light"}]}
    on_light = [edit("captions", facts=SAID | {"cues": cues}, style=style) for style in ("plain", "boxed")]
    plain, boxed = (bench.after(bench.project("patches.mp4"), one) for one in on_light)
    assert (boxed.seen.luma[12][45:] < 60).sum() > 1.5 * (plain.seen.luma[12][45:] < 60).sum()


def test_karaoke_lights_one_word_after_another(bench: Bench) -> None:
    proof = dark(bench, edit("captions", facts=SAID, style="karaoke"))

    def spoken(frame: int) -> float:
        red, blue = proof.seen.rgb[frame][..., 0].astype(int), proof.seen.rgb[frame][..., 2].astype(int)
        return float(np.nonzero((red > 180) & (blue < 120))[1].mean())

    assert spoken(17) < spoken(30) < spoken(42)


def test_a_translation_is_drawn_in_chinese_and_captions_can_be_removed(bench: Bench) -> None:
    captions, chinese = edit("captions", facts=SAID), edit("translate_captions", language="zh", facts=IN_CHINESE)
    proof, english = dark(bench, captions, chinese), dark(bench, captions)
    assert lit(proof, 30).sum() > 200
    assert (lit(proof, 30) != lit(english, 30)).sum() > 100
    gone = dark(bench, captions, chinese, edit("remove_captions"))
    assert max(int(plane.max()) for plane in gone.seen.luma) < 20


def test_captions_follow_their_words_through_a_cut(bench: Bench) -> None:
    proof = dark(bench, edit("captions", facts=SAID), edit("cut", from_=0, to=2))
    assert [lit(proof, frame).any() for frame in (5, 15, 38, 45)] == [False, True, True, False]


PLACES = {"top": (0.5, 0.0), "center": (0.5, 0.5), "bottom": (0.5, 1.0), "top_left": (0.0, 0.0), "top_right": (1.0, 0.0),
          "bottom_left": (0.0, 1.0), "bottom_right": (1.0, 1.0)}


@pytest.mark.parametrize(("place", "at"), PLACES.items(), ids=PLACES)
def test_a_title_is_where_it_was_put(bench: Bench, place: str, at: tuple[float, float]) -> None:
    x, y = middle(dark(bench, edit("trim", end=3), edit("title", text="Hi you", position=place)), 12)
    for found, wanted in ((x, at[0]), (y, at[1])):
        assert found < 0.4 if wanted == 0 else found > 0.6 if wanted == 1 else 0.4 < found < 0.6


def test_a_title_is_seen_in_its_time_and_colour(bench: Bench) -> None:
    proof = dark(bench, edit("title", text="Only now", from_=1, to=3, color="red"))
    shown = [bool((proof.seen.luma[frame] > 50).any()) for frame in (10, 23, 50, 77, 90)]
    assert shown == [False, False, True, False, False]
    red, green, blue = color(proof, 50)
    assert red > 180
    assert max(green, blue) < 110


def test_chinese_titles_are_letters_and_not_boxes(bench: Bench) -> None:
    first, second = (dark(bench, edit("trim", end=3), edit("title", text=text)) for text in ("中文标题", "国语字幕"))
    assert min(lit(first, 12).sum(), lit(second, 12).sum()) > 200
    assert (lit(first, 12) != lit(second, 12)).sum() > 150


@pytest.mark.parametrize("animation", ["fade", "slide", "pop", "typewriter"])
def test_an_animation_begins_with_less_or_elsewhere(bench: Bench, animation: str) -> None:
    proof = dark(bench, edit("title", text="Coming in now", from_=1, to=3, animation=animation))
    early, full = proof.seen.luma[27].astype(int), proof.seen.luma[50].astype(int)
    assert full.max() > 200
    assert np.abs(early - full).sum() > 0.05 * full.sum()
    assert not lit(proof, 20).any()


def test_a_removed_title_is_gone_and_the_other_stays(bench: Bench) -> None:
    titles = (edit("title", text="First", position="top"), edit("title", text="Second", position="bottom"))
    proof = dark(bench, *titles, edit("remove_title", text="first"))
    assert not lit(proof, 30)[:90].any()
    assert lit(proof, 30)[90:].any()
    assert not lit(dark(bench, *titles, edit("remove_title")), 30).any()
