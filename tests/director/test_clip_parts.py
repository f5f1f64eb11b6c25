"""Parts of one clip of several, and which clips stay: footage goes only where it was meant."""

import pytest

from backend.director import Scene, direct

FOUR = Scene(duration_s=72, clips=4, spans=((0, 12), (12, 30), (30, 50), (50, 72)), fps=25)
Said = dict[str, object]


def _said(text: str, scene: Scene = FOUR) -> list[Said]:
    return [one.said() for one in direct(text, scene).edits]


def _cut(start: float, end: float) -> Said:
    return {"op": "cut", "from": start, "to": end}


@pytest.mark.parametrize(("text", "start", "end"), [
    ("trim 2 seconds off the start of clip 3", 30, 32), ("chop the last 3 seconds off clip 2", 27, 30),
    ("take a second off the end of the first clip", 11, 12), ("cut the first half of clip 4", 50, 61),
    ("could you lose the second half of the last clip", 61, 72), ("keep only the first 5 seconds of clip 3", 35, 50),
    ("clip 2: drop the first 4 seconds", 12, 16), ("in clip 3, cut the last 6 seconds", 44, 50),
    ("shorten clip 2 to 10 seconds", 22, 30), ("trim clip 2 down to 10 seconds", 22, 30), ("cut seconds 2 to 5 from clip 3", 32, 35),
    ("clip 2 is too long, cut it to 8 seconds", 20, 30), ("the third clip starts too early, cut the first 2 seconds", 30, 32),
    ("first 3 secs of clip 2 gotta go", 12, 15), ("make clip 3 shorter, only its first 8 seconds stay", 38, 50),
    ("the first half of clip 2 can stay", 21, 30), ("trim the tail of clip 2 by 3 seconds", 27, 30),
    ("can the third clip end 5 seconds earlier", 45, 50), ("let clip 2 start 3 seconds later", 12, 15), ("第三段晚3秒开始", 30, 33),
    ("clip 4 should only be 10 seconds long", 60, 72), ("keep it whole, but cut the middle 4 seconds of clip 3", 38, 42),
    ("第二段的5到8秒剪掉", 17, 20), ("把最后一段的后10秒删了", 62, 72),
    ("第二段开头剪掉3秒", 12, 15), ("第三段最后两秒去掉", 48, 50), ("第四段后半段不要了", 61, 72), ("把第二段剪到10秒", 22, 30),
])
def test_a_part_of_a_clip_is_counted_in_that_clip(text: str, start: float, end: float) -> None:
    assert _said(text) == [_cut(start, end)]


@pytest.mark.parametrize(("text", "edit"), [
    ("split clip 3 in the middle", {"op": "split", "at": 40}), ("第二段从中间切开", {"op": "split", "at": 21}),
    ("freeze the last frame of clip 2", {"op": "freeze", "at": 29.96}),
    ("hold the first frame of clip 3 for 2 seconds", {"op": "freeze", "at": 30, "duration": 2}),
    ("put \"Day two\" over the second clip", {"op": "title", "text": "Day two", "from": 12, "to": 30}),
    ("第二段上面加标题“第二天”", {"op": "title", "text": "第二天", "from": 12, "to": 30}),
    ("mute the last 2 seconds of clip 2", {"op": "mute", "target": "clip", "from": 28, "to": 30}),
    ("the first half of clip 4 at double speed", {"op": "speed", "factor": 2, "from": 50, "to": 61}),
])
def test_what_is_done_to_a_part_of_a_clip_is_done_there(text: str, edit: Said) -> None:
    assert _said(text) == [edit]


@pytest.mark.parametrize(("text", "edits"), [
    ("delete clip 1 and trim 2 seconds off the start of clip 3", [{"op": "delete_clip", "index": 1}, _cut(18, 20)]),
    ("move clip 4 to the front, then cut the first 5 seconds of clip 1", [{"op": "move_clip", "index": 4, "to": 1}, _cut(22, 27)]),
    ("cut the first 2 seconds of clip 2 and the last 2 seconds of clip 3", [_cut(12, 14), _cut(46, 48)]),
    ("cut clip 2 in half and drop the second half", [{"op": "split", "at": 21}, {"op": "delete_clip", "index": 3}]),
    ("第一段剪成两半后半段不要", [_cut(6, 12)]), ("第三段的开头两秒和结尾两秒都去掉", [_cut(48, 50), _cut(30, 32)]),
    ("第三段对半切开，删掉前一半", [{"op": "split", "at": 40}, {"op": "delete_clip", "index": 3}]),
    ("top and tail clip 2 by 1 second", [_cut(29, 30), _cut(12, 13)]),
    ("speed it up 2x and cut the first second of clip 3", [{"op": "speed", "factor": 2}, _cut(15, 16)]),
    ("clips 2 and 3 max 10 seconds each", [_cut(40, 50), _cut(22, 30)]),
    ("所有片段都控制在10秒以内", [_cut(60, 72), _cut(40, 50), _cut(22, 30), _cut(10, 12)]),
    ("make all clips 5 seconds each", [_cut(55, 72), _cut(35, 50), _cut(17, 30), _cut(5, 12)]),
])
def test_the_times_are_those_after_the_edits_said_before(text: str, edits: list[Said]) -> None:
    assert _said(text) == edits


@pytest.mark.parametrize("text", [
    "make all clips 15 seconds each", "cut the first 30 seconds of clip 2", "trim the first 2 seconds of clip 9",
    "don't cut the first half of clip 2",
    "loop clip 2", "repeat the second clip twice", "delete the first frame of clip 2", "trim 10% off clip 3",
    "remove the quiet parts of clip 2", "make it four clips of 20 seconds each",
    "merge them with crossfades and cut the first second of clip 3",
])
def test_what_cannot_be_told_or_done_takes_nothing_away(text: str) -> None:
    assert not any(one["op"] in ("cut", "trim", "keep", "delete_clip", "duration", "loop") for one in _said(text))


@pytest.mark.parametrize(("text", "gone"), [
    ("I only need clips 2 and 4", [1, 3]), ("drop everything except the second clip", [1, 3, 4]),
    ("delete all but the last clip", [1, 2, 3]),
    ("get rid of all the clips except 1 and 4", [2, 3]), ("only clip 3 please, lose the rest", [1, 2, 4]),
    ("keep clips 2-3", [1, 4]),
    ("i just want the third clip", [1, 2, 4]), ("keep clips 1, 2 and 4", [3]), ("keep everything except clip 2", [2]),
    ("只要第二段和第四段", [1, 3]), ("除了第三段都删掉", [1, 2, 4]), ("只保留第一段和最后一段", [2, 3]),
    ("toss clips 2 to 4", [2, 3, 4]), ("第二到第四段删掉", [2, 3, 4]), ("delete all clips after the second", [3, 4]),
    ("delete everything before clip 3", [1, 2]), ("只留后面两段", [1, 2]),
    ("留下1、3段，别的都不要", [2, 4]), ("其他的都不要，只留第三段", [1, 2, 4]),
])
def test_the_clips_that_are_not_to_stay_go(text: str, gone: list[int]) -> None:
    assert _said(text) == [{"op": "delete_clip", "index": number} for number in gone]


@pytest.mark.parametrize("text", [
    "keep clip 2 as it is", "brighten everything, but keep clip 2", "keep clip 3 where it is", "第二段保持不变",
    "keep the second clip muted", "mute everything except clip 2", "keep clips 2 and 3 together",
])
def test_what_only_spares_a_clip_deletes_none(text: str) -> None:
    assert not any(one["op"] == "delete_clip" for one in _said(text))


@pytest.mark.parametrize(("text", "edits"), [
    ("swap clip 1 with clip 3 and remove clip 2",
     [{"op": "move_clip", "index": 1, "to": 3}, {"op": "move_clip", "index": 2, "to": 1}, {"op": "delete_clip", "index": 2}]),
    ("put the second clip at the very end, then drop the first",
     [{"op": "move_clip", "index": 2, "to": -1}, {"op": "delete_clip", "index": 1}]),
    ("keep the first and last 10 seconds", [_cut(10, 62)]), ("留开头10秒和结尾10秒", [_cut(10, 62)]),
    ("keep 0:10 to 0:20 and 0:40 to 0:50", [_cut(20, 40), {"op": "keep", "from": 10, "to": 30}]),
])
def test_moves_deletions_and_stretches_in_one_message(text: str, edits: list[Said]) -> None:
    assert _said(text) == edits


def test_pieces_of_so_many_seconds_are_splits() -> None:
    edits = _said("turn it into three clips of 20 seconds each", Scene(duration_s=60))
    assert edits == [{"op": "split", "at": 20}, {"op": "split", "at": 40}]


def test_one_clip_is_parted_and_its_middle_goes() -> None:
    edits = _said("cut the clip at 20 and 40 seconds and throw away the middle", Scene(duration_s=60))
    assert edits == [{"op": "split", "at": 20}, {"op": "split", "at": 40}, {"op": "delete_clip", "index": 2}]


@pytest.mark.parametrize("text", [
    "caption only from 0:20 to 0:40", "add subtitles to the second clip only", "只给20秒到40秒加字幕", "loop clip 2",
    "loop the last 2 seconds 3 times", "repeat the second clip twice", "循环最后两秒三次",
    "fade between clip 1 and 2 only",
    "fade out at the end of clip 2", "crossfade between clips 2 and 3", "第一段和第二段之间加叠化",
])
def test_what_is_done_to_the_whole_alone_is_refused_for_a_part(text: str) -> None:
    directions = direct(text, FOUR)
    assert (directions.edits, [one.reason for one in directions.refused]) == ((), ["part"])


@pytest.mark.parametrize(("text", "op"), [
    ("crossfade between all the clips", "transition"), ("loop it 3 times", "loop"), ("add captions in yellow", "captions"),
    ("每段之间加叠化", "transition"), ("字幕放在上面", "captions"),
])
def test_for_the_whole_it_is_done(text: str, op: str) -> None:
    assert [one["op"] for one in _said(text)] == [op]


def test_a_noise_goes_from_its_stretch_and_the_stretch_stays() -> None:
    assert _said("remove the noise in the first 10 seconds") == [{"op": "denoise", "from": 0, "to": 10}]
    assert _said("前十秒的噪音去掉") == [{"op": "denoise", "from": 0, "to": 10}]


@pytest.mark.parametrize("text", ["The third clip is blurry, delete it", "clip 3 is too dark, throw it away", "第三段太晃了，删掉"])
def test_the_clip_that_was_complained_of_goes_as_a_clip(text: str) -> None:
    assert _said(text) == [{"op": "delete_clip", "index": 3}]
