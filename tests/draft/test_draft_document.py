"""The history: edits are taken back in order, by name and from the middle, and nothing is ever lost."""

import pytest
from footage import LOGO, PHONE, SILENCES, SPOKEN, TOUR, edit, edited, project

from backend.draft.document import Document, with_media
from backend.draft.errors import EditError
from backend.draft.history import apply

TRIM = edit("trim_silence", facts=SILENCES)
WORDS = edit("captions", facts=SPOKEN)
MUSIC = edit("music", mood="lo-fi")
TITLE = edit("title", text="Launch day")


def test_the_first_video_lies_on_the_timeline_as_soon_as_it_is_there() -> None:
    timeline = with_media(project(LOGO), PHONE, TOUR).timeline
    assert [(clip.media, clip.end_s) for clip in timeline.clips] == [("b", 20)]
    assert timeline.canvas is not None
    assert (timeline.canvas.width, timeline.canvas.height, timeline.canvas.fps) == (1080, 1920, "30000/1001")
    assert Document().timeline.clips == ()
    assert project(LOGO).timeline.clips == ()


def test_undo_gives_the_very_same_timeline_and_redo_the_other() -> None:
    document = edited(project(), TRIM, WORDS)
    after = apply(document, MUSIC)
    back = apply(after, edit("undo"))
    assert back.timeline == document.timeline
    assert apply(back, edit("redo")).timeline == after.timeline


def test_several_steps_are_taken_back_and_all_of_them_come_again() -> None:
    document = edited(project(), TRIM, WORDS, MUSIC)
    back = apply(document, edit("undo", steps=2))
    assert back.timeline == edited(project(), TRIM).timeline
    assert apply(back, edit("redo")).timeline == document.timeline
    assert apply(back, edit("redo", steps=1)).timeline == edited(project(), TRIM, WORDS).timeline


def test_undo_after_undo_goes_further_back() -> None:
    document = edited(project(), TRIM, WORDS, MUSIC, edit("undo"), edit("undo"))
    assert document.timeline == edited(project(), TRIM).timeline
    assert edited(document, edit("redo"), edit("redo")).timeline == edited(project(), TRIM, WORDS, MUSIC).timeline


def test_more_steps_than_there_are_take_back_all_and_say_so() -> None:
    document = edited(project(), TRIM, edit("undo", steps=9))
    assert document.timeline == project().timeline
    assert [(note.name, note.values) for note in document.history[-1].notes] == [("undone_all", {"count": 1, "asked": 9})]


def test_one_earlier_edit_is_taken_back_by_its_name_and_the_later_ones_stay() -> None:
    document = edited(project(), MUSIC, WORDS, TITLE, edit("undo", what="music"))
    assert document.timeline == edited(project(), WORDS, TITLE).timeline
    assert [entry.edit.op for entry in document.active] == ["captions", "title"]
    assert [(entry.edit.op, entry.active, entry.of) for entry in document.history] == [
        ("music", False, ()), ("captions", True, ()), ("title", True, ()), ("undo", True, (1,)),
    ]


@pytest.mark.parametrize(("op", "said", "reason"), [
    ("undo", {}, "nothing_to_undo"), ("undo", {"what": "music"}, "nothing_to_undo"), ("redo", {}, "nothing_to_redo"),
])
def test_there_is_nothing_to_take_back_at_the_beginning(op: str, said: dict[str, str], reason: str) -> None:
    with pytest.raises(EditError) as caught:
        apply(project(), edit(op, **said))
    assert caught.value.reason in (reason, "not_done")


def test_an_edit_that_was_never_done_cannot_be_taken_back() -> None:
    with pytest.raises(EditError) as caught:
        apply(edited(project(), TRIM), edit("undo", what="music"))
    assert caught.value.reason == "not_done"


def test_a_failing_edit_changes_nothing() -> None:
    document = edited(project(), TRIM)
    with pytest.raises(EditError):
        apply(document, edit("cut", from_=500, to=510))
    assert len(document.history) == 1


def test_a_later_edit_that_no_longer_fits_rests_until_it_fits_again() -> None:
    document = edited(project(TOUR, PHONE), edit("merge"), edit("cut", from_=70, to=75), TITLE, edit("undo", what="merge"))
    assert [entry.edit.op for entry in document.skipped] == ["cut"]
    assert document.timeline == edited(project(TOUR, PHONE), TITLE).timeline
    again = apply(document, edit("redo"))
    assert again.skipped == ()
    assert again.timeline.duration_s == pytest.approx(75)


def test_files_that_come_later_do_not_change_what_earlier_edits_did() -> None:
    document = edited(project(TOUR, PHONE), edit("merge"))
    later = with_media(document, TOUR.model_copy(update={"id": "c", "name": "more.mp4"}))
    assert [clip.media for clip in later.timeline.clips] == ["a", "b"]
    assert Document.model_validate_json(later.model_dump_json()).timeline == later.timeline
    assert [clip.media for clip in apply(later, edit("merge")).timeline.clips] == ["a", "b", "c"]


def test_a_copy_with_another_history_has_another_timeline() -> None:
    document = edited(project(), TRIM)
    assert document.timeline.duration_s == pytest.approx(51.5)
    assert document.model_copy(update={"history": ()}).timeline.duration_s == 60


def test_a_document_survives_json() -> None:
    edits = edit("cut", from_=1, to=2), edit("fade", target="both", in_=1), edit("undo")
    document = edited(project(TOUR, PHONE), TRIM, WORDS, MUSIC, *edits)
    again = Document.model_validate_json(document.model_dump_json())
    assert again == document
    assert again.timeline == document.timeline
