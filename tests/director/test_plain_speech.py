"""Kinds of saying a thing: what is told beside a wish, what is denied, what capitals mean, what is reckoned from what is there."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

TITLE = {"op": "title", "text": "Harbour at dawn", "from": 5, "to": 9}
MUSIC = {"op": "music", "mood": "jazz"}


def asked(text: str, *before: dict[str, Any], **scene: Any) -> list[dict[str, Any]]:
    """The edits of a message about a timeline with the edits `before`."""
    known = Scene(**({"duration_s": 60.0} | scene), before=tuple(EDITS.validate_python(list(before))))
    return [edit.said() for edit in direct(text, known).edits]


@pytest.mark.parametrize(("text", "to"), [
    ("make the film 25% shorter", 45), ("I'd like it a third longer", 80), ("twice as long please", 120), ("15 seconds shorter", 45),
    ("half its length", 30),
])
def test_a_length_is_reckoned_from_the_one_there_is(text: str, to: float) -> None:
    [edit] = asked(text)
    assert (edit["op"], edit["to"]) == ("duration", to)


@pytest.mark.parametrize(("text", "to"), [
    ("keep the title up three seconds longer", 12), ("the title vanishes too quickly, give it 2 more seconds", 11),
    ("leave the title on for another second", 10), ("take the title off two seconds earlier", 7),
])
def test_a_title_goes_later_by_what_is_said(text: str, to: float) -> None:
    assert asked(text, TITLE) == [{"op": "title", "text": "Harbour at dawn", "from": 5, "to": to}]


@pytest.mark.parametrize(("text", "edits"), [
    ("have the title slide in rather than just popping", [{"op": "title", "text": "Harbour at dawn", "animation": "slide"}]),
    ("use a cello instead of jazz", [{"op": "music", "mood": "cello"}]),
    ("fade the music out instead of cutting it off", [{"op": "fade", "target": "audio", "out": 1}]),
])
def test_what_is_not_to_be_done_takes_nothing_from_what_is(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, TITLE if "title" in text else MUSIC) == edits


def test_music_in_place_of_the_own_sound_silences_that() -> None:
    assert asked("put soft piano over it instead of the original sound") == [
        {"op": "mute", "target": "clip"}, {"op": "music", "mood": "soft piano"},
    ]


@pytest.mark.parametrize(("text", "edits"), [
    ("move them to the top so they don't hide the map", [{"op": "captions", "position": "top"}]),
    ("crop 10% off the right so the tripod isn't in the picture and brighten it by 15%",
     [{"op": "crop", "right": 10}, {"op": "color", "brightness": 15}]),
])
def test_what_a_wish_is_for_denies_nothing(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, {"op": "captions"}) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("cut the phone call, it's from 0:12 to 0:20", [{"op": "cut", "from": 12, "to": 20}]),
    ("Keep the speech. That's from 0:10 to 0:40", [{"op": "keep", "from": 10, "to": 40}]),
])
def test_where_an_unknown_thing_is_may_be_told_behind_it(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text) == edits


@pytest.mark.parametrize(("text", "ops"), [
    ("no ums no pauses no hiss", ["remove_fillers", "trim_silence", "denoise"]),
    ("captions, and no silences", ["captions", "trim_silence"]),
    ("captions, but no silence trimming", ["captions"]), ("no captions please", []),
])
def test_none_of_a_blemish_takes_it_out(text: str, ops: list[str]) -> None:
    assert [edit["op"] for edit in asked(text)] == ops


@pytest.mark.parametrize(("text", "title"), [
    ("put my name in the top left corner, Ms. Okafor, for all of it", "Ms. Okafor"), ("write my name Petrov at the bottom", "Petrov"),
    ("flash CLOSING DOWN in the middle", "CLOSING DOWN"), ("text WOW! in yellow", "WOW!"),
])
def test_a_text_is_known_by_its_capitals(text: str, title: str) -> None:
    [edit] = asked(text)
    assert (edit["op"], edit["text"]) == ("title", title)


@pytest.mark.parametrize("text", ["add BIG captions", "put the CEO at the start", "call it half a second", "make it in HD on TV"])
def test_capitals_and_amounts_are_not_always_a_text(text: str) -> None:
    assert all(edit["op"] != "title" for edit in asked(text))


@pytest.mark.parametrize(("text", "edits"), [
    ("volume x3", [{"op": "volume", "target": "all", "percent": 300}]), ("voice down 4dB, music down 8", [
        {"op": "volume", "target": "clip", "db": -4}, {"op": "volume", "target": "music", "db": -8}]),
    ("stop it at 40", [{"op": "keep", "from": 0, "to": 40}]), ("half the contrast", [{"op": "color", "contrast": -50}]),
    ("conform it to 29.97", [{"op": "fps", "rate": 29.97}]), ("make it 25 frames", [{"op": "fps", "rate": 25}]),
    ("mask it to 2.39:1", [{"op": "aspect", "ratio": "21:9"}]), ("turn the picture left: rotate left", [{"op": "rotate", "degrees": -90}]),
])
def test_figures_as_they_are_typed(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, MUSIC) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("bring the fourth up to the front", [{"op": "move_clip", "index": 4, "to": 1}]),
    ("swap 2 and 4", [{"op": "move_clip", "index": 2, "to": 4}, {"op": "move_clip", "index": 3, "to": 2}]),
    ("swap clip 4 with clip 2", [{"op": "move_clip", "index": 4, "to": 2}, {"op": "move_clip", "index": 3, "to": 4}]),
    ("drop the first clip and slide the third up to the start", [
        {"op": "delete_clip", "index": 1}, {"op": "move_clip", "index": 3, "to": 1}]),
])
def test_clips_are_carried_to_a_place(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, clips=5) == edits


@pytest.mark.parametrize("text", [
    "the sepia look doesn't suit it, take that off again", "I didn't like the last change", "put the colours back, please",
])
def test_what_is_disliked_goes_once(text: str) -> None:
    edits = asked(text, {"op": "captions"}, {"op": "color", "look": "vintage"})
    assert edits in ([{"op": "undo", "what": "color"}], [{"op": "undo"}])


def test_a_possessive_tells_nothing() -> None:
    assert asked("our teacher asks that the neighbour's face between 0:05 and 0:08 be blurred") == [
        {"op": "blur", "target": "region", "from": 5, "to": 8}]


def test_a_complaint_gives_way_to_the_level_that_is_said() -> None:
    assert asked("you could hardly hear her, raise her voice by 5 dB") == [{"op": "volume", "target": "clip", "db": 5}]


@pytest.mark.parametrize(("text", "edits"), [
    ("can they be larger? and lower down, like at the bottom", [{"op": "captions", "size": "large", "position": "bottom"}]),
    ("captions please: small, yellow, up at the top", [{"op": "captions", "color": "yellow", "size": "small", "position": "top"}]),
    ("raise the subtitles", [{"op": "captions", "position": "top"}]), ("now translate them into Polish", [
        {"op": "translate_captions", "language": "pl"}]),
])
def test_a_way_is_a_place_and_not_a_size(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, {"op": "captions", "position": "center"}) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("bring it down to 30 percent, it drowns her out", [{"op": "volume", "target": "music", "percent": 30}]),
    ("silence the music from 0:10 to 0:20", [{"op": "mute", "target": "music", "from": 10, "to": 20}]),
    ("turn it down by 20%", [{"op": "volume", "target": "music", "percent": 80}]),
    ("try something faster", [{"op": "music", "mood": "faster"}]),
    ("make the music drop whenever she's talking", [{"op": "music", "duck": True}]),
])
def test_the_newest_thing_is_meant_by_it(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, MUSIC) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("don't bleep it, just silence 0:21 to 0:23", [{"op": "mute", "target": "all", "from": 21, "to": 23}]),
    ("silence the groom entirely and put waltz.mp3 over it instead", [
        {"op": "mute", "target": "clip"}, {"op": "music", "file": "waltz.mp3"}]),
    ("put a split at 0:10 and another at half a minute", [{"op": "split", "at": 10}, {"op": "split", "at": 30}]),
    ("half a minute in is where she sings, split there", [{"op": "split", "at": 30}]),
    ("2x for the opening minute, nothing past 1:00 should be sped up", [{"op": "speed", "factor": 2, "from": 0, "to": 60}]),
    ("zoom in 1.4x from 0:12 to 0:15, and for that same bit blur the number plate", [
        {"op": "zoom", "factor": 1.4, "from": 12, "to": 15}, {"op": "blur", "target": "region", "from": 12, "to": 15}]),
    ("crop a quarter off the left and a tenth off the right", [{"op": "crop", "left": 25, "right": 10}]),
    ("crop the bottom a bit, about 8%", [{"op": "crop", "bottom": 8}]),
    ("fit it into 40 seconds, by speeding it up, not by chopping", [{"op": "duration", "to": 40, "how": "speed"}]),
    ("trim the last 3 seconds and add some cheerful pop", [{"op": "trim", "end": 3}, {"op": "music", "mood": "cheerful pop"}]),
    ("techno in the background that ducks when I talk", [{"op": "music", "mood": "techno", "duck": True}]),
    ("I keep drifting away from the mic, can you even out the volume", [{"op": "normalize"}]),
    ("I filmed it holding the tablet upright but it's going on YouTube", [{"op": "aspect", "ratio": "16:9"}]),
    ("maek it blakc and whtie", [{"op": "color", "look": "bw"}]),
    ("it's a bit dark out there, no?", [{"op": "color", "brightness": 20}]),
])
def test_each_value_belongs_to_its_own_wish(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, duration_s=120) == edits


@pytest.mark.parametrize(("text", "edit"), [
    ("the first 4 secs should read Lesson 2: Verbs up top", {"text": "Lesson 2: Verbs", "from": 0, "to": 4, "position": "top"}),
    ("between 3s and 8s the title Closing Time pops up dead centre", {
        "text": "Closing Time", "from": 3, "to": 8, "position": "center", "animation": "pop"}),
    ("at 0:30 show the words 180°C for 40 min for five seconds", {"text": "180°C for 40 min", "from": 30, "to": 35}),
    ("at the bottom from 0:10 to 0:15: “Mind your head”", {"text": "Mind your head", "from": 10, "to": 15, "position": "bottom"}),
    ('over the last 6 seconds "Ann & Bo, 3.5.2024", fading in', {
        "text": "Ann & Bo, 3.5.2024", "from": 114, "to": 120, "animation": "fade"}),
])
def test_a_text_ends_where_its_details_begin(text: str, edit: dict[str, Any]) -> None:
    assert asked(text, duration_s=120) == [{"op": "title"} | edit]


@pytest.mark.parametrize(("text", "edits"), [
    ("the last two things I asked for, roll them back", [{"op": "undo", "steps": 2}]),
    ("oops, scrap that last edit and make it square instead", [{"op": "undo"}, {"op": "aspect", "ratio": "1:1"}]),
    ("the logo's on the wrong side, bottom right is where it belongs", [{"op": "overlay", "file": "logo.png", "position": "bottom_right"}]),
    ("the text should disappear after 4 seconds", [{"op": "title", "text": "Hello", "from": 0, "to": 4}]),
])
def test_what_was_done_is_referred_to(text: str, edits: list[dict[str, Any]]) -> None:
    done = ({"op": "captions"}, {"op": "title", "text": "Hello"}, {"op": "overlay", "file": "logo.png"})
    assert asked(text, *(done if "text" not in text else done[:2])) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("mute it, but only from 0:20 to 0:25", [{"op": "mute", "target": "all", "from": 20, "to": 25}]),
    ("blur the background - just the first 10 seconds", [{"op": "blur", "target": "background", "from": 0, "to": 10}]),
    ("my camera feed is desk_cam.mov, put it top right at 30%", [
        {"op": "overlay", "file": "desk_cam.mov", "position": "top_right", "scale": 30}]),
    ("24 fps, its stuttery", [{"op": "fps", "rate": 24}]),
    ("reverse the last 4 seconds as a gag", [{"op": "reverse", "from": 116, "to": 120}]),
    ("pixelate the screen on the left? just blur it", [{"op": "blur", "target": "region"}]),
    ("the take should start at 0:10 and conclude at 1:40", [{"op": "keep", "from": 10, "to": 100}]),
    ("expunge the passage from 0:20 to 0:35", [{"op": "cut", "from": 20, "to": 35}]),
    ("use choir.mp3 at 40% and fade it out over the last six seconds", [
        {"op": "music", "file": "choir.mp3", "volume": 40}, {"op": "fade", "target": "audio", "out": 6}]),
    ('open with "Ada & Bo", white, fading in for the first 4 seconds', [
        {"op": "title", "text": "Ada & Bo", "color": "white", "animation": "fade", "from": 0, "to": 4}]),
    ("drop the third chorus, everything from 1:00 to 1:20", [{"op": "cut", "from": 60, "to": 80}]),
    ("put the place, Porto, June 2024, at the bottom", [{"op": "title", "text": "Porto, June 2024", "position": "bottom"}]),
    ("cut pauses over 2 seconds but leave some room, 0.4s", [{"op": "trim_silence", "min_silence": 2, "margin": 0.4}]),
    ("level the speakers, one is much quieter", [{"op": "normalize"}]),
])
def test_a_clause_says_more_of_the_one_before(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, duration_s=120) == edits


def test_what_was_removed_is_told_not_asked() -> None:
    assert asked("please reinstate the captions that were removed", {"op": "captions"}, {"op": "remove_captions"}) == [
        {"op": "undo", "what": "remove_captions"}]


def test_an_unknown_verb_is_named_as_not_understood() -> None:
    directions = direct("defrobnicate the section from 0:10 to 0:20", Scene())
    assert not directions.edits
    assert directions.not_understood


@pytest.mark.parametrize(("text", "edits"), [
    ("there shouldn't be any music after 1:30", [{"op": "mute", "target": "music", "from": 90, "to": 120}]),
    ("music off between 40 and 50 seconds", [{"op": "mute", "target": "music", "from": 40, "to": 50}]),
    ("swap the jazz for reggae", [{"op": "music", "mood": "reggae"}]),
    ("reverse my last two edits", [{"op": "undo", "steps": 2}]),
    ("music from 0:10 only", []),
])
def test_a_thing_that_goes_for_a_while_cuts_no_picture(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, {"op": "captions"}, MUSIC, duration_s=120) == edits


def test_a_logo_goes_when_it_is_said_to() -> None:
    assert asked("have the logo vanish after 8 seconds", {"op": "overlay", "file": "logo.png"}) == [
        {"op": "overlay", "file": "logo.png", "from": 0, "to": 8}]
