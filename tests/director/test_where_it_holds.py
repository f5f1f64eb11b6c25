"""Where an edit holds: from a moment on, only there, everywhere but there; told by what happens and by the clock."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

FOUR = Scene(duration_s=120.0, clips=4, spans=((0.0, 30.0), (30.0, 60.0), (60.0, 90.0), (90.0, 120.0)))
LOGO = {"op": "overlay", "file": "logo.png", "position": "top_left"}
TITLE = {"op": "title", "text": "Hello", "position": "top"}
MUSIC = {"op": "music", "mood": "jazz"}
DUCKED = {"op": "music", "mood": "jazz", "duck": True}


def edits(text: str, *before: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The edits of a message about four clips of half a minute each."""
    scene = Scene(FOUR.duration_s, clips=4, spans=FOUR.spans, before=tuple(EDITS.validate_python(list(before))))
    found = [edit.said() for edit in direct(text, scene).edits]
    return [(one.pop("op"), one) for one in found]


@pytest.mark.parametrize(
    ("text", "op", "start"),
    [
        ("make it brighter from 1:00", "color", 60),
        ("i mean darker from 0:50", "color", 50),
        ("black and white from 0:50", "color", 50),
        ("louder from 0:50", "volume", 50),
        ("make it warmer from 0:30 on", "color", 30),
    ],
)
def test_from_a_moment_on_is_where_it_holds_and_nothing_is_cut(text: str, op: str, start: float) -> None:
    [(made, said)] = edits(text)
    assert (made, said["from"], said["to"]) == (op, start, 120)


@pytest.mark.parametrize(
    ("text", "op", "stretch"),
    [
        ("grayscale but only the last 10 secs", "color", (110, 120)),
        ("black and white, just the first 10 seconds", "color", (0, 10)),
        ("blur it, but only from 0:10 to 0:20", "blur", (10, 20)),
    ],
)
def test_but_only_there_keeps_the_rest_of_the_film(text: str, op: str, stretch: tuple[float, float]) -> None:
    [(made, said)] = edits(text)
    assert (made, said["from"], said["to"]) == (op, *stretch)


def test_captions_for_a_part_only_are_refused_and_the_film_stays_whole() -> None:
    told = direct("captions, but only for the first minute", FOUR)
    assert not told.edits
    assert [one.reason for one in told.refused] == ["part"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hide the logo for the last 10 seconds", (0, 110)),
        ("no logo in the last 10 seconds", (0, 110)),
        ("remove the logo from the first 5 seconds", (5, 120)),
        ("最后10秒不要水印", (0, 110)),
    ],
)
def test_a_picture_goes_for_a_part_and_stays_for_the_rest(text: str, shown: tuple[float, float]) -> None:
    [(op, said)] = edits(text, LOGO)
    assert (op, said["from"], said["to"]) == ("overlay", *shown)


def test_a_picture_that_must_stay_or_goes_wholly() -> None:
    assert edits("don't remove the logo in the last 10 seconds", LOGO) == []
    assert edits("remove the logo", LOGO) == [("undo", {"what": "overlay"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we only need from where she bows, 1:40, to the end", ("keep", {"from": 100, "to": 120})),
        ("keep from where they cut the cake, 0:40, until 1:00", ("keep", {"from": 40, "to": 60})),
        ("cut everything before she starts to sing (0:14)", ("trim", {"start": 14})),
        ("remove everything from when the dog comes in at 0:50 until 1:05", ("cut", {"from": 50, "to": 65})),
        ("mute from where he coughs (0:12) to 0:15", ("mute", {"target": "all", "from": 12, "to": 15})),
    ],
)
def test_a_moment_told_by_what_happens_and_by_the_clock(text: str, expected: tuple[str, dict[str, Any]]) -> None:
    assert edits(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("put the text lower", {"text": "Hello", "position": "bottom"}),
        ("not so big", {"text": "Hello", "size": "small"}),
    ],
)
def test_what_is_said_of_a_title_is_not_its_text(text: str, expected: dict[str, Any]) -> None:
    assert edits(text, TITLE) == [("title", expected)]


def test_the_level_of_music_is_said_beside_its_file() -> None:
    assert edits("music from song.mp3, very quiet") == [("music", {"file": "song.mp3", "volume": 20})]
    assert edits("music from song.mp3 very quiet")[0] == ("music", {"file": "song.mp3", "volume": 20})
    assert edits("i want it louder, maybe twice as loud") == [("volume", {"target": "all", "percent": 200})]


def test_a_complaint_that_it_is_blurry_blurs_nothing() -> None:
    assert [op for op, _ in edits("sharpen it please its blurry")] == ["sharpen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('show "A" for the first 10 seconds and "B" for the next 10', [("title", 0, 10), ("title", 10, 20)]),
        ("mute the first 5 seconds and blur the 5 seconds after that", [("mute", 0, 5), ("blur", 5, 10)]),
        ("speed up the first 20 seconds and slow down the next 10 seconds", [("speed", 0, 20), ("speed", 20, 30)]),
        ("blur the first minute and mute the second", [("blur", 0, 60), ("mute", 60, 120)]),
        ("前10秒静音，接下来5秒模糊", [("mute", 0, 10), ("blur", 10, 15)]),
        ("前20秒加速，之后10秒慢放", [("speed", 0, 20), ("speed", 20, 30)]),
        ("first clip at half speed, the last one at double speed", [("speed", 0, 30), ("speed", 90, 120)]),
    ],
)
def test_a_stretch_begins_where_the_one_before_ends(text: str, expected: list[tuple[str, float, float]]) -> None:
    assert [(op, said["from"], said["to"]) for op, said in edits(text)] == expected


def test_the_seconds_behind_what_is_cut_have_moved_up() -> None:
    assert edits("cut the first 5 seconds and mute the next 10 seconds") == [
        ("trim", {"start": 5}),
        ("mute", {"target": "all", "from": 0, "to": 10}),
    ]
    assert [op for op, _ in edits("blur the next 5 seconds")] == ["blur"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trim the dead space before I start talking, it's the first 7 seconds", ("trim", {"start": 7})),
        ("剪掉开头的停顿，就是前5秒", ("trim", {"start": 5})),
        ("remove the shaky bit, which is 0:10 to 0:14", ("cut", {"from": 10, "to": 14})),
        ("drop seconds ten through fifteen", ("cut", {"from": 10, "to": 15})),
        ("cut from 1.05 to 1.20", ("cut", {"from": 65, "to": 80})),
        ("trim 2.5 to 4.5", ("cut", {"from": 2.5, "to": 4.5})),
    ],
)
def test_the_stretch_that_goes_is_the_one_that_is_named(text: str, expected: tuple[str, dict[str, Any]]) -> None:
    assert edits(text) == [expected]


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("start with clip 4, then 2, then 1", [(4, 1), (3, 2)]),
        ("先放第三段，再放第一段", [(3, 1)]),
        ("move clip 3 to the front, then clip 1 to the end", [(3, 1), (1, -1)]),
    ],
)
def test_clips_named_one_after_the_other_come_in_that_order(text: str, moves: list[tuple[int, int]]) -> None:
    assert [(said["index"], said["to"]) for _, said in edits(text)] == moves


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("add the title Rome, Paris and Berlin at the top", ["Rome, Paris and Berlin"]),
        ("write Sun, Sea & Sand in the middle", ["Sun, Sea & Sand"]),
        ("add the title Rome and Mute it", ["Rome"]),
    ],
)
def test_names_in_a_list_are_one_title_and_commands_are_none(text: str, titles: list[str]) -> None:
    assert [said["text"] for op, said in edits(text) if op == "title"] == titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trim it so it starts at 0:12 and ends at 1:05", [("keep", {"from": 12, "to": 65})]),
        ("slow the jump at 0:33 to 25% for two seconds", [("speed", {"factor": 0.25, "from": 33, "to": 35})]),
        ("i need it under 60 seconds w/o speeding it up", [("duration", {"to": 60, "how": "cut"})]),
        (
            "speed 2 for the 1st half, 0.5 for the 2nd half",
            [("speed", {"factor": 2, "from": 0, "to": 60}), ("speed", {"factor": 0.5, "from": 60, "to": 120})],
        ),
        (
            "volume 50% for the first half, 100% for the second half",
            [
                ("volume", {"target": "all", "percent": 50, "from": 0, "to": 60}),
                ("volume", {"target": "all", "percent": 100, "from": 60, "to": 120}),
            ],
        ),
        (
            "first thing: trim silence. second: 1.25x. third: captions bold",
            [("trim_silence", {}), ("speed", {"factor": 1.25}), ("captions", {"style": "bold"})],
        ),
    ],
)
def test_each_part_of_a_message_is_of_its_own_stretch(text: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert edits(text) == expected


def test_a_held_frame_that_is_to_be_gone_is_taken_back() -> None:
    assert edits("i want the freeze at 0:58 gone", {"op": "freeze", "at": 58, "duration": 2}) == [("undo", {"what": "freeze"})]


@pytest.mark.parametrize("text", ["mute the left channel", "把左声道关掉", "convert it to mono"])
def test_one_channel_of_the_sound_is_not_muted_with_the_other(text: str) -> None:
    told = direct(text, FOUR)
    assert (told.edits, [one.reason for one in told.refused]) == ((), ["channel"])


def test_halves_change_places() -> None:
    told = direct("cut it in half and swap the halves", Scene(duration_s=60.0))
    assert [edit.said() for edit in told.edits] == [{"op": "split", "at": 30.0}, {"op": "move_clip", "index": 1, "to": 2}]


@pytest.mark.parametrize("text", ["turn the ducking off", "turn off auto duck", "remove the ducking", "关掉闪避", "不要自动压低音乐了"])
def test_ducking_goes_and_the_music_stays(text: str) -> None:
    assert edits(text, DUCKED) == [("music", {"duck": False})]


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("start the music at 0:10", [(0, 10)]),
        ("music should come in at 0:10", [(0, 10)]),
        ("音乐从10秒开始", [(0, 10)]),
        ("let the music begin at 0:15 and end at 1:00", [(0, 15), (60, 120)]),
    ],
)
def test_music_that_begins_later_leaves_the_picture_whole(text: str, silent: list[tuple[float, float]]) -> None:
    made = edits(text, MUSIC)
    assert [(op, said["target"]) for op, said in made] == [("mute", "music")] * len(silent)
    assert [(said["from"], said["to"]) for _, said in made] == silent


def test_the_video_that_begins_later_is_trimmed() -> None:
    assert edits("start the video at 0:10", MUSIC) == [("trim", {"start": 10})]


@pytest.mark.parametrize(
    ("text", "op", "stretch"),
    [
        ("bw only at the beginning 5 seconds", "color", (0, 5)),
        ("blur only in the beginning 5 seconds", "blur", (0, 5)),
        ("mute it at the ending 4 seconds", "mute", (116, 120)),
    ],
)
def test_an_end_with_its_length_behind_it(text: str, op: str, stretch: tuple[float, float]) -> None:
    [(made, said)] = edits(text)
    assert (made, said["from"], said["to"]) == (op, *stretch)


def test_a_text_on_a_held_frame_stays_as_long_as_the_frame() -> None:
    assert edits('hold the frame at 0:20 for 3 seconds and put "Look here!" on it') == [
        ("freeze", {"at": 20, "duration": 3}),
        ("title", {"text": "Look here!", "from": 20, "to": 23}),
    ]
    assert edits("make it big and put it on top", TITLE | {"position": "bottom"}) == [
        ("title", {"text": "Hello", "position": "top", "size": "large"})
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("把重复的那段1分05到1分20剪掉", [("cut", {"from": 65, "to": 80})]),
        ("remove the repeated part from 1:05 to 1:20", [("cut", {"from": 65, "to": 80})]),
        ("听不清人声，大点声", [("volume", {"target": "clip", "percent": 150})]),
        ("人声听不太清，调大", [("volume", {"target": "clip", "percent": 150})]),
        ("三段视频合起来，中间都用渐黑", [("merge", {"transition": "fade_black"})]),
        ("循环三遍", [("loop", {"times": 3})]),
    ],
)
def test_what_a_chinese_clause_says_of_the_one_beside_it(text: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert edits(text) == expected


@pytest.mark.parametrize("text", ["除了中间10秒到20秒，其他都加速两倍", "except the middle 0:10 to 0:20, speed everything up 2x"])
def test_all_but_a_stretch_in_the_middle_is_faster(text: str) -> None:
    assert edits(text) == [("speed", {"factor": 2, "from": 20, "to": 120}), ("speed", {"factor": 2, "from": 0, "to": 10})]


@pytest.mark.parametrize(
    ("text", "op", "start"),
    [
        ("加个标题“你好”，从第10秒开始", "title", 10),
        ("放个logo.png，从50秒到结束", "overlay", 50),
        ("右下角放个二维码qr.png，从第50秒开始一直到结束", "overlay", 50),
        ("从第10秒开始，加个标题“你好”", "title", 10),
    ],
)
def test_what_is_put_there_comes_in_later_and_nothing_is_cut(text: str, op: str, start: float) -> None:
    [(made, said)] = edits(text)
    assert (made, said["from"]) == (op, start)


@pytest.mark.parametrize("text", ["add some jazz, from 0:10", "add some jazz starting at 0:10", "来点爵士乐，从第10秒开始"])
def test_new_music_that_comes_in_later_is_silent_before(text: str) -> None:
    music, silent = edits(text)
    assert music[0] == "music"
    assert silent == ("mute", {"target": "music", "from": 0, "to": 10})


def test_the_video_that_begins_later_beside_music_is_trimmed() -> None:
    assert edits("add some jazz and start the video at 0:10")[1] == ("trim", {"start": 10})


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("标题晚两秒出现", (2, 7)),
        ("make the title appear 2 seconds later", (2, 7)),
        ("标题早一秒消失", (0, 4)),
        ("show the title 2 seconds longer", (0, 7)),
    ],
)
def test_a_title_that_comes_later_keeps_its_length(text: str, times: tuple[float, float]) -> None:
    [(op, said)] = edits(text, TITLE | {"from": 0, "to": 5})
    assert (op, said["from"], said["to"]) == ("title", *times)


@pytest.mark.parametrize("text", ["把10秒、25秒、40秒这三个地方切开", "10秒，25秒，40秒都切开"])
def test_places_that_are_counted_are_where_it_is_split(text: str) -> None:
    assert edits(text) == [("split", {"at": 10}), ("split", {"at": 25}), ("split", {"at": 40})]


def test_room_around_the_picture_is_no_silence() -> None:
    assert edits("正方形，上下留白") == [("aspect", {"ratio": "1:1", "mode": "fit"})]


@pytest.mark.parametrize(
    ("text", "ops"),
    [
        ("make clip 2 warm and slow it down", [("color", 30, 60), ("speed", 30, 60)]),
        ("make clip 2 black and white and slow it to 50%", [("color", 30, 60), ("speed", 30, 60)]),
        ("clip three needs to be brighter and a bit louder", [("color", 60, 90), ("volume", 60, 90)]),
        ("clip 3 should be faster and in black and white", [("speed", 60, 90), ("color", 60, 90)]),
        ("bump saturation +30 but only in the second half", [("color", 60, 120)]),
        ("change speed to 0.5 from 0:10 to 0:15 and to 2 from 0:15 to 0:20", [("speed", 10, 15), ("speed", 15, 20)]),
        ("slow down the goal. It's at 1:12 to 1:16. Half speed please.", [("speed", 72, 76)]),
        ("the boring part drags on (0:20 to 0:50), make it 6x", [("speed", 20, 50)]),
        ('punch in 1.5x from 66 to 69 and put "NO WAY" in the middle for those same seconds', [("zoom", 66, 69), ("title", 66, 69)]),
    ],
)
def test_what_follows_is_for_the_same_part(text: str, ops: list[tuple[str, float, float]]) -> None:
    assert [(op, said["from"], said["to"]) for op, said in edits(text)] == ops


def test_music_beside_a_clip_is_louder_everywhere() -> None:
    assert edits("make clip 2 brighter and the music louder", MUSIC)[1] == ("volume", {"target": "music", "percent": 52})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zoom into the cake between 0:20 and 0:25 then freeze it for two seconds", ("freeze", {"at": 25, "duration": 2})),
        ("remove the part with the dog at 0:52 (lasts around 4 secs)", ("cut", {"from": 52, "to": 56})),
        ("cut the first 20 secs where nothing happens", ("trim", {"start": 20})),
        ("30fps instead of 60", ("fps", {"rate": 30})),
        ("add subtitles for my pupils who can't hear well", ("captions", {})),
        ("片头黑场渐入1秒", ("fade", {"target": "video", "in": 1})),
        ("对白抬4个dB", ("volume", {"target": "clip", "db": 4})),
        ("move clip 4 (the beach) into second place", ("move_clip", {"index": 4, "to": 2})),
    ],
)
def test_the_last_thing_asked_for(text: str, expected: tuple[str, dict[str, Any]]) -> None:
    assert edits(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        (
            "make the crossfade half as long",
            {"op": "transition", "kind": "crossfade", "duration": 1},
            {"kind": "crossfade", "duration": 0.5},
        ),
        ("转场时间减半", {"op": "transition", "kind": "crossfade", "duration": 1}, {"kind": "crossfade", "duration": 0.5}),
        ("the fade out is too short, double it", {"op": "fade", "target": "both", "out": 1}, {"target": "both", "out": 2}),
        ("drop the logo opacity to 40", LOGO, {"file": "logo.png", "opacity": 40}),
    ],
)
def test_a_measure_of_what_is_there_is_changed(text: str, before: dict[str, Any], expected: dict[str, Any]) -> None:
    assert edits(text, before) == [(before["op"], expected)]


@pytest.mark.parametrize(
    "text",
    [
        "remove the part with the balloons from 0:10 to 0:20",
        "cut the bit where I stumble, 0:10-0:20",
        "take out the scene with the hat at 0:10 to 0:20",
        "delete the section showing my desktop from 0:10 to 0:20",
        "get rid of the part with my uncle, that's 0:10 to 0:20",
        "cut the bit where the dog jumps (0:10 to 0:20)",
    ],
)
def test_a_part_told_by_what_is_in_it_is_the_stretch_that_is_named(text: str) -> None:
    assert edits(text) == [("cut", {"from": 10, "to": 20})]
