"""Plain wishes about one clip or a film of several, and changes of what is there."""

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


@pytest.mark.parametrize(("text", "edits"), [
    ("clip three is a duplicate, delete it", [{"op": "delete_clip", "index": 3}]),
    ("pause the picture at 11 seconds for two", [{"op": "freeze", "at": 11, "duration": 2}]),
    ("crop 6% off both sides", [{"op": "crop", "left": 6, "right": 6}]),
    ("no need for 1440p, 720 is fine", [{"op": "resolution", "height": 720}]),
    ("title card at the beginning, 4 seconds, saying 'How it works'", [{"op": "title", "text": "How it works", "from": 0, "to": 4}]),
    ("it's so dim in there", [{"op": "color", "brightness": 20}]), ("it's so grey", [{"op": "color", "look": "vivid"}]),
    ("don't forget to add captions", [{"op": "captions"}]),
])
def test_plain_wishes_about_a_film_of_four_clips(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, clips=4) == edits


def test_the_colour_of_what_was_named_is_changed() -> None:
    assert asked("change their colour to green with a box", {"op": "captions", "color": "white"}) == [
        {"op": "captions", "style": "boxed", "color": "green"}]


@pytest.mark.parametrize(("text", "edits"), [
    ("put the clips in this order: 2, 4, 1, 3", [
        {"op": "move_clip", "index": 2, "to": 1}, {"op": "move_clip", "index": 4, "to": 2}]),
    ("keep 0:05-0:15 and 0:30-0:45 only", [{"op": "cut", "from": 15, "to": 30}, {"op": "keep", "from": 5, "to": 30}]),
    ("loop it until it's two minutes long", [{"op": "loop", "times": 2}]),
    ('at 0:08 put "Rule 7" top left, take it off at 0:14', [
        {"op": "title", "text": "Rule 7", "position": "top_left", "from": 8, "to": 14}]),
    ('"Night Two" should appear at 3 seconds and go away at 9 seconds', [{"op": "title", "text": "Night Two", "from": 3, "to": 9}]),
    ("some film music, please", [{"op": "music", "mood": "film"}]), ("can you credit the song and thank it?", []),
])
def test_more_plain_wishes_about_a_film_of_four_clips(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, clips=4) == edits


def test_two_things_are_undone_in_one_breath() -> None:
    assert asked("undo the captions and the title", {"op": "title", "text": "Hi"}, {"op": "captions"}) == [
        {"op": "undo", "what": "captions"}, {"op": "undo", "what": "title"}]


@pytest.mark.parametrize(("text", "edit"), [
    ("on-screen text at 0:20: Made by hand in Kent", {"text": "Made by hand in Kent", "from": 20}),
    ("write the price, €14.50, in red at 0:21", {"text": "€14.50", "from": 21, "color": "red"}),
    ("a title saying Round 2 is enough, forget captions", {"text": "Round 2"}),
    ("tilte saying Last Orders at teh bottom in gren", {"text": "Last Orders", "position": "bottom", "color": "green"}),
    ('put a subtitle under it: "a true story"', {"text": "a true story", "position": "bottom"}),
])
def test_a_text_is_told_from_what_is_said_of_it(text: str, edit: dict[str, Any]) -> None:
    assert asked(text) == [{"op": "title"} | edit]


@pytest.mark.parametrize(("text", "edits"), [
    ("cut the dead air between my sentences", [{"op": "trim_silence"}]), ("wait, undo that", [{"op": "undo"}]),
    ("crop: 6% from the top, 9 from the bottom", [{"op": "crop", "top": 6, "bottom": 9}]),
    ("fade in 0.4, fade out 1.5", [{"op": "fade", "target": "both", "in": 0.4, "out": 1.5}]),
    ("brightness +10, contrast -4, saturation +6", [{"op": "color", "brightness": 10, "contrast": -4, "saturation": 6}]),
    ("I want it played four times over", [{"op": "loop", "times": 4}]), ("split after 22 seconds", [{"op": "split", "at": 22}]),
    ("split where the 0:33 mark is and drop the second half", [{"op": "split", "at": 33}, {"op": "delete_clip", "index": 2}]),
    ("don't make it vertical, make it 4:3", [{"op": "aspect", "ratio": "4:3"}]),
    ("make it last 90 seconds, slowing it down", [{"op": "duration", "to": 90, "how": "speed"}]),
    ("some piano, calm, very low", [{"op": "music", "mood": "calm piano", "volume": 20}]),
    ("an epic score, ducked under the speech", [{"op": "music", "mood": "epic", "duck": True}]),
    ("write everything I say at the bottom", [{"op": "captions", "position": "bottom"}]),
    ("the colours are cold", [{"op": "color", "look": "warm"}]),
    ("chop it in two at the minute mark", [{"op": "split", "at": 60}]), ("add a second one in the corner", []),
])
def test_short_wishes_with_figures_and_symptoms(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, duration_s=80) == edits


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("start it three seconds later", TITLE, [{"op": "title", "text": "Harbour at dawn", "from": 8, "to": 12}]),
    ("the freeze should last 6 seconds", {"op": "freeze", "at": 8, "duration": 2}, [{"op": "freeze", "at": 8, "duration": 6}]),
    ("do another one of those at 30 to 35 but at 1.6x", {"op": "zoom", "factor": 1.2, "from": 5, "to": 9}, [
        {"op": "zoom", "factor": 1.6, "from": 30, "to": 35}]),
    ("only the music, no talking", MUSIC, [{"op": "mute", "target": "clip"}]),
    ("it was better before", {"op": "color", "look": "cool"}, [{"op": "undo"}]),
])
def test_what_there_is_is_changed(text: str, before: dict[str, Any], edits: list[dict[str, Any]]) -> None:
    assert asked(text, before) == edits


def test_the_other_of_two_clips() -> None:
    assert asked("the other clip should come first", clips=2) == [{"op": "move_clip", "index": 2, "to": 1}]


@pytest.mark.parametrize(("text", "edits"), [
    ("delete the last bit, from 0:50 on", [{"op": "keep", "from": 0, "to": 50}]),
    ("use logo.png at 15% top left from the 2nd to the 8th second", [
        {"op": "overlay", "file": "logo.png", "position": "top_left", "scale": 15, "from": 2, "to": 8}]),
    ("don't mute it, lower it to 40%", [{"op": "volume", "target": "all", "percent": 40}]),
    ("for Stories, with the whole frame in view", [{"op": "aspect", "ratio": "9:16", "mode": "fit"}]),
    ("can't hear what they say", [{"op": "volume", "target": "clip", "percent": 150}]),
])
def test_plain_wishes_about_one_clip(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text) == edits


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("music at 30 percent, voice at 120", [MUSIC], [
        {"op": "volume", "target": "music", "percent": 30}, {"op": "volume", "target": "clip", "percent": 120}]),
    ("make the transition slower", [{"op": "transition", "kind": "wipe", "duration": 0.5}], [
        {"op": "transition", "kind": "wipe", "duration": 1}]),
    ("and the same at the bottom", [{"op": "crop", "top": 5}], [{"op": "crop", "bottom": 5}]),
    ("undo the noise removal and the stabilisation", [{"op": "stabilize"}, {"op": "denoise"}], [
        {"op": "undo", "what": "denoise"}, {"op": "undo", "what": "stabilize"}]),
])
def test_plain_changes_of_what_is_there(text: str, before: list[dict[str, Any]], edits: list[dict[str, Any]]) -> None:
    assert asked(text, *before) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("make it look like it was filmed in the 80s", [{"op": "color", "look": "vintage"}]),
    ("blur the customer's name between 0:10 and 0:13", [{"op": "blur", "target": "region", "from": 10, "to": 13}]),
    ("split it in two at 0:25 and put the second half first", [{"op": "split", "at": 25}, {"op": "move_clip", "index": 2, "to": 1}]),
    ("some soft jazz, but keep it quiet under my voice", [{"op": "music", "mood": "soft jazz", "duck": True}]),
    ("720p, 25fps, wide", [{"op": "resolution", "height": 720}, {"op": "fps", "rate": 25}, {"op": "aspect", "ratio": "16:9"}]),
    ("play it in reverse at triple speed", [{"op": "reverse"}, {"op": "speed", "factor": 3}]),
])
def test_more_plain_wishes_about_one_clip(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text) == edits


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("oh, that's too dark now, undo", [{"op": "color", "brightness": -30}], [{"op": "undo"}]),
    ("undo the last edit and the one before it", [{"op": "captions"}, {"op": "denoise"}], [{"op": "undo", "steps": 2}]),
    ("change the font colour to black", [{"op": "title", "text": "Hi"}], [{"op": "title", "text": "Hi", "color": "black"}]),
    ("move the logo to the other side", [{"op": "overlay", "file": "logo.png", "position": "bottom_left"}], [
        {"op": "overlay", "file": "logo.png", "position": "bottom_right"}]),
    ("put the logo in the opposite corner", [{"op": "overlay", "file": "logo.png", "position": "bottom_left"}], [
        {"op": "overlay", "file": "logo.png", "position": "top_right"}]),
])
def test_more_plain_changes_of_what_is_there(text: str, before: list[dict[str, Any]], edits: list[dict[str, Any]]) -> None:
    assert asked(text, *before) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("glue the clips, something festive for music", [{"op": "merge"}, {"op": "music", "mood": "festive"}]),
    ("no captions needed, only music. something woozy", [{"op": "music", "mood": "woozy"}]),
    ("with bouncy music at 30 percent", [{"op": "music", "mood": "bouncy", "volume": 30}]),
    ('use "rainy night.mp3" as the track at 20%', [{"op": "music", "file": "rainy night.mp3", "volume": 20}]),
    ("Say Round 1 at the top for the first 4 seconds, popping in", [
        {"op": "title", "text": "Round 1", "position": "top", "from": 0, "to": 4, "animation": "pop"}]),
    ("vintage look, 25fps, 4:3. thanks", [
        {"op": "color", "look": "vintage"}, {"op": "fps", "rate": 25}, {"op": "aspect", "ratio": "4:3"}]),
    ("bri +6, contrast -3, sat +9", [{"op": "color", "brightness": 6, "contrast": -3, "saturation": 9}]),
    ("it needs to come in at a minute and a half", [{"op": "duration", "to": 90}]),
    ("lose the first ten seconds, nothing happens in them", [{"op": "trim", "start": 10}]),
    ("anything under -42 dB for more than 0.8 seconds is silence, cut it", [{"op": "trim_silence", "min_silence": 0.8, "threshold": -42}]),
    ("Feels kind of cold, I'd like it warmer", [{"op": "color", "look": "warm"}]),
    ("put 'Cheers' at the top with a pop", [{"op": "title", "text": "Cheers", "position": "top", "animation": "pop"}]),
    ("make the man at the back vanish, and add captions", [{"op": "captions"}]),
])
def test_the_frame_decides_what_a_word_means(text: str, edits: list[dict[str, Any]]) -> None:
    assert asked(text, duration_s=120, clips=2) == edits


def test_a_reason_is_no_wish() -> None:
    assert asked("take the music and the captions off, the boss wants it clean", {"op": "captions"}, MUSIC) == [
        {"op": "remove_music"}, {"op": "remove_captions"}]
