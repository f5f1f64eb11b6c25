"""What must not change an English wish, and what changes it in a known way; each relation over many wishes, with no labels but its own."""

from collections.abc import Callable
from functools import cache
from itertools import permutations
from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

Edit = dict[str, Any]
SCENE = Scene(duration_s=600.0, clips=5)
THERE = Scene(
    duration_s=600.0,
    clips=5,
    before=tuple(
        EDITS.validate_python(
            [
                {"op": "captions"},
                {"op": "title", "text": "Harbour"},
                {"op": "music", "mood": "jazz", "volume": 30},
                {"op": "overlay", "file": "badge.png"},
                {"op": "fade", "target": "video", "in": 1, "out": 1},
            ]
        )
    ),
)


@cache
def edits(text: str, scene: Scene = SCENE) -> list[Edit]:
    """The edits of a message as plain data."""
    return [edit.said() for edit in direct(text, scene).edits]


WISHES = (
    "take out 0:40 to 0:52",
    "chop 4 seconds off the end",
    "stabilize the footage",
    "add yellow captions at the bottom",
    "raise the brightness by 15%",
    "make my voice 20% louder",
    "rotate it 90 degrees clockwise",
    "flip it horizontally",
    "make it square",
    "delete clip 3",
    "freeze the frame at 1:20 for 3 seconds",
    'put "Harbour at Dawn" in the top left corner from 5 to 9 seconds',
    "blur the background",
    "remove the filler words",
    "set it to 25 fps",
    "add chapters",
)
LEADS = (
    "please {}",
    "hey, {}",
    "Could you {}?",
    "I'd like you to {}",
    "it would be great if you could {}",
    "I'd appreciate it if you could {}",
    "the client asked me to {}",
    "ok so {}",
    "Quick one: {}",
    "just {}",
    "first, {}",
    "{}, thanks!",
    "{} when you get a chance",
    "{} because my boss wants it",
    "{}, my boss wants it",
    "{}, I need it by Monday",
    "{} so that the kids like it",
    "{} before I send it to my aunt",
    "{}. That's all.",
    "maybe {}",
)


@pytest.mark.parametrize("lead", LEADS)
def test_courtesy_and_reasons_change_nothing(lead: str) -> None:
    assert {wish: edits(lead.format(wish)) for wish in WISHES} == {wish: edits(wish) for wish in WISHES}


JOINERS = (
    "{a}, {b}",
    "{a} and {b}",
    "{a}; then {b}",
    "{a}. Also, {b}.",
    "{a} & {b}",
    "{a}, plus {b}",
    "{a}. Oh and {b}",
    "{a}\n{b}",
    "1. {a}\n2. {b}",
    "- {a}\n- {b}",
    "first {a}, then {b}",
    "{a}, and finally {b}. That's all, thanks!",
    "{a} - {b}",
)


def test_two_wishes_are_the_edits_of_both() -> None:
    wrong = []
    for place, (a, b) in enumerate(permutations(WISHES, 2)):
        text = JOINERS[place % len(JOINERS)].format(a=a, b=b)
        if edits(text) != edits(a) + edits(b):
            wrong.append((text, edits(text)))
    assert wrong == []


def test_three_wishes_are_the_edits_of_all() -> None:
    wrong = []
    for place, (a, b, c) in enumerate(list(permutations(WISHES, 3))[::11]):
        text = (f"{a}, {b} and {c}", f"{a}. {b}. {c}.", f"First {a}, then {b}, and finally {c}")[place % 3]
        if edits(text) != edits(a) + edits(b) + edits(c):
            wrong.append((text, edits(text)))
    assert wrong == []


TIMES = {
    "1:12": (
        "one minute twelve",
        "1 min 12 s",
        "72 seconds",
        "a minute and twelve seconds",
        "1m12",
        "1m12s",
        "72s",
        "1 minute 12",
        "01:12",
    ),
    "1:30": ("a minute and a half", "one and a half minutes", "90 seconds", "1.5 minutes", "1 min 30", "one minute thirty", "90 sec"),
    "0:30": ("half a minute", "thirty seconds", "30 s", "30 secs"),
    "2:15": ("two and a quarter minutes", "two minutes fifteen", "135 seconds", "2m15s", "2 minutes and 15 seconds"),
    "1:15": ("a minute and a quarter", "75 seconds", "one minute and fifteen seconds"),
}
TIMED = (
    "cut from {} to 4:00",
    "keep only 0:10 to {}",
    "freeze at {} for 2 seconds",
    "split it at {}",
    "remove everything after {}",
    "start the clip from {}",
    "finish the video at {}",
    "play 0:05 to {} at 2x",
    "mute it from {} until 5:00",
    "show “Low tide” from {} to 4:30",
    "zoom in 1.5x between 0:02 and {}",
    "blur the picture from {} to 3:59",
)


@pytest.mark.parametrize("slot", TIMED)
def test_a_moment_is_the_same_in_every_form(slot: str) -> None:
    for clock, forms in TIMES.items():
        known = edits(slot.format(clock))
        assert known, slot.format(clock)
        assert {form: edits(slot.format(form)) for form in forms} == dict.fromkeys(forms, known)


LENGTHS = {
    "2 seconds": ("two seconds", "2s", "2 s", "2 sec", "2 secs", "a couple of seconds", "2.0 seconds"),
    "1.5 seconds": ("a second and a half", "one and a half seconds", "1½ seconds", "1.5s", "1500 ms", "one & a half seconds"),
    "0.5 seconds": ("half a second", "500 ms", ".5 seconds", "0.5s"),
}
LASTING = (
    "trim the first {}",
    "take {} off the end",
    "shorten the start by {}",
    "freeze at 0:14 for {}",
    "hold the frame at 0:14 so it stays for {}",
    "fade in over {}",
    "put a {} crossfade between the clips",
    "cut every pause longer than {}",
    "fade to black over {}",
    "end it {} sooner",
)


@pytest.mark.parametrize("slot", LASTING)
def test_a_length_is_the_same_in_every_form(slot: str) -> None:
    for length, forms in LENGTHS.items():
        known = edits(slot.format(length))
        assert known, slot.format(length)
        assert {form: edits(slot.format(form)) for form in forms} == dict.fromkeys(forms, known)


SHARES = ("{}%", "{} %", "{} percent", "{} per cent")
WORDS = {20: "twenty", 30: "thirty", 45: "forty-five"}
SHARED: tuple[tuple[str, Callable[[int], Edit]], ...] = (
    ("make everything {} louder", lambda p: {"op": "volume", "target": "all", "percent": 100 + p}),
    ("turn the sound {} quieter", lambda p: {"op": "volume", "target": "all", "percent": 100 - p}),
    ("boost my voice by {}", lambda p: {"op": "volume", "target": "clip", "percent": 100 + p}),
    ("drop the background music by {}", lambda p: {"op": "volume", "target": "music", "percent": 100 - p}),
    ("set the volume to {}", lambda p: {"op": "volume", "target": "all", "percent": p}),
    ("make it {} brighter", lambda p: {"op": "color", "brightness": p}),
    ("take the contrast down by {}", lambda p: {"op": "color", "contrast": -p}),
    ("crop {} off the top", lambda p: {"op": "crop", "top": p}),
    ("speed it up by {}", lambda p: {"op": "speed", "factor": 1 + p / 100}),
)


@pytest.mark.parametrize(("slot", "meant"), SHARED)
def test_a_share_is_the_same_in_every_form_and_knows_by_from_to(slot: str, meant: Callable[[int], Edit]) -> None:
    for number, word in WORDS.items():
        forms = [share.format(number) for share in SHARES] + [f"{word} percent"]
        assert {form: edits(slot.format(form)) for form in forms} == {form: [meant(number)] for form in forms}


GONE = (
    "remove the {}",
    "delete the {}",
    "cut the {}",
    "take the {} off",
    "take the {} out of the video",
    "get the {} out of there",
    "get rid of the {}",
    "do away with the {}",
    "lose the {}, thanks",
    "kill the {}",
    "nuke the {}",
    "turn off the {}",
    "the {} can go",
    "the {} isn't needed",
    "the {} is no longer needed",
    "the {} has to go",
    "I don't need the {} any more",
    "I'd like the {} gone",
    "the video is better without the {}",
)
THINGS = {
    "subtitles": {"op": "remove_captions"},
    "title": {"op": "remove_title"},
    "soundtrack": {"op": "remove_music"},
    "logo": {"op": "undo", "what": "overlay"},
    "fade": {"op": "undo", "what": "fade"},
}


@pytest.mark.parametrize("way", GONE)
def test_what_is_there_goes_in_any_words(way: str) -> None:
    assert {thing: edits(way.format(thing), THERE) for thing in THINGS} == {thing: [edit] for thing, edit in THINGS.items()}


FORMS: tuple[Callable[[str], str], ...] = (
    lambda text: text.upper() if '"' not in text else text,
    lambda text: text.replace(" ", "  "),
    lambda text: f"  {text}...",
    lambda text: text + "!",
    lambda text: text[0].upper() + text[1:] + ".",
)


@pytest.mark.parametrize("form", FORMS)
def test_case_blanks_and_stops_change_nothing(form: Callable[[str], str]) -> None:
    plain = [wish for wish in WISHES if '"' not in wish]
    assert {wish: edits(form(wish)) for wish in plain} == {wish: edits(wish) for wish in plain}
