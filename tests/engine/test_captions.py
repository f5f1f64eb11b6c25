"""Captions follow their words through every edit, and are broken as people read."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.draft.timeline import Canvas, CaptionTrack, Clip, Cue, Join, Timeline
from backend.engine.captions import TimedText, meeting, project_captions, stretches
from backend.engine.cuewords import timed_words
from backend.engine.linebreak import NO_END, NO_START, atoms, balanced, chopped, units

LANDSCAPE, PORTRAIT = (1920, 1080), (1080, 1920)
ENGLISH = "So the first thing that I would like to show you today is the weekly report page, where every number updates on its own."
CHINESE = "今天我想给大家介绍一下这个页面，“所有的数字”都会自动更新，不需要任何人去点击按钮。最好的一天会用橙色标出来！"


def cue(start_s: float, end_s: float, text: str, *words: tuple[float, float, str]) -> Cue:
    return Cue(start_s=start_s, end_s=end_s, text=text, words=words)


def shown(cues: list[Cue], clips: list[Clip] | None = None, size: tuple[int, int] = LANDSCAPE) -> list[TimedText]:
    timeline = Timeline(
        clips=tuple(clips if clips is not None else [clip(0, 60)]),
        canvas=Canvas(width=size[0], height=size[1], fps="30"),
        captions=CaptionTrack(cues={"a": tuple(cues)}, source="subtitles"),
    )
    return project_captions(timeline)


def clip(start_s: float, end_s: float, **facts: object) -> Clip:
    return Clip.model_validate({"media": "a", "start_s": start_s, "end_s": end_s, **facts})


def times(captions: list[TimedText]) -> list[tuple[float, float, str]]:
    return [(round(one.start_s, 2), round(one.end_s, 2), one.text) for one in captions]


def test_an_uncut_clip_shows_the_cue_as_it_is() -> None:
    assert times(shown([cue(1, 3, "Hello there")])) == [(1, 3, "Hello there")]


def test_a_cut_before_the_cue_moves_it() -> None:
    assert times(shown([cue(10, 12, "Hello there")], [clip(0, 4), clip(8, 20)])) == [(6, 8, "Hello there")]


def test_a_cue_that_lies_in_a_cut_is_gone() -> None:
    assert shown([cue(5, 7, "Gone")], [clip(0, 4), clip(8, 20)]) == []


def test_a_pause_cut_out_of_a_cue_leaves_one_caption() -> None:
    assert times(shown([cue(2, 8, "One two three four")], [clip(0, 4), clip(5, 20)])) == [(2, 7, "One two three four")]


def test_words_that_were_cut_away_are_not_shown() -> None:
    spoken = cue(2, 6, "Keep this drop that", (2, 2.5, "Keep"), (2.5, 3.5, "this"), (4, 5, "drop"), (5, 6, "that"))
    assert times(shown([spoken], [clip(0, 3.8)])) == [(2, 3.5, "Keep this")]


def test_without_word_times_the_words_are_shared_out_by_length() -> None:
    assert times(shown([cue(0, 8, "aaaa bbbb cccc dddd")], [clip(0, 4)])) == [(0, 4, "aaaa bbbb")]


def test_a_tiny_rest_of_a_cue_is_dropped() -> None:
    assert shown([cue(3.8, 8, "A long sentence goes on")], [clip(0, 4)]) == []


def test_speed_order_and_repeats_are_followed() -> None:
    cues = [cue(0, 2, "first"), cue(4, 6, "second")]
    moved = shown(cues, [clip(4, 6), clip(0, 2, speed=2.0), clip(0, 2)])
    assert times(moved) == [(0, 1.96, "second"), (2, 2.96, "first"), (3, 5, "first")]


def test_reversed_and_held_clips_have_no_captions() -> None:
    cues = [cue(0, 2, "first")]
    assert shown(cues, [clip(0, 2, reverse=True)]) == []
    assert times(shown(cues, [clip(0, 0, hold_s=3.0), clip(0, 2)])) == [(3, 5, "first")]


def test_a_transition_pulls_the_next_captions_forward() -> None:
    joined = clip(10, 14, join=Join(kind="crossfade", duration_s=1.0))
    assert times(shown([cue(12, 13, "later")], [clip(0, 4), joined])) == [(5, 6, "later")]


def test_long_english_becomes_captions_of_two_lines() -> None:
    captions = shown([cue(0, 8, ENGLISH)])
    assert len(captions) == 2
    assert " ".join(one.text.replace("\n", " ") for one in captions) == ENGLISH
    assert all(len(line) <= 42 for one in captions for line in one.text.split("\n"))
    assert captions[0].text.endswith(",")


def test_a_first_word_with_a_comma_is_no_caption_of_its_own() -> None:
    captions = shown([cue(0, 3.4, "Next, we open the list of orders and sort it by total.")], size=PORTRAIT)
    assert all(one.text.count("\n") <= 1 for one in captions)
    assert captions[0].text.startswith("Next, we")


def test_chinese_lines_hold_fourteen_letters_and_break_by_the_rules() -> None:
    captions = shown([cue(0, 12, CHINESE)])
    lines = [line for one in captions for line in one.text.split("\n")]
    assert "".join(lines) == CHINESE
    assert all(units(line) <= 28 and line[0] not in NO_START and line[-1] not in NO_END for line in lines)
    assert all(one.text.count("\n") <= 1 for one in captions)


def test_a_portrait_picture_has_shorter_lines() -> None:
    widest = max(len(line) for one in shown([cue(0, 8, ENGLISH)], size=PORTRAIT) for line in one.text.split("\n"))
    assert 18 <= widest <= 30


def test_line_breaks_of_the_author_stay_when_they_fit() -> None:
    assert shown([cue(0, 4, "- Are you sure?\n- Yes.")])[0].text == "- Are you sure?\n- Yes."


def test_captions_are_readable_and_do_not_touch() -> None:
    first, second = shown([cue(1, 1.3, "Yes"), cue(5, 7, "Next"), cue(7, 9, "Then")])[:2]
    assert (first.start_s, first.end_s) == (1, pytest.approx(1.8))
    assert second.end_s == pytest.approx(6.96)


def test_cues_that_start_together_are_shown_together() -> None:
    both = shown([cue(1, 3, "One speaker"), cue(1.1, 4, "Another")])
    assert times(both) == [(1, 4, "One speaker\nAnother")]


def test_word_times_survive_a_different_spelling() -> None:
    spoken = cue(0, 4, "Hello, world!", (0.5, 1.0, "hello"), (2.0, 3.0, "world"))
    assert timed_words(spoken) == [(0.5, 1.0, "Hello, "), (2.0, 3.0, "world!")]


texts = st.text(alphabet=st.sampled_from("abc de, fg. 你好世界，。“”（）“ -{}\\1"), min_size=1, max_size=120).filter(
    lambda text: text.strip()
)


@given(texts, st.integers(8, 42))
@settings(max_examples=300, deadline=None)
def test_breaking_loses_nothing_and_keeps_to_the_limit(text: str, limit: int) -> None:
    lines = ["".join(line) for line in balanced(chopped(atoms(text), limit), limit)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(units(line) <= limit for line in lines)


moments = st.lists(st.tuples(st.floats(0, 50), st.floats(0.3, 6)), min_size=1, max_size=8)


@given(moments, moments, texts)
@settings(max_examples=60, deadline=None)
def test_captions_never_overlap_and_stay_on_the_timeline(
    cues: list[tuple[float, float]], clips: list[tuple[float, float]], text: str
) -> None:
    cut = [clip(start, start + length, speed=1.5 if length > 3 else 1.0) for start, length in clips]
    captions = shown([cue(start, start + length, text) for start, length in cues], cut)
    total_s = sum(part.duration_s for part in cut)
    for before, after in pairwise(captions):
        assert before.start_s < before.end_s <= after.start_s
    assert all(one.start_s >= 0 and one.end_s <= total_s + 1e-6 for one in captions)
    assert all("".join(word for _, _, word in one.words) == one.text for one in captions)


spans = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda span: (float(span[0]), float(span[0] + span[1])))


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
@settings(max_examples=200, deadline=None)
def test_every_clip_that_plays_a_part_of_a_cue_shows_it(said: list[tuple[float, float]], played: list[tuple[float, float]]) -> None:
    """One sweep through the source finds what looking at each cue with each clip finds, in the order of the timeline."""
    cues = [cue(start, end, "word") for start, end in said]
    clips = stretches(Timeline(clips=tuple(clip(start, end) for start, end in played)))
    found = meeting(cues, clips)
    assert found == [[one for one in clips if one.start_s < each.end_s and one.end_s > each.start_s] for each in cues]
