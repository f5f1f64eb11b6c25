"""Words about recipes and other clips are told from edits; the disk says which words are places."""

from pathlib import Path

import pytest

from agent.errands.places import Kind
from agent.errands.words import Errand, errand
from agent.handlers.errands import clips_in
from agent.handlers.unfinished import goes_on
from agent.session import Session, Unfinished


def look(path: Path) -> Kind | None:
    """A disk with a few clips and folders."""
    if path.name in ("b.mp4", "c.mov", "my talk.mp4", "讲解.mp4"):
        return "clip"
    return "folder" if str(path) in ("raw", "/data/raw clips", "素材") else None


B, C, RAW = Path("b.mp4"), Path("c.mov"), Path("raw")


@pytest.mark.parametrize(("text", "expected"), [
    ("save this as a recipe called podcast", Errand("save", "podcast")),
    ("Great, keep these edits as a recipe named “weekly talk”.", Errand("save", "weekly talk")),
    ("save recipe podcast", Errand("save", "podcast")),
    ("turn this into a recipe", Errand("save")),
    ("存成配方“播客”", Errand("save", "播客")),
    ("把这些剪辑保存为配方，叫播客", Errand("save", "播客")),
    ("update the recipe podcast", Errand("replace", "podcast")),
    ("更新配方“播客”", Errand("replace", "播客")),
    ("which recipes do I have?", Errand("list")),
    ("有哪些配方？", Errand("list")),
    ("run the podcast recipe", Errand("here", "podcast")),
    ("use my “weekly talk” recipe on this clip", Errand("here", "weekly talk")),
    ("运行播客配方", Errand("here", "播客")),
])
def test_recipes_are_kept_listed_and_done(text: str, expected: Errand) -> None:
    assert errand(text, look) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("run the “播客” recipe on b.mp4", Errand("run", "播客", clips=(B,))),
    ("run the podcast recipe on b.mp4", Errand("run", "podcast", clips=(B,))),
    ("apply recipe podcast to b.mp4 and c.mov, then export them", Errand("run", "podcast", clips=(B, C))),
    ("use the podcast recipe on every clip in ./raw", Errand("run", "podcast", folders=(RAW,))),
    ("用配方“播客”处理 b.mp4", Errand("run", "播客", clips=(B,))),
    ("对b.mp4使用播客配方", Errand("run", "播客", clips=(B,))),
    ("apply this to every clip in ./raw", Errand("same", folders=(RAW,))),
    ("do the same for all the videos in \"/data/raw clips\" and export them", Errand("same", folders=(Path("/data/raw clips"),))),
    ("do the same with 'my talk.mp4' too", Errand("same", clips=(Path("my talk.mp4"),))),
    ("do the same to the others", Errand("same", others=True)),
    ("now apply these edits to the other clips, please", Errand("same", others=True)),
    ("edit the rest the same way", Errand("same", others=True)),
    ("apply the same edits to these files", Errand("same", given=True)),
    ("对其他几个也这样做", Errand("same", others=True)),
    ("其余的视频也同样处理", Errand("same", others=True)),
    ("把这些操作应用到其他视频上", Errand("same", others=True)),
    ("对 ./raw 里的每个视频也这样做", Errand("same", folders=(RAW,))),
    ("对讲解.mp4也这样做", Errand("same", clips=(Path("讲解.mp4"),))),
    ("对素材里的所有视频都这样处理，然后导出", Errand("same", folders=(Path("素材"),))),
    ("trim the silences in every clip in ./raw", Errand("each", edit="trim the silences", folders=(RAW,))),
    ("add captions to each of these files and export", Errand("each", edit="add captions", given=True)),
    ("对./raw里的每个视频去掉静音并加字幕", Errand("each", edit="去掉静音并加字幕", folders=(RAW,))),
    ("apply this to every clip in ./gone", Errand("same", missing="./gone")),
    ("run the podcast recipe on gone.mp4", Errand("run", "podcast", missing="gone.mp4")),
])
def test_other_clips_are_files_folders_or_the_rest_of_the_project(text: str, expected: Errand) -> None:
    assert errand(text, look) == expected


@pytest.mark.parametrize("text", [
    "do the same to the second clip", "crossfade between every clip", "make all the clips louder", "apply a fade to all clips",
    "mute all of them", "use the same music", "the rest is fine", "cut the rest", "delete the others", "do it", "apply it", "same again",
    "put the title \"do the same to the others\" at the top", "add captions", "save it as b.mp4", "keep the other half",
    "把所有片段都静音", "其他的都删掉", "其他的不用管",
    "标题写“对其他几个也这样做”",
    "把这个标题再放大一点", "这些字幕太小",
    "merge b.mp4 and c.mov",
    "export everything",
    "a recipe for pancakes is shown at 0:10, blur it", "把做配方的那段剪掉", "cut 0:10 to 0:20 and do the rest slower",
])
def test_edits_of_this_timeline_are_no_errand(text: str) -> None:
    assert errand(text, look) is None


LEFT = Unfinished(recipe="{}", clips=("b.mp4",), turns=3)


@pytest.mark.parametrize("text", [
    "go on with the rest", "OK, continue with the other clips.", "please finish the rest", "do the remaining ones", "resume the batch",
    "finish the ones that are left", "继续做剩下的", "接着处理其余的视频吧", "把剩下的做完", "继续处理剩下的那几个",
    "go on", "continue", "继续", "接着做吧",
])
def test_a_batch_goes_on_at_a_word(text: str) -> None:
    assert goes_on(text, Session(id="s", unfinished=LEFT, turns=4))
    assert not goes_on(text, Session(id="s", turns=4))


@pytest.mark.parametrize("text", ["go on", "继续"])
def test_a_bare_word_means_the_batch_only_right_behind_it(text: str) -> None:
    assert not goes_on(text, Session(id="s", unfinished=LEFT, turns=5))


@pytest.mark.parametrize("text", [
    "", "finish", "do it", "make it vertical", "cut the rest", "continue with a fade", "delete the others", "do the same to the others",
    "go on and add music to the rest", "剩下的删掉", "做", "继续加字幕", "导出", "把其余的静音", "其他的不用管", "finish with a fade out",
])
def test_other_words_do_not_go_on_with_it(text: str) -> None:
    assert not goes_on(text, Session(id="s", unfinished=LEFT, turns=4))


@pytest.mark.parametrize("text", ["", "\0" * 2000, "same " * 400, "，" * 900 + "每个", "'\"“" * 300, "\x01 do the same to the others \x01"])
def test_any_text_is_read(text: str) -> None:
    assert errand(text, look) is None


def test_a_folder_gives_its_clips_in_order_without_results_of_before(tmp_path: Path) -> None:
    for name in ("a10.mp4", "a2.MP4", "a2-edited.mp4", "a2-edited-2.mp4", "b-edited.mov", "访 谈 🎬.mp4", "访 谈 _-edited.mp4",
                 ".hidden.mp4", "notes.txt", "song.mp3"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "deep.mp4").mkdir()
    clips, passed_over = clips_in(tmp_path)
    assert [clip.name for clip in clips] == ["a2.MP4", "a10.mp4", "b-edited.mov", "访 谈 🎬.mp4"]
    assert passed_over == 3
