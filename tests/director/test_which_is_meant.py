"""Which of several titles or clips is meant, what else goes, and what "it" is after the last edit."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import EDITS

Said = dict[str, Any]
CAPTIONS: Said = {"op": "captions"}
MUSIC: Said = {"op": "music", "mood": "jazz"}
LOGO: Said = {"op": "overlay", "file": "crest.png"}
TITLES: list[Said] = [{"op": "title", "text": "Hello", "from": 0, "to": 5}, {"op": "title", "text": "Bye", "from": 110, "to": 120}]


def _said(text: str, *before: Said) -> list[Said]:
    spans = ((0, 30), (30, 60), (60, 90), (90, 120))
    scene = Scene(duration_s=120, clips=4, spans=spans, before=tuple(EDITS.validate_python(before)))
    return [edit.said() for edit in direct(text, scene).edits]


@pytest.mark.parametrize(("text", "texts", "change"), [
    ("make the first title yellow", ["Hello"], {"color": "yellow"}), ("make the second title yellow", ["Bye"], {"color": "yellow"}),
    ("move the first one to the bottom", ["Hello"], {"position": "bottom"}),
    ("both titles in red please", ["Hello", "Bye"], {"color": "red"}),
    ("make the title at the end blue", ["Bye"], {"color": "blue"}), ("the opening title in blue", ["Hello"], {"color": "blue"}),
    ("put the end title at the top", ["Bye"], {"position": "top"}), ("make it yellow", ["Bye"], {"color": "yellow"}),
    ("第一个标题改成红色", ["Hello"], {"color": "red"}), ("两个标题都改成黄色", ["Hello", "Bye"], {"color": "yellow"}),
    ("片尾那个标题放大", ["Bye"], {"size": "large"}), ("把开头的标题放到下面", ["Hello"], {"position": "bottom"}),
])
def test_one_of_several_titles(text: str, texts: list[str], change: Said) -> None:
    assert _said(text, *TITLES) == [{"op": "title", "text": one, **change} for one in texts]


@pytest.mark.parametrize(("text", "edits"), [
    ("change Bye to See you soon",
     [{"op": "remove_title", "text": "Bye"}, {"op": "title", "text": "See you soon", "from": 110, "to": 120}]),
    ("remove the first title", [{"op": "remove_title", "text": "Hello"}]), ("最后一个标题去掉", [{"op": "remove_title", "text": "Bye"}]),
    ("第二个标题提前到1分40秒出现", [{"op": "title", "text": "Bye", "from": 100, "to": 110}]),
    ('swap the opening title for "Welcome"',
     [{"op": "remove_title", "text": "Hello"}, {"op": "title", "text": "Welcome", "from": 0, "to": 5}]),
    ("start it at 1:00 instead", [{"op": "title", "text": "Bye", "from": 60, "to": 70}]),
    ("that title is too long on screen, 3 seconds is enough", [{"op": "title", "text": "Bye", "from": 0, "to": 3}]),
])
def test_a_title_that_is_there_changes(text: str, edits: list[Said]) -> None:
    assert _said(text, *TITLES) == edits


@pytest.mark.parametrize("text", [
    "remove everything I added except the captions", "keep the captions and remove everything else", "除了字幕其他都去掉",
    "保留字幕,其他的都删掉",
])
def test_all_but_one_thing_goes(text: str) -> None:
    cut = {"op": "trim", "start": 5}
    assert _said(text, cut, CAPTIONS, MUSIC, LOGO) == [{"op": "remove_music"}, {"op": "undo", "what": "overlay"}]


@pytest.mark.parametrize(("text", "edits"), [
    ("delete the clip after the first one", [{"op": "delete_clip", "index": 2}]),
    ("drop the one before clip 3", [{"op": "delete_clip", "index": 2}]),
    ("第一段后面那段删了", [{"op": "delete_clip", "index": 2}]), ("第三段前面的那段删掉", [{"op": "delete_clip", "index": 2}]),
    ("delete the clips after the second one", [{"op": "delete_clip", "index": 3}, {"op": "delete_clip", "index": 4}]),
    ("move the last clip behind the first", [{"op": "move_clip", "index": -1, "to": 2}]),
    ("put the last clip after the first", [{"op": "move_clip", "index": -1, "to": 2}]),
    ("move the first clip after the third", [{"op": "move_clip", "index": 1, "to": 3}]),
    ("把第一段后面那段放到最后", [{"op": "move_clip", "index": 2, "to": -1}]),
])
def test_the_clip_beside_another(text: str, edits: list[Said]) -> None:
    assert _said(text) == edits


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("they cover his face, move them up", CAPTIONS, [{"op": "captions", "position": "top"}]),
    ("actually no music", MUSIC, [{"op": "remove_music"}]),
    ("水印透明一点，40%就行", LOGO, [{"op": "overlay", "file": "crest.png", "opacity": 40}]),
    ("标题改成再见", TITLES[0], [{"op": "remove_title", "text": "Hello"}, {"op": "title", "text": "再见", "from": 0, "to": 5}]),
    ("change Hello to red", TITLES[0], [{"op": "title", "text": "Hello", "color": "red"}]),
    ("标题改成红色", TITLES[0], [{"op": "title", "text": "Hello", "color": "red"}]),
    ("speed edit: undo", {"op": "speed", "factor": 2}, [{"op": "undo", "what": "speed"}]),
    ("它挡住人脸了，挪到左上角", LOGO, [{"op": "overlay", "file": "crest.png", "position": "top_left"}]),
    ("the logo may disappear after half a minute", LOGO, [{"op": "overlay", "file": "crest.png", "from": 0, "to": 30}]),
    ("can the song start after 10 seconds instead of right away", MUSIC, [{"op": "mute", "target": "music", "from": 0, "to": 10}]),
    ("音乐从一分钟开始就不要了", MUSIC, [{"op": "mute", "target": "music", "from": 60, "to": 120}]),
    ("mute everything but keep my voice", MUSIC, [{"op": "mute", "target": "music"}]), ("mute the game but keep my voice", LOGO, []),
    ("片头的logo去掉", LOGO, []),
])
def test_what_it_is(text: str, before: Said, edits: list[Said]) -> None:
    assert _said(text, before) == edits


THREE: list[Said] = [{"op": "title", "text": one, "from": at, "to": at + 5} for one, at in (("One", 0), ("Two", 40), ("Three", 80))]


@pytest.mark.parametrize(("text", "edits"), [
    ("Please delete the title that appears at 0:40.", ["Two"]), ("40秒那个标题删掉", ["Two"]), ("第二个标题去掉", ["Two"]),
    ("Remove all titles except the first.", ["Two", "Three"]), ("除了第一个标题，其他标题都删了", ["Two", "Three"]),
    ("the third title can go", ["Three"]), ("remove the middle title", ["Two"]), ("中间那个标题不要了", ["Two"]),
])
def test_titles_that_go(text: str, edits: list[str]) -> None:
    assert _said(text, *THREE) == [{"op": "remove_title", "text": one} for one in edits]
    spanless = Scene(duration_s=120, clips=4, before=tuple(EDITS.validate_python(THREE)))
    assert [edit.said() for edit in direct(text, spanless).edits] == [{"op": "remove_title", "text": one} for one in edits]


@pytest.mark.parametrize(("text", "before", "edits"), [
    ("the middle title should be green", THREE, [{"op": "title", "text": "Two", "color": "green"}]),
    ("make all titles smaller", TITLES, [{"op": "title", "text": one, "size": "small"} for one in ("Hello", "Bye")]),
    ("can the music stop at 1 min", [MUSIC], [{"op": "mute", "target": "music", "from": 60, "to": 120}]),
    ("between 0:10 and 0:20 only, no music", [MUSIC], [{"op": "mute", "target": "music", "from": 10, "to": 20}]),
    ("把声音关了，只留音乐", [MUSIC], [{"op": "mute", "target": "clip"}]),
    ("whatever you did to the colors, I preferred it before", [{"op": "color", "look": "cool"}, CAPTIONS],
     [{"op": "undo", "what": "color"}]),
    ("你刚才调的颜色不好看，还是原来的好", [{"op": "color", "look": "cool"}, CAPTIONS], [{"op": "undo", "what": "color"}]),
    ("fade wrong, take it off", [{"op": "fade", "target": "both", "out": 2}], [{"op": "undo", "what": "fade"}]),
    ("the name must be inaudible: 0:41 to 0:43", [], [{"op": "mute", "target": "all", "from": 41, "to": 43}]),
    ("结尾有5秒没声音，剪了", [], [{"op": "trim", "end": 5}]), ("withdraw the last modification", [CAPTIONS], [{"op": "undo"}]),
])
def test_what_goes_and_what_stays(text: str, before: list[Said], edits: list[Said]) -> None:
    assert _said(text, *before) == edits


@pytest.mark.parametrize(("text", "edits"), [
    ("remove the text about the bye part", [{"op": "remove_title", "text": "Bye"}]),
    ("hello title bigger", [{"op": "title", "text": "Hello", "size": "large"}]),
    ("make the title yellow", [{"op": "title", "text": "Bye", "color": "yellow"}]),
])
def test_a_title_is_called_by_its_words(text: str, edits: list[Said]) -> None:
    assert _said(text, *TITLES) == edits


def test_only_while_someone_speaks_or_in_one_clip() -> None:
    assert _said("我说话的时候音乐关掉，12秒到30秒", MUSIC) == [{"op": "mute", "target": "music", "from": 12, "to": 30}]
    assert _said("just in the second clip, turn off the sound") == [{"op": "mute", "target": "clip", "from": 30, "to": 60}]
