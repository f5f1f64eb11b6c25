"""What a clause says of the one before it: its clip, its stretch, its text, and what is there."""

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


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("take clip 2, mute it and move it to the front", [("mute", None), ("move_clip", (2, 1))]),
        ("mute clip 2 and move it to the end", [("mute", None), ("move_clip", (2, -1))]),
        ("the first clip: speed it up to 1.5 and put it at the end", [("speed", None), ("move_clip", (1, -1))]),
    ],
)
def test_the_clip_that_was_worked_on_goes_somewhere(text: str, moves: list[tuple[str, tuple[int, int] | None]]) -> None:
    made = edits(text)
    assert [(op, (said["index"], said["to"]) if op == "move_clip" else None) for op, said in made] == moves
    assert made[0][1]["to"] - made[0][1]["from"] == 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trim to the chorus, 0:45-1:15", [("keep", {"from": 45, "to": 75})]),
        ("cut to the part where she sings, 0:45-1:15", [("keep", {"from": 45, "to": 75})]),
        ("my intro is 12 seconds, shorten it to 5", [("trim", {"start": 7})]),
        (
            "turn down the music by half when the talking starts at 0:20",
            [("volume", {"target": "music", "percent": 50, "from": 20, "to": 120})],
        ),
        (
            '"Hi" at the start and again at the end',
            [("title", {"text": "Hi", "from": 0}), ("title", {"text": "Hi", "from": 115, "to": 120})],
        ),
        (
            "add jazz, but not in the first 10 seconds",
            [("music", {"mood": "jazz"}), ("mute", {"target": "music", "from": 0, "to": 10})],
        ),
        ("blur my kid's face from 0:15 to 0:22 and mute what he says there", None),
    ],
)
def test_nothing_but_what_is_said_of_the_stretch(text: str, expected: list[tuple[str, dict[str, Any]]] | None) -> None:
    assert [op for op, _ in edits(text)] == ["blur", "mute"] if expected is None else edits(text) == expected


def test_a_softer_look_is_no_softer_sound() -> None:
    assert [op for op, _ in edits("give the video a softer look, lower contrast, more warmth")] == ["color"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0:30那里有人咳嗽，大概两秒，去掉", [("cut", {"from": 30, "to": 32})]),
        ("片头12秒太长了，缩到5秒", [("trim", {"start": 7})]),
        ("2分钟剪成1分钟", [("duration", {"to": 60, "how": "cut"})]),
        ("先黑白，到0:10变彩色", [("color", {"look": "bw", "from": 0, "to": 10})]),
        ("剪到副歌那段就行，0:45到1:15", [("keep", {"from": 45, "to": 75})]),
        ("开头写“你好”，结尾再写一次", [("title", {"text": "你好", "from": 0}), ("title", {"text": "你好", "from": 115, "to": 120})]),
        ("加音乐，但是采访那段（0:30到1:00）不要", [("music", {}), ("mute", {"target": "music", "from": 30, "to": 60})]),
    ],
)
def test_chinese_stretches_told_by_the_clause_before(text: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert edits(text) == expected


def test_a_zoom_and_a_title_that_last_longer() -> None:
    zoom = {"op": "zoom", "factor": 1.5, "from": 10, "to": 15}
    assert edits("make the zoom 2 seconds longer", zoom) == [("zoom", {"factor": 1.5, "from": 10, "to": 17})]
    assert edits("标题的颜色换成金色，时间延长到8秒", TITLE | {"from": 0, "to": 5}) == [
        ("title", {"text": "Hello", "from": 0, "to": 8, "color": "gold"})
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("his speech only starts at 0:14 and he sits down at 0:40. Keep just that part.", [("keep", {"from": 14, "to": 40})]),
        ("the intro's done at 0:12, so bin everything before that", [("trim", {"start": 12})]),
        ("don't mute the whole thing, just 0:08-0:10", [("mute", {"target": "all", "from": 8, "to": 10})]),
        ("the video two must go before the video one", [("move_clip", {"index": 2, "to": 1})]),
        ("can you blur the back of me?", [("blur", {"target": "background"})]),
        ('the bakery\'s tagline "Warm, every day" bottom center in white', None),
    ],
)
def test_what_is_told_first_is_used_by_what_is_asked_then(text: str, expected: list[tuple[str, dict[str, Any]]] | None) -> None:
    if expected is None:
        expected = [("title", {"text": "Warm, every day", "position": "bottom", "color": "white"})]
    assert edits(text) == expected


def test_what_is_said_twice_of_what_goes_is_done_once() -> None:
    captions = {"op": "captions"}
    assert edits("字幕还是不要了，撤回字幕那一步", captions, MUSIC) == [("undo", {"what": "captions"})]
    assert edits("背景音乐太吵影响讲解了，直接去掉", MUSIC) == [("remove_music", {})]
    assert edits("turn that music down to half, I want to hear the purring", MUSIC) == [("volume", {"target": "music", "percent": 50})]
    assert edits("the 21:9 was a mistake", {"op": "aspect", "ratio": "21:9"}) == [("undo", {"what": "aspect"})]
    assert edits("swap the background track for something upbeat", MUSIC) == [("music", {"mood": "upbeat"})]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("from one-ten to one-thirty mute", (70, 90)),
        ("mute from one fifteen to one forty five", (75, 105)),
        ("mute it from one minute twenty to one thirty one", (80, 91)),
    ],
)
def test_spoken_clocks(text: str, stretch: tuple[float, float]) -> None:
    [(op, said)] = edits(text)
    assert (op, said["from"], said["to"]) == ("mute", *stretch)


def test_spoken_numbers_that_are_no_clocks() -> None:
    assert edits("cut the first twenty five seconds") == [("trim", {"start": 25})]


def test_music_of_a_sort_that_has_a_latin_name_and_music_that_is_not_wanted() -> None:
    assert edits("配个ins风的音乐，音量25%") == [("music", {"mood": "ins风", "volume": 25})]
    assert edits("不用加音乐，把吵的那段1分到1分20秒静音就好") == [("mute", {"target": "clip", "from": 60, "to": 80})]
