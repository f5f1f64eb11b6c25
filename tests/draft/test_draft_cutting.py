"""Edits of time: a table of what each does to the clips, and what it refuses."""

from typing import Any

import pytest
from footage import LOGO, MUTE, PHONE, SILENCES, TOUR, edit, edited, project

from backend.draft.check import check
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.draft.track import places

ROUND = 3


def ranges(document: Document) -> list[tuple[str, float, float]]:
    return [(clip.media, round(clip.start_s, ROUND), round(clip.end_s, ROUND)) for clip in document.timeline.clips]


def refusal(document: Document, op: str, **said: Any) -> str:
    with pytest.raises(EditError) as caught:
        apply(document, edit(op, **said))
    return caught.value.reason


CUTS: list[tuple[str, dict[str, Any], list[tuple[float, float]]]] = [
    ("trim", {"start": 10}, [(10, 60)]),
    ("trim", {"end": 5}, [(0, 55)]),
    ("trim", {"start": 2.5, "end": 7.5}, [(2.5, 52.5)]),
    ("cut", {"from_": 20, "to": 25}, [(0, 20), (25, 60)]),
    ("cut", {"from_": 0, "to": 25}, [(25, 60)]),
    ("cut", {"from_": 50, "to": 99}, [(0, 50)]),
    ("keep", {"from_": 20, "to": 25}, [(20, 25)]),
    ("keep", {"from_": 0, "to": 60}, [(0, 60)]),
    ("duration", {"to": 20}, [(0, 20)]),
    ("duration", {"to": 20, "how": "cut"}, [(0, 20)]),
    ("duration", {"to": 90}, [(0, 60)]),
    ("split", {"at": 15}, [(0, 15), (15, 60)]),
    ("split", {"at": 0}, [(0, 60)]),
    ("trim_silence", {"facts": SILENCES}, [(1, 10), (14.5, 30), (32, 59)]),
    ("trim_silence", {"facts": {"a": []}}, [(0, 60)]),
    ("remove_fillers", {"facts": {"a": [(5.0, 5.4)]}}, [(0, 5), (5.4, 60)]),
]


@pytest.mark.parametrize(("op", "said", "kept"), CUTS)
def test_what_is_cut_is_gone_and_the_rest_is_as_it_was(op: str, said: dict[str, Any], kept: list[tuple[float, float]]) -> None:
    document = apply(project(), edit(op, **said))
    assert ranges(document) == [("a", *one) for one in kept]
    assert document.timeline.duration_s == pytest.approx(sum(end - start for start, end in kept))
    assert check(document.timeline) == []


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("trim", {}, "trim_how"), ("trim", {"start": 40, "end": 20}, "trim_all"), ("cut", {"from_": 70, "to": 80}, "past_end"),
    ("cut", {"from_": 5, "to": 5}, "empty_range"), ("cut", {"from_": 0, "to": 60}, "nothing_left"),
    ("keep", {"from_": 60, "to": 70}, "past_end"),
    ("split", {"at": 61}, "past_end"), ("delete_clip", {"index": 1}, "nothing_left"), ("delete_clip", {"index": 2}, "no_such_clip"),
    ("move_clip", {"index": 1, "to": 0}, "no_such_clip"), ("merge", {}, "nothing_to_join"), ("transition", {}, "one_clip"),
    ("loop", {"times": 1}, "loop_times"), ("speed", {"factor": 0}, "speed_range"),
    ("speed", {"factor": 2, "from_": 60, "to": 61}, "past_end"), ("trim_silence", {}, "not_analysed"), ("freeze", {"at": 99}, "past_end"),
    ("remove_fillers", {}, "no_words"), ("duration", {"to": 0}, "empty_range"),
]


@pytest.mark.parametrize(("op", "said", "reason"), REFUSED)
def test_what_cannot_be_cut_is_refused_with_a_reason(op: str, said: dict[str, Any], reason: str) -> None:
    document = project()
    assert refusal(document, op, **said) == reason
    assert ranges(document) == [("a", 0, 60)]


def test_a_video_without_sound_has_no_silences() -> None:
    assert refusal(project(MUTE), "trim_silence", facts={}) == "no_audio"


def test_every_edit_needs_a_video() -> None:
    assert refusal(Document(), "trim", start=1) == "no_material"


def test_silences_are_found_again_in_clips_that_were_moved_and_sped_up() -> None:
    document = edited(project(), edit("split", at=20), edit("move_clip", index=2, to=1), edit("speed", factor=2))
    document = apply(document, edit("trim_silence", facts={"a": [(10.0, 14.0), (30.0, 32.0)]}))
    assert ranges(document) == [("a", 20, 30), ("a", 32, 60), ("a", 0, 10), ("a", 14, 20)]
    assert document.timeline.duration_s == pytest.approx((60 - 6) / 2)


def test_a_range_counts_on_the_timeline_as_it_is_now() -> None:
    document = edited(project(), edit("cut", from_=10, to=20), edit("cut", from_=10, to=20))
    assert ranges(document) == [("a", 0, 10), ("a", 30, 60)]


def test_an_end_past_the_end_is_clamped_and_said() -> None:
    document = apply(project(), edit("cut", from_=50, to=99))
    assert [(note.name, note.values) for note in document.history[-1].notes] == [("clamped", {"asked_s": 99.0, "length_s": 60.0})]


def test_titles_overlays_and_chapters_follow_the_pictures_under_them() -> None:
    titles = edit("title", text="Step 2", from_=20, to=24), edit("title", text="All along", from_=0, to=60)
    document = edited(project(), *titles, edit("cut", from_=5, to=15))
    assert [(one.text, one.from_s, one.to_s) for one in document.timeline.titles] == [("Step 2", 10, 14), ("All along", 0, 50)]
    shorter = apply(document, edit("speed", factor=2, from_=0, to=10))
    assert [(one.from_s, one.to_s) for one in shorter.timeline.titles] == [(5, 9), (0, 45)]


def test_a_title_stays_readable_when_its_ground_is_cut_away() -> None:
    document = edited(project(), edit("title", text="Hello"), edit("trim", start=5))
    assert [(one.from_s, one.to_s) for one in document.timeline.titles] == [(0, 3)]


def test_a_title_past_the_new_end_goes_and_this_is_said() -> None:
    document = edited(project(), edit("title", text="The end", from_=55), edit("duration", to=30))
    assert document.timeline.titles == ()
    assert [note.name for note in document.history[-1].notes] == ["titles_gone"]


def test_files_are_joined_in_the_order_of_their_upload() -> None:
    document = apply(project(TOUR, PHONE, MUTE), edit("merge"))
    assert ranges(document) == [("a", 0, 60), ("b", 0, 20), ("m", 0, 12)]
    canvas = document.timeline.canvas
    assert canvas is not None
    assert (canvas.width, canvas.height, canvas.fps) == (1920, 1080, "30")


def test_who_speaks_of_clips_before_joining_them_means_the_files() -> None:
    document = edited(project(TOUR, PHONE, MUTE), edit("delete_clip", index=1), edit("merge", transition="zoom"))
    assert [clip.media for clip in document.timeline.clips] == ["b", "m"]
    assert [clip.join.kind if clip.join else "" for clip in document.timeline.clips] == ["", "zoom"]
    moved = apply(project(TOUR, PHONE, MUTE), edit("move_clip", index=3, to=1))
    assert [clip.media for clip in moved.timeline.clips] == ["m", "a", "b"]


def test_a_transition_uses_the_footage_beside_the_cut_and_shortens_nothing() -> None:
    document = edited(project(), edit("cut", from_=20, to=25), edit("transition"))
    first, second = document.timeline.clips
    assert (first.end_s, second.start_s) == (20.25, 24.75)
    assert second.join is not None
    assert (second.join.kind, second.join.duration_s) == ("crossfade", 0.5)
    assert document.timeline.duration_s == pytest.approx(55)


def test_a_transition_between_whole_files_overlaps_their_ends_and_says_so() -> None:
    document = apply(project(TOUR, PHONE), edit("merge", transition="crossfade"))
    assert document.timeline.duration_s == pytest.approx(79.5)
    assert [note.name for note in document.history[-1].notes] == ["overlapped"]


def test_where_clips_are_too_short_for_a_transition_the_plain_cut_stays_and_this_is_said() -> None:
    document = edited(project(), *(edit("split", at=at) for at in (10, 10.4, 20)))
    document = apply(document, edit("transition", duration=2))
    assert [bool(clip.join) for clip in document.timeline.clips] == [False, False, False, True]
    assert [(note.name, note.values["count"]) for note in document.history[-1].notes] == [("plain_cuts", 2)]
    assert refusal(document, "transition", duration=50) == "clips_too_short"


def test_a_transition_can_be_changed_without_losing_footage() -> None:
    once = edited(project(), edit("cut", from_=20, to=25), edit("transition", kind="wipe", duration=1.5))
    twice = edited(project(), edit("cut", from_=20, to=25), edit("transition", kind="wipe"), edit("transition", duration=1.5))
    assert once.timeline == twice.timeline


def test_a_cut_through_a_transition_takes_exactly_what_was_asked() -> None:
    joined = edited(project(), edit("cut", from_=20, to=25), edit("transition", duration=2))
    for start, end in ((18, 19.5), (19.5, 20.5), (20.5, 22), (10, 40)):
        document = apply(joined, edit("cut", from_=start, to=end))
        assert document.timeline.duration_s == pytest.approx(55 - (end - start), abs=1 / 30)
        assert check(document.timeline) == []


def test_speed_changes_a_range_and_keeps_the_rest() -> None:
    document = apply(project(), edit("speed", factor=2, from_=10, to=20))
    assert [clip.speed for clip in document.timeline.clips] == [1, 2, 1]
    assert document.timeline.duration_s == pytest.approx(55)
    back = apply(document, edit("speed", factor=0.5, from_=10, to=15))
    assert back.timeline.duration_s == pytest.approx(60)


def test_speed_above_four_leaves_the_sound_out_and_says_so() -> None:
    document = apply(project(), edit("speed", factor=8))
    assert [note.name for note in document.history[-1].notes] == ["too_fast_to_hear"]


def test_a_length_can_be_reached_by_speed() -> None:
    document = apply(project(), edit("duration", to=20, how="speed"))
    assert document.timeline.clips[0].speed == pytest.approx(3)
    assert document.timeline.duration_s == pytest.approx(20)


def test_reversing_turns_the_order_and_the_clips_and_reversing_again_gives_the_first_back() -> None:
    joined = edited(project(TOUR, PHONE), edit("merge", transition="wipe"))
    turned = apply(joined, edit("reverse"))
    assert [(clip.media, clip.reverse) for clip in turned.timeline.clips] == [("b", True), ("a", True)]
    assert turned.timeline.duration_s == pytest.approx(joined.timeline.duration_s)
    assert apply(turned, edit("reverse")).timeline == joined.timeline


def test_a_still_frame_moves_what_comes_after_it() -> None:
    document = edited(project(), edit("title", text="Later", from_=30, to=34), edit("freeze", at=12, duration=2))
    clips = document.timeline.clips
    assert [(clip.start_s, clip.hold_s) for clip in clips] == [(0, 0), (12, 2), (12, 0)]
    assert document.timeline.duration_s == pytest.approx(62)
    assert document.timeline.titles[0].from_s == pytest.approx(32)


def test_a_still_frame_at_the_end_shows_the_last_frame() -> None:
    document = apply(project(), edit("freeze", at=60))
    assert document.timeline.clips[-1].hold_s == 1
    assert document.timeline.clips[-1].start_s == pytest.approx(60 - 1 / 30)


def test_a_loop_repeats_what_lies_over_the_video_too() -> None:
    before = edited(project(TOUR, LOGO), edit("duration", to=10), edit("title", text="Hi", from_=2, to=5), edit("music"),
                    edit("overlay", file="logo.png", from_=8, to=10, position="bottom_left"),
                    edit("mute", target="music", from_=9, to=10), edit("mute", target="clip", from_=1, to=2))
    after = edited(before, edit("loop", times=3)).timeline
    assert [(one.text, one.from_s, one.to_s) for one in after.titles] == [("Hi", 2, 5), ("Hi", 12, 15), ("Hi", 22, 25)]
    assert after.music is not None
    assert after.music.silent == ((9, 10), (19, 20), (29, 30))
    assert [(one.from_s, one.to_s) for one in after.overlays] == [(8, 10), (18, 20), (28, 30)]
    assert [place.start_s for place in places(after.clips) if place.clip.sound.muted] == [1, 11, 21]
    restyled = edited(before, edit("loop", times=3), edit("title", text="Hi", color="red")).timeline
    assert {one.color for one in restyled.titles} == {"red"}


def test_a_loop_repeats_the_whole() -> None:
    document = edited(project(), edit("duration", to=10), edit("loop", times=4))
    assert (len(document.timeline.clips), document.timeline.duration_s) == (4, 40)
    assert refusal(project(TOUR.model_copy(update={"duration_s": 3600.0})), "loop", times=7) == "too_long"
