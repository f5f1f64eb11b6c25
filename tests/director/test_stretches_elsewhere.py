"""A stretch that stays as it is, one that moves, and what is said of the other side, the same sound, the same moment."""

from typing import Any

import pytest

from backend.director import Scene, direct

ONE = Scene(duration_s=120.0, clips=1)
FOUR = Scene(duration_s=120.0, clips=4, spans=((0.0, 30.0), (30.0, 60.0), (60.0, 90.0), (90.0, 120.0)))
UNKNOWN = Scene(duration_s=120.0, clips=4)


def edits(text: str, scene: Scene = ONE) -> list[tuple[str, dict[str, Any]]]:
    """The edits of a message, each as its op and what was said of it."""
    found = [edit.said() for edit in direct(text, scene).edits]
    return [(one.pop("op"), one) for one in found]


@pytest.mark.parametrize(
    ("text", "factor", "start"),
    [
        ("normal speed until 0:40, then triple", 3, 40),
        ("play the first 15 seconds normally and everything after that three times as fast", 3, 15),
        ("keep the first minute at normal speed, then 6x", 6, 60),
        ("regular speed for the first 25s then 2x", 2, 25),
        ("everything up to 0:50 stays normal, after that 5x speed", 5, 50),
        ("leave the first 12 seconds alone and speed up the rest 2x", 2, 12),
        ("前20秒正常速度，后面三倍速", 3, 20),
        ("开头8秒保持不变，后面都加速到两倍", 2, 8),
    ],
)
def test_what_stays_normal_is_neither_cut_nor_sped(text: str, factor: float, start: float) -> None:
    assert edits(text) == [("speed", {"factor": factor, "from": start, "to": 120})]


def test_the_rest_of_what_stays_is_looked_after_on_both_sides() -> None:
    assert edits("leave the first 9 seconds untouched, blur the rest") == [("blur", {"from": 9, "to": 120})]
    assert edits("前15秒不动，剩下的变成黑白") == [("color", {"look": "bw", "from": 15, "to": 120})]
    assert [(op, said["from"], said["to"]) for op, said in edits("keep 0:30 to 0:45 as is and mute the rest")] == [
        ("mute", 0, 30),
        ("mute", 45, 120),
    ]


def test_a_stretch_that_is_kept_is_still_kept() -> None:
    for text in ("keep 0:30 to 0:45", "0:30-0:45 stays", "只保留30秒到45秒"):
        assert edits(text) == [("keep", {"from": 30, "to": 45})]


@pytest.mark.parametrize(
    ("text", "cuts", "index", "to"),
    [
        ("take the part from 0:40 to 1:00 and put it at the start", (40, 60), 2, 1),
        ("move 0:10-0:20 to the end", (10, 20), 2, 3),
        ("put the last 10 seconds at the beginning", (110,), 2, 1),
        ("move the first 5 seconds to the end", (5,), 1, 2),
        ("grab 0:30-0:40 and put it first", (30, 40), 2, 1),
        ("把最后6秒放到开头", (114,), 2, 1),
        ("把10秒到20秒挪到最前面", (10, 20), 2, 1),
    ],
)
def test_a_stretch_moves_as_a_clip_of_its_own(text: str, cuts: tuple[float, ...], index: int, to: int) -> None:
    assert edits(text) == [*(("split", {"at": at}) for at in cuts), ("move_clip", {"index": index, "to": to})]


def test_a_stretch_moves_among_clips_whose_places_are_known_and_is_refused_otherwise() -> None:
    said = "move 0:30-1:10 to the start"
    assert edits(said, FOUR) == [("split", {"at": 70}), ("move_clip", {"index": 2, "to": 1}), ("move_clip", {"index": 3, "to": 2})]
    answer = direct(said, UNKNOWN)
    assert not answer.edits
    assert [refused.reason for refused in answer.refused] == ["part"]


def test_clips_are_put_in_the_opposite_order() -> None:
    for text in ("reverse the order of the clips", "put the clips in reverse order", "把片段顺序反过来"):
        assert edits(text, FOUR) == [("move_clip", {"index": 4, "to": place}) for place in (1, 2, 3)]
    assert edits("play the clips in reverse", FOUR)[0][0] == "reverse"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can we lose the dead air at the beginning? about 4 seconds", [("trim", {"start": 4})]),
        ("cut the silence at the end, roughly 6 seconds", [("trim", {"end": 6})]),
        ("开头那段废话剪了，大概7秒", [("trim", {"start": 7})]),
        ("the opening drags, lose the first 12 sec. also the ending, last 5", [("trim", {"start": 12, "end": 5})]),
        ("my face is off to the left so cut off 15% on the right", [("crop", {"right": 15})]),
        ("mute everything except the music", [("mute", {"target": "clip"})]),
        ("mute all but my voice", [("mute", {"target": "music"})]),
        ("no voice, only music please", [("mute", {"target": "clip"}), ("music", {})]),
        ("加速到刚好1分钟", [("duration", {"to": 60, "how": "speed"})]),
        ("音乐开头淡入3秒，结尾淡出5秒", [("fade", {"target": "audio", "in": 3, "out": 5})]),
        ("说话的时候音乐自动变小", [("music", {"duck": True})]),
        (
            "0:12 to 0:20 in slow motion at half speed with no sound",
            [("speed", {"factor": 0.5, "from": 12, "to": 20}), ("mute", {"target": "all", "from": 12, "to": 20})],
        ),
        (
            'hold 0:10 for 2s and put "STOP" on screen during it',
            [("freeze", {"at": 10, "duration": 2}), ("title", {"text": "STOP", "from": 10, "to": 12})],
        ),
    ],
)
def test_what_is_added_belongs_to_what_was_said(text: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert edits(text) == expected


def test_texts_without_quotes_come_in_lists() -> None:
    assert edits("add the text Ready at 0:05, Steady at 0:20 and Go! at 0:40 please") == [
        ("title", {"text": text, "from": at}) for text, at in (("Ready", 5), ("Steady", 20), ("Go!", 40))
    ]
    assert [op for op, _ in edits("add the title Summer at 0:05 and Mute it from 0:10 to 0:20")] == ["title", "mute"]


@pytest.mark.parametrize(
    "text",
    [
        "cut everything except the part between 0:30 and 1:15",
        "delete all but the stretch from 0:30 to 1:15",
        "lose everything except the bit where I sing, 0:30 to 1:15",
        "remove everything outside 0:30-1:15",
        "把30秒到1分15秒以外的都剪了",
        "除了30秒到1分15秒之外全部删掉",
    ],
)
def test_all_but_a_stretch_goes_and_never_the_stretch_itself(text: str) -> None:
    assert edits(text) == [("keep", {"from": 30, "to": 75})]


def test_all_but_a_clip_goes() -> None:
    for text in ("把第二段以外的都删了", "除了第二段以外都删掉"):
        assert [said["index"] for op, said in edits(text, FOUR) if op == "delete_clip"] == [1, 3, 4]


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("drop some lofi under it", "music"),
        ("drop a beat in the background", "music"),
        ('drop a title in at 0:05 that says "Hi"', "title"),
        ("drop the music", "remove_music"),
        ("drop the first 5 seconds", "trim"),
    ],
)
def test_what_is_dropped_in_is_new(text: str, op: str) -> None:
    assert [said for said, _ in edits(text)] == [op]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("trim the beginning by about 3 seconds", {"start": 3}),
        ("trim the intro, it's about 8 seconds", {"start": 8}),
        ("结尾大约剪5秒", {"end": 5}),
        ("trim off the last bit where I wave at the kids, about 3 seconds", {"end": 3}),
        ("delete the first bit with the slate, 2 seconds or so", {"start": 2}),
        ("get rid of the part at the end where I reach for my phone, 4 seconds", {"end": 4}),
    ],
)
def test_so_much_goes_off_an_end_and_the_rest_stays(text: str, gone: dict[str, float]) -> None:
    assert edits(text, FOUR) == [("trim", gone)]


def test_a_total_behind_a_clip_that_goes_is_a_total() -> None:
    assert edits("delete the last clip, 30 seconds total", FOUR) == [("delete_clip", {"index": -1}), ("duration", {"to": 30})]


@pytest.mark.parametrize("text", ["let it end with a two second freeze frame", "end with a freeze frame for 2 seconds"])
def test_an_end_can_be_a_held_frame(text: str) -> None:
    assert edits(text) == [("freeze", {"at": 120, "duration": 2})]
