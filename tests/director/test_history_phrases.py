"""What people say about the history: cuts by their numbers, versions, what changed."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.director.cut_numbers import numbers
from backend.director.scene import Ask
from backend.edits import EDIT, AnyEdit
from prompts import LANGUAGES, message

SILENT = EDIT.validate_python({"op": "trim_silence"})
AHEAD = EDIT.validate_python({"op": "preview_cuts", "min_silence": 2})
TALL = EDIT.validate_python({"op": "aspect", "ratio": "9:16"})
TITLE = EDIT.validate_python({"op": "title", "text": "Hello"})
CUT = (SILENT, TALL, TITLE)


def read(text: str, *before: AnyEdit) -> tuple[list[dict[str, Any]], list[Ask]]:
    found = direct(text, Scene(before=before, versions=("A", "初稿", "draft 1")))
    return [edit.said() for edit in found.edits], list(found.asks)


EDITED: list[tuple[str, tuple[AnyEdit, ...], list[dict[str, Any]]]] = [
    ("keep 4 and 9", CUT, [{"op": "restore_cuts", "numbers": [4, 9]}]),
    ("please put cuts 2, 3 and 7 back", CUT, [{"op": "restore_cuts", "numbers": [2, 3, 7]}]),
    ("don't cut the third one", CUT, [{"op": "restore_cuts", "numbers": [3]}]),
    ("restore numbers 2 to 5 and the last one", CUT, [{"op": "restore_cuts", "numbers": [2, 3, 4, 5, -1]}]),
    ("第4和第9处留着", CUT, [{"op": "restore_cuts", "numbers": [4, 9]}]),
    ("把第三处和第七处都恢复吧", CUT, [{"op": "restore_cuts", "numbers": [3, 7]}]),
    ("第2到第5处别剪", CUT, [{"op": "restore_cuts", "numbers": [2, 3, 4, 5]}]),
    ("保留第4处", CUT, [{"op": "restore_cuts", "numbers": [4]}]),
    ("bring back all the cuts", CUT, [{"op": "restore_cuts"}]),
    ("cut 3 again", CUT, [{"op": "recut", "numbers": [3]}]),
    ("第3处还是剪掉", CUT, [{"op": "recut", "numbers": [3]}]),
    ("keep all but 3", CUT, [{"op": "restore_cuts"}, {"op": "recut", "numbers": [3]}]),
    ("cut them too", CUT, [{"op": "recut", "which": "moving"}]),
    ("那些也剪掉", CUT, [{"op": "recut", "which": "moving"}]),
    ("cut the silences where the picture moves too", CUT, [{"op": "recut", "which": "moving"}]),
    ("画面在动的地方也剪掉", CUT, [{"op": "recut", "which": "moving"}]),
    ("cut the silences but keep 4 and 9", (), [{"op": "trim_silence"}, {"op": "restore_cuts", "numbers": [4, 9]}]),
    ("cut all the silences except 4", (), [{"op": "trim_silence"}, {"op": "restore_cuts", "numbers": [4]}]),
    ("除了第4处，静音都剪掉", (), [{"op": "trim_silence"}, {"op": "restore_cuts", "numbers": [4]}]),
    ("show me what you would cut", (), [{"op": "preview_cuts"}]),
    ("which pauses would you remove?", (), [{"op": "preview_cuts"}]),
    ("what would you cut over 2 seconds", (), [{"op": "preview_cuts", "min_silence": 2}]),
    ("先看看你会剪掉哪些", (), [{"op": "preview_cuts"}]),
    ("列出会剪掉的静音", (), [{"op": "preview_cuts"}]),
    ("cut them", (AHEAD,), [{"op": "trim_silence", "min_silence": 2}]),
    ("剪掉它们", (AHEAD,), [{"op": "trim_silence", "min_silence": 2}]),
    ("cut all but 4 and 9", (AHEAD,), [{"op": "trim_silence", "min_silence": 2}, {"op": "restore_cuts", "numbers": [4, 9]}]),
    ("除了第 2 处都剪掉", (AHEAD,), [{"op": "trim_silence", "min_silence": 2}, {"op": "restore_cuts", "numbers": [2]}]),
    ("save this as version A", (), [{"op": "save_version", "name": "A"}]),
    ("save this version as Final Cut", (), [{"op": "save_version", "name": "Final Cut"}]),
    ("把这版存为“初稿”", (), [{"op": "save_version", "name": "初稿"}]),
    ("存个版本", (), [{"op": "save_version"}]),
    ("save a version and make it 9:16", (), [{"op": "save_version"}, {"op": "aspect", "ratio": "9:16"}]),
    ("make it 9:16, then save this as version tall", (), [{"op": "aspect", "ratio": "9:16"}, {"op": "save_version", "name": "tall"}]),
    ("go back to version a", (), [{"op": "restore_version", "name": "A"}]),
    ("回到初稿", (), [{"op": "restore_version", "name": "初稿"}]),
    ("back to draft 1 please", (), [{"op": "restore_version", "name": "draft 1"}]),
    ("back to before the vertical crop", CUT, [{"op": "undo", "steps": 2}]),
    ("回到剪静音之前的样子", CUT, [{"op": "undo", "steps": 3}]),
    ("undo everything after the title", CUT, []),
    ("put cut 3 back in please", CUT, [{"op": "restore_cuts", "numbers": [3]}]),
    ("第4处要留着", CUT, [{"op": "restore_cuts", "numbers": [4]}]),
    ("cut them all", CUT, [{"op": "recut", "which": "all"}]),
    ("go back to B", CUT, [{"op": "restore_version", "name": "B"}]),
    ("记住这一版，叫A", (), [{"op": "save_version", "name": "A"}]),
    ("return to the saved version", (), [{"op": "restore_version"}]),
    ("undo everything since the silence cut", CUT, [{"op": "undo", "steps": 2}]),
]
ASKED: list[tuple[str, Ask]] = [
    ("show the cuts", Ask("cuts")), ("which silences did you cut?", Ask("cuts")), ("what did you cut", Ask("cuts")),
    ("列出剪掉的部分", Ask("cuts")), ("剪掉了哪些？", Ask("cuts")), ("show what you would cut", Ask("cuts")),
    ("show the cuts from 61", Ask("cuts", first=61)), ("从第 61 处列出剪掉的部分", Ask("cuts", first=61)),
    ("list versions", Ask("versions")),
    ("give me a list of the cuts", Ask("cuts")), ("which bits did you cut out?", Ask("cuts")),
    ("有哪些版本", Ask("versions")), ("which versions are there?", Ask("versions")),
    ("what changed since version A?", Ask("changes", since="A")), ("和初稿比改了什么", Ask("changes", since="初稿")),
    ("compare A and draft 1", Ask("changes", since="A", until="draft 1")), ("比较A和初稿", Ask("changes", since="A", until="初稿")),
    ("what changed?", Ask("changes", since="")), ("和原片比改了什么", Ask("changes", since="")),
    ("show the history", Ask("changes", since="")),
]
UNTOUCHED = [
    "keep 10 seconds", "cut 3 seconds off the end", "keep the last 20 seconds", "add a title that says “go back to version A”",
    "remove the second clip", "save it as final.mp4", "go back to the original", "add the title “stop, cut them too”", "cut 0:10 to 0:20",
    "保留前10秒", "加标题“列出剪掉的部分”", "make a version for my phone, vertical",
]


@pytest.mark.parametrize(("text", "before", "expected"), EDITED, ids=[row[0] for row in EDITED])
def test_a_wish_about_the_history_becomes_its_edits(text: str, before: tuple[AnyEdit, ...], expected: list[dict[str, Any]]) -> None:
    assert read(text, *before) == (expected, [])


@pytest.mark.parametrize(("text", "asked"), ASKED, ids=[row[0] for row in ASKED])
def test_a_question_about_the_history_is_one(text: str, asked: Ask) -> None:
    assert read(text, *CUT) == ([], [asked])


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_only_sounds_alike_stays_with_the_grammar(text: str) -> None:
    edits, asks = read(text, *CUT)
    assert not asks
    assert {edit["op"] for edit in edits}.isdisjoint({"restore_cuts", "recut", "save_version", "restore_version", "preview_cuts"})


def test_numbers_without_a_list_of_cuts_mean_something_else() -> None:
    assert read("keep 4 and 9", TITLE)[0] == []


@pytest.mark.parametrize(("text", "found"), [
    ("4, 9 and the last one", [4, 9, -1]), ("2 to 5", [2, 3, 4, 5]), ("twelve", [12]), ("#3 & #8", [3, 8]), ("第十二处", [12]),
    ("第2、3、5处", [2, 3, 5]), ("二到四", [2, 3, 4]), ("最后一处", [-1]), ("1-999", list(range(1, 201))),
])
def test_numbers_are_read_in_all_their_forms(text: str, found: list[int]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["redo", "undo", "cuts", "merge", "silences", "captions", "fade", "music", "shape", "compare", "version"])
def test_every_next_step_that_is_offered_is_understood(step: str, language: str) -> None:
    text = message(f"director.next_{step}", "zh" if language == "zh" else "en", name="A")
    music = EDIT.validate_python({"op": "music"})
    edits, asks = read(text, SILENT, music)
    assert edits or asks, text
