"""The numbered list of cuts: its numbers stay, and what is put back comes back where it was."""

from footage import PHONE, SILENCES, TOUR, edit, edited, project

from backend.draft.changes import listed
from backend.draft.check import check
from backend.draft.cuts import Listed, cut_list
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply
from prompts import speaker

CUT = edit("trim_silence", facts=SILENCES)
TWO_MEDIA = {"a": [(10.0, 14.5)], "b": [(5.0, 7.0)]}
ENGLISH, CHINESE = speaker(lambda: "en"), speaker(lambda: "zh")


def numbered(document: Document) -> dict[int, Listed]:
    return {one.number: one for one in cut_list(document).stretches}


def refused(document: Document, **said: object) -> str:
    try:
        apply(document, edit(**said))  # type: ignore[arg-type]
    except EditError as error:
        return error.reason
    return ""


def test_numbers_stay_the_same_over_later_edits_of_every_kind() -> None:
    document = edited(project(TOUR, PHONE), CUT)
    first = {number: (one.from_s, one.to_s) for number, one in numbered(document).items()}
    later = [edit("cut", from_=0, to=4), edit("merge"), edit("speed", factor=2), edit("reverse"), edit("loop", times=2), edit("undo"),
             edit("restore_cuts", numbers=[2]), edit("title", text="Hello"), edit("move_clip", index=1, to=2)]
    for one in later:
        document = apply(document, one)
        assert {number: (one.from_s, one.to_s) for number, one in numbered(document).items()} == first


def test_the_list_tells_where_each_cut_is_in_the_result() -> None:
    found = numbered(edited(project(), CUT))
    assert [(one.out, one.at_s) for one in found.values()] == [(True, 0.0), (True, 9.0), (True, 24.5), (True, 51.5)]
    kept = numbered(edited(project(), CUT, edit("restore_cuts", numbers=[2])))
    assert [(one.out, one.at_s) for one in kept.values()] == [(True, 0.0), (False, 9.0), (True, 29.0), (True, 56.0)]


def test_a_new_silence_cut_numbers_anew_and_takes_in_what_was_cut_before() -> None:
    wider = {"a": [(0.0, 1.0), (9.8, 14.7), (20.0, 21.0)]}
    found = numbered(edited(project(), CUT, edit("trim_silence", facts=wider)))
    assert [(one.from_s, one.to_s) for one in found.values()] == [(0.0, 1.0), (9.8, 14.7), (20.0, 21.0), (30.0, 32.0), (59.0, 60.0)]


def test_filler_words_are_numbered_behind_the_silences() -> None:
    found = numbered(edited(project(), edit("remove_fillers", facts={"a": [(3.0, 3.4)]}), CUT))
    assert [one.kind for one in found.values()] == ["silence"] * 4 + ["filler"]
    assert found[5].from_s == 3.0


def test_all_cuts_put_back_are_the_video_as_it_was() -> None:
    whole = edited(project(), CUT, edit("restore_cuts"))
    assert whole.timeline.clips == project().timeline.clips
    assert edited(whole, edit("recut", which="all")).timeline.clips == edited(project(), CUT).timeline.clips


def test_titles_behind_a_cut_move_along_when_it_is_put_back() -> None:
    document = edited(project(), CUT, edit("title", text="Here", from_=20, to=23), edit("restore_cuts", numbers=[2]))
    assert (document.timeline.titles[0].from_s, document.timeline.titles[0].to_s) == (24.5, 27.5)


def test_a_stretch_comes_back_with_the_looks_and_the_speed_of_its_neighbour() -> None:
    document = edited(project(), CUT, edit("color", look="bw"), edit("speed", factor=2))
    back = edited(document, edit("restore_cuts", numbers=[2]))
    assert back.timeline.duration_s - document.timeline.duration_s == 4.5 / 2
    assert {clip.picture.look for clip in back.timeline.clips} == {"bw"}


def test_backwards_looped_and_with_transitions_a_stretch_comes_back_in_each_place() -> None:
    for between in (edit("reverse"), edit("loop", times=2), edit("transition", kind="crossfade", duration=0.4),
                    edit("merge", transition="wipe")):
        document = edited(project(TOUR, PHONE), CUT, between)
        back = edited(document, edit("restore_cuts", numbers=[2]))
        times = 2 if between.op == "loop" else 1
        assert abs(back.timeline.duration_s - document.timeline.duration_s - 4.5 * times) < 0.3
        assert check(back.timeline) == []
        assert not numbered(back)[2].out
        assert abs(edited(back, edit("recut", numbers=[2])).timeline.duration_s - document.timeline.duration_s) < 0.3


def test_what_was_cut_away_by_hand_does_not_come_back_with_a_silence() -> None:
    document = edited(project(), CUT, edit("cut", from_=7, to=9))
    assert edited(document, edit("restore_cuts", numbers=[2])).timeline.duration_s == document.timeline.duration_s + 4.5
    by_hand_first = edited(project(), edit("cut", from_=8, to=12), CUT)
    assert edited(by_hand_first, edit("restore_cuts", numbers=[2])).timeline.duration_s == by_hand_first.timeline.duration_s + 2.5


def test_a_stretch_whose_surroundings_are_gone_cannot_come_back() -> None:
    document = edited(project(), CUT, edit("cut", from_=0, to=12))
    assert numbered(document)[2].at_s is None
    assert "the video around it is gone too" in listed(document, ENGLISH)
    assert refused(document, op="restore_cuts", numbers=[2]) == "cuts_lost"


def test_wrong_numbers_say_what_is_wrong() -> None:
    document = edited(project(), CUT)
    assert refused(project(), op="restore_cuts", numbers=[1]) == "no_cuts"
    assert refused(document, op="restore_cuts", numbers=[9]) == "no_such_cut"
    assert refused(document, op="recut", numbers=[1]) == "cuts_are_out"
    assert refused(document, op="recut", which="moving") == "none_moving"
    assert refused(edited(document, edit("restore_cuts", numbers=[1])), op="restore_cuts", numbers=[1]) == "cuts_are_in"


def test_undoing_the_silence_cut_lets_what_was_kept_rest_until_it_is_redone() -> None:
    document = edited(project(), CUT, edit("restore_cuts", numbers=[2]))
    without = edited(document, edit("undo", what="trim_silence"))
    assert without.timeline.duration_s == 60.0
    assert edited(without, edit("redo")).timeline == document.timeline


def test_where_the_picture_moves_it_stays_in_until_it_is_cut_too() -> None:
    document = edited(project(), edit("trim_silence", facts=SILENCES, moving={"a": [(40.0, 43.0)]}))
    assert [(one.number, one.out) for one in cut_list(document).stretches if one.moving] == [(4, False)]
    assert edited(document, edit("recut", which="moving")).timeline.duration_s == 48.5


def test_a_look_ahead_changes_nothing_and_its_numbers_are_those_of_the_cut() -> None:
    ahead = edited(project(), edit("preview_cuts", facts=SILENCES, moving={"a": [(40.0, 43.0)]}))
    assert ahead.timeline == project().timeline
    assert cut_list(ahead).preview
    done = edited(ahead, edit("trim_silence", facts=SILENCES, moving={"a": [(40.0, 43.0)]}))
    assert [(one.number, one.from_s) for one in cut_list(ahead).stretches] == [(one.number, one.from_s) for one in cut_list(done).stretches]
    assert not cut_list(done).preview


def test_a_look_ahead_after_a_cut_lists_what_is_left_and_the_cuts_keep_their_numbers() -> None:
    more = {"a": [(20.0, 21.0)]}
    ahead = edited(project(), CUT, edit("preview_cuts", facts=more, min_silence=0.2))
    assert [one.from_s for one in cut_list(ahead).stretches] == [20.0]
    later = edited(ahead, edit("normalize"))
    assert [one.from_s for one in cut_list(later).stretches] == [start for start, _ in SILENCES["a"]]


def test_some_of_a_look_ahead_can_be_cut_by_their_numbers() -> None:
    document = edited(project(), edit("preview_cuts", facts=SILENCES), edit("recut", numbers=[2, 3]))
    assert document.timeline.duration_s == 53.5


def test_the_list_in_words_names_files_where_there_are_several_and_goes_on_where_it_is_long() -> None:
    document = edited(project(TOUR, PHONE), edit("merge"), edit("trim_silence", facts=TWO_MEDIA))
    assert "2. Beach day.MOV 0:05–0:07 (2 s), cut at 1:00 of the result" in listed(document, ENGLISH)
    many = {"a": [(at / 2, at / 2 + 0.2) for at in range(100)]}
    long = edited(project(), edit("trim_silence", facts=many))
    assert listed(long, ENGLISH).splitlines()[-2].startswith("60.")
    assert "“show the cuts from 61”" in listed(long, ENGLISH)
    assert listed(long, CHINESE, 61).splitlines()[1].startswith("61.")
