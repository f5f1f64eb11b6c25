"""Lengths and times in every form that people write, each in every place where it can stand."""

from typing import Any

import pytest

from backend.director import Scene, direct

Edit = dict[str, Any]
SCENE = Scene(duration_s=300.0, fps=25.0)
LENGTHS = {
    90: (
        "90s",
        "1m30s",
        "1 min 30",
        "1 min. 30 sec.",
        "a minute and a half",
        "1 1/2 minutes",
        "1½ minutes",
        "1:30 minutes",
        "one minute thirty",
    ),
    70: ("a minute ten", "one minute and ten", "70 secs", "1m10s"),
    2.5: ("two and a half seconds", "2.5s", "2 1/2 secs"),
    0.5: ("half a second", "500ms", ".5 s"),
}
MOMENTS = {
    72: ("1:12", "00:01:12", "1m12s", "72 seconds", "one minute twelve", "00:01:12,000"),
    62.5: ("1:02.5", "00:01:02,500", "62.5s"),
    72.4: ("00:01:12:10",),
    45: (":45", "0:45", "45 seconds", "second 45"),
}
TAKEN: dict[str, str] = {
    "trim the first {}": "start", "take {} off the end": "end", "cut the last {}": "end", "{} off the end please": "end",
    "remove {} from the start": "start",
}  # fmt: skip


def edits(text: str, scene: Scene = SCENE) -> list[Edit]:
    """The edits of a message as plain data."""
    return [edit.said() for edit in direct(text, scene).edits]


@pytest.mark.parametrize(("seconds", "said"), [(s, f) for s, forms in LENGTHS.items() for f in forms])
def test_a_length_is_the_same_however_it_is_written(seconds: float, said: str) -> None:
    for sentence, end in TAKEN.items():
        assert edits(sentence.format(said)) == [{"op": "trim", end: seconds}], sentence
    assert edits(f"mute the last {said}") == [{"op": "mute", "target": "all", "from": 300 - seconds, "to": 300}]
    assert edits(f"freeze at 0:12 for {said}") == [{"op": "freeze", "at": 12, "duration": seconds}]


@pytest.mark.parametrize(("seconds", "said"), [(s, f) for s, forms in MOMENTS.items() for f in forms])
def test_a_moment_is_the_same_however_it_is_written(seconds: float, said: str) -> None:
    assert edits(f"split at {said}") == [{"op": "split", "at": seconds}]
    assert edits(f"at {said} freeze for 3 seconds") == [{"op": "freeze", "at": seconds, "duration": 3}]
    assert edits(f"cut everything after {said}") == [{"op": "keep", "from": 0, "to": seconds}]
    for link in ("to", "till", "until", "thru", "-", "–", *(("→", "->", "..") if said[0] in ":0123456789" else ())):
        assert edits(f"cut 0:10 {link} {said}") == [{"op": "cut", "from": 10, "to": seconds}], link
    assert edits(f"mute from {said} to 2:40") == [{"op": "mute", "target": "all", "from": seconds, "to": 160}]


@pytest.mark.parametrize("stretch", [
    "0:08-0:15", "0:08..0:15", "8 till 15 sec",
    "starting 0:08 ending 0:15", "start 0:08 end 0:15", "in 0:08 out 0:15", "in: 0:08, out: 0:15",
    "from the 8s mark up to the 15s mark", "the 7 seconds before 0:15", "the 7 seconds leading up to 0:15", "the 7 seconds after 0:08",
    "starting at 0:08 for 7 seconds", "between 8 and 15", "8 to 15 secs in",
])  # fmt: skip
def test_a_stretch_is_cut_however_it_is_said(stretch: str) -> None:
    assert edits(f"cut {stretch}") == [{"op": "cut", "from": 8, "to": 15}]


@pytest.mark.parametrize(("text", "expected"), [
    ("mute the middle third", {"op": "mute", "target": "all", "from": 100, "to": 200}),
    ("mute the second third", {"op": "mute", "target": "all", "from": 100, "to": 200}),
    ("mute the middle minute", {"op": "mute", "target": "all", "from": 120, "to": 180}),
    ("mute the second minute", {"op": "mute", "target": "all", "from": 60, "to": 120}),
    ("mute the second ten seconds", {"op": "mute", "target": "all", "from": 10, "to": 20}),
    ("mute from halfway on", {"op": "mute", "target": "all", "from": 150, "to": 300}),
    ("mute until the halfway mark", {"op": "mute", "target": "all", "from": 0, "to": 150}),
    ("freeze halfway for 2 seconds", {"op": "freeze", "at": 150, "duration": 2}),
    ("freeze a third of the way in", {"op": "freeze", "at": 100}),
    ("freeze 5 seconds before 0:20", {"op": "freeze", "at": 15}),
    ("freeze at the second minute", {"op": "freeze", "at": 120}),
    ("cut the last 10 but not the final 2", {"op": "cut", "from": 290, "to": 298}),
    ("cut the first 20 seconds except the first 5", {"op": "cut", "from": 5, "to": 20}),
    ("cut from a minute in to 1:30", {"op": "cut", "from": 60, "to": 90}),
    ("split into thirds", {"op": "split", "at": 100}),
    ("remove silence, min 700 ms", {"op": "trim_silence", "min_silence": 0.7}),
    ("chop 1:10 off the end", {"op": "trim", "end": 70}), ("trim start 3", {"op": "trim", "start": 3}),
    ("cut the first minute twenty", {"op": "trim", "start": 80}), ("cut [12.4, 13.9]", {"op": "cut", "from": 12.4, "to": 13.9}),
    ("cut from minute 3 until minute 4 and a half", {"op": "cut", "from": 180, "to": 270}),
    ("stop the frame at minute 3 with 20 seconds for 5 seconds", {"op": "freeze", "at": 200, "duration": 5}),
    ("mute between the two and the four minute mark", {"op": "mute", "target": "all", "from": 120, "to": 240}),
    ("mute 2:20 onwards", {"op": "mute", "target": "all", "from": 140, "to": 300}),
    ("clip out 1:10-1:20, keep only that", {"op": "keep", "from": 70, "to": 80}),
    ("2x for the first 15", {"op": "speed", "factor": 2, "from": 0, "to": 15}),
    ("the door is at 1:22, zoom in 1.8x there for 6 seconds", {"op": "zoom", "factor": 1.8, "from": 82, "to": 88}),
    ("freeze at 0:47:12", {"op": "freeze", "at": 47.48}), ("freeze for 10 frames at 0:20", {"op": "freeze", "at": 20, "duration": 0.4}),
    ("freeze at=5 duration=2", {"op": "freeze", "at": 5, "duration": 2}), ("duration: 45", {"op": "duration", "to": 45}),
    ("wait on the last frame for 2 seconds", {"op": "freeze", "at": 300, "duration": 2}),
    ("play it twice in a row", {"op": "loop", "times": 2}),
    ("cut the first 12,5 seconds", {"op": "trim", "start": 12.5}),
    ("speed 1,5x from 2:00 to 3:00", {"op": "speed", "factor": 1.5, "from": 120, "to": 180}),
    ("take the first eighteen seconds and the last half minute away", {"op": "trim", "start": 18, "end": 30}),
    ("stop at 9 secs for 2 secs then keep going", {"op": "freeze", "at": 9, "duration": 2}),
    ("extend the last frame by five seconds", {"op": "freeze", "at": 300, "duration": 5}),
    ("give me 1:02 to 1:04 and nothing else", {"op": "keep", "from": 62, "to": 64}),
    ("retime 1:00-1:30 to 250%", {"op": "speed", "factor": 2.5, "from": 60, "to": 90}),
    ('logo.png at 0:30, stays 5s', {"op": "overlay", "file": "logo.png", "from": 30, "to": 35}),
    ("mute the last 4 minutes minus the final 1", {"op": "mute", "target": "all", "from": 60, "to": 240}),
    ("mute the 5 last seconds", {"op": "mute", "target": "all", "from": 295, "to": 300}),
    ("clip it from 0:58 to 1:30", {"op": "keep", "from": 58, "to": 90}),
    ("cut the intro, it's 8 seconds", {"op": "trim", "start": 8}),
    ("fade the audio out from 290 secs", {"op": "fade", "target": "audio", "out": 10}),
    ("play it 1.5 times faster but the last 20 secs normal", {"op": "speed", "factor": 1.5, "from": 0, "to": 280}),
    ("the descent starts 1:05, ends 1:50, make that bit half speed", {"op": "speed", "factor": 0.5, "from": 65, "to": 110}),
    ("25 images per second", {"op": "fps", "rate": 25}), ("put the video in 1080", {"op": "resolution", "height": 1080}),
    ("augment the sound by 20%", {"op": "volume", "target": "all", "percent": 120}),
    ("bring the sound down to 1/4", {"op": "volume", "target": "all", "percent": 25}),
    ("crop 12 percent from the sides", {"op": "crop", "left": 12, "right": 12}),
    ("cut 5 seconds either side of 2:00", {"op": "cut", "from": 115, "to": 125}), ("out point 4:00", {"op": "keep", "from": 0, "to": 240}),
    ("reduce the duration by 10%", {"op": "duration", "to": 270}), ("increase the length by 20%", {"op": "duration", "to": 360}),
    ("cut the length in half", {"op": "duration", "to": 150, "how": "cut"}),
    ("top and tail it by 2 secs", {"op": "trim", "start": 2, "end": 2}),
    ('title "Fry" at 2:00 for 3', {"op": "title", "text": "Fry", "from": 120, "to": 123}), ("rate 30", {"op": "fps", "rate": 30}),
    ("minute 3 to minute four and a half can go", {"op": "cut", "from": 180, "to": 270}),
    ("mute from minute one to minute one thirty", {"op": "mute", "target": "all", "from": 60, "to": 90}),
    ('at 0:10 show "Hi" in the corner until 0:14', {"op": "title", "text": "Hi", "from": 10, "to": 14}),
    ("1.5x for the warm-up, that's the first two minutes", {"op": "speed", "factor": 1.5, "from": 0, "to": 120}),
    ("cut it down to 60", {"op": "duration", "to": 60, "how": "cut"}), ("velocity 1.5", {"op": "speed", "factor": 1.5}),
    ("bring it up by 3 dB, that's 1:10 to 2:20", {"op": "volume", "target": "all", "db": 3, "from": 70, "to": 140}),
    ("make it 0:45 long", {"op": "duration", "to": 45}), ("cut it to 0:45", {"op": "duration", "to": 45, "how": "cut"}),
    ("speed it up until it's 45 seconds", {"op": "duration", "to": 45, "how": "speed"}),
    ("4x from 1:00", {"op": "speed", "factor": 4, "from": 60, "to": 300}),
])  # fmt: skip
def test_times_reckoned_from_the_whole_or_from_another_time(text: str, expected: Edit) -> None:
    assert edits(text)[0] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("turn the music down halfway", [{"op": "volume", "target": "music", "percent": 50}]),
    ("split it halfway", [{"op": "split", "at": 150}]),
    ("make it 30s... and mute the last 5 seconds", [{"op": "duration", "to": 30}, {"op": "mute", "target": "all", "from": 295, "to": 300}]),
    ("trim: start 4s, end 6s", [{"op": "trim", "start": 4, "end": 6}]),
    ("trim the first 5 seconds → mute 0:10 to 0:20",
     [{"op": "trim", "start": 5}, {"op": "mute", "target": "all", "from": 10, "to": 20}]),
    ("delete the second clip and mute the last minute",
     [{"op": "delete_clip", "index": 2}, {"op": "mute", "target": "all", "from": 240, "to": 300}]),
    ("cut it so that it ends at 2 minutes sharp", [{"op": "keep", "from": 0, "to": 120}]),
    ("add captions and cut it so that it ends at 2 minutes", [{"op": "captions"}, {"op": "keep", "from": 0, "to": 120}]),
    ("delete the second one", [{"op": "delete_clip", "index": 2}]), ("reduce the noise by 50%", [{"op": "denoise"}]),
    ("music at 50, cut it to 20", [{"op": "music", "volume": 50}]), ("make it 30", []),
    ("stop at 0:52", [{"op": "keep", "from": 0, "to": 52}]),
    ("split at 2,5 and 7 seconds", [{"op": "split", "at": 2}, {"op": "split", "at": 5}, {"op": "split", "at": 7}]),
    ("1) cut the final minute 2) add captions", [{"op": "trim", "end": 60}, {"op": "captions"}]),
    ("add captions and make it 0:45 long", [{"op": "captions"}, {"op": "duration", "to": 45}]),
    ('write "in 0:08 out 0:15" at the top', [{"op": "title", "text": "in 0:08 out 0:15", "position": "top"}]),
    ("is a third of the way in a good place?", []),
])  # fmt: skip
def test_what_looks_like_such_a_time_and_is_none(text: str, expected: list[Edit]) -> None:
    assert edits(text, Scene(duration_s=300.0, clips=3)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("I filmed this at 4k 60fps, just add captions", [{"op": "captions"}]),
    ("we have 25 seconds left, normalize it", [{"op": "normalize"}]),
    ("it's 9:16 already so don't reframe, just mute it", [{"op": "mute", "target": "all"}]), ("don't cut the first 10 seconds", []),
    ("my phone is at 12%, quickly stabilize this", [{"op": "stabilize"}]), ("how long is a 1080p export?", []),
    ("the meeting is at 5:30, please add chapters now", [{"op": "chapters"}]),
    ("half the video is shaky, stabilize it", [{"op": "stabilize"}]),
    ("in 10 minutes I need this, flip it", [{"op": "flip", "axis": "horizontal"}]),
    ('title "Top 10 in 60 seconds"', [{"op": "title", "text": "Top 10 in 60 seconds"}]),
])  # fmt: skip
def test_figures_that_ask_for_nothing(text: str, expected: list[Edit]) -> None:
    assert edits(text) == expected
