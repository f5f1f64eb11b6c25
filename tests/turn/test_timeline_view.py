"""What a draft says in one line, what changed in words, and its texts as files."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.client.wire import State
from agent.errors import NothingToExport
from agent.turn import timeline
from prompts import message


def say_en(name: str, /, **values: Any) -> str:
    return message(name, "en", **values)


def say_zh(name: str, /, **values: Any) -> str:
    return message(name, "zh", **values)


def seg(name: str = "", start: float | None = None, d: float | None = None, **more: Any) -> dict[str, Any]:
    """A segment with its facts in `m`."""
    meta = {"name": name, "start": start, **more}
    return {"d": d, "m": {key: value for key, value in meta.items() if value not in ("", None)}}


def track(kind: int, *segments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"tt": kind, "sg": list(segments), **more}


BED = track(1, seg("Lo-fi", 0, 10_000, volume=35))
CITY = {"t": [track(0, seg("city timelapse", 0, 10_000)), BED, track(7, seg("Urban Dreams", 0, 3_000))]}


@pytest.mark.row("4.3")
@pytest.mark.parametrize(
    ("draft", "line"),
    [
        (CITY, 'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)'),
        (None, "Timeline (0 tracks)"), ({}, "Timeline (0 tracks)"), ({"t": "x"}, "Timeline (0 tracks)"),
        ({"t": [track(0)]}, "Timeline (1 track): 1. Video (empty)"),
        ({"t": [{"tt": 0}, 5]}, "Timeline (2 tracks): 1. Video (empty) 2. Layer (empty)"),
        ({"t": [track(0, {"d": 10_000})]}, "Timeline (1 track): 1. Video (0-10s)"),
        ({"t": [track(0, seg("a", None, 4_000), seg("b", None, 3_500))]}, "Timeline (1 track): 1. Video: a +1 more (0-7.5s)"),
        ({"t": [track(7, seg("Hi", None, 3_000))]}, 'Timeline (1 track): 1. Title: "Hi" (3s)'),
        ({"t": [track(7, seg("Hi"))]}, 'Timeline (1 track): 1. Title: "Hi"'),
        ({"t": [track(3, seg("fx", 1_000, 1_000))]}, "Timeline (1 track): 1. Layer: fx (1-2s)"),
        ({"t": [track(1, seg("m", 0, 1_000, volume=0.8))]}, "Timeline (1 track): 1. BGM: m (0-1s, 80%)"),
        ({"t": [track(1, seg("m", 0, 1_000, vol=0))]}, "Timeline (1 track): 1. BGM: m (0-1s, 0%)"),
        ({"t": [track(1, seg("m", 0, 1_000), m={"volume": 50})]}, "Timeline (1 track): 1. BGM: m (0-1s, 50%)"),
        ({"t": [track(0, seg("m", 0, 1_000, volume=50))]}, "Timeline (1 track): 1. Video: m (0-1s)"),
        ({"t": [track(0, seg("", 0, 125_000), m={"name": "from track"})]}, "Timeline (1 track): 1. Video: from track (0-125s)"),
        ({"t": [track(0, {"d": 50, "start": 0, "src": "https://x.y/a%20b.mp4?z=1"})]}, "Timeline (1 track): 1. Video: a b.mp4 (0-0.1s)"),
        ({"t": [track(0, {"d": 49, "start": 0})]}, "Timeline (1 track): 1. Video (0-0s)"),
        ({"t": [track(0, seg("x", 500, 1_000), seg("y", 0, 400))]}, "Timeline (1 track): 1. Video: x +1 more (0-1.5s)"),
        ({"t": [track(7, seg("two\nlines\x1b[31m", 0, 1_000))]}, 'Timeline (1 track): 1. Title: "two lines" (0-1s)'),
        ({"t": [track(0, seg("bad", "soon", "long"))]}, "Timeline (1 track): 1. Video: bad"),
        ({"t": [track(0, seg("nan", 0, float("nan")))], "x": 1}, "Timeline (1 track): 1. Video: nan"),
        ({"t": [{"tt": "0", "sg": [seg("a", 0, 1_000)]}]}, "Timeline (1 track): 1. Layer: a (0-1s)"),
    ],
)  # fmt: skip
def test_the_summary_is_exact_and_invents_nothing(draft: dict[str, Any] | None, line: str) -> None:
    assert timeline.summary(draft) == line


def state(draft: dict[str, Any] | None = None, *, media: list[Any] | None = None, made: list[Any] | None = None) -> State:
    return State({"draft": draft or {}, "video_infos": media or [], "generated_media": made or []})


def lines(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return timeline.diff(state(before), state(after), say_en)


def test_nothing_changed_says_nothing() -> None:
    assert timeline.diff(state(CITY), state(json.loads(json.dumps(CITY))), say_en) == []


@pytest.mark.row("4.4")
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"t": []}, {"t": [track(7, seg("Urban Dreams", 0, 3_000, color="white", position="top-center"))]},
         ["✅ Title added: 'Urban Dreams' (white, top-center, 0-3s)"]),
        ({"t": [track(1, seg("Lo-fi", 0, 9_000, volume=80))]}, {"t": [track(1, seg("Lo-fi", 0, 9_000, volume=35))]},
         ["✅ BGM changed: 'Lo-fi' (volume 80% → 35%)"]),
        ({"t": [track(1, seg("Lo-fi", 0, 9_000, volume=80))]}, {"t": []}, ["✅ BGM removed: 'Lo-fi'"]),
        ({"t": [track(0, seg("city", 0, 30_000))]}, {"t": [track(0, seg("city", 0, 24_000))]},
         ["✅ Video changed: 'city' (0-30s → 0-24s)"]),
        ({"t": [track(0, seg("city", None, 30_000))]}, {"t": [track(0, seg("city", None, 10_000), seg("city", None, 14_000))]},
         ["✅ Video changed: 'city' (0-30s → 0-24s, 1 → 2 pieces)"]),
        ({"t": []}, {"t": [track(7, *(seg(f"t{n}", n * 1000, 1_000) for n in range(24)))]}, ["✅ 24 titles added (0-24s)"]),
        ({"t": [], "k": 1}, {"t": [], "k": 2}, ["✅ Timeline updated"]),
        ({"m": {"width": 1920, "height": 1080}}, {"m": {"width": 1080, "height": 1920}}, ["✅ Frame changed: 1920x1080 → 1080x1920"]),
        ({"t": [track(0, {"d": 5})]}, {"t": [track(0, {"d": 5, "filter": "bw"})]}, ["✅ Timeline updated"]),
        ({"t": [track(7, seg("a", 0, 1_000))]}, {"t": [track(7, seg("b", 0, 1_000))]},
         ["✅ Title removed: 'a'", "✅ Title added: 'b' (0-1s)"]),
    ],
)  # fmt: skip
def test_each_change_is_one_line(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert lines(before, after) == expected


def test_new_files_are_told_once() -> None:
    clip = {"filename": "a.mp4", "url": "https://x/a.mp4", "duration": 30.5}
    assert timeline.diff(state(), state(media=[clip], made=[clip]), say_en) == ["✅ Media added: 'a.mp4' (30.5s)"]
    many = [{"filename": f"{n}.mp4"} for n in range(7)]
    assert timeline.diff(state(), state(made=many), say_en) == ["✅ 7 files added"]


def test_the_report_speaks_chinese() -> None:
    before = {"t": [track(0, seg("city", 0, 30_000)), track(1, seg("Lo-fi", 0, 9_000, volume=80))]}
    after = {"t": [track(0, seg("city", 0, 24_000)), track(7, *(seg(f"第{n}句", n, 1) for n in range(9)))]}
    found = timeline.diff(state(before), state(after), say_zh)
    assert found == ["✅ 视频已更改：'city'（0-30s → 0-24s）", "✅ 配乐已移除：'Lo-fi'", "✅ 已添加 9 条文字（0-0s）"]


@pytest.mark.parametrize(
    ("draft", "seconds"), [(CITY, 10.0), ({"d": 4_500}, 4.5), ({}, None), (None, None), ({"t": [track(0, seg("a"))]}, None)]
)
def test_the_length_is_told_where_it_is_known(draft: dict[str, Any] | None, seconds: float | None) -> None:
    assert timeline.duration_s(draft) == seconds


TEXTS = {"t": [
    track(7, seg("", 61_500, 2_000, text="second <b> & --> x")),
    track(7, seg("", 1_000, 3_500, text="first\r\n\r\nline two\n"), seg("", 9_000, 0, text="blink"), seg("", 5, 5, text="  ")),
    track(0, seg("clip", 0, 99_000)),
]}  # fmt: skip


@pytest.mark.row("4.5")
def test_srt_is_exact() -> None:
    assert timeline.subtitles(TEXTS, "srt") == (
        "1\n00:00:01,000 --> 00:00:04,500\nfirst\nline two\n\n"
        "2\n00:00:09,000 --> 00:00:09,001\nblink\n\n"
        "3\n00:01:01,500 --> 00:01:03,500\nsecond <b> & -> x\n\n"
    )


@pytest.mark.row("4.5")
def test_vtt_is_exact_and_escaped() -> None:
    found = timeline.subtitles(TEXTS, "vtt")
    assert found.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nfirst\nline two\n\n")
    assert found.endswith("00:01:01.500 --> 00:01:03.500\nsecond &lt;b&gt; &amp; -&gt; x\n\n")


def test_hours_have_as_many_digits_as_they_need() -> None:
    assert "100:00:00,000" in timeline.subtitles({"t": [track(7, seg("x", 360_000_000, 1))]}, "srt")


def test_texts_without_a_start_make_no_file() -> None:
    with pytest.raises(NothingToExport) as caught:
        timeline.subtitles({"t": [track(7, seg("x", None, 1_000))]}, "srt")
    assert caught.value.message == "subtitle_times"


@pytest.mark.parametrize("draft", [None, {}, {"t": [track(0, seg("clip", 0, 1))]}])
def test_no_text_track_makes_no_file(draft: dict[str, Any] | None) -> None:
    assert timeline.subtitles(draft, "vtt") == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["t", "tt", "sg", "d", "m", "name", "start", "volume", "text", "url"]), inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from(["t", "d", "m"]), JSON), st.dictionaries(st.sampled_from(["t", "d", "m"]), JSON))
def test_no_draft_whatever_breaks_the_view(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert "\n" not in timeline.summary(one)
    assert timeline.diff(state(one), state(one), say_en) == []
    assert timeline.diff(state(one), state(other), say_en) or state(one).snapshot == state(other).snapshot
    timeline.duration_s(one)
