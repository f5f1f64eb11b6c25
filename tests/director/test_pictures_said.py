"""Wishes about the picture, its clips and its sound, said as strangers say them; each beside what it must not be taken for."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

WISHES: tuple[tuple[str, list[dict[str, Any]]], ...] = (
    ("用水印.png做角标，放左下角", [{"op": "overlay", "file": "水印.png", "position": "bottom_left"}]),
    ("插入封面图.jpg，放中间", [{"op": "overlay", "file": "封面图.jpg", "position": "center"}]),
    ("turn the picture a quarter to the right", [{"op": "rotate", "degrees": 90}]),
    ("turn it a quarter to the left", [{"op": "rotate", "degrees": -90}]),
    ("turn the music down a quarter", [{"op": "volume", "target": "music", "percent": 75}]),
    ("unmirror it please", [{"op": "flip", "axis": "horizontal"}]),
    ("drain a third of the colour", [{"op": "color", "saturation": -33.33}]),
    ("take half of the colour out", [{"op": "color", "saturation": -50}]),
    ("take the colour out", [{"op": "color", "look": "bw"}]),
    ("glue them together with a wipe, 2 seconds", [{"op": "merge"}, {"op": "transition", "kind": "wipe", "duration": 2}]),
    ("glue them together with a wipe, and make it square", [{"op": "merge", "transition": "wipe"}, {"op": "aspect", "ratio": "1:1"}]),
    ("caption this, he speaks Italian", [{"op": "captions", "language": "it"}]),
    ("render in full hd at 25 frames", [{"op": "resolution", "height": 1080}, {"op": "fps", "rate": 25}]),
    ("his voice is louder in some parts, make it all the same", [{"op": "normalize"}]),
    ("把人物背后的背景模糊掉", [{"op": "blur", "target": "background"}]),
    ("drop the arrow.png in at the top left, 15% wide", [{"op": "overlay", "file": "arrow.png", "position": "top_left", "scale": 15}]),
    ("show chart.png full screen from 10s to 14s", [{"op": "overlay", "file": "chart.png", "scale": 100, "from": 10, "to": 14}]),
    ("it lies on its side, rotate it so it's upright", [{"op": "rotate", "degrees": 90}]),
    ("crop away the right fifth", [{"op": "crop", "right": 20}]),
    ("soft focus on the background", [{"op": "blur", "target": "background"}]),
    ("make it look like a film", [{"op": "color", "look": "cinematic"}]),
    ("the party scene is too dark, lift it by a third", [{"op": "color", "brightness": 33.33}]),
    ("duplicate the video four times", [{"op": "loop", "times": 4}]),
    ("captions: big yellow letters with a white outline", [{"op": "captions", "size": "large", "color": "yellow"}]),
    ("字幕用黄字黑描边", [{"op": "captions", "color": "yellow"}]),
    ("add some swing, begin it at 0:08", [{"op": "music", "mood": "swing"}, {"op": "mute", "target": "music", "from": 0, "to": 8}]),
    ("add some swing, begin the video at 0:08", [{"op": "music", "mood": "swing"}, {"op": "trim", "start": 8}]),
    ("a 0.5s fade in and out on the sound", [{"op": "fade", "target": "audio", "in": 0.5, "out": 0.5}]),
    ("3 second video fade out", [{"op": "fade", "target": "video", "out": 3}]),
    ("voice +2dB music -4dB", [{"op": "volume", "target": "clip", "db": 2}, {"op": "volume", "target": "music", "db": -4}]),
    ("make the voice 20% louder than the music", [{"op": "volume", "target": "clip", "percent": 120}]),
    ("the first 4 seconds silent please", [{"op": "mute", "target": "all", "from": 0, "to": 4}]),
    ("remove the clicks and pops", [{"op": "denoise"}]),
    ("make the audio as loud as on youtube", [{"op": "normalize"}]),
    ("1:1 but with the full picture visible", [{"op": "aspect", "ratio": "1:1", "mode": "fit"}]),
    ("cut the left and right a bit", [{"op": "crop", "left": 5, "right": 5}]),
    ("crop in tighter on the singer", [{"op": "zoom"}]),
    ("eerie music but low", [{"op": "music", "mood": "eerie", "volume": 20}]),
    ("please make this for a square feed, subtitles on, and make it under 40 seconds",
     [{"op": "aspect", "ratio": "1:1"}, {"op": "captions"}, {"op": "duration", "to": 40}]),
    ("end the video when I wave goodbye at 0:52", [{"op": "keep", "from": 0, "to": 52}]),
    ("cut everything after the fireworks at 0:41", [{"op": "keep", "from": 0, "to": 41}]),
    ("make the bit where she dives (0:12 to 0:15) slow motion", [{"op": "speed", "factor": 0.5, "from": 12, "to": 15}]),
    ("blur the part where my dad walks by from 0:12 to 0:15", [{"op": "blur", "from": 12, "to": 15}]),
    ("40 secs at most, speed it up so that it fits", [{"op": "duration", "to": 40, "how": "speed"}]),
    ("the video is lying on its right side, rotate it", [{"op": "rotate", "degrees": -90}]),
    ("4:5 blur", [{"op": "aspect", "ratio": "4:5", "mode": "blur"}]),
    ("give me a version without the last 8 seconds", [{"op": "trim", "end": 8}]),
    ("play it at 0.75", [{"op": "speed", "factor": 0.75}]),
    ("join both clips with a wipe of 0.7 seconds", [{"op": "merge"}, {"op": "transition", "kind": "wipe", "duration": 0.7}]),
    ("mute my sneeze at 0:33", [{"op": "mute", "target": "all", "from": 33, "to": 34}]),
    ("I have this talk, 12 minutes, and I need a 40 second version with captions", [{"op": "duration", "to": 40}, {"op": "captions"}]),
    ("something upbeat underneath", [{"op": "music", "mood": "upbeat"}]),
    ("add a title slide that says Chapter Two for 3 secs", [{"op": "title", "text": "Chapter Two", "from": 0, "to": 3}]),
    ("add a title that says Chapter Two, slide in", [{"op": "title", "text": "Chapter Two", "animation": "slide"}]),
    ("freeze at 0:12 for 3 secs then slow motion for the rest",
     [{"op": "freeze", "at": 12, "duration": 3}, {"op": "speed", "factor": 0.5, "from": 15, "to": 63}]),
    ("save it as final_v2.mp4", []),
    ("pan slowly from left to right", []),
    ("put clips 1 and 2 side by side", []),
    ("dont change the speed just make it brighter", [{"op": "color", "brightness": 20}]),
    ("fade picture and sound out over the last 4 seconds", [{"op": "fade", "target": "both", "out": 4}]),
    ("crop 8% off the left edge and 3% off the top", [{"op": "crop", "left": 8, "top": 3}]),
    ("cut everything before 0:10 and everything after 0:50", [{"op": "keep", "from": 10, "to": 50}]),
    ("hide the part of the screen with my password, blur it from 0:05 till 0:40",
     [{"op": "blur", "target": "region", "from": 5, "to": 40}]),
    ("lose everything after halftime, which is 0:47", [{"op": "keep", "from": 0, "to": 47}]),
    ("let it die away, a sound fade at the end", [{"op": "fade", "target": "audio", "out": 1}]),
    ("reverse the splash 0:02-0:08 then slow it to 50%",
     [{"op": "reverse", "from": 2, "to": 8}, {"op": "speed", "factor": 0.5, "from": 2, "to": 8}]),
    ("speed up the glue-up between 0:10 and 0:20", [{"op": "speed", "factor": 1.5, "from": 10, "to": 20}]),
    ("how would it look in black and white?", [{"op": "color", "look": "bw"}]),
    ("make the volume even all the way through", [{"op": "normalize"}]),
    ("bring the crowd noise down to 30%", [{"op": "volume", "target": "clip", "percent": 30}]),
    ("reduce the crowd noise", [{"op": "denoise"}]),
    ("kill the original sound and play a waltz instead", [{"op": "mute", "target": "clip"}, {"op": "music", "mood": "waltz"}]),
    ("mute the pool audio and put swim.mp3 over it", [{"op": "mute", "target": "clip"}, {"op": "music", "file": "swim.mp3"}]),
    ("mute the audio", [{"op": "mute", "target": "all"}]),
    ("blur the price tag 0:10-0:12", [{"op": "blur", "target": "region", "from": 10, "to": 12}]),
    ("double speed for the warm-up, that's the first 20 seconds", [{"op": "speed", "factor": 2, "from": 0, "to": 20}]),
    ("I stumble from 0:08 until 0:11, get rid of it", [{"op": "cut", "from": 8, "to": 11}]),
    ("split it in half and swap the halves", [{"op": "split", "at": 30}, {"op": "move_clip", "index": 1, "to": 2}]),
    ("trim everything before the 5 second mark and after the 55 second mark", [{"op": "keep", "from": 5, "to": 55}]),
    ("normalise to -14 lufs and cut below 80 hz", [{"op": "normalize", "lufs": -14}]),
    ("60 hz please", [{"op": "fps", "rate": 60}]),
    ("make it out of focus behind me", [{"op": "blur", "target": "background"}]),
    ("my face is out of focus", []),
    ("整体调成黑白，除了最后十秒", [{"op": "color", "look": "bw", "from": 0, "to": 50}]),
    ("字幕改成黄色，放大", [{"op": "captions", "color": "yellow", "size": "large"}]),
    ("add captions, zoom in", [{"op": "captions"}, {"op": "zoom"}]),
    ("add calm piano, turn the volume down a bit",
     [{"op": "music", "mood": "calm piano"}, {"op": "volume", "target": "music", "percent": 24}]),
    ("chuck subtitles on", [{"op": "captions"}]),
    ("white boxed subtitles", [{"op": "captions", "style": "boxed", "color": "white"}]),
    ("make it blak n whit an add sad musik", [{"op": "color", "look": "bw"}, {"op": "music", "mood": "sad"}]),
    ("hold the frame at 0:07 for 2 seconds so the pupils can read the board", [{"op": "freeze", "at": 7, "duration": 2}]),
    ("drop the volume", [{"op": "volume", "target": "all", "percent": 50}]),
    ("add some lo-fi, drop the volume of it a bit", [{"op": "music", "mood": "lo-fi"}, {"op": "volume", "target": "music", "percent": 24}]),
    ("把人脸模糊掉", [{"op": "blur", "target": "region"}]),
)


MUSIC: dict[str, Any] = {"op": "music", "mood": "funk", "volume": 40}
LOGO: dict[str, Any] = {"op": "overlay", "file": "owl.png", "opacity": 80}
CHANGES: tuple[tuple[str, dict[str, Any], list[dict[str, Any]]], ...] = (
    ("cut the music at 0:40", MUSIC, [{"op": "mute", "target": "music", "from": 40, "to": 60}]),
    ("cut the clip at 0:40", MUSIC, [{"op": "split", "at": 40}]),
    ("double the music volume", MUSIC, [{"op": "volume", "target": "music", "percent": 80}]),
    ("twice as big and in the other corner", LOGO | {"position": "top_left"},
     [{"op": "overlay", "file": "owl.png", "position": "bottom_right", "scale": 40}]),
    ("move the captions up", {"op": "captions"}, [{"op": "captions", "position": "top"}]),
    ("crop instead of bars", {"op": "aspect", "ratio": "4:5", "mode": "fit"}, [{"op": "aspect", "ratio": "4:5", "mode": "crop"}]),
    ("lower the music while I'm talking and bring it back up afterwards", MUSIC, [{"op": "music", "duck": True}]),
    ("yes but only for the first half", {"op": "color", "look": "bw"},
     [{"op": "undo", "what": "color"}, {"op": "color", "look": "bw", "from": 0, "to": 30}]),
    ("only the first half", {"op": "color", "look": "bw"}, [{"op": "keep", "from": 0, "to": 30}]),
    ("the transitions are too slow", {"op": "transition", "kind": "wipe", "duration": 2},
     [{"op": "transition", "kind": "wipe", "duration": 1}]),
    ("put the subtitles higher, they overlap with the tiktok buttons", {"op": "captions"}, [{"op": "captions", "position": "top"}]),
    ("remove the second title", {"op": "title", "text": "Low Tide"}, [{"op": "remove_title"}]),
    ("make it half as big", LOGO | {"scale": 30}, [{"op": "overlay", "file": "owl.png", "scale": 15}]),
    ("turn the music off when I start talking at 0:20", MUSIC, [{"op": "mute", "target": "music", "from": 20, "to": 60}]),
    ("make the sound louder but not the music", MUSIC, [{"op": "volume", "target": "clip", "percent": 150}]),
    ("pause the music from 0:30 to 0:40", MUSIC, [{"op": "mute", "target": "music", "from": 30, "to": 40}]),
    ("drop the music to 10", MUSIC, [{"op": "volume", "target": "music", "percent": 10}]),
    ("drop the music", MUSIC, [{"op": "remove_music"}]),
    ("make the logo half as visible", LOGO, [{"op": "overlay", "file": "owl.png", "opacity": 40}]),
)


@pytest.mark.parametrize(("text", "before", "edits"), CHANGES)
def test_a_change_is_of_what_it_names(text: str, before: dict[str, Any], edits: list[dict[str, Any]]) -> None:
    scene = Scene(duration_s=60, before=tuple(EDITS.validate_python([before])))
    assert [edit.said() for edit in direct(text, scene).edits] == edits


@pytest.mark.parametrize(("text", "edits"), WISHES)
def test_a_wish_is_read_as_it_is_meant(text: str, edits: list[dict[str, Any]]) -> None:
    scene = Scene(duration_s=60, clips=3 if "them" in text else 1)
    said = [edit.said() for edit in direct(text, scene).edits]
    assert [{k: round(v, 2) if isinstance(v, float) else v for k, v in one.items()} for one in said] == edits


@pytest.mark.parametrize(
    ("text", "reason"),
    [("add a vignette", "effect"), ("加个进度条", "effect"), ("show both clips side by side", "layout"), ("把两段并排显示", "layout"),
     ("pan slowly from left to right", "three_d")],
)
def test_what_cannot_be_done_is_told_with_the_nearest_thing(text: str, reason: str) -> None:
    assert [refused.reason for refused in direct(text, Scene(clips=2)).refused] == [reason]


@pytest.mark.parametrize("text", ["write \"Split Screen\" at the top", "add a flute, not a pan flute", "square, no border", "no frame"])
def test_words_of_such_wishes_are_no_such_wishes(text: str) -> None:
    assert direct(text, Scene()).refused == ()
