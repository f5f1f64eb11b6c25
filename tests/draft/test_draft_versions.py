"""Named versions: saved, gone back to, compared; the history only ever grows, and going back is a step like any other."""

import pytest
from footage import SILENCES, SPOKEN, edit, edited, project

from backend.draft.compare import compared
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply, as_of, versions
from prompts import speaker

ENGLISH, CHINESE = speaker(lambda: "en"), speaker(lambda: "zh")
SAVE_A, BACK_TO_A = edit("save_version", name="A"), edit("restore_version", name="A")


def first_cut() -> Document:
    return edited(project(), edit("trim_silence", facts=SILENCES), SAVE_A)


def test_going_back_restores_the_very_same_timeline_and_undo_takes_it_back() -> None:
    saved = first_cut()
    later = edited(saved, edit("undo"), edit("aspect", ratio="9:16"), edit("music", mood="calm"))
    back = edited(later, BACK_TO_A)
    assert back.timeline == saved.timeline
    assert len(back.history) == len(later.history) + 1
    assert edited(back, edit("undo")).timeline == later.timeline
    assert edited(back, edit("undo"), edit("redo")).timeline == saved.timeline


def test_undo_goes_on_behind_a_return_that_was_taken_back() -> None:
    later = edited(first_cut(), edit("music"), edit("title", text="Hello"), BACK_TO_A)
    assert edited(later, edit("undo", steps=2)).timeline == edited(first_cut(), edit("music")).timeline
    assert edited(later, edit("undo", steps=2), edit("redo")).timeline == later.timeline
    with pytest.raises(EditError, match="nothing_to_redo"):
        edited(later, edit("undo", steps=2), edit("redo"), edit("redo"))


def test_a_version_stays_what_it_was_whatever_is_undone_later() -> None:
    saved = first_cut()
    later = edited(saved, edit("undo", what="trim_silence"), edit("normalize"), edit("save_version", name="B"))
    assert edited(later, BACK_TO_A).timeline == saved.timeline
    assert edited(later, BACK_TO_A, edit("restore_version", name="B")).timeline == later.timeline


def test_names_are_found_in_any_case_and_a_name_given_again_means_the_later_state() -> None:
    document = edited(first_cut(), edit("normalize"), edit("save_version", name="a"))
    assert versions(document) == {"a": 4}
    with pytest.raises(EditError, match="version_same"):
        apply(document, BACK_TO_A)


def test_going_back_to_where_one_is_already_is_no_step() -> None:
    back = edited(first_cut(), edit("music"), BACK_TO_A)
    with pytest.raises(EditError, match="version_same"):
        apply(back, BACK_TO_A)


def test_a_version_without_a_name_gets_a_number() -> None:
    document = edited(project(), edit("normalize"), edit("save_version"), edit("save_version", name="2"), edit("save_version"))
    assert list(versions(document)) == ["1", "2", "3"]
    assert edited(document, edit("denoise"), edit("restore_version")).timeline == document.timeline


def test_back_to_before_an_edit_takes_back_all_since() -> None:
    start = edited(project(), edit("captions", facts=SPOKEN))
    document = edited(start, edit("aspect", ratio="9:16"), edit("music"), edit("restore_version", before="aspect"))
    assert document.timeline == start.timeline
    assert edited(document, edit("undo")).timeline.music is not None


@pytest.mark.parametrize(("said", "reason"), [
    ({"op": "restore_version", "name": "B"}, "no_such_version"), ({"op": "restore_version", "before": "flip"}, "not_done"),
])
def test_what_is_not_there_is_said(said: dict[str, str], reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        apply(first_cut(), edit(**said))
    with pytest.raises(EditError, match="no_versions"):
        apply(project(), edit("restore_version"))


def test_a_name_and_a_look_ahead_are_no_steps_for_undo() -> None:
    document = edited(first_cut(), edit("preview_cuts", facts=SILENCES), edit("undo"))
    assert document.timeline == project().timeline
    with pytest.raises(EditError, match="nothing_to_undo"):
        apply(document, edit("undo"))


def test_the_state_of_any_moment_can_be_had_from_the_history() -> None:
    document, timelines = project(), [project().timeline]
    for one in (edit("normalize"), SAVE_A, edit("flip", axis="horizontal"), edit("undo", what="normalize"), BACK_TO_A, edit("undo"),
                edit("redo"), edit("music"), edit("undo", steps=2), edit("redo", steps=1)):
        document = apply(document, one)
        timelines.append(document.timeline)
    assert [as_of(document, number).timeline for number in range(len(timelines))] == timelines
    assert as_of(document, len(document.history)).history == document.history


def test_what_changed_is_told_thing_by_thing_in_both_languages() -> None:
    document = edited(first_cut(), edit("aspect", ratio="9:16"), edit("captions", facts=SPOKEN), edit("music", mood="calm"),
                      edit("title", text="Hello"), edit("undo", what="trim_silence"))
    assert compared(document, "A", None, ENGLISH).splitlines() == [
        "Since version “A”:", "- Length: 0:51.5 → 1:00", "- Clips: 3 → 1", "- Frame: 1920x1080 → 1080x1920",
        "- Captions: added, 4 lines, plain, at the bottom, white, medium size", "- Titles: “Hello” (there were none)",
        "- Music: added, calm at 35 %", "By: the shape “9:16”, captions, music “calm”, title “Hello”. Without: cutting the silences."]
    assert compared(document, "A", None, CHINESE).splitlines() == [
        "和版本“A”相比：", "- 时长：0:51.5 → 1:00", "- 片段：3 → 1 个", "- 画面尺寸：1920x1080 → 1080x1920",
        "- 字幕：新加，4 行，普通样式、底部、白色、中号", "- 标题：“Hello”（原来没有）", "- 音乐：新加，calm，音量 35%",
        "多了：画幅“9:16”、字幕、音乐“calm”、标题“Hello”。少了：剪静音。"]
    assert compared(document, "", "A", ENGLISH).splitlines()[0] == "Since the original, up to version “A”:"


def test_every_kind_of_edit_shows_in_a_comparison() -> None:
    ready = edited(project(), edit("captions", facts=SPOKEN), edit("title", text="Old"), edit("music"), edit("split", at=30), SAVE_A)
    for one in (edit("fps", rate=24), edit("captions", color="red"), edit("remove_title"), edit("music", volume=10), edit("remove_music"),
                edit("transition"), edit("speed", factor=2), edit("color", look="bw"), edit("normalize"), edit("chapters"),
                edit("fade", target="both", out=2), edit("mute", target="clip"), edit("remove_captions")):
        assert compared(edited(ready, one), "A", None, ENGLISH).count("\n- ") >= 1, one
        assert compared(edited(ready, one), "A", None, CHINESE).count("\n- ") >= 1, one


def test_two_states_that_are_the_same_are_called_so() -> None:
    assert compared(first_cut(), "A", None, ENGLISH) == "Nothing is different from version “A”."
    assert compared(edited(first_cut(), edit("save_version", name="B")), "A", "B", CHINESE) == "两版完全一样。"


def test_looks_and_sound_are_compared_with_their_values() -> None:
    document = edited(first_cut(), edit("undo", what="trim_silence"), edit("color", brightness=20, look="warm"), edit("zoom", factor=1.15),
                      edit("crop", left=10), edit("volume", target="clip", percent=50), edit("blur", from_=10, to=15), edit("normalize"),
                      edit("flip", axis="horizontal"), edit("volume", target="all", db=-6), edit("mute", target="clip"))
    english, chinese = compared(document, "", None, ENGLISH).splitlines(), compared(document, "", None, CHINESE).splitlines()
    assert {"- Brightness: 0 % → +20 %", "- Look: none → warm", "- Zoom: 1× → 1.15×", "- Crop: none → left 10 %",
            "- Volume of the clips: 100 % → 50 %", "- Blurred: nothing → 5 s", "- Clips muted: nothing → the whole",
            "- Mirrored: no → left to right", "- Volume of everything: 100 % → 50 %", "- Loudness: as recorded → -14 LUFS"} <= set(english)
    assert {"- 亮度：0% → +20%", "- 风格：无 → 暖色", "- 放大：1 倍 → 1.15 倍", "- 裁切：无 → 左 10%", "- 原声音量：100% → 50%",
            "- 模糊：无 → 5 秒", "- 原声静音：无 → 整段", "- 翻转：无 → 左右",
            "- 整体音量：100% → 50%", "- 响度：原样 → -14 LUFS"} <= set(chinese)


def test_where_clips_differ_all_their_values_are_told() -> None:
    document = edited(project(), edit("color", brightness=20, from_=30, to=60), SAVE_A, edit("color", brightness=-10, from_=30, to=60))
    assert "- Brightness: 0 % / +20 % → 0 % / +10 %" in compared(document, "A", None, ENGLISH).splitlines()


def test_a_deleted_version_is_gone_from_the_list_and_an_undo_right_after_brings_it_back() -> None:
    document = edited(first_cut(), edit("normalize"), edit("save_version", name="draft 1"))
    gone = edited(document, edit("delete_version", name="DRAFT 1"))
    assert list(versions(gone)) == ["A"]
    assert gone.timeline == document.timeline
    with pytest.raises(EditError, match="no_such_version"):
        apply(gone, edit("restore_version", name="draft 1"))
    assert versions(edited(gone, edit("undo"))) == versions(document)
    assert list(versions(edited(gone, edit("undo"), edit("redo")))) == ["A"]
    assert edited(gone, edit("undo")).timeline == document.timeline
    assert versions(edited(document, edit("delete_version", all=True))) == {}


def test_after_another_edit_undo_means_that_edit_and_not_the_name() -> None:
    document = edited(first_cut(), edit("delete_version", name="A"), edit("normalize"), edit("undo"))
    assert document.timeline.lufs is None
    assert versions(document) == {}
    assert edited(document, edit("undo")).timeline == first_cut().timeline
    assert list(versions(edited(document, edit("undo")))) == ["A"]


def test_a_renamed_version_is_the_same_state_under_its_new_name() -> None:
    document = edited(first_cut(), edit("normalize"), edit("save_version", name="B"), edit("rename_version", name="a", to="client review"))
    assert versions(document) == {"client review": 2, "B": 4}
    assert edited(document, edit("restore_version", name="Client Review")).timeline == first_cut().timeline
    assert compared(document, "client review", None, ENGLISH).startswith("Since version “client review”:")
    assert list(versions(edited(document, edit("undo")))) == ["A", "B"]


@pytest.mark.parametrize(("said", "reason"), [
    ({"op": "delete_version", "name": "C"}, "no_such_version"), ({"op": "delete_version"}, "which_version"),
    ({"op": "rename_version", "to": "C"}, "which_version"), ({"op": "rename_version", "name": "A", "to": "b"}, "version_name_taken"),
    ({"op": "rename_version", "name": "A", "to": "A"}, "version_so_named"),
    ({"op": "rename_version", "name": "C", "to": "D"}, "no_such_version"),
])
def test_a_name_that_means_nothing_or_two_things_changes_nothing(said: dict[str, str], reason: str) -> None:
    document = edited(first_cut(), edit("save_version", name="B"))
    with pytest.raises(EditError, match=reason) as caught:
        apply(document, edit(**said))
    assert all(caught.value.words(say) for say in (ENGLISH, CHINESE))


def test_the_only_version_needs_no_name_and_its_letters_may_change_their_case() -> None:
    assert versions(edited(first_cut(), edit("delete_version"))) == {}
    assert list(versions(edited(first_cut(), edit("rename_version", to="a")))) == ["a"]
